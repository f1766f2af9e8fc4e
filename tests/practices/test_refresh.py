"""What a refresh changes in networks that the portal knew: kept, shown, never dropped."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from apps.accounts.permissions import NETWORK_ROLES
from apps.core.contributions import network_needs
from apps.networks.models import Network
from apps.people.models import Person
from apps.practices import keeping
from apps.practices.actions import import_organisations
from apps.practices.change_words import departed, sentence
from apps.practices.importing.changes import MovesNotConfirmed
from apps.practices.models import Change, Practice, PracticeMembership
from tests import factories

from . import files
from .files import folder_with, practices_map

pytestmark = pytest.mark.django_db

JULY, AUGUST = date(2026, 7, 1), date(2026, 8, 1)
MANAGER = NETWORK_ROLES["manager"].permissions


@pytest.fixture
def july(bring):
    """Two networks: Fulwell (A00003), Mill Lane and Tarn in the first, one practice in the second."""
    bring(
        map__csv=practices_map(
            "01Jul2026", A00001="U00001", A00002="U00001", A00003="U00001", A00009="U00002"
        ),
        all__csv=files.sizes_file(A00001=1000, A00002=1000, A00003=1000, A00009=1000),
    )
    assert not Change.objects.exists()
    return Network.objects.get(code="U00001")


def told(network):
    return sorted(sentence(change) for change in network.changes.select_related("practice", "network"))


def need_of(network):
    """What its manager's home page says."""
    needs = network_needs.of(network, MANAGER)
    return next((need for need in needs if need.url.endswith("/changes/")), None)


def test_first_edition_tells_nothing_and_the_same_again_neither(bring, july):
    bring(
        map__csv=practices_map(
            "01Jul2026", A00001="U00001", A00002="U00001", A00003="U00001", A00009="U00002"
        )
    )
    assert not Change.objects.exists()
    assert need_of(july) is None


def test_practice_that_moved_left_one_network_and_joined_the_other(bring, july):
    bring(
        map__csv=practices_map(
            "01Aug2026", A00001="U00001", A00002="U00001", A00003="U00002", A00009="U00002"
        )
    )
    assert told(july) == ["SURGERY A00003 left on 1 August 2026, to NETWORK U00002"]
    other = Network.objects.get(code="U00002")
    assert told(other) == ["SURGERY A00003 joined on 1 August 2026, from NETWORK U00001"]


def test_what_hangs_on_a_practice_that_left_stays_and_is_told(bring, july):
    fulwell = Practice.objects.get(code="A00003")
    people = [factories.PersonFactory(network=july, practice=fulwell) for _ in range(2)]
    bring(map__csv=practices_map("01Aug2026", A00001="U00001", A00002="U00001", A00009="U00002"))
    need = need_of(july)
    assert need.text == "SURGERY A00003 closed on 1 August 2026"
    assert need.detail == "2 people belong to it"
    assert Person.objects.filter(practice=fulwell, active_to=None).count() == 2
    assert PracticeMembership.objects.get(practice=fulwell).end == AUGUST
    [gone] = departed(july)
    assert (gone.name, gone.left, gone.words) == (fulwell.name, AUGUST, "2 people belong to it")
    people[0].delete()
    assert departed(july)[0].words == "1 person belongs to it"
    people[1].delete()
    assert departed(july)[0].words == "Nothing here belongs to it any more"


def test_names_closings_and_list_sizes(bring, july):
    bring(
        map__csv=files.map_file(
            files.map_row("A00001", "U00001", day="01Aug2026", name="MILL LANE SURGERY"),
            files.map_row("A00002", "U00001", day="01Aug2026", name="surgery A00002,"),
            files.map_row("A00009", "U00002", day="01Aug2026"),
        ),
        all__csv=files.sizes_file("2026-08-01", A00001=1051, A00002=1050, A00009=900),
    )
    assert told(july) == [
        "MILL LANE SURGERY grew from 1,000 on 1 July 2026 to 1,051 registered patients on 1 August 2026, by 5%",
        "SURGERY A00001 is called MILL LANE SURGERY in the published lists of 1 August 2026",
        "SURGERY A00003 closed on 1 August 2026",
    ]
    assert need_of(july).detail.endswith("2 more changes in the published lists")
    other = Network.objects.get(code="U00002")
    assert told(other)[0].startswith("SURGERY A00009 shrank from 1,000")


def test_network_whose_practices_all_left_closed_and_says_so(bring, july):
    bring(
        map__csv=practices_map(
            "01Aug2026", A00001="U00001", A00002="U00001", A00003="U00001", A00009="U00001"
        )
    )
    assert "The network closed on 1 August 2026" in told(Network.objects.get(code="U00002"))


def test_departure_that_a_later_list_takes_back_goes_unless_it_was_seen(bring, july, manager):
    """A corrected list of the same month has the practice again."""
    whole = practices_map("01Aug2026", A00001="U00001", A00002="U00001", A00003="U00001", A00009="U00002")
    bring(map__csv=practices_map("01Aug2026", A00001="U00001", A00002="U00001", A00009="U00002"))
    assert told(july) == ["SURGERY A00003 closed on 1 August 2026"]
    bring(map__csv=whole)
    assert told(july) == []
    assert PracticeMembership.objects.get(practice__code="A00003").end is None
    bring(map__csv=practices_map("01Aug2026", A00001="U00001", A00002="U00001", A00009="U00002"))
    keeping.see_changes(network=july, by=manager, until=timezone.now())
    bring(map__csv=whole)
    assert told(july) == ["SURGERY A00003 closed on 1 August 2026", "SURGERY A00003 joined on 1 July 2026"]


