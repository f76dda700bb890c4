"""Any text, of any length and in any bytes: the page answers, and soon."""

from time import monotonic
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given
from hypothesis import settings as rules
from hypothesis import strategies as st

from brink.home.models import HomePage
from brink.jobs.runner import run_due
from tests.factories.pages import add_page
from tests.search.test_page import ADDRESSES, get

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

#: With lone surrogates, as bytes that are no UTF-8; or any bytes at all.
RAW = st.text(st.characters(), max_size=300).map(lambda t: t.encode("utf-8", "surrogatepass"))
LONG = [b"a" * 10_000, b'"' * 10_000, b"brood " * 1700, "שלום עולם".encode() * 600]
#: Seconds that a machine with much to do may take; a query read in square time takes minutes.
SOON = 20


@pytest.fixture(autouse=True)
def _bread(tree: dict[str, HomePage], settings: Any) -> None:
    settings.ELASTICSEARCH_URL = []
    add_page(tree["nl"], title="Streekbrood")
    run_due()


@rules(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=RAW | st.binary(max_size=300))
@example(raw=b'NEAR("a" b, 5) OR title_nl:* AND NOT -x^2')
@example(raw="\u202ebrood\u2066 👩‍👩‍👧 ﷽ \ud800".encode("utf-8", "surrogatepass"))
def test_any_bytes_are_answered(client: Client, raw: bytes) -> None:
    get(client, q=raw, theme=raw, presence=[raw, "room"], since=raw, until=raw, sort=raw)
    number = client.get(ADDRESSES["en"], {"q": "brood", "page": raw}).status_code
    assert number in (200, 404)


@pytest.mark.parametrize("raw", LONG, ids=["letters", "quotes", "words", "right to left"])
def test_a_long_text_is_answered_soon(client: Client, raw: bytes) -> None:
    began = monotonic()
    get(client, q=raw, since=raw)
    assert monotonic() - began < SOON


def test_many_values_of_a_parameter_are_answered(client: Client) -> None:
    html = get(client, theme=[f"thema-{number}" for number in range(900)])
    assert "Streekbrood" in html
    assert "theme=thema-3, theme=thema-4 niet." in html, "told that the first were left out"
