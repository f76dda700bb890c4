"""Forms drawn with the components of the house.

`FORM_RENDERER` is one for the whole process, so also for Wagtail's admin. The global `Renderer`
therefore only finds our templates beside Django's and draws as Django does. A public form takes
`BrinkForm` as its first base class, which draws it with `templates/forms/`. A form that we cannot
touch (of allauth, say) is drawn by `{% include "forms/form.html" with form=form %}`: the field
templates ask nothing of the renderer.
"""

from functools import cache
from pathlib import Path

import django.forms
from django.conf import settings
from django.forms.renderers import BaseRenderer, DjangoTemplates
from django.template.backends.django import DjangoTemplates as Backend
from django.utils.translation import gettext_lazy, ngettext_lazy


@cache
def form_engine() -> Backend:
    """One for all renderers: each form has a renderer of its own, and would compile every template
    again.
    """
    own = Path(django.forms.__file__).parent / "templates"
    folders = [settings.BASE_DIR / "templates", own]
    return Backend({"APP_DIRS": True, "DIRS": folders, "NAME": "djangoforms", "OPTIONS": {}})


class Renderer(DjangoTemplates):
    """Finds templates of the house, of Django's forms and of every app; draws as Django does."""

    @property
    def engine(self) -> Backend:
        return form_engine()


class BrinkRenderer(Renderer):
    """Draws a form with label, help and error at each field, tied to it for screen readers."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"


#: What is said of what is too long or too much, unless a field says it itself.
BOUNDS = {
    "max_length": ngettext_lazy(
        "Use at most %(limit_value)d character. Now there are %(show_value)d.",
        "Use at most %(limit_value)d characters. Now there are %(show_value)d.",
        "limit_value",
    ),
    "min_length": ngettext_lazy(
        "Use at least %(limit_value)d character. Now there are %(show_value)d.",
        "Use at least %(limit_value)d characters. Now there are %(show_value)d.",
        "limit_value",
    ),
    "max_value": gettext_lazy("Enter %(limit_value)s or less."),
    "min_value": gettext_lazy("Enter %(limit_value)s or more."),
}


class BrinkForm:
    """Mixin for public forms: `class SignUpForm(BrinkForm, forms.Form)`."""

    default_renderer: BaseRenderer | type[BaseRenderer] | None = BrinkRenderer
    fields: dict[str, django.forms.Field]

    def full_clean(self) -> None:
        for field in self.fields.values():
            field.error_messages = {**BOUNDS, **field.error_messages}
        super().full_clean()  # type: ignore[misc]
