"""Tests: the same code, on the database, cache and search that the environment names."""

from brink.settings.base import *  # noqa: F403  (settings are meant to be merged)
from brink.settings.base import CACHES, DATABASES, VAR_DIR, env

SECRET_KEY = "test-only-" + "0" * 50
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
BASE_URL = "http://testserver"
WAGTAILADMIN_BASE_URL = BASE_URL
# Runs beside each other, and the workers of one run, share no rows, files, keys or indices.
RUN = env.str("BRINK_TEST_DB", default="main")
WORKER = f"{RUN}-{env.str('PYTEST_XDIST_WORKER', default='alone')}"
# A file, not memory: WAL, IMMEDIATE and several connections must be real.
# pytest-django adds the worker to these names.
is_sqlite = DATABASES["default"]["ENGINE"].endswith("sqlite3")
DATABASES["default"]["TEST"] = {
    "NAME": str(VAR_DIR / f"test-{RUN}.sqlite3") if is_sqlite else f"test_{RUN}"
}
DATABASES["default"]["CONN_MAX_AGE"] = 0  # a thread that ended must not hold the database
if "KEY_PREFIX" in CACHES["default"]:
    CACHES["default"]["KEY_PREFIX"] = f"brink-test-{WORKER}"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
JOBS_THREAD = False
MEDIA_ROOT = VAR_DIR / "test-media" / WORKER
STATIC_ROOT = VAR_DIR / "test-static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns when it is not there
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(MEDIA_ROOT)},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ELASTICSEARCH_PREFIX = f"{env.str('ELASTICSEARCH_PREFIX', default='brink-test')}-{WORKER}"
