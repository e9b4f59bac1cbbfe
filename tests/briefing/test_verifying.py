from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from glob import glob
from pathlib import Path
from types import SimpleNamespace

import pytest
from looking import lines_of, tellers
from sample_articles import FLOOD
from sample_briefing import read_back

import summarizer
from summarizer.api import summarize
from summarizer.briefing import remake
from summarizer.briefing.verification import Evidence, verify
from summarizer.config.page_options import options_from_briefing
from summarizer.config.plans import load_plans
from summarizer.errors import SourceError
from summarizer.model import (
    Article,
    Briefing,
    BriefingSection,
    BriefingSentence,
    Edit,
    Length,
    Options,
    SupportingSentence,
)
from summarizer.render.page_json import to_json

# As told by the JSON, which holds no texts.
TOLD = read_back(to_json(summarize(FLOOD, Options(length=Length(100, "percent")))))
SOURCES = {article.path: article for article in FLOOD}


def read(article: Article) -> Article:
    return article if article.dropped else SOURCES[article.path]


def find(words: str) -> BriefingSentence:
    return next(line for line in lines_of(TOLD) if words in line.text)


BRIDGES = find("eleven bridges")
GLUED = next(
    one for line in lines_of(TOLD) for one in tellers(line) if any(edit.fix == "glued words" for edit in one.edits)
)


def swap(old: BriefingSentence, new: BriefingSentence) -> Briefing:
    parts = [replace(part, lines=tuple(new if line == old else line for line in part.lines)) for part in TOLD.sections]
    return replace(TOLD, sections=tuple(parts))


def failures(briefing: Briefing, reader: Callable[[Article], Article] = read) -> list[str]:
    return [f"{failure.where}: {failure.message}" for failure in verify(briefing, Evidence(reader)).failures]


def test_the_program_s_digest_does_not_depend_on_how_a_system_separates_folders(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    digest = remake.find_maker().digest
    places = [
        place.replace("/", "\\") for place in glob("**/*.*", root_dir=Path(summarizer.__file__).parent, recursive=True)
    ]
    monkeypatch.setattr(remake, "glob", lambda *_, **__: places)
    monkeypatch.setattr(remake, "os", SimpleNamespace(sep="\\"))
    assert remake.find_maker.__wrapped__().digest == digest


def test_an_article_that_took_too_much_is_left_out_of_the_remake_and_not_read_again() -> None:
    dropped = Article("", path="slow.html", item=2, dropped="time")
    made = read_back(to_json(summarize([*FLOOD, dropped], Options(length=Length(100, "percent")))))
    assert made.set_aside == (dropped,)
    assert [problem.where for problem in made.problems if problem.level == "problem"] == ["slow.html#2"]
    assert lines_of(made) == lines_of(TOLD)
    options = options_from_briefing(made, load_plans("general"))
    proof = verify(made, Evidence(read, options))
    assert (proof.failures, proof.unchecked) == ((), ())
    # Neither a drop that nobody is told of, nor one that is told of and not recorded.
    assert verify(replace(made, problems=()), Evidence(read, options)).failures
    assert verify(replace(made, set_aside=()), Evidence(read, options)).failures


def test_a_briefing_holds_against_the_sources_it_was_made_of() -> None:
    proof = verify(TOLD, Evidence(read))
    lines = lines_of(TOLD)
    beside = sum(len(line.also) + len(line.related) + len(line.disagreement) for line in lines)
    assert (proof.sentences, proof.others, proof.sources, proof.failures) == (len(lines), beside, 4, ())
    assert beside > 3


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        (
            replace(BRIDGES, text=BRIDGES.text.replace("eleven", "twelve")),
            "printed is “….*its twelve bridges.”, the source has “….*its eleven bridges.”",
        ),
        (replace(BRIDGES, start=BRIDGES.start + 1), "the source has “he railway"),
        (replace(BRIDGES, end=99_999), "lies outside the source"),
        (replace(BRIDGES, start=BRIDGES.end), "lies outside the source"),
        (replace(BRIDGES, start=-5), "lies outside the source"),
        (replace(BRIDGES, outlet="Harrow Post"), "a sentence is given to “Harrow Post”"),
        (replace(BRIDGES, article="a99"), "a99: is no article of this briefing"),
        (replace(BRIDGES, outlets=(*BRIDGES.outlets, "Harrow Post")), "names the outlets .*Harrow Post"),
        (replace(BRIDGES, outlets=()), "names the outlets none"),
        (replace(BRIDGES, origins=9), "counts 9 origins"),
        (replace(BRIDGES, origins=0), "counts 0 origins"),
        (replace(BRIDGES, also=BRIDGES.also[:-1]), "names the outlets"),
        (
            replace(BRIDGES, also=(replace(BRIDGES.also[0], text="It rained."), *BRIDGES.also[1:])),
            "printed is “It rain",
        ),
        (replace(BRIDGES, edits=(Edit(0, 3, "The", "A", "lie"),)), "an edit does not hold"),
        (
            replace(BRIDGES, edits=(Edit(BRIDGES.start, BRIDGES.start + 3, "Die", "The", "lie"),)),
            "an edit does not hold.*not 'Die'",
        ),
        (
            replace(BRIDGES, disagreement=(SupportingSentence("a2", "Harrow Post", 0, 8, "New town", "numbers"),)),
            "the source has “Old town",
        ),
    ],
)
def test_a_lie_about_a_sentence_is_found(changed: BriefingSentence, message: str) -> None:
    told = failures(swap(BRIDGES, changed))
    assert any(re.search(message, failure) for failure in told), told


