"""A maturity ladder so small that it fits into a row: what a network can show in each component."""

from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe

from apps.core.drawing import RULE, TEAL
from apps.maturity.statements import matrix

WIDE, HIGH, GAP = 14, 22, 4


def in_words(maturity: Sequence[dict]) -> str:
    """ "Integrating care: Step 1; …"; empty where the report says nothing."""
    return "; ".join(f"{one['component']}: {matrix().step_name(one['shown'])}" for one in maturity)


def small_ladder(maturity: Sequence[dict]) -> SafeString | str:
    """A column a component, filled as high as the step that can be shown. Never added up, never compared."""
    if not maturity:
        return ""
    boxes = []
    for place, one in enumerate(maturity):
        filled = 0 if one["shown"] is None else HIGH * (one["shown"] + 1) / len(matrix().steps)
        x = place * (WIDE + GAP)
        boxes.append(
            f'<rect x="{x + 0.5}" y="0.5" width="{WIDE - 1}" height="{HIGH - 1}" fill="none" stroke="{RULE}"/>'
        )
        if filled:
            boxes.append(
                f'<rect x="{x}" y="{HIGH - filled:g}" width="{WIDE}" height="{filled:g}" fill="{TEAL}"/>'
            )
    width = len(maturity) * (WIDE + GAP) - GAP
    title = escape(in_words(maturity))
    return mark_safe(  # noqa: S308 - the title is escaped above, the rest is numbers
        f'<svg class="portal-steps" role="img" aria-label="{title}" viewBox="0 0 {width} {HIGH}" '
        f'width="{width}" height="{HIGH}"><title>{title}</title>{"".join(boxes)}</svg>'
    )
