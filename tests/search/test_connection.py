"""What `ELASTICSEARCH_URL` may say about its servers."""

from pathlib import Path

import certifi
import pytest

from search.engines.connection import AddressError, address_of, connect, credentials
from search.engines.indices import shape

CA = certifi.where()


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("http://search:9200", "http://search:9200"),
        ("http://search", "http://search:9200"),
        ("https://search.example", "https://search.example:443"),
        ("https://brink:secret@search:9200/es?ca_certs=/a", "https://search:9200/es"),
        ("http://[::1]:9200", "http://[::1]:9200"),
    ],
)
def test_address_is_without_secrets(host: str, address: str) -> None:
    assert address_of(host) == address


@pytest.mark.parametrize(
    ("hosts", "found"),
    [
        (["http://a:9200", "http://b:9200"], {}),
        (["https://brink:s%40crét@a:9200"], {"basic_auth": ("brink", "s@crét")}),
        (["https://a:9200?api_key=aG9+L2k=="], {"api_key": "aG9+L2k=="}),
        (["https://u:p@a:9200?api_key=k"], {"api_key": "k"}),
        (
            ["https://u:p@a:9200", f"https://b:9200?ca_certs={CA}"],
            {"basic_auth": ("u", "p"), "ca_certs": CA},
        ),
    ],
)
def test_credentials_of_any_address_count_for_all(hosts: list[str], found: dict) -> None:
    assert credentials(hosts) == found


def test_option_that_is_not_known_is_refused() -> None:
    with pytest.raises(AddressError, match="ca_cert"):
        credentials(["https://a:9200?ca_cert=/etc/ca.pem"])


def test_certificate_that_is_not_there_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(AddressError, match="missing"):
        connect((f"https://a:9200?ca_certs={tmp_path / 'missing.pem'}",))


def test_client_shows_the_key_and_asks_another_host_once_each() -> None:
    client = connect(("http://a:9200?api_key=k", "http://b:9200", "http://c:9200"))

    assert client._headers["authorization"] == "ApiKey k"
    assert client._max_retries == 2
    assert len(client.transport.node_pool) == 3


@pytest.mark.parametrize(
    ("replicas", "expected"),
    [(-1, {"auto_expand_replicas": "0-1"}), (2, {"number_of_replicas": 2})],
)
def test_shards_and_replicas_are_settings(settings, replicas: int, expected: dict) -> None:
    settings.ELASTICSEARCH_SHARDS, settings.ELASTICSEARCH_REPLICAS = 3, replicas

    assert {"number_of_shards": 3, **expected}.items() <= shape().items()
