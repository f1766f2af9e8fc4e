from django.db import migrations, models
from django.db.models import F, Q


def release_what_was_seen(apps, schema_editor):
    """Whatever closed before results could be held back has been read by the whole network."""
    rounds = apps.get_model("surveys", "Round").objects.filter(state="closed", answered__isnull=False)
    rounds.update(released_at=F("closed_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0011_running"),
    ]

    operations = [
        migrations.AddField(
            model_name="round",
            name="released_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="round",
            name="released_by_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.RunPython(release_what_was_seen, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=Q(released_at=None) | Q(state="closed"), name="round_released_after_close"
            ),
        ),
    ]
