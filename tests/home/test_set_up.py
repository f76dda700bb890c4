"""An empty production database becomes a site by one command, which may be repeated."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from wagtail.models import Page, Site

from brink.home.management.commands import set_up as command
from brink.home.models import HomePage
from brink.themes.models import Theme
from tests.factories.pages import add_page

pytestmark = pytest.mark.usefixtures("no_tree")


@pytest.fixture(autouse=True)
def _embedded_search(settings) -> None:
    settings.ELASTICSEARCH_URL = []


def run(name: str, **options: object) -> str:
    told = StringIO()
    call_command(name, stdout=told, stderr=told, **options)
    return told.getvalue()


def test_set_up_makes_an_empty_database_a_site(client: Client) -> None:
    assert client.get("/nl/").status_code == 404

    told = run("set_up")

    for path in ("/nl/", "/en/", "/en/events/", "/nl/praktijkverhalen/", "/nl/zoeken/?q=brood"):
        assert client.get(path).status_code == 200, path
    assert client.get("/", headers={"accept-language": "nl"})["Location"] == "/nl/"
    assert Theme.objects.exists()
    editors = Group.objects.get(name="Editors")
    assert editors.permissions.filter(codename="change_organisation").exists()
    assert "Made 10 pages" in told
    assert "terms to the vocabularies" in told
    assert "Made the groups Programme staff." in told


def test_set_up_twice_says_that_all_was_there() -> None:
    run("set_up")
    before = [list(model.objects.order_by("pk").values()) for model in (Page, Theme, Group, Site)]

    assert run("set_up") == "Pages, vocabularies and groups were there already.\n"

    after = [list(model.objects.order_by("pk").values()) for model in (Page, Theme, Group, Site)]
    assert after == before


def test_set_up_leaves_what_editors_changed() -> None:
    run("set_up")
    Theme.objects.filter(code="communicatie").update(label_en="Talk")
    Site.objects.update(site_name="Our own green")
    Group.objects.get(name="Programme staff").permissions.clear()

    run("set_up")

    assert Theme.objects.get(code="communicatie").label_en == "Talk"
    assert Site.objects.get().site_name == "Our own green"
    assert Group.objects.get(name="Programme staff").permissions.exists(), (
        "an update may add rights"
    )


def test_set_up_has_editors_run_events_and_programme_staff_look_on() -> None:
    run("set_up")
    editors = Group.objects.get(name="Editors")
    editors.permissions.remove(*editors.permissions.filter(codename="change_registration"))

    run("set_up")

    for name, rights in {
        "Editors": {"change_registration", "view_registration"},
        "Programme staff": {"view_registration"},
    }.items():
        given = Group.objects.get(name=name).permissions.filter(content_type__model="registration")
        assert set(given.values_list("codename", flat=True)) == rights, name


def test_set_up_tells_which_pages_the_site_itself_hides() -> None:
    run("set_up")
    home = HomePage.objects.get(locale__language_code="nl")
    add_page(home, title="Contact")
    hidden = add_page(home, title="Wie meedoen", slug="organisaties")

    told = run("set_up")

    assert told.count("A part of the site answers at") == 1
    assert f"answers at {hidden.url_path}:" in told


def test_set_up_tells_a_failing_search_server_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise CommandError("Elasticsearch failed")

    monkeypatch.setattr(command, "call_command", fail)

    assert "search_rebuild` when this is solved: Elasticsearch failed" in run("set_up")
    assert HomePage.objects.count() == 2


@pytest.mark.slow
def test_prepare_fills_a_site_that_nobody_wrote_in(
    settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also after a first load that was broken off: set_up had made the pages by then."""
    settings.DEBUG = True
    run("set_up")

    assert "loading the demo content" in run("prepare")
    bars = capsys.readouterr().err
    assert "Pages: 100%" in bars
    assert "Jobs: 100%" in bars
    assert "loading the demo content" not in run("prepare")
