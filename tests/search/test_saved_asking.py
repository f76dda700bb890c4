"""Save a search: with an account at once, without one by a link that is mailed and a button."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from brink.discretion import conceal
from brink.jobs.runner import run_due
from brink.mail import topics
from brink.people.models import User
from search.models import SavedSearch
from search.saved import asking, links
from search.saved.letters import TOPIC
from search.saved.owner import MOST
from search.saved.wish import read_wish
from tests.search.saved import GUEST, account, link_in, saved_search

pytestmark = pytest.mark.usefixtures("tree", "_embedded")
SAVE = {"nl": "/nl/zoeken/bewaren/", "en": "/en/search/save/"}
LIST = {"nl": "/nl/zoeken/bewaard/", "en": "/en/search/saved/"}
RESULTS = {"nl": "/nl/zoeken/", "en": "/en/search/"}
ASKED = {"search": "q=brood", "email": GUEST, "frequency": "daily"}
WORDS = {"nl": "Mail me wat nieuw is", "en": "Mail me what is new"}


@pytest.fixture
def _embedded(settings: Any) -> None:
    settings.ELASTICSEARCH_URL = []
    run_due()


@pytest.fixture
def user() -> User:
    return account()


@pytest.fixture
def member(client: Client, user: User) -> Client:
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def soup(response: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def form_on_results(client: Client, lang: str, query: str = "q=brood&page=1&sort=date") -> Any:
    page = soup(client.get(f"{RESULTS[lang]}?{query}"))
    return page.select_one(f"form[action='{SAVE[lang]}']")


def sent() -> list[mail.EmailMessage]:
    mail.outbox.clear()
    run_due()
    return list(mail.outbox)


def ask(client: Client, lang: str = "nl", **fields: str) -> HttpResponse:
    return client.post(SAVE[lang], {**ASKED, **fields})


@pytest.mark.parametrize("lang", SAVE)
def test_form_on_the_page_of_results_leads_a_guest_to_the_question(
    client: Client, lang: str
) -> None:
    form = form_on_results(client, lang)
    assert form["method"] == "get"
    assert WORDS[lang] in form.get_text()
    fields = {"search": form.select_one("[name=search]")["value"], "frequency": "daily"}

    page = soup(client.get(SAVE[lang], fields))

    assert "csrftoken" not in client.get(RESULTS[lang]).cookies
    assert page.select_one("[name=search]")["value"] == "q=brood&sort=date"
    assert page.select_one("[name=frequency][checked]")["value"] == "daily"
    assert page.select_one("[name=email]")
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize("lang", SAVE)
def test_account_saves_at_once_and_once(member: Client, user: User, lang: str) -> None:
    form = form_on_results(member, lang)
    assert form["method"] == "post"
    asked = {"search": form.select_one("[name=search]")["value"]}

    answers = [member.post(SAVE[lang], {**asked, "frequency": each}, follow=True)
               for each in ("daily", "daily", "weekly")]  # fmt: skip

    saved = SavedSearch.objects.get()
    assert (saved.user, saved.query, saved.language) == (user, "q=brood", lang)
    assert saved.frequency == "weekly"
    assert saved.confirmed
    assert {answer.redirect_chain[-1][0] for answer in answers} == {LIST[lang]}
    assert "brood" in answers[0].content.decode()
    assert sent() == []


@pytest.mark.parametrize("lang", SAVE)
def test_guest_confirms_by_a_button_behind_the_link(client: Client, lang: str) -> None:
    answer = ask(client, lang)
    assert answer.url == f"{SAVE[lang]}?sent=1"
    assert client.get(answer.url).status_code == 200
    (message,) = sent()
    path = link_in(message, "confirm" if lang == "en" else "bevestigen")
    assert "brood" in message.subject
    assert message.to == [GUEST]
    for method in (client.head, client.get):
        assert method(path).status_code == 200
    assert SavedSearch.objects.get().confirmed is None, "a gateway opens every link"

    answers = [client.post(path, follow=True) for _again in range(2)]

    saved = SavedSearch.objects.get()
    assert saved.confirmed
    assert (saved.email, saved.query, saved.language) == (GUEST, "q=brood", lang)
    for answer in answers:
        assert answer.status_code == 200
        assert answer.redirect_chain[-1][0].startswith(LIST[lang])
        assert "brood" in soup(answer).select_one("section h2").get_text()


def test_links_of_mails_do_not_stand_in_logs() -> None:
    saved = saved_search()
    for address in (links.stop_address(saved), links.list_address(saved),
                    links.confirm_address(saved, "daily")):  # fmt: skip
        assert conceal(f"GET {address}").endswith("…/")


def test_double_click_of_a_guest_is_one_search_and_one_mail(client: Client) -> None:
    answers = [ask(client), ask(client, search="sort=date&q=brood&page=3"), ask(client)]

    assert {answer.url for answer in answers} == {f"{SAVE['nl']}?sent=1"}
    assert SavedSearch.objects.count() == 1
    assert len(sent()) == 1


def test_stranger_changes_nothing_of_what_was_confirmed(client: Client) -> None:
    before = saved_search("q=brood", frequency="weekly")
    SavedSearch.objects.update(asked=timezone.now() - asking.TWICE * 2)

    assert ask(client).status_code == 302

    before.refresh_from_db()
    assert (before.frequency, SavedSearch.objects.count()) == ("weekly", 1)
    client.post(link_in(sent()[0], "bevestigen"))
    before.refresh_from_db()
    assert before.frequency == "daily", "who has the mail may"


def test_address_is_not_bombed(client: Client) -> None:
    answers = [ask(client, search=f"q=brood{number}") for number in range(7)]

    assert [answer.status_code for answer in answers] == [302] * 5 + [422] * 2
    assert len(sent()) == SavedSearch.objects.count() == 5
    page = soup(answers[-1])
    assert page.select_one(".error-summary a")["href"] == "#id_email"
    assert page.select_one("[name=email]")["value"] == GUEST, "what was typed stays"


@pytest.mark.parametrize(
    ("fields", "at"),
    [({"email": "geen adres"}, "#id_email"), ({"email": ""}, "#id_email"),
     ({"frequency": "hourly"}, "#id_frequency_0"), ({"frequency": ""}, "#id_frequency_0")],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_field(client: Client, fields: dict, at: str) -> None:
    answer = ask(client, **fields)

    assert answer.status_code == 422
    assert [link["href"] for link in soup(answer).select(".error-summary a")] == [at]
    assert not SavedSearch.objects.exists()


def test_search_that_is_too_long_is_refused_in_words(member: Client) -> None:
    answer = member.post(SAVE["nl"], {"search": "q=" + "€" * 200, "frequency": "daily"})

    assert answer.status_code == 422
    assert "te lang om te bewaren" in answer.content.decode()


def test_most_of_an_account_and_of_an_address(client: Client, member: Client, user: User) -> None:
    for number in range(MOST):
        saved_search(f"q={number}", user=user)
        saved_search(f"q={number}")
    late = saved_search("q=laat", confirmed=None)
    path = links.confirm_address(late, "daily").removeprefix(settings.BASE_URL)

    of_account = member.post(SAVE["nl"], {"search": "q=brood", "frequency": "daily"})
    of_guest = Client().post(path)

    assert (of_account.status_code, of_guest.status_code) == (422, 409)
    assert "Je hebt 20 bewaarde zoekvragen" in of_account.content.decode()
    assert "Je hebt 20 bewaarde zoekvragen" in of_guest.content.decode()
    assert SavedSearch.objects.exclude(confirmed=None).count() == 2 * MOST
    again = member.post(SAVE["nl"], {"search": "q=3", "frequency": "weekly"})
    assert again.status_code == 302, "one that is there is none more"


def test_who_asks_again_gets_what_they_refused_before(client: Client) -> None:
    topics.refuse(GUEST, TOPIC)
    ask(client)

    client.post(link_in(sent()[0], "bevestigen"))

    assert not topics.is_refused(GUEST, TOPIC)


@pytest.mark.parametrize("who", ["account", "guest"])
def test_saving_again_leaves_what_was_told_meanwhile(
    user: User, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mail goes out between the look at the row and its change."""
    saved = saved_search("q=brood", **({"user": user} if who == "account" else {}))
    moment, start = saved.since + timedelta(days=1), asking.start

    def tell(row: SavedSearch, *changed: str) -> SavedSearch:
        SavedSearch.objects.update(since=moment, told=["told"])
        return start(row, *changed)

    monkeypatch.setattr(asking, "start", tell)

    if who == "account":
        asking.save_for(user, read_wish("q=brood", "nl"), "weekly")
    else:
        asking.confirm(saved, "weekly")

    saved.refresh_from_db()
    assert (saved.frequency, saved.since, saved.told) == ("weekly", moment, ["told"])


def test_request_forged_elsewhere_saves_nothing(user: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(user, "django.contrib.auth.backends.ModelBackend")

    assert browser.post(SAVE["nl"], ASKED).status_code == 403
    assert browser.put(SAVE["nl"]).status_code in (403, 405)
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize(
    ("query", "kept", "label"),
    [
        ("page=4&sort=newest&q=+brood++en ", "q=brood+en", "brood en"),
        ("kind=event&q=brood&kind=case", "q=brood&kind=case&kind=event", "brood · bijeenkomst"),
        ("kind=nonsense&x=1", "", "alles wat nieuw is"),
        ("%00%ff=&q=%00", "", "alles wat nieuw is"),
    ],
)
@pytest.mark.django_db
def test_one_search_has_one_query_string(query: str, kept: str, label: str) -> None:
    wish = read_wish(query, "nl")

    assert wish.query == kept
    assert wish.label.startswith(label)
    assert read_wish(wish.query, "nl").query == kept
