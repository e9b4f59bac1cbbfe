"""Word and PDF: every sentence and outlet is read back, the bytes are the same each time, what is missing is said."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_briefing import BRIEFING, COURIER
from sample_front_page import FRONT

from summarizer.errors import ConfigError
from summarizer.model import Briefing, FrontPage, Page
from summarizer.render.rendering import render, write_as

docx = pytest.importorskip("docx", reason="python-docx is not installed (summarizer[docx])")
pytest.importorskip("typst", reason="typst is not installed (summarizer[pdf])")

FORMATS = ("docx", "pdf")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = st.text(alphabet="<>&\"'`*_[]()|#!{}%\\-=~:\n a1/@$\u202e\x00\ud800😀", max_size=30)


def write(page: Page, format: str) -> bytes:  # noqa: A002
    content = write_as(page, format, None, [])
    assert isinstance(content, bytes)
    return content


def test_a_clock_that_was_never_set_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: 86_400.0)
    with pytest.raises(ConfigError, match=r"docx: no Word file can be written now: .*set this machine's clock"):
        write(BRIEFING, "docx")


def read_back(content: bytes, folder: Path) -> str:
    """Give the words of a Word file or a PDF as other programs read them, without blanks."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            tree = ElementTree.fromstring(archive.read("word/document.xml"))
        return squeeze("".join(node.text or "" for node in tree.iter(f"{WORD}t")))
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed (poppler-utils)")
    (folder / "page.pdf").write_bytes(content)
    done = subprocess.run(["pdftotext", "-raw", folder / "page.pdf", "-"], check=True, capture_output=True, timeout=60)
    return squeeze(re.sub(r"\n\d+ / \d+\n", "\n", done.stdout.decode()))


def squeeze(text: str) -> str:
    return "".join(text.replace("\x0c", "").split())


def list_told(page: Page) -> list[str]:
    """Give each sentence and outlet that a page prints, but those in a script that is written from right to left."""
    briefings = list(page.briefings.values()) if isinstance(page, FrontPage) else [page]
    lines = [line for one in briefings for part in one.sections for line in part.lines]
    told = [text for line in lines for text in (line.text, *(one.text for one in line.disagreement))]
    outlets = [outlet for line in lines for outlet in (line.outlet, *line.outlets)]
    return [text for text in (*told, *outlets) if text.isascii() or text[:1].isascii()]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("page", [BRIEFING, FRONT])
def test_every_sentence_and_outlet_is_read_back(page: Page, format: str, tmp_path: Path) -> None:  # noqa: A002
    text = read_back(write(page, format), tmp_path)
    told = list_told(page)
    assert len(told) > 15
    for one in told:
        assert squeeze(" ".join(one.split())) in text, one


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_page_gives_the_same_bytes_in_any_process(format: str) -> None:  # noqa: A002
    code = (
        "import sys, hashlib; sys.path[:0] = sys.argv[1:]; from sample_briefing import BRIEFING;"
        "from summarizer.render.rendering import write_as;"
        f"print(hashlib.sha256(write_as(BRIEFING, {format!r}, None, [])).hexdigest())"
    )
    house = Path(__file__).parent.parent.parent
    digests = set()
    for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo")):
        done = subprocess.run(
            [sys.executable, "-c", code, str(house), str(house / "tests")],
            env={"PYTHONHASHSEED": seed, "TZ": zone},
            check=True,
            capture_output=True,
            timeout=60,
        )
        digests.add(done.stdout)
    assert len(digests) == 1


def test_a_day_stands_in_one_line_of_the_table_of_sources(tmp_path: Path) -> None:
    counted = replace(BRIEFING, articles=tuple(replace(one, words=400) for one in BRIEFING.articles))
    read_back(write(counted, "pdf"), tmp_path)
    told = ["pdftotext", "-layout", str(tmp_path / "page.pdf"), "-"]
    shown = subprocess.run(told, check=True, capture_output=True, timeout=60).stdout.decode()
    assert re.search(r"1 +Brannoch Courier.* 4 March 2031 +\d+ of 400 words", shown), shown


