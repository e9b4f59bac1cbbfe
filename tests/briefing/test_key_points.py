from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from sample_articles import read_sample_story
from sample_briefing import read_back

from summarizer.api import summarize
from summarizer.briefing.assembly import mark_keys
from summarizer.model import BriefingSection, BriefingSentence, Edit, Options
from summarizer.render.page_json import to_json
from summarizer.render.rendering import render


def a_line(cluster: str, origins: int, score: float = 0.5) -> BriefingSentence:
    return BriefingSentence(f"Sentence {cluster}.", "a1", "The Demo Post", 0, 9, score, cluster, origins=origins)


def parts_of(*sections: list[BriefingSentence]) -> list[BriefingSection]:
    return [BriefingSection(f"s{number}", f"Section {number}", tuple(lines)) for number, lines in enumerate(sections)]


def keys_of(parts: tuple[BriefingSection, ...]) -> list[str]:
    return [line.cluster for part in parts for line in part.lines if line.key]


def fill(name: str) -> list[BriefingSentence]:
    return [a_line(f"{name}{number}", 1) for number in range(3)]


def test_the_most_corroborated_line_of_each_of_three_sections_is_a_key_point() -> None:
    parts = parts_of(
        [a_line("a", 2), *fill("a")],
        [a_line("b", 3), a_line("b'", 2), *fill("b")],
        [a_line("c", 2, 0.9), a_line("c'", 2, 0.1), *fill("c")],
        [a_line("d", 2, 0.1), *fill("d")],
    )
    assert keys_of(mark_keys(parts)) == ["a", "b", "c"]


def test_a_short_briefing_has_no_key_points() -> None:
    assert keys_of(mark_keys(parts_of(*([a_line(name, 3), *fill(name)[:1]] for name in "abc")))) == []


def test_where_fewer_than_three_are_corroborated_the_openings_of_the_next_sections_fill_up() -> None:
    parts = parts_of(
        [a_line("a", 1, 0.2), *fill("a")],
        [a_line("b", 2, 0.1), *fill("b")],
        [a_line("c", 1, 0.9), *fill("c")],
        [a_line("d", 1, 0.7), *fill("d")],
    )
    marked = mark_keys(parts)
    assert keys_of(marked) == ["a", "b", "c"]
    # Nothing is corroborated by being marked.
    assert [line.origins for part in marked for line in part.lines if line.key] == [1, 2, 1]


def test_the_opening_is_a_key_point_and_what_is_long_over_is_none() -> None:
    parts = parts_of(*([a_line(name, 2), *fill(name)] for name in "abcde"))
    assert keys_of(mark_keys(parts, "e0", {"s0"})) == ["b", "c", "e0"]


def test_a_page_opens_with_what_happened_whatever_the_order_of_its_plan() -> None:
    parts = parts_of([a_line("a", 1), a_line("a'", 1)], [a_line("b", 1), a_line("b'", 1)])
    assert keys_of(mark_keys(parts, "b")) == ["b"]
    assert keys_of(mark_keys(parts, "a")) == []


def test_the_opening_is_a_key_point_though_its_section_has_no_other_line() -> None:
    parts = parts_of([a_line("a", 1)], *([a_line(name, 2), *fill(name)] for name in "bcd"))
    marked = mark_keys(parts, "a")
    assert keys_of(marked) == ["a", "b", "c"]
    assert keys_of(mark_keys(parts, "b")) == ["b", "c", "d"]


def test_what_one_source_tells_is_no_key_point_if_it_is_a_quotation_or_needs_a_gloss() -> None:
    quotation = replace(a_line("a", 1, 0.9), text="“We agreed on nothing.”")
    glossed = replace(a_line("b", 1, 0.9), edits=(Edit(2, 2, "", " [Mona Hendriksen]", "gloss"),))
    parts = parts_of([quotation, *fill("a")], [glossed, *fill("b")], [*fill("c")])
    assert keys_of(mark_keys(parts)) == ["a0", "b0", "c0"]


def test_two_key_points_are_too_few() -> None:
    parts = parts_of([a_line("a", 2), *fill("a")], [a_line("b", 2), *fill("b")], [a_line("c", 1)], [a_line("d", 1)])
    assert keys_of(mark_keys(parts)) == []


def test_a_section_keeps_a_line_of_its_own() -> None:
    parts = parts_of([a_line("a", 9)], *([a_line(name, 2), *fill(name)] for name in "bcd"))
    assert keys_of(mark_keys(parts)) == ["b", "c", "d"]


def test_key_points_open_the_page_and_are_not_printed_again() -> None:
    briefing = summarize(read_sample_story(), Options(plan="ukraine-call"))
    keys = [line for part in briefing.sections for line in part.lines if line.key]
    assert len(keys) == 3
    assert read_back(to_json(briefing)).sections == briefing.sections
    for name in ("md", "html", "txt"):
        page = " ".join(unescape(render(briefing, name)).split())
        assert "In short" in page or "IN SHORT" in page
        for line in keys:
            words = " ".join(line.text.partition(" [")[0].split()[-4:])
            assert page.count(words) >= 1
    markdown = render(briefing, "md")
    assert all(markdown.count(max(re.split(r' \[[^]]*\]|"', line.text), key=len)) == 1 for line in keys)
