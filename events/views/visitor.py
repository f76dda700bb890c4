"""Who is before the page of a sign-up: an account with what it proves, or a guest."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.models import EmailAddress
from django.http import HttpRequest
from django.utils.translation import get_language

from brink.people.models import Person
from events.applicant import Applicant
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
    return {"email": email, "person": stored(person), "is_verified": is_verified(person)}


def is_verified(person: Person) -> bool:
    email = person.user.email if person.user else ""
    return EmailAddress.objects.filter(user=person.user, email=email, verified=True).exists()


def invitation_of(request: HttpRequest) -> str:
    """The code of the link that invited them; it stays in the address of the form."""
    return request.GET.get("code", "")[:64]


def with_code(request: HttpRequest, path: str) -> str:
    """An address of the same sign-up that keeps the code of the link that invited them."""
    code = invitation_of(request)
    return f"{path}?{urlencode({'code': code})}" if code else path


def newcomer(request: HttpRequest) -> Applicant:
    """Who is there before they filled in anything; stores nobody."""
    person = person_of(request)
    if person is None:
        return Applicant(email="", invitation=invitation_of(request))
    return Applicant(
        email=person.user.email.lower() if person.user else "",
        person=person,
        is_verified=is_verified(person),
        invitation=invitation_of(request),
    )


def remember_name(person: Person | None, form: RegistrationForm) -> None:
    """An account that had no name has one from now on."""
    if person and "given" in form.cleaned_data:
        Person.objects.filter(pk=person.pk, erased_at=None).update(
            **{name: form.cleaned_data[name] for name in ("given", "infix", "family")}
        )
