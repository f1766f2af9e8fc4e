"""A network's own pattern: a field of circles' quarters and halves drawn from its code. No Django."""

import hashlib
from collections import defaultdict

from apps.core.drawing import GREY, LILAC, MINT, PURPLE, TEAL

COLUMNS, ROWS, SIDE = 7, 5, 30
PALE = "#eef1f2"
_PAIRS = (
    (PURPLE, LILAC), (PURPLE, GREY), (TEAL, MINT), (TEAL, PALE), (LILAC, PALE), (GREY, PURPLE), (PALE, TEAL),
    (MINT, TEAL), (PALE, MINT), (PURPLE, MINT), (GREY, TEAL), (LILAC, PURPLE),
)  # fmt: skip


def field(code: str) -> tuple[tuple[str, str], ...]:
    """Paths of the pattern as (colour, SVG path), back to front; the same code draws the same field."""
    digest = hashlib.sha512(code.encode()).digest() + hashlib.sha512(code.encode() + b"+").digest()
    back, front = defaultdict(list), defaultdict(list)
    for place in range(COLUMNS * ROWS):
        kind, colours = digest[2 * place], digest[2 * place + 1]
        x, y = place % COLUMNS * SIDE, place // COLUMNS * SIDE
        ground, figure = _PAIRS[colours % len(_PAIRS)]
        # A little larger than its cell: viewers draw a hairline where two edges only touch.
        back[ground].append(f"M{x} {y}h{SIDE + 0.1}v{SIDE + 0.1}h-{SIDE + 0.1}z")
        front[figure].append(_shape(kind, x, y))
    return tuple((colour, "".join(paths)) for layer in (back, front) for colour, paths in layer.items())


def _shape(kind: int, x: int, y: int) -> str:
    s, half = SIDE, SIDE // 2
    turn = kind // 8 % 4
    left, top = x, y
    right, bottom = x + s, y + s
    middle = kind % 8
    if middle < 4:
        corner, to, end = (
            ((left, top), (right, top), (left, bottom)),
            ((right, top), (right, bottom), (left, top)),
            ((right, bottom), (left, bottom), (right, top)),
            ((left, bottom), (left, top), (right, bottom)),
        )[turn]
        return f"M{corner[0]} {corner[1]}L{to[0]} {to[1]}A{s} {s} 0 0 1 {end[0]} {end[1]}z"
    if middle < 6:
        start, end = (
            ((left, top), (right, top)),
            ((right, top), (right, bottom)),
            ((right, bottom), (left, bottom)),
            ((left, bottom), (left, top)),
        )[turn]
        return f"M{start[0]} {start[1]}A{half} {half} 0 0 0 {end[0]} {end[1]}z"
    if middle == 6:
        r = half - 6
        return f"M{x + 6} {y + half}a{r} {r} 0 0 1 {2 * r} 0a{r} {r} 0 0 1 -{2 * r} 0z"
    return f"M{left} {top}h{s}L{left} {bottom}z" if turn % 2 else f"M{right} {top}v{s}h-{s}z"
