"""Programme staff decide about jobs that did not work out: try again, or drop."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from wagtail.models import ModelLogEntry

from brink.jobs.models import Job
from brink.jobs.outbox import enqueue
from brink.jobs.runner import MAX_ATTEMPTS, run_due
from tests.factories.people import staff
from tests.jobs.reporting import DROP, PAGE, TRY, buttons, of, of_kind, park, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("broken_kind")]


def test_button_of_the_page_lets_the_job_run_again_and_comes_back(boss: Client) -> None:
    (job,) = park("lost")
    path = f"{PAGE}?state=parked"
    forms = [data for action, data in buttons(boss, path) if action == TRY and "job" in data]

    response = boss.post(TRY, forms[0])

    assert (response.status_code, response["Location"]) == (302, path)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.finished) == ("queued", 0, None)


@pytest.mark.parametrize("action", [TRY, DROP])
def test_second_click_does_nothing(boss: Client, action: str) -> None:
    """Even if the job was parked again between the two."""
    (job,) = park("lost")
    boss.post(action, of(job))
    run_due()
    job_then = Job.objects.values().get()

    answer = boss.post(action, of(job), follow=True)

    assert "niets gedaan" in words(answer)
    assert Job.objects.values().get() == job_then
    assert ModelLogEntry.objects.filter(action__startswith="jobs.").count() == 1


@pytest.mark.parametrize("action", [TRY, DROP])
def test_second_click_for_a_whole_kind_does_nothing(boss: Client, action: str) -> None:
    park("a", "b")
    choice = of_kind("nobody")
    boss.post(action, choice)
    Job.objects.update(attempts=MAX_ATTEMPTS - 1)
    run_due()
    then = list(Job.objects.order_by("pk").values())

    answer = boss.post(action, choice, follow=True)

    assert "niets gedaan" in words(answer)
    assert list(Job.objects.order_by("pk").values()) == then


def test_all_of_a_kind_run_again_and_no_other(boss: Client) -> None:
    park("a", "b")
    park("other", kind="somebody")
    enqueue("broken", "r1", {})
    run_due()
    waiting = Job.objects.get(key="r1").due

    answer = boss.post(TRY, of_kind("nobody"), follow=True)
    assert "2 taken worden opnieuw geprobeerd" in words(answer)
    boss.post(TRY, of_kind("broken"))

    states = dict(Job.objects.values_list("key", "state"))
    assert states == {"a": "queued", "b": "queued", "other": "parked", "r1": "retry"}
    assert Job.objects.get(key="r1").due < waiting, "its next try is now"
    assert Job.objects.get(key="r1").attempts == 1


def test_page_of_before_leaves_alone_what_failed_since(boss: Client) -> None:
    choice = of_kind("nobody")
    park("new")

    boss.post(DROP, choice)

    assert Job.objects.get().state == "parked"


def test_dropping_asks_first_and_shows_what_is_lost(boss: Client) -> None:
    park(*(f"n{n:02}" for n in range(25)))
    link = f"{DROP}?{urlencode(of_kind('nobody', next=f'{PAGE}?kind=nobody'))}"

    page = words(boss.get(link))
    assert "25" in page
    assert "n24: Failure: No handler" in page
    assert Job.objects.filter(state="parked").count() == 25

    ((action, data),) = buttons(boss, link)
    response = boss.post(action, data)
    assert response["Location"] == f"{PAGE}?kind=nobody"
    assert Job.objects.filter(state="done").count() == 25


def test_dropped_job_keeps_its_key_and_its_reason_but_no_address(boss: Client) -> None:
    (job,) = park("lost")
    boss.post(DROP, of(job))
    park("lost")

    job = Job.objects.get()
    assert (job.state, job.payload, job.is_dropped) == ("done", {}, True)
    assert job.last_error == "Failure: No handler for jobs of kind 'nobody'.\nDropped by hand."


@pytest.mark.parametrize("state", ["queued", "running", "done"])
@pytest.mark.parametrize("action", [TRY, DROP])
def test_job_that_needs_nobody_is_left_alone(boss: Client, action: str, state: str) -> None:
    job = Job.objects.create(key="fine", kind="mail", state=state, payload={"n": 1})
    boss.post(action, of(job))

    again = Job.objects.get(key="fine")
    assert (again.state, again.payload, again.due) == (state, {"n": 1}, job.due)


def test_job_that_is_tried_again_has_all_its_attempts(boss: Client) -> None:
    enqueue("broken", "x", {})
    Job.objects.update(attempts=11)
    run_due()
    job = Job.objects.get()
    assert (job.state, job.attempts) == ("parked", 12)

    boss.post(TRY, of(job))
    run_due()

    job.refresh_from_db()
    assert (job.state, job.attempts) == ("retry", 1)


def test_decision_is_in_the_site_history(boss: Client) -> None:
    one, *_rest = park("a", "b", "c")
    boss.post(TRY, of(one))
    boss.post(DROP, of_kind("nobody"))

    history = words(boss.get("/admin/reports/site-history/"))
    entries = ModelLogEntry.objects.filter(action__startswith="jobs.").order_by("pk")
    assert [(e.label, e.data["number"]) for e in entries] == [("a", 1), ("nobody", 2)]
    assert "2 taken geschrapt" in history


@pytest.mark.parametrize(
    "choice",
    [
        {},
        {"job": "1"},
        {"seen": "2026-11-25T10:00:00+00:00"},
        {"job": "x", "seen": "2026-11-25T10:00:00+00:00"},
        {"job": "1", "kind": "mail", "seen": "2026-11-25T10:00:00+00:00"},
        {"job": "99999999999999999999", "seen": "2026-11-25T10:00:00+00:00"},
        {"job": "1", "seen": "yesterday"},
    ],
)
@pytest.mark.parametrize("action", [TRY, DROP])
def test_half_a_choice_is_refused(boss: Client, action: str, choice: dict[str, str]) -> None:
    park("lost")

    assert boss.post(action, choice).status_code == 400
    assert boss.get(DROP, choice).status_code == 400
    assert Job.objects.get().state == "parked"


def test_choice_leads_to_no_other_site(boss: Client) -> None:
    (job,) = park("lost")

    assert boss.post(TRY, of(job, next="https://evil.example/"))["Location"] == PAGE


def test_trying_again_is_never_a_get(boss: Client) -> None:
    (job,) = park("lost")

    assert boss.get(TRY, of(job)).status_code == 405
    assert Job.objects.get().state == "parked"


def test_forms_are_protected_against_other_sites() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(staff())
    (job,) = park("lost")

    assert client.post(TRY, of(job)).status_code == 403
    assert client.post(DROP, of(job)).status_code == 403
    assert Job.objects.get().state == "parked"
