from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from masterclasses.views import serve_sittings

app_name = "masterclasses"
urlpatterns: list[URLPattern] = [
    path(_("masterclasses/<slug:slug>/feed.ics"), serve_sittings, name="feed")
]
