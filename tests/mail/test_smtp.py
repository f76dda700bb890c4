"""Delivery over a real connection, to a server in this process that can misbehave."""

import email
import socket
import threading
import time
from datetime import timedelta
from email.policy import default
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from brink.jobs.models import Job
from brink.jobs.pruning import KEPT, prune
from brink.jobs.rescue import try_again
from brink.jobs.runner import MAX_ATTEMPTS, run_due
from brink.mail import outage
from brink.mail.message import message_id
from brink.mail.outgoing import Mail, queue_mail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_occasion")]


def deliver(key: str = "mail:trial:1") -> Job:
    context: dict[str, Any] = {"title": "Excursie naar Súdwest-Fryslân", "name": "Jikke"}
    queue_mail(Mail(key, "trial/letter", "jikke@voorbeeld.example", "nl", context))
    run_due()
    return Job.objects.get(key=key)


def again(job: Job) -> Job:
    """Run what is due when the job is."""
    job.refresh_from_db()
    with time_machine.travel(job.due + timedelta(seconds=1)):
        run_due()
    job.refresh_from_db()
    return job


def test_accepted_mail_is_done(post):
    job = deliver()

    assert job.state == "done"
    assert len(post.taken) == 1
    message = email.message_from_bytes(post.taken[0], policy=default)
    assert message["Message-ID"] == message_id(job.key)
    assert message["Subject"] == "Je komt: Excursie naar Súdwest-Fryslân"
    assert "Súdwest-Fryslân" in message.get_body(("plain",)).get_content()
    assert post.taken[0].isascii(), "goes through a relay that knows 7 bits"
    assert max(len(line) for line in post.taken[0].split(b"\r\n")) <= 998


@pytest.mark.parametrize("answer", ["421 busy", "451 try later", "452 full"])
def test_temporary_refusal_is_tried_again_and_then_sent_once(post, answer):
    post.data = [answer, "250 OK"]
    job = deliver()
    assert (job.state, job.attempts) == ("retry", 1)
    assert answer.split()[0] in job.last_error

    assert again(job).state == "done"
    assert len(post.taken) == 1


def test_temporary_refusal_of_the_address_is_tried_again(post):
    post.rcpt = "450 greylisted"
    job = deliver()
    assert job.state == "retry"

    post.rcpt = "250 OK"
    assert again(job).state == "done"


@pytest.mark.parametrize("answer", ["421 closing", "454 no log-in now", "530 log in first"])
def test_server_that_serves_nobody_is_no_fault_of_the_mail(post, answer):
    """Such an answer to MAIL is about our settings or the server, so no attempt is used up."""
    post.mail = answer
    job = deliver()
    assert (job.state, job.attempts) == ("retry", 0)
    assert job.error_line == f"Away: SMTPSenderRefused {answer[:3]}"

    post.mail = "250 OK"
    assert again(job).state == "done"


@pytest.mark.parametrize(
    ("answer", "state"),
    [("552 size exceeds", "failed"), ("452 no room for this size", "retry"), ("550 no", "retry")],
)
def test_mail_that_is_refused_at_its_start_holds_up_no_other(post, answer, state):
    post.mails = [answer, "250 OK"]
    for number, to in enumerate(["a@voorbeeld.example", "b@voorbeeld.example"]):
        queue_mail(Mail(f"mail:{number}", "trial/letter", to, "nl", {"title": "T", "name": "N"}))
    run_due()

    refused = Job.objects.get(key="mail:0")
    assert (refused.state, refused.attempts) == (state, 1)
    assert refused.error_line.endswith(f"Failure: SMTPSenderRefused {answer[:3]}")
    assert Job.objects.get(key="mail:1").state == "done"
    assert outage.current() is None


def test_mail_that_was_taken_is_done_also_when_the_cache_fails(post, monkeypatch, caplog):
    def broken() -> None:
        raise OSError("no cache on secret-host")

    monkeypatch.setattr(outage, "end", broken)
    job = deliver()

    assert (job.state, len(post.taken)) == ("done", 1)
    assert "not noted: OSError" in caplog.text
    assert "secret" not in caplog.text


