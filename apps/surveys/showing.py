"""How the answer page stands before its reader: in which language, and with plain words or without. Kept nowhere: each
page says in its form how it was shown, and its buttons show it otherwise with everything that was filled in."""

from dataclasses import dataclass

from django.utils.html import format_html

from .questionnaire import ENGLISH, LANGUAGES, Definition, Text, page_words

# Of the buttons that show the page otherwise, and of the hidden field that says how it is shown.
SHOW, SHOWN = "show", "shown"
_PLAIN = "-plain"


@dataclass(frozen=True)
class Showing:
    language: str = ENGLISH
    plain: bool = False

    @property
    def code(self) -> str:
        return self.language + (_PLAIN if self.plain else "")


@dataclass(frozen=True)
class Switch:
    """A button; ``text`` is in the language ``lang``, empty for that of the page around it."""

    code: str
    text: str
    lang: str = ""


def chosen(code: str, definition: Definition) -> Showing:
    """What ``code`` stands for. Raises ValueError where ``definition`` is not there in such a form."""
    language, plain = code.removesuffix(_PLAIN), code.endswith(_PLAIN)
    if language not in definition.languages or (plain and not definition.has_plain_words):
        raise ValueError("This questionnaire can’t be shown so.")
    return Showing(language, plain)


def switches(definition: Definition, now: Showing) -> list[Switch]:
    """The ways to show ``definition`` otherwise: in its other languages, with or without plain words."""
    found = [
        Switch(Showing(language, now.plain).code, LANGUAGES[language], language)
        for language in definition.languages
        if language != now.language
    ]
    if definition.has_plain_words:
        words = page_words(now.language)["hide_plain" if now.plain else "show_plain"]
        lang = words.lang or (now.language if now.language != ENGLISH else "")
        found.append(Switch(Showing(now.language, not now.plain).code, words, lang))
    return found


def marked(text: str) -> str:
    """``text`` for a page; with its language where that is not the page's."""
    lang = getattr(text, "lang", "")
    return format_html('<span lang="{}">{}</span>', lang, text) if lang else text


def around(definition: Definition, now: Showing, name: str) -> dict:
    """What stands around the questions of ``definition``, which is in the language of ``now``; ``name`` is that of the
    network that asks."""
    words = page_words(now.language)
    intro = words["intro"].format(network=name, minutes=definition.minutes)
    return {
        "showing": now,
        "lang": "" if now.language == ENGLISH else now.language,
        "switches": switches(definition, now),
        "intro": marked(Text(intro, words["intro"].lang)),
        "sealing": marked(words["sealing"]),
        "submit": marked(words["submit"]),
        "credit": marked(definition.credit),
    }
