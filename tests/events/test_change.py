"""The action by which an editor changes when, where or whether a published event is held."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, PageLogEntry

from brink.jobs.models import Job
from events.change import CHANGEABLE, Change, Standing, attname, change_event, standing
from events.change_form import seal
from events.models import Event, EventPage, Registration
from events.page_form import HELD
from tests.factories.change import NOTICES, change, change_address, confirmed, look_over, opened
from tests.factories.editor import Editor
from tests.factories.events import event_page, place, registration_factory
from tests.factories.pages import add_translation
from tests.factories.people import editor as editor_factory
from tests.pages.test_operations import agenda

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tree")]


@pytest.fixture
def editor() -> Editor:
    return Editor.log_in()


@pytest.fixture
def page() -> EventPage:
    start = timezone.now().replace(second=0, microsecond=0) + timedelta(days=20)
    return event_page(
        title="Excursie", start=start, capacity=2, online_url="https://live.example/x"
    )


@pytest.fixture
def twin(page: EventPage) -> EventPage:
    facts = {name: getattr(page, name) for name in ("start", "end", "type", "online_url")}
    return add_translation(page, agenda("en"), title="Excursion", **facts)


def event_of(page: EventPage) -> Event:
    return Event.objects.get(key=page.translation_key)


def typed(moment: Any) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def announcements(page: EventPage) -> int:
    return Job.objects.filter(kind="events.announce", payload__event=event_of(page).pk).count()


def messages_of(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_the_action_offers_all_that_the_editor_of_a_page_may_not_change() -> None:
    assert set(HELD) <= set(CHANGEABLE)


def test_two_steps_move_an_event_and_say_so(
    editor: Editor, page: EventPage, twin: EventPage
) -> None:
    start, end = page.start + timedelta(days=1), page.end + timedelta(days=1)
    response = change(editor, twin, start=typed(start), end=typed(end), status="moved")

    assert response.url == reverse("wagtailadmin_pages:edit", args=[twin.pk])
    event = event_of(page)
    assert (event.start, event.end, event.status, event.sequence) == (start, end, "moved", 1)
    assert event.notices == {"nl": NOTICES["notice_nl"], "en": NOTICES["notice_en"]}
    for each in (page, twin):
        each.refresh_from_db()
        assert (each.start, each.end, each.status) == (start, end, "moved")
        assert each.latest_revision == each.live_revision
        assert each.live_revision.content["status"] == "moved"
        assert not each.has_unpublished_changes
    assert (page.notice, twin.notice) == (NOTICES["notice_nl"], NOTICES["notice_en"])
    assert announcements(page) == 1


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
    registration_factory(event, "cancelled")
    registration_factory(event, "unconfirmed")

    soup = BeautifulSoup(editor.client.get(change_address(page)).content, "html.parser")
    numbers = [
        [cell.get_text(strip=True) for cell in line.select("td")]
        for line in soup.select("table.listing")[0].select("tbody tr")
    ]
    assert numbers == [["1", "1"], ["0", "1"]]
    shown = {name: soup.select_one(f"[name={name}]") for name in ("start", "place")}
    assert shown["start"]["value"] == typed(page.start)
    assert shown["place"]["value"] == str(page.place_id)

    summary = look_over(editor, page, opened(editor, page), status="cancelled")
    assert summary.context["audience"].number == 3
    assert [row.label for row in summary.context["rows"] if row.is_changed] == ["Status"]
    tables = BeautifulSoup(summary.content, "html.parser").select("table.listing")
    assert [line.get_text() for line in tables[0].select("tbody th")] == [
        "Bevestigd",
        "Op de wachtlijst",
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


def test_another_place_and_link_reach_everybody(editor: Editor, page: EventPage) -> None:
    hall = place("Het Buurtlokaal")
    change(editor, page, place=str(hall.pk), presence="hybrid", online_url="https://live.example/y")
    event = event_of(page)
    assert (event.place, event.presence, event.online_url, event.sequence) == (
        hall,
        "hybrid",
        "https://live.example/y",
        1,
    )


def test_when_registration_closes_moves_along_but_is_no_news(
    editor: Editor, page: EventPage
) -> None:
    closes = page.start - timedelta(days=2)
    change(editor, page, closes=typed(closes))
    event = event_of(page)
    assert (event.closes, event.sequence, announcements(page)) == (closes, 0, 0)


@pytest.mark.parametrize("is_ticked", [True, False])
def test_a_notice_alone_is_mailed_when_the_editor_says_so(
    editor: Editor, page: EventPage, is_ticked: bool
) -> None:
    before = event_of(page).stamped
    change(editor, page, **({"tells": "on"} if is_ticked else {}))
    event = event_of(page)
    assert event.notices["en"] == NOTICES["notice_en"]
    assert (event.sequence, announcements(page)) == (int(is_ticked), int(is_ticked))
    assert (event.stamped > before) == is_ticked


def test_a_page_alone_carries_both_notices(editor: Editor, page: EventPage) -> None:
    change(editor, page, status="moved")
    page.refresh_from_db()
    assert (page.notice, page.other_notice) == (NOTICES["notice_nl"], NOTICES["notice_en"])
    assert event_of(page).notice_for("en") == (NOTICES["notice_en"], "en")
    html = editor.client.get("/en/events/excursie/").content.decode()
    assert NOTICES["notice_en"] in html
    assert NOTICES["notice_nl"] not in html


def test_a_translation_that_comes_later_brings_its_own_notice(
    editor: Editor, page: EventPage
) -> None:
    draft = editor.translate(page, "en")
    change(editor, page, status="moved")
    draft.refresh_from_db()
    assert not draft.live
    twin = editor.publish(draft, title="Excursion", slug="excursion")
    assert (twin.notice, twin.status) == (NOTICES["notice_en"], "moved")
    assert event_of(page).notices["en"] == NOTICES["notice_en"]
    assert event_of(page).sequence == 1


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


def test_a_cancelled_event_can_be_held_after_all(editor: Editor, page: EventPage) -> None:
    change(editor, page, status="cancelled")
    assert event_of(page).is_cancelled
    change(editor, page, status="scheduled", notice_nl="Het gaat door.", notice_en="It is on.")
    event = event_of(page)
    assert (event.status, event.sequence) == ("scheduled", 2)
    assert announcements(page) == 2


def test_of_what_is_over_nobody_is_told(editor: Editor) -> None:
    page = event_page(start=timezone.now() - timedelta(days=3))
    registration_factory(event_of(page))
    summary = look_over(editor, page, opened(editor, page), status="cancelled")
    assert not summary.context["is_told"]
    response = editor.client.post(change_address(page), confirmed(summary))
    assert response.status_code == 302
    assert (event_of(page).sequence, announcements(page)) == (1, 0)


def test_history_says_who_changed_what(editor: Editor, page: EventPage, twin: EventPage) -> None:
    change(editor, page, status="moved", start=typed(page.start + timedelta(minutes=30)))
    for each in (page, twin):
        entry = PageLogEntry.objects.get(page=each.pk, action="events.change")
        assert entry.user.email == "baas@brink.example"
        assert entry.data["facts"] == ["start", "status"]
        assert entry.revision == EventPage.objects.get(pk=each.pk).live_revision
        html = editor.client.get(editor.url("history", each.pk)).content.decode()
        assert str(entry.message) in html
        assert "status" in str(entry.message)


# Who may


@pytest.fixture
def author(page: EventPage) -> Editor:
    """May write under the Dutch agenda, and not publish."""
    return of_group(page, "add_page", "change_page")


def of_group(page: EventPage, *rights: str) -> Editor:
    user = editor_factory()
    user.groups.clear()
    group = Group.objects.create(name="Schrijvers")
    group.permissions.set(Group.objects.get(name="Editors").permissions.all())
    for right in rights:
        GroupPagePermission.objects.create(
            group=group, page=page.get_parent(), permission=permission(right)
        )
    user.groups.add(group)
    return Editor.log_in(user)


def permission(codename: str) -> Any:
    return Permission.objects.get(codename=codename, content_type__app_label="wagtailcore")


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_may_not_publish_is_sent_away(
    author: Editor, editor: Editor, page: EventPage, method: str
) -> None:
    form = {**opened(editor, page).dict(), **NOTICES, "status": "cancelled", "confirmed": "1"}
    response = getattr(author.client, method)(change_address(page), form)
    assert (response.status_code, response.url) == (302, "/admin/")
    assert event_of(page).sequence == 0
    edit = author.client.get(author.url("edit", page.pk)).content.decode()
    assert change_address(page) not in edit


def test_who_publishes_in_one_language_changes_no_page_of_the_other(
    editor: Editor, page: EventPage, twin: EventPage
) -> None:
    dutch = of_group(page, "add_page", "change_page", "publish_page")
    assert dutch.client.get(change_address(page)).status_code == 302
    form = {**opened(editor, page).dict(), **NOTICES, "status": "cancelled", "confirmed": "1"}
    before = words_of(twin)

    assert dutch.client.post(change_address(page), form).url == "/admin/"

    assert (words_of(twin), event_of(page).sequence) == (before, 0)


@pytest.mark.parametrize("is_locked", [False, True], ids=["no-right", "locked"])
def test_a_page_not_live_that_one_may_not_write_stays_as_it_is(
    editor: Editor, page: EventPage, twin: EventPage, is_locked: bool
) -> None:
    """It does get the facts once it is published."""
    other = {"title": "Excursion, unfinished"}
    editor.edit(twin, **other)
    editor.unpublish(twin)
    dutch = of_group(page, "add_page", "change_page", "publish_page")
    if is_locked:
        EventPage.objects.filter(pk=twin.pk).update(locked=True, locked_by=editor_factory())
    before = words_of(twin)

    change(editor if is_locked else dutch, page, status="cancelled")

    assert (event_of(page).status, event_of(page).sequence) == ("cancelled", 1)
    assert event_of(page).notices["en"] == NOTICES["notice_en"]
    assert words_of(twin) == before
    EventPage.objects.filter(pk=twin.pk).update(locked=False, locked_by=None)
    fields = {"title": "Excursion", "notice": "It is off."}
    assert editor.publish(EventPage.objects.get(pk=twin.pk), **fields).status == "cancelled"
    assert event_of(page).sequence == 1


def words_of(page: EventPage) -> tuple[Any, ...]:
    """All that is stored of a page: its row and its versions."""
    row = EventPage.objects.filter(pk=page.pk).values().get()
    return row, list(page.revisions.order_by("pk").values("content", "created_at"))


def test_of_a_page_that_went_live_meanwhile_nothing_is_written(
    editor: Editor, page: EventPage, twin: EventPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The view looked before the pages were locked."""
    dutch = of_group(page, "add_page", "change_page", "publish_page")
    user = dutch.client.get("/admin/").wsgi_request.user
    before = words_of(page), words_of(twin)
    wanted = Change(facts={"status": "cancelled"}, notices={"nl": "Af.", "en": "Off."})

    with pytest.raises(PermissionDenied):
        change_event(page.translation_key, wanted, seen=standing(event_of(page)), user=user)

    assert (words_of(page), words_of(twin)) == before
    assert event_of(page).status == "scheduled"


