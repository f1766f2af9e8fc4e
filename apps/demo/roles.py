"""Who does what in Northern Vale: a director whose term ends soon, seats filled and vacant, shared staff and posts on
their way; made through the same actions that users use."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from apps.networks.models import Network
from apps.people.actions import add_person
from apps.practices.models import Workforce
from apps.roles import actions, work_actions
from apps.roles.models import Share

from .area import OPENED
from .clock import at, long_ago
from .personas import persona_user

CODE = "U99901"
WISHES = (
    "clinical_director", "manager", "digital_lead", "finance_lead", "chair", "practice_representative",
    "team_voice", "lay_member", "community_pharmacist", "voluntary", "mental_health", "icb_observer",
)  # fmt: skip
PARTNERS = {
    "lay_member": ("Ottilie Ramshaw", "Millbrook patients’ group"),
    "community_pharmacist": ("Desmond Achterlee", "Vale Street Pharmacy"),
    "voluntary": ("Marguerite Osei-Lund", "Northern Vale Neighbours"),
}
# Role, funded WTE, and how far finding somebody is where nobody holds it.
ADDITIONAL = (
    ("clinical_pharmacist", "1", ""),
    ("clinical_pharmacist", "0.8", ""),
    ("social_prescribing", "1", ""),
    ("physiotherapist", "0.6", ""),
    ("care_coordinator", "1", ""),
    ("care_coordinator", "0.5", "approved"),
    ("paramedic", "1", "advertised"),
    ("mental_health_adult", "1", "offered"),
    ("gp_assistant", "0.6", "idea"),
)
PUBLISHED = (
    ("Pharmacists", "Pharmacist", "1.80"),
    ("Social Prescribing Link Workers", "Social Prescribing Link Worker", "1.00"),
    ("Physiotherapists", "Physiotherapist", "0.80"),
    ("Care Coordinators", "Care Coordinator", "2.00"),
)


def make_roles(now: datetime) -> None:
    """Call it after the year of access: it appoints whoever is in the directory then."""
    network, by = Network.objects.get(code=CODE), persona_user("manager")
    today = timezone.localdate()
    with at(now - timedelta(days=700)):
        actions.add_wishes(network=network, by=by, roles=WISHES)
        work_actions.agree_rule(
            network=network, by=by, quorum=4, of_practices=3, with_director=True, agreed_on=date(2025, 4, 1)
        )
    _leaders(network, by, today)
    _board(network, by, today)
    with at(now - timedelta(days=120)):
        posts = _additional(network, by)
    _shared_staff(network, by, today, posts)
    _figures(network, by, today)


def _entry(network, by, persona: str, staff_group: str):
    user = persona_user(persona)
    found = network.people.active().filter(email=user.email).first()
    return found or add_person(
        network=network, by=by, name=user.name, email=user.email, staff_group=staff_group,
        active_from=long_ago(),
    )  # fmt: skip


def _appoint(network, by, role: str, person, start: date, **fields):
    post = network.posts.filter(role=role, appointments=None).order_by("pk").first()
    post = post or network.posts.filter(role=role).order_by("pk").first()
    return actions.appoint(post=post, by=by, person=person, start=start, **fields)


def _leaders(network, by, today: date) -> None:
    gps = list(network.people.active().filter(staff_group="gp", practice__isnull=False)[:2])
    begins, ends = today - timedelta(days=1035), today + timedelta(days=60)
    _appoint(
        network, by, "clinical_director", gps[0], OPENED,
        last_day=begins - timedelta(days=1), how="elected", funded=2,
    )  # fmt: skip
    director = _appoint(
        network, by, "clinical_director", _entry(network, by, "director", "gp"), begins, last_day=ends,
        how="elected", funded=Decimal(3), actual=Decimal(4), interests="none", declared_on=begins,
    )  # fmt: skip
    _appoint(network, by, "clinical_director", gps[1], begins, last_day=ends, share=Share.DEPUTY)
    work_actions.note_review(
        term=director,
        by=by,
        held_on=today - timedelta(days=200),
        agreed="Hands the flu campaign to a lead nurse.",
    )
    manager = _entry(network, by, "manager", "management")
    _appoint(
        network, by, "manager", manager, today - timedelta(days=900), how="open", funded=1, actual=1,
        interests="none", declared_on=today - timedelta(days=100),
    )  # fmt: skip
    keeper = network.people.active().filter(staff_group="management", practice__isnull=False).first()
    _appoint(
        network, by, "finance_lead", keeper, today - timedelta(days=420), how="board", funded=1, actual=1
    )
    nurse = network.people.active().filter(staff_group="nurse", practice__isnull=False).first()
    lead = actions.add_post(
        network=network, by=by, role="lead", title="Lead for care homes", funded=1,
        wanted_from=today - timedelta(days=300),
    )  # fmt: skip
    actions.appoint(
        post=lead,
        by=by,
        person=nurse,
        start=today - timedelta(days=280),
        how="volunteered",
        funded=1,
        actual=2,
    )


def _board(network, by, today: date) -> None:
    _appoint(network, by, "chair", _entry(network, by, "board", "partner"), today - timedelta(days=390))
    began = today - timedelta(days=500)
    seats = list(
        network.posts.filter(role="practice_representative").select_related("practice").order_by("practice")
    )
    for seat in seats[:-1]:
        gp = network.people.active().filter(practice=seat.practice, staff_group="gp").last()
        actions.appoint(
            post=seat, by=by, person=gp, start=began, how="nominated", interests="none", declared_on=began
        )
    for role, (name, organisation) in PARTNERS.items():
        person = add_person(
            network=network, by=by, name=name, email="", staff_group="partner", organisation=organisation,
            active_from=long_ago(),
        )  # fmt: skip
        owns = "Owns Vale Street Pharmacy, which two member practices send people to"
        term = _appoint(
            network, by, role, person, began, how="nominated",
            interests=owns if role == "community_pharmacist" else "none", declared_on=began,
        )  # fmt: skip
        if role == "lay_member":
            actions.end_term(term=term, by=by, last_day=today - timedelta(days=41))


def _additional(network, by) -> list:
    posts = []
    for role, wte, stage in ADDITIONAL:
        post = actions.add_post(
            network=network, by=by, role=role, funded=Decimal(wte), wanted_from=timezone.localdate()
        )
        if stage:
            actions.set_stage(post=post, by=by, stage=stage)
        else:
            posts.append(post)
    return posts


def _shared_staff(network, by, today: date, posts) -> None:
    people = network.people.active().filter(staff_group="direct_care", practice__isnull=False)
    practices = [spell.practice for spell in network.practice_spells.current().select_related("practice")]
    for number, (post, person) in enumerate(zip(posts, people, strict=False)):
        start = today - timedelta(days=20 if number == len(posts) - 1 else 110)
        term = actions.appoint(
            post=post, by=by, person=person, start=start, how="open", funded=post.funded, actual=post.funded
        )
        each = 10 * post.funded / 2
        two = (practices[number % len(practices)], practices[(number + 1) % len(practices)])
        work_actions.deploy(term=term, by=by, sessions=dict.fromkeys(two, each))
    work_actions.tick(term=term, by=by, done=["welcome", "buddy", "supervisor", "systems"])


def _figures(network, by, today: date) -> None:
    day = today.replace(day=1) - timedelta(days=1)
    Workforce.objects.bulk_create(
        Workforce(
            network=network, day=day, staff_group="Other Direct Patient Care staff", role=role,
            detailed_role=detailed, source="NWRS Staff", fte=Decimal(fte),
        )
        for role, detailed, fte in PUBLISHED
    )  # fmt: skip
    figures = {"clinical_pharmacist": (Decimal("1.8"), Decimal("1.8"))}
    work_actions.confirm_figures(network=network, by=by, day=day, figures=figures)
