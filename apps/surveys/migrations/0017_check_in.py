"""The check-in's first version."""

from django.db import migrations

from apps.surveys import questionnaire


def install(apps, schema_editor):
    questionnaire.install(apps.get_model("surveys", "Questionnaire"))


class Migration(migrations.Migration):
    dependencies = [("surveys", "0016_plain_words")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
