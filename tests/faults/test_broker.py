"""Pages while the broker is dead or frozen: they answer, what was asked for waits, and is made when jobs run again."""

import socket
import time

import pytest
from django.urls import reverse

from apps.jobs import tasks
from apps.jobs.worker import drain

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=["dead", "frozen"])
def broken_broker(request, monkeypatch, tmp_path):
    """A broker that isn't there, or one that accepts connections and says nothing."""
    path = str(tmp_path / "broker.sock")
    with socket.socket(socket.AF_UNIX) as silent:
        if request.param == "frozen":
            silent.bind(path)
            silent.listen(8)
        monkeypatch.setattr(tasks.wake.app.conf, "broker_write_url", f"redis+socket://{path}")
        yield


def test_report_is_asked_for_and_waits(client, broken_broker, network, manager):
    client.force_login(manager)
    page = client.get(reverse("reports:prepare", args=[network.code]))
    year = page.context["form"].fields["year_end"].choices[0][0]
    before = time.monotonic()
    answer = client.post(reverse("reports:prepare", args=[network.code]), {"year_end": year})
    assert answer.status_code == 302
    assert time.monotonic() - before < 10

    waiting = client.get(answer.url)
    assert "Waiting for its turn" in waiting.content.decode()
    drain()
    assert "The draft is ready" in client.get(answer.url).content.decode()
