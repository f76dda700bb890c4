"""The page where the reader of a mail chooses which kinds to get; it works without an account."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from brink.mail import refusal, topics

ONE_CLICK = "One-Click"


# The link itself is the proof: a mail program posts without cookies (RFC 8058), and another site
# that knows the link could choose by itself anyway.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, token: str) -> HttpResponse:
    """Show the topics; a POST of the page refuses one or takes that back, one of a program refuses.

    To look changes nothing: mail scanners open every link.
    """
    reader = refusal.read(token)
    if reader is None:
        raise Http404(_("This link is not complete. Copy all of it from the mail."))
    if request.method != "POST":
        return page(request, reader)
    if request.POST.get("List-Unsubscribe") == ONE_CLICK:
        topics.refuse(reader.email, reader.topic)
        return page(request, reader)  # a redirect would not be followed
    return answer(request, reader, token)


def answer(request: HttpRequest, reader: refusal.Reader, token: str) -> HttpResponse:
    topic = request.POST.get("topic", "")
    if topic not in offered(reader):
        raise Http404(_("This kind of mail does not exist."))
    act = topics.take_back if request.POST.get("wanted") else topics.refuse
    act(reader.email, topic)
    return redirect("mail-refusal", token=token)


def page(request: HttpRequest, reader: refusal.Reader) -> HttpResponse:
    refused = topics.refused(reader.email)
    rows: list[dict[str, Any]] = [
        {"code": code, "label": label, "is_refused": code in refused}
        for code, label in offered(reader).items()
    ]
    context = {"email": reader.email, "rows": rows, "own": reader.topic}
    response = render(request, "mail/refusal.html", context)
    response["Referrer-Policy"] = "no-referrer"
    return response


def offered(reader: refusal.Reader) -> dict[str, Any]:
    """All topics, and that of the mail first, even when the site knows it no more."""
    known = topics.topics()
    own = {reader.topic: known.get(reader.topic, reader.topic)}
    return own | known
