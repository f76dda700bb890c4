"""Wagtail's admin: what views share that are about one page and are reached from its editor."""

from typing import Any

from django.urls import reverse
from django.views.generic import View
from wagtail.admin.views.generic import WagtailAdminTemplateMixin


class BesideEditor(WagtailAdminTemplateMixin, View):
    """The trail leads over the editor of `page`, which each view finds for itself."""

    page: Any

    @property
    def editor(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    def get_page_subtitle(self) -> str:
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *self.breadcrumbs_items,
            {"url": self.editor, "label": self.get_page_subtitle()},
            {"url": "", "label": self.get_page_title()},
        ]
