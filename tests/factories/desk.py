"""What an area keeps at its desk."""

from datetime import date

from django.utils import timezone


def place_of(icb, *networks, name="North"):
    """A place with ``networks`` in it since the year began."""
    place = icb.places.create(name=name)
    for network in networks:
        network.place_spells.create(place=place, start=date(2025, 4, 1))
    return place


def batch_of(icb, *networks, **fields):
    """A collection that ``networks`` were asked for today."""
    values = {"year_end": date(2026, 3, 31), "whom": "All networks"} | fields
    batch = icb.batches.create(**values)
    for network in networks:
        batch.items.create(network=network, asked_at=timezone.now())
    return batch
