"""Papers and the pack: what a paper may be, its versions, and the merged PDF opened with a PDF library."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader, PdfWriter

from apps.meetings import agenda_actions, agenda_queries, pack, pack_actions
from apps.meetings.agenda_actions import AgendaRefused
from apps.meetings.models import Paper
from apps.meetings.paper_files import MOST_BYTES, BadPaper, examine
from tests import factories

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def archive(*names, **contents) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as zipped:
        for name in names:
            zipped.writestr(name, contents.get(name, "x"))
    return made.getvalue()


DOCX = archive("[Content_Types].xml", "word/document.xml")


def locked() -> bytes:
    writer, made = PdfWriter(), BytesIO()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"%PDF-1.7\n" + b"0" * MOST_BYTES, "smaller than 20 MB"),
        (b"MZ\x90\x00 renamed to costs.pdf", "must be a PDF"),
        (b"%PDF-1.7\nnothing that follows is one", "damaged"),
        (locked(), "password"),
        (b"PK\x03\x04 no archive", "damaged"),
        (archive("setup.exe"), "must be a PDF"),
        (archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "macros"),
        (b"\xd0\xcf\x11\xe0 Word of 1997", "must be a PDF"),
    ],
)
def test_what_is_no_paper_is_refused_in_words(content, says):
    with pytest.raises(BadPaper, match=says):
        examine(content)


def test_a_type_is_found_from_the_content():
    assert (examine(factories.pdf(3)).content_type, examine(factories.pdf(3)).pages) == ("application/pdf", 3)
    assert examine(DOCX).content_type == WORD
    text = "application/vnd.oasis.opendocument.text"
    assert examine(archive("mimetype", mimetype=text)).content_type == text


@pytest.fixture
def meeting(network):
    return factories.meeting_of(network)


@pytest.fixture
def item(network, meeting):
    return factories.item_of(network, meeting, title="Saturdays")


@pytest.fixture
def at(network):
    return lambda name, *args: reverse(f"meetings:{name}", args=[network.code, *args])


def upload(content, name="costs.pdf"):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def test_a_paper_is_added_then_followed_by_a_version(as_manager, item, at):
    as_manager.post(at("paper_add", item.pk), {"title": "Costs", "file": upload(factories.pdf(2))})
    paper = Paper.objects.get()
    as_manager.post(at("paper_renew", item.pk, paper.pk), {"file": upload(factories.pdf(3))})
    assert list(paper.versions.values_list("number", "pages")) == [(2, 3), (1, 2)]
    answer = as_manager.get(at("paper", paper.versions.first().pk))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert len(PdfReader(BytesIO(answer.content)).pages) == 3
    assert "Version 2" in as_manager.get(at("item", item.pk)).content.decode()


def test_a_bad_file_adds_nothing(as_manager, item, at):
    big = upload(b"%PDF-1.7" + b"0" * 60 * 1024 * 1024)
    for file, says in ((big, "smaller than 20 MB"), (upload(b"MZ"), "must be a PDF"), ("", "Choose a file")):
        page = as_manager.post(at("paper_add", item.pk), {"title": "Costs", "file": file})
        assert says in page.content.decode()
    assert not Paper.objects.exists()


def test_a_paper_taken_off_is_gone_unless_it_stands_elsewhere(as_manager, network, meeting, item, at):
    version = factories.paper_of(item)
    other = factories.paper_of(factories.item_of(network, meeting))
    assert version.file == other.file
    as_manager.post(at("paper_take_off", item.pk, version.paper_id))
    assert list(Paper.objects.all()) == [other.paper]
    assert as_manager.get(at("paper", other.pk)).status_code == 200


def outline(reader) -> list[tuple[str, int]]:
    return [(one.title, reader.get_destination_page_number(one)) for one in reader.outline]


def test_the_pack_is_one_pdf_with_bookmarks(as_manager, network, meeting, item, at, do_jobs):
    factories.paper_of(item, factories.pdf(2))
    factories.paper_of(item, DOCX, content_type=WORD, title="Rota", position=2)
    hidden = factories.item_of(network, meeting, title="A complaint", confidential=True)
    factories.paper_of(hidden, factories.pdf(4), title="The letter")
    as_manager.post(at("pack_make", meeting.pk))
    do_jobs()
    reader = PdfReader(BytesIO(as_manager.get(at("pack_download", meeting.pk)).content))
    assert outline(reader) == [("Agenda", 0), ("1. Costs of Saturdays", 1), ("2. The letter", 3)]
    assert len(reader.pages) == 7
    front = reader.pages[0].extract_text()
    assert "Saturdays" in front
    assert "A complaint" in front
    assert "Rota" in front
    assert "Not in it: Rota" in as_manager.get(at("agenda", meeting.pk)).content.decode()


def test_whoever_may_not_read_it_gets_a_pack_without(client, network, manager, meeting, item, at, do_jobs):
    hidden = factories.item_of(network, meeting, title="A complaint", confidential=True)
    factories.paper_of(hidden, title="The letter")
    pack_actions.request_pack(meeting=meeting, by=manager)
    do_jobs()
    client.force_login(factories.member_of(network, "network_staff"))
    reader = PdfReader(BytesIO(client.get(at("pack_download", meeting.pk)).content))
    assert outline(reader) == [("Agenda", 0)]
    assert not any("complaint" in page.extract_text() for page in reader.pages)


def test_papers_beyond_what_a_worker_holds_are_listed(
    as_manager, network, meeting, item, at, do_jobs, monkeypatch
):
    first, second = factories.pdf(2), factories.pdf(3)
    monkeypatch.setattr(pack, "MOST_BYTES", len(first) + len(second) - 1)
    factories.paper_of(item, first)
    factories.paper_of(item, second, title="The long one", position=2)
    as_manager.post(at("pack_make", meeting.pk))
    do_jobs()
    reader = PdfReader(BytesIO(as_manager.get(at("pack_download", meeting.pk)).content))
    assert outline(reader) == [("Agenda", 0), ("1. Costs of Saturdays", 1)]
    assert "The long one" in reader.pages[0].extract_text()


def test_what_becomes_confidential_leaves_the_pack_that_all_read(network, manager, meeting, item, do_jobs):
    pack_actions.request_pack(meeting=meeting, by=manager)
    with pytest.raises(AgendaRefused):
        pack_actions.request_pack(meeting=meeting, by=manager)
    do_jobs()
    assert agenda_queries.pack_of(meeting, False).file
    values = {name: getattr(item, name) for name in agenda_actions.FIELDS} | {"confidential": True}
    agenda_actions.change_item(item=item, by=manager, version=item.version, **values)
    assert agenda_queries.pack_of(meeting, False).file is None
    assert agenda_queries.pack_of(meeting, True).file


def test_an_office_paper_is_converted_where_there_is_an_office(tmp_path, monkeypatch):
    (tmp_path / "made.pdf").write_bytes(factories.pdf())
    office = tmp_path / "soffice"
    office.write_text(f'#!/bin/sh\nexec /bin/cp "{tmp_path}/made.pdf" "$6/paper.pdf"\n')
    office.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert len(PdfReader(BytesIO(pack.convert(DOCX, "docx"))).pages) == 1
    office.write_text("#!/bin/sh\nexit 1\n")
    assert pack.convert(DOCX, "docx") is None
    office.unlink()
    assert pack.convert(DOCX, "docx") is None
