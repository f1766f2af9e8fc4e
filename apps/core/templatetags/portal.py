"""Template tags and filters of the design system, loaded everywhere."""

from django import template
from django.template.loader import render_to_string

from apps.core import chart_html, table_html
from apps.core.navigation import links_for

register = template.Library()
register.filter("chart_figure", chart_html.figure)
register.filter("chart_rows", chart_html.rows)
register.filter("table_rows", table_html.rows)


@register.simple_block_tag
def component(content, name, **arguments):
    """``{% component "details" summary="…" %}…{% endcomponent %}``: the partial of that name with a body of HTML."""
    return render_to_string(f"components/{name}.html", {**arguments, "html": content})


@register.filter
def error_links(form) -> list[tuple[str, str]]:
    """What the error summary lists: each error's words and the address of the input it is about, if any."""
    links = [(error, "") for error in form.non_field_errors()]
    for field in form:
        links += [(error, f"#{field.error_id}") for error in field.errors]
    return links


@register.filter
def network_links(network, permissions):
    """The primary navigation of a network, as far as ``permissions`` allow."""
    return links_for(network, permissions or frozenset())


@register.simple_tag
def crumbs(*parts):
    """``{% crumbs "Home" home_url "People" people_url as trail %}``: pairs of text and address."""
    return [{"text": text, "url": url} for text, url in zip(parts[::2], parts[1::2], strict=True)]


@register.simple_tag(takes_context=True)
def query_with(context, **changes) -> str:
    """The page's query string with ``changes`` made (None removes), ending in "&" unless empty."""
    query = context["request"].GET.copy()
    for key, value in changes.items():
        if value is None:
            query.pop(key, None)
        else:
            query[key] = value
    return query.urlencode() + "&" if query else ""
