"""Reading one published file, and importing some."""

import pytest

from apps.practices.actions import import_organisations
from apps.practices.published.folder import read_folder
from apps.practices.published.problems import FormatProblem

from .files import TODAY, folder_with


@pytest.fixture
def read(tmp_path):
    """Read one file of the given name and content; gives the `Reading`."""

    def reader(content: bytes, name="file.csv"):
        (tmp_path / name).write_bytes(content)
        return read_folder(tmp_path, TODAY)

    return reader


@pytest.fixture
def edition(read):
    """The only edition of a file."""

    def reader(content: bytes, name="file.csv"):
        (found,) = read(content, name).editions
        return found

    return reader


@pytest.fixture
def problem(read):
    """What is said about a wrong file: (line, column, all words)."""

    def reader(content: bytes, name="file.csv"):
        with pytest.raises(FormatProblem) as raised:
            read(content, name)
        assert name in str(raised.value)
        return raised.value.line, raised.value.column, str(raised.value)

    return reader


@pytest.fixture
def bring(db, tmp_path):
    """Import a folder with these files; gives the summary."""

    def importer(**content):
        return import_organisations(folder=folder_with(tmp_path, **content))

    return importer