def test_cards_are_locked_before_the_event(editor: Editor, page: EventPage) -> None:
    """In the order of a publish, or on PostgreSQL the two could wait for each other."""
    summary = look_over(editor, page, opened(editor, page), tells="on")
    form = confirmed(summary)
    with CaptureQueriesContext(connection) as asked:
        editor.client.post(change_address(page), form)
    queries = [query["sql"] for query in asked]
    cards = next(n for n, sql in enumerate(queries) if 'FROM "pages_card"' in sql)
    events = next(n for n, sql in enumerate(queries) if sql.startswith('UPDATE "events_event"'))
    assert cards < events


def test_strangers_are_asked_to_log_in(client: Any, page: EventPage) -> None:
    response = client.get(change_address(page))
    assert response.status_code == 302
    assert "login" in response.url
    assert client.post(change_address(page)).status_code == 302


def test_a_post_without_the_token_of_the_site_is_refused(page: EventPage, editor: Editor) -> None:
    form = opened(editor, page)
    editor.client.handler.enforce_csrf_checks = True
    assert look_over(editor, page, form, status="cancelled").status_code == 403


def test_other_methods_are_refused(editor: Editor, page: EventPage) -> None:
    assert editor.client.delete(change_address(page)).status_code == 405


def test_a_page_that_somebody_locked_is_left_alone(
    editor: Editor, page: EventPage, twin: EventPage
) -> None:
    form = opened(editor, page)
    twin.locked, twin.locked_by = True, editor_factory()
    twin.save()
    response = look_over(editor, page, form, status="cancelled", confirmed="1")
    assert response.status_code == 302
    assert "Excursion" in messages_of(response)[-1]
    assert event_of(page).sequence == 0


