"""What an editor must have entered before a study can be published; a draft may lack it all."""

from typing import Any

from django.utils.translation import gettext as _

from brink.pages.page_form import BasePageForm


class StudyPageForm(BasePageForm):
    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.is_deferred_validation and self.instance.needs_evidence and self.lacks_rows():
            text = _(
                "Add at least one row of evidence. Was nothing measured yet? Then say what you "
                "will measure, without the tick at “measured”."
            )
            self.add_error(None, text)
        return data

    def lacks_rows(self) -> bool:
        """Whether every row of evidence is empty or thrown away."""
        formset = self.formsets.get("evidence")
        if formset is None:
            return False
        formset.is_valid()  # tells which rows are to be deleted
        kept = [form for form in formset.forms if form not in formset.deleted_forms]
        return not any(form.has_changed() or form.instance.pk for form in kept)
