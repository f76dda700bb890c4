"""A list of people is imported: read as spreadsheets save it, looked at first, done once."""

import re

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from brink.jobs.runner import run_due
from events import places
from events.desk.list_file import MOST, UnreadableError, read
from events.desk.taking_in import AT_ONCE, Outcome, foretell, take_in
from events.models import Event, HistoryLine, Registration
from events.places import BusyError
from tests.events.desks import at, log_in, member, said, words
from tests.factories.events import event_factory, registration_factory

pytestmark = pytest.mark.usefixtures("tree")

HEADS = "Voornaam;Tussenvoegsel;Achternaam;E-mailadres;Bedrijf of school;Rol;Taal;Plek"
FEMKE = "Femke;van der;Zee;Femke@Zeevonk.example;Bakkerij De Zeevonk;Ondernemer;Nederlands;Zaal"


def a_file(*lines: str) -> bytes:
    return "\r\n".join((HEADS, *lines)).encode()


def look(client: Client, event: Event, content: bytes) -> HttpResponse:
    return client.post(at("import", event), {"file": SimpleUploadedFile("lijst.csv", content)})


def do(client: Client, event: Event, shown: HttpResponse) -> HttpResponse:
    """Press what the page with the dry run offers."""
    html = shown.content.decode()
    found = {
        name: re.search(rf'name="{name}" value="([^"]*)"', html)[1] for name in ("content", "press")
    }
    return client.post(at("import", event), found)


@pytest.mark.parametrize(
    "content",
    [
        a_file(FEMKE),
        b"\xef\xbb\xbf" + a_file(FEMKE),
        a_file(FEMKE).replace(b";", b","),
        a_file(FEMKE).replace(b";", b"\t"),
        b'First name;Infix;Last name;E-mail;Company;Role;Language;Place\n"Femke";van der;Zee;'
        b"femke@zeevonk.example;Bakkerij De Zeevonk;owner;Dutch;In the room\n",
    ],
)
def test_what_spreadsheets_save_is_read(content: bytes) -> None:
    (line,) = read(content)
    assert line.number == 2
    assert line.cells == {
        "given": "Femke",
        "infix": "van der",
        "family": "Zee",
        "email": line.cells["email"],
        "organisation": "Bakkerij De Zeevonk",
        "role": "owner",
        "language": "nl",
        "seat": "room",
    }


def test_letters_of_windows_are_read() -> None:
    (line,) = read(a_file("Zoë;;Müller;z@b.example;Café;;;").decode().encode("cp1252"))
    assert (line.cells["given"], line.cells["family"]) == ("Zoë", "Müller")


def test_own_apostrophe_before_a_formula_goes_and_that_of_a_name_stays() -> None:
    (line,) = read(a_file("'=1+1;'t;'t Hart;z@b.example;;;;"))
    assert line.cells["given"] == "=1+1"
    assert (line.cells["infix"], line.cells["family"]) == ("'t", "'t Hart")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        HEADS.encode(),
        b"Naam;Adres\nFemke;f@b.example",
        b"PK\x03\x04\0\0",
        b"Voornaam;Achternaam;E-mail\n" + b'"' + b"x" * 200_000,
        a_file(*[FEMKE] * (MOST + 1)),
        b"x" * (1024 * 1024 + 1),
    ],
)
def test_what_is_no_list_is_refused_with_words(content: bytes) -> None:
    with pytest.raises(UnreadableError) as refused:
        read(content)
    assert str(refused.value)


def test_dry_run_says_what_becomes_of_each_line() -> None:
    event = event_factory(capacity=2)
    registration_factory(event, email="there@b.example")
    registration_factory(event, "cancelled", email="left@b.example")
    lines = read(
        a_file(
            "A;;B;one@b.example;;;;",
            "A;;B;two@b.example;;;;",
            "A;;B;THERE@b.example;;;;",
            "A;;B;left@b.example;;;;",
            "A;;B;one@b.example;;;;",
            "A;;;x;;pirate;;",
        )
    )
    plan = foretell(event, lines)
    assert [line.outcome for line in plan] == [
        Outcome.ADDED, Outcome.WAITING, Outcome.THERE, Outcome.LEFT, Outcome.TWICE, Outcome.WRONG,
    ]  # fmt: skip
    assert [line.number for line in plan] == [2, 3, 4, 5, 6, 7]
    assert plan[-1].problem


