from datetime import date

import pytest

from apps.networks.models import Icb, Network
from apps.practices.models import ListSize
from apps.practices.queries import network_profile, networks_with_list_size

from . import files
from .files import practices_map

BEFORE, AFTER, LATER = date(2026, 1, 1), date(2026, 7, 1), date(2026, 10, 1)
YEAR_END = date(2026, 3, 31)


def sizes(practice, **by_day):
    practice.list_sizes.all().delete()
    days = {"before": BEFORE, "after": AFTER, "later": LATER}
    ListSize.objects.bulk_create(
        ListSize(practice=practice, day=days[name], patients=patients) for name, patients in by_day.items()
    )


def test_profile_of_a_day_uses_the_last_figure_by_then(network, practice):
    sizes(practice, before=900, after=1000, later=1100)
    profile = network_profile(network, on=YEAR_END)
    assert (profile.patients, profile.list_size_day) == (900, BEFORE)


def test_profile_of_a_day_before_anything_was_published_uses_the_first_figure_after(network, practice):
    sizes(practice, after=1000, later=1100)
    profile = network_profile(network, on=YEAR_END)
    assert (profile.patients, profile.list_size_day) == (1000, AFTER)


def test_profile_of_today_uses_the_latest_figure(network, practice):
    sizes(practice, before=900, after=1000)
    assert network_profile(network).patients == 1000


def test_profile_weights_deprivation_by_list_size(bring):
    scores = files.as_csv(
        ["PRACTICE_CODE", "IMD_YEAR", "IMD_SCORE"], ["A00001", 2025, 10], ["A00002", 2025, 40]
    )
    bring(
        map__csv=practices_map("01Jul2026", A00001="U00001", A00002="U00001", A00003="U00001"),
        all__csv=files.sizes_file(A00001=300, A00002=100, A00003=50),
        imd__csv=scores,
    )
    profile = network_profile(Network.objects.get())
    assert [fact.code for fact in profile.practices] == ["A00001", "A00002", "A00003"]
    assert (profile.patients, profile.list_size_day, profile.imd_edition) == (450, AFTER, "2025")
    assert profile.imd_score == pytest.approx(17.5)
    assert profile.practices[2].imd_score is None
    assert network_profile(Network.objects.get(), on=date(2020, 1, 1)).practices == ()


def test_networks_with_list_size_counts_latest_sizes_once(bring, django_assert_num_queries):
    bring(
        map__csv=practices_map("01Jul2026", A00001="U00001", A00002="U00001", A00003="U00002"),
        all__csv=files.sizes_file(A00001=300, A00002=100),
        new__csv=files.sizes_file("2026-08-01", A00001=301, A00002=101),
    )
    icb = Icb.objects.get()
    with django_assert_num_queries(1):
        rows = [(row.code, row.list_size, row.practice_count) for row in networks_with_list_size(icb)]
    assert rows == [("U00001", 402, 2), ("U00002", 0, 1)]
