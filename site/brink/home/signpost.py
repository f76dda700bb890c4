"""The signpost of the home page: distances in time, not in kilometres."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Stop:
    """A stop on the signpost: how far it is, and where it leads."""

    time: str
    href: str
    label: str
    text: str = ""


def time_stops(addresses: Mapping[Any, str], trainee: str) -> list[Stop]:
    """What you can do with the time you have; a stop that leads nowhere is left out."""
    stops = (
        Stop(
            _("3 minutes"),
            addresses.get("casestudyindexpage", ""),
            _("Read one case study"),
            _("What a firm like yours did, and what came of it."),
        ),
        Stop(
            _("An afternoon"),
            addresses.get("eventindexpage", ""),
            _("Come to a meeting"),
            _("At a firm nearby or online. Usually free."),
        ),
        Stop(
            _("A few days"),
            addresses.get("masterclassindexpage", ""),
            _("Take a masterclass"),
            _("With your own figures and your own question. Together or alone."),
        ),
        Stop(
            _("18 months"),
            trainee,
            _("Work with a trainee"),
            _("A graduate who makes your innovation happen."),
        ),
    )
    return [stop for stop in stops if stop.href]
