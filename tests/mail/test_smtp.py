"""Delivery over a real connection, to a server in this process that can misbehave."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from brink.jobs.models import Job
from brink.jobs.runner import run_due
from brink.mail.message import message_id
from brink.mail.outgoing import Mail, queue_mail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_occasion")]


class Post:
    """Answers RCPT and DATA as told; keeps what it took in."""

    def __init__(self) -> None:
        self.mail = "250 OK"
        self.rcpt = "250 OK"
        self.data = ["250 OK"]
        self.taken: list[bytes] = []

    async def handle_MAIL(self, server, session, envelope, address, options) -> str:  # noqa: N802
        if self.mail.startswith("250"):
            envelope.mail_from = address
        return self.mail

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:  # noqa: N802
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
        answer = self.data.pop(0) if len(self.data) > 1 else self.data[0]
        if answer == "hang":
            await asyncio.sleep(3)
        if answer == "drop":
            self.taken.append(envelope.content)
            server.transport.abort()
            return "250 nobody hears this"
        if answer.startswith("250"):
            self.taken.append(envelope.content)
        return answer


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.fixture
def post(settings) -> Iterator[Post]:
    handler = Post()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = controller.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_TIMEOUT = 5
    yield handler
    controller.stop()


def deliver(key: str = "mail:trial:1") -> Job:
    context: dict[str, Any] = {"title": "Excursie naar Súdwest-Fryslân", "name": "Jikke"}
    queue_mail(Mail(key, "trial/letter", "jikke@voorbeeld.example", "nl", context))
    run_due()
    return Job.objects.get(key=key)


def again(job: Job) -> Job:
    Job.objects.filter(pk=job.pk).update(due=timezone.now())
    run_due()
    job.refresh_from_db()
    return job


def test_accepted_mail_is_done(post):
    job = deliver()

    assert job.state == "done"
    assert len(post.taken) == 1
    assert message_id(job.key).encode() in post.taken[0]


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

    assert deliver().state == "retry"


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


def test_sender_that_is_refused_is_our_fault_and_tried_again(post):
    post.mail = "530 authentication required"
    job = deliver()

    assert job.state == "retry"
    assert job.error_line == "Failure: SMTPSenderRefused 530"
    post.mail = "250 OK"
    assert again(job).state == "done"


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
    assert job.error_line == "Failure: SMTPConnectError 554"


def test_permanent_refusal_of_the_content_fails(post):
    post.data = ["554 looks like spam"]

    assert deliver().state == "failed"


def test_drop_after_data_gives_one_duplicate_with_the_same_message_id(post):
    post.data = ["drop", "250 OK"]
    job = deliver()
    assert job.state == "retry"

    assert again(job).state == "done"
    again(job)

    assert len(post.taken) == 2
    assert all(message_id(job.key).encode() in content for content in post.taken)


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
    assert job.error_line == "ConnectionRefusedError"