def test_address_that_always_fails_is_shown_and_the_rest_goes_on(post):
    post.refused = {"weg@voorbeeld.example"}
    for number, to in enumerate(["weg@voorbeeld.example", "a@voorbeeld.example"]):
        queue_mail(Mail(f"mail:{number}", "trial/letter", to, "nl", {"title": "T", "name": "N"}))
    run_due()

    assert Job.objects.get(key="mail:0").state == "failed"
    assert Job.objects.get(key="mail:1").state == "done"
    assert Job.objects.get(key="mail:0").error_line.endswith("SMTPRecipientsRefused 550")


def test_address_that_never_answers_is_parked_and_the_rest_goes_on(post):
    post.rcpt = "450 greylisted for ever"
    job = deliver()
    for _ in range(MAX_ATTEMPTS - 1):
        again(job)
    assert (job.state, job.attempts) == ("parked", MAX_ATTEMPTS)
    assert job.error_line.endswith("SMTPRecipientsRefused 450")

    post.rcpt = "250 OK"
    assert deliver("mail:trial:2").state == "done"


def test_permanent_refusal_of_the_address_fails_and_shows_why(post):
    post.rcpt = "550 no such mailbox"
    job = deliver()

    assert (job.state, job.attempts) == ("failed", 1)
    assert job.error_line == "PermanentFailure: SMTPRecipientsRefused 550"
    assert "jikke" not in job.last_error


def test_address_is_in_no_log(post, caplog):
    post.rcpt = "550 <jikke@voorbeeld.example> unknown"
    job = deliver()

    assert "SMTPRecipientsRefused 550" in caplog.text
    assert "jikke" not in caplog.text + job.last_error


def test_server_that_does_not_greet_is_tried_again(settings):
    def refuse() -> None:
        line, _ = server.accept()
        line.sendall(b"554 no service here\r\n")
        line.close()

    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS, settings.EMAIL_TIMEOUT = "127.0.0.1", False, 5
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.EMAIL_PORT = server.getsockname()[1]
        thread = threading.Thread(target=refuse)
        thread.start()
        job = deliver()
        thread.join()

    assert job.state == "retry"
    assert job.error_line == "Away: SMTPConnectError 554"


def test_permanent_refusal_of_the_content_fails(post):
    post.data = ["554 looks like spam"]
    job = deliver()

    assert (job.state, job.attempts) == ("failed", 1)
    assert job.error_line == "PermanentFailure: SMTPDataError 554"
    assert post.taken == []


def test_drop_after_data_gives_one_duplicate_with_the_same_message_id(post):
    post.data = ["drop", "250 OK"]
    job = deliver()
    assert job.state == "retry"

    assert again(job).state == "done"
    again(job)

    assert len(post.taken) == 2
    assert post.taken[0] == post.taken[1]
    assert message_id(job.key).encode() in post.taken[0]


@pytest.mark.slow
def test_server_that_hangs_is_given_up_and_tried_again(post, settings):
    settings.EMAIL_TIMEOUT = 1
    post.data = ["hang", "250 OK"]
    start = time.monotonic()
    job = deliver()

    assert job.state == "retry"
    assert time.monotonic() - start < 20
    assert again(job).state == "done"


def test_server_that_is_away_keeps_the_mail(post, settings):
    settings.EMAIL_PORT = 1
    job = deliver()

    assert job.state == "retry"
    assert job.payload["to"] == "jikke@voorbeeld.example"
    assert job.error_line == "Away: ConnectionRefusedError"


def test_failed_mail_that_was_forgotten_cannot_be_sent_again(post):
    """After 30 days nobody keeps what it would have said, and to whom (`brink.jobs.pruning`)."""
    post.rcpt = "550 no such mailbox"
    job = deliver()
    Job.objects.filter(pk=job.pk).update(finished=timezone.now() - KEPT - timedelta(hours=1))
    assert job.payload["to"] == "jikke@voorbeeld.example"
    prune({})
    job.refresh_from_db()
    assert (job.state, job.payload) == ("failed", {})

    try_again(Job.objects.filter(pk=job.pk))
    run_due()
    job.refresh_from_db()
    assert job.state == "failed"
    assert "forgotten" in job.error_line
    assert post.taken == []
