"""The RSS feed of a search, and how a browser hears that one can search here."""

from typing import Any
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from brink.home.models import HomePage
from brink.jobs.runner import run_due
from brink.pages.models import PlainPage
from brink.pages.version import bump_rules
from search.engines import Engine
from search.models import PromotedResult, SynonymGroup
from tests.factories.bodies import public_firm
from tests.factories.events import event_page
from tests.factories.pages import add_page, publish
from tests.search.test_page import ADDRESSES, get, settle

pytestmark = pytest.mark.django_db
FEEDS = {"nl": "/nl/zoeken/feed.xml", "en": "/en/search/feed.xml"}


def read(client: Client, lang: str = "nl", **params: Any) -> ElementTree.Element:
    response = client.get(FEEDS[lang], params)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    channel = ElementTree.fromstring(response.content).find("channel")  # noqa: S314  (our own)
    assert channel is not None
    return channel


def titles(channel: ElementTree.Element) -> list[str | None]:
    return [item.findtext("title") for item in channel.iter("item")]


@pytest.fixture
def bread(engine: Engine, tree: dict[str, HomePage]) -> PlainPage:
    page = add_page(
        tree["nl"], title="Streekbrood", summary="De bakker <b>rijdt</b>.", other_title="Bread"
    )
    event_page(title="Brood proeven")
    settle(engine)
    return page


def test_a_feed_has_what_the_search_finds_the_newest_first(
    client: Client, engine: Engine, bread: PlainPage
) -> None:
    channel = read(client, q="brood")
    assert titles(channel) == ["Brood proeven", "Streekbrood"]
    assert channel.findtext("title") == "Brink: brood"
    assert channel.findtext("language") == "nl"
    assert channel.findtext("link") == "http://testserver/nl/zoeken/?q=brood"
    item = list(channel.iter("item"))[1]
    assert item.findtext("link") == f"http://testserver{bread.url_path}"
    assert item.findtext("description") == "De bakker &lt;b&gt;rijdt&lt;/b&gt;."
    assert item.findtext("category") == "pagina"
    assert titles(read(client, q="brood", kind="page")) == ["Streekbrood"]
    assert titles(read(client, "en", q="brood", kind="page")) == ["Bread"]
    assert titles(read(client, q="brood", since="2199-01-01")) == []


def test_an_item_has_an_identity_for_each_language(client: Client, bread: PlainPage) -> None:
    found = [read(client, lang, q="brood", kind="page").find("item/guid") for lang in FEEDS]
    ids = {guid.text for guid in found if guid is not None}
    assert len(ids) == 2
    assert all(str(bread.translation_key) in (each or "") for each in ids)


def test_what_is_not_published_is_not_in_it(client: Client, bread: PlainPage) -> None:
    """Not what was withdrawn either, though its index has not heard of it yet."""
    PlainPage.objects.filter(pk=bread.pk).update(live=False)
    assert titles(read(client, q="brood")) == ["Brood proeven"]


def test_only_what_has_the_words_is_in_it(client: Client, bread: PlainPage) -> None:
    """A page with little offers what is near; a feed would tell of it for ever."""
    assert "Streekbrood" in get(client, q="streekbroot")
    assert titles(read(client, q="streekbroot")) == []


@pytest.mark.parametrize("query", ["theme=nergens", "since=morgen"])
def test_a_choice_nobody_knows_is_a_404(client: Client, bread: PlainPage, query: str) -> None:
    assert client.get(f"{FEEDS['nl']}?q=brood&{query}").status_code == 404


