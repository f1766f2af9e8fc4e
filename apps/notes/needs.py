"""What notes have for the manager's home page."""

from django.db.models import Count
from django.urls import reverse

from apps.accounts.permissions import Permission
from apps.core.contributions import Need

from .models import Note


def needs(readers):
    """Notes nobody has dealt with yet; one query."""
    networks = {
        reader.place.pk: reader.place
        for reader in readers
        if Permission.ANSWER_NOTES in reader.permissions and not reader.place.is_read_only
    }
    new = Note.objects.filter(box__network__in=networks, state=Note.State.NEW).order_by()
    for network, count in new.values_list("box__network").annotate(Count("pk")):
        url = reverse("notes:list", args=[networks[network].code])
        text = "One note was raised" if count == 1 else f"{count} notes were raised"
        detail = "Anonymous, for you and the others who run the network. Whoever wrote it waits for an answer"
        yield network, Need(text, url, "Read and answer", order=15, detail=detail)
