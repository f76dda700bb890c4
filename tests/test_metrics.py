"""What a Prometheus server reads, and nobody else."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from brink.jobs.models import Job
from brink.mail import outage
from search import breaker

pytestmark = pytest.mark.django_db
TOKEN = "0123456789abcdef" * 2
BEARER = {"authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def _token(settings) -> None:
    settings.METRICS_TOKEN = TOKEN


def read(client: Client) -> dict[str, float]:
    answer = client.get("/metrics", headers=BEARER)
    assert answer.status_code == 200
    lines = answer.content.decode().splitlines()
    samples = [line.rsplit(" ", 1) for line in lines if not line.startswith("#")]
    return {name: float(value) for name, value in samples}


@pytest.mark.usefixtures("_token")
def test_metrics_tell_states_and_the_oldest_due_row(client: Client) -> None:
    Job.objects.all().delete()
    now = timezone.now()
    due = {"queued": 5, "retry": 90, "parked": 600, "failed": 600, "done": 600, "running": 700}
    for state, minutes in due.items():
        moment = now - timedelta(minutes=minutes)
        Job.objects.create(key=state, kind="mail", state=state, due=moment)
    Job.objects.create(key="later", kind="mail", due=now + timedelta(hours=1))

    with time_machine.travel(now, tick=False):
        found = read(client)

    numbers = {f'brink_jobs{{state="{state}"}}': 1.0 for state in due}
    assert found == {
        **numbers,
        'brink_jobs{state="queued"}': 2.0,
        "brink_jobs_oldest_due_seconds": 5400.0,
        'brink_service_away_seconds{service="mail"}': 0.0,
        'brink_service_away_seconds{service="search"}': 0.0,
    }


@pytest.mark.usefixtures("_token")
def test_metrics_of_an_empty_outbox_are_zero_and_not_absent(client: Client) -> None:
    Job.objects.all().delete()

    found = read(client)

    assert len(found) == 9
    assert set(found.values()) == {0.0}


@pytest.mark.usefixtures("_token")
def test_metrics_tell_since_when_the_mail_server_is_away(client: Client) -> None:
    now = timezone.now()
    with time_machine.travel(now - timedelta(minutes=10), tick=False):
        outage.note()
    with time_machine.travel(now, tick=False):
        assert read(client)['brink_service_away_seconds{service="mail"}'] == 600
    outage.end()
    assert read(client)['brink_service_away_seconds{service="mail"}'] == 0


@pytest.mark.usefixtures("_token")
def test_metrics_tell_since_when_the_search_server_is_left_alone(client: Client) -> None:
    now = timezone.now()
    with time_machine.travel(now - timedelta(seconds=10), tick=False):
        for _number in range(breaker.FAILURES):
            breaker.note_failure()
    with time_machine.travel(now, tick=False):
        assert read(client)['brink_service_away_seconds{service="search"}'] == 10
    breaker.close()
    assert read(client)['brink_service_away_seconds{service="search"}'] == 0


@pytest.mark.usefixtures("_token")
def test_metrics_are_in_the_text_format_of_prometheus(client: Client) -> None:
    Job.objects.create(key="mail:jikke", kind="mail", payload={"to": "jikke@voorbeeld.example"})
    answer = client.get("/metrics", headers=BEARER)

    text = answer.content.decode()
    assert answer["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    assert text.endswith("\n")
    sample = r'[a-z_]+(\{[a-z]+="[a-z]+"\})? [0-9.]+'
    comment = r"# (HELP [a-z_]+ .+|TYPE [a-z_]+ gauge)"
    assert [
        line for line in text[:-1].split("\n") if not re.fullmatch(f"{sample}|{comment}", line)
    ] == []
    assert "jikke" not in text


@pytest.mark.usefixtures("_token")
@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer wrong",
        f"Basic {TOKEN}",
        TOKEN,
        "Bearer é",
        f"Bearer {TOKEN}x",
    ],
)
def test_metrics_are_for_who_has_the_token(
    client: Client, authorization: str, django_assert_num_queries
) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/metrics", headers={"authorization": authorization})

    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert b"brink_jobs" not in answer.content


@pytest.mark.parametrize("authorization", ["", "Bearer ", "Bearer"])
def test_without_a_token_there_are_no_metrics(client: Client, settings, authorization: str) -> None:
    settings.METRICS_TOKEN = ""

    answer = client.get("/metrics", headers={"authorization": authorization})

    assert answer.status_code == 403
    assert b"brink_jobs" not in answer.content


@pytest.mark.usefixtures("_token")
def test_metrics_are_only_read(client: Client) -> None:
    assert client.post("/metrics", headers=BEARER).status_code == 405
    assert client.head("/metrics", headers=BEARER).status_code == 200
