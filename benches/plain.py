"""A document as plain as they come, for measuring others against: pages of text and of fixed tables, in turns."""

import random

WORDS = (
    "practice",
    "network",
    "appointment",
    "shared",
    "a",
    "morning",
    "patient",
    "of",
    "review",
    "months",
    "nurse",
)
PARAGRAPHS, ROWS, COLUMNS = 7, 27, 5
STYLE = """
@font-face { font-family: "Source Sans 3"; font-weight: 400; src: url("portal:fonts/source-sans-3-latin-400-normal.woff2"); }
@font-face { font-family: "Source Sans 3"; font-weight: 600; src: url("portal:fonts/source-sans-3-latin-600-normal.woff2"); }
@page { size: A4; margin: 26mm 20mm 24mm 22mm; @top-left { content: "A plain document" } @bottom-right { content: counter(page) } }
html { font: 10.5pt/1.45 "Source Sans 3"; }
h2 { break-before: page; font-size: 22pt; font-weight: 600; line-height: 1.15; margin: 0 0 5mm; }
p { margin: 0 0 2.6mm; }
table { border-collapse: collapse; table-layout: fixed; width: 100%; }
caption { font-weight: 600; text-align: left; }
th, td { border-bottom: 0.4pt solid #c3ccd1; font-size: 9.5pt; font-weight: 400; padding: 1.3mm 3mm 1.3mm 0; text-align: left; }
.wide { width: 60mm; }
"""  # noqa: E501 - a style sheet


def html(pages: int) -> str:
    """The same text for the same number of pages; each is nearly full."""
    choose = random.Random(1)  # noqa: S311 - words that mean nothing
    body = "".join(_table(number, choose) if number % 2 else _text(number, choose) for number in range(pages))
    head = f'<meta charset="utf-8"><title>A plain document</title><style>{STYLE}</style>'
    return f'<!doctype html><html lang="en-GB"><head>{head}</head><body>{body}</body></html>'


def _sentence(words: int, choose: random.Random) -> str:
    return " ".join(choose.choices(WORDS, k=words)).capitalize()


def _paragraph(choose: random.Random, sentences: int = 5) -> str:
    return f"<p>{'. '.join(_sentence(12, choose) for _ in range(sentences))}.</p>"


def _text(number: int, choose: random.Random) -> str:
    return f"<h2>Text {number}</h2>" + "".join(_paragraph(choose) for _ in range(PARAGRAPHS))


def _table(number: int, choose: random.Random) -> str:
    heads = "".join(f'<th scope="col">{_sentence(1, choose)}</th>' for _ in range(COLUMNS))
    rows = "".join(
        f'<tr><th scope="row">{_sentence(3, choose)}</th>'
        + "".join(f"<td>{choose.randint(100, 99999):,}</td>" for _ in range(COLUMNS - 1))
        + "</tr>"
        for _ in range(ROWS)
    )
    columns = '<col class="wide">' + "<col>" * (COLUMNS - 1)
    return (
        f"<h2>Table {number}</h2>{_paragraph(choose, 2)}<table><caption>Figures of nothing</caption>"
        f"<colgroup>{columns}</colgroup><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )
