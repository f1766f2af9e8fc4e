"""Template tags and filters of the design system, loaded everywhere."""

from django import forms, template

from apps.core import chart_html
from apps.core.navigation import links_for

register = template.Library()
register.filter("chart_figure", chart_html.figure)
register.filter("chart_rows", chart_html.rows)

_GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)
_CLASSES = (
    (forms.Textarea, "nhsuk-textarea"),
    (forms.Select, "nhsuk-select"),
    (forms.FileInput, "nhsuk-file-upload"),
    (forms.CheckboxInput, "nhsuk-checkboxes__input"),
    (forms.Widget, "nhsuk-input"),
)


@register.filter
def widget_kind(field) -> str:
    """How a field is laid out: "group" (radios, checkboxes), "checkbox" or "single"."""
    widget = field.field.widget
    if isinstance(widget, _GROUPS):
        return "group"
    return "checkbox" if isinstance(widget, forms.CheckboxInput) else "single"


@register.filter
def described_by(field) -> str:
    ids = []
    if field.help_text:
        ids.append(f"{field.auto_id}-hint")
    if field.errors:
        ids.append(f"{field.auto_id}-error")
    return " ".join(ids)


@register.filter
def first_input_id(field) -> str:
    """Where an error's link leads: the first input of a group has its own id."""
    return f"{field.auto_id}_0" if widget_kind(field) == "group" else field.auto_id


@register.filter
def render_control(field):
    """The field's input with the design system's class, described by its hint and error."""
    widget = field.field.widget
    css = next(css for kind, css in _CLASSES if isinstance(widget, kind))
    if field.errors and css != "nhsuk-checkboxes__input":
        css += f" {css}--error"
    extra = widget.attrs.get("class", "")
    attrs = {"class": f"{css} {extra}".strip()}
    if described := described_by(field):
        attrs["aria-describedby"] = described
    return field.as_widget(attrs=attrs)


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
