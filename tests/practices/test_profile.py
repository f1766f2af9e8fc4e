from datetime import date

from apps.practices.models import ListSize
from apps.practices.queries import network_profile

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
