"""What every room stands on: base model, the record of what was done, stored files."""

from django.db import models


class TimestampedModel(models.Model):
    """Rows that may say when they were made. Ballots may not: they have no base model."""

    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class AuditEvent(models.Model):
    """One thing somebody did, in codes. No foreign keys: erasing a person leaves the record standing.

    A trigger in the database refuses every change and deletion, the owner's too (migration 0002)."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    event = models.CharField(max_length=60)
    actor_id = models.BigIntegerField(null=True)
    network_code = models.CharField(max_length=10, blank=True)
    ics_code = models.CharField(max_length=10, blank=True)
    object_kind = models.CharField(max_length=60, blank=True)
    object_code = models.CharField(max_length=60, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["network_code", "-at"], name="audit_network_at"),
            models.Index(fields=["network_code", "actor_id"], name="audit_network_actor"),
            models.Index(fields=["ics_code", "-at"], name="audit_ics_at", condition=~models.Q(ics_code="")),
        ]
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.event} {self.object_kind} {self.object_code}".strip()


class StoredFile(models.Model):
    """A file in Django's storage, kept under the SHA-256 of its content: the same bytes are one file."""

    sha256 = models.CharField(max_length=64, unique=True)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return self.sha256[:12]

    @property
    def path(self) -> str:
        return f"{self.sha256[:2]}/{self.sha256}"
