"""Codes for the door in templates: `{% load codes %}`."""

from django import template
from django.utils.safestring import SafeString

from events.door.codes import code_square, spell_code

register = template.Library()


@register.filter
def spelled(code: str | None) -> str:
    """As people read it: "7K2M-9QXA"."""
    return spell_code(code)


@register.filter
def square(code: str | None) -> SafeString:
    """As a phone reads it."""
    return code_square(code)
