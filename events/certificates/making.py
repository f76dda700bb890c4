"""Make the certificates of a meeting that is over, and mail people that they have one."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from brink.jobs.registry import handler
from events.certificates.earning import earned_at
from events.certificates.issuing import TELL, issue, registration_of
from events.certificates.links import file_address
from events.certificates.plans import CERTIFY, is_over
from events.letters import Letter, post_all
from events.messages import readers_of
from events.models import Certificate, Event, Registration

#: Of a mail: whose it is, what for, and where the paper is.
Paper = dict[str, str]

OCCASION = "certificate"
#: So many are made in one transaction.
BATCH = 50


@handler(CERTIFY)
def certify(payload: dict[str, Any]) -> None:
    """Make all that was earned and is not made yet; nothing where the event has moved on."""
    event = Event.objects.select_related("series").get(pk=payload["event"])
    earned = earned_at(event) if is_over(event) else []
    for start in range(0, len(earned), BATCH):
        issue(earned[start : start + BATCH])


@handler(TELL)
def tell_owners(payload: dict[str, Any]) -> None:
    """Mail each what they have; the contact of a group once, for all who claimed no place."""
    papers = papers_of(payload["certificates"])
    known = Registration.objects.select_related("booking").in_bulk(papers)
    post_all(letters([known[pk] for pk in papers], papers, str(payload["certificates"][0])))


def letters(
    rows: list[Registration], papers: dict[int, list[Paper]], number: str
) -> Iterator[Letter]:
    for row, to_contact in readers_of(rows, OCCASION):
        if not (to_contact or row.email):
            continue  # came in without an address; the organiser can still print it
        those = group_of(row, rows) if to_contact else [row]
        words = {"papers": [paper for each in those for paper in papers[each.pk]]}
        subject = f"{OCCASION}:{row.uid}:{number}"
        yield Letter(row.pk, OCCASION, subject, words=words, contact=to_contact)


def group_of(row: Registration, rows: list[Registration]) -> list[Registration]:
    """Those at the same meeting whose mail goes to the same contact."""
    place = row.event_id, row.booking_id, None
    return [one for one in rows if (one.event_id, one.booking_id, one.claimed) == place]


def papers_of(certificates: list[int]) -> dict[int, list[Paper]]:
    """What a mail says of them, by the registration that earned them."""
    found = Certificate.objects.filter(pk__in=certificates, revoked=None).order_by("pk")
    papers: dict[int, list[Paper]] = defaultdict(list)
    for each in found.select_related("person").defer("pdf"):
        if row := registration_of(each):
            name, title = each.facts["name"], each.facts["title"]
            papers[row.pk].append({"name": name, "title": title, "url": file_address(each)})
    return papers
