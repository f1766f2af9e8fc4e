"""Factories of the cast and their surroundings. All names are invented."""

import time
from datetime import date, timedelta

import factory
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.utils import timezone

from apps.accounts.models import User
from apps.networks.models import (
    AccessInvitation,
    Icb,
    IcsMembership,
    Network,
    NetworkMembership,
    NetworkParent,
    Portal,
    SubIcb,
    SubIcbParent,
)
from apps.notes import delivery, receipts
from apps.notes.models import Batch, Box, Note
from apps.people.models import Person
from apps.practices.models import Change, ListSize, PopulationNeed, Practice, PracticeMembership
from apps.roles.models import Appointment, Post
from apps.surveys import asking, own, questionnaire
from apps.surveys.disclosure import WELLBEING, publish
from apps.surveys.models import Finding, Questionnaire, Round
from apps.surveys.own import Own
from apps.surveys.queries import current_check_in, current_questionnaire, latest_of
from apps.wellbeing.models import Plan, Response

from .asks import ask_of  # noqa: F401
from .desk import batch_of, place_of  # noqa: F401
from .maturity import claim_of, evidence_of, support_ask_of  # noqa: F401
from .meetings import (  # noqa: F401
    action_of,
    asked_to,
    decision_of,
    event_of,
    issue_of,
    item_of,
    meeting_of,
    minutes_of,
    paper_of,
    pdf,
    risk_of,
    series_of,
)
from .purpose import (  # noqa: F401
    feedback_of,
    lead_of,
    objective_of,
    purpose_of,
    strategy_of,
    team_result_of,
    working_group_of,
)

LONG_AGO = date(2020, 4, 1)


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence("user{}@staff.example".format)
    name = factory.Sequence("User Number {}".format)
    password = factory.django.Password("a-long-enough-passphrase")


class IcbFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Icb

    code = factory.Sequence(lambda n: f"Q{n:04d}"[:5])
    name = factory.Sequence("NHS Invented Area {} ICB".format)


class SubIcbFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SubIcb

    code = factory.Sequence(lambda n: f"S{n:02d}"[:5])
    name = factory.Sequence("Invented sub-area {}".format)


class NetworkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Network

    code = factory.Sequence(lambda n: f"U9{n:04d}")
    name = factory.Sequence("Invented {} PCN".format)
    opened_on = LONG_AGO
    controller_name = "Invented Lead Surgery"
    controller_email = "data@lead.example"
    controller_notice = "https://lead.example/privacy"


class PracticeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Practice

    code = factory.Sequence(lambda n: f"Z{n:05d}")
    name = factory.Sequence("Invented Surgery {}".format)


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    name = factory.Sequence("Person Number {}".format)
    email = factory.Sequence("person{}@practice.example".format)
    staff_group = "gp"


def network_in(icb, **fields) -> Network:
    """A network under a sub-ICB location of its own in ``icb``."""
    network = NetworkFactory(**fields)
    sub_icb = SubIcbFactory()
    SubIcbParent.objects.create(sub_icb=sub_icb, icb=icb, start=LONG_AGO)
    NetworkParent.objects.create(network=network, sub_icb=sub_icb, start=LONG_AGO)
    return network


def practice_in(network, *, patients=10_000, **fields) -> Practice:
    practice = PracticeFactory(**fields)
    PracticeMembership.objects.create(practice=practice, network=network, start=LONG_AGO)
    ListSize.objects.create(practice=practice, day=date(2026, 7, 1), patients=patients)
    return practice


def need_of(network, **fields) -> PopulationNeed:
    values = {
        "need": "More people over 75 live alone than we reach", "source": "Age bands", "source_day": LONG_AGO,
        "action": "A call within a week of leaving hospital", "measure": "Share called within 7 days",
    }  # fmt: skip
    return PopulationNeed.objects.create(network=network, **values | fields)


def change_of(network, kind, **fields) -> Change:
    """What an import found otherwise than before."""
    return Change.objects.create(network=network, kind=kind, **{"day": date(2026, 8, 1)} | fields)


def left_practice_of(network, *, on=date(2026, 8, 1), **fields) -> Practice:
    """A practice that was a member until ``on``."""
    practice = practice_in(network, **fields)
    practice.network_spells.update(end=on)
    return practice


def member_of(network, role: str, **fields) -> User:
    user = UserFactory()
    NetworkMembership.objects.create(user=user, network=network, role=role, **fields)
    return user


APP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105


def with_app(user) -> User:
    """``user`` with an authenticator app as second factor."""
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": get_adapter().encrypt(APP_SECRET)}
    )
    return user


def app_code(secret: str = APP_SECRET, periods: int = 0) -> str:
    """What the app shows now, or showed or will show so many codes away."""
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + periods))


def practice_manager_of(network, practice) -> User:
    return member_of(network, "practice_manager", practice=practice)


def analyst_of(icb, role="ics_analyst") -> User:
    user = UserFactory()
    IcsMembership.objects.create(user=user, icb=icb, role=role)
    return user


def administrator() -> User:
    user = UserFactory()
    Portal.load().memberships.create(user=user, role="administrator")
    return user


