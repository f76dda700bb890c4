"""The whole way of a visitor, in a browser, with real mails: from home to a place and back."""

import re
from collections.abc import Callable

import icalendar
import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from playwright.sync_api import Page, expect

from brink.jobs.runner import run_due
from brink.pages.models import BasePage
from casestudies.models import CaseStudyIndexPage, CaseStudyPage
from events.models import Event, Registration
from tests.factories.events import event_factory, registration_factory
from tests.factories.pages import add_page
from tests.journeys.steps import follow, follow_enter

pytestmark = pytest.mark.both_legs

Open = Callable[..., Page]
State = Registration.State

WORDS = {
    "nl": {
        "sign_up": "Meld je aan",
        "confirm": "Ja, ik kom",
        "cancel": "Ik kom niet",
        "search": "Zoek",
        "other": "English",
    },
    "en": {
        "sign_up": "Sign up",
        "confirm": "Yes, I am coming",
        "cancel": "I am not coming",
        "search": "Search",
        "other": "Nederlands",
    },
}


@pytest.fixture
def event(site: str, lang: str) -> Event:
    return event_factory(lang, title="Op bezoek bij Koperhaas", capacity=1)


@pytest.fixture
def case(site: str, lang: str) -> BasePage:
    parent = CaseStudyIndexPage.objects.get(locale__language_code=lang)
    return add_page(
        parent,
        CaseStudyPage,
        title="Zelfroosteren",
        situation="<p>Op het whiteboard hingen magneetjes.</p>",
        firm_approved_on="2026-11-01",
    )


def mail_to(address: str, number: int) -> EmailMultiAlternatives:
    """Mail number `number` to an address, once the outbox has been emptied."""
    run_due()
    mails = [message for message in mail.outbox if message.to == [address]]
    assert len(mails) == number, [message.subject for message in mails]
    return mails[-1]


def link(message: EmailMultiAlternatives, word: str) -> str:
    """The address in a mail that has `word` in its path."""
    found = [url for url in re.findall(r"https?://\S+", str(message.body)) if f"/{word}/" in url]
    assert found, message.body
    return found[0]


def sign_up(page: Page, given: str, email: str) -> None:
    page.locator("[name=given]").fill(given)
    page.locator("[name=family]").fill("Hoekstra")
    page.locator("[name=email]").fill(email)
    page.locator("[name=role][value=staff]").check()
    follow(page.locator("main form button[type=submit]"))


def find_and_sign_up(page: Page, lang: str) -> None:
    """From the home page to the event, and through its form."""
    follow(page.locator("main").get_by_role("link", name="Op bezoek bij Koperhaas").first)
    follow(page.get_by_role("link", name=WORDS[lang]["sign_up"]).first)
    sign_up(page, "Femke", "femke@zeevonk.example")


def test_a_visitor_signs_up_cancels_and_makes_place_for_the_next(
    site: str, open_page: Open, lang: str, event: Event
) -> None:
    words = WORDS[lang]
    confirm, cancel = ("bevestigen", "afmelden") if lang == "nl" else ("confirm", "cancel")
    page = open_page(f"{site}/{lang}/", lang=lang)
    find_and_sign_up(page, lang)

    page.goto(link(mail_to("femke@zeevonk.example", 1), confirm))
    follow(page.get_by_role("button", name=words["confirm"]))
    confirmed = mail_to("femke@zeevonk.example", 2)

    assert event.registrations.get().state == State.CONFIRMED
    name, content, kind = confirmed.attachments[0]
    assert (name.endswith(".ics"), kind.startswith("application/ics")) == (True, True)
    (found,) = icalendar.Calendar.from_ical(content).events
    assert found["summary"] == "Op bezoek bij Koperhaas"
    assert found.start == event.start.replace(microsecond=0)

    waiting = registration_factory(event, State.WAITING, email="next@otter.example", language=lang)
    page.goto(link(confirmed, cancel))
    follow(page.get_by_role("button", name=words["cancel"]))
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    page.goto(link(mail_to("next@otter.example", 1), "aanbod" if lang == "nl" else "offer"))
    follow(page.get_by_role("button", name=words["confirm"]))
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    waiting.refresh_from_db()
    assert waiting.state == State.CONFIRMED
    assert mail_to("next@otter.example", 2).attachments
    assert event.registrations.get(email="femke@zeevonk.example").state == State.CANCELLED


def test_links_in_mails_change_nothing_by_being_opened(
    site: str, open_page: Open, lang: str, event: Event
) -> None:
    page = open_page(f"{site}/{lang}/", lang=lang)
    find_and_sign_up(page, lang)
    message = mail_to("femke@zeevonk.example", 1)
    for address in re.findall(r"https?://\S+", str(message.body)):
        page.goto(address)

    assert event.registrations.get().state == State.UNCONFIRMED


def test_a_word_of_its_body_finds_a_case(
    site: str, open_page: Open, lang: str, case: BasePage
) -> None:
    run_due()
    page = open_page(f"{site}/{lang}/", lang=lang)
    follow(page.get_by_role("link", name=WORDS[lang]["search"], exact=False).first)
    page.locator("main [name=q]").fill("magneetjes")
    follow_enter(page)

    results = page.locator("ol.results > li")
    expect(results).to_have_count(1)
    follow(results.get_by_role("link", name="Zelfroosteren"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Zelfroosteren")


def test_the_language_switch_keeps_the_place(
    site: str, open_page: Open, lang: str, event: Event
) -> None:
    other = "en" if lang == "nl" else "nl"
    index = {"nl": "agenda", "en": "events"}
    page = open_page(f"{site}/{lang}/{index[lang]}/op-bezoek-bij-koperhaas/", lang=lang)
    follow(page.locator("header").get_by_role("link", name=WORDS[lang]["other"]))

    assert page.url == f"{site}/{other}/{index[other]}/op-bezoek-bij-koperhaas/"
    assert page.locator("html").get_attribute("lang") == other
    assert page.locator("h1").get_attribute("lang") == lang
