"""A questionnaire as data: what the content of a `Questionnaire` row means. Texts are keyed by language."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
YEAR_AGO = "year_ago:"


class BadQuestionnaire(ValueError):
    """The content can't be used; the message says where."""


@dataclass(frozen=True)
class Question:
    """A statement or question with its answers, coded 1, 2, 3 … in the order of ``options``."""

    code: str
    text: str
    help: str
    options: tuple[str, ...]

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


@dataclass(frozen=True)
class Definition:
    code: str
    version: int
    title: str
    credit: str
    minutes: int
    themes: tuple[Theme, ...]

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


def parse(content: dict, language: str = "en") -> Definition:
    """The questionnaire in ``language``, English where a text has no translation yet.

    Raises BadQuestionnaire for missing parts and for codes that occur twice."""

    def say(texts):
        return texts.get(language) or texts["en"]

    def question(entry, code, options):
        return Question(code, say(entry["text"]), say(entry["help"]) if "help" in entry else "", options)

    def theme(entry):
        code = entry["code"]
        year_ago, comment = entry.get("year_ago"), entry.get("comment")
        return Theme(
            code=code,
            title=say(entry["title"]),
            about=say(entry["about"]),
            questions=tuple(question(item, item["code"], scale) for item in entry["questions"]),
            year_ago=question(year_ago, YEAR_AGO + code, year_ago_scale) if year_ago else None,
            comment=Prompt(code, say(comment["text"]), content["comment_characters"]) if comment else None,
        )

    try:
        scale, year_ago_scale = tuple(say(content["scale"])), tuple(say(content["year_ago_scale"]))
        definition = Definition(
            code=content["code"],
            version=content["version"],
            title=say(content["title"]),
            credit=say(content["credit"]),
            minutes=content["minutes"],
            themes=tuple(theme(entry) for entry in content["themes"]),
        )
    except (KeyError, TypeError, AttributeError) as problem:
        raise BadQuestionnaire(f"The questionnaire lacks {problem}") from problem
    for codes in ([q.code for q in definition.questions], [t.code for t in definition.themes]):
        if repeated := {code for code in codes if codes.count(code) > 1}:
            raise BadQuestionnaire(f"Codes occur twice: {', '.join(sorted(repeated))}")
    return definition


def shipped() -> list[dict]:
    """The contents of every questionnaire that comes with the portal."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(DATA.glob("*.json"))]


@cache
def shipped_questions() -> frozenset[tuple[str, str]]:
    """Code and text of every question on the scale of agreement that comes with the portal, in any version."""
    return frozenset(
        (question.code, question.text)
        for content in shipped()
        for theme in parse(content).themes
        for question in theme.questions
    )


def install(model) -> None:
    """Give ``model`` (Questionnaire, or its historical self in a migration) a row for each shipped version.

    Rows that are there already stay as they are, so it may be called again."""
    for content in shipped():
        model.objects.get_or_create(
            code=content["code"],
            version=content["version"],
            defaults={"kind": content["kind"], "content": content},
        )