def ended_member_of(network, role: str) -> User:
    user = member_of(network, role)
    user.network_memberships.update(ended_at=timezone.now())
    return user


def invited_to(place, role="board_member", *, by=None, **fields) -> AccessInvitation:
    """An open invitation to a place, without its mail."""
    values = {"email": "invited@staff.example", "expires_at": timezone.now() + timedelta(days=7)}
    return AccessInvitation.objects.create(role=role, invited_by=by, **place.as_field, **values | fields)


def note_box_of(network, **fields) -> Box:
    """A box that takes notes, its key on the keyring."""
    box = Box.objects.create(network=network, **fields)
    batch = Batch.objects.create(box=box)
    delivery.prepare(batch.pk)
    return box


def note_of(box, text="The rota comes too late.", *, code="", **fields) -> Note:
    """A delivered note; ``code`` opens its answer."""
    values = {"delivered_on": timezone.localdate(), "receipt": receipts.fingerprint(code or receipts.make())}
    return Note.objects.create(box=box, text=text, **values | fields)


def own_question_of(place, by, text: str = "The new hub works for my team") -> Own:
    """A question that a network or an area asks besides the scorecard, in a draft."""
    questionnaire.install(Questionnaire)  # a transactional test before this one emptied the table
    last = latest_of(place)
    question = Own(text)
    asking.add(place=place, by=by, edition=own.edition(last.own if last else ()), question=question)
    return question


def post_of(network, role="lay_member", **fields) -> Post:
    """A post that a network wants filled; nobody holds it."""
    values = {"wanted_from": LONG_AGO, "stage_since": LONG_AGO, "on_board": True}
    return Post.objects.create(network=network, role=role, **values | fields)


def appointed_to(post, person=None, **fields) -> Appointment:
    """Somebody's time in a post: since 2020, without an end."""
    person = person or PersonFactory(network=post.network)
    return Appointment.objects.create(post=post, person=person, **{"start": LONG_AGO} | fields)


def check_ins_of(network, by, **fields) -> Plan:
    """A series of check-ins that opens its first a week from now."""
    series = network.series.create(kind="check_in", people=[], listed_at=timezone.now())
    opens = timezone.localdate() + timedelta(days=7)
    values = {"rhythm": "monthly", "days_open": 7, "asker": by, "next_opens_on": opens}
    return Plan.objects.create(network=network, series=series, **values | fields)


def running_check_in_of(network, **fields) -> Round:
    """`round_of`, of a check-in."""
    questionnaire.install(Questionnaire)
    return round_of(network, kind="check_in", questionnaire=current_check_in(), **fields)


def round_of(network, *, state="open", **fields) -> Round:
    """A scorecard round as its pages see it, without people; a closed one shows nothing of any question."""
    questionnaire.install(Questionnaire)  # a transactional test before this one emptied the table
    now = timezone.now()
    closed = (
        {"closes_at": now, "closed_at": now} if state == "closed" else {"closes_at": now + timedelta(days=7)}
    )
    values = {"title": "A round", "opens_at": now - timedelta(days=7), "invited": 30, "state": state}
    values["questionnaire"] = current_questionnaire()
    values["kind"] = "scorecard"
    round_ = Round.objects.create(network=network, **values | closed | fields)
    if state == "closed":
        Finding.objects.bulk_create(
            Finding(round=round_, question=question.code, figure={"detail": "withheld"})
            for question in round_.definition.questions
        )
    return round_


def check_in_of(
    network, *, days_ago=3, counts=(0, 1, 4, 12, 13), apart=None, by_code=None, answered=30, **fields
) -> Round:
    """A closed check-in, shown to everybody unless ``released_at`` says otherwise: ``counts`` are the answers to every
    statement, ``by_code`` to some, ``apart`` those of practices or staff groups by code. With ``answered`` None too few
    answered, and every statement is withheld."""
    questionnaire.install(Questionnaire)
    closed = timezone.now() - timedelta(days=days_ago)
    values = {
        "title": f"Check-in of {closed:%B %Y}", "questionnaire": current_check_in(), "kind": "check_in",
        "state": "closed", "opens_at": closed - timedelta(days=7), "closes_at": closed, "closed_at": closed,
        "invited": 45, "answered": answered, "released_at": closed if answered else None,
    }  # fmt: skip
    round_ = Round.objects.create(network=network, **values | fields)
    for question in round_.definition.questions:
        given = (by_code or {}).get(question.code, counts) if answered else (0, 0, 0, 0, 0)
        for block, histogram in {"": given, **(apart or {})}.items():
            figure = publish(histogram, WELLBEING).to_json()
            Finding.objects.create(round=round_, block=block, question=question.code, figure=figure)
    return round_


def response_to(round_, **fields) -> Response:
    values = {
        "heard": "Work is too much on Mondays.", "will": "We open a second phone line.", "leads": "The manager",
        "by_when": timezone.localdate() + timedelta(days=30), "sent_at": timezone.now(), "sent_by_id": 0,
    }  # fmt: skip
    return Response.objects.create(round=round_, **values | fields)
