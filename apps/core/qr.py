"""QR codes as drawings inside a page: no image to fetch, no style of their own."""

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


def qr_code(address: str, *, title: str) -> SafeString:
    """``address`` as an SVG of black squares with the white border that readers need, as large as its place allows;
    ``title`` is what it says to those who can't see it. A quarter of it may be hidden or torn."""
    drawing = squares(address, error="q", border=4, light="#fff", svgclass=None)
    return format_html('<span class="portal-qr" role="img" aria-label="{}">{}</span>', title, drawing)


def squares(address: str, *, error: str, **look) -> SafeString:
    """The bare SVG; ``error`` is how much of it may be missing ("m" 15 %, "q" 25 %), ``look`` what segno takes."""
    drawing = segno.make_qr(address, error=error).svg_inline(omitsize=True, **look)
    # segno writes numbers and letters of its own: nothing of the address stands in the drawing as text.
    return mark_safe(drawing)  # noqa: S308
