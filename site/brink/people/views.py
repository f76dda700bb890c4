from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from brink.people import guests
from brink.people.forms import GoneError, PersonForm
from brink.people.models import Person, User
from brink.people.privacy.correcting import correct
from brink.people.privacy.views import AGAIN, BUSY


class UserRequest(HttpRequest):
    """What `login_required` leaves: a request with a login."""

    user: User


@never_cache
def admin_login(request: HttpRequest) -> HttpResponse:
    """In place of Wagtail's own login, which knows no limits and no second step; POST too.

    Wagtail also sends here who is signed in but may not enter: sending them on to sign in would
    bring them back for ever.
    """
    if request.user.is_authenticated and not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied
    query = request.META.get("QUERY_STRING", "")
    query = query or urlencode({"next": reverse("wagtailadmin_home")})
    return redirect(f"{reverse('account_login')}?{query}")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: UserRequest) -> HttpResponse:
    """Who I am, and the ways to address, password, devices and second step."""
    person = Person.objects.filter(user=request.user).first() or Person(
        user=request.user, email=request.user.email
    )
    form = PersonForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        return save_profile(request, form)
    context = {"form": form, "guests": guests.claimable_by(request.user)}
    return render(request, "account/profile.html", context)


def save_profile(request: UserRequest, form: PersonForm) -> HttpResponse:
    """Of an account that was erased meanwhile nothing is left to show: it logs in anew.

    One without a person may be gone as well, or have one since: the same form was sent twice.
    """
    try:
        correct(form)
    except BUSY:
        messages.error(request, AGAIN)
        return redirect("account_profile")
    except GoneError:
        return redirect("account_login")
    except IntegrityError:
        return redirect("account_profile")
    messages.success(request, _("Saved."))
    return redirect("account_profile")


@never_cache
@login_required
@require_POST
def claim(request: UserRequest, uid: str) -> HttpResponse:
    """This is me: take over what I did as a guest."""
    guest = get_object_or_404(guests.claimable_by(request.user), uid=uid)
    try:
        is_theirs = guests.claim(guest, user=request.user)
    except (*BUSY, IntegrityError):  # or something came between that they both have now
        messages.error(request, AGAIN)
        return redirect("account_profile")
    if not is_theirs:
        raise Http404
    messages.success(request, _("These sign-ups are now in your agenda."))
    return redirect("account_profile")
