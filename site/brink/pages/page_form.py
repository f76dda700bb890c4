"""The form in which a page is edited."""

from typing import Any

from django.forms import ModelChoiceField, ModelMultipleChoiceField, Select
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from brink.pages.claimed import is_claimed


class BasePageForm(WagtailAdminPageForm):
    """Facts are entered on the page that owns them; in a translation they are shown only.

    A disabled field takes its value from `initial`, whatever a request holds, so a translation
    also picks up what has changed on the owner since. Rows have no form at all there.
    """

    #: where facts are entered, and the rows of that page; in a translation only
    owner_note: str
    shown_rows: dict[str, list[Any]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.instance.facts_owner()
        if owner is not None and owner.pk != self.instance.pk:
            self.show_facts_of(owner)

    def clean(self) -> dict[str, Any]:
        """Refuse an address that no reader would find the page at."""
        cleaned: dict[str, Any] = super().clean()
        slug = cleaned.get("slug")
        if slug and is_claimed(f"{self.parent_page.url_path}{slug}/"):
            self.add_error("slug", _("A part of the site has this address. Choose another slug."))
        return cleaned

    def show_facts_of(self, owner: Any) -> None:
        self.owner_note = _("Entered on the page “%(title)s”.") % {"title": owner.title}
        for name in owner.fact_fields:
            if field := self.fields.get(name):
                self.show(name, getattr(owner, name))
                self.initial[name] = owner._meta.get_field(name).value_from_object(owner)
                field.help_text = self.owner_note
        self.shown_rows = {name: list(getattr(owner, name).all()) for name in owner.fact_rows}
        for name in owner.fact_rows:
            self.formsets.pop(name, None)

    def show(self, name: str, value: Any) -> None:
        """Show a value that cannot be changed here."""
        field = self.fields[name]
        field.disabled = True
        self.initial[name] = value
        is_choice = isinstance(field, ModelChoiceField)
        if is_choice and not isinstance(field, ModelMultipleChoiceField):
            # a chooser would let people choose all the same
            choice = (value.pk, str(value)) if value else ("", "–")
            field.widget = Select(choices=[choice])
