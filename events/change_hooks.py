"""Where Wagtail's admin offers the change of a published event, and how its history names it."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Page, PageLogEntry

from brink.pages.projection import lock_pages
from brink.people.models import User
from events.change import ACTION, CHANGEABLE, fact_field
from events.models import EventPage
from events.views.change import ChangeView

FIRST = -1000


class ChangeButton(PageMenuItem):
    """Shown by what is at hand; the view asks for every page that would be changed."""

    label = gettext_lazy("Change when, where or whether")
    icon_name = "date"
    url_name = "event_change"

    def is_shown(self, user: User) -> bool:
        page = self.page
        is_event = page.live and page.specific_class is EventPage and not page.alias_of_id
        return is_event and page.permissions_for_user(user).can_publish()


@hooks.register("register_page_header_buttons")
def header_button(page: Page, user: User, **kwargs: Any) -> Iterator[PageMenuItem]:
    yield ChangeButton(page=page, priority=12)


@hooks.register("register_page_listing_more_buttons")
def listing_button(page: Page, user: User, **kwargs: Any) -> Iterator[PageMenuItem]:
    yield ChangeButton(page=page, priority=3)


@hooks.register("register_admin_urls")
def change_urls() -> list[URLPattern]:
    return [path("events/<int:page_id>/change/", ChangeView.as_view(), name="event_change")]


@hooks.register("register_log_actions")
def log_change(actions: LogActionRegistry) -> None:
    @actions.register_action(ACTION)
    class ChangeFormatter(LogFormatter):
        label = gettext_lazy("Change when, where or whether")

        def format_message(self, log_entry: PageLogEntry) -> str:
            changed = [name for name in CHANGEABLE if name in log_entry.data.get("facts", [])]
            if not changed:
                return _("Notice changed")
            labels = [str(fact_field(name).verbose_name) for name in changed]
            return _("Changed: %(facts)s") % {"facts": ", ".join(labels)}


@hooks.register("before_edit_page", order=FIRST)
def edit_in_one_transaction(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Hold the pages of an event from before its form reads the facts until they are stored.

    Else a change made between the two would be undone by a publish that does not know of it. The
    view begins anew under the locks, so this hook comes before all others: they run once.
    """
    if request.method != "POST" or page.specific_class is not EventPage or is_held(request):
        return None
    request.holds_pages = True  # type: ignore[attr-defined]
    match = request.resolver_match
    with transaction.atomic():
        lock_pages(page.translation_key)
        return match.func(request, *match.args, **match.kwargs)  # type: ignore[union-attr]


def is_held(request: HttpRequest) -> bool:
    return getattr(request, "holds_pages", False)
