"""All occasions on which the site writes, each with a sample to look at.

The app that writes registers a function that makes the mail from made-up data, in a module that
its `AppConfig.ready` imports:

    def confirmed(lang: str) -> Mail: ...

    add_sample("events/confirmed", confirmed, label=_("You are signed up"))

It is called in a transaction that is rolled back; nothing of it is stored or sent.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise

from brink.mail.message import OutgoingMessage, build
from brink.mail.outgoing import Mail, compose

Sample = Callable[[str], Mail]


@dataclass(frozen=True)
class Occasion:
    """`name` is that of its template, and more where one template serves several occasions."""

    name: str
    label: str | Promise
    make: Sample


_occasions: dict[str, Occasion] = {}


def add_sample(name: str, function: Sample, *, label: str | Promise) -> None:
    if name in _occasions:
        raise ValueError(f"Two samples of {name!r}.")
    _occasions[name] = Occasion(name, label, function)


def occasions() -> list[Occasion]:
    """In the order of their names."""
    return [_occasions[name] for name in sorted(_occasions)]


def find(name: str) -> Occasion | None:
    return _occasions.get(name)


def preview(occasion: Occasion, lang: str) -> OutgoingMessage:
    """The message as it would be sent."""
    with transaction.atomic(), translation.override(lang):
        payload = compose(occasion.make(lang))
        transaction.set_rollback(True)
    return build(payload)
