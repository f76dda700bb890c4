"""An editor at work: posts what the forms of the admin hold, as a browser does."""

from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup
from django.http import HttpResponse, QueryDict
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import querydict_from_html

from brink.people.models import User

STREAMS = ("body", "related")


def superuser() -> User:
    found = User.objects.filter(email="baas@brink.example").first()
    return found or User.objects.create_superuser("baas@brink.example", "geheim")


@dataclass
class Editor:
    client: Client

    @classmethod
    def log_in(cls, user: User | None = None) -> "Editor":
        client = Client()
        client.force_login(user or superuser(), "django.contrib.auth.backends.ModelBackend")
        return cls(client)

    def url(self, name: str, *args: Any) -> str:
        return reverse(f"wagtailadmin_pages:{name}", args=args)

    def form(self, address: str, form_id: str = "page-edit-form") -> QueryDict:
        response = self.client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        data = querydict_from_html(response.content.decode(), form_id=form_id)
        for select in BeautifulSoup(response.content, "html.parser").select("select[multiple]"):
            if not select.select("option[selected]"):
                data.pop(select["name"], None)
        for name in STREAMS:  # drawn by JavaScript, so they are not in the page
            data.setdefault(f"{name}-count", "0")
        return data

    def create(self, parent: Page, model: str, *, publish: bool = False, **fields: Any) -> Any:
        """Fill in the form for a new page beneath `parent`; `model` as `events.eventpage`."""
        app, name = model.split(".")
        address = self.url("add", app, name, parent.pk)
        before = set(Page.objects.values_list("pk", flat=True))
        assert_saved(self.client.post(address, self.filled(address, publish, fields)))
        return Page.objects.exclude(pk__in=before).get().specific

    def edit(self, page: Page, *, publish: bool = False, **fields: Any) -> HttpResponse:
        address = self.url("edit", page.pk)
        return self.client.post(address, self.filled(address, publish, fields))

    def filled(self, address: str, publish: bool, fields: dict[str, Any]) -> QueryDict:
        data = self.form(address)
        for name, value in fields.items():
            data.setlist(name, value if isinstance(value, list) else [value])
        if publish:
            data["action-publish"] = "action-publish"
        return data

    def publish(self, page: Page, **fields: Any) -> Any:
        assert_saved(self.edit(page, publish=True, **fields))
        return Page.objects.get(pk=page.pk).specific

    def unpublish(self, page: Page) -> HttpResponse:
        return self.client.post(self.url("unpublish", page.pk))

    def delete(self, page: Page) -> HttpResponse:
        return self.client.post(self.url("delete", page.pk))

    def bulk(self, action: str, *pages: Page) -> HttpResponse:
        ids = "&".join(f"id={page.pk}" for page in pages)
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        return self.client.post(f"{address}?next=/admin/&{ids}")

    def translate(self, page: Page, lang: str) -> Any:
        """Press "Translate": makes a draft in the other tree."""
        address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
        locale = Locale.objects.get(language_code=lang)
        assert_saved(self.client.post(address, {"locales": locale.pk}))
        return page.get_translations().get(locale__language_code=lang).specific


def assert_saved(response: HttpResponse) -> None:
    """A form that is shown again was refused; say why."""
    if response.status_code != 302:
        soup = BeautifulSoup(response.content, "html.parser")
        errors = [
            text.get_text(" ", strip=True) for text in soup.select(".error-message, .messages")
        ]
        raise AssertionError(f"{response.status_code}: {errors}")
