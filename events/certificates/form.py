"""Where the code of a certificate is typed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from brink.pages.forms import BrinkForm
from brink.people.names import OneLineField
from events.certificates import links as certificate_links
from events.models import Certificate


class CodeForm(BrinkForm, forms.Form):
    """`certificate` is the one found."""

    code = OneLineField(
        label=_("Code of the certificate"),
        max_length=40,
        help_text=_("Sixteen signs, beside the square. Capitals and hyphens do not matter."),
        error_messages={"required": _("Enter the code that stands on the certificate.")},
    )
    certificate: Certificate

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["code"].widget.attrs.update(autocomplete="off", spellcheck="false")

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        found = certificate_links.find(code)
        if found is None:
            raise ValidationError(
                _("We know no certificate with this code. Compare it with the paper once more."),
                code="unknown",
            )
        self.certificate = found
        return code
