"""Who is before the page of a sign-up: an account with what it proves, or a guest."""

from typing import Any

from allauth.account.models import EmailAddress
from django.http import HttpRequest
from django.utils.translation import get_language

from brink.people.models import Person
from events.forms import RegistrationForm


def person_of(request: HttpRequest) -> Person | None:
    """The person behind the account; one that has none yet is stored with its first sign-up."""
    if not request.user.is_authenticated:
        return None
    found = Person.objects.filter(user=request.user).first()
    return found or Person(user=request.user, email=request.user.email)


def stored(person: Person) -> Person:
    if person.pk:
        return person
    known = {"email": person.email, "language": get_language() or "nl"}
    return Person.objects.get_or_create(user=person.user, defaults=known)[0]


def known_of(person: Person | None) -> dict[str, Any]:
    """What the account proves; nothing that was typed can change it."""
    if person is None:
        return {}
    email = person.user.email if person.user else ""
    verified = EmailAddress.objects.filter(user=person.user, email=email, verified=True).exists()
    return {"email": email, "person": stored(person), "is_verified": verified}


def remember_name(person: Person | None, form: RegistrationForm) -> None:
    """An account that had no name has one from now on."""
    if person and "given" in form.cleaned_data:
        Person.objects.filter(pk=person.pk).update(
            **{name: form.cleaned_data[name] for name in ("given", "infix", "family")}
        )
