"""Tests: the same code, on the database, cache and search that the environment names."""

from brink.settings.base import *  # noqa: F403  (settings are meant to be merged)
from brink.settings.base import DATABASES, VAR_DIR, env

SECRET_KEY = "test-only-" + "0" * 50
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
BASE_URL = "http://testserver"
WAGTAILADMIN_BASE_URL = BASE_URL
# A file, not memory: WAL, IMMEDIATE and several connections must be real. A second run beside this
# one takes another name.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {
        "NAME": VAR_DIR / f"test-{env.str('BRINK_TEST_DB', default='main')}.sqlite3"
    }
else:
    DATABASES["default"]["TEST"] = {"NAME": f"test_{env.str('BRINK_TEST_DB', default='main')}"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
JOBS_THREAD = False
MEDIA_ROOT = VAR_DIR / "test-media"
STATIC_ROOT = VAR_DIR / "test-static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns when it is not there
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ELASTICSEARCH_PREFIX = env.str("ELASTICSEARCH_PREFIX", default="brink-test")
