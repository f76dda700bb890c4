"""The page of one event: what visitors see in each state, and what editors must enter."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brink.people.models import Organisation
from events.models import Event, EventIndexPage, EventPage, EventSpeaker, ProgrammeItem
from tests.factories.change import NOTICES, change
from tests.factories.editor import Editor
from tests.factories.events import event_page, event_type, place, registration_factory
from tests.factories.pages import add_translation, publish

pytestmark = pytest.mark.usefixtures("tree")
SECRET = "https://live.example/geheim"


@pytest.fixture
def editor() -> Editor:
    return Editor.log_in()


def read(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def agenda(lang: str) -> EventIndexPage:
    return EventIndexPage.objects.get(locale__language_code=lang)


def moment(days: float) -> str:
    return f"{timezone.localtime() + timedelta(days=days):%Y-%m-%d %H:%M}"


def full_page(number: int, **fields: Any) -> EventPage:
    """An event with `number` of everything that its page lists."""
    page = event_page(title="Kringloop", capacity=9, **fields)
    host = Organisation.objects.create(code="rondom", name="Kunststofkring Rondom")
    for each in range(number):
        ProgrammeItem.objects.create(
            page=page, time=time(13, each), title=f"Deel {each}", locale=page.locale
        )
        EventSpeaker.objects.create(
            page=page, name=f"Gea Stuiver {each}", organisation=host, locale=page.locale
        )
    page = EventPage.objects.get(pk=page.pk)
    page.related = [("page", event_page(title=f"Verwant {each}")) for each in range(number)]
    page.save_revision().publish()
    return page


@pytest.mark.parametrize("path", ["/nl/agenda/kringloop/", "/en/events/kringloop/"])
@pytest.mark.parametrize("number", [1, 3])
def test_event_page_takes_nine_queries(
    client: Client, path: str, number: int, django_assert_num_queries: Any
) -> None:
    full_page(number)
    client.get(path)

    with django_assert_num_queries(9):
        soup = read(client, path)

    assert len(soup.select(".programme li")) == number
    assert len(soup.select(".person")) == number
    assert "Verwant 0" in soup.select_one("aside").get_text()


@pytest.mark.parametrize(
    ("fields", "counters", "heading", "button"),
    [
        ({"capacity": 9}, {"taken": 2}, "Kom je ook?", "Meld je aan"),
        ({}, {}, "Kom je ook?", "Meld je aan"),
        ({"capacity": 9}, {"taken": 9, "waiting": 4}, "De wachtlijst is open", "wachtlijst"),
        ({"opens": timedelta(days=2)}, {}, "Aanmelden kan nog niet", ""),
        ({"closes": timedelta(days=-2)}, {}, "Aanmelden kan niet meer", ""),
        ({"status": "cancelled"}, {}, "Deze bijeenkomst gaat niet door", ""),
        ({"start": timedelta(days=-2)}, {}, "Deze bijeenkomst is geweest", ""),
    ],
)
def test_sign_up_says_how_it_stands(
    client: Client, fields: dict, counters: dict, heading: str, button: str
) -> None:
    now = timezone.now()
    fields = {k: now + v if isinstance(v, timedelta) else v for k, v in fields.items()}
    page = event_page(title="Kringloop", **fields)
    Event.objects.filter(key=page.translation_key).update(**counters)

    box = read(client, "/nl/agenda/kringloop/").select_one(".sign-up")

    assert box.select_one("h2").get_text() == heading
    links = box.select("a.button")
    assert [link["href"] for link in links] == (
        ["/nl/agenda/kringloop/aanmelden/"] if button else []
    )
    assert all(button in link.get_text() for link in links)


def test_full_event_tells_how_many_wait(client: Client) -> None:
    page = event_page(title="Kringloop", capacity=9)
    Event.objects.filter(key=page.translation_key).update(taken=9, waiting=4)

    text = read(client, "/nl/agenda/kringloop/").select_one(".sign-up").get_text()

    assert "4 mensen op de wachtlijst" in text


@pytest.mark.parametrize("presence", ["room", "online", "hybrid"])
@pytest.mark.parametrize("path", ["/nl/agenda/kringloop/", "/en/events/kringloop/"])
def test_link_to_the_meeting_is_on_no_page(client: Client, presence: str, path: str) -> None:
    event_page(title="Kringloop", presence=presence, online_url=SECRET)

    assert b"geheim" not in client.get(path).content


def test_page_without_script_or_style_inside(client: Client) -> None:
    full_page(1)

    soup = read(client, "/nl/agenda/kringloop/")

    assert not soup.select("main script, main style, [style], [onclick]")


def test_calendar_links_lead_to_google_outlook_and_the_file(client: Client) -> None:
    event_page(title="Kringloop & meer", slug="kringloop", place=place("De Lichtkamer"))

    links = read(client, "/nl/agenda/kringloop/").select(".calendar-links a")

    names = ["Google", "Outlook.com", "Outlook voor werk of school", ".ics-bestand"]
    assert [link.get_text(strip=True) for link in links] == names
    google, outlook, _work, file = (link["href"] for link in links)
    assert "text=Kringloop+%26+meer&" in google
    assert "ctz=Europe%2FAmsterdam" in google
    assert "subject=Kringloop%20%26%20meer&" in outlook
    assert file == "/nl/agenda/kringloop/kalender.ics"


@pytest.mark.parametrize("fields", [{"status": "cancelled"}, {"start": -3}])
def test_nobody_notes_down_what_is_off_or_over(client: Client, fields: dict) -> None:
    if "start" in fields:
        fields = {"start": timezone.now() + timedelta(days=fields["start"])}
    event_page(title="Kringloop", **fields)

    assert not read(client, "/nl/agenda/kringloop/").select(".calendar-links a")


def test_afterwards_is_shown_once_it_is_over(client: Client) -> None:
    event_page(title="Straks", after="<p>Dit nam iedereen mee.</p>")
    event_page(
        title="Geweest",
        after="<p>Dit nam iedereen mee.</p>",
        start=timezone.now() - timedelta(days=3),
    )

    assert "Dit nam iedereen mee" not in read(client, "/nl/agenda/straks/").get_text()
    assert "Dit nam iedereen mee" in read(client, "/nl/agenda/geweest/").get_text()


def test_cancelled_and_moved_show_their_notice(client: Client) -> None:
    event_page(title="Uit", status="cancelled", notice="De zaal is niet vrij.")
    event_page(title="Om", status="moved", notice="Een uur later.")

    off = read(client, "/nl/agenda/uit/").select_one(".notice")
    moved = read(client, "/en/events/om/").select_one(".notice")

    assert off.h2.get_text() == "Deze bijeenkomst gaat niet door"
    assert "De zaal is niet vrij." in off.get_text()
    assert moved.h2.get_text() == "This meeting has moved"
    assert moved.select_one("[lang=nl]").get_text(strip=True) == "Een uur later."


def test_page_without_translation_marks_its_words(client: Client) -> None:
    page = full_page(1, other_title="Circle")
    publish(page, body=[("paragraph", "<p>Van baal tot korrel.</p>")], bring="Dichte schoenen")

    soup = read(client, "/en/events/kringloop/")

    assert soup.html["lang"] == "en"
    assert soup.h1.get_text() == "Circle"
    assert soup.h1.get("lang", "en") == "en"
    for text in ("Van baal tot korrel.", "Deel 0", "Dichte schoenen", "Gea Stuiver 0"):
        assert soup.find(string=text).find_parent(lang=True)["lang"] == "nl", text
    assert "In Dutch" in soup.select_one(".label").get_text()


def test_times_of_a_translation_are_those_of_the_owner(client: Client) -> None:
    page = event_page(title="Kringloop")
    item = ProgrammeItem.objects.create(
        page=page, time=time(13, 20), title="Langs de lijn", locale=page.locale
    )
    publish(page)
    facts = {name: getattr(page, name) for name in ("type", "start", "end")}
    english = add_translation(page, agenda("en"), title="Circle", slug="circle", **facts)
    ProgrammeItem.objects.create(
        page=english, time=time(9, 0), title="Along the line",
        translation_key=item.translation_key, locale=english.locale,
    )  # fmt: skip

    programme = read(client, "/en/events/circle/").select_one(".programme")

    assert programme.time["datetime"] == "13:20"
    assert programme.h3.get_text() == "Along the line"


def test_draft_may_lack_everything_and_publish_asks_for_it(editor: Editor) -> None:
    page = editor.create(agenda("nl"), "events.eventpage", title="Rondje", slug="rondje")

    response = editor.edit(page, publish=True)

    assert response.status_code == 200
    assert {"type", "start", "end", "place"} <= set(response.context["form"].errors)
    page.refresh_from_db()
    assert not page.live


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"start": moment(3), "end": moment(2)}, "end"),
        ({"start": moment(3), "end": moment(3)}, "end"),
        ({"closes": moment(9)}, "closes"),
        ({"opens": moment(2), "closes": moment(1)}, "closes"),
        ({"capacity": "0"}, "capacity"),
        ({"place": ""}, "place"),
        ({"presence": "online"}, "online_url"),
        ({"presence": "hybrid"}, "online_url"),
        ({"presence": "online", "online_url": "geen adres"}, "online_url"),
        ({"status": "cancelled"}, "notice"),
        ({"status": "moved"}, "notice"),
        ({"organiser_email": "niemand"}, "organiser_email"),
    ],
)
def test_publish_is_refused_at_the_field(editor: Editor, fields: dict, wrong: str) -> None:
    start = timezone.now() + timedelta(days=4)
    page = event_page(title="Rondje", start=start, live=False)

    response = editor.edit(page, publish=True, title="Anders", **fields)

    assert response.status_code == 200
    assert set(response.context["form"].errors) == {wrong}
    assert EventPage.objects.get(pk=page.pk).title == "Rondje"


def test_contradiction_is_refused_in_a_draft_too(editor: Editor) -> None:
    page = editor.create(agenda("nl"), "events.eventpage", title="Rondje", slug="rondje")

    response = editor.edit(page, start=moment(3), end=moment(2))

    assert set(response.context["form"].errors) == {"end"}


def test_event_is_created_published_changed_and_cancelled(editor: Editor, client: Client) -> None:
    page = editor.create(
        agenda("nl"),
        "events.eventpage",
        publish=True,
        title="Rondje",
        slug="rondje",
        type=str(event_type().pk),
        place=str(place().pk),
        start=moment(3),
        end=moment(3.2),
        capacity="12",
    )
    event = Event.objects.get(key=page.translation_key)
    assert (event.visible, event.capacity, event.sequence) == (True, 12, 0)

    editor.publish(page, capacity="20")
    event.refresh_from_db()
    assert (event.capacity, event.sequence) == (20, 0)

    change(editor, page, status="cancelled")
    event.refresh_from_db()
    assert (event.status, event.sequence) == ("cancelled", 1)
    assert event.notices == {"nl": NOTICES["notice_nl"], "en": NOTICES["notice_en"]}
    assert "gaat niet door" in read(client, "/nl/agenda/rondje/").get_text()


def test_preview_of_a_new_draft_shows_its_facts(editor: Editor) -> None:
    page = event_page(title="Rondje", capacity=9)
    registration_factory(Event.objects.get(key=page.translation_key))
    draft = page.get_latest_revision_as_object()
    draft.start, draft.end = datetime.fromisoformat("2031-05-01T10:00+02:00"), None
    draft.save_revision(clean=False)

    response = editor.client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))

    assert response.status_code == 200
    assert "1 mei 2031" in response.content.decode()
    assert Event.objects.get(key=page.translation_key).start.year != 2031
