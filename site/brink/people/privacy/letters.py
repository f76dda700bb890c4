"""What is kept of mail to somebody: what waits or went out, and what they wanted no more of.

That wish stays, or mail that somebody asks for later would break it: as a keyed hash of the address
(`brink.mail.readers`), from which none can be made.
"""

from django.db.models import QuerySet

from brink.jobs.models import Job
from brink.mail import mailbox
from brink.mail.models import Refusal
from brink.mail.readers import hash_of
from brink.people.privacy.redaction import redact
from brink.people.privacy.subject import Subject


def forget_letters(subject: Subject) -> None:
    """Reads the whole outbox: to be done before anything is locked that others wait for."""
    addresses = list(subject.addresses)
    forget_mail(Job.objects.all(), addresses)
    for address in addresses:
        hide_refuser(address)
    mailbox.forget(addresses)


def forget_new_letters(subject: Subject) -> None:
    """What was written while the whole outbox was read; quick, as few jobs wait."""
    forget_mail(waiting(), list(subject.addresses))


def forget_mail(jobs: QuerySet[Job], addresses: list[str]) -> None:
    """Their own go as a whole; in one to somebody else their address does not stand any more."""
    jobs.filter(kind="mail", payload__to__in=addresses).delete()
    redact(jobs, ("payload", "last_error"), addresses)


def waiting() -> QuerySet[Job]:
    """All that are not done: of the others nothing personal is kept."""
    return Job.objects.filter(state__in=set(Job.State) - {Job.State.DONE})


def hide_refuser(address: str) -> None:
    """Where a version of before wrote the address itself, the hash stands from now on."""
    plain = Refusal.objects.filter(reader=address)
    for topic in plain.values_list("topic", flat=True):
        Refusal.objects.get_or_create(reader=hash_of(address), topic=topic)
    plain.delete()
