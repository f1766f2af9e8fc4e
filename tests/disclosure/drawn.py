"""Networks drawn at random, and their answers exchanged: the raw material of the shuffle."""

from dataclasses import dataclass, replace
from random import Random

from apps.surveys import disclosure, questionnaire
from apps.surveys.ballot_box import Opened

DEFINITION = questionnaire.parse(questionnaire.shipped()[0])
BLOCKS = ("gp", "nurse", "direct_care", "admin", "management")


@dataclass(frozen=True)
class Drawn:
    """The people of a round in order: ``blocks`` has each one's block, ``columns`` each question's answers, None for
    no view."""

    blocks: tuple[str, ...]
    columns: dict[str, tuple[int | None, ...]]

    def people(self) -> list[Opened]:
        rows = zip(*self.columns.values(), strict=True)
        return [
            Opened({code: one for code, one in zip(self.columns, row, strict=True) if one}, {}, block)
            for block, row in zip(self.blocks, rows, strict=True)
        ]

    def groups(self) -> list[list[int]]:
        """Who may change places: the places of each published block's people, and those of the remainder's."""
        sizes = {block: self.blocks.count(block) for block in set(self.blocks) - {""}}
        shown = disclosure.shown_blocks(sizes)
        groups: dict[str, list[int]] = {}
        for place, block in enumerate(self.blocks):
            groups.setdefault(block if block in shown else "the remainder", []).append(place)
        return list(groups.values())


def draw(choose: Random) -> Drawn:
    """A network of 8 to 60, with one to five blocks or none, likes and dislikes of its own for each question (also
    unanimous ones) and for each block, and questions that few have a view on."""
    number, kinds = choose.randint(8, 60), choose.randint(0, len(BLOCKS))
    weights = [choose.random() ** 2 for _ in BLOCKS[:kinds]]
    blocks = tuple(choose.choices(BLOCKS[:kinds], weights, k=number)) if kinds else ("",) * number
    columns = {}
    for question in DEFINITION.questions:
        answers = (None, *range(1, len(question.options) + 1))
        leaning = {
            block: [choose.random() ** 3 * (1 if one else choose.choice((0.1, 0.5, 5))) for one in answers]
            for block in sorted(set(blocks))
        }
        columns[question.code] = tuple(choose.choices(answers, leaning[block])[0] for block in blocks)
    return Drawn(blocks, columns)


def exchanged(drawn: Drawn, choose: Random) -> Drawn:
    """The same with each question's answers dealt anew within each of the `Drawn.groups`."""
    groups, columns = drawn.groups(), {}
    for code, column in drawn.columns.items():
        dealt = list(column)
        for places in groups:
            answers = [column[place] for place in places]
            choose.shuffle(answers)
            for place, answer in zip(places, answers, strict=True):
                dealt[place] = answer
        columns[code] = tuple(dealt)
    return replace(drawn, columns=columns)


def sorted_across(drawn: Drawn) -> Drawn:
    """The same with each question's answers sorted through all blocks: low ones to those who come first in order."""
    order = sorted(range(len(drawn.blocks)), key=lambda place: drawn.blocks[place])
    columns = {}
    for code, column in drawn.columns.items():
        dealt = list(column)
        for place, answer in zip(order, sorted(column, key=lambda one: one or 0), strict=True):
            dealt[place] = answer
        columns[code] = tuple(dealt)
    return replace(drawn, columns=columns)
