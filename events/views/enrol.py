"""Sign up for the meetings of a series in one go, and see how each of them stands."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from allauth.core.ratelimit import consume
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from events import links
from events.enrolment import enrol
from events.enrolment_form import EnrolmentForm
from events.entry_words import Refusal, audience, join
from events.models import Event, Series
from events.queries import EventRow, event_rows
from events.series import sittings_of
from events.sittings import has_all
from events.views.answers import personal, with_form
from events.views.refusing import REFUSALS, known_refusal, note
from events.views.register import LIMIT, TOO_MANY_HERE, applicant_of
from events.views.registered import receive, to_mailbox
from events.views.subject import Twin
from events.views.visitor import person_of, remember_name, with_code


@dataclass
class SeriesSubject:
    """The series of a sign-up page, as far as it is on the site."""

    series: Series
    rows: list[EventRow]
    title_lang = summary = ""

    @property
    def words(self) -> "SeriesSubject":
        return self

    @property
    def title(self) -> str:
        return str(self.series)

    @property
    def path(self) -> str:
        """The page of the first meeting that is still to come, or of the last."""
        return (self.open_rows or self.rows[-1:])[0].card.path

    @cached_property
    def open_rows(self) -> list[EventRow]:
        return [row for row in self.rows if row.admission.is_open]

    @property
    def event(self) -> Event:
        return (self.open_rows or self.rows)[0].event

    @property
    def form_path(self) -> str:
        return reverse("events:enrol", args=[self.series.uid])

    @property
    def mail_path(self) -> str:
        return reverse("events:enrolled", args=[self.series.uid])


@personal
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def enrol_in_series(request: HttpRequest, uid: str) -> HttpResponse:
    subject = find_series(request, uid, "events:enrol")
    if not subject.open_rows:
        return show(request, subject, None, status=409 if request.method == "POST" else 200)
    person, email = person_of(request), getattr(request.user, "email", "")
    if request.method != "POST" and person and has_all(email, subject.open_rows):
        return show(request, subject, None, has_all=True)
    form = EnrolmentForm(
        request.POST if request.method == "POST" else None,
        meetings=subject.open_rows,
        is_whole=subject.series.takes_whole,
        person=person,
        initial={"uid": uuid4()},
    )
    return take(request, subject, form) if form.is_bound else show(request, subject, form)


def take(request: HttpRequest, subject: SeriesSubject, form: EnrolmentForm) -> HttpResponse:
    if not form.is_valid():
        return show(request, subject, form, status=422)
    applicant, chosen = applicant_of(request, form), form.cleaned_data["meetings"]
    if not (applicant.is_verified or consume(request, action=LIMIT)):
        form.add_error(None, TOO_MANY_HERE)
        return show(request, subject, form, status=429)
    try:
        first = enrol(subject.series, applicant, chosen, form.cleaned_data["uid"])
    except REFUSALS as error:
        return show(request, subject, form, status=note(form, error, request, subject.event))
    if not applicant.is_verified:
        return to_mailbox(request, subject, first)
    remember_name(applicant.person, form)
    return redirect(links.path("confirm", first))


@personal
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def enrolled(request: HttpRequest, uid: str) -> HttpResponse:
    """ "Look in your mail"; POST asks for the mail again."""
    subject = find_series(request, uid, "events:enrolled")
    return receive(request, subject, [row.event.pk for row in subject.rows])


def find_series(request: HttpRequest, uid: str, url_name: str) -> SeriesSubject:
    """The series with the meetings that are on the site, in their order."""
    series = Series.objects.filter(uid=uid).first()
    events = sittings_of([series.pk]).get(series.pk, ()) if series else ()
    found = event_rows(list(events), get_language() or "nl") if events else []
    rows = [replace(row, sittings=events) for row in found]
    if series is None or not rows:
        raise Http404(_("There is no such series."))
    request.twins = {lang: twin(lang, url_name, uid, request) for lang, _n in settings.LANGUAGES}  # type: ignore[attr-defined]
    return SeriesSubject(series, rows)


def twin(lang: str, url_name: str, uid: str, request: HttpRequest) -> Twin:
    with translation.override(lang):
        return Twin(lang, with_code(request, reverse(url_name, args=[uid])))


def show(
    request: HttpRequest,
    subject: SeriesSubject,
    form: EnrolmentForm | None,
    status: int = 200,
    **more: bool,
) -> HttpResponse:
    words = dict.fromkeys(audience(row.event) for row in subject.open_rows)
    context: dict[str, Any] = {
        "subject": subject,
        "event": subject.event,
        "closed": [row for row in subject.rows if not row.admission.is_open],
        "form": form,
        **more,
        "audience": join(*words),
        "refusal": refusal_for_all(request, subject),
    }
    return with_form(request, "events/enrol.html", context, status)


def refusal_for_all(request: HttpRequest, subject: SeriesSubject) -> Refusal | None:
    """Only when there is no meeting at all that this reader may come to."""
    found = [known_refusal(request, row.event) for row in subject.open_rows]
    return found[0] if found and all(found) else None