def test_a_word_file_has_words_own_styles_links_a_box_and_a_table(tmp_path: Path) -> None:
    (tmp_path / "page.docx").write_bytes(write(BRIEFING, "docx"))
    document = docx.Document(str(tmp_path / "page.docx"))
    names = [paragraph.style.name for paragraph in document.paragraphs]
    assert names[0] == "Title"
    assert {"Heading 1", "List Bullet", "Normal"} <= set(names)
    links = {link.address for paragraph in document.paragraphs for link in paragraph.hyperlinks}
    assert "https://northlight.example/ferry" in {link.partition("#")[0] for link in links}
    assert not [link for link in links if not link.startswith("https://")]
    (table,) = document.tables
    assert [cell.text for cell in table.rows[1].cells[:2]] == ["1", COURIER.outlet]
    boxes = [one for one in document.paragraphs if one.text.startswith("Disagrees")]
    assert boxes
    assert all(f"{WORD}pBdr" in [node.tag for node in one._p.pPr] for one in boxes)
    assert document.core_properties.title == BRIEFING.title
    assert document.core_properties.created.date().isoformat() == BRIEFING.date
    call = replace(BRIEFING, title="The Scholz–Putin call", language="de")
    german = docx.Document(io.BytesIO(write(call, "docx")))
    assert german.core_properties.title == "Das Telefonat zwischen Scholz und Putin"


def test_the_parts_of_a_word_file_are_in_the_order_that_word_wants(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(write(BRIEFING, "docx"))) as archive:
        assert archive.testzip() is None
        tree = ElementTree.fromstring(archive.read("word/document.xml"))
    for looks in tree.iter(f"{WORD}pPr"):
        order = [node.tag.removeprefix(WORD) for node in looks]
        wanted = [one for one in ("pStyle", "pBdr", "shd", "spacing", "ind") if one in order]
        assert [one for one in order if one in wanted] == wanted


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(title=HOSTILE, words=HOSTILE)
def test_whatever_an_article_says_is_text(format: str, title: str, words: str) -> None:  # noqa: A002
    line = replace(BRIEFING.sections[0].lines[0], text=f"{words} #sys.inputs $x$ @label ="[:60], edits=())
    section = replace(BRIEFING.sections[0], title=title, lines=(line,))
    page = replace(BRIEFING, title=title, sections=(section,))
    content = write(page, format)
    assert content[:2] in (b"PK", b"%P")


@pytest.mark.parametrize("format", FORMATS)
def test_a_page_without_anything_is_written(format: str) -> None:  # noqa: A002
    empty: Briefing = replace(BRIEFING, sections=(), articles=(), title="", date="", problems=(), language="")
    assert write(empty, format)


@pytest.mark.parametrize("format", FORMATS)
def test_the_users_markdown_template_is_used(format: str, tmp_path: Path) -> None:  # noqa: A002
    (tmp_path / "briefing.md.j2").write_text("# Own {{ title }}\n\n- one\n", encoding="utf-8")
    by_folder = write_as(BRIEFING, format, None, [tmp_path])
    by_name = write_as(BRIEFING, format, tmp_path / "briefing.md.j2", [])
    assert by_folder == by_name
    assert isinstance(by_folder, bytes)
    assert read_back(by_folder, tmp_path).startswith("Own")


@pytest.mark.parametrize(("format", "module"), [("docx", "docx"), ("pdf", "typst")])
def test_a_missing_extra_is_named(format: str, module: str, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: A002
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ConfigError, match=rf"pip install 'summarizer\[{format}\]'"):
        write_as(BRIEFING, format, None, [])


def test_other_formats_stay_texts() -> None:
    assert isinstance(write_as(BRIEFING, "md", None, []), str)
    assert write_as(BRIEFING, "md", None, []) == render(BRIEFING, "md")
