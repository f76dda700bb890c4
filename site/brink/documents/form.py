"""The form in which a document is edited."""

from typing import Any

from wagtail.documents.forms import BaseDocumentForm

from brink.documents.models import Reading
from brink.documents.notices import notice


class DocumentForm(BaseDocumentForm):
    """Says at the file what is wrong with it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reading = Reading.objects.filter(document=self.instance.pk).first()
        if reading and "file" in self.fields and (words := notice(reading)):
            self.fields["file"].help_text = words
