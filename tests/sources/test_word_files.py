"""A draft from Word is read as its reader sees it, by its parts alone: nothing of it is run or fetched."""

from __future__ import annotations

import io
import zipfile

import pytest

from summarizer.errors import SourceError
from summarizer.sources import drafts
from summarizer.sources.drafts import is_word_file, read_draft, read_word_file

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = f'<w:styles {SPACE}><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style></w:styles>'


def pack(body: str, **parts: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", f"<w:document {SPACE}><w:body>{body}</w:body></w:document>")
        for name, text in parts.items():
            file.writestr(f"word/{name}.xml", text)
    return written.getvalue()


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_paragraphs_tables_and_headings_are_read_in_their_order() -> None:
    heading = f'<w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr>{run("Strike over")}</w:p>'
    table = f"<w:tbl><w:tr><w:tc><w:p>{run('Nobody was ')}{run('hurt.')}</w:p></w:tc></w:tr></w:tbl>"
    data = pack(f"{heading}<w:p/><w:p>{run('It')}<w:r><w:tab/></w:r>{run('rained.')}</w:p>{table}", styles=STYLES)
    assert read_word_file(data) == "# Strike over\n\nIt rained.\n\nNobody was hurt."


def test_what_was_inserted_stands_and_what_was_deleted_does_not() -> None:
    deleted = "<w:del><w:r><w:delText>not </w:delText></w:r></w:del>"
    link = f"<w:hyperlink>{run('the quay')}</w:hyperlink>"
    data = pack(f"<w:p>{run('It did ')}{deleted}<w:ins>{run('never ')}</w:ins>{run('reach ')}{link}{run('.')}</w:p>")
    assert read_word_file(data) == "It did never reach the quay."


def test_a_box_within_a_paragraph_is_a_paragraph_of_its_own() -> None:
    box = f"<w:r><w:pict><w:txbxContent><w:p>{run('In a box.')}</w:p></w:txbxContent></w:pict></w:r>"
    assert read_word_file(pack(f"<w:p>{run('Around it.')}{box}</w:p>")) == "Around it.\n\nIn a box."


def test_a_draft_of_word_is_known_by_what_it_holds() -> None:
    data = pack(f"<w:p>{run('It rained.')}</w:p>")
    assert is_word_file(data)
    draft, text = read_draft("-", data)
    assert (draft.text, text) == ("It rained.", "It rained.")


def test_an_entity_is_not_expanded() -> None:
    body = f"<w:document {SPACE}><w:body><w:p><w:r><w:t>It &a;rained.</w:t></w:r></w:p></w:body></w:document>"
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        file.writestr("word/document.xml", f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>{body}')
    assert "root:" not in read_word_file(written.getvalue())


@pytest.mark.parametrize("data", [pack("<w:p>"), pack("")[:-30], pack("<w:p/>")])
def test_what_is_damaged_or_empty_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError):
        read_draft("-", data)


def test_what_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "_MOST_BYTES", 10_000)
    with pytest.raises(SourceError, match="unpacked"):
        read_word_file(pack(f"<w:p>{run('a ' * 10_000)}</w:p>"))
