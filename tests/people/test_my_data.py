"""My data: who sees what, and takes it out; and who does not."""

import csv
import json
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse

from brink.people.models import Person
from events.models import Registration
from tests.factories.events import event_factory, registration_factory
from tests.factories.people import user_factory
from tests.people.my_data import GUEST, LANGUAGES, PAGES, address, by_link, registration, sign_in

__all__ = ["registration"]  # fixture

pytestmark = pytest.mark.usefixtures("tree")


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


@pytest.mark.parametrize("name", [*PAGES, "my-data-erased"])
def test_other_methods_are_refused(client, registration, name):
    path = address(name) if name == "my-data-erased" else by_link(name)

    assert client.delete(path).status_code == 405


@pytest.mark.parametrize("number", [1, 3])
def test_number_of_queries_does_not_grow_with_what_is_held(
    client, registration, django_assert_num_queries, number
):
    for _more in range(number - 1):
        person = Person.objects.create(given="Femke", family="Zijlstra", email=GUEST)
        registration_factory(event_factory(), person=person)
    path = by_link("my-data")
    client.get(path)

    with django_assert_num_queries(22):
        client.get(path)
