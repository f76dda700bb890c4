"""What is kept of mail to somebody: what waits or went out, and what they wanted no more of."""

from brink.jobs.models import Job
from brink.mail import mailbox
from brink.mail.models import Refusal
from brink.people.privacy.redaction import redact
from brink.people.privacy.subject import Subject


def forget_letters(subject: Subject) -> None:
    """Their own go as a whole; in one to somebody else their address does not stand any more."""
    addresses = list(subject.addresses)
    Job.objects.filter(kind="mail", payload__to__in=addresses).delete()
    redact(Job.objects.all(), ("payload", "last_error"), addresses)
    Refusal.objects.filter(email__in=addresses).delete()
    mailbox.forget(addresses)
