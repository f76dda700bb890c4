"""What is kept of mail to somebody: what waits or went out, and what they wanted no more of.

That wish stays, or mail that somebody asks for later would break it: as a keyed hash of the address
(`brink.mail.readers`), from which none can be made.
"""

from brink.jobs.models import Job
from brink.mail import mailbox
from brink.mail.models import Refusal
from brink.mail.readers import hash_of
from brink.people.privacy.redaction import redact
from brink.people.privacy.subject import Subject


def forget_letters(subject: Subject) -> None:
    """Their own go as a whole; in one to somebody else their address does not stand any more."""
    addresses = list(subject.addresses)
    Job.objects.filter(kind="mail", payload__to__in=addresses).delete()
    redact(Job.objects.all(), ("payload", "last_error"), addresses)
    for address in addresses:
        hide_refuser(address)
    mailbox.forget(addresses)


def hide_refuser(address: str) -> None:
    """Where a version of before wrote the address itself, the hash stands from now on."""
    plain = Refusal.objects.filter(reader=address)
    for topic in plain.values_list("topic", flat=True):
        Refusal.objects.get_or_create(reader=hash_of(address), topic=topic)
    plain.delete()
