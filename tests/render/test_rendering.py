from __future__ import annotations

import html
import re
import subprocess
import sys
import time
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sample_briefing import BRIEFING, COURIER, REACTION, SKERRY, line
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from summarizer.errors import ConfigError
from summarizer.model import Actor, Briefing, BriefingSection, Counted, Edit, Plan, Section, SupportingSentence
from summarizer.render.cited_sources import count_quoted
from summarizer.render.rendering import FORMATS, render, templates_folder
from summarizer.render.template_context import build_context
from summarizer.text.escaping import flatten

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion
    from syrupy.location import PyTestLocation

NOTHING = replace(
    BRIEFING, articles=(), sections=(), problems=(), readability={}, length=Counted(0, 0, 0), title="", date="", plan=""
)
HOSTILE = st.text(alphabet="<>&\"'`*_[]()|#!{}%\\-=~:\n a1/\u202e\x00\ud800", max_size=30)


class Approved(SingleFileSnapshotExtension):
    """Keeps each approved text as a file that can be opened: snapshots/test_rendering/….html and so on."""

    _write_mode = WriteMode.TEXT

    @classmethod
    def dirname(cls, *, test_location: PyTestLocation) -> str:
        return str(Path(test_location.filepath).parent.parent / "snapshots" / "test_rendering")


class ApprovedMarkdown(Approved):
    file_extension = "md"


class ApprovedHtml(Approved):
    file_extension = "html"


class ApprovedText(Approved):
    file_extension = "txt"


SNAPSHOTS = {"md": ApprovedMarkdown, "html": ApprovedHtml, "txt": ApprovedText}


