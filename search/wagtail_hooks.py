"""What editors do about search in Wagtail's admin."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from search.counting.desk import MAY_SEE, SearchesFile, SearchesReport
from search.rules.snippets import (
    ContentWishViewSet,
    PromotedResultViewSet,
    ProtectedWordViewSet,
    StruckPairViewSet,
    SynonymGroupViewSet,
)


class SearchGroup(SnippetViewSetGroup):
    items = (
        SynonymGroupViewSet,
        PromotedResultViewSet,
        ProtectedWordViewSet,
        StruckPairViewSet,
        ContentWishViewSet,
    )
    menu_label = _("Search rules")
    menu_name = "search-rules"
    menu_icon = "search"
    menu_order = 310


class SearchesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MAY_SEE)


@hooks.register("register_admin_urls")
def searches_urls() -> list[URLPattern]:
    return [
        path("reports/searches/", SearchesReport.as_view(), name="searches_report"),
        path("reports/searches/<slug:code>.csv", SearchesFile.as_view(), name="searches_file"),
    ]


@hooks.register("register_reports_menu_item")
def searches_menu_item() -> MenuItem:
    return SearchesMenuItem(
        _("Searches"), reverse("searches_report"), icon_name="search", order=1150
    )


@hooks.register("register_permissions")
def searches_permissions() -> QuerySet[Permission]:
    """Who may see what is looked for is chosen per group."""
    return Permission.objects.filter(content_type__app_label="search", codename="view_askedquery")


register_snippet(SearchGroup)
