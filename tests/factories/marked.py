"""Somebody who left a trace wherever one can be left, by a name and an address that nobody has."""

from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Comment, Page, UploadedFile
from wagtail.users.models import UserProfile

from brink.mail.outgoing import Mail, queue_mail
from brink.mail.topics import refuse
from brink.people.models import Membership, User
from events import history
from events.applicant import Applicant
from events.feedback.answers import give
from events.groups.booking import GroupRequest, Guest, book_group
from events.models import (
    Answer,
    Certificate,
    CheckIn,
    Event,
    EventPage,
    Invitee,
    Mailing,
    Needs,
    Question,
    Registration,
    TeamMember,
)
from events.personal_feeds import Owner, make_feed
from events.registration import register
from search.models import SavedSearch
from tests.factories.events import event_factory, event_page, registration_factory
from tests.factories.people import organisation_factory, staff, user_factory

ADDRESS = "zoe@merkteken.example"
NAME = "Zoë Merkteken"
GIVEN, FAMILY = NAME.split()
MARKS = (ADDRESS, FAMILY, "Zoë", "Merkwaardig BV", "veganistisch", "rolstoel")
DAY = timedelta(days=1)


def account() -> User:
    """A login with a role, an extra code, devices, a picture, an upload and an open session."""
    user = user_factory(email=ADDRESS, is_staff=True)
    names = {"given": GIVEN, "infix": "", "family": FAMILY, "organisation_name": "Merkwaardig BV"}
    type(user.person).objects.filter(pk=user.person.pk).update(**names)
    user.person.refresh_from_db()
    Membership.objects.create(
        person=user.person, organisation=organisation_factory(), role=Membership.Role.TRAINEE
    )
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"for": ADDRESS})
    picture = ContentFile(NAME.encode(), "merkteken.png")
    UserProfile.objects.create(user=user, avatar=picture)
    upload = ContentFile(NAME.encode(), "merkteken.txt")
    UploadedFile.objects.create(uploaded_by_user=user, file=upload)
    sign_in(user)
    return user


def sign_in(user: User) -> None:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["typed"] = ADDRESS
    session.save()
    UserSession.objects.create(
        user=user, ip="203.0.113.7", user_agent=FAMILY, session_key=session.session_key
    )


def work(user: User) -> EventPage:
    """A page whose draft names its maker, with remarks and lines in the logs."""
    page = event_page(title="Excursie", owner=user)
    draft = page.get_latest_revision_as_object()
    draft.bring = f"Vraag het {NAME}, {ADDRESS}."
    draft.organiser_email = ADDRESS
    draft.save_revision(user=user)
    log(page, "wagtail.edit", user=user, title=f"Excursie van {NAME}", data={"by": ADDRESS})
    log(user.person, "wagtail.edit", user=staff(), title=NAME)
    log(user, "wagtail.edit", user=staff(), title=ADDRESS)
    log(user.person, "wagtail.edit", user=user, title=NAME)
    log(user.person.memberships.get(), "wagtail.create", user=staff())
    Comment.objects.create(
        page=Page.objects.get(pk=page.pk), user=user, text=f"Groet van {NAME}", contentpath="title"
    )
    return page


def attend(user: User, event: Event) -> Registration:
    """Was there, and left all that one can leave at an event."""
    row = registration_factory(
        event,
        person=user.person,
        email=ADDRESS,
        organisation="Merkwaardig BV",
        role="owner",
        checked_in=event.start,
    )
    question = Question.objects.create(event=event, code="q", label_nl="Wat?", label_en="What?")
    Answer.objects.create(registration=row, question=question, value=f"Ik ben {NAME}")
    Needs.objects.create(registration=row, diet="veganistisch", access="rolstoel")
    CheckIn.objects.create(registration=row, how=CheckIn.How.NAME, by=user)
    history.write(row, history.FIRST, user, note=f"{NAME} belde")
    facts = {"name": NAME, "title": "Excursie"}
    Certificate.objects.create(person=user.person, event=event, facts=facts, pdf=NAME.encode())
    give(row, {"useful": 5}, {})
    texts = dict.fromkeys(("subject_nl", "subject_en", "text_nl", "text_en"), f"Dag {NAME}")
    mailing = Mailing.objects.create(event=event, by=user, **texts)
    mailing.registrations.add(row)
    log(row, "wagtail.edit", user=staff(), title=f"{NAME} · {event.pk}")
    return row


def sign_up(user: User, event: Event) -> Registration:
    """Comes to what is still to come; the mail about it is on its way."""
    return register(event.pk, applicant(user))


def applicant(user: User) -> Applicant:
    return Applicant(
        email=ADDRESS, person=user.person, is_verified=True, organisation="Merkwaardig BV"
    )


def lead(user: User, event: Event) -> Any:
    """Asked for a group of three, one of whom is known by name and one by nothing."""
    guests = [Guest("Femke", "", "Zijlstra", "femke@b.example"), Guest()]
    return book_group(event.pk, GroupRequest(applicant(user), guests))


def be_invited(event: Event) -> Any:
    """A colleague named them in a group, and an organiser put them on a list."""
    Invitee.objects.create(event=event, email=ADDRESS)
    contact = Applicant(email="silke@b.example", given="Silke", family="Bos", is_verified=True)
    guests = [Guest(GIVEN, "", FAMILY, ADDRESS)]
    return book_group(event.pk, GroupRequest(contact, guests))


def write(to: str, text: str, key: str) -> None:
    """A mail that is still to go."""
    words = {"heading": "Bericht", "text": text, "to": to}
    due = {"key": f"mail:{key}", "occasion": "account/letter", "to": to, "language": "nl"}
    queue_mail(Mail(**due, context=words))


def save_searches(user: User) -> None:
    """With the account, and before that with the address alone."""
    words = {"query": f"q={FAMILY}", "language": "nl", "frequency": "daily"}
    SavedSearch.objects.create(user=user, confirmed=timezone.now(), **words)
    SavedSearch.objects.create(email=ADDRESS, **words)


def over(**fields: Any) -> Event:
    event = event_factory(capacity=10, **fields)
    start = timezone.now() - DAY
    Event.objects.filter(pk=event.pk).update(start=start, end=start + DAY / 8)
    event.refresh_from_db()
    return event


def leave_traces() -> tuple[User, Event]:
    """All of it at once: the account, and the event that is over."""
    user, past = account(), over()
    work(user)
    attend(user, past)
    sign_up(user, event_factory(capacity=1))
    lead(user, event_factory(capacity=10))
    be_invited(event_factory(capacity=10))
    make_feed(Owner(user=user), name="telefoon Zoë", alarm=None, language="nl")
    make_feed(Owner(email=ADDRESS), name="werk Zoë", alarm=None, language="nl")
    refuse(ADDRESS, "reminders")
    TeamMember.objects.create(event=past, user=user, role=TeamMember.Role.STAFF)
    save_searches(user)
    write(ADDRESS, f"Dag {NAME}", "own")
    write("ander@b.example", f"Mail {ADDRESS} terug.", "other")
    return user, past
