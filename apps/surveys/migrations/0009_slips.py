from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0008_ended_at"),
    ]

    operations = [
        migrations.AddField(
            model_name="round",
            name="slips",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="invitation",
            name="is_slip",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="invitation",
            name="block",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("block", ""), ("is_slip", False)),
                    models.Q(("is_slip", True), ("person__isnull", True)),
                    _connector="OR",
                ),
                name="slip_unnamed",
            ),
        ),
    ]
