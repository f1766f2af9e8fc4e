"""The portal's own settings, with one page more: the floor."""

from pcnportal.settings import *  # noqa: F403 - settings are meant to be taken over whole
from pcnportal.settings import BASE_DIR

ROOT_URLCONF = "benches.urls"
STATIC_ROOT = BASE_DIR / "var" / "bench" / "static"
# Nobody reads the mails of a bench.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
