"""Addresses of organisations and research groups, in each language."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from brink.pages.bodies import views

app_name = "bodies"
urlpatterns: list[URLPattern] = [
    path(_("organisations/"), views.organisations, name="organisations"),
    path(_("organisations/<slug:code>/"), views.organisation, name="organisation"),
    path(_("research-groups/"), views.research_groups, name="research-groups"),
    path(_("research-groups/<slug:code>/"), views.research_group, name="research-group"),
]
