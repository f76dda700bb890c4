"""The mail server is away for an hour: visitors notice nothing, and nothing is lost."""

import email
import time
from datetime import UTC, datetime, timedelta
from email.policy import default

import pytest
import time_machine
from aiosmtpd.controller import Controller

from brink.jobs.models import Job
from brink.jobs.runner import run_due
from brink.mail import outage
from brink.mail.outgoing import Mail, queue_mail
from tests.factories.people import user_factory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_occasion")]

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def write(number: int) -> None:
    context = {"title": f"Nummer {number}", "name": "Jikke"}
    to = f"p{number}@voorbeeld.example"
    queue_mail(Mail(f"mail:trial:{number}", "trial/letter", to, "nl", context))


def receivers(taken: list[bytes]) -> list[str]:
    return [email.message_from_bytes(content, policy=default)["To"] for content in taken]


@pytest.mark.slow
def test_hour_without_a_server_loses_nothing_and_keeps_the_order(smtp_settings, post_class):
    with time_machine.travel(NOON) as clock:
        for minute in range(60):
            write(minute)
            run_due()
            clock.shift(MINUTE)
        mail = Job.objects.filter(kind="mail")
        assert {(job.state, job.attempts) for job in mail} == {("retry", 0)}
        assert {job.error_line.split(":")[0] for job in mail} == {"Away"}
        assert outage.current().since < NOON + MINUTE

        handler = post_class()
        controller = Controller(handler, hostname="127.0.0.1", port=smtp_settings.EMAIL_PORT)
        controller.start()
        try:
            clock.shift(outage.LONGEST_PAUSE)
            run_due()
        finally:
            controller.stop()

    assert receivers(handler.taken) == [f"p{n}@voorbeeld.example" for n in range(60)]
    assert not mail.exclude(state="done").exists()
    assert outage.current() is None
    first = email.message_from_bytes(handler.taken[0], policy=default)
    assert first["Date"].datetime == NOON, "it says when it was written"


def test_server_that_is_away_is_tried_once_for_all(smtp_settings, monkeypatch):
    tried: list[int] = []
    original = outage.note
    monkeypatch.setattr(outage, "note", lambda: tried.append(1) or original())
    for number in range(30):
        write(number)

    run_due()

    assert len(tried) == 1
    assert len(set(Job.objects.filter(kind="mail").values_list("due", flat=True))) == 1


def test_pause_grows_to_five_minutes_and_is_forgotten_when_it_answers():
    pauses = []
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(6):
            now = datetime.now(UTC)
            until = outage.note()
            pauses.append((until - now).total_seconds())
            assert outage.note() == until, "who comes second waits for the same moment"
            clock.move_to(until)
        assert outage.next_try() is None
        outage.end()
        assert outage.current() is None

    assert pauses == [30, 60, 120, 240, 300, 300]


def test_mail_is_given_up_and_shown_after_three_days(smtp_settings):
    with time_machine.travel(NOON) as clock:
        write(1)
        run_due()
        clock.shift(timedelta(days=3, minutes=1))
        run_due()

    job = Job.objects.get(kind="mail")
    assert job.state == "failed"
    assert job.error_line == "PermanentFailure: ConnectionRefusedError"


def test_of_many_old_mails_one_at_a_time_tries_the_server(smtp_settings):
    with time_machine.travel(NOON, tick=False) as clock:
        for number in range(3):
            write(number)
        clock.shift(timedelta(days=3, minutes=1))
        run_due()
        assert outage.next_try() is not None

    states = Job.objects.filter(kind="mail").order_by("pk").values_list("state", flat=True)
    assert list(states) == ["failed", "retry", "retry"]


@pytest.mark.slow
def test_request_does_not_wait_for_a_server_that_hangs(client, smtp_settings, deaf_server):
    """Nothing is even connected to while somebody waits for a page."""
    user = user_factory(email="jikke@voorbeeld.example")
    smtp_settings.EMAIL_PORT = deaf_server.getsockname()[1]
    smtp_settings.EMAIL_TIMEOUT = 60
    start = time.monotonic()
    response = client.post("/nl/account/password/reset/", {"email": user.email})

    assert response.status_code == 302
    assert time.monotonic() - start < 30
    assert Job.objects.filter(kind="mail", state="queued").exists()
    with pytest.raises(TimeoutError):
        deaf_server.accept()

    smtp_settings.EMAIL_TIMEOUT = 1
    run_due()
    deaf_server.accept()[0].close()  # the runner did try
    assert Job.objects.get(kind="mail").error_line == "Away: SMTPServerDisconnected"
