"""The questionnaires that come with the portal, and a trigger that keeps used ones as they were."""

from django.db import migrations

from apps.surveys import questionnaire

FREEZE = """
CREATE FUNCTION surveys_questionnaire_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Questionnaire % version % was used in a round and can''t be changed', OLD.code, OLD.version
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER surveys_questionnaire_frozen BEFORE UPDATE OR DELETE ON surveys_questionnaire
    FOR EACH ROW WHEN (OLD.frozen_at IS NOT NULL) EXECUTE FUNCTION surveys_questionnaire_is_frozen();
"""
THAW = """
DROP TRIGGER surveys_questionnaire_frozen ON surveys_questionnaire;
DROP FUNCTION surveys_questionnaire_is_frozen();
"""


def install(apps, schema_editor):
    model = apps.get_model("surveys", "Questionnaire")
    for content in questionnaire.shipped():
        model.objects.get_or_create(
            code=content["code"],
            version=content["version"],
            defaults={"kind": content["kind"], "content": content},
        )


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_initial")]

    operations = [
        migrations.RunPython(install, migrations.RunPython.noop),
        migrations.RunSQL(FREEZE, THAW),
    ]
