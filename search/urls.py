from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from search.counting.views import clicked
from search.feed import serve_feed
from search.saved.pages import confirm_saved, saved, stop_saved
from search.saved.views import save
from search.views import description, results, suggestions

app_name = "search"
urlpatterns: list[URLPattern] = [
    path(_("search/"), results, name="results"),
    path(_("search/suggestions/"), suggestions, name="suggestions"),
    path(_("search/feed.xml"), serve_feed, name="feed"),
    path(_("search/opensearch.xml"), description, name="description"),
    path(_("search/save/"), save, name="save"),
    path(_("search/saved/"), saved, name="saved"),
    path(_("search/saved/<str:token>/"), saved, name="saved"),
    path(_("search/saved/confirm/<str:token>/"), confirm_saved, name="confirm-saved"),
    path(_("search/saved/stop/<str:token>/"), stop_saved, name="stop-saved"),
    path(_("search/opened/"), clicked, name="clicked"),
]
