"""Where Wagtail's admin copies events, and keeps templates from being published."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from brink.people.models import User
from events.models import EventIndexPage, EventPage
from events.views.desk.copy import may_copy


@hooks.register("register_page_header_buttons")
def copy_button(page: Page, user: User, **kwargs: Any) -> Iterator[Button]:
    if page.specific_class is EventPage and may_copy(user, page.specific):
        label = _("Copy with chosen parts")
        address = reverse("registrations:copy", args=[page.pk])
        yield Button(label, address, icon_name="copy", priority=58)
    if page.specific_class is EventIndexPage:
        address = reverse("registrations:templates")
        yield Button(_("New from a template"), address, icon_name="copy", priority=58)


@hooks.register("before_bulk_action")
def publish_no_templates(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Publishing several pages at once: refused with words when a template is among them."""
    if action_type != "publish":
        return None
    pages = EventPage.objects.filter(pk__in=[each.pk for each in objects], is_template=True)
    names = list(pages.values_list("title", flat=True))
    if not names:
        return None
    text = _("A template is never published: %(names)s.")
    messages.error(request, text % {"names": ", ".join(names)})
    return redirect(action.next_url)
