"""What a reader of a draft does not see, or sees otherwise than it is written, is no word of it that holds."""

from __future__ import annotations

import io
import zipfile

import pytest

from summarizer.briefing.draft_check import check_draft
from summarizer.model import Article, CheckedDraft
from summarizer.sources.drafts import read_draft

SAID = "“The ferry will not leave before noon,” harbour master Ole Fink said."
SOURCES = [Article(f"{SAID} He waited for 45 minutes.", outlet="Sample Post", language="en", outlet_from="metadata")]
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STYLES = (
    '<w:style w:type="character" w:styleId="Gone"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Based"><w:basedOn w:val="Gone"/></w:style>'
    '<w:style w:type="character" w:styleId="Back"><w:basedOn w:val="Gone"/>'
    '<w:rPr><w:strike w:val="0"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Note"><w:rPr><w:vanish/></w:rPr></w:style>'
)


def judge(data: str | bytes, *, quotations_only: bool = False) -> CheckedDraft:
    draft, written = read_draft("-", data.encode() if isinstance(data, str) else data)
    return check_draft(draft, SOURCES, quotations_only=quotations_only, written=written)


def put(word: str, head: str = "") -> str:
    page = f"<html><head><title>Noon</title>{head}</head><body><p>{SAID}</p></body></html>"
    return page.replace(" not ", f" {word} ")


@pytest.mark.parametrize(
    "word",
    [
        "not",
        "<b>not</b>",
        "<span class=x>not</span>",
        '<span style="color: #333; font-size: 11pt; margin: 0">not</span>',
        '<span dir="ltr" lang="en" title="hidden">not</span>',
        '<span dir="auto">not</span>',
        "<ins>not</ins><!-- never -->",
    ],
)
def test_a_page_that_looks_as_it_is_written_holds(word: str) -> None:
    assert judge(put(word)).holds
    assert judge(put(word), quotations_only=True).holds


@pytest.mark.parametrize(
    "word",
    [
        "<del>not</del>",
        "<s>not</s>",
        "<s>n</s>ot",
        "<strike>not</strike>",
        "<rp>not</rp>",
        "<template>not</template>",
        "<bdo dir=rtl>ton</bdo>",
        "<bdo>not</bdo>",
        "<span hidden>not</span>",
        '<span style="display:none">not</span>',
        "<span style='DISPLAY : NONE !important'>not</span>",
        '<span style="disp&#108;ay:none">not</span>',
        '<span style="visibility:hidden">not</span>',
        "<span style=opacity:0>not</span>",
        '<span style="font-size:0">not</span>',
        '<span style="color:#fff">not</span>',
        '<span style="margin-left:-9999px">not</span>',
        '<span style="color:#000" style="display:none">not</span>',
        "<font color=white>not</font>",
        '<span class="sr-only">not</span>',
        '<span dir="rtl">not</span>',
        "<details>not</details>",
        "<noembed>not</noembed>",
        "<noscript>not</noscript>",
        "<span popover>not</span>",
        "<span/hidden>not</span>",
        '<span title=">" hidden>not</span>',
        "</ not>",
        "not<!--> never -->",
        "not<!-- x --!> never <!-- -->",
    ],
)
def test_what_a_page_strikes_out_hides_or_turns_does_not_hold(word: str) -> None:
    assert not judge(put(word)).holds
    assert not judge(put(word), quotations_only=True).holds


@pytest.mark.parametrize(
    "head",
    [
        "<style>b {display: none}</style>",
        "<link rel=stylesheet href=x.css>",
        "<script>document.title = 1</script>",
        '<meta http-equiv="refresh" content="0;url=https://b.example">',
    ],
)
def test_a_page_that_tells_itself_how_it_shows_does_not_hold(head: str) -> None:
    checked = judge(put("not", head))
    assert sorted(one.verdict for one in checked.findings) == ["not found", "verbatim"]
    assert not judge(put("not", head), quotations_only=True).holds
    assert judge(put("not", '<script type="application/ld+json">{}</script>')).holds


def test_what_is_hidden_around_a_quotation_does_not_hold() -> None:
    before, behind = SAID.split("harbour ")
    for hidden in ("<del>old</del> ", "<s></s>", "<span hidden>old</span> "):
        assert not judge(f"<p>{before}{hidden}harbour {behind}</p>").holds
        assert not judge(f"<p>{before}harbour {behind} {hidden}</p>").holds


def test_the_title_of_a_page_and_what_stands_in_a_field_are_read() -> None:
    assert [(one.text, one.why) for one in judge(put("not")).left_out] == [("# Noon", "heading")]
    assert not judge(put("not").replace("Noon", "“It leaves at ten”")).holds
    assert not judge(put("not").replace("</p>", '</p><input value="The ferry has sunk in the harbour.">')).holds


