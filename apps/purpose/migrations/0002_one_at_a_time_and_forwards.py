from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("purpose", "0001_why_how_and_what")]

    operations = [
        migrations.AddIndex(
            model_name="objective",
            index=models.Index(fields=["network", "year"], name="objective_year"),
        ),
        migrations.AddConstraint(
            model_name="objective",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_on", None), ("outcome", "")),
                    models.Q(models.Q(("outcome", ""), _negated=True), ("ended_on__isnull", False)),
                    _connector="OR",
                ),
                name="objective_ended_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="objective",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome__in", ["missed", "carried"]), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="objective_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="strategy",
            constraint=models.UniqueConstraint(fields=("network", "number"), name="strategy_number_once"),
        ),
        migrations.AddConstraint(
            model_name="strategy",
            constraint=models.UniqueConstraint(
                condition=models.Q(("start", None)), fields=("network",), name="strategy_one_draft"
            ),
        ),
        migrations.AddConstraint(
            model_name="strategy",
            constraint=models.UniqueConstraint(
                condition=models.Q(("end", None), ("start__isnull", False)),
                fields=("network",),
                name="strategy_one_in_force",
            ),
        ),
        migrations.AddConstraint(
            model_name="strategy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("end", None),
                    models.Q(("end__gt", models.F("start")), ("start__isnull", False)),
                    _connector="OR",
                ),
                name="strategy_forwards",
            ),
        ),
        migrations.AddConstraint(
            model_name="lead",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("end", None),
                    models.Q(("end__gt", models.F("start")), ("start__isnull", False)),
                    _connector="OR",
                ),
                name="lead_forwards",
            ),
        ),
        migrations.AddConstraint(
            model_name="lead",
            constraint=models.CheckConstraint(
                condition=models.Q(("person", models.F("deputy")), _negated=True),
                name="lead_deputy_is_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.UniqueConstraint(fields=("network", "number"), name="purpose_number_once"),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "adopted"), _negated=True),
                fields=("network",),
                name="purpose_one_in_the_works",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.UniqueConstraint(
                condition=models.Q(("replaced_on", None), ("state", "adopted")),
                fields=("network",),
                name="purpose_one_in_force",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("adopted_on__isnull", False),
                        ("state", "adopted"),
                        models.Q(("meeting", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state", "adopted"), _negated=True),
                        ("adopted_on", None),
                        ("replaced_on", None),
                    ),
                    _connector="OR",
                ),
                name="purpose_adopted_with_day_and_meeting",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.CheckConstraint(
                condition=models.Q(("replaced_on__gt", models.F("adopted_on"))), name="purpose_forwards"
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(
                fields=("version", "held_on"), name="purpose_review_once_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(("next_on__gt", models.F("held_on"))), name="purpose_review_forwards"
            ),
        ),
        migrations.AddConstraint(
            model_name="feedback",
            constraint=models.UniqueConstraint(fields=("version", "by"), name="purpose_feedback_once"),
        ),
    ]
