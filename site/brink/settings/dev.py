"""A checkout on a laptop: SQLite, jobs in the web process, mail in a mailbox page."""

from brink.settings.base import *  # noqa: F403  (settings are meant to be merged)
from brink.settings.base import MEDIA_ROOT, MIDDLEWARE, VAR_DIR, env, media_storage

DEBUG = True
SECRET_KEY = env.str("SECRET_KEY", default="development-only-" + "0" * 50)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
STORAGES = {
    "default": media_storage(MEDIA_ROOT),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if not env.str("EMAIL_URL", default=""):
    EMAIL_BACKEND = "brink.mail.backends.MailboxBackend"
MIDDLEWARE = [*MIDDLEWARE, "brink.pages.errors.OwnErrors"]
DEV_MAILBOX = VAR_DIR / "mail"
