"""Wagtail's admin: the certificates of an event and its series, and how one is revoked.

A certificate of a series is about meetings of other teams too: who has one event sees those of
people on its list, and only who manages all meetings revokes them.
"""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from events.certificates import links as certificate_links
from events.certificates.issuing import revoke
from events.door.codes import spell_code
from events.models import Certificate, Event
from events.paper.people import title_of
from events.rights import Right, events_of, may
from events.views.papers import pdf


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why is it revoked?"),
        max_length=200,
        help_text=gettext_lazy("For your colleagues. The public page does not tell it."),
    )


class CertificatesView(WagtailAdminTemplateMixin, View):
    """For who may see who was there."""

    template_name = "events/admin/certificates.html"
    header_icon = "doc-full-inverse"
    page_title = gettext_lazy("Certificates")
    right: Right = "see"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.event = get_object_or_404(events_of(request.user, self.right), pk=kwargs["event_id"])
        return super().dispatch(request, *args, **kwargs)

    def certificates(self) -> QuerySet[Certificate]:
        subject = Q(event=self.event)
        if self.event.series_id:
            here = self.event.registrations.values("person")
            subject |= Q(series=self.event.series_id, person__in=here)
        found = Certificate.objects.filter(subject).select_related("person", "event", "series")
        return found.order_by("revoked", "person__family", "person__given", "pk").defer("pdf")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        mine, whole = may(request.user, self.event, "manage"), self.manages_series()
        rows = [
            (each, spell_code(each.code), each.series, whole if each.series_id else mine)
            for each in self.certificates()
        ]
        return self.render_to_response(
            {**self.get_context_data(), "event": self.event, "rows": rows}
        )

    def manages_series(self) -> bool:
        """Each of its meetings."""
        series = Event.objects.filter(series=self.event.series_id)
        return not series.exclude(pk__in=events_of(self.request.user, "manage")).exists()

    def certificate(self) -> Certificate:
        """One of this event or its series, not any."""
        return get_object_or_404(self.certificates(), pk=self.kwargs["number"])

    def get_page_subtitle(self) -> str:
        return title_of(self.event)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        desk = reverse("registrations:desk", args=[self.event.pk])
        return [
            *self.breadcrumbs_items,
            {"url": reverse("registrations:index"), "label": _("Registrations")},
            {"url": desk, "label": self.get_page_subtitle()},
            {"url": "", "label": self.get_page_title()},
        ]


class PaperView(CertificatesView):
    """The paper itself, to print for who has no address."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        certificate = self.certificate()
        if certificate.revoked:
            raise Http404
        return pdf(bytes(certificate.pdf), f"{certificate.code}.pdf")


class RevokeView(CertificatesView):
    """For who manages what it was given for. GET asks why, POST revokes; twice is once."""

    template_name = "events/admin/certificate_revoke.html"
    page_title = gettext_lazy("Revoke a certificate")
    right: Right = "manage"

    def certificates(self) -> QuerySet[Certificate]:
        found = super().certificates()
        return found if self.manages_series() else found.filter(series=None)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(ReasonForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        reason = form.cleaned_data["reason"]
        if revoke(self.certificate(), by=request.user, reason=reason):
            messages.success(request, _("The certificate is revoked. Its public page says so."))
        else:
            messages.warning(request, _("It was revoked already."))
        return redirect("event_certificates", self.event.pk)

    def show(self, form: ReasonForm, status: int = 200) -> HttpResponse:
        certificate = self.certificate()
        context = {
            "form": form,
            "certificate": certificate,
            "public_path": certificate_links.path(certificate),
            "back": reverse("event_certificates", args=[self.event.pk]),
        }
        return self.render_to_response({**self.get_context_data(), **context}, status=status)
