from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from search.views import results

app_name = "search"
urlpatterns: list[URLPattern] = [path(_("search/"), results, name="results")]
