"""Django's migrate, run as the database's owner, followed by the app role's grants."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

from apps.core.database import as_owner, grant_app_role


class Command(Migrate):
    def handle(self, *arguments, **options):
        connection = connections[options["database"]]
        if not settings.DATABASE_OWNER_URL:
            super().handle(*arguments, **options)
            return
        with as_owner(connection):
            super().handle(*arguments, **options)
            call_command("createcachetable", database=options["database"], verbosity=0)
            grant_app_role(connection, settings.DATABASE_APP_ROLE)
