"""A template that runs away ends as an error that names its file and line and says what was too much."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from sample_briefing import BRIEFING

from summarizer.errors import ConfigError
from summarizer.model import BriefingSection
from summarizer.render import template_bounds
from summarizer.render.rendering import FORMATS, render, render_named

LARGE = "a value of more than 5,000,000 characters"
STEPS = "it takes more than 1,000,000 steps"
DOUBLED = "{{% set ns = namespace(x={0}, y={0}) %}}{{% for i in range(60) %}}{1}{{% endfor %}}"
CALLS = "".join(f"{{% macro m{n} () %}}{{{{ m{n - 1}() }}}}{{{{ m{n - 1}() }}}}{{% endmacro %}}" for n in range(1, 60))

ATTACKS = {
    "doubling macros": ("{% macro m0() %}" + "ab" * 5000 + "{% endmacro %}" + CALLS + "{{ m59() }}", ""),
    "macros that print nothing": (
        "{% macro m(n) %}{% if n %}{% set a = m(n - 1) %}{% set b = m(n - 1) %}{% endif %}{% endmacro %}{{ m(99) }}",
        STEPS,
    ),
    "tilde": (DOUBLED.format("'ab'", "{% set ns.x = ns.x ~ ns.x %}"), LARGE),
    "plus": (DOUBLED.format("'ab'", "{% set ns.x = ns.x + ns.x %}"), LARGE),
    "a long row of tildes": ("{% set x = 'a' * 4000000 %}{{ " + "~".join(["x"] * 100) + " }}", LARGE),
    "set block": ("{% set x = 'a' * 4000000 %}{% set y %}" + "{{ x }}" * 9 + "{% endset %}", LARGE),
    "text in a set block": ("{% set y %}{% for i in range(9999) %}" + "a" * 999 + "{% endfor %}{% endset %}", LARGE),
    "text in a filter block": (
        "{% filter upper %}{% for i in range(9999) %}" + "a" * 999 + "{% endfor %}{% endfilter %}",
        LARGE,
    ),
    "width in a filter": ("{{ '%99999999s'|format('a') }}", "format would make"),
    "width by name": ("{{ '%(a)99999999s'|format(a='a') }}", "format would make"),
    "width by a value": ("{{ '%*d' % (10 ** 9, 1) }}", "format would make"),
    "width in a method": ("{{ '{:>999999999}'.format('a') }}", "format would make"),
    "width by a field": ("{{ '{:>{}}'.format('a', 10 ** 9) }}", "format would make"),
    "width by a mapping": ("{{ '{a:>999999999}'.format_map({'a': 1}) }}", "format_map would make"),
    "one value a million times": ("{{ ('{0}' * 99999).format('a' * 4000000) }}", "format would make"),
    "bytes": ("{{ '%999999999d'.encode() % 1 }}", "format would make"),
    "center": ("{{ 'a'|center(10 ** 9) }}", "center would make"),
    "center of all": ("{{ range(9)|map('center', 10 ** 9)|list }}", "center would make"),
    "center by name": ("{{ 'a'|center(width=10 ** 9) }}", "center would make"),
    "the method center": ("{{ 'a'.center(10 ** 9) }}", "center would make"),
    "the method center of what is safe": ("{{ ('a'|e).center(10 ** 9) }}", "center would make"),
    "zfill": ("{{ '1'.zfill(10 ** 9) }}", "zfill would make"),
    "tabs": ("{{ ('\\t' * 1000).expandtabs(10 ** 7) }}", "expandtabs would make"),
    "indent": ("{{ ('a\\n' * 99999)|indent(99999) }}", "indent would make"),
    "indent by a text": ("{{ ('a\\n' * 99999)|indent('b' * 99999) }}", "indent would make"),
    "wrap": ("{{ ('a ' * 9999)|wrap('', 'b' * 99999) }}", "wrap would make"),
    "long words": ("{{ ('a' * 4000000)|wordwrap(1) }}", STEPS),
    "replace": ("{{ ('a' * 99999)|replace('a', 'b' * 99999) }}", "replace would make"),
    "replace nothing": ("{{ ('a' * 99999).replace('', 'b' * 99999) }}", "replace would make"),
    "translate": ("{{ ('a' * 99999).translate({97: 'b' * 99999}) }}", "translate would make"),
    "join": ("{{ range(99999)|join('a' * 99999) }}", "join would make"),
    "round": ("{{ 1.5|round(10 ** 8, 'ceil') }}", "round would make"),
    "json": ("{{ [1]|tojson(indent=10 ** 8) }}", "tojson would make"),
    "slice": ("{% for a in [1]|slice(10 ** 9) %}{% endfor %}", "slice would make"),
    "batch": ("{{ [1]|batch(10 ** 9, 'x')|list }}", "batch would make"),
    "nested loops": ("{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}", STEPS),
    "loops that take nothing": (
        "{% for a in range(9999) %}{% for b in range(9999) if false %}{% endfor %}{% endfor %}",
        STEPS,
    ),
    "a long body": ("{% for a in range(9999) %}" + "{% if a %}{% endif %}" * 999 + "{% endfor %}", STEPS),
    "a large range": ("{% for a in range(10 ** 12) %}{% endfor %}", "Range too big"),
    "large ranges": ("{% for a in range(9999) %}{% set x = range(99999)|sum %}{% endfor %}", STEPS),
    "many large texts compared": (
        "{% set x = 'a' * 4000000 %}{% set y = 'a' * 4000000 %}{% for a in range(99) %}{{ x == y }}{% endfor %}",
        STEPS,
    ),
    "many large texts cut": (
        "{% set x = 'a' * 4000000 %}{% for a in range(9999) %}{% set y = x[1:] %}{% endfor %}",
        STEPS,
    ),
    "a text multiplied": ("{{ 'a' * 10 ** 9 }}", "the product is too large"),
    "a list multiplied": ("{{ 10 ** 9 * [0] }}", "the product is too large"),
    "lists multiplied": ("{{ ([[0] * 999] * 99) * 999 }}", "the product is too large"),
    "power": ("{{ 9 ** 9 ** 9 }}", "the power is too large"),
    "growing numbers": (DOUBLED.format("9", "{% set ns.x = ns.x * ns.x %}"), "the product is too large"),
    "numbers of bytes": ("{{ (1).from_bytes(('a' * 99999).encode(), 'big') % 7 }}", "from_bytes is not for templates"),
    "lists in lists": (DOUBLED.format("[1]", "{% set ns.x = [ns.x, ns.x] %}") + "{{ ns.x }}", LARGE),
    "mappings in mappings": (DOUBLED.format("{}", "{% set ns.x = dict(a=ns.x, b=ns.x) %}") + "{{ ns.x }}", LARGE),
    "equal lists": (
        DOUBLED.format("[1]", "{% set ns.x = [ns.x, ns.x] %}{% set ns.y = [ns.y, ns.y] %}") + "{{ ns.x == ns.y }}",
        LARGE,
    ),
    "a macro in itself": ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "runs away"),
    "a loop in itself": ("{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}", "runs away"),
    "a block in itself": ("{% block a %}{{ self.a() }}{% endblock %}", "runs away"),
    "including itself": ("a{% include 'my.txt.j2' %}{% include 'my.txt.j2' %}", "runs away"),
    "importing itself": ("{% import 'my.txt.j2' as mine %}", "runs away"),
    "extending itself": ("{% extends 'my.txt.j2' %}", "runs away"),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_template_that_runs_away_is_ended_where_it_does(
    attack: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(template_bounds, "MOST_STEPS", 1_000_000)
    source, message = ATTACKS[attack]
    template = tmp_path / "my.txt.j2"
    template.write_text(source, encoding="utf-8")
    start = time.process_time()
    with pytest.raises(ConfigError) as caught:
        render(BRIEFING, "txt", template)
    assert time.process_time() - start < 5
    assert caught.value.where == f"{template}:1"
    assert message in caught.value.message


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{% for i in range(99999) %}" + "a" * 999 + "{% endfor %}", "it writes more than 20,000,000 characters"),
        ("{% for i in [1] %}" * 25 + "{% endfor %}" * 25, "too many statically nested blocks"),
        ("{{ " + "[" * 5000 + "]" * 5000 + " }}", "runs away"),
    ],
    ids=["output", "loops in loops", "brackets"],
)
def test_a_template_that_is_too_large_as_a_whole_is_named(tmp_path: Path, source: str, message: str) -> None:
    template = tmp_path / "my.txt.j2"
    template.write_text(source, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        render(BRIEFING, "txt", template)
    assert "my.txt.j2" in caught.value.where
    assert message in caught.value.message


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("{% for a in range(60000) %}{% endfor %}done", "done"),
        ("{{ 5000 * 5000 }} {{ 2 ** 40 }} {{ 7 % 4 }} {{ '%05.1f' % 2.25 }}", "25000000 1099511627776 3 002.2"),
        ("{{ '{:,} {:>8} {a!r}'.format(1234567890, 'b', a='c') }}", "1,234,567,890 b 'c'"),
        ("{{ 5000000000|filesizeformat }} {{ [1, 5000000000]|select('gt', 40000000)|list }}", "5.0 GB [5000000000]"),
        ("{{ ('word ' * 90000)|wordwrap(72)|wordcount }}", "90000"),
        ("{{ ('- a\n' * 90000)|indent(4)|replace('- a', 'an item of a list')|length }}", "1979996"),
        (
            "{% set n = namespace(x=[]) %}{% for i in range(300) %}{% set n.x = n.x + [i] %}{% endfor %}{{ n.x|sum }}",
            "44850",
        ),
        (
            "{% for a, b in [(1, 2), (3, 4)] if a > 1 %}{{ loop.length }}{{ a ~ '-' ~ b ~ '-' ~ a }}{% endfor %}",
            "13-4-3",
        ),
        ("{% for row in range(7)|batch(3, 'x') %}{{ row|join('') }} {% endfor %}", "012 345 6xx"),
        ("{% for a in [1, [2, [3]]] recursive %}{{ a if a is number else loop(a) }}{% endfor %}", "123"),
        ("{% include ['none.j2', 'packaged/mail.subject.j2'] %}", "Mayor & ferry line"),
    ],
)
def test_what_a_template_may_well_do_it_does(tmp_path: Path, source: str, printed: str) -> None:
    (tmp_path / "my.txt.j2").write_text(source, encoding="utf-8")
    assert " ".join(render(BRIEFING, "txt", tmp_path / "my.txt.j2").split()).startswith(printed)


def test_a_briefing_of_two_thousand_lines_is_far_from_the_bounds() -> None:
    told = BRIEFING.sections[0].lines
    many = tuple(replace(told[at % len(told)], key=False) for at in range(2_000))
    for known in FORMATS:
        page = render(replace(BRIEFING, sections=(BriefingSection("a", "b", many),)), known)
        assert page.count(told[-1].text[:20]) > 300
        assert template_bounds._METER.get().left > 0.8 * template_bounds.MOST_STEPS


def test_the_steps_of_one_template_are_not_taken_from_the_next(tmp_path: Path) -> None:
    (tmp_path / "count.txt.j2").write_text("{% for a in range(80000) %}{{ a }}{% endfor %}", encoding="utf-8")
    left = set()
    for _ in range(2):
        assert len(render_named(BRIEFING, "txt", "count.txt.j2", [tmp_path])) > 80_000
        left.add(template_bounds._METER.get().left)
    # Compiled the first time, found compiled the second: the same count.
    assert len(left) == 1


@pytest.mark.parametrize("page", ["[" * 9_000, "![a](b" * 9_000, "*a" * 90_000, "a" * 2_000_001])
def test_a_page_of_markdown_that_would_take_minutes_is_not_converted(tmp_path: Path, page: str) -> None:
    template = tmp_path / "my.md.j2"
    template.write_text(page, encoding="utf-8")
    assert render(BRIEFING, "md", template)
    with pytest.raises(ConfigError, match="too large to be made HTML") as caught:
        render(BRIEFING, "html", template)
    assert caught.value.where == str(template)
