"""What can be searched of an event beside its text: programme, people and place."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from events.models import EventPage


def other_words(page: "EventPage") -> Iterator[str]:
    for item in page.programme.all():
        yield f"{item.title} {item.text}"
    for speaker in page.speakers.select_related("organisation"):
        yield f"{speaker.name} {speaker.role} {speaker.organisation or ''}"
    if page.place:
        yield f"{page.place.name} {page.place.town}"
    yield from (page.audience, page.bring)
