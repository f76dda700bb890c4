"""Everything of an account: allauth's pages and our own, at `/nl/account/` and `/en/account/`."""

from allauth.account.views import signup
from django.db import transaction
from django.urls import include, path

from brink.people import views

urlpatterns = [
    path("", views.profile, name="account_profile"),
    path("guest/<uuid:uid>/", views.claim, name="account_claim"),
    # The login, its person and the queued mail come together or not at all.
    path("signup/", transaction.atomic(signup), name="account_signup"),
    path("", include("allauth.urls")),
]
