"""What the fictional networks know of themselves: ages, clinical systems, a practice that left, needs."""

from datetime import date, timedelta

from django.utils import timezone

from apps.networks.models import Network
from apps.people.models import Person
from apps.practices.ages import BANDS
from apps.practices.keeping import change_profile, close_need, record_need
from apps.practices.models import AgeProfile, Change, ListSize, Practice, PracticeMembership

from .area import OPENED, first_of_month
from .clock import at
from .personas import persona_user

HOME = "U99901"
# Per thousand, by band: much as in England.
AGES = (48, 55, 60, 58, 58, 66, 72, 72, 69, 63, 66, 68, 62, 52, 46, 40, 25, 14, 5, 1)
SUPPLIERS = ("EMIS", "TPP", "EMIS")
LEFT, LEFT_PATIENTS = ("Z99899", "Fulwell Surgery"), 3950
COLLABORATION = (
    "A federation of five of us shared a home visiting team from 2015.\n"
    "Tarn Lane and Hazel Bank ran a joint diabetes clinic before that."
)


def make_house() -> None:
    """Call last: rounds of the year know nothing of the practice that left."""
    _describe_practices()
    network, manager = Network.objects.get(code=HOME), persona_user("manager")
    _make_departure(network)
    change_profile(network=network, by=manager, name=network.name, collaboration=COLLABORATION)
    _make_needs(network, manager)


def _describe_practices() -> None:
    day = first_of_month(1)
    practices = list(Practice.objects.filter(network_spells__network__is_fictional=True).order_by("code"))
    sizes = dict(ListSize.objects.filter(practice__in=practices, day=day).values_list("practice", "patients"))
    for number, practice in enumerate(practices):
        practice.supplier = SUPPLIERS[number % len(SUPPLIERS)]
    Practice.objects.bulk_update(practices, ["supplier"])
    AgeProfile.objects.bulk_create(
        _profile(practice, day, sizes[practice.pk], older=number % 7 - 3)
        for number, practice in enumerate(practices)
    )


def _profile(practice, day: date, patients: int, *, older: int) -> AgeProfile:
    """``older``: how much older, or younger, its patients are than elsewhere. The bands make up all patients."""
    weights = [share * (100 + older * (number - 9)) for number, share in enumerate(AGES)]
    counts = [patients * weight // sum(weights) for weight in weights]
    counts[10] += patients - sum(counts)
    female = patients * 51 // 100
    bands = dict(zip(BANDS, counts, strict=True))
    return AgeProfile(practice=practice, day=day, bands=bands, female=female, male=patients - female)


def _make_departure(network) -> None:
    """As an import finds it: the end of a membership, and a list size that grew with the patients who moved on."""
    code, name = LEFT
    left_on, before = first_of_month(1), first_of_month(4)
    practice = Practice.objects.create(code=code, name=name, opened_on=OPENED, closed_on=left_on)
    PracticeMembership.objects.create(practice=practice, network=network, start=OPENED, end=left_on)
    ListSize.objects.bulk_create(
        ListSize(practice=practice, day=first_of_month(months), patients=LEFT_PATIENTS - 20 * months)
        for months in (4, 7, 10, 13, 16)
    )
    for number, who in enumerate(("Wilfrida Ashcombe", "Tobias Merrow-Lind")):
        email = f"{who.lower().replace(' ', '.')}@northernvale.example"
        groups = ("nurse", "admin")
        Person.objects.create(
            network=network, practice=practice, name=who, email=email, staff_group=groups[number]
        )
    Change.objects.create(network=network, practice=practice, kind=Change.Kind.CLOSED, day=left_on)
    grown = network.practice_spells.filter(end=None).order_by("practice__code").first().practice
    size = grown.list_sizes.get(day=left_on).patients
    Change.objects.create(
        network=network, practice=grown, kind=Change.Kind.LIST_SIZE, day=left_on,
        was=str(size * 9 // 10), now=str(size), was_day=before,
    )  # fmt: skip
    grown.list_sizes.filter(day=before).update(patients=size * 9 // 10)


def _make_needs(network, manager) -> None:
    """Recorded within the year of the report, and one of them closed in it."""
    now = timezone.now()
    with at(now - timedelta(days=200)):
        met = record_need(
            network=network, by=manager,
            need="Too few people with a learning disability had a health check",
            source="Practices’ own registers", source_day=first_of_month(10),
            action="Two shared clinics on Saturdays, with longer appointments.",
            measure="Health checks done, of those due: 61% a year ago",
        )  # fmt: skip
    with at(now - timedelta(days=150)):
        record_need(
            network=network, by=manager,
            need="More people over 75 live alone than our home visits reach",
            source="Patients by age, and the council’s count of households of one",
            source_day=first_of_month(7),
            action="The care co-ordinators call everybody over 75 within a week of leaving hospital.",
            measure="Share called within 7 days: 54% in spring, 90% by March",
        )  # fmt: skip
    with at(now - timedelta(days=60)):
        close_need(need=met, by=manager, outcome="84% were done by the end of the year. The clinics go on.")
        record_need(
            network=network, by=manager,
            need="Families around Kestrel Road wait longest for a health visitor",
            source="Residents’ evening at the library", source_day=timezone.localdate() - timedelta(days=10),
            action="", measure="",
        )  # fmt: skip
