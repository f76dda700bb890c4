"""Copy the facts of an event from the page that owns them into its `Event` row."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.text import slugify

from brink.jobs.models import Job
from brink.jobs.outbox import enqueue, instant
from brink.pages.languages import other_language
from events import history
from events.facts import facts_of, spelled
from events.models.event import Event
from events.models.rules import RULES
from events.plans import plan_moments
from events.question_facts import publish_questions
from events.reminders import plan_materials, plan_reminders, withdraw_reminders

#: A change of one of these is a change in everybody's calendar; the link is in that of who comes.
#: Once published they are changed by one action only (`events.change`).
CALENDAR_FACTS = ("start", "end", "presence", "place_id", "status", "online_url")
COPIED_FACTS = (
    *CALENDAR_FACTS,
    "type_id", "capacity", "opens", "closes",
    "organiser_name", "organiser_email", "series_id", *RULES,
)  # fmt: skip


def project_event(key: UUID, pages: dict[str, Any]) -> None:
    """Write the row from the owner's page; without a live page it becomes invisible."""
    event = Event.objects.select_for_update().filter(key=key).first()
    if not pages:
        if event:
            Event.objects.filter(pk=event.pk).update(visible=False, changed=timezone.now())
            renew_sittings({event.series_id})
            withdraw_reminders(event.pk)
        return
    if event is None:
        event = Event(key=key, facts_lang=first_language(pages))
    before, was = event.sequence, facts_of(event, CALENDAR_FACTS)
    ruled = facts_of(event, RULES)
    series = {event.series_id}
    copy_facts(event, pages)
    event.notices = notices_of(pages)
    event.visible = True
    event.changed = timezone.now()
    event.save()
    follow_rules(event, pages)
    renew_sittings({*series, event.series_id})
    plan_reminders(event)
    plan_materials(event, pages)
    plan_moments(event, ruled)
    if event.sequence > before:
        announce_change(event, spelled(was))


def follow_rules(event: Event, pages: dict[str, Any]) -> None:
    """Bring in line what hangs on the event: questions, kinds of places, and then the queue.

    There may be more places now: the queue moves up after the publish. And who waits for the
    organiser's decision may need none any more.
    """
    if owner := pages.get(event.facts_lang):
        publish_questions(event, owner.questions.all())
    align_seats(event)
    if event.waiting or event.is_hybrid or has_undecided(event):
        moment = instant(event.changed)
        enqueue("events.promote", f"promote:{event.pk}:{moment}", {"event": event.pk})


def has_undecided(event: Event) -> bool:
    pending = event.registrations.filter(state="pending")
    return bool(event.taken) and not event.needs_approval and pending.exists()


def align_seats(event: Event) -> None:
    """Where there is one kind of place, that is what everybody has; nobody is thrown out.

    What was chosen before is in the history of each.
    """
    if event.is_hybrid:
        return
    seat = event.seats[0]
    others = event.registrations.exclude(seat=seat)
    if rows := list(others):
        others.update(seat=seat, changed=timezone.now())
        history.write_all(rows, history.SEAT, note=seat)


def renew_sittings(series: set[int | None]) -> None:
    """Have the calendar entries of the other meetings follow, soon; nothing without a series."""
    if found := sorted(one for one in series if one):
        key = f"sittings:{found}:{instant()}"
        enqueue("events.sittings", key, {"series": found})


def notices_of(pages: dict[str, Any]) -> dict[str, str]:
    """The notice by language; a page that is alone also carries that of the other language."""
    found = {lang: page.notice for lang, page in pages.items()}
    if len(pages) == 1:
        ((lang, page),) = pages.items()
        found[other_language(lang)] = page.other_notice
    return {lang: text for lang, text in sorted(found.items()) if text}


def raise_sequence(event: Event) -> None:
    """Number what calendars must know anew; in memory."""
    event.sequence += 1
    event.stamped = timezone.now()


def announce_change(event: Event, was: dict[str, str] | None = None) -> None:
    """Queue the mails about the change that made this sequence; nobody hears of what is over.

    `was` are the facts before it, spelled; None where only the notice is news.
    """
    if was:
        withdraw_reminders(event.pk)
    if not event.is_past():
        known = overtaken(event) or was
        change = {"event": event.pk, "sequence": event.sequence, "was": known}
        enqueue("events.announce", f"announce:{event.pk}:{event.sequence}", change)


def overtaken(event: Event) -> dict[str, str] | None:
    """What people know if nobody was told of the last change yet: this one is told in its place.

    A job that began may have told some of them, also if it is to be tried again.
    """
    last = Job.objects.filter(key__startswith=f"announce:{event.pk}:").order_by("-pk").first()
    is_untold = last and last.state == Job.State.QUEUED and not (last.attempts or last.last_error)
    return last.payload.get("was") if last and is_untold else None


def first_language(pages: dict[str, Any]) -> str:
    return min(pages, key=lambda lang: pages[lang].pk)


def copy_facts(event: Event, pages: dict[str, Any]) -> None:
    """Copy from the owner's page if it is live; ownership passes on only when it is gone."""
    owner = pages.get(event.facts_lang)
    if owner is None:
        if event.pk and owner_still_exists(event, pages):
            return
        event.facts_lang = first_language(pages)
        owner = pages[event.facts_lang]
    if event.pk and any(getattr(event, name) != getattr(owner, name) for name in CALENDAR_FACTS):
        raise_sequence(event)
    if event.series_id != owner.series_id:
        event.occurrence = None  # of the series it was in
    for name in COPIED_FACTS:
        setattr(event, name, getattr(owner, name))
    event.occurrence = occurrence_of(event, owner)
    event.organiser_code = slugify(owner.organiser_name)[:60]
    event.reminders = sorted({reminder.code for reminder in owner.reminders.all()})
    event.sessions = {
        str(item.translation_key): [f"{item.time:%H:%M}", item.minutes, item.day]
        for item in owner.programme.all()
    }


def occurrence_of(event: Event, owner: Any) -> datetime | None:
    """Which date of a series that repeats it is: the start it was first published with."""
    repeats = owner.series_id is not None and owner.series.repeats
    return (event.occurrence or owner.start) if repeats else None


def owner_still_exists(event: Event, pages: dict[str, Any]) -> bool:
    model = type(next(iter(pages.values())))
    return model.objects.filter(
        translation_key=event.key, locale__language_code=event.facts_lang
    ).exists()
