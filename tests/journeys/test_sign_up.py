"""Signing up in a browser: alone on a phone, by the queue, from room to online, for a series."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone, translation
from playwright.sync_api import Page, expect

from brink.jobs.runner import run_due
from events import links
from events.models import Event, Registration, Series
from events.offers import TIME_TO_ANSWER
from events.registration import cancel
from tests.factories.events import event_factory, registration_factory
from tests.journeys.steps import follow
from tests.journeys.test_accessibility import assert_for_everybody
from tests.journeys.test_walk import link, mail_to

Open = Callable[..., Page]
Axe = Callable[[Page], list[str]]
State = Registration.State
FEMKE = "femke@zeevonk.example"
AGENDA = {"nl": "agenda", "en": "events"}
REGISTER = {"nl": "aanmelden", "en": "register"}
OFFER = {"nl": "aanbod", "en": "offer"}
CONFIRM = {"nl": "bevestigen", "en": "confirm"}


def fill_in(page: Page, email: str = FEMKE) -> None:
    page.locator("[name=given]").fill("Femke")
    page.locator("[name=family]").fill("Zee")
    page.locator("[name=email]").fill(email)
    page.locator("[name=role][value=staff]").check()


def send(page: Page) -> None:
    follow(page.locator("main form button[type=submit]").first)


@pytest.mark.parametrize("script", [True, False])
def test_alone_without_account_on_a_phone(
    site: str, open_page: Open, axe: Axe, lang: str, script: bool
) -> None:
    """Three screens: the form, look in your mail, see you there."""
    event = event_factory(
        lang, title="Kaas", slug="kaas", presence="hybrid", capacity=3, asks_diet=True
    )
    words = {"label_nl": "Welke proeverij?", "label_en": "Which tasting?"}
    options = ["Jong | Young | 1", "Oud | Old"]
    event.questions.create(code="q", kind="choice", options=options, is_required=True, **words)
    address = f"{site}/{lang}/{AGENDA[lang]}/kaas/{REGISTER[lang]}/"
    page = open_page(address, lang=lang, width=320, script=script)
    fill_in(page)
    page.locator("[name=diet]").fill("geen noten")
    send(page)

    expect(page.locator(".error-summary li")).to_have_count(2)
    if script:
        assert_for_everybody(page, axe)
    page.locator(".error-summary a").first.click()
    page.locator("[name=question-q][value=oud]").check()
    page.locator("[name=diet_consent]").check()
    page.locator("[name=seat][value=online]").check()
    send(page)

    expect(page.locator("main")).to_contain_text(FEMKE)
    page.goto(link(mail_to(FEMKE, 1), CONFIRM[lang]))
    send(page)
    mine = event.registrations.get()
    assert (mine.state, mine.seat, mine.needs.diet) == (State.CONFIRMED, "online", "geen noten")
    if script:
        assert_for_everybody(page, axe)


def test_queue_offer_expiry_and_the_next(site: str, open_page: Open, axe: Axe, lang: str) -> None:
    event = event_factory(lang, title="Kaas", slug="kaas", capacity=1)
    first = registration_factory(event, language=lang)
    page = open_page(f"{site}/{lang}/{AGENDA[lang]}/kaas/{REGISTER[lang]}/", lang=lang, width=320)
    mine = wait(page, event, lang)
    assert_for_everybody(page, axe)
    follow(page.locator("button[name=answer][value=yes]"))
    expect(page.locator("button[name=answer][value=no]")).to_be_visible()
    later = registration_factory(event, "waiting", email="next@otter.example", language=lang)

    cancel(first)
    page.goto(link(mail_to(FEMKE, 3), OFFER[lang]))
    assert_for_everybody(page, axe)
    with time_machine.travel(timezone.now() + TIME_TO_ANSWER + timedelta(minutes=1)):
        run_due()
    page.reload()
    expect(page.locator("main form")).to_have_count(0)
    assert_for_everybody(page, axe)

    page.goto(link(mail_to("next@otter.example", 1), OFFER[lang]))
    follow(page.locator("button[value=accept]"))
    expect(page.locator("a[href*='calendar.google']")).to_be_visible()
    mine.refresh_from_db()
    later.refresh_from_db()
    assert (mine.state, later.state) == (State.LAPSED, State.CONFIRMED)


def wait(page: Page, event: Event, lang: str) -> Registration:
    """Sign up for the waiting list, and confirm the address."""
    fill_in(page)
    send(page)
    page.goto(link(mail_to(FEMKE, 1), CONFIRM[lang]))
    send(page)
    mine = event.registrations.get(email=FEMKE)
    assert mine.state == State.WAITING
    return mine


def test_from_the_room_to_online_and_back(site: str, open_page: Open, axe: Axe, lang: str) -> None:
    event = event_factory(lang, presence="hybrid", capacity=1, online_capacity=1)
    mine = registration_factory(event, language=lang)
    with translation.override(lang):
        address = site + links.path("confirm", mine)
    page = open_page(address, lang=lang, width=320)
    word = {"nl": "wisselen", "en": "switch"}[lang]
    for seat in ("online", "room"):
        page.goto(
            site
            + links.path("confirm", mine).replace("/nl/bevestigen/", f"/{lang}/{CONFIRM[lang]}/")
        )
        follow(page.locator(f"main a[href*='/{word}/']"))
        assert_for_everybody(page, axe)
        follow(page.locator(f"button[name=seat][value={seat}]"))
        expect(page.locator("h1")).to_be_visible()
        mine.refresh_from_db()
        assert mine.seat == seat


@pytest.mark.parametrize("state", ["pending", "offered", "refused", "cancelled"])
def test_page_of_each_state_is_for_everybody(
    site: str, open_page: Open, axe: Axe, lang: str, state: str
) -> None:
    until = timezone.now() + timedelta(hours=3) if state == "offered" else None
    event, same = event_factory(lang, capacity=3), event_factory(lang)
    mine = registration_factory(event, state, held_until=until)
    registration_factory(same, email=mine.email)
    with translation.override(lang):
        page = open_page(site + links.path("confirm", mine), lang=lang)
        assert_for_everybody(page, axe)
        page.goto(site + links.path("my-agenda", mine))
    assert_for_everybody(page, axe)


def test_answers_are_changed(site: str, open_page: Open, axe: Axe, lang: str) -> None:
    event = event_factory(lang, asks_diet=True, needs_approval=True)
    words = {"label_nl": "Welke proeverij?", "label_en": "Which tasting?"}
    question = event.questions.create(code="q", kind="choice", options=["Jong", "Oud"], **words)
    mine = registration_factory(event, language=lang, approved=timezone.now())
    question.answers.create(registration=mine, value="jong")
    with translation.override(lang):
        page = open_page(site + links.path("answers", mine), lang=lang, width=320)
    assert_for_everybody(page, axe)
    page.locator("[name=question-q][value=oud]").check()
    send(page)

    expect(page.locator(".messages")).to_be_visible()
    mine.refresh_from_db()
    assert (mine.state, mine.answers.get().value) == (State.PENDING, "oud")


def test_who_may_not_come_is_shown_the_way(site: str, open_page: Open, axe: Axe, lang: str) -> None:
    event_factory(lang, slug="kaas", admits="accounts")
    address = f"{site}/{lang}/{AGENDA[lang]}/kaas/"
    page = open_page(address, lang=lang, width=320)
    follow(page.locator(".sign-up a.button"))
    assert_for_everybody(page, axe)
    follow(page.locator("main .notice a.button"))
    assert f"next=%2F{lang}%2F{AGENDA[lang]}%2Fkaas%2F" in page.url


def test_series_in_one_go(site: str, open_page: Open, axe: Axe, lang: str) -> None:
    series = Series.objects.create(title_nl="Cursus zuivel", title_en="Dairy course")
    evenings = [evening(series, lang, number) for number in (1, 2, 3)]
    registration_factory(evenings[1])
    page = open_page(f"{site}/{lang}/{AGENDA[lang]}/avond-1/", lang=lang, width=320)
    follow(page.locator("aside a[href*='/register/'], aside a[href*='/aanmelden/']").first)
    assert_for_everybody(page, axe)
    page.locator("[name=meetings]").nth(2).uncheck()
    fill_in(page)
    send(page)
    page.goto(link(mail_to(FEMKE, 1), CONFIRM[lang]))
    send(page)

    expect(page.locator(".series li")).to_have_count(2)
    assert_for_everybody(page, axe)
    states = Registration.objects.filter(email=FEMKE).order_by("event__start")
    assert list(states.values_list("state", flat=True)) == [State.CONFIRMED, State.WAITING]


def evening(series: Series, lang: str, number: int) -> Event:
    start = timezone.now() + timedelta(days=10 * number)
    facts = {"title": f"Avond {number}", "slug": f"avond-{number}", "capacity": 1}
    return event_factory(lang, series=series, start=start, **facts)
