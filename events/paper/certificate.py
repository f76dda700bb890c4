"""The paper of a certificate."""

from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.pages.covers import draw_cover, land_of
from brink.pages.moments import DASH, day, short_day
from events.certificates.links import address
from events.door.codes import spell_code
from events.models import Certificate
from events.paper.square import square
from events.paper.typesetting import typeset

TEMPLATE = "certificate"
#: So many days are named one by one; of more the first and the last.
NAMED_DAYS = 5
#: The land of a certificate whose event is of no theme.
LAND = "sociale-innovatie"


def certificate_paper(certificate: Certificate) -> bytes:
    return typeset(TEMPLATE, words_of(certificate), certificate.language)


def words_of(certificate: Certificate) -> dict[str, Any]:
    """All that stands on it, in its language."""
    facts = certificate.facts
    with translation.override(certificate.language):
        return {
            "title": _("Certificate of participation: %(name)s") % {"name": facts["name"]},
            "kind": _("Certificate of participation"),
            "name": facts["name"],
            "did": _("took part in"),
            "event": facts["title"],
            "rows": rows_of(facts),
            "signatory": facts["signatory"],
            "on_behalf": on_behalf(facts),
            "made": _("Made on %(day)s") % {"day": short_day(timezone.now())},
            "check": _("Is this certificate real? Look at"),
            "address": where_to_look(),
            "code": spell_code(certificate.code),
            "qr": square(address(certificate)),
            "cover": drawing(facts["cover"]),
        }


def rows_of(facts: dict[str, Any]) -> list[tuple[str, str]]:
    """Labels and what stands after them; nothing that is not known."""
    rows = [
        (_("When"), days_in_words(facts["days"])),
        (_("Meetings"), str(facts["meetings"] or "")),
        (_("Hours"), hours_in_words(facts["hours"])),
        (_("Organised by"), facts["organiser"]),
    ]
    return [row for row in rows if row[1]]


def days_in_words(days: list[str]) -> str:
    """All of them, or the first and the last where there are many."""
    dates = [date.fromisoformat(each) for each in days]
    if len(dates) > NAMED_DAYS:
        return f"{short_day(dates[0])} {DASH} {short_day(dates[-1])}"
    name = short_day if len(dates) > 1 else full_day
    return ", ".join(name(each) for each in dates)


def full_day(at: date) -> str:
    return day(at, year=True)


def hours_in_words(hours: str) -> str:
    if not hours:
        return ""
    number = Decimal(hours)
    text = ngettext("%(hours)s hour", "%(hours)s hours", 1 if number == 1 else 2)
    return text % {"hours": number_format(number)}


def on_behalf(facts: dict[str, Any]) -> str:
    organiser = facts["organiser"]
    return _("on behalf of %(organiser)s") % {"organiser": organiser} if organiser else ""


def where_to_look() -> str:
    """As people type it: without what every address begins and ends with."""
    host = urlsplit(settings.BASE_URL).netloc
    return host + reverse("events:certificates").rstrip("/")


def drawing(cover: str) -> str:
    """The cover of the event's page."""
    theme, kind, seed = cover.split("/")
    return draw_cover(land_of(theme) or LAND, kind, seed)
