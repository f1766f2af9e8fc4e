"""Open questions that help a room to talk, as data: a file for each version of a questionnaire."""

import json
from functools import cache
from pathlib import Path

from apps.surveys.questionnaire import Definition

DATA = Path(__file__).parent / "data"


@cache
def _shipped() -> dict[tuple[str, int], dict]:
    """By questionnaire and version."""
    contents = (json.loads(path.read_text(encoding="utf-8")) for path in DATA.glob("prompts-*.json"))
    return {(content["questionnaire"], content["version"]): content for content in contents}


def prompts(definition: Definition, theme: str = "", language: str = "en") -> tuple[str, ...]:
    """Two or three questions on the theme with this code; those on the whole for none, or one without its own. Of the
    file for this version of the questionnaire or the latest before it; nothing where there is no file."""
    versions = [v for code, v in _shipped() if code == definition.code and v <= definition.version]
    if not versions:
        return ()
    content = _shipped()[definition.code, max(versions)]
    found = content["themes"].get(theme, content["whole"])
    return tuple(texts.get(language) or texts["en"] for texts in found)
