"""Admin pages that show what the site's mails look like, without sending one."""

from dataclasses import dataclass
from email.message import Message
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from brink.mail import occasions
from brink.mail.message import OutgoingMessage, with_pictures
from brink.mail.models import Refusal

MAY_SEE = "mail.view_refusal"


@dataclass(frozen=True)
class Part:
    """A calendar or file as it is in the message. Plain values, ready for a template."""

    name: str
    type: str
    text: str


@dataclass(frozen=True)
class Preview:
    language: str
    subject: str
    html: str
    text: str
    headers: list[tuple[str, str]]
    parts: list[Part]


class MailPage(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    permission_policy = ModelPermissionPolicy(Refusal)
    permission_required = "view"
    page_title = _("Mail")
    header_icon = "mail"
    template_name = "mail/admin/occasions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(occasions=occasions.occasions(), **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": reverse("mail_previews"), "label": _("Mail")}]


class PreviewPage(MailPage):
    template_name = "mail/admin/preview.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.occasion is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def occasion(self) -> occasions.Occasion | None:
        return occasions.find(self.kwargs["name"])

    def get_page_subtitle(self) -> str:
        return str(self.occasion.label) if self.occasion else ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_subtitle()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        assert self.occasion
        shown = [
            describe(language, occasions.preview(self.occasion, language))
            for language, _name in settings.LANGUAGES
        ]
        return super().get_context_data(previews=shown, **kwargs)


def describe(language: str, message: OutgoingMessage) -> Preview:
    made = message.message()
    return Preview(
        language=language,
        subject=str(message.subject),
        html=with_pictures(str(message.alternatives[0][0]), made),
        text=str(message.body),
        headers=[(name, str(value)) for name, value in made.items()],
        parts=[
            part_of(part)
            for part in made.walk()
            if part.get_content_type() == "text/calendar"
            or (part.get_filename() and not part["Content-ID"])
        ],
    )


def part_of(part: Message) -> Part:
    body = part.get_payload(decode=True)
    text = body.decode(errors="replace") if isinstance(body, bytes) else ""
    return Part(part.get_filename() or "", str(part["Content-Type"]), text.replace("\r\n", "\n"))
