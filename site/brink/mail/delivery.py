"""Send what `brink.mail.outgoing` queued."""

import logging
from datetime import timedelta
from email.utils import parsedate_to_datetime
from smtplib import (
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)
from typing import Any

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from brink.jobs.registry import Away, Failure, Keep, PermanentFailure, handler
from brink.mail import outage
from brink.mail.message import build
from brink.mail.topics import is_refused

logger = logging.getLogger(__name__)

#: Answers to MAIL that every mail would get: the server closes, or does not know us (RFC 4954).
NOT_SERVED = {421, 454, 530, 534, 535, 538}
#: It is larger than this server ever takes (RFC 1870).
TOO_LARGE = 552

#: So long a mail waits for a server that does not answer; later it would only confuse.
PATIENCE = timedelta(days=3)


@handler("mail", keep=Keep.KEY)
def send_mail(payload: dict[str, Any]) -> None:
    """A mail that is not sent is tried again, but for what its own address or content causes.

    Who refused the topic since it was queued gets it no more. While the server is away, mail waits
    without using up its attempts.
    """
    if not payload:
        raise PermanentFailure("What it said is forgotten: it could not be sent for too long.")
    if (topic := payload.get("topic")) and is_refused(payload["to"], topic):
        return
    if until := outage.next_try():
        raise Away("The mail server is away.", until)
    connection = connect(payload)
    try:
        build(payload, connection).send()
    except SMTPException as error:
        raise failure(error, payload) from None  # the answer of a server repeats the address
    except ValueError as error:
        # A line break in an address: BadHeaderError on Django 5.2, plain ValueError on 6.
        raise PermanentFailure(type(error).__name__) from None
    finally:
        close(connection)
    end_outage()


def connect(payload: dict[str, Any]) -> BaseEmailBackend:
    """An open connection. That there is none is about the server or our settings, not this mail."""
    connection = get_connection()
    try:
        connection.open()
    except (OSError, SMTPException) as error:
        raise away(error, payload) from None
    return connection


def close(connection: BaseEmailBackend) -> None:
    """What goes wrong at goodbye changes nothing about a mail that was taken in or refused."""
    try:
        connection.close()
    except (OSError, SMTPException):
        return


def end_outage() -> None:
    """Whatever goes wrong here, the server has the mail: a new attempt would send it again."""
    try:
        outage.end()
    except Exception as error:
        logger.warning("The end of an outage was not noted: %s", type(error).__name__)


def away(error: Exception, payload: dict[str, Any]) -> Failure:
    """Noted also by a mail that is given up, or each old one would connect anew."""
    words, until = describe(error), outage.note()
    written = parsedate_to_datetime(payload["headers"]["Date"]) if "headers" in payload else None
    if written and timezone.now() - written > PATIENCE:
        return PermanentFailure(words)
    return Away(words, until)


def failure(error: SMTPException, payload: dict[str, Any]) -> Failure:
    """Permanent when this address, this content or this size is refused with a 5xx.

    Another refusal at MAIL may be about this mail or about all: it is tried again like any failure,
    so that one mail never holds up the others.
    """
    is_at_mail, code = isinstance(error, SMTPSenderRefused), code_of(error)
    if is_at_mail and code in NOT_SERVED:
        return away(error, payload)
    is_about_mail = isinstance(error, SMTPRecipientsRefused | SMTPDataError)
    is_permanent = code == TOO_LARGE if is_at_mail else is_about_mail and code >= 500
    return (PermanentFailure if is_permanent else Failure)(describe(error))


def describe(error: Exception) -> str:
    """Its name and the server's number: the words of a server repeat addresses."""
    return f"{type(error).__name__} {code_of(error) or ''}".strip()


def code_of(error: Exception) -> int:
    if isinstance(error, SMTPRecipientsRefused):
        return min(code for code, _answer in error.recipients.values())
    return error.smtp_code if isinstance(error, SMTPResponseException) else 0
