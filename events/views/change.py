"""Wagtail's admin: change when, where or whether a published event is held, in two steps.

The first shows what will be and who will be told; only the second writes.
"""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from brink.people.models import User
from events.change import (
    Change,
    OvertakenError,
    Standing,
    change_event,
    lock_against,
    pages_of,
    standing,
)
from events.change_form import ChangeForm, seal, unseal
from events.change_summary import audience_of, is_told, notice_rows, rows
from events.models import Event, EventPage
from events.models.event import Status
from events.views.beside_editor import BesideEditor


class ChangeView(BesideEditor):
    """Of an event in either language; for who may publish every page of it that is live."""

    template_name = "events/admin/change.html"
    confirm_template = "events/admin/change_confirm.html"
    header_icon = "date"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.page = get_object_or_404(EventPage, pk=kwargs["page_id"], alias_of=None)
        key = self.page.translation_key
        self.event = get_object_or_404(Event.objects.visible(), key=key)
        self.pages = {lang: page for lang, page in pages_of(key).items() if page.live}
        if not all(p.permissions_for_user(request.user).can_publish() for p in self.pages.values()):
            raise PermissionDenied
        if reason := self.obstacle():
            messages.error(request, reason)
            return redirect("wagtailadmin_pages:edit", self.page.pk)
        return super().dispatch(request, *args, **kwargs)

    def obstacle(self) -> str:
        """Why the facts cannot be written now; empty when they can."""
        if self.event.facts_lang not in self.pages:
            owner = pages_of(self.event.key)[self.event.facts_lang]
            return _("Publish the page “%(title)s” first.") % {"title": owner.title}
        for page in self.pages.values():
            user = cast(User, self.request.user)
            if lock := lock_against(page, user):
                return str(lock.get_message(user))
        return ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(self.form(standing(self.event), initial=self.proposal()))

    def proposal(self) -> dict[str, str]:
        """What a link to this form proposes; nothing is done before it is confirmed."""
        status = self.request.GET.get("status", "")
        return {"status": status} if status in Status.values else {}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        seen = unseal(request.POST.get("seen", ""), self.event.key)
        if seen is None:  # not ours, of another event, or from before a deploy
            messages.warning(request, _("This form can no longer be used. Here it is anew."))
            return redirect(request.path)
        form = self.form(seen, request.POST)
        if "again" in request.POST or not form.is_valid():
            return self.show(form)
        if standing(self.event) != seen and not form.change.is_made(standing(self.event)):
            return self.show_overtaken(form)
        return self.make(form) if "confirmed" in request.POST else self.show_summary(form)

    def form(self, seen: Standing, data: Any = None, **options: Any) -> ChangeForm:
        owner = EventPage.objects.get(pk=self.pages[self.event.facts_lang].pk)
        return ChangeForm(data, instance=owner, seen=seen, for_user=self.request.user, **options)

    def make(self, form: ChangeForm) -> HttpResponse:
        change, user = form.change, cast(User, self.request.user)
        told = audience_of(self.event).number if is_told(self.event, change) else 0
        try:
            is_new = change_event(self.event.key, change, seen=form.seen, user=user)
        except OvertakenError:
            self.event.refresh_from_db()
            return self.show_overtaken(form)
        text = self.success(told) if is_new else _("This change was made already.")
        messages.success(self.request, text)
        return redirect("wagtailadmin_pages:edit", self.page.pk)

    def success(self, told: int) -> str:
        if not told:
            return _("The event is changed. Nobody had to be told.")
        text = ngettext(
            "The event is changed. One person gets a mail.",
            "The event is changed. %(number)s people get a mail.",
            told,
        )
        return text % {"number": told}

    def show_overtaken(self, form: ChangeForm) -> HttpResponse:
        """The form anew on what is published by now, with what this editor changed themselves."""
        now = standing(self.event)
        names = [capfirst(str(form.fields[name].label)) for name in now.differences(form.seen)]
        what = ", ".join(names) or _("the notice")
        text = _("Meanwhile somebody else has changed this event: %(what)s. Look again.")
        messages.warning(self.request, text % {"what": what})
        own = {name: form.data[name] for name in form.changed_data if name in form.data}
        return self.show(self.form(now, initial=own))

    def show(self, form: ChangeForm) -> HttpResponse:
        return self.render(self.template_name, form, Change())

    def show_summary(self, form: ChangeForm) -> HttpResponse:
        return self.render(self.confirm_template, form, form.change)

    def render(self, template: str, form: ChangeForm, change: Change) -> HttpResponse:
        context = self.get_context_data(form=form, change=change)
        return self.response_class(self.request, [template], context)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form, change = kwargs["form"], kwargs["change"]
        return {
            **super().get_context_data(**kwargs),
            "page": self.page,
            "event": self.event,
            "seen": seal(form.seen, self.event.key),
            "rows": list(rows(standing(self.event), change)),
            "notices": list(notice_rows(standing(self.event), change)),
            "audience": self.audience,
            "is_told": is_told(self.event, change),
            "is_past": self.event.is_past(),
            "has_programme": self.page.programme.exists(),
            "media": form.media,
            "submit_button_label": _("Look it over"),
            "action_url": self.request.path,
        }

    @cached_property
    def audience(self) -> Any:
        return audience_of(self.event)

    def get_page_title(self) -> str:
        return _("Change when, where or whether")
