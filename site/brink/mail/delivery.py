"""Send what `brink.mail.outgoing` queued."""

from smtplib import SMTPAuthenticationError, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from brink.jobs.registry import Keep, PermanentFailure, handler
from brink.mail.message import build


@handler("mail", keep=Keep.KEY)
def send_mail(payload: dict[str, Any]) -> None:
    """Temporary errors (4xx, no line) are raised, so that the outbox tries again."""
    try:
        build(payload).send()
    except SMTPAuthenticationError:
        raise  # our own settings are wrong; the mail is not
    except SMTPRecipientsRefused as error:
        if all(code >= 500 for code, _ in error.recipients.values()):
            raise PermanentFailure(str(error)) from error
        raise
    except SMTPResponseException as error:
        if error.smtp_code >= 500:
            raise PermanentFailure(str(error)) from error
        raise
    except ValueError as error:
        # A line break in an address: BadHeaderError on Django 5.2, plain ValueError on 6.
        raise PermanentFailure(str(error)) from error
