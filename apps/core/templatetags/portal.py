"""Template tags and filters of the design system, loaded everywhere."""

from django import template
from django.template.loader import render_to_string

from apps.core import chart_html, form_html, moments, navigation, table_html

register = template.Library()
register.filter("chart_figure", chart_html.figure)
register.filter("chart_rows", chart_html.rows)
register.filter("table_rows", table_html.rows)
register.filter("email", table_html.email)
register.filter("day", moments.day)
register.filter("clock", moments.clock)
register.filter("stamp", moments.stamp)
register.filter("moment", moments.moment)
register.filter("select_options", form_html.options)


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


@register.simple_tag(takes_context=True)
def crumbs(context, *parts):
    """``{% crumbs "People" people_url as trail %}``: pairs of text and address, after the home of the place."""
    shell = context.get("shell")
    trail = [] if shell is None else list(shell.home_crumb)
    return trail + [{"text": text, "url": url} for text, url in zip(parts[::2], parts[1::2], strict=True)]


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


@register.simple_tag(takes_context=True)
def beside(context, name: str, **kwargs) -> str:
    """``{% beside "member" pk=membership.pk as url %}``: as `navigation.beside`."""
    return navigation.beside(context["request"], name, **kwargs)
