from django.db import migrations, models

from apps.reports.key_figures import key_figures


def read_snapshots(apps, schema_editor):
    reports = apps.get_model("reports", "Report").objects.exclude(snapshot=None)
    for report in reports.only("snapshot").iterator(chunk_size=20):
        reports.filter(pk=report.pk).update(figures=key_figures(report.snapshot))


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_written_part")]

    operations = [
        migrations.AddField("report", "figures", models.JSONField(default=dict)),
        migrations.RunPython(read_snapshots, migrations.RunPython.noop, elidable=True),
    ]
