"""What pages, posters and mails say of an open link: the link in three ways, until when, how answers are protected."""

from urllib.parse import quote, urlencode

from django.http import HttpResponse
from django.template.loader import render_to_string

from apps.core.moments import moment
from apps.core.qr import qr_code
from apps.documents.assets import SHEET
from apps.documents.pdf import render as render_pdf

from . import links
from .models import Round
from .queries import protection_sentence


def invitation(round_: Round, network, *, forward: str, subject: str) -> dict:
    """``forward`` is the template of the text to pass on, ``subject`` that of a mail with it."""
    address = links.open_address(round_)
    context = {
        "round": round_,
        "network": network,
        "definition": round_.definition,
        "closes": moment(round_.closes_at),
        "address": address,
        "readable": address.partition("://")[2].removesuffix("/"),
        "qr": qr_code(address, title="QR code of the link written beside it"),
        "protection": f"Answers are sealed when you submit and counted together. {protection_sentence(round_)}",
    }
    text = render_to_string(forward, context).strip()
    mail = "mailto:?" + urlencode({"subject": subject, "body": text.replace("\n", "\r\n")}, quote_via=quote)
    return context | {"forward": text, "mail": mail}


def poster(round_: Round, network, *, template: str, context: dict) -> HttpResponse:
    html = render_to_string(template, context)
    pdf = render_pdf(html, stylesheet=SHEET)
    name = f"poster-{network.code}-{round_.link_generation}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(pdf.content, content_type="application/pdf", headers=headers)