def test_seen_changes_are_kept_and_new_ones_stay_new(bring, july, manager):
    bring(map__csv=practices_map("01Aug2026", A00001="U00001", A00002="U00001", A00009="U00002"))
    until = timezone.now()
    bring(map__csv=practices_map("01Sep2026", A00001="U00001", A00009="U00002"))
    assert keeping.see_changes(network=july, by=manager, until=until) == 1
    assert need_of(july).text == "SURGERY A00002 closed on 1 September 2026"
    assert keeping.see_changes(network=july, by=manager, until=timezone.now()) == 1
    assert keeping.see_changes(network=july, by=manager, until=timezone.now()) == 0
    assert need_of(july) is None
    assert july.changes.count() == 2


def test_corrected_names_stay_through_imports_and_can_be_taken_back(bring, july, manager):
    practice = Practice.objects.get(code="A00001")
    long = "St Éowyn’s " + "x" * 109
    keeping.correct_practice_name(network=july, by=manager, practice=practice, name=long)
    keeping.change_profile(network=july, by=manager, name="Northern Vale PCN", collaboration="A federation")
    bring(
        map__csv=files.map_file(
            files.map_row("A00001", "U00001", day="01Aug2026", name="NEW NAME"),
            files.map_row("A00002", "U00001", day="01Aug2026"),
            files.map_row("A00003", "U00001", day="01Aug2026"),
            files.map_row("A00009", "U00002", day="01Aug2026"),
        )
    )
    practice.refresh_from_db()
    july.refresh_from_db()
    assert (practice.name, practice.published_name) == (long, "NEW NAME")
    assert (july.name, july.published_name) == ("Northern Vale PCN", "NETWORK U00001")
    assert july.collaboration == "A federation"
    assert told(july) == [
        "SURGERY A00001 is called NEW NAME in the published lists of 1 August 2026. "
        f"Here it stays {long}, as somebody corrected it"
    ]
    keeping.correct_practice_name(network=july, by=manager, practice=practice, name="")
    practice.refresh_from_db()
    assert (practice.name, practice.is_corrected) == ("NEW NAME", False)


def test_network_that_says_something_during_an_import_keeps_it(july, tmp_path, monkeypatch):
    """The import has read the network already when somebody names its data controller."""
    from apps.practices import actions

    def meanwhile(*arguments):
        Network.objects.filter(pk=july.pk).update(controller_name="Millbrook Surgery")
        return save(*arguments)

    save = actions.save
    monkeypatch.setattr(actions, "save", meanwhile)
    changed = files.map_row("A00001", "U00001", day="01Aug2026", network_name="RENAMED PCN")
    folder = folder_with(tmp_path, map__csv=files.map_file(changed))
    import_organisations(folder=folder)
    july.refresh_from_db()
    assert (july.name, july.controller_name) == ("RENAMED PCN", "Millbrook Surgery")


# --- Bad input: an import that would move 40 % of practices --------------------------------
@pytest.fixture
def sixty(bring):
    codes = [f"A{number:05d}" for number in range(60)]
    bring(map__csv=practices_map("01Jul2026", **dict.fromkeys(codes, "U00001"), B00001="U00002"))
    return practices_map(
        "01Aug2026",
        **dict.fromkeys(codes[:24], "U00002"),
        **dict.fromkeys(codes[24:], "U00001"),
        B00001="U00002",
    )


def test_import_that_moves_forty_percent_asks_first(sixty, tmp_path, capsys):
    folder = folder_with(tmp_path, map__csv=sixty)
    with pytest.raises(CommandError) as refusal:
        call_command("import_organisations", str(folder))
    said = str(refusal.value)
    assert "24 of 61 practices (39%) would be in another network" in said
    assert "A00023 SURGERY A00023: from U00001 NETWORK U00001 to U00002 NETWORK U00002" in said
    assert "A00024" not in said
    assert said.endswith("run the command again with --confirm-moves.")
    assert not PracticeMembership.objects.filter(start=AUGUST).exists()
    assert not Change.objects.exists()
    call_command("import_organisations", str(folder), "--confirm-moves")
    assert PracticeMembership.objects.current().filter(network__code="U00002").count() == 25
    assert Change.objects.filter(kind="joined").count() == 24


def test_import_that_moves_a_few_does_not_ask(sixty, bring):
    with pytest.raises(MovesNotConfirmed) as refusal:
        bring(map__csv=sixty)
    assert len(refusal.value.moves) == 24
    codes = [f"A{number:05d}" for number in range(60)]
    few = dict.fromkeys(codes[:20], "U00002") | dict.fromkeys(codes[20:], "U00001")
    bring(map__csv=practices_map("01Aug2026", **few, B00001="U00002"))
    assert Change.objects.filter(kind="left").count() == 20
