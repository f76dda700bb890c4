"""A group of four on three places, both ways: signed up, claimed, and one of them given up."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.utils import translation
from playwright.sync_api import Page, expect

from brink.jobs.runner import run_due
from events.groups import links as booking_links
from events.groups.claiming import claim
from events.models import Booking, Event, Registration
from events.registration import cancel
from tests.events.groups import CONTACT, group, last, states_of
from tests.events.signing_up import page_of
from tests.events.test_claiming import jan
from tests.factories.events import event_factory, registration_factory
from tests.journeys.steps import follow
from tests.journeys.test_accessibility import NARROW, WIDE, assert_for_everybody

Open = Callable[..., Page]
State = Registration.State
JAN = "jan@zeevonk.example"
CANCEL = "a[href$='/afmelden/'], a[href$='/cancel/']"


@pytest.fixture
def event(site: str, lang: str) -> Event:
    """Three places are left."""
    event = event_factory(lang, title="Kringloop", capacity=5)
    for _n in range(2):
        registration_factory(event)
    return event


@pytest.fixture
def form(open_page: Open, site: str, lang: str, event: Event) -> Callable[..., Page]:
    """The form for several people, on the way that a reader finds it."""

    def go(*, script: bool = True, width: int = WIDE) -> Page:
        path = page_of(event, lang)
        page = open_page(site + path, lang=lang, script=script, width=width)
        follow(page.locator(f'a[href="{page_of(event, lang, "events:register-group")}"]'))
        return page

    return go


def fill(page: Page) -> None:
    for name, value in {"given": "Femke", "family": "Zee", "email": CONTACT, "number": "3"}.items():
        page.locator(f"#id_{name}").fill(value)
    follow(page.locator("button[name=rows]"))
    page.locator("#id_guest-0-given").fill("Jan")
    page.locator("#id_guest-0-email").fill(JAN)


def send(page: Page) -> None:
    follow(page.locator("main form button.button:not([name])"))


def link_to(address: str, word: str) -> str:
    """The last link with this word in a mail to somebody."""
    run_due()
    texts = [str(letter.body) for letter in mail.outbox if letter.to == [address]]
    found = [part for text in texts for part in text.split() if part.startswith("http")]
    return [part for part in found if word in part][-1]


def asked(page: Page, lang: str, choice: str) -> None:
    """Four on three places: the form asks what then; and the address is confirmed."""
    fill(page)
    send(page)
    expect(page.locator(".error-summary a[href='#id_may_split_0']")).to_be_visible()
    assert page.locator("#id_guest-0-email").input_value() == JAN
    page.locator(f"input[value={choice}]").check()
    send(page)
    expect(page.locator("main")).to_contain_text(CONTACT)
    page.goto(link_to(CONTACT, {"nl": "/bevestigen/", "en": "/confirm/"}[lang]))
    send(page)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_four_on_three_places_who_may_be_split(
    form: Callable[..., Page], open_page: Open, lang: str, event: Event, script: bool
) -> None:
    page = form(script=script, width=NARROW)
    asked(page, lang, "shared")
    expect(page.locator(".group-place .label--green")).to_have_count(3)
    expect(page.locator(".group-place .label--water")).to_have_count(1)

    colleague = open_page(link_to(JAN, "gAAAAA"), lang=lang, script=script, width=NARROW)
    assert colleague.locator("#id_given").input_value() == "Jan"
    colleague.locator("#id_family").fill("Boer")
    colleague.locator("input[value=staff]").check()
    send(colleague)
    expect(colleague.locator("main")).to_contain_text(JAN)

    page.reload()
    expect(page.locator(".group-place").nth(1)).to_contain_text("Jan Boer")
    follow(page.locator(".group-place").nth(2).locator(CANCEL))
    send(page)
    follow(page.locator("button[value=accept]"))
    expect(page.locator(".group-place .label--green")).to_have_count(3)
    assert event.registrations.filter(state=State.CONFIRMED).count() == 5


def test_four_on_three_places_who_stay_together(
    form: Callable[..., Page], lang: str, event: Event
) -> None:
    page = form()
    asked(page, lang, "together")
    expect(page.locator(".group-place .label--water")).to_have_count(4)

    cancel(event.registrations.order_by("position")[0])
    page.reload()
    follow(page.locator("button[value=accept]"))
    expect(page.locator(".group-place .label--green")).to_have_count(4)


def test_link_that_was_passed_on_leads_by_the_mail_to_the_place(
    open_page: Open, site: str, lang: str
) -> None:
    booking = group(event_factory(lang), 2, language=lang)
    page = open_page(site + group_path(booking, lang), lang=lang)
    page.locator("summary").nth(1).click()
    address = page.locator(".copy-field input").input_value()
    colleague = open_page(address, lang=lang)
    colleague.locator("#id_email").fill(JAN)
    send(colleague)
    assert states_of(booking) == [State.CONFIRMED] * 2
    colleague.goto(link_to(JAN, "gAAAAA"))
    for name in ("given", "family"):
        colleague.locator(f"#id_{name}").fill("Jan")
    colleague.locator("input[value=staff]").check()
    send(colleague)
    expect(colleague.locator("main")).to_contain_text(JAN)


def group_path(booking: Booking, lang: str) -> str:
    with translation.override(lang):
        return booking_links.path(booking)


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")


def test_form_is_for_everybody(
    form: Callable[..., Page], axe: Callable[[Page], list[str]], lang: str
) -> None:
    page = form()
    fill(page)
    send(page)
    assert_for_everybody(page, axe)
    page.locator("input[value=shared]").check()
    send(page)
    run_due()
    page.goto(link_to(CONTACT, {"nl": "/bevestigen/", "en": "/confirm/"}[lang]))
    assert_for_everybody(page, axe)


def test_page_of_a_group_is_for_everybody(
    open_page: Open, axe: Callable[[Page], list[str]], site: str, lang: str
) -> None:
    """With an offer, somebody who claimed, somebody who waits and a name that is wrong."""
    event = event_factory(lang, title="Kringloop", capacity=3)
    holder = registration_factory(event)
    booking = group(event, 4, may_split=True, language=lang)
    claim(booking.registrations.order_by("position")[1], jan(language=lang))
    cancel(holder)
    page = open_page(site + group_path(booking, lang), lang=lang)
    unfold(page)
    assert_for_everybody(page, axe)
    page.locator("input[name$=email]").first.fill("jan@")
    follow(page.locator(".group-place form button").first)
    expect(page.locator(".error-summary")).to_be_visible()
    assert_for_everybody(page, axe)
    follow(page.locator(CANCEL).last)
    assert_for_everybody(page, axe)


def test_pages_to_claim_a_place_are_for_everybody(
    open_page: Open, axe: Callable[[Page], list[str]], site: str, lang: str
) -> None:
    row = last(group(event_factory(lang, title="Kringloop"), language=lang))
    page = open_page(booking_links.claim_address(row), lang=lang)
    send(page)
    assert_for_everybody(page, axe)
    page.goto(booking_links.proof_address(row, JAN))
    send(page)
    assert_for_everybody(page, axe)
    claim(row, jan())
    page.goto(booking_links.claim_address(row))
    assert_for_everybody(page, axe)
