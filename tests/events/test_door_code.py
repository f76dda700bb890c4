"""Where people find their code: on the page, in mail, in "My agenda" and in their calendar."""

import io
import re
from datetime import timedelta
from typing import Any

import pytest
import zxingcpp
from django.core import mail
from django.test import Client
from django.utils import timezone, translation
from PIL import Image

from brink.home.models import HomePage
from brink.jobs.runner import run_due
from events import itip, links
from events.messages import tell
from events.models import Event, Registration
from events.queries import event_row
from tests.events.signing_up import account
from tests.factories.events import event_factory, registration_factory
from tests.factories.personal_feeds import come, entries, feed_of

Tree = dict[str, HomePage]
CODE = "7K2M9QXA"
SPELLED = "7K2M-9QXA"
SQUARE = re.compile(r'<div class="qr" role="img"[^>]*><svg')


def comer(event: Event, state: str = "confirmed", **fields: Any) -> Registration:
    return registration_factory(event, state, **{"code": CODE, **fields})


def page_of(client: Client, row: Registration, action: str = "confirm") -> str:
    with translation.override(row.language):
        return client.get(links.path(action, row)).content.decode()


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("action", ["confirm", "my-agenda"])
def test_pages_of_who_comes_show_the_code(
    tree: Tree, client: Client, lang: str, action: str
) -> None:
    content = page_of(client, comer(event_factory(), language=lang), action)

    assert SPELLED in content
    assert SQUARE.search(content)


def test_agenda_of_an_account_shows_the_code(tree: Tree, client: Client) -> None:
    user = account(client)
    comer(event_factory(), person=user.person)

    assert SPELLED in client.get("/nl/mijn-agenda/").content.decode()


@pytest.mark.parametrize("action", ["confirm", "my-agenda"])
@pytest.mark.parametrize(
    "fields", [{"state": "waiting"}, {"state": "unconfirmed"}, {"seat": "online"}]
)
def test_who_has_no_place_in_the_room_sees_no_code(
    tree: Tree, client: Client, action: str, fields: dict[str, str]
) -> None:
    content = page_of(client, comer(event_factory(), **fields), action)

    assert SPELLED not in content


@pytest.mark.parametrize("action", ["confirm", "my-agenda"])
def test_code_is_gone_once_it_is_over(tree: Tree, client: Client, action: str) -> None:
    over = event_factory(start=timezone.now() - timedelta(days=2))

    assert SPELLED not in page_of(client, comer(over), action)


def sent(row: Registration) -> Any:
    tell(row)
    run_due()
    run_due()
    return mail.outbox[-1]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_mail_shows_the_code_as_a_picture_and_in_letters(tree: Tree, lang: str) -> None:
    letter = sent(comer(event_factory(), language=lang))

    assert SPELLED in letter.body
    html = letter.alternatives[0][0]
    assert SPELLED in html
    assert "cid:code.png@brink" in html
    parts = [p for p in letter.message().walk() if p.get_content_type() == "image/png"]
    picture: Any = Image.open(io.BytesIO(parts[0].get_payload(decode=True))).convert("L")
    assert [each.text for each in zxingcpp.read_barcodes(picture)] == [CODE]


@pytest.mark.parametrize("fields", [{"state": "waiting"}, {"seat": "online"}])
def test_mail_to_who_has_no_place_in_the_room_has_no_code(
    tree: Tree, fields: dict[str, str]
) -> None:
    letter = sent(comer(event_factory(), **fields))

    assert SPELLED not in letter.body
    assert not [p for p in letter.message().walk() if p.get_content_maintype() == "image"]


@pytest.mark.parametrize("seat", ["room", "online"])
def test_calendar_of_who_comes_to_the_room_has_the_code(tree: Tree, seat: str) -> None:
    row = comer(event_factory(), seat=seat)

    made = itip.request(row, event_row(row.event, "nl"), timezone.now()).decode()

    assert (SPELLED in made.replace("\r\n ", "")) is (seat == "room")


@pytest.mark.parametrize(
    ("state", "seat", "is_shown"),
    [("confirmed", "room", True), ("confirmed", "online", False), ("waiting", "room", False)],
)
def test_own_calendar_has_the_code_of_who_comes_to_the_room(
    tree: Tree, client: Client, state: str, seat: str, is_shown: bool
) -> None:
    come("femke@zeevonk.example", event_factory(), state, seat=seat, code=CODE)

    entry = entries(client.get(feed_of("femke@zeevonk.example")))[0]

    assert (SPELLED in entry["description"]) is is_shown
