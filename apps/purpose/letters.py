"""The reminder that the purpose is due to be looked at: written and sent inside a job."""

from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from apps.mail import sending

from .models import Review
from .queries import keepers


def remind(*, review_id: int, user_id: int, next_on: date) -> None:
    """Mail somebody that the next review is due; nothing where it was held or moved
    meanwhile, another version is in force, or they keep the purpose no more. Raises AddressRefused, MailUnavailable."""
    review = Review.objects.select_related("version__network").filter(pk=review_id).first()
    if review is None or review.next_on != next_on or not review.version.is_in_force:
        return
    if review.version.reviews.first() != review:
        return
    network = review.version.network
    user = keepers(network).filter(pk=user_id).first()
    if user is None:
        return
    url = settings.PORTAL_URL + reverse("purpose:review", args=[network.code])
    context = {"user": user, "network": network, "version": review.version, "review": review, "url": url}
    text = render_to_string("purpose/mail/review.txt", context).strip() + "\n"
    subject = f"{network.name}: time to look at your purpose again"
    sending.send(to=user.email, subject=subject, text=text)
