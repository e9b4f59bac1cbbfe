"""How often an outlet that is named for a line tells all of it: ``python -m benchmarks.credits DUC03.jsonl [SEEDS]``.

The credits are those that briefings of up to 110 lines gave by likeness alone (every document its own outlet): 444 of
310 lines, 254 of them reworded, each labelled twice before there was a rule: W, all that the line asserts; P, a part;
N, something else. Labels are places only. A credit is true if both labels say W. How many independent sources a line
has is right if it is the number that all true credits give.

Behind them stand pairs of made sentences that differ in one thing (a unit, a hedge, a name, a second fact…), labelled
before the rules were made for half of them: the other half tells how the rule does on what it was not made for. So
with pairs that contradict one another, or only seem to.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.stories import find_start
from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.api import read_articles, summarize
from summarizer.briefing.pipeline import analyse_story
from summarizer.briefing.story_analysis import StoryAnalysis
from summarizer.config.plans import load_plans
from summarizer.dedupe.support import read_story_words, tells_all
from summarizer.dedupe.wire_copies import count_sources
from summarizer.model import Article, Length, Options

LABELS = Path(__file__).parent / "labels" / "credits.tsv"
PAIRS = Path(__file__).parent / "labels" / "support.tsv"
OPPOSED = Path(__file__).parent / "labels" / "disagreements.tsv"
Places = Mapping[tuple[str, int], AnalysedSentence]


@dataclass(frozen=True, slots=True)
class Credit:
    """An outlet named for a line: where both stand, whether it is a copy or reworded, whether it is true."""

    topic: str
    line: tuple[str, int]
    named: tuple[tuple[str, int], ...]
    kind: str
    is_true: bool


def read_credits(path: Path = LABELS) -> list[Credit]:
    """Read the labelled credits."""
    found = []
    for row in path.read_text(encoding="utf-8").splitlines():
        if not row.startswith("#"):
            topic, document, start, named, kind, labels = row.split("\t")
            places = []
            for part in named.split(" "):
                other, _, starts = part.rpartition(":")
                places += [(other, int(at)) for at in starts.split(",")]
            found.append(Credit(topic, (document, int(start)), tuple(places), kind, labels == "WW"))
    return found


def read_stories(data: Path, seeds: Path | None) -> Iterator[tuple[str, list[Article], str]]:
    """Yield the stories with their names and plans."""
    for row in data.read_text(encoding="utf-8").splitlines():
        topic = json.loads(row)
        articles = []
        for one in topic["docs"]:
            name = one["id"]
            articles.append(Article(one["text"], outlet=f"Outlet {name}", published=one["date"][:10], path=name))
        yield topic["id"], articles, "general"
    if seeds is not None:
        read, _ = read_articles([str(seeds)])
        yield "seeds", [replace(article, path=Path(article.path).name) for article in read], "auto"


def find_places(analysis: StoryAnalysis) -> Places:
    """Return the sentences of a story by where they stand, in copies of articles too."""
    places: dict[tuple[str, int], AnalysedSentence] = {}
    for one in analysis.news:
        # The labels know some datelines as part of their sentence.
        for start in {one.sentence.start, find_start(one)}:
            places[one.article.path, start] = one
            for original, copy in analysis.story.copies:
                if original == one.article.id:
                    places[copy.path, start + copy.body - one.article.body] = one
    return places


def judge(
    labelled: list[Credit], data: Path, seeds: Path | None
) -> tuple[list[tuple[Credit, bool]], list[tuple[int, int]]]:
    """Return each credit with whether it would be given, and how many sources each line counts and should."""
    judged = []
    counts = []
    for topic, articles, plan in read_stories(data, seeds):
        asked = [credit for credit in labelled if credit.topic == topic]
        if asked:
            options = Options(plan=plan, plans=load_plans(plan), length=Length(20, "sentences"), date="2031-03-04")
            analysis = analyse_story(articles, options)
            places, words = find_places(analysis), read_story_words(analysis.news, analysis.names)
            told: dict[int, tuple[list[AnalysedSentence], list[AnalysedSentence]]] = {}
            for credit in asked:
                line = places[credit.line]
                named = [places[place] for place in credit.named if place in places]
                before = [analysis.news[one.position - 1] if one.place else None for one in named]
                given = [
                    one is line or tells_all(line, one, words, near) for one, near in zip(named, before, strict=True)
                ]
                judged.append((credit, any(given)))
                counted, right = told.setdefault(line.position, ([line], [line]))
                counted += [one for one, is_given in zip(named, given, strict=True) if is_given]
                right += named[:1] if credit.is_true else []
            counts += [(count_sources(counted), count_sources(right)) for counted, right in told.values()]
    return judged, counts


def read_pairs(path: Path, part: str) -> tuple[list[list[str]], list[Article]]:
    """Return the rows of a part of made pairs, and both sentences of each as articles of "A3" and "B3"."""
    rows = [row.split("\t") for row in path.read_text(encoding="utf-8").splitlines() if row.startswith(f"{part}\t")]
    articles: list[Article] = []
    for number, (*_, line, other) in enumerate(rows):
        for text, outlet in ((line, f"A{number}"), (other, f"B{number}")):
            articles.append(Article(text, outlet=outlet, published="2031-03-05", path=outlet))
    return rows, articles


def judge_disagreements(part: str) -> tuple[int, int, int]:
    """Return how many of the made pairs of a part contradict, would be shown to, and would be rightly."""
    rows, articles = read_pairs(OPPOSED, part)
    plans = load_plans("general")
    briefing = summarize(
        articles, Options(plan="general", plans=plans, length=Length(100, "percent"), date="2031-03-06")
    )
    lines = [line for section in briefing.sections for line in section.lines]
    shown = {(line.outlet[1:], other.outlet[1:]) for line in lines for other in line.disagreement}
    found = [(label == "yes", (str(number), str(number)) in shown) for number, (_, _, label, *_) in enumerate(rows)]
    return sum(real for real, _ in found), sum(told for _, told in found), sum(real and told for real, told in found)


def judge_pairs(part: str) -> tuple[int, int, int]:
    """Return how many of the made pairs of a part tell all, would be credited, and would be rightly."""
    rows, articles = read_pairs(PAIRS, part)
    analysis = analyse_story(articles, Options(plan="general", plans=load_plans("general"), date="2031-03-06"))
    words = read_story_words(analysis.news, analysis.names)
    by_outlet: dict[str, list[AnalysedSentence]] = {}
    for one in analysis.news:
        by_outlet.setdefault(one.article.outlet, []).append(one)
    true = credited = both = 0
    for number, (_, _, label, _, _) in enumerate(rows):
        lines, others = by_outlet.get(f"A{number}", []), by_outlet.get(f"B{number}", [])
        given = all(any(tells_all(line, other, words) for other in others) for line in lines)
        true += label == "all"
        credited += given
        both += given and label == "all"
    return true, credited, both


def main() -> None:
    """Print precision and recall, with 95 % intervals (Wilson 1927)."""
    data, seeds = Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None
    judged, counts = judge(read_credits(), data, seeds)
    print("| credits | number | true | named now | precision | recall |\n| --- | ---: | ---: | ---: | --- | --- |")
    for kind in ("all", "copy", "reworded"):
        rows = [(credit.is_true, given) for credit, given in judged if kind in ("all", credit.kind)]
        true, given = sum(is_true for is_true, _ in rows), sum(one for _, one in rows)
        both = sum(is_true and one for is_true, one in rows)
        print(
            f"| {kind} | {len(rows)} | {true / len(rows):.3f} | {given}"
            f" | {_describe(both, given)} | {_describe(both, true)} |"
        )
    several = [(counted, right) for counted, right in counts if counted > 1]
    print(f"\nlines: {len(counts)}, count right: {_describe(sum(a == b for a, b in counts), len(counts))}")
    right = sum(counted == by_labels for counted, by_labels in several)
    print(f"of which several are counted: {len(several)}, right: {_describe(right, len(several))}")
    for part in ("dev", "test", "later-dev", "later-test", "last"):
        true, given, both = judge_pairs(part)
        print(f"made pairs, {part}: precision {_describe(both, given)}, recall {_describe(both, true)}")
    for part in ("dev", "test"):
        real, shown, both = judge_disagreements(part)
        print(f"made disagreements, {part}: precision {_describe(both, shown)}, recall {_describe(both, real)}")


def _describe(part: int, whole: int) -> str:
    if not whole:
        return "–"
    share, z = part / whole, 1.96
    middle = (share + z * z / (2 * whole)) / (1 + z * z / whole)
    half = z * math.sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole)) / (1 + z * z / whole)
    return f"{share:.3f} ({middle - half:.2f}–{middle + half:.2f})"


if __name__ == "__main__":
    main()
