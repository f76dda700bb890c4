"""My data: who sees what, corrects it, takes it out and has it erased; and who does not."""

import csv
import json
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from brink.discretion import conceal
from brink.jobs.models import Job
from brink.jobs.runner import run_due
from brink.people import guests
from brink.people.guests import BusyError
from brink.people.models import Person, User
from brink.people.privacy import link
from brink.people.privacy.erasure import erase
from brink.people.privacy.subject import subject_at
from events.models import Certificate, Registration
from tests.factories.events import event_factory, registration_factory
from tests.factories.people import PASSWORD, staff, user_factory

pytestmark = pytest.mark.usefixtures("tree")
LANGUAGES = ["nl", "en"]
GUEST = "femke@zeevonk.example"
FACTS = {
    "name": "Femke Zijlstra",
    "title": "Excursie",
    "days": ["2026-11-28"],
    "hours": "3",
    "meetings": None,
    "organiser": "Noorderlicht",
    "signatory": "",
    "cover": "/event/00000000",
}
PAGES = ["my-data", "my-data-download", "my-data-erase"]


@pytest.fixture
def registration() -> Registration:
    fields = {"given": "Femke", "family": "Zijlstra", "email": GUEST}
    person = Person.objects.create(**fields)
    organisation = {"organisation": "Bakkerij De Zeevonk"}
    return registration_factory(event_factory(capacity=5), person=person, **organisation)


def address(name: str, lang: str = "nl", **kwargs: Any) -> str:
    with translation.override(lang):
        return reverse(name, kwargs=kwargs)


def by_link(name: str, lang: str = "nl", email: str = GUEST, **kwargs: Any) -> str:
    return address(name, lang, token=link.token(email), **kwargs)


def sign_in(client: Client, user: User) -> None:
    client.post("/nl/account/login/", {"login": user.email, "password": PASSWORD})


def text_of(response: HttpResponse) -> str:
    return BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_guest_sees_what_is_held_by_the_link(client, registration, lang):
    response = client.get(by_link("my-data", lang))

    assert response.status_code == 200
    text = text_of(response)
    assert "Femke" in text
    assert "Bakkerij De Zeevonk" in text
    assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("private, no-store", "noindex")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_account_sees_its_own_and_what_a_guest_did_with_its_address(client, lang):
    user = user_factory(email=GUEST, language=lang)
    registration_factory(event_factory(title="Excursie"), email=GUEST, organisation="Zeevonk")
    registration_factory(event_factory(), email="ander@b.example", organisation="Koperhaas")
    sign_in(client, user)

    text = text_of(client.get(address("my-data", lang)))

    assert user.person.family in text
    assert "Zeevonk" in text
    assert "Koperhaas" not in text


@pytest.mark.parametrize("name", PAGES)
def test_stranger_is_shown_the_door(client, registration, name):
    page = client.get(address(name), follow=True)

    assert page.status_code == 200
    assert page.context["form"].fields.keys() == {"email"}
    assert "Femke" not in page.content.decode()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("token", ["made-up", "0" * 120])
def test_link_that_is_not_ours_opens_nothing(client, registration, name, token):
    assert client.get(address(name, token=token)).status_code == 410


@pytest.mark.parametrize("name", PAGES)
def test_link_is_too_old_after_three_days(client, registration, name):
    path = by_link(name)

    with time_machine.travel(timezone.now() + timedelta(days=3, minutes=1)):
        response = client.get(path)

    assert response.status_code == 410
    assert "Femke" not in response.content.decode()


def test_link_of_an_address_with_an_account_asks_to_sign_in(client, registration):
    user_factory(email=GUEST)

    response = client.get(by_link("my-data"))

    assert response.context["has_account"]
    assert "Zijlstra" not in response.content.decode()
    client.post(by_link("my-data-erase"), {"is_sure": "on"})
    registration.refresh_from_db()
    assert registration.email == GUEST


def write_links() -> None:
    for payload in Job.objects.filter(kind=link.ASKED).values_list("payload", flat=True):
        link.answer(payload)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_link_is_mailed_to_who_asks_for_it(client, registration, lang):
    response = client.post(address("my-data", lang), {"email": GUEST.upper()})

    assert response.status_code == 302
    assert client.get(response["Location"]).context["is_sent"]
    write_links()
    [job] = Job.objects.filter(key__startswith="mail:my-data-link:")
    assert (job.payload["to"], job.payload["language"]) == (GUEST, lang)
    assert f"/{lang}/" in job.payload["text"]


