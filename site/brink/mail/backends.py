"""Where mail goes on a development site: one file each, for the page at /dev/mail/.

Django's file backend names a file after the second and a memory address, so that two mails may
end up in one.
"""

import time
import uuid
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from brink.mail.mailbox import folder


class MailboxBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        place = folder()
        place.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            file = place / f"{time.time_ns()}-{uuid.uuid4().hex[:8]}.eml"
            draft = file.with_suffix(".part")
            draft.write_bytes(message.message().as_bytes())
            draft.rename(file)  # a reader never sees half a mail
        return len(email_messages)
