"""Every published page, by the address on its card."""

from django.urls import re_path

from brink.pages import front

urlpatterns = [
    # The same addresses as `wagtail_serve`, which stays below us for `Page.get_url` only.
    re_path(r"^((?:[\w\-]+/)*)$", front.serve, name="page"),
]
