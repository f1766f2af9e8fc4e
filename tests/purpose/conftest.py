from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone


@pytest.fixture
def at(network):
    """Addresses of the network's pages of purpose."""

    def address(name, pk=None, **query):
        url = reverse(f"purpose:{name}", args=[network.code, *([pk] if pk else [])])
        return url + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")

    return address


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def ago(today):
    return lambda days: today - timedelta(days=days)


def boxes(name, day) -> dict:
    """A date as its three boxes post it."""
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}
