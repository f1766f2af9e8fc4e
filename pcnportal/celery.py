"""Celery only wakes jobs; what is to be done, and whether it was, is in the jobs table."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pcnportal.settings")

app = Celery("pcnportal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
