"""Fills the cast's network, so that every list has more than a page and every name is hostile."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from apps.accounts.models import User
from apps.core.audit import Event, record
from apps.mail import tokens
from apps.networks import invitations
from apps.notes import links as links_of_notes
from apps.surveys import asking, links, opening, own
from apps.surveys.disclosure import publish
from apps.surveys.models import Finding, Invitation
from apps.surveys.queries import current_questionnaire, latest_of
from tests import factories
from tests.overview.making import overview_of
from tests.reports.full import full_snapshot
from tests.reports.making import YEAR_END, report_of, write_all

from .pages import HOSTILE

HISTOGRAMS = ((0, 1, 4, 12, 13), (8, 5, 4, 6, 7), (13, 12, 4, 1, 0), (0, 1, 2, 3, 4), (0, 0, 0, 0, 0))


def furnish(cast, other_network) -> None:
    User.objects.update(name=HOSTILE)
    network = cast.network
    practices = [factories.practice_in(network, name=f"{HOSTILE} {n}") for n in range(2)]
    for n in range(55):
        factories.PersonFactory(
            network=network,
            name=f"{HOSTILE} {n}",
            practice=practices[n % 2],
            email="" if n == 7 else f"p{n}@x.example",
        )
    factories.PersonFactory(
        network=network, name=HOSTILE, organisation=HOSTILE, active_to=timezone.localdate()
    )
    _publish(cast.workshop)
    more_rows(cast)
    for place, by in ((network, cast.manager), (cast.icb, cast.ics_lead)):
        factories.own_question_of(place, by, HOSTILE)
    offered = latest_of(cast.icb)
    asking.offer(icb=cast.icb, by=cast.ics_lead, edition=own.edition(offered.own))
    network.rounds.update(title=f"{HOSTILE} round")
    for event in (Event.PERSON_ADDED, Event.PERSON_CHANGED):
        record(event, by=cast.manager, network=network, about=cast.person, fields=["name"])
    cast.answering = _round_with_links(other_network, cast.stranger)
    cast.invitation.refresh_from_db()
    cast.raising = links_of_notes.address(cast.note_box).removeprefix(settings.PORTAL_URL)
    cast.joining = invitations.address(cast.invitation)


def _round_with_links(network, by) -> str:
    """Open a real round in ``network``; the address of one person's link."""
    factories.PersonFactory.create_batch(12, network=network)
    round_ = opening.open_round(
        network=network,
        by=by,
        questionnaire=current_questionnaire(),
        title=HOSTILE,
        message=HOSTILE,
        closes_at=timezone.now() + timedelta(days=7),
        people=network.people.all(),
    )
    opening.enlist(round_.pk)
    invitation = Invitation.objects.filter(round=round_).first()
    return f"/a/{tokens.make_token(links.PURPOSE, invitation.pk, invitation.generation)}/"


def more_rows(cast, times: int = 1) -> None:
    """More of everything that lists may hold."""
    network = cast.network
    for n in range(times):
        _closed_round(network, days_ago=30 + 70 * network.rounds.count())
        check_in = factories.check_in_of(network, days_ago=40 + 28 * network.rounds.count(), title=HOSTILE)
        factories.response_to(check_in, heard=HOSTILE, will=HOSTILE, leads=HOSTILE)
        write_all(network, HOSTILE)
        long_ago = timezone.localdate() - timedelta(days=2000 + 31 * network.reports.count())
        year_end = long_ago.replace(day=1) - timedelta(days=1)
        report_of(network, year_end, snapshot=full_snapshot(HOSTILE, name=HOSTILE))
        factories.practice_in(network, name=f"{HOSTILE} more")
        gone = factories.left_practice_of(network, name=HOSTILE)
        factories.PersonFactory(network=network, practice=gone)
        factories.change_of(network, "left", practice=gone, now=HOSTILE)
        factories.change_of(network, "renamed", practice=gone, was=HOSTILE, now=HOSTILE)
        factories.need_of(network, need=HOSTILE, source=HOSTILE, action=HOSTILE, measure=HOSTILE)
        factories.member_of(network, "board_member")
        factories.invited_to(
            network, by=cast.manager, email=f"more{n}.{network.access_invitations.count()}@x.example"
        )
        factories.PersonFactory(network=network, name=HOSTILE)
        for kind in ("note", "agenda", "action"):
            cast.workshop.workshop_notes.create(text=HOSTILE, owner=HOSTILE, kind=kind, about="purpose")
        factories.note_of(
            cast.note_box, HOSTILE, answer=HOSTILE, state="answered", settled_on=timezone.localdate()
        )
        factories.PersonFactory(network=network, active_to=timezone.localdate())
        _roles(network)
        network.support_links.create(
            name=HOSTILE, about=HOSTILE, url="https://support.example/", problem=HOSTILE
        )
        today = timezone.localdate()
        network.check_in_pauses.create(name=HOSTILE, first=today, last=today)
        network.report_comments.create(year_end=YEAR_END, text=HOSTILE, by=cast.manager)
        network.report_comments.create(year_end=YEAR_END, text=HOSTILE, answer=HOSTILE, settled=True)
        _more_purpose(cast)
        _more_maturity(cast)
        _more_asks(cast)
        _more_follow(cast)
        _more_events(cast)
        released = factories.network_in(cast.icb, name=HOSTILE)
        report_of(released, state="released")
        place = factories.place_of(cast.icb, released, name=f"{HOSTILE} {released.pk}")
        batch = factories.batch_of(
            cast.icb, released, network, whom=HOSTILE, message=HOSTILE, by=cast.ics_lead
        )
        batch.items.filter(network=network).update(problem=HOSTILE)
        cast.area_place = place
        for who in (cast.manager, factories.member_of(network, "network_staff")):
            record(
                Event.PERSON_ADDED, by=who, network=network, about=factories.PersonFactory(network=network)
            )


