"""What several rows of this room have in common."""

from django.db import models


class About(models.Model):
    """What a row is about: a topic of any room, by its ``kind`` and ``code`` as `core.contributions.topics` knows them,
    and its words as they were when it was taken up. Empty where it is about nothing in particular."""

    about_kind = models.CharField(max_length=20, blank=True)
    about_code = models.CharField(max_length=60, blank=True)
    about_words = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


class Edited(models.Model):
    """A row that two people may write at once: ``version`` goes up with every change, and who changes it says which one
    they had before them (`apps.meetings.editing`)."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
