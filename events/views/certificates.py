"""Certificates: a public page that confirms one by its code, and the paper for its owner.

The page says what stands on the paper and no more: who checks has the paper, and must be able to
see that the name on it was not changed. Its code has 80 random bits, so nobody finds it by trying.
Of one that is revoked it tells only since when; why is nobody's business.
"""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from brink.mail import limits
from events.certificates.form import CodeForm
from events.certificates.links import path, read_token
from events.door.codes import spell_code
from events.paper.certificate import rows_of
from events.views.answers import personal

#: Codes that do not exist, an hour, from one place; who has papers to check is never stopped.
MISSES_AN_HOUR = 30
PURPOSE = "certificate"


@personal
@require_safe
def certificates(request: HttpRequest) -> HttpResponse:
    """Where a code is typed; that of a certificate leads to its page."""
    if "code" not in request.GET:
        return render(request, "events/certificates.html", {"form": CodeForm()})
    form = CodeForm(request.GET)
    return redirect(path(form.certificate)) if form.is_valid() else unknown(request, form)


@personal
@require_safe
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """Valid, revoked, or unknown; the last two say nothing about anybody."""
    form = CodeForm({"code": code})
    if not form.is_valid():
        return unknown(request, form)
    found = form.certificate
    context = {"certificate": found, "code": spell_code(found.code)}
    if not found.revoked:
        context["rows"] = rows_of(found.facts)
    return render(request, "events/certificate.html", context)


def unknown(request: HttpRequest, form: CodeForm) -> HttpResponse:
    """The same for each code that there is not, whatever is wrong with it."""
    place = get_adapter(request).get_client_ip(request)
    if not limits.take(PURPOSE, place, MISSES_AN_HOUR):
        return render(request, "429.html", status=429)
    return render(request, "events/certificates.html", {"form": form}, status=404)


@personal
@require_safe
def certificate_file(request: HttpRequest, token: str) -> HttpResponse:
    """The paper, by a private link; of one that was revoked the page that says so."""
    found = read_token(token)
    if found.revoked:
        return redirect(path(found))
    response = HttpResponse(bytes(found.pdf), content_type="application/pdf")
    name = _("certificate-%(day)s.pdf") % {"day": found.facts["days"][-1]}
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
