"""The two forms of a change: what they show, what they refuse, and what they cannot be used for."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageLogEntry

from brink.jobs.models import Job
from events.change import CHANGEABLE, Standing, attname, standing
from events.change_form import seal
from events.models import Event, EventPage
from tests.events.changing import editor, messages_of, page, typed
from tests.factories.change import NOTICES, change, change_address, confirmed, look_over, opened
from tests.factories.editor import Editor
from tests.factories.events import event_of, event_page, registration_factory

__all__ = ["editor", "page"]  # fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tree")]


def test_nothing_changes_before_it_is_confirmed(editor: Editor, page: EventPage) -> None:
    before = list(Event.objects.values()), list(EventPage.objects.values())
    version = Job.objects.count()
    form = opened(editor, page)
    summary = look_over(editor, page, form, status="cancelled")
    again = editor.client.post(change_address(page), {**summary.context["form"].data, "again": "1"})

    assert (list(Event.objects.values()), list(EventPage.objects.values())) == before
    assert Job.objects.count() == version
    assert again.context["form"]["status"].value() == "cancelled", "nothing typed is lost"


def test_the_form_shows_what_is_now_and_who_will_be_told(editor: Editor, page: EventPage) -> None:
    event = event_of(page)
    for lang, state in (("nl", "confirmed"), ("en", "confirmed"), ("en", "waiting")):
        registration_factory(event, state, language=lang)
    registration_factory(event, "pending")
    registration_factory(event, "cancelled")
    registration_factory(event, "unconfirmed")

    soup = BeautifulSoup(editor.client.get(change_address(page)).content, "html.parser")
    numbers = [
        [cell.get_text(strip=True) for cell in line.select("td")]
        for line in soup.select("table.listing")[0].select("tbody tr")
    ]
    assert numbers == [["1", "1"], ["1", "0"], ["0", "1"], ["0", "0"]]
    shown = {name: soup.select_one(f"[name={name}]") for name in ("start", "place")}
    assert shown["start"]["value"] == typed(page.start)
    assert shown["place"]["value"] == str(page.place_id)

    summary = look_over(editor, page, opened(editor, page), status="cancelled")
    assert summary.context["audience"].number == 4
    assert [row.label for row in summary.context["rows"] if row.is_changed] == ["Status"]
    tables = BeautifulSoup(summary.content, "html.parser").select("table.listing")
    assert [line.get_text() for line in tables[0].select("tbody th")] == [
        "Bevestigd",
        "De organisator beslist",
        "Op de wachtlijst",
        "Heeft een plaats aangeboden gekregen",
    ]
    told = {cell.parent["lang"]: cell.get_text() for cell in tables[1].select("td[lang] strong")}
    assert told == {"nl": NOTICES["notice_nl"], "en": NOTICES["notice_en"]}


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_form_is_in_the_language_of_the_editor(
    editor: Editor, page: EventPage, lang: str
) -> None:
    response = editor.client.get(change_address(page), headers={"accept-language": lang})
    title = {"nl": "Tijd, plek of status wijzigen", "en": "Change when, where or whether"}[lang]
    assert title in response.content.decode()


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"notice_nl": ""}, "notice_nl"),
        ({"notice_en": " "}, "notice_en"),
        ({"notice_en": "x" * 601}, "notice_en"),
        ({"place": ""}, "place"),
        ({"presence": "online", "online_url": ""}, "online_url"),
        ({"presence": "hybrid", "online_url": "geen adres"}, "online_url"),
        ({"start": ""}, "start"),
        ({"start": "morgen"}, "start"),
        ({"start": "2020-01-01 10:00"}, "start"),
        ({"end": "2020-01-01 10:00"}, "end"),
        ({"closes": "2099-01-01 10:00"}, "closes"),
        ({"status": "forgotten"}, "status"),
    ],
)
def test_bad_input_is_refused_at_its_field(
    editor: Editor, page: EventPage, fields: dict[str, str], wrong: str
) -> None:
    form = opened(editor, page)
    response = look_over(editor, page, form, **{"status": "moved", **fields}, confirmed="1")

    assert response.status_code == 200
    assert set(response.context["form"].errors) == {wrong}
    assert event_of(page).sequence == 0


def test_nothing_different_is_refused(editor: Editor, page: EventPage) -> None:
    change(editor, page, status="moved")
    response = look_over(editor, page, opened(editor, page))
    assert response.context["form"].non_field_errors()


def test_the_same_form_sent_twice_changes_once(editor: Editor, page: EventPage) -> None:
    summary = look_over(editor, page, opened(editor, page), status="cancelled")
    form = confirmed(summary)
    first = editor.client.post(change_address(page), form)
    jobs, entries = Job.objects.count(), PageLogEntry.objects.count()
    second = editor.client.post(change_address(page), form)

    assert (first.status_code, second.status_code) == (302, 302)
    assert event_of(page).sequence == 1
    assert (Job.objects.count(), PageLogEntry.objects.count()) == (jobs, entries)
    assert "al" in messages_of(second)[-1]


def test_of_two_editors_the_second_sees_what_the_first_did(editor: Editor, page: EventPage) -> None:
    other = opened(editor, page)
    summary = look_over(editor, page, other, status="moved", notice_en="Moved by the second.")
    later = page.start + timedelta(hours=1)
    change(editor, page, start=typed(later))

    response = editor.client.post(change_address(page), confirmed(summary))

    assert response.status_code == 200
    assert "Begin" in messages_of(response)[-1] or "Start" in messages_of(response)[-1]
    event = event_of(page)
    assert (event.start, event.status, event.sequence) == (later, "scheduled", 1)
    form = response.context["form"]
    stands = f"{form['start'].value():%Y-%m-%d %H:%M}"
    assert stands == typed(later), "what the first one changed is what stands there now"
    assert form["status"].value() == "moved", "what the second one chose is not lost"
    assert form["notice_en"].value() == "Moved by the second."

    again = look_over(editor, page, confirmed(response), status="moved")
    assert again.status_code == 302
    event.refresh_from_db()
    assert (event.start, event.status, event.sequence) == (later, "moved", 2)


@pytest.mark.parametrize("seen", ["", "forged", "WzAse30se31d:1abc:xyz"])
def test_a_form_that_we_did_not_make_is_refused(editor: Editor, page: EventPage, seen: str) -> None:
    form = opened(editor, page)
    response = look_over(editor, page, form, seen=seen, status="cancelled", confirmed="1")
    assert (response.status_code, response.url) == (302, change_address(page))
    assert event_of(page).sequence == 0


def test_the_form_of_another_event_is_refused(editor: Editor, page: EventPage) -> None:
    """Also when the two are alike in all that is sealed."""
    facts = {name: getattr(page, name) for name in CHANGEABLE}
    other = event_page(title="Excursie twee", capacity=2, **facts)
    assert standing(event_of(other)) == standing(event_of(page))
    seen = opened(editor, other)["seen"]
    response = look_over(editor, page, opened(editor, page), seen=seen, status="moved")
    assert (response.status_code, response.url) == (302, change_address(page))


@pytest.mark.parametrize("is_more", [True, False], ids=["more", "fewer"])
def test_a_form_from_before_a_deploy_is_shown_anew(
    editor: Editor, page: EventPage, is_more: bool
) -> None:
    """The release changes what the action offers, while somebody has its form open."""
    names = CHANGEABLE[:-1] if is_more else (*CHANGEABLE, "opens")
    facts = {name: getattr(event_of(page), attname(name)) for name in names}
    seen = seal(Standing(0, facts, {}), page.translation_key)
    response = look_over(editor, page, opened(editor, page), seen=seen, status="moved")
    assert (response.status_code, response.url) == (302, change_address(page))
    assert messages_of(response)


def test_a_title_with_html_stays_text(editor: Editor) -> None:
    page = event_page(title="<script>alert(1)</script>")
    for response in (
        editor.client.get(change_address(page)),
        look_over(editor, page, opened(editor, page), notice_nl="<b>x</b>", status="moved"),
    ):
        html = response.content.decode()
        assert "<script>alert(1)" not in html
        assert "<b>x</b>" not in html