def test_who_has_it_is_told_so_until_something_changes(
    client: Client, tree: dict[str, HomePage], settings: Any, django_assert_num_queries: Any
) -> None:
    settings.ELASTICSEARCH_URL = []
    page = add_page(tree["nl"], title="Streekbrood")
    run_due()
    etag = client.get(FEEDS["nl"], {"q": "brood"})["ETag"]
    with django_assert_num_queries(2):  # the versions of content, index and rules; rules kept here
        again = client.get(FEEDS["nl"], {"q": "brood"}, headers={"If-None-Match": etag})
    assert again.status_code == 304
    assert again["Cache-Control"] == "public, max-age=300"
    other = client.get(FEEDS["nl"], {"q": "kaas"}, headers={"If-None-Match": etag})
    assert other.status_code == 200
    publish(page, title="Boerenbrood")
    run_due()
    changed = client.get(FEEDS["nl"], {"q": "brood"}, headers={"If-None-Match": etag})
    assert changed.status_code == 200
    assert "Last-Modified" not in changed


def test_what_changes_by_itself_has_no_etag(client: Client, bread: PlainPage) -> None:
    assert "ETag" not in client.get(FEEDS["nl"], {"q": "brood", "when": "upcoming"})


@pytest.mark.parametrize("lang", FEEDS)
def test_the_page_leads_to_its_feed_and_tells_how_to_search_here(
    client: Client, bread: PlainPage, lang: str
) -> None:
    soup = BeautifulSoup(get(client, lang, q="brood", kind="page", sort="date"), "html.parser")
    address = f"{FEEDS[lang]}?q=brood&kind=page"
    assert soup.select_one("head link[type='application/rss+xml']")["href"] == address
    assert soup.select_one("main a.way[href*='feed.xml']")["href"] == address
    link = soup.select_one("head link[rel=search]")
    response = client.get(link["href"])
    assert response["Content-Type"] == "application/opensearchdescription+xml"
    root = ElementTree.fromstring(response.content)  # noqa: S314  (our own)
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert root.findtext(f"{space}ShortName") == "Brink"
    urls = {url.get("type"): url.get("template") for url in root.iter(f"{space}Url")}
    assert urls["text/html"] == f"http://testserver{ADDRESSES[lang]}?q={{searchTerms}}"
    assert urls["application/rss+xml"] == f"http://testserver{FEEDS[lang]}?q={{searchTerms}}"


def test_a_promoted_page_is_in_no_feed_of_words_that_it_lacks(
    client: Client, engine: Engine, bread: PlainPage, tree: dict[str, HomePage]
) -> None:
    chosen = add_page(tree["nl"], title="Kaas maken")
    settle(engine)
    PromotedResult.objects.create(queries="streekbrood", page=chosen)
    assert "Kaas maken" in get(client, q="streekbrood")
    assert titles(read(client, q="streekbrood")) == ["Streekbrood"]


def test_an_organisation_has_no_date(client: Client, engine: Engine, bread: PlainPage) -> None:
    public_firm(name="Bakkerij Zeevonk")
    settle(engine)
    channel = read(client, q="zeevonk")
    assert titles(channel) == ["Bakkerij Zeevonk"]
    assert channel.find("item/pubDate") is None


def test_a_new_rule_counts_at_once_though_another_process_made_it(
    client: Client, bread: PlainPage
) -> None:
    """The identity of the feed has the version of the rules, so its words must be as new."""
    assert titles(read(client, q="krentenmik")) == []
    SynonymGroup.objects.bulk_create([SynonymGroup(line="krentenmik, streekbrood")])
    bump_rules()
    assert titles(read(client, q="krentenmik")) == ["Streekbrood"]


@pytest.mark.parametrize("text", ["%ff%00", "a%01b", "a%0bb", "%ef%bf%bf", "%1b[0m"])
def test_any_bytes_are_a_feed(client: Client, bread: PlainPage, text: str) -> None:
    response = client.get(f"{FEEDS['nl']}?q={text}")
    assert response.status_code == 200
    assert ElementTree.fromstring(response.content).tag == "rss"  # noqa: S314  (our own)


def test_feeds_are_only_read(client: Client, bread: PlainPage) -> None:
    assert client.post(FEEDS["nl"]).status_code == 405
    assert client.head(FEEDS["nl"]).status_code == 200
