"""What Wagtail keeps of the work of editors: versions, logs and remarks.

An address is one person's, so it goes from all of it. A name is that of others too: it goes from
what they did themselves, and from what is about them. What visitors read now stays, as do pages
that somebody made: those are the programme's, whose editors can be asked.
"""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from wagtail.admin.models import FormState
from wagtail.models import (
    Comment,
    CommentReply,
    ModelLogEntry,
    Page,
    PageLogEntry,
    Revision,
    TaskState,
)

from brink.people.models import Membership, Person, User
from brink.people.privacy.redaction import redact
from brink.people.privacy.subject import Subject

#: Where an editor stands in a version, a line of a log or a decision.
BY = {Revision: "user", PageLogEntry: "user", ModelLogEntry: "user", TaskState: "finished_by"}
TEXTS = {
    Revision: ("content", "object_str"),
    PageLogEntry: ("label", "data"),
    ModelLogEntry: ("label", "data"),
    Comment: ("text",),
    CommentReply: ("text",),
    TaskState: ("comment",),
}


def redact_work(subject: Subject) -> None:
    for model, fields in TEXTS.items():
        redact(unread(model), fields, list(subject.addresses))
        if subject.user and model in BY:
            redact(unread(model).filter(**{BY[model]: subject.user}), fields, subject.words)
    memberships = Membership.objects.filter(person__in=subject.persons)
    redact_log(Person, subject.persons, subject.words)
    redact_log(Membership, memberships.values_list("pk", flat=True), subject.words)
    if subject.user:
        redact_log(User, [subject.user.pk], subject.words)


def unread(model: type[Model]) -> QuerySet:
    """All rows, but no version that visitors read now."""
    rows = model._default_manager.all()
    live = Page.objects.live().exclude(live_revision=None).values("live_revision")
    return rows.exclude(pk__in=live) if model is Revision else rows


def redact_log(model: type[Model], keys: Iterable[int], words: list[str]) -> None:
    """Take the words out of what was noted about these rows; half-filled forms of them go."""
    about = {
        "content_type": ContentType.objects.get_for_model(model),
        "object_id__in": [str(key) for key in keys],
    }
    redact(ModelLogEntry.objects.filter(**about), TEXTS[ModelLogEntry], words)
    FormState.objects.filter(**about).delete()
