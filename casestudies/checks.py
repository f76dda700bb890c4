"""What must be true of a study before it is published. Drafts may be incomplete."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.rich_text import get_text_for_indexing

if TYPE_CHECKING:
    from casestudies.models.study import StudyPage


def check_study(page: "StudyPage") -> None:
    """Raise ValidationError with a message at each field too long or contradicting another."""
    errors = {**too_long(page), **wrong_dates(page)}
    if errors:
        raise ValidationError(errors)


def too_long(page: "StudyPage") -> dict[str, str]:
    """The sections whose words are longer than they may be; mark-up does not count."""
    limits = {**page.sections, **page.closing_sections}
    lengths = {name: len(plain_words(getattr(page, name))) for name in limits}
    return {
        name: _("This text has %(length)s characters; %(limit)s is the most.")
        % {"length": length, "limit": limits[name]}
        for name, length in lengths.items()
        if length > limits[name]
    }


def wrong_dates(page: "StudyPage") -> dict[str, str]:
    errors = {}
    if page.starts and page.ends and page.ends < page.starts:
        errors["ends"] = _("The end comes before the start.")
    return errors


def plain_words(html: str) -> str:
    """The words of rich text, as a reader counts them."""
    return get_text_for_indexing(html).strip()
