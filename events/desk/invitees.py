"""The list of who may sign up, where an event admits who is invited; and the link that invites."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils import translation

from events.messages import card_of
from events.models import Event, Invitee
from events.models.event import new_secret

MOST = 1000
BETWEEN = re.compile(r"[\s,;]+")


def read_addresses(text: str) -> tuple[list[str], list[str]]:
    """Addresses as people paste them, each once and in small letters; and what is none."""
    found, wrong = {}, []
    for part in filter(None, BETWEEN.split(text)):
        address = part.strip("<>").lower()
        if "@" not in address:
            continue  # a name beside it: Femke Zee <femke@…>
        try:
            validate_email(address)
        except ValidationError:
            wrong.append(part)
        else:
            found[address] = True
    return list(found), wrong


def invite_all(event: Event, addresses: list[str]) -> int:
    """Put addresses on the list; returns how many are new. Nobody is mailed."""
    before = event.invitees.count()
    rows = [Invitee(event=event, email=address) for address in addresses]
    Invitee.objects.bulk_create(rows, ignore_conflicts=True)
    return event.invitees.count() - before


def invitation_address(event: Event, lang: str) -> str:
    """The link that lets whoever has it sign up; empty for what is not on the site."""
    card = card_of(event, lang)
    if card is None or not event.invitation_code:
        return ""
    with translation.override(lang):
        path = reverse("events:register", args=[card.slug])
    return f"{settings.BASE_URL}{path}?code={event.invitation_code}"


def renew_link(event: Event, code: str) -> bool:
    """Make another link, so that the one with this `code` is worthless; twice is once."""
    known = Event.objects.filter(pk=event.pk, invitation_code=code)
    return bool(known.update(invitation_code=new_secret()))
