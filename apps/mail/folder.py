"""Mails as files in a folder, for the demo and the tests."""

import uuid

from django.core.mail.backends import filebased


class EmailBackend(filebased.EmailBackend):
    """Django's own names a file by the second and the backend's place in memory: two mails may share one."""

    def _get_filename(self):
        if self._fname is None:
            self._fname = f"{super()._get_filename().removesuffix('.log')}-{uuid.uuid4().hex}.log"
        return self._fname
