"""An organiser works at the desk of their event in Wagtail's admin."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from brink.people.models import User
from events.models import Event
from tests.events.desks import at, member
from tests.factories.events import event_factory, person_factory, registration_factory
from tests.journeys.steps import follow, follow_enter

Open = Callable[..., Page]
LIST = "Voornaam;Achternaam;E-mailadres\r\nBep;Kroon;bep@b.example\r\nWie;Dan;geen-adres\r\n"


def shoot(page: Page, name: str) -> None:
    """Pictures to look at, where somebody asked for them."""
    if folder := os.environ.get("BRINK_PICTURES"):
        page.screenshot(path=Path(folder) / f"desk-{name}.png", full_page=True)


def log_in(page: Page, site: str, user: User) -> None:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": site}])


@pytest.fixture
def event(site: str) -> Event:
    event = event_factory(title="Op bezoek bij Koperhaas", capacity=2, needs_approval=True)
    for family in ("Aalders", "Boer"):
        registration_factory(event, "pending", person=person_factory(given="Jet", family=family))
    registration_factory(event, "waiting", person=person_factory(given="Jet", family="Cents"))
    return event


@pytest.mark.parametrize("width", [1280, 375])
def test_an_organiser_approves_some_and_reads_what_happened(
    site: str, open_page: Open, lang: str, width: int, event: Event
) -> None:
    page = open_page(f"{site}/{lang}/", lang=lang, width=width)
    log_in(page, site, member(event, lang=lang))
    page.goto(site + at("desk", event))
    shoot(page, f"overview-{lang}-{width}")
    follow(page.locator(f"a[href='/admin/registrations/?event={event.pk}']"))
    shoot(page, f"list-{lang}-{width}")
    select_two_by_keyboard(page)
    page.locator("#desk-action").select_option("refuse")
    page.locator("form[action='/admin/registrations/act/'] button[type=submit]").focus()
    follow_enter(page)
    expect(page.locator("#id_note")).to_be_visible()
    shoot(page, f"confirm-{lang}-{width}")
    assert set(event.registrations.values_list("state", flat=True)) == {"pending", "waiting"}
    page.locator("#id_note").fill("Geen plek in de bus")
    follow(page.locator("button.serious"))
    expect(page.locator(".messages li")).to_have_count(1)
    shoot(page, f"done-{lang}-{width}")
    assert event.registrations.filter(state="refused").count() == 2
    read_history(page, site, event, f"{lang}-{width}")


def select_two_by_keyboard(page: Page) -> None:
    """All by one box, none by it again, and two by their own."""
    boxes, everybody = page.locator("input[name=id]"), page.locator("[data-w-bulk-target=all]")
    everybody.check()
    expect(page.locator("input[name=id]:checked")).to_have_count(3)
    everybody.uncheck()
    for number in range(2):
        boxes.nth(number).focus()
        page.keyboard.press("Space")
    expect(page.locator("input[name=id]:checked")).to_have_count(2)


def read_history(page: Page, site: str, event: Event, name: str) -> None:
    row = event.registrations.filter(state="refused").first()
    page.goto(site + at("history", event, row.pk))
    expect(page.get_by_text("Geen plek in de bus")).to_be_visible()
    shoot(page, f"history-{name}")


@pytest.mark.parametrize("width", [1280, 375])
def test_an_organiser_imports_a_list_after_a_look(
    site: str, open_page: Open, lang: str, width: int, event: Event
) -> None:
    page = open_page(f"{site}/{lang}/", lang=lang, width=width)
    log_in(page, site, member(event, lang=lang))
    page.goto(site + at("import", event))
    file = {"name": "lijst.csv", "mimeType": "text/csv", "buffer": LIST.encode()}
    page.locator("input[type=file]").set_input_files(file)
    shoot(page, f"import-{lang}-{width}")
    follow(page.locator("main form button[type=submit]").last)
    expect(page.get_by_text("geen-adres").first).to_be_visible()
    shoot(page, f"plan-{lang}-{width}")
    assert event.registrations.count() == 3
    follow(page.locator("main form button[type=submit]").last)
    expect(page.locator(".messages li")).to_have_count(1)
    assert event.registrations.filter(email="bep@b.example", state="waiting").count() == 1


@pytest.mark.parametrize("name", ["desk", "add", "mail", "mailings", "team", "invitees"])
def test_pages_of_the_desk_are_read_by_everybody(
    site: str, open_page: Open, lang: str, axe: Callable[[Page], list[str]], name: str, event: Event
) -> None:
    page = open_page(f"{site}/{lang}/", lang=lang, width=375)
    log_in(page, site, member(event, lang=lang))
    page.goto(site + at(name, event))
    shoot(page, f"{name}-{lang}-375")
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    ours = [line for line in axe(page) if "wagtail" not in line]
    assert not ours, "\n".join(ours)


def test_list_at_1280_is_whole_and_names_events_in_few_lines(
    site: str, open_page: Open, lang: str
) -> None:
    """Of one event nothing hangs over; of all, where it does, the title is not squeezed."""
    title = "Op bezoek bij de coöperatieve zuivelfabriek Koperhaas"
    event = event_factory(title=title, capacity=20)
    name = {"given": "Bartholomeus", "family": "Oosterwolde-Kamminga"}
    email = "bartholomeus.oosterwolde-kamminga@noordelijkehogeschool.example"
    guest = person_factory(email=email, **name)
    registration_factory(event, role="trainee", organisation="Hogeschool Drachten", person=guest)
    page = open_page(f"{site}/{lang}/", lang=lang, width=1280)
    log_in(page, site, member(event, lang=lang))
    page.goto(f"{site}/admin/registrations/?event={event.pk}")
    shoot(page, f"whole-{lang}")
    for part in (".w-breadcrumbs", ".desk-list"):
        assert page.locator(part).first.evaluate("e => e.scrollWidth <= e.clientWidth"), part
    page.goto(f"{site}/admin/registrations/")
    shoot(page, f"all-{lang}")
    assert page.locator("td.desk-list__event").first.evaluate("e => e.clientWidth") >= 190
    cells = page.locator(".desk-list td")
    assert cells.evaluate_all("all => all.every(e => e.scrollWidth <= e.clientWidth)")