@pytest.mark.parametrize(
    ("presence", "outcomes"),
    [
        ("room", {"Zaal": Outcome.ADDED, "Online": Outcome.WRONG, "": Outcome.ADDED}),
        ("online", {"Zaal": Outcome.WRONG, "Online": Outcome.ADDED, "": Outcome.ADDED}),
        ("hybrid", {"Zaal": Outcome.ADDED, "Online": Outcome.ADDED, "": Outcome.ADDED}),
    ],
)
def test_place_that_the_event_has_not_is_an_error_of_its_line(
    presence: str, outcomes: dict[str, Outcome]
) -> None:
    event = event_factory(presence=presence)
    plan = foretell(
        event,
        read(a_file(*[f"A;;B;p{n}@b.example;;;;{place}" for n, place in enumerate(outcomes)])),
    )
    assert [line.outcome for line in plan] == list(outcomes.values())
    assert all(bool(line.problem) == (line.outcome == Outcome.WRONG) for line in plan)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_list_is_looked_at_then_done_and_done_again_is_nothing(lang: str) -> None:
    event = event_factory(capacity=1)
    user = member(event, lang=lang)
    client = log_in(user)
    content = a_file(FEMKE, "Bep;;Kroon;bep@b.example;;;en;", "Wie;;Dan;geen-adres;;;;")
    shown = look(client, event, content)
    assert shown.status_code == 200
    assert "geen-adres" in words(shown)
    assert not Registration.objects.exists()
    for _twice in range(2):
        assert do(client, event, shown).headers["Location"] == at("desk", event)
    femke, bep = event.registrations.order_by("position")
    assert (femke.state, femke.email, femke.role) == ("confirmed", "femke@zeevonk.example", "owner")
    assert (bep.state, bep.language) == ("waiting", "en")
    assert femke.person.full_name == "Femke van der Zee"
    lines = HistoryLine.objects.filter(what="imported")
    assert {(line.registration, line.by) for line in lines} == {(femke, user), (bep, user)}
    assert look(client, event, content).content.count(b'name="content"') == 1


def test_who_left_is_not_put_back() -> None:
    event = event_factory()
    registration_factory(event, "cancelled", email="femke@zeevonk.example")
    person = {"email": "femke@zeevonk.example", "given": "Femke", "family": "Zee"}
    assert take_in(event.pk, person, None) is None
    assert event.registrations.count() == 1


def test_long_list_is_done_by_jobs_and_the_page_says_how_far() -> None:
    event = event_factory(capacity=None)
    client = log_in(member(event))
    many = AT_ONCE + 5
    content = a_file(*[f"A;;B{n};p{n}@b.example;;;;" for n in range(many)])
    shown = look(client, event, content)
    first = do(client, event, shown)
    assert do(client, event, shown).headers["Location"] == first.headers["Location"]
    assert "0 of 3 parts" in words(client.get(first.headers["Location"]))
    while run_due():
        pass
    assert "3 of 3 parts" in words(client.get(first.headers["Location"]))
    assert event.registrations.count() == many
    assert event.registrations.filter(history__what="imported").count() == many


def test_formulas_and_markup_are_text() -> None:
    event = event_factory()
    client = log_in(member(event))
    shown = look(client, event, a_file("=1+1;;<b>Zee</b>;f@b.example;<img src=x>;;;"))
    html = shown.content.decode()
    assert "<img src=x>" not in html
    assert "<b>Zee" not in html


def test_hidden_file_that_was_tampered_with_is_refused() -> None:
    event = event_factory()
    client = log_in(member(event))
    uid = "12345678-1234-5678-1234-567812345678"
    for content in ("%%%", "", "AAAA"):
        response = client.post(at("import", event), {"content": content, "press": uid})
        assert response.status_code == 422
    assert client.post(at("import", event)).status_code == 422
    assert not Registration.objects.exists()


def test_import_is_for_who_manages() -> None:
    event, other = event_factory(), event_factory()
    shown = look(log_in(member(event)), event, a_file(FEMKE))
    for client in (
        Client(),
        log_in(member(event, "staff")),
        log_in(member(event, "check-in")),
        log_in(member(other)),
    ):
        do(client, event, shown)
        look(client, event, a_file(FEMKE))
    assert not Registration.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_dry_run_takes_as_many_queries_for_three(number: int, django_assert_num_queries) -> None:
    event = event_factory()
    lines = read(a_file(*[f"A;;B;p{n}@b.example;;;;" for n in range(number)]))
    with django_assert_num_queries(1):
        foretell(event, lines)


def test_list_that_is_done_by_half_says_so_and_the_rest_goes_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    event = event_factory()
    client = log_in(member(event))
    shown = look(client, event, a_file(FEMKE, "Bep;;Kroon;bep@b.example;;;;"))
    lock = places.lock

    def busy_from_the_second(event_id: int) -> Event:
        if event.registrations.exists():
            raise BusyError
        return lock(event_id)

    monkeypatch.setattr(places, "lock", busy_from_the_second)
    told = said(client, do(client, event, shown))
    assert "1 person was added" in told
    assert "1 person was not added. Send the list again" in told
    monkeypatch.undo()
    assert "1 person was added" in said(client, do(client, event, shown))
    assert event.registrations.count() == 2


def test_file_that_is_no_list_has_one_error_at_its_field() -> None:
    event = event_factory()
    client = log_in(member(event))
    for response in (
        look(client, event, b"Naam;Adres"),
        client.post(at("import", event), {"content": "%", "press": "x"}),
    ):
        assert response.status_code == 422
        errors = BeautifulSoup(response.content, "html.parser").select(".error-message")
        assert len(errors) == 1
