"""The page where programme staff see what waits, and decide about what did not work out."""

import datetime as dt
from urllib.parse import urlencode

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from brink.jobs import report
from brink.jobs.models import Job
from brink.jobs.outbox import enqueue
from brink.jobs.registry import handler
from brink.jobs.runner import MAX_ATTEMPTS, run_due
from tests.factories.people import editor, staff, user_factory

pytestmark = pytest.mark.django_db
PAGE = "/admin/reports/jobs/"
TRY, DROP = f"{PAGE}try-again/", f"{PAGE}drop/"
QUERIES = 12


@pytest.fixture(autouse=True)
def _broken_mail(_own_kinds: None) -> None:
    Job.objects.all().delete()

    @handler("broken")
    def broken(payload: dict) -> None:
        raise OSError("no line")


@pytest.fixture
def boss(client: Client) -> Client:
    client.force_login(staff())
    return client


def park(*keys: str, kind: str = "nobody") -> list[Job]:
    """Jobs that ended parked: nobody knows their kind, at their last attempt either."""
    for key in keys:
        enqueue(kind, key, {"to": "jikke@voorbeeld.example"})
    Job.objects.filter(key__in=keys).update(attempts=MAX_ATTEMPTS - 1)
    run_due()
    return list(Job.objects.filter(key__in=keys).order_by("key"))


def words(response) -> str:
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)


def listed(client: Client, **query: str) -> set[str]:
    soup = BeautifulSoup(client.get(PAGE, query).content, "html.parser")
    table = soup.select("table.listing")[-1]
    return {cell.contents[0].strip() for cell in table.select("tbody th") if cell.find("small")}


def of(job: Job, **more: str) -> dict[str, str]:
    """What the buttons beside a job send."""
    return {"job": str(job.pk), "seen": job.due.isoformat(), **more}


def of_kind(kind: str, **more: str) -> dict[str, str]:
    return {"kind": kind, "seen": timezone.now().isoformat(), **more}


def buttons(client: Client, path: str = PAGE) -> list[tuple[str, dict[str, str]]]:
    """The forms of the page as a browser would send them."""
    soup = BeautifulSoup(client.get(path).content, "html.parser")
    forms = [form for form in soup.select("form[method=post]") if "/jobs/" in form["action"]]
    return [
        (form["action"], {field["name"]: field["value"] for field in form.select("input")})
        for form in forms
    ]


def test_report_shows_counts_and_errors(boss: Client) -> None:
    park("mail:<b>lost</b>")

    text = words(boss.get(PAGE))

    assert "mail:<b>lost</b>" in text
    assert "No handler for jobs of kind 'nobody'." in text
    assert "jikke@" not in text
    assert report.number_per_state()[Job.State.PARKED] == 1


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("nl", ["Opnieuw proberen", "Schrappen", "Wat aandacht vraagt", "geparkeerd"]),
        ("en", ["Try again", "Drop", "What needs attention", "parked"]),
    ],
)
def test_report_speaks_the_language_of_its_reader(
    client: Client, language: str, expected: list[str]
) -> None:
    user = staff()
    UserProfile.objects.create(user=user, preferred_language=language)
    client.force_login(user)
    (job,) = park("lost")

    pages = words(client.get(PAGE)) + words(client.get(f"{DROP}?{urlencode(of(job))}"))
    pages += words(client.post(TRY, of(job), follow=True))

    assert [word for word in expected if word.lower() not in pages.lower()] == []
    is_told = {"nl": "1 taak wordt opnieuw geprobeerd", "en": "1 job is tried again"}
    assert is_told[language] in pages


@pytest.mark.parametrize("number", [1, 3])
def test_report_asks_as_much_for_many_jobs_as_for_one(
    boss: Client, number: int, django_assert_num_queries
) -> None:
    park(*(f"n{n}" for n in range(number)))
    boss.get(PAGE)

    with django_assert_num_queries(QUERIES):
        boss.get(PAGE)


def test_report_shows_what_needs_attention_unless_asked_for_a_state(boss: Client) -> None:
    park("parked")
    enqueue("broken", "again", {})
    run_due()
    enqueue("nobody", "waits", {}, due=timezone.now() + dt.timedelta(days=1))
    Job.objects.create(key="ran", kind="mail", state="done", finished=timezone.now())
    (job,) = park("dropped")
    boss.post(DROP, of(job))

    assert listed(boss) == {"parked", "again"}
    assert listed(boss, state="queued") == {"waits"}
    assert listed(boss, state="done") == {"ran"}
    assert listed(boss, state="dropped") == {"dropped"}
    assert listed(boss, kind="broken") == {"again"}
    assert listed(boss, kind="nobody", state="parked") == {"parked"}


@pytest.mark.parametrize("query", ["state=no", "kind=no", "p=no", "p=999", "ordering=payload"])
def test_report_bears_nonsense(boss: Client, query: str) -> None:
    park("lost")

    assert boss.get(f"{PAGE}?{query}").status_code == 200


def test_report_has_pages_of_fifty(boss: Client) -> None:
    park(*(f"n{n:02}" for n in range(51)))

    assert len(listed(boss)) == 50
    assert len(listed(boss, p="2")) == 1


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


@pytest.mark.parametrize("who", [editor, user_factory, None])
def test_report_and_decisions_are_not_for_others(client: Client, who) -> None:
    if who:
        client.force_login(who())
    (job,) = park("lost")

    for path in (PAGE, f"{PAGE}results/", f"{DROP}?{urlencode(of(job))}"):
        assert client.get(path).status_code in (302, 403)
    for action in (TRY, DROP):
        assert client.post(action, of(job)).status_code in (302, 403)
    assert Job.objects.get().state == "parked"
    assert "lost" not in words(client.get(PAGE, follow=True))


def test_who_may_only_look_sees_no_buttons(client: Client) -> None:
    user = editor()
    group = Group.objects.create(name="Watchers")
    group.permissions.add(Permission.objects.get(codename="view_job"))
    user.groups.add(group)
    client.force_login(user)
    (job,) = park("lost")

    assert "lost" in words(client.get(PAGE))
    assert buttons(client) == []
    assert client.post(TRY, of(job)).status_code in (302, 403)
    assert Job.objects.get().state == "parked"


def test_oldest_due_counts_only_what_is_due() -> None:
    now = timezone.now()
    enqueue("x", "later", {}, due=now + dt.timedelta(hours=1))
    assert report.oldest_due() is None
    enqueue("x", "old", {}, due=now - dt.timedelta(hours=2))

    assert report.oldest_due() == now - dt.timedelta(hours=2)


def test_job_of_a_dead_runner_waits_since_its_lease_ended() -> None:
    now = timezone.now()
    Job.objects.create(
        key="x",
        kind="mail",
        state="running",
        due=now - dt.timedelta(hours=3),
        leased_until=now + dt.timedelta(minutes=2),
    )
    assert report.seconds_late() == 0
    with time_machine.travel(now + dt.timedelta(minutes=12), tick=False):
        assert report.seconds_late() == 600
