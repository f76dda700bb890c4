"""Every published page, by the address on its card."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
