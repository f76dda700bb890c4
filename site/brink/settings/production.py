"""A server. It refuses to start half-configured, and says what is missing."""

from django.core.exceptions import ImproperlyConfigured

from brink.settings.base import *  # noqa: F403  (settings are meant to be merged)
from brink.settings.base import BASE_URL, SILENCED_SYSTEM_CHECKS, env

REQUIRED = {
    "SECRET_KEY": "a long random text, for example of `openssl rand -hex 32`",
    "ALLOWED_HOSTS": "the host names of the site, separated by commas",
    "BASE_URL": "the public address of the site, such as https://brink.example",
}
missing = [f"{name} ({what})" for name, what in REQUIRED.items() if not env.str(name, default="")]
if missing:
    raise ImproperlyConfigured("Set in the environment: " + "; ".join(missing))
if "*" in env.list("ALLOWED_HOSTS"):
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts; * would allow any.")
if len(env.str("SECRET_KEY")) < 50:
    raise ImproperlyConfigured("SECRET_KEY is shorter than 50 characters; make a longer one.")
if not BASE_URL.startswith(("https://", "http://")):
    raise ImproperlyConfigured("BASE_URL must start with https:// (or http:// for a trial).")

IS_HTTPS = BASE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
# Only what a proxy of ours sets is believed: with none, anybody could write these headers.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)
if ALLAUTH_TRUSTED_PROXY_COUNT > 0:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
# Other names under this one may be no business of ours, and a preload list hardly forgets.
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS and env.bool("HSTS_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = SECURE_HSTS_INCLUDE_SUBDOMAINS
SILENCED_SYSTEM_CHECKS = [*SILENCED_SYSTEM_CHECKS, "security.W005", "security.W021"]  # as above
SESSION_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_SECURE = IS_HTTPS
