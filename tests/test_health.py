"""What a monitor is told, with every part working and with each part down."""

from datetime import timedelta
from http.server import BaseHTTPRequestHandler

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone

from brink.jobs.models import Job
from search.documents import EDITION
from tests.search.test_fallback import PRODUCT, reply, server_that


@pytest.fixture(autouse=True)
def _embedded_search(settings) -> None:
    """The server of the suite has an index only while a test of search lives."""
    settings.ELASTICSEARCH_URL = []


def test_healthz_asks_nothing_of_the_database(
    client: Client, django_assert_num_queries, db: None
) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.content == b"ok\n"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_health_refuses_to_be_posted_to(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405


def test_readyz_tells_each_part(client: Client, db: None) -> None:
    answer = client.get("/readyz")

    told = answer.json()
    assert answer.status_code == 200
    assert told["ready"] is True
    assert set(told["parts"]) == {"database", "cache", "jobs", "search"}
    assert told["parts"]["database"]["detail"] == connection.vendor
    assert told["parts"]["jobs"] == {"ok": True, "detail": "nothing is overdue"}


def test_readyz_sets_no_cookie(client: Client, db: None) -> None:
    assert not client.get("/readyz").cookies


@pytest.mark.parametrize(
    ("state", "minutes", "status"),
    [
        (Job.State.QUEUED, -5, 200),
        (Job.State.QUEUED, 14, 200),
        (Job.State.QUEUED, 16, 503),
        (Job.State.RETRY, 16, 503),
        (Job.State.PARKED, 600, 200),
        (Job.State.DONE, 600, 200),
    ],
)
def test_readyz_turns_when_waiting_work_is_not_done(
    client: Client, db: None, state: str, minutes: int, status: int
) -> None:
    Job.objects.create(
        key="late", kind="mail", state=state, due=timezone.now() - timedelta(minutes=minutes)
    )

    answer = client.get("/readyz")

    assert answer.status_code == status
    assert answer.json()["parts"]["jobs"]["ok"] is (status == 200)


@pytest.mark.parametrize(
    ("state", "minutes", "status"),
    [(Job.State.DONE, 4, 200), (Job.State.DONE, 6, 503), (Job.State.RUNNING, -1, 200)],
)
def test_readyz_knows_a_backlog_from_work_that_nobody_does(
    client: Client, db: None, state: str, minutes: int, status: int
) -> None:
    """`minutes` ago the last job was finished; or will the lease end of the one that runs."""
    now = timezone.now()
    Job.objects.create(key="late", kind="mail", due=now - timedelta(hours=2))
    name = "finished" if state == Job.State.DONE else "leased_until"
    Job.objects.create(
        key="other", kind="mail", state=state, **{name: now - timedelta(minutes=minutes)}
    )

    answer = client.get("/readyz")

    assert answer.status_code == status
    detail = answer.json()["parts"]["jobs"]["detail"]
    assert detail.startswith("the oldest job has been due for 72")


def test_readyz_names_a_dead_database_by_class_only(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object, **__: object) -> None:
        raise DatabaseError("secret host name")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", die)
        answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["parts"]["database"] == {"ok": False, "detail": "DatabaseError"}
    assert b"secret" not in answer.content


def test_readyz_notices_a_cache_that_forgets(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "get", lambda *_: None)

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["parts"]["cache"]["ok"] is False


def test_readyz_notices_that_no_search_server_answers(client: Client, db: None, settings) -> None:
    settings.ELASTICSEARCH_URL = ["http://127.0.0.1:9"]  # nothing listens on the discard port

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["parts"]["search"] == {
        "ok": False,
        "detail": "no Elasticsearch server answers",
    }
    assert answer.json()["parts"]["database"]["ok"] is True


def test_readyz_tells_that_elasticsearch_has_no_index(client: Client, db: None, settings) -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        is_asked = request.path == f"/_alias/brink-items-{EDITION}"
        reply(404 if is_asked and not made else 200, b"", PRODUCT)(request)

    made: list[str] = []
    with server_that(answer) as address:
        settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_PREFIX = [address], "brink"
        before = client.get("/readyz")
        made.append("ours")
        after = client.get("/readyz")

    assert before.status_code == 503
    assert before.json()["parts"]["search"] == {
        "ok": False,
        "detail": "Elasticsearch has no index: run `manage.py search_rebuild`",
    }
    assert after.json()["parts"]["search"] == {"ok": True, "detail": "elasticsearch"}
