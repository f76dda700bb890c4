"""Send what `brink.mail.outgoing` queued."""

from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from brink.jobs.registry import Failure, Keep, PermanentFailure, handler
from brink.mail.message import build
from brink.mail.topics import is_refused


@handler("mail", keep=Keep.KEY)
def send_mail(payload: dict[str, Any]) -> None:
    """A mail that is not sent is tried again, but for what its own address or content causes.

    Who refused the topic since it was queued gets it no more.
    """
    if (topic := payload.get("topic")) and is_refused(payload["to"], topic):
        return
    try:
        build(payload).send()
    except SMTPException as error:
        raise failure(error) from None  # the answer of a server repeats the address
    except ValueError as error:
        # A line break in an address: BadHeaderError on Django 5.2, plain ValueError on 6.
        raise PermanentFailure(type(error).__name__) from None


def failure(error: SMTPException) -> Failure:
    """Permanent when this address or this content is refused with a 5xx.

    A 5xx to our greeting, our sender or our password is about the settings, not about this mail.
    """
    name = type(error).__name__
    if isinstance(error, SMTPRecipientsRefused):
        code = min(code for code, _answer in error.recipients.values())
    elif isinstance(error, SMTPResponseException):
        code = error.smtp_code
    else:
        return Failure(name)
    is_about_mail = isinstance(error, SMTPRecipientsRefused | SMTPDataError)
    kind = PermanentFailure if is_about_mail and code >= 500 else Failure
    return kind(f"{name} {code}")
