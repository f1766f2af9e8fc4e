"""The check-in asks the burnout measure in its source’s own words."""

from django.db import migrations

from apps.surveys import questionnaire


def install(apps, schema_editor):
    questionnaire.install(apps.get_model("surveys", "Questionnaire"))


class Migration(migrations.Migration):
    dependencies = [("surveys", "0019_opt_out")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
