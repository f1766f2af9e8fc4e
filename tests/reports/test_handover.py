"""The handover pack: made by a job of what every room has, kept once, gone when somebody is erased."""

import io
from datetime import date

import pypdf
import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from apps.core.contributions import personal_data
from apps.core.models import StoredFile
from apps.purpose import years
from apps.reports.models import Handover
from tests import factories


@pytest.fixture
def term(network):
    network.collaboration = "Three of us ran a federation."
    network.save()
    network.population_needs.create(
        need="Many live alone", source="Census", source_day=date(2026, 1, 1), action="A weekly lunch"
    )
    factories.practice_in(network, name="Ash & Elm Surgery")
    year = years.of(timezone.localdate()).begins
    network.objectives.create(year=year, text="Open a second phone line", measure="It rings")
    network.strategies.create(
        number=1, approach="Together", deciding="By a show of hands", start=date(2026, 1, 1)
    )
    post = factories.post_of(network, "clinical_director", unit="sessions", votes=True)
    factories.post_of(network, "lay_member", wanted_from=date(2026, 1, 1))
    return factories.appointed_to(
        post, factories.PersonFactory(network=network, name="Dr Aoife O’Connor"),
        interests="Owns a pharmacy", declared_on=date(2026, 1, 5),
    )  # fmt: skip


@pytest.fixture
def pack(client, network, manager, term, do_jobs):
    client.force_login(manager)
    client.post(reverse("reports:handover", args=[network.code]), {"term": str(term.pk)})
    do_jobs()
    return Handover.objects.get()


def read(client, network) -> str:
    answer = client.get(reverse("reports:handover_download", args=[network.code]))
    assert answer["Content-Disposition"].startswith(f'attachment; filename="handover-{network.code}-')
    pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_pack_says_who_does_what_and_where_it_is_thin(client, network, pack):
    page = client.get(reverse("reports:handover", args=[network.code])).content.decode()
    assert "The pack for whoever follows Dr Aoife O’Connor (Clinical director) is ready." in page

    said = read(client, network)

    for words in (
        "From Dr Aoife O’Connor, clinical director, to whoever follows.",
        "1 of 2 roles is filled; 1 has nobody to stand in.",
        "Patient or lay member is vacant since 1 January 2026",
        "Owns a pharmacy",
        "Ash & Elm Surgery",
        "In your own words",
        "Before that: Three of us ran a federation.",
        "A weekly lunch",
        "Open a second phone line",
        "By a show of hands",
    ):
        assert words in said


def test_a_pack_made_again_takes_the_place_of_the_last(client, network, term, pack, do_jobs):
    term.person.name = "Dr Aoife Byrne"
    term.person.save()
    client.post(reverse("reports:handover", args=[network.code]), {"term": str(term.pk)})
    being_made = client.get(reverse("reports:handover", args=[network.code])).content.decode()
    assert "We are making the pack" in being_made
    again = client.post(reverse("reports:handover", args=[network.code]), {"term": str(term.pk)}, follow=True)
    assert "The pack is being made now." in again.content.decode()
    do_jobs()

    assert "Dr Aoife Byrne" in read(client, network)
    assert StoredFile.objects.count() == 1


def test_erasing_somebody_deletes_the_pack_and_its_file(
    network, manager, term, pack, django_capture_on_commit_callbacks
):
    path = pack.file.path
    with django_capture_on_commit_callbacks(execute=True):
        personal_data.erase(person=term.person, by=manager)

    assert not Handover.objects.exists()
    assert not default_storage.exists(path)


def test_nobody_leads_yet_and_nobody_unlisted_hands_over(client, network, manager):
    client.force_login(manager)
    address = reverse("reports:handover", args=[network.code])
    assert "Nobody holds a leading role yet" in client.get(address).content.decode()
    assert "Error: " in client.post(address, {"term": "7"}).content.decode()
    assert not Handover.objects.exists()
