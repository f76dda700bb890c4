"""Addresses without a language: the front door, covers, the style sheet, the sitemap."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
