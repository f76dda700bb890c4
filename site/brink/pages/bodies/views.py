"""The pages of organisations and research groups."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from brink.pages.bodies.addresses import KINDS
from brink.pages.bodies.presentation import BodyView
from brink.pages.bodies.words import bodies_of
from brink.pages.front import cards_at, moved
from brink.people.models import Body, Organisation, ResearchGroup


@require_safe
def organisation(request: HttpRequest, code: str) -> HttpResponse:
    return show(request, Organisation, code)


@require_safe
def research_group(request: HttpRequest, code: str) -> HttpResponse:
    return show(request, ResearchGroup, code)


def show(request: HttpRequest, model: type[Body], code: str) -> HttpResponse:
    """The page of a body; 404 for one that is not public, the way on from an earlier address."""
    body = bodies_of(model).filter(code=code, is_public=True).first()
    twins = cards_at(request.path_info) if body else {}
    card = twins.get(get_language() or "")
    if body is None or card is None:
        return moved(request)
    request.card, request.twins = card, twins  # type: ignore[attr-defined]
    context = {"card": card, "view": BodyView(body, card)}
    return render(request, "pages/public_body.html", context)


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    return find_all(Organisation)


@require_safe
def research_groups(request: HttpRequest) -> HttpResponse:
    return find_all(ResearchGroup)


def find_all(model: type[Body]) -> HttpResponse:
    """The list is a search without words: there they can be chosen by sector and region."""
    return redirect(f"{reverse('search:results')}?kind={KINDS[model].value}")
