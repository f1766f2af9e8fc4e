"""A worker in a process of its own that is killed (SIGKILL) where the test says:
``python -m tests.disclosure.killed_worker POINT``. It does every job that is due, as a worker does."""

import os
import signal
import sys

import django


def killed(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)


def main(point: str) -> None:
    django.setup()
    from apps.jobs.worker import drain
    from apps.surveys import closing, keyring, opening
    from apps.surveys.models import Finding, Round

    def in_pieces(round_id, now):
        """Naive: figures are committed before the rest."""
        round_ = Round.objects.select_related("questionnaire").get(pk=round_id)
        for block, code, figure in closing.findings(round_.definition, closing._open(round_)):
            Finding.objects.create(round=round_, block=block, question=code, figure=figure.to_json())
        killed()

    module, name, instead = {
        "invitations queued": (opening, "enqueue_many", killed),
        "figures written": (closing, "kept_comments", killed),
        "before the commit": (closing, "record", killed),
        "after the commit": (keyring, "destroy", killed),
        "in pieces": (closing, "_count", in_pieces),
    }[point]
    setattr(module, name, instead)
    drain()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pcnportal.settings")
    main(sys.argv[1])