def test_without_the_page_that_has_the_facts_it_says_which_to_publish(
    editor: Editor, page: EventPage, twin: EventPage
) -> None:
    page.unpublish()
    response = editor.client.get(change_address(twin))
    assert response.url == editor.url("edit", twin.pk)
    assert "Excursie" in messages_of(response)[-1]


@pytest.mark.parametrize("is_known", [True, False])
def test_what_is_not_published_has_no_such_action(editor: Editor, is_known: bool) -> None:
    page = event_page(live=False)
    number = page.pk if is_known else 999_999
    response = editor.client.get(reverse("event_change", args=[number]), follow=True)
    assert response.status_code == 404


def test_a_title_with_html_stays_text(editor: Editor) -> None:
    page = event_page(title="<script>alert(1)</script>")
    for response in (
        editor.client.get(change_address(page)),
        look_over(editor, page, opened(editor, page), notice_nl="<b>x</b>", status="moved"),
    ):
        html = response.content.decode()
        assert "<script>alert(1)" not in html
        assert "<b>x</b>" not in html


def test_registrations_stay_as_they_are(editor: Editor, page: EventPage) -> None:
    registration_factory(event_of(page))
    before = list(Registration.objects.values())
    change(editor, page, status="cancelled")
    assert list(Registration.objects.values()) == before
