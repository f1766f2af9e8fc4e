import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, connection

from apps.core.audit import Event, record
from apps.core.database import as_owner
from apps.core.models import AuditEvent


def test_portal_runs_as_a_role_that_owns_nothing(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user"
        )
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE intruder (id int)",
        "DROP TABLE core_auditevent",
        "ALTER TABLE surveys_ballot ADD COLUMN at timestamptz",
        "TRUNCATE core_auditevent",
        "UPDATE core_auditevent SET event = 'x'",
        "DELETE FROM core_auditevent",
        "DELETE FROM django_migrations",
    ],
)
def test_app_role_may_not(db, statement):
    with connection.cursor() as cursor, pytest.raises((ProgrammingError, InternalError)):
        cursor.execute(statement)


def test_app_role_may_add_to_and_read_the_record(manager, network):
    record(Event.PERSON_ADDED, by=manager, network=network)
    assert AuditEvent.objects.get().actor_id == manager.pk


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "statement", ["UPDATE core_auditevent SET event = 'x'", "DELETE FROM core_auditevent"]
)
def test_owner_may_not_change_the_record_either(statement):
    """The grants don't bind the owner; the trigger does."""
    record(Event.PERSON_ADDED)
    with as_owner(connection), connection.cursor() as cursor:
        cursor.execute("SELECT tableowner = current_user FROM pg_tables WHERE tablename = 'core_auditevent'")
        assert cursor.fetchone() == (True,)
        with pytest.raises(IntegrityError, match="added to, not changed"):
            cursor.execute(statement)
    assert [event.event for event in AuditEvent.objects.all()] == ["person.added"]


def test_commit_timestamps_are_off(db):
    with connection.cursor() as cursor:
        cursor.execute("SHOW track_commit_timestamp")
        assert cursor.fetchone() == ("off",)
