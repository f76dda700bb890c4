"""Apart from `events.urls`: its name has no prefix, and is where signing in leads to.

Addresses of an account and of a guest have one name: with the `token` of a mailed link or without.
"""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from events.views.calendar_addresses import calendar_addresses, withdraw_calendar_address
from events.views.my_agenda import my_agenda, my_agenda_by_link
from events.views.personal_feeds import serve_personal_feed

OWN = _("my-agenda/calendars/")
OWN_WITHDRAW = _("my-agenda/calendars/<int:number>/withdraw/")
BY_LINK = _("my-agenda/<str:token>/calendars/")
BY_LINK_WITHDRAW = _("my-agenda/<str:token>/calendars/<int:number>/withdraw/")

urlpatterns = [
    path(_("my-agenda/"), my_agenda, name="my-agenda"),
    path(OWN, calendar_addresses, name="calendar-addresses"),
    path(OWN_WITHDRAW, withdraw_calendar_address, name="withdraw-calendar-address"),
    path(BY_LINK, calendar_addresses, name="calendar-addresses"),
    path(BY_LINK_WITHDRAW, withdraw_calendar_address, name="withdraw-calendar-address"),
    path(_("my-agenda/<str:token>/"), my_agenda_by_link, name="my-agenda-by-link"),
    path(_("feeds/<str:token>/agenda.ics"), serve_personal_feed, name="personal-feed"),
]
