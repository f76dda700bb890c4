"""Wagtail's admin: copy an event with chosen parts, or make one out of a template."""

from datetime import timedelta
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from brink.people.models import User
from events.desk.copy_form import CopyForm
from events.desk.copying import copy_event, templates
from events.models import EventPage
from events.views.beside_editor import BesideEditor

#: Within this the same copy is the same press.
MOMENT = timedelta(minutes=1)


class CopyPage(BesideEditor):
    """For who may make pages where this one stands."""

    page_title = gettext_lazy("Copy an event")
    template_name = "events/admin/copy.html"
    header_icon = "copy"
    page: EventPage

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        pages = EventPage.objects.select_related("locale")
        self.page = get_object_or_404(pages, pk=kwargs["page_id"])
        if not may_copy(request.user, self.page):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.ask(CopyForm(page=self.page))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = CopyForm(request.POST, page=self.page)
        if not form.is_valid():
            return self.ask(form, status=422)
        made = self.pressed_before(form) or self.copy(form)
        messages.success(request, _("This is the copy: a draft. Look it over and publish it."))
        return redirect("wagtailadmin_pages:edit", made.pk)

    def copy(self, form: CopyForm) -> EventPage:
        return copy_event(self.page, form.order(), cast(User, self.request.user))

    def pressed_before(self, form: CopyForm) -> EventPage | None:
        """The copy that the same press made a moment ago."""
        order = form.order()
        title = order.titles.get(self.page.locale.language_code, "")
        same = {"owner": self.request.user, "title": title, "start": order.start, "live": False}
        recent = {"latest_revision_created_at__gte": timezone.now() - MOMENT}
        found = EventPage.objects.filter(locale=self.page.locale, **same, **recent)
        return found.exclude(pk=self.page.pk).first()

    def ask(self, form: CopyForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "page": self.page, "home": self.editor}
        return self.render_to_response({**self.get_context_data(), **context}, status=status)


class TemplatesPage(WagtailAdminTemplateMixin, View):
    """The templates out of which the reader may make an event."""

    page_title = gettext_lazy("Templates of events")
    template_name = "events/admin/templates.html"
    header_icon = "copy"
    http_method_names = ("get", "head")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        pages = [page for page in templates() if may_copy(request.user, page)]
        return self.render_to_response({**self.get_context_data(), "pages": pages})

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]


def may_copy(user: Any, page: EventPage) -> bool:
    return page.permissions_for_user(user).can_copy_to(page.get_parent())
