"""An organiser writes to people of an event: each gets it once, in their own language."""

from collections.abc import Iterable, Sequence
from typing import Any

from brink.jobs.models import Job
from brink.jobs.outbox import enqueue
from brink.jobs.registry import handler
from brink.mail.outgoing import Mail, compose
from events import history
from events.groups.party import address_of
from events.letters import Letter, post_all
from events.messages import describe, is_for_contact, readers_of
from events.models import Event, Mailing, Registration
from events.places import locked
from events.series import numbered_row

#: The kind of job that writes the mails, and the occasion of each.
SEND, OCCASION = "events.mailing", "mailing"
LONGEST = 64
NOWHERE = "#"
State = Registration.State


def send(
    event: Event, mailing: Mailing, rows: Sequence[Registration], by: history.User, press: str
) -> Mailing | None:
    """Store the mail with who gets it; a job writes it to each. None for a `press` done before.

    Raises `BusyError`; then nothing is stored.
    """
    reached = [row for row in rows if is_reached(row)]
    key = f"mailing:{event.pk}:{press[:LONGEST]}"
    with locked(event.pk):
        if Job.objects.filter(key=key).exists():
            return None
        mailing.event, mailing.by_id = event, by.pk if by else None
        mailing.save()
        mailing.registrations.set(reached)
        history.write_all(reached, history.MAILED, by)
        enqueue(SEND, key, {"mailing": mailing.pk})
        return mailing


@handler(SEND)
def write(payload: dict[str, Any]) -> None:
    """A letter to each reader; one that is stored already is not written again."""
    mailing = Mailing.objects.get(pk=payload["mailing"])
    rows = mailing.registrations.select_related("booking").order_by("position")
    post_all(letter(mailing, *reader) for reader in readers(rows))


def letter(mailing: Mailing, row: Registration, to_contact: bool) -> Letter:
    reader = row.booking if to_contact and row.booking else row
    return Letter(
        registration=row.pk,
        occasion=OCCASION,
        subject=f"{OCCASION}:{mailing.pk}:{row.uid}",
        words=words(mailing, reader.language),
        contact=to_contact,
    )


def words(mailing: Mailing, lang: str) -> dict[str, str]:
    """What the organiser wrote, in one language."""
    return {
        "mailing_subject": getattr(mailing, f"subject_{lang}"),
        "mailing_text": getattr(mailing, f"text_{lang}"),
    }


def readers(rows: Iterable[Registration]) -> list[tuple[Registration, bool]]:
    """Whom it goes to; the contact of a group gets one for all places that nobody claimed.

    Not for the group as well, who gets it for a place of their own. Nor who never confirmed: that
    address may be somebody else's.
    """
    found = list(readers_of((row for row in rows if is_reached(row)), OCCASION))
    own = {row.email for row, to_contact in found if not to_contact}
    return [reader for reader in found if not reader[1] or address_of(reader[0]) not in own]


def is_reached(row: Registration) -> bool:
    """Whether it comes to them: at an address of their own, or by the contact of their group."""
    return is_proven(row) and bool(row.email or is_for_contact(row, OCCASION))


def is_proven(row: Registration) -> bool:
    """Whether whoever reads mail at the address said that it is theirs."""
    return row.state not in (State.UNCONFIRMED, State.EXPIRED)


def preview(mailing: Mailing, row: Registration, lang: str) -> dict[str, Any]:
    """The mail as somebody would get it in a language; nothing is stored or sent.

    Its links are theirs alone: who looks at it gets others in their place, that lead nowhere.
    """
    row.language = lang
    described = describe(row, numbered_row(row.event, lang))
    own = {name: NOWHERE for name in described if name.endswith("_url") and name != "page_url"}
    context = {**described, **own, **words(mailing, lang)}
    return compose(Mail("preview", f"events/{OCCASION}", row.email, lang, context))
