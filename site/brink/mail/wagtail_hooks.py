from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from brink.mail.previews import MAY_SEE, MailPage, PreviewPage


class MailMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MAY_SEE)


@hooks.register("register_admin_urls")
def mail_urls() -> list[URLPattern]:
    return [
        path("reports/mail/", MailPage.as_view(), name="mail_previews"),
        path("reports/mail/<path:name>/", PreviewPage.as_view(), name="mail_preview"),
    ]


@hooks.register("register_reports_menu_item")
def mail_menu_item() -> MenuItem:
    return MailMenuItem(_("Mail"), reverse("mail_previews"), icon_name="mail", order=1100)


@hooks.register("register_permissions")
def mail_permissions() -> QuerySet[Permission]:
    """Who may look at the mails is chosen per group."""
    return Permission.objects.filter(content_type__app_label="mail", codename="view_refusal")
