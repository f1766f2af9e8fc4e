"""Health check of the web container: ends well when ``/health/`` answers 200, asked the way the proxy asks."""

import os
import sys
import urllib.request
from urllib.parse import urlsplit

portal = urlsplit(os.environ["PORTAL_URL"])
request = urllib.request.Request(
    f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/health/",
    headers={"Host": portal.netloc, "X-Forwarded-Proto": portal.scheme},
)
# A redirect or an error raises, and says what it was in the container's health log.
with urllib.request.urlopen(request, timeout=5) as response:  # noqa: S310 - our own address
    sys.exit(response.status != 200)
