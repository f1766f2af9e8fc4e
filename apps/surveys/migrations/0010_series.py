import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("networks", "0004_places_practices_review"),
        ("surveys", "0009_slips"),
    ]

    operations = [
        migrations.CreateModel(
            name="Series",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("scorecard", "Network Health Scorecard"),
                            ("check_in", "Wellbeing check-in"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "breakdown",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "The network as a whole only"),
                            ("practice", "By practice"),
                            ("staff_group", "By staff group"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("quarterly", "About every 3 months"),
                            ("yearly", "About once a year"),
                            ("none", "Without a fixed rhythm"),
                        ],
                        default="none",
                        max_length=10,
                    ),
                ),
                (
                    "people",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                ("listed_at", models.DateTimeField()),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="series",
                        to="networks.network",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "series",
            },
        ),
        migrations.AddField(
            model_name="round",
            name="series",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="rounds",
                to="surveys.series",
            ),
        ),
    ]
