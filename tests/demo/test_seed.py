"""The fictional area, as a newcomer finds it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from apps.asks.models import Ask
from apps.desk import batch_queries
from apps.desk.models import Batch
from apps.networks.models import Icb, Network
from apps.notes.models import Envelope, Note
from apps.overview.models import Overview
from apps.people.models import Person
from apps.practices.models import Practice
from apps.reports.models import Report
from apps.scorecard.models import ComparedSet
from apps.surveys.models import Ballot, Invitation, Round, Way
from apps.surveys.queries import current_offer


@pytest.fixture
def seeded(db, settings, tmp_path):
    settings.DEMO = True
    settings.EMAIL_BACKEND = "apps.mail.folder.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    call_command("seed_demo", stdout=StringIO())
    return tmp_path / "mail"


def test_a_newcomer_finds_a_year_of_work(seeded):
    assert Network.objects.filter(is_fictional=True).count() == Network.objects.count() == 18
    assert Practice.objects.count() == 31 + 34 + 1
    worked = Round.objects.filter(kind="scorecard").exclude(title__startswith="Invented: ")
    assert (worked.closed().count(), worked.released().count()) == (25, 24)
    # Northern Vale has more than enough to stand beside, in its area and among networks like it.
    enough = ComparedSet.objects.filter(networks__gte=10).values_list("kind", "code")
    assert set(enough) == {("england", ""), ("area", "QZW"), ("peers", "large-middle")}
    workshop = Round.objects.running().get(kind="scorecard", way=Way.OPEN)
    running = Round.objects.running().exclude(way=Way.OPEN).get()
    assert workshop.state == running.state == "open"
    # Closed rounds keep no envelope and nobody's link.
    without_names = Round.objects.running().get(kind="check_in", way=Way.OPEN)
    still_sealed = {running.pk, workshop.pk, without_names.pk}
    assert set(Ballot.objects.values_list("round", flat=True)) == still_sealed
    assert not Invitation.objects.exclude(round=running).exclude(person=None).exists()
    # Those that the area asked for wait for the workers, who begin once the portal has started.
    assert sorted(Report.objects.exclude(file=None).values_list("state", flat=True)) == [
        "draft",
        *["released"] * 10,
    ]
    asked = [report.is_being_made for report in Report.objects.filter(file=None).select_related("job")]
    assert asked == [True] * 2
    lines = batch_queries.lines(Batch.objects.get())
    assert sorted(line.state for line in lines) == ["Released"] * 3 + ["Waits for its turn"] * 3
    overview = Overview.objects.get()
    assert (len(overview.reports), overview.file is not None) == (10, True)
    assert {part["part"] for one in overview.snapshot["chapters"] for part in one["parts"]} >= {
        "plot",
        "table",
    }
    states = Ask.objects.values_list("state", "shown").distinct()
    assert {state for state, _ in states} == {"sent", "replied", "settled"}
    assert {shown for _, shown in states} == {"", "named", "unnamed"}
    # Two networks are too small to show anything of their first round.
    assert Round.objects.filter(answered=None, state="closed", kind="scorecard").count() == 2

    assert (running.slips, Invitation.objects.filter(is_slip=True).count()) == (4, 4)
    assert running.series.rounds.count() == 5
    assert sorted(Note.objects.values_list("state", flat=True)) == ["answered", "new", "new"]
    assert not Envelope.objects.exists()

    # Three months of check-ins: the first with too few answers, then the GPs apart and nobody else.
    check_ins = Round.objects.closed().filter(kind="check_in").order_by("opens_at")
    assert [one.answered is None for one in check_ins] == [True, False, False]
    assert [hasattr(one, "response") for one in check_ins] == [False, True, False]
    for shown in check_ins[1:]:
        assert set(shown.findings.values_list("block", flat=True)) == {"", "gp"}
    assert all(network.controller_name for network in Network.objects.all())

    scorecards = Round.objects.closed().filter(kind="scorecard", network=running.network)
    asked = scorecards.latest("closed_at").questionnaire
    assert asked == running.questionnaire
    assert len(asked.own) == 2
    assert current_offer(running.network.icb).questionnaire.own[0].as_asked in [
        one.as_asked for one in asked.own
    ]

    mails = list(seeded.glob("*.log"))
    unanswered = Invitation.objects.filter(round=running, answered=False, is_slip=False)
    assert len(mails) == unanswered.count()

    call_command("seed_demo", stdout=StringIO())
    assert Icb.objects.count() == 1
    assert all(person.email.endswith(".example") for person in Person.objects.exclude(email=""))
    # Made last, the draft tells of what every room has.
    draft = Report.objects.get(network__code="U99901")
    assert {"purpose", "board", "maturity", "residents"} <= draft.snapshot["chapters"].keys()


def test_the_fictional_area_stays_out_of_real_portals(db, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="belongs to the demo"):
        call_command("seed_demo")
    assert not Network.objects.exists()
