"""What all environments share. Nothing here may differ between a laptop and a server."""

from pathlib import Path

from brink.settings.csp import PERMISSIONS_POLICY, PUBLIC_POLICY
from brink.settings.env import BASE_DIR, VAR_DIR, cache, database, env, media_storage

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
PORT = env.str("PORT", default="8000")
BASE_URL = env.str("BASE_URL", default=f"http://127.0.0.1:{PORT}").rstrip("/")

INSTALLED_APPS = [
    "brink.home",
    "search",
    "masterclasses",
    "casestudies",
    "events",
    "brink.pages",
    "brink.documents",
    "brink.people",
    "brink.themes",
    "brink.mail",
    "brink.jobs",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "brink.people.admin.apps.UsersConfig",  # wagtail.users with our forms
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "brink.pages.refusals.RefusalMiddleware",
]

ROOT_URLCONF = "brink.urls"
WSGI_APPLICATION = "brink.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SITE_ID = 1

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "brink.pages.navigation.navigation",
            ],
        },
    },
]
FORM_RENDERER = "brink.pages.forms.Renderer"

DATABASES = {"default": database(f"sqlite:///{VAR_DIR}/brink.sqlite3")}
CACHES = {"default": cache()}

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"brink.people.passwords.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Accounts: the address is the login, and no door tells whether an address is known.
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my-agenda"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "brink.people.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Beside allauth's own: sign-ups of guests from one network. A whole class may come at once; who
# says "I am here" sits in a room with hundreds of others, all on its one network.
ACCOUNT_RATE_LIMITS = {
    "event_registration": "60/h/ip",
    "event_room": "1000/h/ip",
    "saved_search": "60/h/ip",
    "search_click": "120/m/ip",
}
ACCOUNT_SIGNUP_FORM_CLASS = "brink.people.forms.SignupForm"
ACCOUNT_FORMS = {
    "login": "brink.people.entrance.LoginForm",
    "signup": "brink.people.entrance.SignupForm",
    "add_email": "brink.people.entrance.AddEmailForm",
    "change_password": "brink.people.entrance.ChangePasswordForm",
    "set_password": "brink.people.entrance.SetPasswordForm",
    "reset_password": "brink.people.entrance.ResetPasswordForm",
    "reset_password_from_key": "brink.people.entrance.ResetPasswordKeyForm",
    "reauthenticate": "brink.people.entrance.ReauthenticateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Brink"

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "site" / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "site" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": media_storage(MEDIA_ROOT),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Wagtail
WAGTAIL_SITE_NAME = "Brink"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILIMAGES_IMAGE_MODEL = "pages.BrinkImage"
WAGTAILDOCS_DOCUMENT_MODEL = "pages.BrinkDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "brink.documents.form.DocumentForm"
# What people keep and open; nothing that a browser would run as a page of this site.
WAGTAILDOCS_EXTENSIONS = [
    *("csv", "epub", "ics", "json", "md", "rtf", "txt", "zip"),
    *("doc", "docx", "key", "odg", "odp", "ods", "odt", "pdf", "ppt", "pptx", "xls", "xlsx"),
    *("gif", "jpeg", "jpg", "m4a", "mp3", "mp4", "png", "webm", "webp"),
]
WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# As Wagtail advises: the form of a long page has more fields than Django's thousand.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILEMBEDS_FINDERS: list[dict] = []  # a page never fetches from another host
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
# Admin search stays on the database: the admin must live when search is down.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
# Wagtail's own tasks become outbox rows, so they leave the publish transaction.
TASKS = {"default": {"BACKEND": "brink.jobs.tasks.OutboxBackend"}}
TAGGIT_CASE_INSENSITIVE = True

# Mail
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Brink <brink@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Where a mail program may write that its reader wants no more of a kind; beside the link.
MAIL_REFUSAL_ADDRESS = env.str("MAIL_REFUSAL_ADDRESS", default="")
# Names those who refused mail for ever; without it SECRET_KEY and its fallbacks do.
MAIL_REFUSAL_KEY = env.str("MAIL_REFUSAL_KEY", default="")

# Jobs and search
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="")
JOBS_THREAD = env.bool("JOBS_THREAD", default=not CELERY_BROKER_URL)
JOBS_LEASE = env.int("JOBS_LEASE", default=120)  # seconds after which a killed runner is given up
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
ELASTICSEARCH_URL = env.list("ELASTICSEARCH_URL", default=[])
ELASTICSEARCH_PREFIX = env.str("ELASTICSEARCH_PREFIX", default="brink")
ELASTICSEARCH_SHARDS = env.int("ELASTICSEARCH_SHARDS", default=1)
ELASTICSEARCH_REPLICAS = env.int("ELASTICSEARCH_REPLICAS", default=-1)  # as there are servers
SEARCH_VECTORS = env.bool("SEARCH_VECTORS", default=False)  # needs the extra `vectors`

# How long what is kept of people, in days by the code of a rule (`manage.py retention` shows them).
RETENTION: dict[str, int] = env.json("RETENTION", default={})

# Browsers: what a page may do
CONTENT_SECURITY_POLICY = PUBLIC_POLICY
PERMISSIONS_POLICY = PERMISSIONS_POLICY
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail's preview is a frame of our own
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "brink.pages.errors.csrf_failure"

SILENCED_SYSTEM_CHECKS = ["security.W019"]  # asks for DENY; see X_FRAME_OPTIONS
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "brink.discretion.DiscreetFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        **{name: {"level": "INFO"} for name in ("brink", "events", "search")},
        # Django has handlers of its own for these, which conceal nothing.
        **{name: {"handlers": [], "propagate": True} for name in ("django", "django.server")},
    },
}
