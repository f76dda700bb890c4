"""The door of an event: for who checks people in, and for who says so in the room."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from events.views.check_in import check_in_events, check_in_page
from events.views.here import here, look
from events.views.room_screen import room_screen
from events.views.scans import take_scans
from events.views.walk_in import add_walk_in

urlpatterns = [
    path(_("check-in/"), check_in_events, name="check-in-events"),
    path(_("check-in/<uuid:key>/"), check_in_page, name="check-in"),
    path(_("check-in/<uuid:key>/scans/"), take_scans, name="scans"),
    path(_("check-in/<uuid:key>/walk-in/"), add_walk_in, name="walk-in"),
    path(_("check-in/<uuid:key>/screen/"), room_screen, name="room-screen"),
    path(_("here/<uuid:key>/"), here, name="here"),
    path(_("here/<uuid:key>/<slug:code>/"), look, name="look"),
]
