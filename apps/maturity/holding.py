"""Evidence that people of the directory look after."""

from functools import partial

from django.urls import reverse

from apps.core.contributions import Holding, Records, Section
from apps.core.moments import day

from .actions import own_evidence
from .models import Evidence


def holdings(people):
    """What ``people`` look after; one query."""
    for one in (
        Evidence.objects.filter(owner__in=people, supports__end=None).distinct().select_related("network")
    ):
        url = reverse("maturity:evidence", args=[one.network.code, one.pk])
        yield Holding(
            one.owner_id,
            f"Looks after the evidence “{one.title}”",
            url,
            f"maturity.evidence:{one.pk}",
            partial(_hand_over, evidence=one),
        )


def _hand_over(*, evidence, to, by, on):
    own_evidence(evidence=evidence, to=to, by=by)


def sections(person):
    rows = tuple((one.title, day(one.dated)) for one in person.evidence.all())
    yield Section("Evidence that they look after", ("What", "Of"), rows)


def erase(*, person, by):
    """Evidence stays, as the network's; nobody is named with it any more."""
    Evidence.objects.filter(owner=person).update(owner=None)


def move(*, kept, merged, by):
    Evidence.objects.filter(owner=merged).update(owner=kept)


RECORDS = Records("maturity", sections, erase, move)
