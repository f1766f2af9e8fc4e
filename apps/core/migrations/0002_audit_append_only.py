"""What was done stays on record: on top of the app role's grants, a trigger that holds for the owner too."""

from django.db import migrations, models

# For each statement, so that one which finds no row is refused as well. TRUNCATE is the owner's alone by grant.
KEEP = """
CREATE FUNCTION core_auditevent_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The record of what was done can be added to, not changed'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER core_auditevent_kept BEFORE UPDATE OR DELETE ON core_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION core_auditevent_is_kept();
"""
LET_GO = """
DROP TRIGGER core_auditevent_kept ON core_auditevent;
DROP FUNCTION core_auditevent_is_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="auditevent",
            index=models.Index(fields=["network_code", "actor_id"], name="audit_network_actor"),
        ),
        migrations.RunSQL(KEEP, LET_GO),
    ]
