"""Rounds with one open link. Those there are have personal links; none can have both, whoever writes the rows."""

from django.db import migrations, models

EITHER = """
CREATE FUNCTION surveys_round_keeps_its_way() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A round keeps its way' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER surveys_round_way BEFORE UPDATE OF way ON surveys_round
    FOR EACH ROW WHEN (OLD.way <> NEW.way) EXECUTE FUNCTION surveys_round_keeps_its_way();

CREATE FUNCTION surveys_invitation_is_personal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT way FROM surveys_round WHERE id = NEW.round_id) = 'open' THEN
        RAISE EXCEPTION 'Nobody is invited to a round with an open link'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER surveys_invitation_way BEFORE INSERT OR UPDATE OF round_id ON surveys_invitation
    FOR EACH ROW EXECUTE FUNCTION surveys_invitation_is_personal();
"""
NEITHER = """
DROP TRIGGER surveys_invitation_way ON surveys_invitation;
DROP FUNCTION surveys_invitation_is_personal();
DROP TRIGGER surveys_round_way ON surveys_round;
DROP FUNCTION surveys_round_keeps_its_way();
"""


class Migration(migrations.Migration):
    dependencies = [("surveys", "0006_alarm")]

    operations = [
        migrations.AddField(
            "round",
            "way",
            models.CharField(
                choices=[
                    ("personal", "A link for each person, by email"),
                    ("open", "One link for everybody in a workshop"),
                ],
                default="personal",
                max_length=8,
            ),
        ),
        migrations.AddField("round", "heads", models.PositiveIntegerField(null=True)),
        migrations.AddField("round", "link_generation", models.PositiveSmallIntegerField(default=1)),
        migrations.AddConstraint(
            "round",
            models.CheckConstraint(
                condition=models.Q(("heads", None), ("way", "personal"))
                | models.Q(("breakdown", ""), ("invited", 0), ("way", "open")),
                name="round_personal_or_open",
            ),
        ),
        migrations.RunSQL(EITHER, NEITHER),
    ]
