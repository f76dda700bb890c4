"""Ask who was there what they thought of it, once, when it is over."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from brink.jobs.registry import handler
from brink.mail.topics import register_topic
from events import links
from events.feedback.answers import asked
from events.letters import Letter, post_all
from events.models import Event
from events.plans import FEEDBACK, LONG_AGO, is_about

OPINIONS = register_topic("feedback", _("What you thought of a meeting"))


@handler(FEEDBACK)
def ask_feedback(payload: dict[str, Any]) -> None:
    """A mail with a link of their own; of a group, to those who claimed their place."""
    event = Event.objects.get(pk=payload["event"])
    if not is_about(payload, event.end) or not event.visible or event.is_cancelled:
        return
    people = asked(event).exclude(email="").filter(has_given_feedback=False)
    shared: dict[str, Any] = {"topic": OPINIONS, "expires": event.end + LONG_AGO}
    post_all(
        Letter(
            row.pk,
            "feedback",
            f"feedback:{row.uid}",
            words={"feedback_url": links.address("feedback", row)},
            **shared,
        )
        for row in people.order_by("position")
    )