def _roles(network) -> None:
    """A seat that is vacant, one held by somebody new, and somebody shared between two practices."""
    factories.post_of(network, title=HOSTILE, organisation=HOSTILE)
    today = timezone.localdate()
    held = factories.post_of(network, "chair", title=HOSTILE, votes=True)
    person = factories.PersonFactory(network=network, name=HOSTILE)
    factories.appointed_to(held, person, interests=HOSTILE, declared_on=today)
    new = factories.post_of(network, "lead", title=HOSTILE, unit="sessions")
    factories.appointed_to(new, person, start=today, last_day=today + timedelta(days=60), actual=2)
    shared = factories.post_of(network, "paramedic", title=HOSTILE, unit="wte", on_board=False, funded=1)
    term = factories.appointed_to(shared, factories.PersonFactory(network=network, name=HOSTILE))
    term.reviews.create(held_on=today, agreed=HOSTILE)
    term.ticks.create(item="welcome", done_on=today)
    for spell in network.practice_spells.all()[:2]:
        term.deployments.create(practice=spell.practice, sessions=2)


def _more_events(cast) -> None:
    """A series with a meeting to come, a workshop that was held and a roundtable: all of them hostile."""
    network, person = cast.network, factories.PersonFactory(network=cast.network, name=HOSTILE)
    fields = {"title": f"{HOSTILE} meeting", "place": HOSTILE, "chair": person}
    coming = factories.meeting_of(network, series=factories.series_of(network, **fields), **fields)
    factories.asked_to(coming, person, role=HOSTILE)
    held = factories.meeting_of(network, kind="workshop", days=-9, state="ended", title=fields["title"])
    words = {"agreed": HOSTILE, "you_said": HOSTILE, "we_did": HOSTILE, "told_at": timezone.now()}
    event = factories.event_of(held, about=HOSTILE, followed_up_at=timezone.now(), **words)
    event.sign_ups.create(name=HOSTILE, organisation=HOSTILE, role="gp", cover="arranged", cover_by=HOSTILE)
    group = event.groups.create(name=HOSTILE, notes=HOSTILE)
    event.ideas.create(group=group, text=HOSTILE)
    table = factories.event_of(
        factories.meeting_of(network, kind="roundtable", title=fields["title"]), about=HOSTILE
    )
    table.themes.create(text=HOSTILE)
    table.guests.create(network=factories.network_in(cast.icb, name=HOSTILE))


def _more_follow(cast) -> None:
    """A decision and an action of a meeting, an action about a risk that moved, an issue: all of them hostile."""
    network, person = cast.network, factories.PersonFactory(network=cast.network, name=HOSTILE)
    held = factories.meeting_of(network, days=-20, state="ended", title=f"{HOSTILE} meeting")
    item = factories.item_of(network, held, title=HOSTILE)
    factories.asked_to(held, person, came="present")
    factories.decision_of(item, text=HOSTILE)
    risk = factories.risk_of(network, person, title=HOSTILE, cause=HOSTILE, response=HOSTILE)
    risk.moves.create(likelihood=2, impact=4, why=HOSTILE)
    for fields in ({"meeting": held, "item": item}, {"about_kind": "risk", "about_code": str(risk.pk)}):
        action = factories.action_of(network, person, text=HOSTILE, about_words=HOSTILE, **fields)
        action.notes.create(text=HOSTILE, owner=person)
    factories.issue_of(network, cast.manager, title=HOSTILE, text=HOSTILE)


