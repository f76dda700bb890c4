"""Copy the questions from the page that owns the facts into rows that answers hang on."""

from collections.abc import Iterable

from events.models.event import Event
from events.models.question import AbstractQuestion, EventQuestion, Question

#: What is copied of a question.
FACTS = tuple(field.name for field in AbstractQuestion._meta.local_fields)


def publish_questions(event: Event, asked: Iterable[EventQuestion]) -> None:
    """Bring the rows in line with the page; one that is gone keeps its answers, unasked."""
    codes = []
    for order, source in enumerate(asked):
        facts = {name: getattr(source, name) for name in FACTS}
        known = {**facts, "order": order, "is_asked": True}
        Question.objects.update_or_create(event=event, code=source.code, defaults=known)
        codes.append(source.code)
    event.questions.exclude(code__in=codes).update(is_asked=False)
