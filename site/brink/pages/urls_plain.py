"""Addresses without a language: the front door, covers, the style sheet, the sitemap."""

from django.conf import settings
from django.urls import URLPattern, path, re_path
from django.views.generic import RedirectView

from brink.pages import front, sitemap
from brink.pages.covers.views import serve_cover, serve_plan
from brink.pages.stylesheet import serve_stylesheet

COVER = r"^covers/(?P<land>[a-z-]+)/(?P<kind>[a-z]+)/(?P<seed>[0-9a-f]{8})\.svg$"

urlpatterns: list[URLPattern] = [
    path("", front.front_door, name="front-door"),
    path("favicon.ico", RedirectView.as_view(url=f"{settings.STATIC_URL}img/mark.svg")),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("covers/plan/<slug:light>.svg", serve_plan, name="plan"),
    re_path(COVER, serve_cover, name="covers"),
    path("brink-<str:digest>.css", serve_stylesheet, name="stylesheet"),
]
