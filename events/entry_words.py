"""Whom an event is for, in words; and what who may not come can do instead."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.people.models import Membership
from events.access import Barrier
from events.models import Admits, Event


@dataclass(frozen=True)
class Refusal:
    """A sentence that says what one can do instead, with the way there if it is a page."""

    text: str
    href: str = ""
    way: str = ""
    #: the field of the form that can be filled in otherwise
    field: str = ""
    status: int = 403


@dataclass(frozen=True)
class Asker:
    """Who reads the refusal: the page that they come back to, and whether they are logged in."""

    path: str
    is_logged_in: bool = False
    number: int = 1


def audience(event: Event) -> str:
    """Whom it is for and who decides, said before the form; empty where everybody has a place."""
    decides = _("The organiser decides who comes; you hear it by mail.")
    return join(WHOM[Admits(event.admits)](event), decides if event.needs_approval else "")


def refusal(barrier: Barrier, event: Event, asker: Asker) -> Refusal:
    return WORDS[barrier](event, asker)


def for_roles(event: Event) -> str:
    return _("For people with an account and one of these roles: %(roles)s.") % {
        "roles": roles_of(event)
    }


def for_domains(event: Event) -> str:
    return _("For people with an e-mail address that ends in: %(ends)s.") % {"ends": ends_of(event)}


def for_invited(_event: Event) -> str:
    """Also read by who is on the list, and has no link."""
    return _(
        "Only for who is invited: sign up by the link in your invitation, or with the address "
        "that was invited."
    )


WHOM: dict[Admits, Callable[[Event], str]] = {
    Admits.EVERYBODY: lambda _event: "",
    Admits.ACCOUNTS: lambda _event: _("For people with an account."),
    Admits.ROLES: for_roles,
    Admits.DOMAINS: for_domains,
    Admits.INVITED: for_invited,
}


def no_account(event: Event, asker: Asker) -> Refusal:
    if asker.is_logged_in:
        text = _("Your account has no confirmed e-mail address yet. Confirm it, and sign up then.")
        return Refusal(text, reverse("account_email"), _("To your addresses"))
    text = _("Log in, or make an account. Then you come back here.")
    whom = WHOM[Admits(event.admits)](event)
    return Refusal(join(whom, text), log_in(asker), _("Log in"))


def no_role(event: Event, asker: Asker) -> Refusal:
    if not asker.is_logged_in:
        return no_account(event, asker)
    text = _("Your account does not have one of these roles: %(roles)s.")
    return Refusal(join(text % {"roles": roles_of(event)}, ask(event)))


def other_domain(event: Event, asker: Asker) -> Refusal:
    if asker.is_logged_in:
        text = _("The e-mail address of your account must end in: %(ends)s. Change it, or log out.")
        words = text % {"ends": ends_of(event)}
        return Refusal(words, reverse("account_email"), _("To your addresses"))
    text = _("Use the address of your school or firm. It ends in: %(ends)s.")
    return Refusal(join(text % {"ends": ends_of(event)}, ask(event)), field="email")


def not_invited(event: Event, _asker: Asker) -> Refusal:
    text = _("Use the link in your invitation, or the address that was invited.")
    return Refusal(join(text, ask(event)), field="email")


def no_organisation(_event: Event, _asker: Asker) -> Refusal:
    return Refusal(_("Enter your firm or school."), field="organisation", status=422)


def organisation_full(event: Event, asker: Asker) -> Refusal:
    limit = event.organisation_limit or 0
    text = ngettext(
        "Of one firm or school %(n)s person can come, and yours would have more.",
        "Of one firm or school %(n)s people can come, and yours would have more.",
        limit,
    )
    instead = _("Sign up fewer people.") if asker.number > 1 else _("Let a colleague cancel first.")
    return Refusal(join(text % {"n": limit}, instead, ask(event)), field="organisation", status=409)


def too_large(event: Event, _asker: Asker) -> Refusal:
    text = ngettext(
        "Sign up fewer people: at most %(n)s in one go, and no more than there are places.",
        "Sign up fewer people: at most %(n)s in one go, and no more than there are places.",
        event.group_limit,
    )
    return Refusal(join(text % {"n": event.group_limit}, ask(event)), status=409)


WORDS: dict[Barrier, Callable[[Event, Asker], Refusal]] = {
    Barrier.ACCOUNT: no_account,
    Barrier.ROLE: no_role,
    Barrier.DOMAIN: other_domain,
    Barrier.INVITATION: not_invited,
    Barrier.NO_ORGANISATION: no_organisation,
    Barrier.ORGANISATION_FULL: organisation_full,
    Barrier.TOO_LARGE: too_large,
}


def ask(event: Event) -> str:
    """Whom to ask; empty when nobody is named."""
    who = ", ".join(filter(None, (event.organiser_name, event.organiser_email)))
    return _("Is that not right? Ask the organiser: %(who)s.") % {"who": who} if who else ""


def log_in(asker: Asker) -> str:
    return f"{reverse('account_login')}?{urlencode({'next': asker.path})}"


def roles_of(event: Event) -> str:
    return ", ".join(str(Membership.Role(code).label) for code in event.admits_roles)


def ends_of(event: Event) -> str:
    return ", ".join(event.admits_domains)


def join(*sentences: str) -> str:
    return " ".join(filter(None, sentences))
