"""The form in which a page is edited."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm


class BasePageForm(WagtailAdminPageForm):
    """Facts are entered on the page that owns them; in a translation they are shown only.

    A disabled field takes its value from `initial`, whatever a request holds, so a translation
    also picks up what has changed on the owner since.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.instance.facts_owner()
        if owner is not None and owner.pk != self.instance.pk:
            self.show_facts_of(owner)

    def show_facts_of(self, owner: Any) -> None:
        note = _("Entered on the page “%(title)s”.") % {"title": owner.title}
        for name in owner.fact_fields:
            if field := self.fields.get(name):
                field.disabled = True
                field.help_text = note
                self.initial[name] = owner._meta.get_field(name).value_from_object(owner)
