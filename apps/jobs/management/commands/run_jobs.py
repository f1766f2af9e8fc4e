"""Do the waiting jobs in this process, without any broker."""

import time

from django.core.management.base import BaseCommand

from apps.jobs.clock import run_due
from apps.jobs.worker import drain


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="stop when nothing is due")
        parser.add_argument("--queue", help="only this queue")

    def handle(self, *, once, queue, **options):
        while True:
            run_due()
            done = drain(queue)
            if once:
                self.stdout.write(f"{done} jobs done")
                return
            time.sleep(5)
