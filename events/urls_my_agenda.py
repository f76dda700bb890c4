"""Apart from `events.urls`: its name has no prefix, and is where signing in leads to."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from events.views.my_agenda import my_agenda, my_agenda_by_link
from events.views.personal_feeds import serve_personal_feed

urlpatterns = [
    path(_("my-agenda/"), my_agenda, name="my-agenda"),
    path(_("my-agenda/<str:token>/"), my_agenda_by_link, name="my-agenda-by-link"),
    path(_("feeds/<str:token>/agenda.ics"), serve_personal_feed, name="personal-feed"),
]
