"""A component as a topic that a meeting can take up."""

from django.urls import reverse
from django.utils import timezone

from apps.accounts.permissions import Permission
from apps.core.topics import Moment, Topic

from .models import Claim
from .statements import matrix

KIND = "maturity"


def resolve(reader, codes) -> dict[str, Topic]:
    """By a component's code; no query."""
    if Permission.VIEW_NETWORK not in reader.permissions:
        return {}
    return {
        one.code: Topic(
            KIND,
            one.code,
            one.name,
            reverse("maturity:component", args=[reader.place.code, one.code]),
            "Maturity",
        )
        for one in matrix().components
        if one.code in codes
    }


def told(reader, keys, since):
    """The days on which a meeting said where we are; one query."""
    wanted = {code for kind, code in keys if kind == KIND and matrix().component(code)}
    if not wanted or Permission.VIEW_NETWORK not in reader.permissions:
        return
    rows = Claim.objects.filter(network=reader.place, agreed_on__lte=timezone.localdate())
    days = {(code.rsplit("-", 2)[0], on) for code, on in rows.values_list("statement", "agreed_on")}
    for component, on in sorted(days):
        if component in wanted and (since is None or on >= since):
            url = reverse("maturity:component", args=[reader.place.code, component])
            yield (KIND, component), Moment(on, "Maturity", "A meeting said where we are", url, order=20)
