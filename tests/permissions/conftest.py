from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from apps.core import files
from apps.networks.models import Portal
from apps.surveys.models import Comment, Invitation
from tests import factories
from tests.overview.making import overview_of
from tests.reports.making import report_of

from . import meetings_room


@pytest.fixture
def cast(network, other_network, icb, practice):
    """Every persona of the matrix, and one of each thing an address may name (of ``network``)."""
    other_icb = factories.IcbFactory()
    people = {
        role: factories.member_of(network, role) for role in ("lay_member", "board_member", "finance_lead")
    }
    cast = SimpleNamespace(
        network=network,
        icb=icb,
        staff=factories.member_of(network, "network_staff"),
        manager=factories.member_of(network, "manager"),
        director=factories.member_of(network, "clinical_director"),
        stranger=factories.member_of(other_network, "manager"),
        removed=factories.ended_member_of(network, "manager"),
        analyst=factories.analyst_of(icb),
        foreign_analyst=factories.analyst_of(other_icb),
        foreign_lead=factories.analyst_of(other_icb, "ics_lead"),
        ics_lead=factories.analyst_of(icb, "ics_lead"),
        practice_manager=factories.practice_manager_of(network, practice),
        administrator=factories.administrator(),
        **people,
    )
    cast.membership = cast.staff.network_memberships.get()
    cast.invitation = factories.invited_to(network)
    cast.person = factories.PersonFactory(network=network, practice=practice)
    cast.namesake = factories.PersonFactory(network=network, practice=practice, name=cast.person.name)
    cast.lead_offer = network.lead_offers.create(person=cast.person, area="Wound care")
    cast.course = network.courses.create(person=cast.person, name="A course", done_on=timezone.localdate())
    # So that somebody can read what is kept about themselves.
    factories.PersonFactory(network=network, email=cast.director.email)
    cast.need = factories.need_of(network)
    cast.area_membership = cast.analyst.ics_memberships.get()
    cast.area_invitation = factories.invited_to(icb, "ics_analyst")
    cast.portal_membership = cast.administrator.portal_memberships.get()
    cast.portal_invitation = factories.invited_to(Portal.load(), "administrator")
    cast.round = factories.round_of(network, slips=1)
    now = timezone.now()
    cast.reminder = cast.round.reminders.create(days_before=2, due_at=now + timedelta(days=1))
    cast.series = network.series.create(kind="scorecard", rhythm="quarterly", people=[], listed_at=now)
    Invitation.objects.create(round=cast.round, is_slip=True)
    Invitation.objects.create(round=cast.round, person=cast.person)
    printed = files.store(b"%PDF-1.7 not quite", content_type="application/pdf")
    cast.closed_round = factories.round_of(network, state="closed", paper=printed)
    cast.unreleased = factories.round_of(network, state="closed", answered=30)
    elsewhere = factories.network_in(other_icb)
    cast.alarmed = factories.round_of(elsewhere, state="closing", alarm="damaged", alarmed_at=timezone.now())
    cast.workshop = factories.round_of(network, state="closed", way="open", invited=0, heads=20)
    cast.workshop_note = cast.workshop.workshop_notes.create(kind="action", text="A note", owner="Somebody")
    cast.comment = Comment.objects.create(round=cast.closed_round, text="A comment")
    factories.check_in_of(network, days_ago=40)
    cast.check_in = factories.check_in_of(network, days_ago=3, released_at=None)
    cast.open_check_in = factories.running_check_in_of(network, way="open", invited=0)
    cast.check_ins = factories.check_ins_of(network, cast.manager)
    today = timezone.localdate()
    cast.pause = network.check_in_pauses.create(name="A pause", first=today, last=today + timedelta(days=2))
    cast.support = network.support_links.create(name="A place", url="https://support.example/")
    cast.own = factories.own_question_of(network, cast.manager)
    factories.own_question_of(icb, cast.ics_lead)
    cast.post = factories.post_of(network)
    pharmacist = factories.post_of(network, "clinical_pharmacist", unit="wte", on_board=False)
    cast.term = factories.appointed_to(pharmacist, cast.person)
    cast.term.deployments.create(practice=practice, sessions=4)
    cast.working_group = factories.working_group_of(network, cast.person)
    factories.purpose_of(network)
    cast.purpose_draft = factories.purpose_of(network, state="feedback", feedback_until=today)
    cast.purpose_lead = factories.lead_of(factories.strategy_of(network), cast.person)
    cast.strategy_draft = factories.strategy_of(network, start=None)
    cast.draft_lead = factories.lead_of(cast.strategy_draft, cast.person, what="Something else", start=None)
    cast.objective = factories.objective_of(network, owner=cast.person)
    factories.claim_of(network)
    cast.evidence = factories.evidence_of(network, content=factories.pdf())
    cast.support_ask = factories.support_ask_of(network)
    cast.ask = factories.ask_of(network, state="replied")
    cast.ask_draft = factories.ask_of(network, state="draft")
    cast.ask_sent = factories.ask_of(network)
    cast.ask_of_others = factories.ask_of(other_network, shown="named")
    cast.overview = overview_of(icb)
    cast.meeting = factories.meeting_of(network)
    cast.meeting_series = factories.series_of(network)
    cast.invitee = factories.asked_to(cast.meeting, cast.person)
    cast.item = factories.item_of(network, cast.meeting)
    meetings_room.hold(cast)
    cast.action = factories.action_of(network)
    cast.issue = factories.issue_of(network)
    cast.risk = factories.risk_of(network)
    cast.event = factories.event_of(factories.meeting_of(network, kind="roundtable", title="A roundtable"))
    cast.sign_up = cast.event.sign_ups.create(name="Somebody", role="gp", practice=practice)
    cast.group = cast.event.groups.create(name="Table 1")
    cast.idea = cast.event.ideas.create(text="An idea", group=cast.group)
    cast.theme = cast.event.themes.create(text="A theme")
    elsewhere_event = factories.event_of(factories.meeting_of(elsewhere, kind="roundtable"))
    cast.guest = elsewhere_event.guests.create(network=network)
    cast.paper = factories.paper_of(cast.item)
    cast.note_box = factories.note_box_of(network)
    cast.note = factories.note_of(cast.note_box)
    cast.draft = report_of(network, date(2026, 3, 31))
    cast.approved = report_of(network, date(2025, 3, 31), state="approved")
    report_of(network, date(2024, 3, 31), state="released")
    cast.report_comment = network.report_comments.create(
        year_end=cast.draft.year_end, chapter="scorecard", text="A comment", by=cast.board_member
    )
    cast.area_place = factories.place_of(icb, network)
    cast.batch = factories.batch_of(icb, network, year_end=date(2024, 3, 31))
    return cast
