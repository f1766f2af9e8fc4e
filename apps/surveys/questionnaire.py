"""A questionnaire as data: what the content of a `Questionnaire` row means. Texts are keyed by language."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
YEAR_AGO = "year_ago:"
# The theme of what a network asks besides the scorecard (`own.py`).
OWN = "own"
ENGLISH = "en"
SCORECARD, CHECK_IN = "scorecard", "check_in"
LANGUAGES = {ENGLISH: "English", "cy": "Cymraeg"}


class Text(str):
    """A text as it is shown; ``lang`` is set where it has no translation and stands there in English."""

    def __new__(cls, text="", lang=""):
        made = super().__new__(cls, text)
        made.lang = lang
        return made


class BadQuestionnaire(ValueError):
    """The content can't be used; the message says where."""


@dataclass(frozen=True)
class Question:
    """A statement or question with its answers, coded 1, 2, 3 … in the order of ``options``. ``plain`` says the same
    in plain words, beside ``text`` and never instead of it: what is compared is always asked in the same words.

    ``last_first``: the answers are read from the last to the first. ``own_scale``: they are whole sentences of this
    question's own, not the scale of agreement."""

    code: str
    text: str
    help: str
    options: tuple[str, ...]
    plain: str = ""
    last_first: bool = False
    own_scale: bool = False

    @property
    def field(self) -> str:
        """The name of its form field."""
        return self.code.replace(":", "-")


@dataclass(frozen=True)
class Prompt:
    """An invitation to comment, in at most ``characters`` characters."""

    code: str
    text: str
    characters: int


@dataclass(frozen=True)
class Theme:
    code: str
    title: str
    about: str
    questions: tuple[Question, ...]
    year_ago: Question | None
    comment: Prompt | None

    @property
    def is_own(self) -> bool:
        """Whether a network wrote its questions: they have nothing to do with one another, so it has no mean."""
        return self.code == OWN


@dataclass(frozen=True)
class Definition:
    code: str
    version: int
    title: str
    credit: str
    minutes: int
    themes: tuple[Theme, ...]
    language: str = ENGLISH
    # What it was made from.
    content: dict = field(default_factory=dict, repr=False, compare=False)

    @property
    def languages(self) -> tuple[str, ...]:
        """Those in which at least one of its texts is there."""
        return tuple(_languages(self.content))

    @property
    def has_plain_words(self) -> bool:
        return any(question.plain for question in self.questions)

    @property
    def own(self) -> tuple[Question, ...]:
        return next((theme.questions for theme in self.themes if theme.is_own), ())

    @property
    def questions(self) -> tuple[Question, ...]:
        """Everything that is answered by choosing, in order, the year-ago questions included."""
        return tuple(
            question
            for theme in self.themes
            for question in (*theme.questions, *((theme.year_ago,) if theme.year_ago else ()))
        )

    @property
    def comments(self) -> tuple[Prompt, ...]:
        return tuple(theme.comment for theme in self.themes if theme.comment)


def parse(content: dict, language: str = ENGLISH) -> Definition:
    """The questionnaire in ``language``, English where a text has no translation yet.

    Raises BadQuestionnaire for missing parts and for codes that occur twice."""

    def question(entry, code, options):
        help_, plain = (say(entry[part], language) if part in entry else "" for part in ("help", "plain"))
        own = "scale" in entry
        options = _say_all(entry["scale"], language) if own else options
        last_first = entry.get("last_first", False)
        return Question(code, say(entry["text"], language), help_, options, plain, last_first, own)

    def theme(entry):
        code = entry["code"]
        year_ago, comment = entry.get("year_ago"), entry.get("comment")
        prompt = (
            Prompt(code, say(comment["text"], language), content["comment_characters"]) if comment else None
        )
        return Theme(
            code=code,
            title=say(entry["title"], language),
            about=say(entry["about"], language),
            questions=tuple(question(item, item["code"], scale) for item in entry["questions"]),
            year_ago=question(year_ago, YEAR_AGO + code, year_ago_scale) if year_ago else None,
            comment=prompt,
        )

    try:
        scale = _say_all(content["scale"], language)
        # A check-in asks nothing about last year.
        year_ago_scale = _say_all(content.get("year_ago_scale", {ENGLISH: []}), language)
        definition = Definition(
            code=content["code"],
            version=content["version"],
            title=say(content["title"], language),
            credit=say(content["credit"], language),
            minutes=content["minutes"],
            themes=tuple(theme(entry) for entry in content["themes"]),
            language=language,
            content=content,
        )
    except (KeyError, TypeError, AttributeError) as problem:
        raise BadQuestionnaire(f"The questionnaire lacks {problem}") from problem
    for codes in ([q.code for q in definition.questions], [t.code for t in definition.themes]):
        if repeated := {code for code in codes if codes.count(code) > 1}:
            raise BadQuestionnaire(f"Codes occur twice: {', '.join(sorted(repeated))}")
    return definition


def say(texts: dict, language: str) -> Text:
    """What stands there in ``language``, else the English text, marked as such."""
    if language == ENGLISH or texts.get(language):
        return Text(texts[language])
    return Text(texts[ENGLISH], ENGLISH)


def _say_all(texts: dict, language: str) -> tuple[Text, ...]:
    lang = "" if language == ENGLISH or texts.get(language) else ENGLISH
    return tuple(Text(text, lang) for text in texts.get(language) or texts[ENGLISH])


def texts_of(content, at: str = "") -> Iterator[tuple[str, dict]]:
    """Every text in all its languages, each with where it stands: ("purpose_why text", {"en": …, "cy": …})."""
    if isinstance(content, dict):
        if ENGLISH in content:
            yield at, content
            return
        at = content.get("code", at)
        parts = ((f"{at} {name}", part) for name, part in content.items())
    else:
        parts = ((at, part) for part in content) if isinstance(content, list) else ()
    for name, part in parts:
        yield from texts_of(part, name)


def _languages(content) -> Iterator[str]:
    known = [texts for _, texts in texts_of(content)]
    return (code for code in LANGUAGES if any(texts.get(code) for texts in known))


def shipped(code: str = SCORECARD) -> list[dict]:
    """The contents of every version of the questionnaire with this ``code`` that comes with the portal, the first
    first."""
    found = (json.loads(path.read_text(encoding="utf-8")) for path in DATA.glob("*-*.json"))
    return sorted((content for content in found if content["code"] == code), key=lambda one: one["version"])


def page_texts() -> dict[str, dict]:
    """What stands on the answer page around the questions, by what it is for, in all languages. Of no version."""
    return json.loads((DATA / "page.json").read_text(encoding="utf-8"))


@cache
def page_words(language: str = ENGLISH) -> dict[str, Text]:
    """`page_texts` in one language."""
    return {code: say(texts, language) for code, texts in page_texts().items()}


@cache
def shipped_questions() -> frozenset[tuple[str, str]]:
    """Code and text of every question of the scorecard on the scale of agreement, in any version."""
    return frozenset(
        (question.code, question.text)
        for content in shipped()
        for theme in parse(content).themes
        for question in theme.questions
    )


def install(model) -> None:
    """Give ``model`` (Questionnaire, or its historical self in a migration) a row for each shipped version.

    Rows that are there already stay as they are, so it may be called again."""
    for content in [*shipped(SCORECARD), *shipped(CHECK_IN)]:
        model.objects.get_or_create(
            code=content["code"],
            version=content["version"],
            network=None,
            icb=None,
            defaults={"kind": content["kind"], "content": content},
        )
