"""The scorecard's second version: the same questions, each also in plain words."""

from django.db import migrations

from apps.surveys import questionnaire


def install(apps, schema_editor):
    questionnaire.install(apps.get_model("surveys", "Questionnaire"))


class Migration(migrations.Migration):
    dependencies = [("surveys", "0015_own_questions")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
