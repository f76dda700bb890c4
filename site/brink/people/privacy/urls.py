"""My data: of an account, or with the `token` of a mailed link; by one name."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from brink.people.privacy.views import correct_person, download, erase_all, erased, my_data

CORRECT = _("my-data/correct/<uuid:uid>/")
DOWNLOAD = _("my-data/take-out/")
ERASE = _("my-data/erase/")
CORRECT_BY_LINK = _("my-data/<str:token>/correct/<uuid:uid>/")
DOWNLOAD_BY_LINK = _("my-data/<str:token>/take-out/")
ERASE_BY_LINK = _("my-data/<str:token>/erase/")

urlpatterns = [
    path(_("my-data/"), my_data, name="my-data"),
    path(_("my-data/erased/"), erased, name="my-data-erased"),
    path(CORRECT, correct_person, name="my-data-correct"),
    path(DOWNLOAD, download, name="my-data-download"),
    path(ERASE, erase_all, name="my-data-erase"),
    path(CORRECT_BY_LINK, correct_person, name="my-data-correct"),
    path(DOWNLOAD_BY_LINK, download, name="my-data-download"),
    path(ERASE_BY_LINK, erase_all, name="my-data-erase"),
    path(_("my-data/<str:token>/"), my_data, name="my-data"),
]
