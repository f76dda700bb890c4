from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from events.views.cancel import cancel_registration
from events.views.certificates import certificate, certificate_file, certificates
from events.views.change_answers import answers
from events.views.confirm import confirm_address
from events.views.enrol import enrol_in_series, enrolled
from events.views.feed import serve_feed, serve_file
from events.views.feedback import give_feedback
from events.views.last_hours import answer_for_last_hours
from events.views.offer import answer_offer
from events.views.register import sign_up
from events.views.registered import signed_up
from events.views.subscribe import subscribe
from events.views.switch import switch_seat

app_name = "events"
urlpatterns = [
    path(_("events/feed.ics"), serve_feed, name="feed"),
    path(_("events/subscribe/"), subscribe, name="subscribe"),
    path(_("events/<slug:slug>/calendar.ics"), serve_file, name="calendar-file"),
    path(_("events/<slug:slug>/register/"), sign_up, name="register"),
    path(_("events/<slug:slug>/register/mail/"), signed_up, name="registered"),
    path(_("events/series/<slug:uid>/register/"), enrol_in_series, name="enrol"),
    path(_("events/series/<slug:uid>/register/mail/"), enrolled, name="enrolled"),
    path(_("confirm/<str:token>/"), confirm_address, name="confirm"),
    path(_("offer/<str:token>/"), answer_offer, name="offer"),
    path(_("switch/<str:token>/"), switch_seat, name="switch"),
    path(_("answers/<str:token>/"), answers, name="answers"),
    path(_("last-hours/<str:token>/"), answer_for_last_hours, name="last-hours"),
    path(_("cancel/<str:token>/"), cancel_registration, name="cancel"),
    path("", include("events.urls_check_in")),
    path("", include("events.urls_group")),
    path(_("feedback/<str:token>/"), give_feedback, name="feedback"),
    path(_("certificates/"), certificates, name="certificates"),
    path(_("certificates/paper/<str:token>/"), certificate_file, name="certificate-file"),
    path(_("certificates/<str:code>/"), certificate, name="certificate"),
]
