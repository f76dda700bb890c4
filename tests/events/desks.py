"""Who sits at the desk of an event in the tests, and what they read there."""

from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from brink.people.models import User
from events.desk.team import put_in_team
from events.models import Event
from tests.factories.people import user_factory

BACKEND = "django.contrib.auth.backends.ModelBackend"


def member(event: Event, role: str = "organiser", lang: str = "en") -> User:
    user = user_factory()
    put_in_team(event, user, role)
    return speaking(user, lang)


def holder(*codenames: str, lang: str = "en") -> User:
    """Somebody with permissions of Django, for all events."""
    user = user_factory()
    names = ("access_admin", *codenames)
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return speaking(user, lang)


def speaking(user: User, lang: str) -> User:
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": lang})
    return user


def log_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def at(name: str, event: Event, *args: object, **query: object) -> str:
    return reverse(f"registrations:{name}", args=[event.pk, *args], query=query)


def words(response: HttpResponse) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def said(client: Client, response: HttpResponse) -> str:
    """What is told on the page after the redirect."""
    page = client.get(response.headers["Location"])
    lines = BeautifulSoup(page.content, "html.parser").select(".messages li")
    return " ".join(" ".join(line.get_text(" ").split()) for line in lines)
