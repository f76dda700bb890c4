"""Where Wagtail's admin has what is printed for a meeting, and the certificates it gave."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from brink.people.models import User
from events.models import Event, EventPage
from events.rights import events_of
from events.views.certificate_desk import CertificatesView, PaperView, RevokeView
from events.views.papers import badges, sign_in_sheet


@hooks.register("register_admin_urls")
def paper_urls() -> list[URLPattern]:
    given, revoke, paper = (v.as_view() for v in (CertificatesView, RevokeView, PaperView))
    one = "events/<int:event_id>/certificates/<int:number>/"
    return [
        path("events/<int:event_id>/sign-in-sheet/", sign_in_sheet, name="event_sign_in_sheet"),
        path("events/<int:event_id>/badges/", badges, name="event_badges"),
        path("events/<int:event_id>/certificates/", given, name="event_certificates"),
        path(f"{one}revoke/", revoke, name="event_certificate_revoke"),
        path(f"{one}paper/", paper, name="event_certificate_paper"),
    ]


@hooks.register("register_page_header_buttons")
def paper_buttons(page: Page, user: User, **kwargs: Any) -> Iterator[Button]:
    """With the page of a published event, for who may see who comes."""
    if page.specific_class is EventPage:
        for event in events_of(user, "see").visible().filter(key=page.translation_key):
            yield from buttons(event)


def buttons(event: Event) -> Iterator[Button]:
    named = {
        "event_sign_in_sheet": (_("Sign-in sheet"), "list-ul"),
        "event_badges": (_("Badges"), "tag"),
        "event_certificates": (_("Certificates"), "doc-full-inverse"),
    }
    for place, (name, (label, icon)) in enumerate(named.items()):
        address = reverse(name, args=[event.pk])
        yield Button(label, address, icon_name=icon, priority=60 + place)
