"""The only two Celery tasks: look for due jobs, and look for jobs that nobody woke for."""

from celery import shared_task

from .clock import run_due
from .models import Job
from .worker import claim_next, perform


@shared_task(name="jobs.wake")
def wake():
    """Do one due job of the queue this was sent to, and pass the word on if there may be more."""
    queue = wake.request.delivery_info["routing_key"] if wake.request.delivery_info else None
    claim = claim_next(queue)
    if claim is None:
        return
    perform(claim)
    if Job.objects.due().filter(queue=queue).exists():
        wake.apply_async(queue=queue)


@shared_task(name="jobs.sweep")
def sweep():
    """Wake the workers of every queue that has due jobs: after a lost message, a dead broker, a killed worker."""
    run_due()
    for queue in Job.objects.due().order_by().values_list("queue", flat=True).distinct():
        wake.apply_async(queue=queue)
