"""The demo lets anybody log in as anybody, so it answers only on this machine."""

from django.http import HttpResponseForbidden, HttpResponseRedirect

FORWARDING = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_FORWARDED",
    "HTTP_VIA",
)


class OnlyOnThisMachine:
    """Refuses requests that came through a proxy; sends bare addresses to localhost, where passkeys work."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if any(header in request.META for header in FORWARDING):
            return HttpResponseForbidden("The demo answers only on the machine it runs on.")
        host = request.META.get("HTTP_HOST", "")
        if host.startswith("127.0.0.1") and request.method in ("GET", "HEAD"):
            port = host.partition(":")[2]
            return HttpResponseRedirect(
                f"http://localhost{':' + port if port else ''}{request.get_full_path()}"
            )
        return self.get_response(request)