def _more_purpose(cast) -> None:
    """Versions that held long ago, feedback, leads and objectives with notes, all of them hostile."""
    network, person = cast.network, factories.PersonFactory(network=cast.network, name=HOSTILE)
    adopted = timezone.localdate() - timedelta(days=4000 - network.purpose_versions.count())
    words = {"line": HOSTILE, "text": HOSTILE, "meeting": HOSTILE}
    factories.purpose_of(
        network, adopted_on=adopted, replaced_on=adopted + timedelta(days=1), **words
    )  # fmt: skip
    factories.feedback_of(cast.purpose_draft, factories.member_of(network, "board_member"), text=HOSTILE)
    for strategy in (cast.purpose_lead.strategy, cast.strategy_draft):
        factories.lead_of(strategy, person, what=f"{HOSTILE} {person.pk}", deputy=cast.person)
    factories.objective_of(network, text=HOSTILE, measure=HOSTILE, owner=person)
    factories.team_result_of(person)
    factories.working_group_of(network, person, name=f"{HOSTILE} {person.pk}")
    cast.objective.notes.create(text=HOSTILE, by=cast.manager)


def _more_maturity(cast) -> None:
    """Claims, evidence that was renewed, and support that is wanted or offered: all of them hostile."""
    network, person = cast.network, factories.PersonFactory(network=cast.network, name=HOSTILE)
    days_ago = network.claims.count() + 1
    factories.claim_of(network, days_ago=days_ago, lowest=0, highest=2, meeting_words=HOSTILE)
    evidence = factories.evidence_of(network, "leadership-0-1", "data-0-1", title=HOSTILE, owner=person)
    for one in (evidence, cast.evidence):
        one.renewals.create(on=timezone.localdate(), note=HOSTILE, by=cast.manager)
    factories.support_ask_of(network, text=HOSTILE)
    answered = {"offer": HOSTILE, "answered_on": timezone.localdate()}
    factories.support_ask_of(network, text=HOSTILE, state="answered", **answered)
    factories.support_ask_of(network, text=HOSTILE, state="draft")
    names = {"component": "leadership", "step": 0}
    cast.icb.maturity_names.update_or_create(**names, defaults={"name": HOSTILE})


def _more_asks(cast) -> None:
    """Asks in every state with a history, and another network's that this one supports: all of them hostile."""
    network, words = cast.network, {"what": HOSTILE, "why": HOSTILE}
    for state in ("draft", "sent", "replied", "settled", "withdrawn"):
        ask = factories.ask_of(
            network, state=state, owner=HOSTILE, reply_words=HOSTILE, outcome=HOSTILE, **words
        )
        ask.changes.create(at=timezone.now(), kind="reply", words=HOSTILE, of_area=True, by=cast.ics_lead)
    elsewhere = factories.network_in(cast.icb, name=HOSTILE)
    theirs = factories.ask_of(elsewhere, shown="named", reply_words=HOSTILE, state="replied", **words)
    for one in (theirs, cast.ask_of_others, cast.ask):
        supporter = factories.network_in(cast.icb, name=HOSTILE)
        one.supports.create(network=supporter, since=timezone.localdate())
        one.changes.create(at=timezone.now(), kind="more", words=HOSTILE, of_area=False, by=cast.director)
    overview_of(cast.icb, name=HOSTILE)
    theirs.supports.create(network=network, since=timezone.localdate())


def _closed_round(network, *, days_ago: int):
    closed = timezone.now() - timedelta(days=days_ago)
    round_ = factories.round_of(
        network, state="closed", title=f"{HOSTILE} round", closes_at=closed, closed_at=closed,
        opens_at=closed - timedelta(days=14), invited=45, answered=30,
        released_at=closed,
    )  # fmt: skip
    _publish(round_)
    return round_


def _publish(round_) -> None:
    """Figures of every detail in place of those that show nothing."""
    type(round_).objects.filter(pk=round_.pk).update(answered=30)
    round_.findings.all().delete()
    Finding.objects.bulk_create(
        Finding(round=round_, question=question.code, figure=publish(_counts(question.code, n)).to_json())
        for n, question in enumerate(round_.definition.questions)
    )


def _counts(code: str, n: int) -> tuple[int, ...]:
    return (5, 10, 15) if code.startswith("year_ago:") else HISTOGRAMS[n % len(HISTOGRAMS)]
