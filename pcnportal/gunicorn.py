"""Gunicorn's settings: the same here, in docker-compose.yml and in the Procfile."""

import gc

from django.urls import get_resolver
from gunicorn.glogging import Logger

worker_class = "gthread"
workers = 2
threads = 4
timeout = 30
max_requests = 5000
max_requests_jitter = 500
accesslog = "-"
access_log_format = "%(t)s %(m)s %(U)s %(s)s %(M)sms"
control_socket_disable = True


def post_worker_init(worker):
    """Load every page's code before the first request, then take all of it out of the garbage collector's sight:
    it stays for good, and one full collection of it stops all threads for a tenth of a second."""
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()


class QuietLogger(Logger):
    """Writes no access line for answer addresses, since when somebody answered is nobody's business, nor for
    invitations, whose address is a key until it is used."""

    def access(self, resp, req, environ, request_time):
        if not environ.get("PATH_INFO", "").startswith(("/a/", "/answer/", "/invitation/")):
            super().access(resp, req, environ, request_time)


logger_class = QuietLogger
