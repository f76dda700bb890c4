from django.urls import path
from django.utils.translation import gettext_lazy as _

from events.views.cancel import cancel_registration
from events.views.confirm import confirm_address
from events.views.register import sign_up, signed_up

app_name = "events"
urlpatterns = [
    path(_("events/<slug:slug>/register/"), sign_up, name="register"),
    path(_("events/<slug:slug>/register/mail/"), signed_up, name="registered"),
    path(_("confirm/<str:token>/"), confirm_address, name="confirm"),
    path(_("cancel/<str:token>/"), cancel_registration, name="cancel"),
]
