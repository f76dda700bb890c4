"""My searches: of an account, of an address by its link; change, stop, and the links of mails."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from brink.jobs.runner import run_due
from brink.mail import topics
from brink.people.models import User
from search.models import SavedSearch
from search.saved import links
from search.saved.letters import TOPIC
from tests.search.saved import GUEST, account, saved_search

pytestmark = pytest.mark.usefixtures("tree", "_embedded")
LIST = {"nl": "/nl/zoeken/bewaard/", "en": "/en/search/saved/"}
TITLE = {"nl": "Mijn zoekvragen", "en": "My searches"}


@pytest.fixture
def _embedded(settings: Any) -> None:
    settings.ELASTICSEARCH_URL = []
    run_due()


@pytest.fixture
def user() -> User:
    return account()


@pytest.fixture
def member(user: User) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def path(address: str) -> str:
    return address.removeprefix(settings.BASE_URL)


def labels(client: Client, address: str) -> list[str]:
    page = BeautifulSoup(client.get(address).content, "html.parser")
    return [term.get_text() for term in page.select("section h2 a")]


@pytest.mark.parametrize("lang", LIST)
def test_account_sees_its_own_and_those_of_its_address(
    member: Client, user: User, lang: str
) -> None:
    saved_search("q=brood", user=user)
    saved_search("q=kaas", email=user.email)
    saved_search("q=vreemd", email="ander@b.example")
    saved_search("q=onbevestigd", email=user.email, confirmed=None)

    assert labels(member, LIST[lang]) == ["brood", "kaas"]
    assert TITLE[lang] in member.get(LIST[lang]).content.decode()
    assert TITLE[lang] in member.get(f"/{lang}/account/").content.decode()


@pytest.mark.parametrize("lang", LIST)
def test_stranger_is_told_the_ways_in(client: Client, lang: str) -> None:
    answer = client.get(LIST[lang])

    assert answer.status_code == 200
    assert "account/login" in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"


def test_link_in_a_mail_opens_the_list_of_its_address(client: Client, user: User) -> None:
    mine = saved_search("q=brood")
    saved_search("q=geheim", user=user)

    assert labels(client, path(links.list_address(mine))) == ["brood"]
    assert links.list_address(SavedSearch.objects.get(user=user)).endswith(LIST["nl"])
    of_account = f"{LIST['nl']}{links.list_token(user.email)}/"
    assert labels(client, of_account) == [], "an account is opened by logging in"


def test_frequency_is_changed_and_mail_is_stopped(client: Client) -> None:
    saved, other = saved_search("q=brood"), saved_search("q=kaas")
    address = path(links.list_address(saved))

    answer = client.post(address, {"search": saved.uid, "frequency": "weekly"}, follow=True)
    assert "Bewaard." in answer.content.decode()
    saved.refresh_from_db()
    assert saved.frequency == "weekly"
    answers = [client.post(address, {"search": saved.uid, "stop": "on"}) for _again in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert SavedSearch.objects.get() == other


def test_search_of_another_is_not_there(member: Client) -> None:
    other = saved_search("q=brood")

    member.post(LIST["nl"], {"search": other.uid, "stop": "on"})
    member.post(LIST["nl"], {"search": other.uid, "frequency": "weekly"})

    assert SavedSearch.objects.get().frequency == "daily"
    assert member.post(LIST["nl"], {"search": "x"}).status_code == 404
    assert Client().post(LIST["nl"], {"search": other.uid, "stop": "on"}).status_code == 200
    assert SavedSearch.objects.exists()


@pytest.mark.parametrize("owner", ["guest", "account"])
@pytest.mark.parametrize("lang", LIST)
def test_link_to_stop_asks_first_and_works_without_logging_in(
    client: Client, user: User, lang: str, owner: str
) -> None:
    whose = {"user": user} if owner == "account" else {}
    saved = saved_search("q=brood", language=lang, **whose)
    address = path(links.stop_address(saved))
    for method in (client.head, client.get):
        assert method(address).status_code == 200
    assert SavedSearch.objects.exists(), "a gateway opens every link"
    assert "brood" in client.get(address).content.decode()

    answers = [client.post(address, follow=True) for _again in range(2)]

    assert not SavedSearch.objects.exists()
    assert [answer.status_code for answer in answers] == [200, 200]


def test_link_that_is_wrong_or_old_is_told_so(client: Client) -> None:
    saved = saved_search("q=brood", confirmed=None)
    confirm, look = path(links.confirm_address(saved, "daily")), path(links.list_address(saved))
    stop = path(links.stop_address(saved))

    for address in (confirm, look, stop):
        assert client.get(f"{address[:-12]}/").status_code == 410
    assert client.get(f"{LIST['nl']}{links.stop_token(saved)}/").status_code == 410
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        assert [client.get(each).status_code for each in (confirm, look, stop)] == [410, 410, 200]
        assert client.post(confirm).status_code == 410
    saved.delete()
    assert client.post(confirm).status_code == 410


def test_who_refused_this_mail_is_told_where_to_take_that_back(client: Client) -> None:
    saved = saved_search("q=brood")
    topics.refuse(GUEST, TOPIC)

    page = client.get(path(links.list_address(saved))).content.decode()

    assert "Je wilde deze mail niet meer" in page
    assert "/nl/mail/" in page


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same_however_long(
    member: Client, user: User, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for each in range(number):
        saved_search(f"q=brood{each}", user=user)
    member.get(LIST["nl"])

    with django_assert_num_queries(5):
        member.get(LIST["nl"])


@pytest.mark.parametrize(
    ("lang", "words"),
    [("nl", "Een deel van deze zoekvraag bestaat niet meer"), ("en", "Part of this search is")],
)
def test_search_whose_theme_was_taken_off_says_so(
    member: Client, user: User, lang: str, words: str
) -> None:
    saved_search("theme=was-er", user=user)

    assert words in member.get(LIST[lang]).content.decode()


def test_who_logs_in_after_a_refused_form_comes_back_to_the_same_search(client: Client) -> None:
    answer = client.post("/nl/zoeken/bewaren/", {"search": "q=brood", "email": "geen adres"})

    (way,) = BeautifulSoup(answer.content, "html.parser").select("main a[href*='next=']")
    assert way["href"].endswith("?next=/nl/zoeken/bewaren/%3Fsearch%3Dq%253Dbrood")
