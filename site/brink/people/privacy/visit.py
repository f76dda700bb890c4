"""Who asks for their own data: an account, or a guest by the link in a mail."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from brink.people.privacy import link
from brink.people.privacy.forms import LinkForm
from brink.people.privacy.subject import Subject, has_account, subject_at, subject_of

View = Callable[..., HttpResponse]


def own(view: View) -> View:
    """Give the view whose data it is; who cannot be told apart is shown to the door.

    Nobody keeps the answer, no search engine finds it, and the address leaks in no referrer.
    """

    @wraps(view)
    def answer(request: HttpRequest, *, token: str = "", **kwargs: Any) -> HttpResponse:
        subject = by_link(token) if token else by_account(request)
        response = view(request, subject, **kwargs) if subject else door(request, token)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
        response["Referrer-Policy"] = "same-origin"
        return response

    return answer


def by_account(request: HttpRequest) -> Subject | None:
    return subject_of(request.user) if request.user.is_authenticated else None


def by_link(token: str) -> Subject | None:
    """A guest; an address that belongs to an account is asked to sign in, which proves more."""
    email = link.read(token)
    return subject_at(email) if email and not has_account(email) else None


def is_by_account(request: HttpRequest) -> bool:
    return not (request.resolver_match and request.resolver_match.kwargs.get("token"))


def door(request: HttpRequest, token: str = "") -> HttpResponse:
    """How to get there; by a link that leads nowhere, why it does not."""
    if not token and request.resolver_match and request.resolver_match.url_name != "my-data":
        return redirect("my-data")
    email = link.read(token) if token else ""
    context = {
        "form": LinkForm(label_suffix=""),
        "is_sent": "sent" in request.GET,
        "is_old": email is None,
        "has_account": bool(email),
    }
    status = 410 if email is None else 200
    return render(request, "people/my_data_door.html", context, status=status)