def test_answer_does_not_tell_whether_an_address_is_known(client, registration):
    known = client.post(address("my-data"), {"email": GUEST})
    unknown = client.post(address("my-data"), {"email": "niemand@b.example"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    run_due()
    assert Job.objects.filter(key__startswith="mail:my-data-link:").count() == 1
    assert not Job.objects.filter(payload__icontains="@").exists(), "it is forgotten who asked"


def test_request_does_the_same_work_whether_an_address_is_known(client, registration):
    """What differs could be timed."""
    work = []
    for email in (GUEST, "niemand@b.example"):
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            client.post(address("my-data"), {"email": email})
        work.append([query["sql"].partition(" ")[0] for query in queries.captured_queries])

    assert work[0] == work[1]
    assert Job.objects.filter(kind=link.ASKED, state="queued").count() == 2


def test_link_that_was_asked_before_an_erasure_is_not_mailed(client, registration):
    client.post(address("my-data"), {"email": GUEST})
    erase(subject_at(GUEST))
    run_due()

    assert not Job.objects.filter(key__startswith="mail:my-data-link:").exists()


def test_nobody_is_bombed_with_links(client, registration):
    cache.clear()
    for _again in range(6):
        client.post(address("my-data"), {"email": GUEST})

    assert Job.objects.filter(kind=link.ASKED).count() == 3


def test_address_that_is_none_is_said(client):
    assert client.post(address("my-data"), {"email": "femke"}).status_code == 422


def test_who_was_invited_only_is_known_too(client):
    event = event_factory()
    event.invitees.create(email="genodigd@b.example")

    client.post(address("my-data"), {"email": "genodigd@b.example"})

    write_links()
    assert Job.objects.filter(payload__to="genodigd@b.example").exists()


def archive_of(response: HttpResponse) -> ZipFile:
    return ZipFile(BytesIO(response.content))


def test_take_out_is_one_file_with_all_in_json_and_csv(client, registration):
    Registration.objects.update(organisation="=1+1")
    response = client.get(by_link("my-data-download"))

    assert response["Content-Type"] == "application/zip"
    archive = archive_of(response)
    assert archive.namelist() == ["brink.json", "person.csv", "registrations.csv"]
    [found] = json.loads(archive.read("brink.json"))["registrations"]
    assert (found["email"], found["organisation"]) == (GUEST, "=1+1")
    table = StringIO(archive.read("registrations.csv").decode("utf-8-sig"))
    [row] = csv.DictReader(table, delimiter=";")
    assert (row["email"], row["organisation"]) == (GUEST, "'=1+1")


def test_correction_reaches_what_is_still_to_come(client, registration):
    past = registration_factory(event_factory(), person=registration.person, organisation="Oud")
    past.event.start = timezone.now() - timedelta(days=2)
    past.event.end = past.event.start + timedelta(hours=1)
    past.event.save()
    path = by_link("my-data-correct", uid=registration.person.uid)
    assert client.get(path).status_code == 200

    data = {"given": "Femke", "family": "Bos", "organisation_name": "Nieuw", "language": "en"}
    response = client.post(path, data)

    assert response.status_code == 302
    registration.refresh_from_db()
    past.refresh_from_db()
    assert str(registration.person) == "Femke Bos"
    assert (registration.organisation, registration.language) == ("Nieuw", "en")
    assert past.organisation == "Oud"


def test_correction_does_not_pass_a_limit_of_people_of_one_organisation(client, registration):
    registration.event.organisation_limit = 1
    registration.event.save()
    path = by_link("my-data-correct", uid=registration.person.uid)
    data = {"given": "Femke", "family": "Bos", "organisation_name": "Nieuw", "language": "nl"}

    client.post(path, data)

    registration.refresh_from_db()
    assert registration.organisation == "Bakkerij De Zeevonk"


def test_correction_of_a_name_leaves_what_was_typed_at_the_sign_up(client, registration):
    """A guest's person knows no firm, and may have another language than the sign-up."""
    Person.objects.filter(pk=registration.person_id).update(organisation_name="")
    Registration.objects.filter(pk=registration.pk).update(language="en")
    path = by_link("my-data-correct", uid=registration.person.uid)
    data = {"given": "Femke", "family": "Kammenga", "organisation_name": "", "language": "nl"}

    client.post(path, data)

    registration.refresh_from_db()
    assert registration.person.family == "Kammenga"
    assert (registration.organisation, registration.language) == ("Bakkerij De Zeevonk", "en")


@pytest.mark.parametrize("error", [BusyError, OperationalError])
def test_correction_while_it_is_busy_is_said_and_stores_nothing(
    client, registration, monkeypatch, error
):
    def is_busy(_person: Person) -> None:
        raise error

    monkeypatch.setattr(guests, "HOLDERS", [is_busy])
    path = by_link("my-data-correct", uid=registration.person.uid)
    data = {"given": "Femke", "family": "Bos", "organisation_name": "", "language": "nl"}

    response = client.post(path, data, follow=True)

    assert response.redirect_chain == [(path, 302)]
    assert "try again" in response.text or "opnieuw" in response.text
    registration.person.refresh_from_db()
    assert registration.person.family != "Bos"


def test_correction_that_is_wrong_is_said_and_stores_nothing(client, registration):
    path = by_link("my-data-correct", uid=registration.person.uid)

    assert client.post(path, {"given": "", "family": "", "language": "nl"}).status_code == 422
    registration.person.refresh_from_db()
    assert registration.person.given == "Femke"


def test_nobody_corrects_somebody_else(client, registration):
    other = user_factory()
    path = by_link("my-data-correct", uid=other.person.uid)

    assert client.post(path, {"given": "X", "family": "Y", "language": "nl"}).status_code == 404


@pytest.mark.parametrize("lang", LANGUAGES)
def test_guest_is_erased_after_saying_so_once_more(client, registration, lang):
    path = by_link("my-data-erase", lang)
    assert client.get(path).status_code == 200
    assert client.post(path).status_code == 422
    registration.refresh_from_db()
    assert registration.email == GUEST, "nothing happens without the tick"

    response = client.post(path, {"is_sure": "on"}, follow=True)

    assert response.redirect_chain == [(address("my-data-erased", lang), 302)]
    registration.refresh_from_db()
    assert (registration.state, registration.email) == ("cancelled", "")
    assert client.post(path, {"is_sure": "on"}).status_code == 302


def test_mail_scanner_that_opens_all_links_erases_nothing(client, registration):
    for name in PAGES:
        client.get(by_link(name))
        client.head(by_link(name))

    registration.refresh_from_db()
    assert registration.email == GUEST


def test_account_is_erased_after_the_password_once_more(client):
    user = user_factory()
    registration = registration_factory(event_factory(), person=user.person, email=user.email)
    sign_in(client, user)
    path = address("my-data-erase")
    with time_machine.travel(timezone.now() + timedelta(minutes=10)):
        asked = client.post(path, {"is_sure": "on"})
        assert "/account/reauthenticate/" in asked["Location"]
        assert User.objects.filter(pk=user.pk).exists()
        response = client.post(asked["Location"], {"password": PASSWORD}, follow=True)

    assert response.redirect_chain[-1][0] == address("my-data-erased")
    registration.refresh_from_db()
    assert registration.email == ""
    assert not User.objects.filter(pk=user.pk).exists()
    assert client.get("/nl/account/").status_code == 302, "signed out"


def test_last_administrator_stays(client):
    boss = staff()
    sign_in(client, boss)
    client.post("/nl/account/reauthenticate/", {"password": PASSWORD})

    response = client.post(address("my-data-erase"), {"is_sure": "on"})

    assert response.context["form"] is None
    assert User.objects.filter(pk=boss.pk).exists()

    staff()
    client.post(address("my-data-erase"), {"is_sure": "on"})
    assert not User.objects.filter(pk=boss.pk).exists()


@pytest.mark.parametrize("name", [*PAGES, "my-data-erased"])
def test_other_methods_are_refused(client, registration, name):
    path = address(name) if name == "my-data-erased" else by_link(name)

    assert client.delete(path).status_code == 405


def test_certificate_that_was_erased_names_nobody_in_public(client, registration):
    certificate = Certificate.objects.create(
        person=registration.person, event=registration.event, facts=FACTS
    )
    page = reverse("events:certificate", args=[certificate.code])
    assert "Zijlstra" in client.get(page).content.decode()

    client.post(by_link("my-data-erase"), {"is_sure": "on"})

    response = client.get(page)
    assert response.status_code == 200
    assert "Zijlstra" not in response.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_number_of_queries_does_not_grow_with_what_is_held(
    client, registration, django_assert_num_queries, number
):
    for _more in range(number - 1):
        person = Person.objects.create(given="Femke", family="Zijlstra", email=GUEST)
        registration_factory(event_factory(), person=person)
    path = by_link("my-data")
    client.get(path)

    with django_assert_num_queries(21):
        client.get(path)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_log_holds_the_link(lang):
    path = by_link("my-data-erase", lang)

    assert conceal(f"GET {path} HTTP/1.1").count("gAAAAA") == 0


def test_what_was_mailed_on_a_laptop_goes_too(registration, settings, tmp_path):
    settings.DEV_MAILBOX = tmp_path
    for number, to in enumerate((f"Femke <{GUEST}>", "ander@b.example"), start=1):
        (tmp_path / f"{number}-0123abcd.eml").write_text(f"To: {to}\nSubject: Dag\n\nDag!\n")

    erase(subject_at(GUEST))

    assert [file.name for file in tmp_path.iterdir()] == ["2-0123abcd.eml"]
