"""Somebody sees what we hold of them, takes it along, corrects it, and has it erased."""

from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Page, expect

from brink.people.models import User
from brink.people.privacy import link
from events.models import Registration
from tests.factories.events import event_factory, registration_factory
from tests.factories.people import PASSWORD, user_factory
from tests.journeys.steps import follow
from tests.journeys.test_accessibility import NARROW, WIDE, wide_parts

Open = Callable[..., Page]
GUEST = "femke@zeevonk.example"
WORDS = {
    "nl": {
        "take": "Mijn gegevens meenemen",
        "correct": "Verbeter de gegevens van",
        "family": "Achternaam",
        "save": "Bewaren",
        "erase": "Mijn gegevens wissen",
        "sure": "Ja, wis alles",
        "done": "Je gegevens zijn gewist",
    },
    "en": {
        "take": "Take out my data",
        "correct": "Correct the data of",
        "family": "Last name",
        "save": "Save",
        "erase": "Erase my data",
        "sure": "Yes, erase all of it",
        "done": "Your data are erased",
    },
}


@pytest.fixture
def registration(site: str, lang: str) -> Registration:
    row = registration_factory(event_factory(lang, title="Kringloop"), email=GUEST, language=lang)
    row.person.email = GUEST
    row.person.save()
    return row


def address(site: str, lang: str, *args: str) -> str:
    with translation.override(lang):
        return site + reverse("my-data", args=args)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_guest_sees_takes_corrects_and_erases(
    open_page: Open, site: str, lang: str, registration: Registration, script: bool, tmp_path: Path
) -> None:
    words = WORDS[lang]
    page = open_page(address(site, lang, link.token(GUEST)), lang=lang, script=script)
    expect(page.get_by_role("main")).to_contain_text("Kringloop")

    with page.expect_download() as download:
        page.get_by_role("link", name=words["take"]).click()
    download.value.save_as(tmp_path / "mine.zip")
    assert "registrations.csv" in ZipFile(tmp_path / "mine.zip").namelist()

    follow(page.get_by_role("link", name=words["correct"]))
    page.get_by_label(words["family"]).fill("Zijlstra")
    follow(page.get_by_role("button", name=words["save"]))
    expect(page.get_by_role("main")).to_contain_text("Zijlstra")

    follow(page.get_by_role("link", name=words["erase"]))
    follow(page.get_by_role("button", name=words["erase"]))
    expect(page.locator(".error-summary")).to_be_visible()
    page.get_by_label(words["sure"]).check()
    follow(page.get_by_role("button", name=words["erase"]))

    expect(page.get_by_role("heading", level=1)).to_have_text(words["done"])
    registration.refresh_from_db()
    assert (registration.state, registration.email) == ("cancelled", "")


def test_account_says_its_password_and_is_erased(open_page: Open, site: str, lang: str) -> None:
    words, user = WORDS[lang], user_factory(language=lang)
    page = open_page(address(site, lang), lang=lang)
    with translation.override(lang):
        page.goto(f"{site}{reverse('account_login')}?next={reverse('my-data')}")
    page.locator("[name=login]").fill(user.email)
    page.locator("[name=password]").fill(PASSWORD)
    follow(page.locator("main form button[type=submit]"))
    follow(page.get_by_role("link", name=words["erase"]))
    page.locator("[name=password]").fill(PASSWORD)
    follow(page.locator("main form button[type=submit]"))
    page.get_by_label(words["sure"]).check()
    follow(page.get_by_role("button", name=words["erase"]))

    expect(page.get_by_role("heading", level=1)).to_have_text(words["done"])
    assert not User.objects.filter(pk=user.pk).exists()


def test_pages_are_for_everybody(
    open_page: Open, axe: Callable[[Page], list[str]], site: str, lang: str
) -> None:
    """The door, the link that is too old, all sections with a long name in them, the questions."""
    found: list[str] = []
    token = link.token(GUEST)
    registration_factory(event_factory(lang), email=GUEST, organisation="W" * 100)
    for number in range(4):
        registration_factory(event_factory(lang, title=f"Kringloop {number}"), email=GUEST)
    page = open_page(f"{site}/{lang}/", lang=lang)

    def look(name: str, path: str) -> None:
        page.goto(path)
        for width in (WIDE, NARROW):
            page.set_viewport_size({"width": width, "height": 900})
            for light in ("light", "dark"):
                page.emulate_media(color_scheme=light)
                found.extend(f"{name} {light} {width}: {line}" for line in axe(page))
        assert not wide_parts(page), name
        assert page.locator("h1").count() == 1

    look("door", address(site, lang))
    look("old link", address(site, lang, "old"))
    look("all", address(site, lang, token))
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    assert not wide_parts(page), "all, opened"
    with translation.override(lang):
        look("erase", site + reverse("my-data-erase", args=[token]))
        look("erased", site + reverse("my-data-erased"))

    assert not found, "\n".join(found)
