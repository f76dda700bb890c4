"""The composition root: every address of Brink."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from brink import health, metrics
from brink.people.views import admin_login

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("", include("brink.pages.urls_plain")),
    path("admin/login/", admin_login),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("dev/mail/", include("brink.mail.urls")),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    *i18n_patterns(
        path("account/", include("brink.people.urls")),
        path("", include("brink.people.privacy.urls")),
        path("", include("events.urls")),
        path("", include("events.urls_my_agenda")),
        path("", include("masterclasses.urls")),
        path("", include("search.urls")),
        path("", include("brink.mail.urls_refusal")),
        path("", include("brink.pages.bodies.urls")),
        path("", include("brink.pages.urls")),
        path("", include(wagtail_urls)),
        prefix_default_language=True,
    ),
]

handler400 = "brink.pages.errors.bad_request"
handler403 = "brink.pages.errors.forbidden"
handler404 = "brink.pages.errors.not_found"
handler500 = "brink.pages.errors.server_error"
