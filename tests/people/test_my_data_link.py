"""The link to "My data": who is mailed one, what it opens, and how long."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from brink.discretion import conceal
from brink.jobs.models import Job
from brink.jobs.runner import run_due
from brink.people.privacy import link
from brink.people.privacy.erasure import erase
from brink.people.privacy.subject import subject_at
from tests.database import forget_cache
from tests.factories.events import event_factory
from tests.factories.people import user_factory
from tests.people.my_data import GUEST, LANGUAGES, PAGES, address, by_link, registration

__all__ = ["registration"]  # fixture

pytestmark = pytest.mark.usefixtures("tree")


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
        forget_cache()
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
    forget_cache()
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


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_log_holds_the_link(lang):
    path = by_link("my-data-erase", lang)

    assert conceal(f"GET {path} HTTP/1.1").count("gAAAAA") == 0