def written(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


class Elements(HTMLParser):
    """Collects a page's elements and attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in ("meta", "br", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_the_page_looks_as_it_was_approved(format: str, snapshot: SnapshotAssertion) -> None:  # noqa: A002
    assert render(BRIEFING, format) == snapshot.use_extension(SNAPSHOTS[format])


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_a_briefing_without_anything_is_rendered(format: str) -> None:  # noqa: A002
    assert "0 sentences" in render(NOTHING, format)


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_every_sentence_and_outlet_is_printed_and_an_empty_section_says_so(format: str) -> None:  # noqa: A002
    page = render(BRIEFING, format)
    text = " ".join((re.sub("<[^>]*>", "", page) if format == "html" else page).split())
    assert "Nothing from these articles at this length." in text
    assert "2 independent sources" in text
    assert "via Coast Wire" in text
    assert "unknown outlet (saved page.html)" in text
    assert "Some 2,100 passengers were stranded in Larkmouth." in text
    assert "{{ 7" in text
    assert "49 day" not in text


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_a_plan_for_any_story_shows_no_section_without_lines(format: str) -> None:  # noqa: A002
    plan = Plan("general", "Briefing", (Section("rest", "The rest", rest=True),))
    assert "Nothing from these articles" not in render(replace(BRIEFING, plan_used=plan), format)
    asked = replace(plan, actors=(Actor("crews", "The crews"),))
    assert "Nothing from these articles" in " ".join(render(replace(BRIEFING, plan_used=asked), format).split())


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_an_edition_of_news_only_says_since_when_and_what_changed(format: str) -> None:  # noqa: A002
    told = replace(BRIEFING.sections[0].lines[0], update="since 2031-03-01: 12 → 14; now also Skerry *Post*")
    sections = (
        BriefingSection("call", "The call", (told,)),
        BriefingSection("rest", "The rest", (), nothing_new=True),
        REACTION,
    )
    briefing = replace(BRIEFING, sections=sections, new_only=True, since="2031-03-01")
    page = render(briefing, format)
    text = " ".join((re.sub("<[^>]*>", "", page) if format == "html" else page).replace("\\", "").split())
    assert re.search("(?i)new since 1 March 2031", text)
    assert "Update since 1 March 2031: 12 → 14; now also Skerry *Post*." in text
    assert text.index(told.text[:20]) < text.index("Update since") < text.index("2 independent sources")
    for left_out in ("The rest", REACTION.title, "Nothing"):
        assert left_out not in text
    first = render(replace(briefing, since=""), format)
    assert "new since" not in first.lower()


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_an_edition_of_news_only_that_has_none_says_so_once(format: str) -> None:  # noqa: A002
    sections = tuple(BriefingSection(name, f"The {name}", (), nothing_new=True) for name in ("call", "answer", "rest"))
    page = render(replace(BRIEFING, sections=sections, new_only=True, since="2031-03-01"), format)
    assert page.count("Nothing new.") == 1
    assert "The answer" not in page


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_a_line_of_the_last_day_is_marked(format: str) -> None:  # noqa: A002
    assert "Latest." not in render(BRIEFING, format)
    told = replace(BRIEFING.sections[0].lines[0], latest=True)
    page = render(replace(BRIEFING, sections=(replace(BRIEFING.sections[0], lines=(told,)),)), format)
    text = " ".join((re.sub("<[^>]*>", "", page) if format == "html" else page).split())
    assert text.index(told.text[:20]) < text.index("Latest.") < text.index("2 independent sources")


def test_a_page_is_complete_in_itself_and_well_formed() -> None:
    page = Elements(render(BRIEFING, "html"))
    names = {name for name, _ in page.seen}
    assert not names & {"script", "img", "link", "iframe", "object", "form", "input", "base"}
    assert page.open == []
    assert "url(" not in render(BRIEFING, "html")
    assert [a["content"] for n, a in page.seen if n == "meta" and a.get("http-equiv") == "Content-Security-Policy"] == [
        "default-src 'none'; style-src 'unsafe-inline'"
    ]
    addresses = {attributes["href"] or "" for name, attributes in page.seen if name == "a"}
    places = {f"#{attributes['id']}" for _, attributes in page.seen if "id" in attributes}
    assert {address for address in addresses if address.startswith("#")} <= places
    assert {address.partition("#")[0] for address in addresses if not address.startswith("#")} == {
        "https://courier.example/2031/03/ferry_(strike)?a=1&b=2",
        "https://northlight.example/ferry",
    }


@settings(max_examples=30, deadline=None)
@given(HOSTILE)
def test_no_text_makes_an_element_or_a_link(text: str) -> None:
    article = replace(
        COURIER, outlet=text, title=text, path=text, url=f"javascript:{text}", author=text, published=text
    )
    told = replace(BRIEFING.sections[-1].lines[0], text=text, origin=text, speaker=text, article="a1", outlet=text)
    told = replace(told, update=text)
    hostile = replace(
        BRIEFING,
        title=text,
        date=text,
        plan=text,
        language=text,
        articles=(article,),
        sections=(BriefingSection(text, text, (told,), True),),
    )
    plain = replace(
        hostile,
        title="Q",
        date="Q",
        plan="Q",
        language="Q",
        articles=(COURIER,),
        sections=(BriefingSection("Q", "Q", (told,), True),),
    )
    for template in (None, templates_folder() / "briefing.md.j2"):
        allowed = {name for name, _ in Elements(render(plain, "html", template)).seen}
        page = Elements(render(hostile, "html", template))
        assert {name for name, _ in page.seen} <= allowed
        assert not any((attributes.get("href") or "").startswith("javascript") for _, attributes in page.seen)
        assert not any(name.startswith("on") for _, attributes in page.seen for name in attributes)


def test_plain_text_keeps_to_72_columns_and_loses_control_characters() -> None:
    told = line(COURIER, COURIER.text[:10], 1, "c", speaker="x\x1b[31m")
    odd = replace(
        BRIEFING,
        sections=(BriefingSection("a", "b", (replace(told, text="\x1b[2J\u202eword " * 40 + "x" * 300),), True),),
    )
    text = render(odd, "txt")
    assert not set(text) & set("\x1b\u202e\r")
    assert max(len(row) for row in text.splitlines() if "://" not in row) == 72


def test_a_speaker_s_sentences_stand_together_and_the_nameless_last() -> None:
    groups = build_context(BRIEFING)["sections"][2].groups
    assert [(group.speaker, len(group.entries)) for group in groups] == [
        ("Tomas Reuel", 2),
        ("Pier *Office*", 1),
        ("Others", 1),
    ]


def test_a_gloss_is_told_from_the_outlet_s_own_brackets() -> None:
    entry = build_context(BRIEFING)["sections"][2].groups[0].entries[1]
    assert next((piece.text, piece.gloss) for piece in entry.pieces) == ("[Tomas Reuel]", True)
    assert "".join(piece.text for piece in entry.pieces) == entry.text
    own = replace(BRIEFING.sections[0].lines[0], text="He [sic] rang.")
    chapter = build_context(replace(BRIEFING, sections=(BriefingSection("a", "b", (own,)),)))["sections"][0]
    assert [piece.gloss for piece in chapter.entries[0].pieces] == [False]


def test_an_outlet_is_named_once_however_many_of_its_articles_tell_the_same() -> None:
    twice = tuple(SupportingSentence("a3", "Skerry *Post*", n, n + 1, "x") for n in (1, 5))
    own = SupportingSentence("a1", COURIER.outlet, 0, 1, "x")
    told = replace(
        BRIEFING.sections[0].lines[1], also=(own, *twice), outlets=(COURIER.outlet, SKERRY.outlet, "Elsewhere")
    )
    chapter = build_context(replace(BRIEFING, sections=(BriefingSection("a", "b", (told,)),)))["sections"][0]
    assert [source.outlet for source in chapter.entries[0].also] == [SKERRY.outlet, "Elsewhere"]


def test_a_user_s_template_is_as_safe_as_ours(tmp_path: Path) -> None:
    source = (
        "{% for s in sections %}{% for e in s.entries %}{{ e.text }}\n{% endfor %}{% endfor %}"
        "{{ briefing.articles[2].url }}"
    )
    page = render(BRIEFING, "html", written(tmp_path, "my.html.j2", source))
    assert "<script" not in page
    assert "javascript:alert(document" not in page
    text = render(BRIEFING, "md", written(tmp_path, "my.md.j2", source))
    assert r"\[x\](javascript:alert(1))" in text
    assert "<script" not in text


@pytest.mark.parametrize(
    "expression",
    [
        "x ~ y",
        "'a'|safe ~ x",
        "x|e",
        "x|escape",
        "x|forceescape",
        "x|tojson",
        "[x, y]|join",
        "'%s'|format(x)",
        "'%s' % x",
        "'a'|link('') ~ x",
        "'a'|link('') + x",
        "x|urlize",
        "x|upper",
        "x|trim|string",
        "{'a': x}|xmlattr",
        "x|escape|safe",
    ],
)
def test_no_filter_of_jinja_s_lets_markdown_through(tmp_path: Path, expression: str) -> None:
    source = f"{{% set x = title %}}{{% set y = 'b' %}}{{{{ {expression} }}}}"
    text = render(replace(BRIEFING, title="[a](javascript:a)"), "md", written(tmp_path, "my.md.j2", source))
    assert "\\[a\\]" in text.lower()
    assert not re.search(r"(?<!\\)\[", text)


def test_what_a_macro_or_a_parent_block_returns_is_escaped_once(tmp_path: Path) -> None:
    macro = "{% macro m(x) %}**{{ x }}**{% endmacro %}{{ m('a*b') }}"
    assert render(BRIEFING, "md", written(tmp_path, "a.md.j2", macro)) == "**a\\*b**\n"
    child = '{% extends "packaged/briefing.md.j2" %}{% block head %}{{ super() }}mine{% endblock %}'
    assert render(BRIEFING, "md", written(tmp_path, "b.md.j2", child)).startswith(
        "# Mayor & ferry line \\*talk\\* again\n"
    )


def test_a_folder_of_the_user_s_comes_before_our_templates(tmp_path: Path) -> None:
    written(tmp_path, "briefing.md.j2", '{% include "foot.md.j2" %}')
    written(tmp_path, "foot.md.j2", "{{ sources|map(attribute='outlet')|listed }}")
    names = "Brannoch Courier, Northlight Radio, Skerry \\*Post\\* and unknown outlet (saved page.html)\n"
    assert render(BRIEFING, "md", folders=[tmp_path]) == names
    assert render(BRIEFING, "txt", folders=[tmp_path]) == render(BRIEFING, "txt")


def test_a_markdown_template_serves_html_too_cleaned_and_in_our_page(tmp_path: Path) -> None:
    source = "# {{ title }}\n\n<script>x</script><b onclick='x'>bold</b> [a](javascript:x) ![p](http://a.example/p.png)\n\n|a|\n|-|\n|b|"
    page = render(BRIEFING, "html", written(tmp_path, "my.md.j2", source))
    names = [name for name, _ in Elements(page).seen]
    assert page.startswith("<!doctype html>")
    assert "<h1>Mayor &amp; ferry line *talk* again</h1>" in page
    assert "<b>bold</b>" in page
    assert {"table", "style", "main"} <= set(names)
    assert not {"script", "img"} & set(names)
    assert "javascript:" not in page


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=HOSTILE)
@example(text="&lt;b&gt; &amp;amp; \\& 2024. *x*")
@example(text="|a|\\|b")
@example(text="&#1 &#x2A &copy")
def test_a_markdown_page_shows_each_text_as_it_stands(tmp_path: Path, text: str) -> None:
    source = "Q{{ title }}Q\n\n- {{ title }}Q\n\n|a|\n|-|\n|Q{{ title }}|\n\n<i>{{ title }}Q</i>\n"
    page = render(replace(BRIEFING, title=text), "html", written(tmp_path, "my.md.j2", source))
    main = page[page.index("<main") : page.index("</main>")]
    shown = "".join(html.unescape(re.sub("<[^>]*>", "", main)).split())
    flat = "".join(flatten(text).split())
    assert shown == f"Q{flat}Q{flat}QaQ{flat}{flat}Q"


@pytest.mark.parametrize("mark", ["[", "*", "`", "\\", "<", "_a", "&", "a ", "#"])
def test_a_huge_hostile_line_is_rendered_in_seconds(mark: str) -> None:
    huge = replace(BRIEFING.sections[0].lines[1], text=mark * 50_000)
    briefing = replace(BRIEFING, sections=(BriefingSection("a", "b", (huge,)),))
    start = time.monotonic()
    for known in FORMATS:
        render(briefing, known)
    render(briefing, "html", templates_folder() / "briefing.md.j2")
    assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    ("source", "line_number", "message"),
    [
        ("a\n{% for %}", 2, "the template fails"),
        ("a\n\n{{ nonsense }}", 3, "'nonsense' is undefined"),
        ("{{ briefing.nonsense }}", 1, "nonsense"),
        ("a\n{{ ''.__class__.__mro__ }}", 2, "unsafe"),
        ("{{ sections.append(1) }}", 1, "append"),
        ("a\n{{ 1 / 0 }}", 2, "division by zero"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", 1, "runs away"),
        ("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", 1, "10,000,000 steps"),
        ("{{ 'a' * 10 ** 9 }}", 1, "too large"),
        ("{{ 9 ** 9 ** 9 }}", 1, "too large"),
        ("{{ '%999999999d' % 1 }}", 1, "too large"),
        ("{{ 'a'|nosuch }}", 1, "No filter named 'nosuch'"),
        ("{{ 'a'|random }}", 1, "random"),
    ],
)
def test_a_fault_in_a_template_is_told_with_file_and_line(
    tmp_path: Path, source: str, line_number: int, message: str
) -> None:
    template = written(tmp_path, "my.txt.j2", source)
    with pytest.raises(ConfigError) as caught:
        render(BRIEFING, "txt", template)
    assert caught.value.where == f"{template}:{line_number}"
    assert message in caught.value.message


def test_who_has_too_large_a_page_is_told_what_to_do(tmp_path: Path) -> None:
    loop = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    with pytest.raises(ConfigError, match="name fewer articles, or a smaller --length"):
        render(BRIEFING, "txt", written(tmp_path, "my.txt.j2", loop))


def test_a_fault_in_an_included_template_names_that_one(tmp_path: Path) -> None:
    written(tmp_path, "part.txt.j2", "\n\n{{ nonsense }}")
    with pytest.raises(ConfigError) as caught:
        render(BRIEFING, "txt", written(tmp_path, "my.txt.j2", "{% include 'part.txt.j2' %}"))
    assert caught.value.where == f"{tmp_path / 'part.txt.j2'}:3"


def test_a_template_that_is_not_utf_8_or_includes_what_is_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "my.md.j2").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="not UTF-8"):
        render(BRIEFING, "md", tmp_path / "my.md.j2")
    with pytest.raises(ConfigError, match=r"no such template: absent\.md\.j2"):
        render(BRIEFING, "md", tmp_path / "absent.md.j2")
    with pytest.raises(ConfigError, match=r"no such template: gone\.j2"):
        render(BRIEFING, "md", written(tmp_path, "my.md.j2", "{% include 'gone.j2' %}"))


def test_an_unknown_format_is_refused_with_the_nearest_one_named() -> None:
    with pytest.raises(ConfigError, match="html"):
        render(BRIEFING, "htm")


def test_every_format_has_a_packaged_template_that_says_what_it_is_given() -> None:
    for name in [f"{kind}.{known}.j2" for kind in ("briefing", "front") for known in FORMATS]:
        assert (templates_folder() / name).read_text(encoding="utf-8").startswith("{#\n")


def test_importing_loads_no_jinja_and_the_hash_seed_changes_nothing() -> None:
    here = Path(__file__).resolve().parent.parent
    code = (
        f"import sys; sys.path[:0] = [{str(here.parent)!r}, {str(here)!r}]\n"
        "from summarizer.render.rendering import render; assert 'jinja2' not in sys.modules\n"
        "from sample_briefing import BRIEFING\n"
        "sys.stdout.buffer.write(''.join(render(BRIEFING, f) for f in ('md', 'html', 'txt')).encode())"
    )
    results = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(results) == 1


def test_rendering_twice_gives_the_same_and_leaves_the_briefing_alone() -> None:
    copy: Briefing = replace(BRIEFING)
    assert render(BRIEFING, "html") == render(copy, "html")
    assert copy == BRIEFING


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_an_outlet_s_own_brackets_are_told_from_ours(format: str) -> None:  # noqa: A002
    told = BRIEFING.sections[0].lines[0]
    quoted = SupportingSentence("a2", "Northlight Radio", 0, 9, "It [the line] would not say.", reason="negation")
    own = replace(told, text="She [the mayor] rang him.", edits=(), disagreement=())
    ours = replace(
        own, text="She [Brandt] rang him.", edits=(Edit(own.start + 3, own.start + 3, "", " [Brandt]", "gloss"),)
    )
    glossed = replace(quoted, edits=(Edit(2, 2, "", " [the line]", "gloss"),))
    for line_, count in (
        (own, 1),
        (ours, 0),
        (replace(ours, disagreement=(quoted,)), 1),
        (replace(ours, disagreement=(glossed,)), 0),
    ):
        page = " ".join(render(replace(BRIEFING, sections=(BriefingSection("a", "b", (line_,)),)), format).split())
        assert page.count("brackets in the original") == count
        assert ("were added for clarity" in page) == (line_ is not own)


def test_of_a_contradiction_with_a_gloss_only_the_outlet_s_words_are_quoted() -> None:
    quoted = SupportingSentence("a2", "Northlight Radio", 0, 21, "It [the line] would not say.")
    glossed = replace(quoted, edits=(Edit(2, 2, "", " [the line]", "gloss"),))
    line_ = replace(BRIEFING.sections[0].lines[0], disagreement=(glossed,))
    assert count_quoted(replace(BRIEFING, sections=(BriefingSection("a", "b", (line_,)),)))["a2"] == 4


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_what_no_line_cites_is_named_in_one_line_and_no_page_tells_where_a_file_lies(format: str) -> None:  # noqa: A002
    unheard = replace(SKERRY, id="x1", outlet="Marl Herald", path="/home/ida/desk/marl.md", url="")
    cited = replace(COURIER, url="", title="", path="/home/ida/desk/courier.md")
    articles = tuple(cited if one.id == COURIER.id else one for one in BRIEFING.articles)
    briefing = replace(BRIEFING, articles=(unheard, *articles))
    page = render(briefing, format)
    assert page.count("Marl Herald") == 1
    assert re.search(r"Also read: (?:<bdi>)?Marl Herald", page)
    assert "courier.md" in page
    assert "desk" not in page
    context = build_context(briefing)
    assert [source.number for source in context["sources"]] == [1, 2, 3, 4]
    assert [source.number for source in context["also_read"]] == [0]
    assert "Also read" not in render(BRIEFING, format)


def test_the_source_of_a_page_without_a_title_is_called_by_its_address() -> None:
    untitled = [replace(article, title="", path="", url="https://post.example/a") for article in BRIEFING.articles]
    page = render(replace(BRIEFING, articles=tuple(untitled)), "md")
    assert "| [https://post.example/a](https://post.example/a) |" in page
