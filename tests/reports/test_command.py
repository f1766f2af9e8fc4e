import io

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from apps.core import files
from apps.reports import actions


def run(*arguments):
    out = io.StringIO()
    call_command("one_year_on", *arguments, stdout=out)
    return out.getvalue()


def test_command_makes_a_draft_and_stores_nothing(network, practice, tmp_path):
    target = tmp_path / "report.pdf"
    said = run(network.code.lower(), "--output", str(target), "--year-end", "2026-03")
    assert "Northern Vale PCN" in said
    assert "April 2025 to March 2026" in PdfReader(target).metadata.title
    assert not network.reports.exists()


def test_command_makes_the_same_file_as_the_portal(draft, director, network, do_jobs, tmp_path):
    actions.approve(report=draft, by=director, content=draft.snapshot_sha256)
    do_jobs()
    draft.refresh_from_db()
    target = tmp_path / "report.pdf"
    run(network.code, "--output", str(target), "--year-end", "2026-03")
    with files.open_stored(draft.file) as content:
        assert target.read_bytes() == content.read()


def test_command_proposes_the_last_complete_year(network, tmp_path):
    target = tmp_path / "report.pdf"
    run(network.code, "--output", str(target))
    assert " to March " in PdfReader(target).metadata.title


@pytest.mark.parametrize(
    ("code", "options", "words"),
    [
        ("U00000", [], "no network"),
        ("", ["--year-end", "2019-03"], "did not exist"),
        ("", ["--year-end", "2099-03"], "not begun"),
        ("", ["--year-end", "2026-13"], "year-end"),
        ("", ["--year-end", "March"], "year-end"),
    ],
)
def test_command_refuses_in_words(network, tmp_path, code, options, words):
    with pytest.raises(CommandError, match=words):
        run(code or network.code, "--output", str(tmp_path / "x.pdf"), *options)


def test_command_says_where_it_could_not_write(network, tmp_path):
    with pytest.raises(CommandError, match="could not be made"):
        run(network.code, "--output", str(tmp_path / "missing" / "x.pdf"), "--year-end", "2026-03")
