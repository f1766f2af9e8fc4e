"""Print who a newcomer can be."""

from django.conf import settings
from django.core.management.base import BaseCommand

from apps.demo.personas import PERSONAS


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        self.stdout.write("\nDemo personas (all fictional): choose one by a click at /demo/")
        for persona in PERSONAS:
            self.stdout.write(f"  {persona.name:24} {persona.role}")
        self.stdout.write(f"Mail that would have been sent: {settings.PORTAL_URL}/demo/mail/")
