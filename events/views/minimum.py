"""Wagtail's admin: does an event with too few people go on?"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.log_actions import log

from events.change import pages_of
from events.minimum import coming, go_on, is_undecided
from events.models import Event
from events.places import BusyError
from events.rights import may
from events.views.beside_editor import BesideEditor

ACTION = "events.goes_on"


class MinimumView(BesideEditor):
    """For who manages the event, or may publish each of its pages."""

    template_name = "events/admin/minimum.html"
    header_icon = "group"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.event = get_object_or_404(Event.objects.visible(), pk=kwargs["event_id"])
        if not (self.may_publish or may(request.user, self.event, "manage")):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def pages(self) -> dict[str, Any]:
        return {lang: page for lang, page in pages_of(self.event.key).items() if page.live}

    @cached_property
    def may_publish(self) -> bool:
        """Who may call it off too: that is a change of every page."""
        user, pages = self.request.user, self.pages.values()
        can = [page.permissions_for_user(user).can_publish() for page in pages]
        return bool(can) and all(can)

    @cached_property
    def page(self) -> Any:
        """The one with the facts, if it is live."""
        return self.pages.get(self.event.facts_lang) or next(iter(self.pages.values()))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """It goes on; a second time, or once there are enough people, nothing is to be done."""
        try:
            is_new = go_on(self.event.pk)
        except BusyError:
            messages.error(request, _("It is busy. Nothing was stored. Try it again."))
            return redirect(request.path)
        if is_new:
            log(self.page, ACTION, user=request.user)
            messages.success(request, _("It goes on. Everybody gets a mail."))
        else:
            messages.warning(request, _("There was nothing to decide any more."))
        return redirect(request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "event": self.event,
            "number": coming(self.event),
            "is_undecided": is_undecided(self.event),
            "call_off": f"{reverse('event_change', args=[self.page.pk])}?status=cancelled",
            "may_publish": self.may_publish,
        }

    def get_page_title(self) -> str:
        return _("Does it go on?")
