"""The rows of an area's list of networks, as a safe string for the same reason as in `core.chart_html`."""

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as date_words
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from apps.reports.queries import report_word

register = template.Library()

_ROW = """<tr class="nhsuk-table__row">
<th scope="row" class="nhsuk-table__header">{} <span class="portal-quiet">{}</span></th>
<td class="nhsuk-table__cell portal-number">{}</td>
<td class="nhsuk-table__cell portal-number">{}</td>
<td class="nhsuk-table__cell">{}</td>
<td class="nhsuk-table__cell">{}</td>
</tr>"""
_LINK = (
    """<a href="{}">Download<span class="nhsuk-u-visually-hidden"> the report of {}</span> (PDF, to {})</a>"""
)


@register.simple_tag
def area_rows(networks, area_code: str, may_download: bool) -> SafeString:
    """``networks`` as `area_networks` gives them; each with a link where there is something to download."""
    return format_html_join("\n", _ROW, (_cells(network, area_code, may_download) for network in networks))


def _cells(network, area_code, may_download) -> tuple:
    report, link = report_word(network), ""
    if network.released_on:
        report += f" {date_words(timezone.localtime(network.released_on), 'j F Y')}"
        if may_download:
            address = reverse("ics:download", args=[area_code, network.code])
            link = format_html(_LINK, address, network.name, date_words(network.released_year_end, "F Y"))
    patients = f"{network.list_size:,}" if network.list_size else "not published"
    return network.name, network.code, network.practice_count, patients, report, link