@pytest.mark.parametrize("sign", ["\u202d", "\u202e", "\u2067", "\u2069", "&#x202e;", "&#8238;"])
def test_a_sign_that_turns_the_order_of_what_shows_is_named(sign: str) -> None:
    for draft in (f"He waited for {sign}45 minutes.", f"<p>He waited for {sign}45 minutes.</p>"):
        checked = judge(draft)
        assert not checked.holds
        assert any("turns the order" in note for one in checked.findings for note in one.notes)
    assert not judge(SAID.replace("not", f"{sign}not"), quotations_only=True).holds
    assert judge(SAID.replace("not", "\u200fnot")).holds


def test_the_words_behind_a_picture_are_none_of_the_sentence() -> None:
    for picture in ("![not](x.png)", "![not][x]", "![not]"):
        assert not judge(SAID.replace("not", picture)).holds
    assert judge(f"![A ferry](x.png)\n\n{SAID}").holds


def test_front_matter_of_several_words_is_told() -> None:
    checked = judge(f"---\ntitle: The ferry has sunk\ntags: [sea]\ndate: 2031-05-01\n---\n\n{SAID}\n")
    assert [(one.text, one.why) for one in checked.left_out] == [("# The ferry has sunk", "heading")]


@pytest.mark.parametrize(
    ("fields", "holds"),
    [
        ("tags: [\"harbour\", 'night ferry', boat]", True),
        ('tags: [\n  "harbour",\n  "night ferry"\n]', True),
        ('categories:\n  - "Late news"\n  - "Ferries"', True),
        ('images: {src: "a.png", alt: "the boat"}', True),
        ('params:\n  "name": "Eva Moe"  # "as agreed"', True),
        ('title: "Fink: \\"will not leave before noon\\""', True),
        ("tags: [“It will leave”]", False),
        ('tags: ["Fink: “It will leave”"]', False),
        ('tags: [said "It will leave"]', False),
        ('title: "It will leave", says Fink', False),
        ('lead: >\n  "It will leave"\n  says Fink', False),
        ("lead: " + "x " * 1500 + "“It will leave”", False),
    ],
)
def test_marks_of_front_matter_itself_are_no_quotation(fields: str, holds: bool) -> None:
    assert judge(f"---\n{fields}\n---\n\n{SAID}\n").holds == holds


def pack(word: str, *, style: str = "", **parts: str) -> bytes:
    before, behind = (f'<w:r><w:t xml:space="preserve">{part}</w:t></w:r>' for part in SAID.split("not"))
    paragraph = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{before}{word}{behind}</w:p>'
    parts |= {"document": f"<w:document><w:body>{paragraph}</w:body></w:document>", "styles": f"<w:x>{STYLES}</w:x>"}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        for name, text in parts.items():
            file.writestr(f"word/{name}.xml", text.replace(">", f' xmlns:w="{WORD}">', 1))
    return written.getvalue()


def run(properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>not</w:t></w:r>"


@pytest.mark.parametrize(
    "word",
    [
        run(),
        run('<w:strike w:val="0"/><w:color w:val="1F1F1F"/><w:sz w:val="22"/>'),
        run('<w:vanish w:val="false"/>'),
        run('<w:rStyle w:val="Back"/>'),
        f"<w:ins>{run()}</w:ins>",
        f"<w:moveTo>{run()}</w:moveTo>",
    ],
)
def test_a_word_file_that_looks_as_it_is_written_holds(word: str) -> None:
    assert judge(pack(word)).holds


@pytest.mark.parametrize(
    "word",
    [
        run("<w:strike/>"),
        run("<w:dstrike/>"),
        run("<w:vanish/>"),
        run('<w:rStyle w:val="Gone"/>'),
        run('<w:rStyle w:val="Based"/>'),
        run('<w:color w:val="FFFFFF"/>'),
        run('<w:sz w:val="2"/>'),
        run('<w:color w:val="000000" w:themeColor="background1"/>'),
        run('<w:highlight w:val="black"/>'),
        f"<w:moveFrom>{run()}</w:moveFrom>",
        f"<w:del>{run()}</w:del>",
        f'<w:bdo w:val="rtl">{run()}</w:bdo>',
        f'{run()}<w:r><w:sym w:font="Symbol" w:char="0030"/></w:r>',
    ],
)
def test_what_a_word_file_strikes_out_hides_or_moves_does_not_hold(word: str) -> None:
    assert not judge(pack(word)).holds
    assert not judge(pack(word), quotations_only=True).holds


def test_a_style_of_the_whole_paragraph_hides_it_and_a_head_is_told() -> None:
    assert not judge(pack(run(), style="Note")).holds
    head = "<w:hdr><w:p><w:r><w:t>The ferry has sunk.</w:t></w:r></w:p></w:hdr>"
    checked = judge(pack(run(), header1=head))
    assert checked.holds
    assert [one.text for one in checked.left_out] == ["# The ferry has sunk."]
    assert not judge(pack(run(), footer2=head.replace("The", "“The").replace("sunk.", "sunk.”"))).holds
