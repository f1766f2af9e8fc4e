"""What an area reads of a released report without opening it: a few figures of its snapshot, kept beside it. No Django.

Nothing is worked out here that the report itself does not say."""

from collections.abc import Mapping

LADDER = "ladder"


def key_figures(snapshot: Mapping) -> dict:
    """``patients`` and ``practices``; how many ``rounds``, the ``turnout`` of the latest and its ``themes`` with their
    means (None: not shown); ``maturity`` as steps by component, from 0 (Foundation), said and shown (None: not there
    yet).

    Snapshots of every version have them; what an earlier one does not tell is empty."""
    rounds = snapshot.get("rounds", ())
    latest = rounds[-1] if rounds else None
    practices = snapshot["practices"]
    return {
        "patients": practices["patients"],
        "practices": len(practices["rows"]),
        "rounds": len(snapshot.get("all_rounds", rounds)),
        "turnout": latest["turnout"] if latest else "",
        "themes": [
            {"code": theme["code"], "title": theme["title"], "mean": theme["mean"]}
            for theme in (latest["themes"] if latest else ())
        ],
        "maturity": [
            {"component": name, "said": said, "shown": shown} for name, said, shown, *_ in _rungs(snapshot)
        ],
    }


def _rungs(snapshot: Mapping) -> list:
    parts = snapshot.get("chapters", {}).get("maturity", {}).get("parts", ())
    return next((part["rows"] for part in parts if part.get("draw") == LADDER), [])
