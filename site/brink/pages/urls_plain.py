"""Addresses without a language: the front door, covers, the style sheet, the sitemap."""

from django.urls import URLPattern, path

from brink.pages import front
from brink.pages.stylesheet import serve_stylesheet

urlpatterns: list[URLPattern] = [
    path("", front.front_door, name="front-door"),
    path("brink-<str:digest>.css", serve_stylesheet, name="stylesheet"),
]
