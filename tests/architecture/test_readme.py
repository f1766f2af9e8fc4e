"""The README tells the truth about what is in the house."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()


@pytest.mark.parametrize("name", re.findall(r"^bin/(\w+)", README, re.MULTILINE))
def test_commands_exist(name):
    assert (ROOT / "bin" / name).stat().st_mode & 0o111


@pytest.mark.parametrize("name", re.findall(r"bin/manage (\w+)", README))
def test_manage_commands_exist(name):
    assert name in get_commands()


@pytest.mark.parametrize("path", re.findall(r"\]\((docs/[^)]+)\)", README))
def test_links_lead_somewhere(path):
    assert (ROOT / path).is_file()


def test_every_room_is_on_the_map():
    rooms = {path.parent.name for path in (ROOT / "apps").glob("*/apps.py")}
    assert rooms <= set(re.findall(r"`(?:apps/)?(\w+)`", README))
