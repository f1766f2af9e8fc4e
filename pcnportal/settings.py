"""Settings of the PCN portal: one file, everything that differs between places from environment variables.

``docs/operations.md`` lists the variables. What is missing or weak stops the start with a sentence."""

import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from pcnportal.organisation import organisation

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

TESTING = env.bool("PORTAL_TEST", False)
DEMO = env.bool("PORTAL_DEMO", False)
DEBUG = False
VERSION = "0.1.0"  # as in pyproject.toml, which an installation need not have


def strong(name: str) -> str:
    """The secret in the variable ``name``; refuses what is missing, short or repetitive."""
    value = env.str(name, "")
    if len(value) < 40 or len(set(value)) < 10:
        raise ImproperlyConfigured(f"{name} must be set to at least 40 random characters.")
    return value


# --- Where we are -------------------------------------------------------------
PORTAL_URL = env.str("PORTAL_URL").rstrip("/")
_portal = urlsplit(PORTAL_URL)
SECURE = _portal.scheme == "https"
LOOPBACK = ("localhost", "127.0.0.1", "[::1]", "::1")
ALLOWED_HOSTS = list(LOOPBACK) if DEMO else env.list("ALLOWED_HOSTS", default=[_portal.hostname])
if not SECURE and _portal.hostname not in LOOPBACK:
    raise ImproperlyConfigured("PORTAL_URL must be https outside this machine.")

SECRET_KEY = strong("SECRET_KEY")
SECRET_KEY_FALLBACKS = [key for key in env.list("SECRET_KEY_FALLBACKS", default=[]) if key]
LINK_KEY = strong("LINK_KEY")
# Only workers have these; the web process has no way to open a ballot.
KEYRING_DIR = env.str("KEYRING_DIR", "")
KEYRING_KEY = strong("KEYRING_KEY") if KEYRING_DIR else ""
if len({SECRET_KEY, LINK_KEY, KEYRING_KEY}) < 3:
    raise ImproperlyConfigured("SECRET_KEY, LINK_KEY and KEYRING_KEY must differ from each other.")

# --- Applications -------------------------------------------------------------
INSTALLED_APPS = [
    "apps.core",
    "apps.jobs",
    "apps.mail",
    "apps.documents",
    "apps.accounts",
    "apps.networks",
    "apps.practices",
    "apps.people",
    "apps.surveys",
    "apps.scorecard",
    "apps.wellbeing",
    "apps.roles",
    "apps.purpose",
    "apps.meetings",
    "apps.notes",
    "apps.maturity",
    "apps.reports",
    "apps.desk",
    "apps.asks",
    "apps.overview",
    "apps.home",
    "apps.demo",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "csp",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "apps.core.middleware.PrivatePages",
    "apps.core.middleware.PrintableCookies",
    "apps.core.middleware.AnswerAddresses",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "apps.accounts.middleware.SessionLimits",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "apps.accounts.middleware.SecondFactorFirst",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "apps.core.middleware.Refusals",
]
if DEMO:
    MIDDLEWARE.insert(0, "apps.demo.middleware.OnlyOnThisMachine")

ROOT_URLCONF = "pcnportal.urls"
WSGI_APPLICATION = "pcnportal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "apps.core.context_processors.portal",
                "apps.home.shell.shell",
                "apps.accounts.context_processors.log_in",
            ],
            "builtins": ["django.templatetags.static", "apps.core.templatetags.portal"],
        },
    }
]
FORM_RENDERER = "apps.core.forms.PortalRenderer"

# --- Data ---------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL")}
DATABASES["default"]["CONN_MAX_AGE"] = 0 if TESTING else 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# The owner migrates, the portal runs as a role that can't change the schema (apps/core/migrate).
DATABASE_OWNER_URL = env.str("DATABASE_OWNER_URL", "")
DATABASE_APP_ROLE = DATABASES["default"]["USER"]
if TESTING:
    DATABASES["default"]["TEST"] = {"NAME": env.str("TEST_DATABASE", "test_pcnportal")}
_database_host = DATABASES["default"]["HOST"] or DATABASES["default"].get("OPTIONS", {}).get("host", "")
if DEMO and _database_host and not _database_host.startswith("/") and _database_host not in LOOPBACK:
    raise ImproperlyConfigured(
        "PORTAL_DEMO=1 lets anybody log in: it refuses a database that is not on this machine."
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

FILES_DIR = Path(env.str("FILES_DIR"))
MEDIA_ROOT = FILES_DIR
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static" / "build", BASE_DIR / "static" / "images"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "apps.core.static_files.PortalStaticFiles"
    },
}
# Served as they are at the top: browsers ask for /favicon.ico without being told to.
WHITENOISE_ROOT = BASE_DIR / "static" / "root"
WHITENOISE_USE_FINDERS = TESTING
WHITENOISE_AUTOREFRESH = TESTING
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

