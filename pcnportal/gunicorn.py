"""Gunicorn's settings: the same here, in docker-compose.yml and in the Procfile."""

import gc

from django.urls import get_resolver
from gunicorn.glogging import Logger

from apps.core.logs import JsonLines
from apps.core.middleware import is_key_address

worker_class = "gthread"
workers = 2
threads = 4
timeout = 30
max_requests = 5000
max_requests_jitter = 500
accesslog = "-"
control_socket_disable = True


def post_worker_init(worker):
    """Load every page's code before the first request, then take all of it out of the garbage collector's sight:
    it stays for good, and one full collection of it stops all threads for a tenth of a second. A page makes some ten
    thousand objects that die with it: looking through them every 700 costs a twentieth of its time."""
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)


class QuietLogger(Logger):
    """Writes what `JsonLines` writes. Access lines hold method, path, status and duration, and there is none for answer
    addresses, since when somebody answered is nobody's business, nor for invitations, whose address is a key until
    it is used. Gunicorn's own lines about bad and failed requests name clients and addresses: only their kind stays."""

    def _set_handler(self, log, output, fmt, stream=None):
        super()._set_handler(log, output, JsonLines(), stream)

    def access(self, resp, req, environ, request_time):
        path = environ.get("PATH_INFO", "")
        if not is_key_address(path):
            method, status = environ.get("REQUEST_METHOD", ""), str(resp.status).split(None, 1)[0]
            fields = {
                "method": method,
                "path": path,
                "status": status,
                "ms": int(request_time.total_seconds() * 1000),
            }
            self.access_log.info("request", extra={"fields": fields})

    def warning(self, msg, *args, **kwargs):
        super().warning("Invalid request" if msg.startswith("Invalid request") else msg, *args, **kwargs)

    def exception(self, msg, *args, **kwargs):
        if isinstance(msg, str) and msg.startswith("Error handling"):
            msg, args = "Error handling a request", ()
        super().exception(msg, *args, **kwargs)


logger_class = QuietLogger
