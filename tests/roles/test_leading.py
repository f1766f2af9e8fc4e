"""Who would like to lead, and what people learned about leading."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from apps.core.contributions import Reader
from apps.core.models import AuditEvent
from apps.people import merging
from apps.roles import leading_actions, leading_hooks
from apps.roles.models import Course, LeadOffer
from tests import factories
from tests.factories import PersonFactory
from tests.typed import date_boxes


@pytest.fixture
def at(network):
    return lambda name, **keys: reverse(f"roles:{name}", kwargs={"code": network.code, **keys})


@pytest.fixture
def staff(network):
    return factories.member_of(network, "network_staff")


@pytest.fixture
def ann(network, staff):
    return PersonFactory(network=network, name="Ánn O'Neill", email=staff.email)


@pytest.fixture
def offer(network, ann):
    return network.lead_offers.create(person=ann, area="Wound care")


def needs_of(network, permissions):
    return [need.text for _, need in leading_hooks.needs([Reader(network, permissions)])]


def test_staff_offer_leaders_answer_and_staff_see_the_answer(client, at, network, staff, ann, manager):
    client.force_login(staff)
    client.post(at("leading"), {"area": "  Wound   care ", "note": "On Mondays"})
    offer = LeadOffer.objects.get()
    assert (offer.person, offer.area) == (ann, "Wound care")

    client.force_login(manager)
    listed = client.get(at("offers")).content.decode()
    assert "On Mondays" in listed
    assert "Waits" in listed
    client.post(at("answer", pk=offer.pk), {"answer": "Yes please. Let us talk on Friday."})

    client.force_login(staff)
    assert "Let us talk on Friday." in client.get(at("leading")).content.decode()
    assert [one.event for one in AuditEvent.objects.order_by("pk")] == ["lead.offered", "lead.answered"]


def test_offers_wait_for_whoever_keeps_roles_until_answered(client, at, network, offer, manager):
    client.force_login(manager)
    assert needs_of(network, frozenset()) == []
    assert (
        "Somebody offers to lead" in client.get(reverse("home:network", args=[network.code])).content.decode()
    )

    client.post(at("answer", pk=offer.pk), {"answer": "Yes"})
    assert (
        "Somebody offers to lead"
        not in client.get(reverse("home:network", args=[network.code])).content.decode()
    )


def test_an_offer_is_withdrawn_without_a_trace_of_what_it_said(client, at, staff, offer):
    client.force_login(staff)
    client.post(at("withdraw", pk=offer.pk))

    assert not LeadOffer.objects.exists()
    assert "Wound" not in str(AuditEvent.objects.values_list())


def test_nobody_withdraws_the_offer_of_another(client, at, manager, network, offer):
    PersonFactory(network=network, email=manager.email)
    client.force_login(manager)

    assert client.post(at("withdraw", pk=offer.pk)).status_code == 404
    assert LeadOffer.objects.exists()


def test_the_same_offer_twice_and_a_sixth_are_refused(client, at, network, staff, ann, offer):
    client.force_login(staff)
    assert (
        "You have offered this already" in client.post(at("leading"), {"area": "WOUND care"}).content.decode()
    )
    for number in range(4):
        network.lead_offers.create(person=ann, area=f"Area {number}")
    assert "Withdraw one before" in client.post(at("leading"), {"area": "A sixth"}).content.decode()
    assert "Enter what you would like" in client.post(at("leading"), {"area": " "}).content.decode()
    assert LeadOffer.objects.count() == 5


def test_an_offer_that_was_withdrawn_meanwhile_can_not_be_answered(network, manager, offer):
    leading_actions.withdraw(network=network, by=manager, offer=LeadOffer.objects.get())

    with pytest.raises(leading_actions.Refused):
        leading_actions.answer(network=network, by=manager, offer=offer, answer="Yes")


def test_somebody_without_an_entry_can_not_offer(client, at, staff):
    client.force_login(staff)

    assert "add you with" in client.post(at("leading"), {"area": "Data"}).content.decode()
    assert client.get(at("own_course")).status_code == 302
    assert not LeadOffer.objects.exists()


# --- Leadership development ----------------------------------------------------------------
def test_courses_are_noted_by_leaders_and_by_oneself_and_seen_by_these_only(
    client, at, network, staff, ann, manager
):
    client.force_login(staff)
    client.post(
        at("own_course"), {"name": "Leading across practices"} | date_boxes("done_on", date(2026, 3, 2))
    )
    assert "Leading across practices" in client.get(at("leading")).content.decode()
    assert client.get(at("courses")).status_code == 403

    client.force_login(manager)
    client.post(
        at("course_add"), {"who": ann.name, "name": "Coaching"} | date_boxes("done_on", date(2026, 4, 2))
    )
    page = client.get(at("courses")).content.decode()
    assert "2 March 2026" in page
    assert "Coaching" in page

    course = Course.objects.get(name="Coaching")
    client.post(at("course_remove", pk=course.pk))
    assert Course.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"who": "Nobody Known"}, "Nobody in your directory"),
        ({"name": ""}, "Enter the course"),
        ({"name": "x" * 121}, "at most 120 characters"),
        (date_boxes("done_on", "31/2/2026"), "must be a real date"),
        (date_boxes("done_on", "1/1/1900"), "1980 or later"),
        (date_boxes("done_on", timezone.localdate() + timedelta(days=2)), "today or in the past"),
    ],
)
def test_courses_that_make_no_sense_are_refused(client, at, manager, ann, change, words):
    client.force_login(manager)
    typed = {"who": ann.name, "name": "Coaching"} | date_boxes("done_on", date(2026, 4, 2))

    assert words in client.post(at("course_add"), typed | change).content.decode()
    assert not Course.objects.exists()


def test_the_same_course_is_noted_once(client, at, network, staff, ann):
    client.force_login(staff)
    for _ in range(2):
        page = client.post(at("own_course"), {"name": "Coaching"} | date_boxes("done_on", date(2026, 3, 2)))
    assert "This is on record already" in page.content.decode()
    assert Course.objects.count() == 1


def test_a_course_of_another_is_not_removed_by_staff(client, at, network, staff, ann):
    other = network.courses.create(
        person=PersonFactory(network=network), name="Theirs", done_on=date(2026, 1, 1)
    )
    client.force_login(staff)

    assert client.post(at("course_remove", pk=other.pk)).status_code == 404
    assert Course.objects.exists()


def test_a_merge_keeps_each_course_and_offer_once(network, manager, ann, offer):
    twin = PersonFactory(network=network, name="Twin")
    for person in (ann, twin):
        network.courses.create(person=person, name="Coaching", done_on=date(2026, 1, 1))
    network.courses.create(person=twin, name="Data", done_on=date(2026, 1, 1))
    network.lead_offers.create(person=twin, area="wound CARE")

    merging.merge(network=network, by=manager, kept=ann, merged=twin)

    assert sorted(ann.courses.values_list("name", flat=True)) == ["Coaching", "Data"]
    assert [one.area for one in ann.lead_offers.all()] == ["Wound care"]


def test_whoever_offered_is_told_by_mail_that_there_is_an_answer(network, offer, ann, manager, do_jobs):
    def answer(words):
        offer.refresh_from_db()
        leading_actions.answer(network=network, by=manager, offer=offer, answer=words)

    answer("Yes please.")
    answer("Yes please.")
    do_jobs()
    (told,) = mail.outbox
    assert told.to == [ann.email]
    assert "Wound care" in told.body
    assert f"/networks/{network.code}/roles/leading/" in told.body
    assert "Yes please" not in told.body
    answer("Yes, from May.")
    do_jobs()
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("meanwhile", ["withdrawn", "left", "without address"])
def test_nobody_is_told_of_an_answer_who_should_not_be(
    network, offer, ann, staff, manager, do_jobs, meanwhile
):
    leading_actions.answer(network=network, by=manager, offer=offer, answer="Yes please.")
    if meanwhile == "withdrawn":
        leading_actions.withdraw(network=network, by=staff, offer=offer)
    elif meanwhile == "left":
        type(ann).objects.update(active_to=date(2026, 1, 2))
    else:
        type(ann).objects.update(email="")
    do_jobs()
    assert mail.outbox == []


def test_both_lists_as_csv_without_formulas(as_manager, at, network, ann, offer):
    network.lead_offers.update(area="=1+1")
    network.courses.create(person=ann, name="Coaching", done_on=date(2026, 1, 5))
    offers, courses = (as_manager.get(at(name)).content.decode() for name in ("offers_csv", "courses_csv"))
    assert "'=1+1" in offers
    assert "Coaching" in courses
    assert "5 January 2026" in courses
    assert as_manager.get(at("offers")).content.decode().count(at("offers_csv")) == 1
    recorded = AuditEvent.objects.filter(event="export.made").values_list("detail__what", flat=True)
    assert set(recorded) == {"offers", "courses"}
