"""The page that confirms a certificate, and the paper that only its owner gets."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
import zxingcpp
from bs4 import BeautifulSoup
from django.core import mail
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from PIL import Image

from brink.discretion import conceal
from events import links
from events.certificates.issuing import revoke
from events.certificates.links import address, file_path, path
from events.door.codes import spell_code
from events.models import Booking, Certificate, Registration
from events.paper.certificate import TEMPLATE, words_of
from events.views.certificates import MISSES_AN_HOUR
from tests.events.certified import a_series, held, run_jobs, valid, visitor
from tests.events.pictures import pictures
from tests.events.signing_up import account, link_in
from tests.factories.events import person_factory

pytestmark = pytest.mark.usefixtures("tree")
LANGUAGES = pytest.mark.parametrize("lang", ["nl", "en"])
UNKNOWN = "0" * 16


def one(**fields) -> Certificate:
    fields = {"given": "Femke", "infix": "van der", "family": "Zee", **fields}
    visitor(held(title="Zelf kaas maken", signatory="dr. J. Hoekstra"), **fields)
    run_jobs()
    return valid()[-1]


def page(client: Client, code: str, lang: str = "nl", **extra: str) -> HttpResponse:
    with translation.override(lang):
        return client.get(reverse("events:certificate", args=[code]), **extra)


def form(client: Client, code: str | None, lang: str = "nl", **extra: str) -> HttpResponse:
    with translation.override(lang):
        return client.get(reverse("events:certificates"), {"code": code} if code else {}, **extra)


def words(response: HttpResponse) -> str:
    soup = BeautifulSoup(response.content, "html.parser")
    return " ".join(soup.find("main").get_text(" ").split())


@LANGUAGES
def test_valid_certificate_is_confirmed(client: Client, lang: str) -> None:
    certificate = one(email="femke@secret.example", organisation="Bakkerij De Zeevonk")
    response = page(client, spell_code(certificate.code), lang)
    text = words(response)
    assert response.status_code == 200
    for fact in ("Femke van der Zee", "Zelf kaas maken", "Lectoraat Zuivel"):
        assert fact in text
    for secret in ("secret.example", "Zeevonk", "Hoekstra", "/paper/", "/papier/"):
        assert secret not in response.content.decode()


def test_page_is_not_kept_or_indexed(client: Client) -> None:
    response = page(client, one().code)
    assert "private" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.content.decode()


@LANGUAGES
def test_revoked_certificate_says_so_and_names_nobody(client: Client, lang: str) -> None:
    certificate = one()
    revoke(certificate, by=None, reason="Left after an hour")
    response = page(client, certificate.code, lang)
    content = response.content.decode()
    assert response.status_code == 200
    assert "Femke" not in content
    assert "Zelf kaas maken" not in content
    assert "Left after" not in content
    assert words(response) != words(page(client, one(family="Two").code, lang))


def test_certificate_of_somebody_who_was_erased_is_no_longer_valid(client: Client) -> None:
    certificate = one()
    revoke(certificate, by=None, reason="")
    Certificate.objects.update(facts={}, person=person_factory())
    assert page(client, certificate.code).status_code == 200


@LANGUAGES
def test_unknown_codes_are_all_answered_alike(client: Client, lang: str) -> None:
    one()
    answers = [page(client, code, lang) for code in (UNKNOWN, "abc", "%00", "'; DROP", "x" * 99)]
    answers += [form(client, UNKNOWN, lang), form(client, "é", lang)]
    assert {answer.status_code for answer in answers} == {404}
    assert len({words(answer) for answer in answers[:1] + answers[5:6]}) == 1
    errors = [BeautifulSoup(a.content, "html.parser").find(id="id_code_error") for a in answers]
    assert all(errors)


def test_code_may_be_typed_as_people_do(client: Client) -> None:
    certificate = one()
    code = certificate.code
    looks = code.lower().replace("0", "o").replace("1", "l")
    for typed in (code, spell_code(code), f" {spell_code(code).lower()} ", looks):
        response = form(client, typed)
        assert response.status_code == 302
        assert response["Location"] == path_in("nl", certificate)


def path_in(lang: str, certificate: Certificate) -> str:
    with translation.override(lang):
        return path(certificate)


@LANGUAGES
def test_empty_form_asks_and_an_empty_code_is_told(client: Client, lang: str) -> None:
    assert form(client, None, lang).status_code == 200
    with translation.override(lang):
        response = client.get(reverse("events:certificates") + "?code=")
    assert response.status_code == 404


def test_who_guesses_is_stopped_and_who_checks_is_not(client: Client) -> None:
    certificate = one()
    for _guess in range(MISSES_AN_HOUR):
        assert page(client, UNKNOWN).status_code == 404
    assert page(client, UNKNOWN).status_code == 429
    assert page(client, UNKNOWN, REMOTE_ADDR="198.51.100.7").status_code == 404
    assert page(client, certificate.code).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_pages_are_only_read(client: Client, method: str) -> None:
    certificate = one()
    for where in (path(certificate), file_path(certificate), reverse("events:certificates")):
        assert getattr(client, method)(where).status_code == 405


@LANGUAGES
def test_square_on_the_paper_leads_to_the_page(client: Client, lang: str) -> None:
    certificate = one(language=lang)
    [sheet] = pictures(TEMPLATE, words_of(certificate), lang)
    [square] = zxingcpp.read_barcodes(Image.open(BytesIO(sheet)))
    assert square.text == address(certificate)
    assert client.get(square.text.removeprefix("http://testserver")).status_code == 200
    assert f"/{lang}/" in square.text


# The paper


def test_link_in_the_mail_gives_the_paper(client: Client) -> None:
    certificate = one()
    body = next(letter.body for letter in mail.outbox if "/certifica" in letter.body)
    response = client.get(link_in(body, "/certifica"))
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment")
    assert "private" in response["Cache-Control"]
    assert response.content == bytes(certificate.pdf)


def test_paper_is_not_got_by_what_stands_on_it(client: Client) -> None:
    certificate = one()
    other = one(given="Bep")
    good = file_path(certificate)
    token = good.split("/")[-2]
    signed = links.signer("cancel").sign(certificate.code.encode().hex())
    tried = (
        certificate.code,
        spell_code(certificate.code),
        certificate.code.encode().hex(),
        token[:-1],
        token.replace(certificate.code.encode().hex(), other.code.encode().hex()),
        signed,
        links.token("my-agenda", Registration.objects.first()),
        "0" * 40,
    )
    statuses = {client.get(good.replace(token, forged)).status_code for forged in tried}
    assert client.get(good).status_code == 200
    assert statuses == {404}


def test_old_link_says_where_the_paper_is_now(client: Client) -> None:
    certificate = one()
    where = file_path(certificate)
    with time_machine.travel(timezone.now() + links.AGENDA_AGE + timedelta(days=1)):
        assert client.get(where).status_code == 410


def test_paper_of_a_revoked_certificate_is_gone(client: Client) -> None:
    certificate = one()
    where = file_path(certificate)
    revoke(certificate, by=None, reason="")
    response = client.get(where)
    assert response["Location"] == path(certificate)
    certificate.delete()
    assert client.get(where).status_code == 404


# "My agenda"


def papers_in(client: Client, where: str) -> list[str]:
    soup = BeautifulSoup(client.get(where).content, "html.parser")
    section = soup.find(id="certificates")
    return [link["href"] for link in section.parent.find_all("a")] if section else []


def test_account_finds_its_papers_in_its_agenda(client: Client) -> None:
    user = account(client, given="Silke", family="Meijeringh")
    visitor(held(), person=user.person)
    one()  # of somebody else
    [where] = papers_in(client, reverse("my-agenda"))
    mine = valid()[0]
    assert mine.person == user.person
    assert client.get(where).content == bytes(mine.pdf)
    revoke(mine, by=None, reason="")
    assert papers_in(client, reverse("my-agenda")) == []


def test_agenda_by_link_has_the_papers_of_that_address_only(client: Client) -> None:
    series = a_series()
    person = person_factory(email="a@b.example")
    row = visitor(held(series=series), person=person)
    visitor(held(days_ago=4), person=person, email="other@b.example")
    one()
    run_jobs()
    assert len(papers_in(client, links.path("my-agenda", row))) == 2  # of the event, the series


def test_contact_finds_the_papers_of_who_claimed_no_place(client: Client) -> None:
    user, event = account(client), held()
    booking = Booking.objects.create(contact=user.person, email=user.email)
    visitor(event, given="Ans", booking=booking, email="")
    visitor(event, given="Bep", booking=booking, email="bep@b.example", claimed=event.start)
    other = Booking.objects.create(contact=person_factory(), email="other@b.example")
    visitor(event, given="Cor", booking=other, email="")
    run_jobs()
    [where] = papers_in(client, reverse("my-agenda"))
    assert client.get(where).content == bytes(valid()[0].pdf)
    assert valid()[0].facts["name"].startswith("Ans")


@pytest.mark.parametrize("number", [1, 3])
def test_agenda_reads_all_papers_in_one_query(client: Client, number: int) -> None:
    user = account(client)
    for _each in range(number):
        visitor(held(), person=user.person)
    run_jobs()
    with CaptureQueriesContext(connection) as queries:
        assert len(papers_in(client, reverse("my-agenda"))) == number
    [reading] = [query["sql"] for query in queries if '"events_certificate"' in query["sql"]]
    assert '"pdf"' not in reading


def test_paper_is_not_in_the_log(client: Client) -> None:
    assert conceal(f"GET {file_path(one())} 200").count("…") == 1
