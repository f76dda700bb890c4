"""Fields of an event that hold a list: codes that an editor ticks, lines that an editor types."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import models

#: Pairs of code and label.
Choices = list[tuple[str, Any]]


class CodesField(models.JSONField):
    """A list of codes, ticked in a form; `codes` gives what there is to choose from."""

    def __init__(
        self, *args: Any, codes: Callable[[], Choices] | None = None, **kwargs: Any
    ) -> None:
        self.codes = codes
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> forms.Field:
        return forms.MultipleChoiceField(
            choices=self.codes or (),
            widget=forms.CheckboxSelectMultiple,
            required=False,
            label=kwargs.get("label", self.verbose_name),
            help_text=kwargs.get("help_text", self.help_text),
        )


class LinesWidget(forms.Textarea):
    def format_value(self, value: Any) -> str:
        return "\n".join(value) if isinstance(value, list) else value or ""


class LinesFormField(forms.CharField):
    widget = LinesWidget

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        lines = value if isinstance(value, list) else (value or "").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(initial) != self.to_python(data)


class LinesField(models.JSONField):
    """A list of texts, typed one a line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> forms.Field:
        return LinesFormField(
            required=False,
            label=kwargs.get("label", self.verbose_name),
            help_text=kwargs.get("help_text", self.help_text),
        )