def test_what_differs_is_shown_of_a_long_line_however_late_it_differs() -> None:
    before, after = BRIDGES.text[:-1], BRIDGES.text[-1]
    assert len(before) > 80
    (told,) = failures(swap(BRIDGES, replace(BRIDGES, text=f"{before} on Friday{after}")))[:1]
    last = before.split()[-1]
    assert re.search(rf"printed is “….*{last} on Friday{after}”, the source has “….*{last}{after}”$", told), told


def test_a_hidden_edit_is_found() -> None:
    line = next(line for line in lines_of(TOLD) if GLUED in tellers(line))
    also = tuple(replace(one, edits=()) if one == GLUED else one for one in line.also)
    changed = replace(line, edits=() if line == GLUED else line.edits, also=also)
    assert any("MinisterAndrij" in failure for failure in failures(swap(line, changed)))


def test_a_changed_source_is_told_even_where_no_printed_sentence_is_touched() -> None:
    def read_changed(article: Article) -> Article:
        source = read(article)
        return replace(source, text=source.text + "One more line.\n") if article.id == "a2" else source

    assert failures(TOLD, read_changed) == ["flood/post.txt: the source was altered since the briefing was made"]


def test_a_source_that_cannot_be_read_is_told_and_the_rest_is_checked() -> None:
    def read_all_but_one(article: Article) -> Article:
        if article.id == "a2":
            raise SourceError("is gone", where=article.path)
        return read(article)

    broken = swap(BRIDGES, replace(BRIDGES, text="It rained."))
    told = failures(broken, read_all_but_one)
    assert told[0] == "flood/post.txt: the source is gone"
    assert any("It rained." in failure for failure in told[1:])


def test_an_outlet_that_the_source_does_not_give_is_told() -> None:
    renamed = replace(TOLD, articles=(replace(TOLD.articles[0], outlet_from="inferred"), *TOLD.articles[1:]))
    assert any("names the outlet “Coast Agency” (inferred)" in failure for failure in failures(renamed))


def test_a_sentence_that_is_printed_twice_is_found() -> None:
    twice = replace(TOLD, sections=(*TOLD.sections, BriefingSection("more", "More", (BRIDGES,))))
    assert any("printed twice" in failure for failure in failures(twice))
