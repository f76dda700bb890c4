"""The content version: one number that goes up with every published change."""

from django.db.models import F

from brink.pages.models.card import ContentVersion


def content_version() -> int:
    """The version now; what is read after it is at least as new."""
    return ContentVersion.objects.values_list("number", flat=True).filter(pk=1).first() or 0


def bump_version() -> int:
    """Raise the content version and return it; call this last, it is one hot row."""
    if not ContentVersion.objects.filter(pk=1).update(number=F("number") + 1):
        ContentVersion.objects.get_or_create(pk=1)
        ContentVersion.objects.filter(pk=1).update(number=F("number") + 1)
    return content_version()
