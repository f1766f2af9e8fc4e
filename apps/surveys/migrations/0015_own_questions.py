"""A network's own questions beside the scorecard, and those an area offers."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("networks", "0006_sharing"),
        ("surveys", "0014_area_sees"),
    ]

    operations = [
        migrations.CreateModel(
            name="Offer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("offered_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="questionnaire",
            name="questionnaire_version",
        ),
        migrations.AddField(
            model_name="questionnaire",
            name="base",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="surveys.questionnaire",
            ),
        ),
        migrations.AddField(
            model_name="questionnaire",
            name="icb",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="questionnaires",
                to="networks.icb",
            ),
        ),
        migrations.AddField(
            model_name="questionnaire",
            name="network",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="questionnaires",
                to="networks.network",
            ),
        ),
        migrations.AddConstraint(
            model_name="questionnaire",
            constraint=models.UniqueConstraint(
                fields=("code", "version", "network", "icb"),
                name="questionnaire_version",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="questionnaire",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("base", None), ("icb", None), ("network", None)),
                    models.Q(("base__isnull", False), ("icb", None), ("network__isnull", False)),
                    models.Q(("base__isnull", False), ("icb__isnull", False), ("network", None)),
                    _connector="OR",
                ),
                name="questionnaire_of_one_place",
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="icb",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="question_offers", to="networks.icb"
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="questionnaire",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="surveys.questionnaire"
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=("icb",),
                name="offer_one_at_a_time",
            ),
        ),
    ]
