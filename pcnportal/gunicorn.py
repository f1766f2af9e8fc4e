"""Gunicorn's settings: the same here, in docker-compose.yml and in the Procfile."""

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


class QuietLogger(Logger):
    """Writes no access line for answer addresses: when somebody answered is nobody's business."""

    def access(self, resp, req, environ, request_time):
        if not environ.get("PATH_INFO", "").startswith(("/a/", "/answer/")):
            super().access(resp, req, environ, request_time)


logger_class = QuietLogger
