"""The file of one event: to save, to open, and as the button of a mail gives it."""

import re
from datetime import timedelta

import icalendar
import pytest
from django.core import mail
from django.test import Client
from django.utils import translation

from brink.jobs.runner import run_due
from events import links
from events.models import Event
from tests.events.invitations import come
from tests.events.parsers import entries
from tests.factories.events import event_page

pytestmark = pytest.mark.django_db
FILES = {"nl": "/nl/agenda/kringloop/kalender.ics", "en": "/en/events/kringloop/calendar.ics"}


def vevents(content: bytes) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(content).walk("VEVENT")


def titles(content: bytes) -> list[str]:
    return [str(event["SUMMARY"]) for event in vevents(content)]


def test_post_is_405(tree: dict) -> None:
    event_page(title="Kringloop")

    assert Client(enforce_csrf_checks=True).post(FILES["nl"]).status_code == 405


@pytest.mark.parametrize("path", FILES.values())
def test_file_holds_the_one_event_to_save(
    tree: dict, client: Client, path: str, django_assert_num_queries
) -> None:
    event_page(title="Kringloop")
    event_page(title="Streekbrood")

    with django_assert_num_queries(3):  # the version, the card, the entry
        response = client.get(path)

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="kringloop.ics"'
    assert titles(response.content) == ["Kringloop"]
    assert b"REFRESH-INTERVAL" not in response.content
    with django_assert_num_queries(1):
        again = client.get(path, headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("lang", FILES)
def test_file_rings_when_its_address_says_so(tree: dict, client: Client, lang: str) -> None:
    event_page(title="Kringloop", presence="hybrid", online_url="https://meet.example/x")
    plain, ringing = (client.get(FILES[lang] + query) for query in ("", "?alarm=60"))

    [event] = vevents(ringing.content)
    [alarm] = event.walk("VALARM")
    assert (alarm["TRIGGER"].dt, alarm["DESCRIPTION"]) == (timedelta(hours=-1), "Kringloop")
    assert entries(ringing.content) == entries(plain.content)
    own = alarm.to_ical()
    assert ringing.content.replace(own, b"") == plain.content, "it says nothing else"
    assert ringing["ETag"] != plain["ETag"]


def test_file_of_what_is_off_rings_no_more(tree: dict, client: Client) -> None:
    event_page(title="Kringloop", status="cancelled")

    assert b"VALARM" not in client.get(f"{FILES['nl']}?alarm=60").content


@pytest.mark.parametrize("alarm", ["7", "x", "-60", "060", "60;x"])
def test_file_with_a_bell_that_nobody_can_choose_is_404(
    tree: dict, client: Client, alarm: str
) -> None:
    event_page(title="Kringloop")

    response = client.get(FILES["nl"], {"alarm": alarm})

    assert response.status_code == 404
    assert response.content.decode().startswith("Deze kalender bestaat niet")


@pytest.mark.parametrize("slug", ["onbekend", "kringloop"])
def test_file_of_no_published_event_is_404(tree: dict, client: Client, slug: str) -> None:
    event_page(title="Kringloop").unpublish()

    assert client.get(f"/nl/agenda/{slug}/kalender.ics").status_code == 404


@pytest.mark.parametrize("lang", FILES)
@pytest.mark.parametrize(("minutes", "triggers"), [(60, [timedelta(hours=-1)]), (None, [])])
def test_mail_page_and_agenda_give_the_bell_that_was_chosen(
    tree: dict, client: Client, lang: str, minutes: int | None, triggers: list
) -> None:
    page = event_page(title="Kringloop", other_title="Circle")
    mine = come(Event.objects.get(key=page.translation_key), language=lang, alarm=minutes)
    run_due()
    with translation.override(lang):
        pages = [links.path(name, mine) for name in ("confirm", "my-agenda")]
    shown = [
        re.search(r'href="(/[^"]+\.ics[^"]*)"', client.get(path).content.decode()) for path in pages
    ]

    [mailed] = re.findall(r"http://testserver(/\S+\.ics\S*)", mail.outbox[-1].body)

    for path in (mailed, *(found[1] for found in shown if found)):
        assert path.startswith(FILES[lang])
        alarms = icalendar.Calendar.from_ical(client.get(path).content).walk("VALARM")
        assert [alarm["TRIGGER"].dt for alarm in alarms] == triggers
    assert all(shown)