# --- People and sessions ------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if TESTING
    else ["django.contrib.auth.hashers.Argon2PasswordHasher"]
)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "apps.accounts.passwords.ContextWordsValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:start"
ACCOUNT_ADAPTER = "apps.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
PASSWORD_RESET_TIMEOUT = 60 * 60
ACCOUNT_FORMS = {
    "login": "apps.accounts.forms.LoginForm",
    "reauthenticate": "apps.accounts.forms.ConfirmForm",
    "change_password": "apps.accounts.forms.ChangePasswordForm",
    "reset_password": "apps.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "apps.accounts.forms.ResetPasswordKeyForm",
}
MFA_ADAPTER = "apps.accounts.adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Accounts are made by links that were mailed: there is no address that nobody has shown to be theirs.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "PCN portal"
# One code earlier or later is taken: whoever reads a code in its last second has still to type it (RFC 6238, 5.2).
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "apps.accounts.forms.CodeForm",
    "authenticate_webauthn": "apps.accounts.forms.PasskeyStepForm",
    "login_webauthn": "apps.accounts.forms.PasskeyLogInForm",
    "reauthenticate": "apps.accounts.forms.ConfirmCodeForm",
    "reauthenticate_webauthn": "apps.accounts.forms.ConfirmPasskeyForm",
    "activate_totp": "apps.accounts.forms.AppForm",
    "add_webauthn": "apps.accounts.forms.PasskeyForm",
    "edit_webauthn": "apps.accounts.forms.PasskeyNameForm",
}
MFA_TRUST_ENABLED = True
MFA_TRUST_COOKIE_AGE = timedelta(days=30)
MFA_TRUST_COOKIE_NAME = "__Host-trusted" if SECURE else "trusted"
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", 0)
# None where nobody logs in by an organisation (apps/accounts/organisation.py).
ORGANISATION = organisation(env)
# How long a log in lasts: unused, and at the longest (apps/accounts/sessions.py).
LOG_IN_IDLE = timedelta(minutes=30)
LOG_IN_LONGEST = timedelta(hours=12)
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
# Not in a cookie of their own: what they say may name people.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# --- Security headers ---------------------------------------------------------
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
if env.bool("BEHIND_TLS_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        # Browsers hold redirects that follow a form to this as well.
        "form-action": [SELF, *(ORGANISATION.origins if ORGANISATION else ())],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# --- Mail ---------------------------------------------------------------------
MAIL_DIR = env.str("MAIL_DIR", "")
if MAIL_DIR:
    EMAIL_BACKEND = "apps.mail.folder.EmailBackend"
    EMAIL_FILE_PATH = MAIL_DIR
elif not TESTING or "EMAIL_URL" in env:
    vars().update(env.email_url("EMAIL_URL", default="smtp://localhost:25"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", "PCN portal <portal@localhost>")

# Who runs this portal, and where people ask: named on the pages about help, privacy and accessibility.
OPERATOR_NAME = env.str("OPERATOR_NAME", "")
SUPPORT_EMAIL = env.str("SUPPORT_EMAIL", "")

# --- Background work ----------------------------------------------------------
REDIS_URL = env.str("REDIS_URL")
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_RESULT_BACKEND = None
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 50
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 900}
CELERY_BEAT_SCHEDULE = {"sweep": {"task": "jobs.sweep", "schedule": 30.0, "options": {"expires": 25}}}

# --- Words and logs -----------------------------------------------------------
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
DATE_FORMAT = "j F Y"
USE_THOUSAND_SEPARATOR = False
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "apps.core.logs.JsonLines"}},
    "filters": {"no_answer_addresses": {"()": "apps.core.logs.NoAnswerAddresses"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "stream": sys.stderr,
            "formatter": "line",
            "filters": ["no_answer_addresses"],
        }
    },
    "root": {"handlers": ["console"], "level": "INFO" if not TESTING else "WARNING"},
    "loggers": {
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
        # A refused or missing answer address must not leave a line.
        "django.request": {"level": "ERROR"},
        "django.security.csrf": {"level": "ERROR"},
    },
}
SILENCED_SYSTEM_CHECKS = []
