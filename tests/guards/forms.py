"""Forms as a browser reads them off a page."""

from dataclasses import dataclass, field
from urllib.parse import urljoin

from .pages import is_page, parse

TYPED = {
    "email": "somebody@practice.example",
    "password": "a-long-enough-passphrase",
    "date": "2027-03-25",
    "number": "3",
    "file": None,
}


@dataclass(frozen=True)
class Form:
    """``fields`` are (name, kind, value, choices) in the page's order; ``values`` what a browser would send."""

    method: str
    action: str
    fields: tuple[tuple[str, str, str, tuple[str, ...]], ...]
    buttons: tuple[tuple[str, str], ...] = field(default=())

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for name, *_ in self.fields))

    def as_shown(self) -> dict[str, list[str]]:
        """What a browser sends if somebody only presses the first button."""
        sent = {name: [value] for name, value in self.buttons[:1] if name}
        for name, kind, value, _ in self.fields:
            if value is not None and kind != "file":
                sent.setdefault(name, []).append(value)
        return sent

    def filled(self) -> dict[str, list[str]]:
        """What somebody sends who fills in everything: the last of each choice, plausible words elsewhere."""
        sent = self.as_shown()
        for name, kind, value, choices in self.fields:
            if kind in ("radio", "select", "checkbox"):
                offered = [one for one in choices if one]
                if offered and not value:
                    sent[name] = [offered[-1]]
            elif kind not in ("hidden", "file") and not value:
                sent[name] = [TYPED.get(kind) or ("1" if kind == "number" else "Words somebody typed")]
        return sent


def forms_of(response, address: str, *, within: str = "//form") -> list[Form]:
    """Every form of a page at ``address``; a download has none."""
    if not is_page(response):
        return []
    return [_form(element, address) for element in parse(response).xpath(within)]


def _form(element, address: str) -> Form:
    fields = {}
    for one in element.xpath(".//input | .//select | .//textarea"):
        name, kind = one.get("name"), one.get("type", "text") if one.tag == "input" else one.tag
        if not name or kind in ("submit", "button", "reset") or one.get("disabled") is not None:
            continue
        if kind in ("radio", "checkbox"):
            chosen = one.get("value", "on") if one.get("checked") is not None else None
            before = fields.get((name, kind), (None, ()))
            fields.setdefault((name, kind), before)
            fields[name, kind] = (
                _both(before[0], chosen) if kind == "checkbox" else before[0] or chosen,
                (*before[1], one.get("value", "on")),
            )
        elif kind == "select":
            options = tuple(o.get("value", o.text or "") for o in one.xpath(".//option"))
            chosen = one.xpath(".//option[@selected]/@value") or options[:1]
            fields[name, kind] = (chosen[0] if chosen else None, options)
        elif kind == "textarea":
            fields[name, kind] = (one.text or "", ())
        else:
            fields[name, kind] = (one.get("value", ""), ())
    flat = []
    for (name, kind), (value, choices) in fields.items():
        for single in value if isinstance(value, tuple) else (value,):
            flat.append((name, kind, single, choices))
    buttons = tuple(
        (b.get("name", ""), b.get("value", ""))
        for b in element.xpath(".//button[not(@type) or @type='submit'] | .//input[@type='submit']")
    )
    return Form(
        method=element.get("method", "get").lower(),
        action=urljoin(address, element.get("action") or ""),
        fields=tuple(flat),
        buttons=buttons,
    )


def _both(before, chosen):
    if chosen is None:
        return before
    return (*(before or ()), chosen) if isinstance(before, tuple) or before is None else (before, chosen)
