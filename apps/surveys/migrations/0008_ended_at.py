"""Rounds that were cancelled or voided say when, as counted ones do: what is left of their links goes by that."""

from django.db import migrations
from django.db.models import F


def say_when(apps, schema_editor):
    rounds = apps.get_model("surveys", "Round").objects.filter(
        state__in=["cancelled", "void"], closed_at=None
    )
    rounds.update(closed_at=F("updated_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0007_open_link"),
    ]

    operations = [
        migrations.RunPython(say_when, migrations.RunPython.noop),
    ]
