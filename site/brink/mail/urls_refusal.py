from django.urls import path
from django.utils.translation import gettext_lazy as _

from brink.mail.refusing import choose

urlpatterns = [path(_("mail/<str:token>/"), choose, name="mail-refusal")]
