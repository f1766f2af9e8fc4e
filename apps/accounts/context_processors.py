from . import sessions


def log_in(request):
    """How long the reader's log in still lasts; worked out only where a page shows it."""
    return {"log_in_left": lambda: sessions.time_left(request.session)}
