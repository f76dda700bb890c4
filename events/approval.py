"""The organiser decides who comes, where an event asks for that."""

from typing import Any

from django.utils import timezone

from events import history
from events.groups.mail import tell_approved
from events.messages import ask_organiser, tell
from events.models import Event, Registration
from events.questions import Given, Moment, write_answers, write_needs
from events.registration import refuse_over
from events.settling import settled
from events.standing import change, fresh

State = Registration.State


def approve(registration: Registration, by: history.User) -> Registration:
    """A place that is kept becomes theirs; who waits is approved for when it is their turn.

    Raises `RefusedError` once the event is off or over, or `BusyError`.
    """
    with settled(registration.event_id) as event:
        refuse_over(event)
        current = fresh(registration)
        if current.approved is None and current.state in (State.PENDING, State.WAITING):
            current.approved = timezone.now()
            current.save(update_fields=["approved", "changed"])
            if current.state == State.PENDING:
                change(current, State.CONFIRMED, by)
                tell_approved(current)
            else:
                history.write(current, history.APPROVED, by)
        return current


def refuse(registration: Registration, by: history.User, note: str) -> Registration:
    """Take nobody who waits for a decision; `note` is mailed. A place kept comes free.

    Raises `RefusedError` once the event is off or over, or `BusyError`.
    """
    with settled(registration.event_id) as event:
        refuse_over(event)
        current = fresh(registration)
        if current.approved is None and current.state in (State.PENDING, State.WAITING):
            change(current, State.REFUSED, by, note)
            tell(current, words={"reason": note})
        return current


def change_answers(
    registration: Registration, answers: dict[str, Any], needs: Given | None = None
) -> bool:
    """Write other answers; False when it is too late for that.

    Where the organiser approves, they look again, and the place is kept.
    `needs` are diet and access as they are to be known; the organiser need not look for those.
    Raises `ChoiceFullError` or `BusyError`.
    """
    with settled(registration.event_id) as event:
        current = fresh(registration)
        if not may_change(current, event):
            return False
        if needs is not None:
            write_needs(current, needs)
        if answers_of(current) != answers:
            write_answers(current, answers)
            history.write(current, history.ANSWERS)
            look_again(event, current)
        return True


def may_change(registration: Registration, event: Event) -> bool:
    """Who comes or may come, as long as it has not begun; who is not confirmed signs up anew."""
    is_on = not event.is_cancelled and event.start > timezone.now()
    return is_on and registration.is_active and registration.state != State.UNCONFIRMED


def answers_of(registration: Registration) -> dict[str, Any]:
    """What was answered to what is asked now, by the code of the question."""
    asked = registration.answers.filter(question__is_asked=True, question__moment=Moment.SIGN_UP)
    return dict(asked.values_list("question__code", "value"))


def look_again(event: Event, row: Registration) -> None:
    """Who was approved is decided about anew; who waits for that, the organiser hears of again."""
    if event.needs_approval and row.state == State.PENDING:
        ask_organiser(event)
    if not event.needs_approval or row.approved is None:
        return
    row.approved = None
    row.save(update_fields=["approved", "changed"])
    if row.state == State.CONFIRMED:
        change(row, State.PENDING)
        tell(row, is_news=True)
