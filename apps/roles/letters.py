"""Mails about leading: written and sent inside a job."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from apps.mail import sending

from .models import LeadOffer


def tell_answer(*, offer_id: int) -> None:
    """Mail whoever offered to lead that there is an answer; what it says stays in the portal. Nothing where the offer
    was withdrawn meanwhile, or they left or have no address. Raises AddressRefused, MailUnavailable."""
    offer = LeadOffer.objects.select_related("person", "network", "answered_by").filter(pk=offer_id).first()
    if offer is None or not offer.answered_at or offer.person.has_left or not offer.person.email:
        return
    url = settings.PORTAL_URL + reverse("roles:leading", args=[offer.network.code])
    text = render_to_string("roles/mail/answer.txt", {"offer": offer, "url": url}).strip() + "\n"
    subject = f"{offer.network.name}: an answer to your offer to lead"
    sending.send(to=offer.person.email, subject=subject, text=text)
