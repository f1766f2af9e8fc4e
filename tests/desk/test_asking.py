"""A batch asks networks, whose reports are theirs until released."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from apps.core.models import AuditEvent
from apps.desk import actions, batch_queries
from apps.desk.models import BatchItem
from apps.jobs.models import Job
from apps.reports import actions as reports
from apps.reports.models import Report
from tests.factories import member_of, network_in
from tests.reports.making import YEAR_END, report_of


def states(batch):
    return {line.item.network.name: line.state for line in batch_queries.lines(batch)}


pytestmark = pytest.mark.usefixtures("covers_only")


def test_networks_that_have_not_begun_get_a_draft_and_a_mail(networks, ask, do_jobs):
    batch = ask(networks, message="For the board in May.")
    assert set(states(batch).values()) == {"Waits for its turn"}
    do_jobs()
    assert states(batch) == dict.fromkeys(("Alder PCN", "Birch PCN", "Cedar PCN"), "In preparation")
    assert Report.objects.filter(state="draft", year_end=YEAR_END, file__isnull=False).count() == 3
    assert len(mail.outbox) == 3
    assert "For the board in May." in mail.outbox[0].body
    assert "sees nothing of it until your clinical director" in mail.outbox[0].body


def test_everybody_who_prepares_reports_is_written_to_once(network, ask, do_jobs, board_member):
    manager = member_of(network, "manager")
    network.memberships.create(user=manager, role="clinical_director")
    director = member_of(network, "clinical_director")
    ask([network])
    do_jobs()
    assert sorted(one.to[0] for one in mail.outbox) == sorted([manager.email, director.email])


def test_report_that_is_begun_is_not_made_anew(networks, ask, do_jobs):
    begun, approved, released = networks
    draft = report_of(begun)
    waiting = report_of(approved, state="approved")
    report_of(released, state="released")
    batch = ask(networks)
    do_jobs()
    assert Report.objects.count() == 3
    assert Report.objects.get(pk=draft.pk).file == draft.file
    assert Report.objects.get(pk=waiting.pk).state == "approved"
    assert states(batch) == {
        "Alder PCN": "In preparation",
        "Birch PCN": "In preparation",
        "Cedar PCN": "Released",
    }


def test_network_that_released_is_not_asked(network, manager, ask, do_jobs):
    report_of(network, state="released")
    batch = ask([network])
    do_jobs()
    assert batch.items.get().asked_at is None
    assert not mail.outbox
    assert not AuditEvent.objects.filter(event="report.asked_for").exists()


def test_network_that_nobody_manages_says_so_and_is_asked_once_somebody_does(icb, lead, ask, do_jobs):
    network = network_in(icb, name="Alder PCN")
    batch = ask([network])
    do_jobs()
    line = batch_queries.lines(batch)[0]
    assert (line.state, line.why) == ("Could not be asked", actions.NOBODY)
    assert not network.reports.exists()
    member_of(network, "manager")
    assert actions.ask_again(batch=batch, by=lead) == 1
    do_jobs()
    assert states(batch) == {"Alder PCN": "In preparation"}


def test_year_before_the_network_existed_says_so(network, manager, ask, do_jobs):
    network.opened_on = YEAR_END + timedelta(days=30)
    network.save(update_fields=["opened_on"])
    batch = ask([network])
    do_jobs()
    assert batch_queries.lines(batch)[0].why == "The network did not exist in that year."


def test_closed_network_says_so(network, manager, ask, do_jobs):
    network.closed_on = YEAR_END
    network.save(update_fields=["closed_on"])
    batch = ask([network])
    do_jobs()
    assert batch_queries.lines(batch)[0].why == actions.CLOSED


def test_draft_that_could_not_be_made_is_tried_again(network, manager, lead, ask, do_jobs, monkeypatch):
    def broken(*_):
        raise reports.DocumentFailed("no room on the disk")

    with monkeypatch.context() as broke:
        broke.setattr(reports, "typeset", broken)
        batch = ask([network])
        for _ in range(3):
            do_jobs(expect_failures=True)
            Job.objects.update(not_before=timezone.now())
        line = batch_queries.lines(batch)[0]
        assert line.state == "Could not be made"
        assert "no room on the disk" in line.why
    assert actions.ask_again(batch=batch, by=lead) == 1
    do_jobs()
    assert states(batch) == {"Northern Vale PCN": "In preparation"}
    assert len(mail.outbox) == 1


def test_asking_twice_by_a_killed_worker_does_the_same_as_once(network, manager, ask, do_jobs):
    batch = ask([network])
    item = batch.items.get()
    for _ in range(3):
        actions.ask_network(item_pk=item.pk)
    do_jobs()
    assert network.reports.count() == 1
    assert len(mail.outbox) == 1
    assert AuditEvent.objects.filter(event="report.asked_for", network_code=network.code).count() == 1


def test_nothing_is_asked_of_nobody(ask):
    with pytest.raises(actions.DeskRefused, match="at least one"):
        ask([])


def test_reminder_goes_to_those_who_have_not_released_once_a_week(networks, lead, ask, do_jobs):
    batch = ask(networks)
    do_jobs()
    mail.outbox.clear()
    assert actions.remind(batch=batch, by=lead) == 0
    BatchItem.objects.update(asked_at=timezone.now() - timedelta(days=8))
    networks[0].reports.all().delete()
    report_of(networks[0], state="released")
    assert actions.remind(batch=batch, by=lead) == 2
    do_jobs()
    assert len(mail.outbox) == 2
    assert all("a reminder:" in one.body for one in mail.outbox)
    assert actions.remind(batch=batch, by=lead) == 0


def test_mail_is_not_sent_where_the_report_was_released_meanwhile(network, manager, ask, do_jobs):
    batch = ask([network])
    actions.ask_network(item_pk=batch.items.get().pk)
    Job.objects.filter(kind="reports.make").delete()
    network.reports.all().delete()
    report_of(network, state="released")
    do_jobs()
    assert not mail.outbox


def test_network_reads_on_its_front_page_that_it_is_asked(
    client, network, manager, board_member, ask, do_jobs
):
    ask([network], wanted_by=timezone.localdate() + timedelta(days=10))
    do_jobs()
    client.force_login(manager)
    page = client.get(f"/networks/{network.code}/").content.decode()
    assert "asks for your report on April 2025 to March 2026" in page
    client.force_login(board_member)
    assert "asks for your report" not in client.get(f"/networks/{network.code}/").content.decode()
    network.reports.all().delete()
    report_of(network, state="released")
    client.force_login(manager)
    assert "asks for your report" not in client.get(f"/networks/{network.code}/").content.decode()


def test_area_reads_once_the_day_has_passed_how_many_have_not_released(
    client, lead, analyst, icb, networks, ask
):
    yesterday = timezone.localdate() - timedelta(days=1)
    ask(networks, wanted_by=yesterday)
    report_of(networks[0], state="released")
    client.force_login(lead)
    assert "2 networks have not released" in client.get(f"/ics/{icb.code}/").content.decode()
    client.force_login(analyst)
    assert (
        "not released the report that you asked for" not in client.get(f"/ics/{icb.code}/").content.decode()
    )
    for network in networks[1:]:
        report_of(network, state="released")
    client.force_login(lead)
    assert (
        "not released the report that you asked for" not in client.get(f"/ics/{icb.code}/").content.decode()
    )
