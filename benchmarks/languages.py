"""How well each language's pack does: ``python -m benchmarks.languages [CODE …] [--list]``.

``labels/languages/CODE`` holds what a language model wrote from the task alone, before it was measured: who says each
of sixty sentences (``speakers.jsonl``), forty pairs that tell one fact or do not (``pairs.jsonl``), a hundred lines of
news or none (``boilerplate.tsv``), sentences and headlines (``languages.tsv``), and three stories, each of five
outlets, with their plans and labels (``stories/N``). The third was written later, before the rules on whom a sentence
tells of, and counts apart. ``--list`` shows what is wrong.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.briefings import brief
from benchmarks.stories import Labelled, Measured, add_up, compare_with_labels, list_pairs
from summarizer.analysis.attribution import attribute
from summarizer.analysis.names import learn_names
from summarizer.api import summarize
from summarizer.config.plans import load_plans, read_plan
from summarizer.lang.language import detect_language, load_language
from summarizer.model import Article, Length, Options
from summarizer.sources.places import read_places
from summarizer.text.segmentation import segment
from summarizer.text.tokens import fold, split_words

LABELS = Path(__file__).parent / "labels" / "languages"
DAY = "2031-03-13"
#: The endings of cases are so long: a name counts as found by its first letters.
_ENDING, _LEAST = 3, 3

Rows = Sequence[Mapping[str, Any]]


def read_lines(path: Path) -> Rows:
    """Return the records of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def read_table(path: Path) -> list[tuple[str, str]]:
    """Return the lines of a file of two columns."""
    rows = (line.partition("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [(key, text) for key, tab, text in rows if tab]


def find_speaker(row: Mapping[str, Any], code: str) -> str:
    """Return who says the sentence that is asked about."""
    language, text = load_language(code), row["text"]
    sentences = segment([Article(text, language=code, id="a", outlet="Post")])[0][0]
    said = attribute(sentences, [], language, learn_names([(text, language)]))
    found = ""
    for sentence, voice in zip(sentences, said, strict=True):
        asked = " ".join(row["sentence"].split())  # blanks that do not break are read as plain ones
        if asked in sentence.text or sentence.text in asked:
            found = found or voice.speaker
    return found


def is_named(name: str, shown: str) -> bool:
    """Return whether the last word of a name stands in what is shown, in any case of it.

    >>> is_named("Олена Дуліба", "Дуліби"), is_named("Dahl", "Voss")
    (True, False)
    """
    *_, last = [fold(word) for word in split_words(name)] or [""]
    start = last[: max(_LEAST, len(last) - _ENDING)]
    return bool(start) and any(fold(word).startswith(start) for word in split_words(shown))


def measure_speakers(code: str, folder: Path) -> Iterator[str]:
    """Count who is heard rightly; a name that is none of the accepted ones is worse than none."""
    rows = read_lines(folder / "speakers.jsonl")
    right = wrong = 0
    for row in rows:
        accepted = [name for name in (row["speaker"], *row.get("accept", ())) if name]
        found = find_speaker(row, code)
        is_right = any(is_named(name, found) for name in accepted) or (not found and not row["speaker"])
        right += is_right
        wrong += bool(found) and not is_right
        if not is_right:
            yield f"speaker “{found}”, not “{row['speaker'] or ''}”: {row['sentence']}"
    yield f"= {code} speakers: {right} of {len(rows)} right, {wrong} under another name"


def measure_pairs(code: str, folder: Path) -> Iterator[str]:
    """Count the pairs that are told once, as one cluster, and those that come out as one line of both outlets."""
    plans = load_plans("general")
    told: dict[bool, list[int]] = {True: [], False: []}
    credited: dict[bool, list[int]] = {True: [], False: []}
    for row in read_lines(folder / "pairs.jsonl"):
        articles = [
            Article(row[side], outlet=outlet, language=code, published=DAY)
            for side, outlet in (("a", "Post"), ("b", "Kurier"))
        ]
        made = summarize(articles, Options(plan="general", plans=plans, length=Length(9, "sentences"), date=DAY))
        is_told_once = len({one.cluster for one in made.trace}) < len(made.trace)
        is_credited = any(len(line.outlets) > 1 for section in made.sections for line in section.lines)
        told[row["same"]].append(is_told_once)
        credited[row["same"]].append(is_credited)
        if is_told_once != row["same"] or is_credited != row["same"]:
            kind = "credited" if is_credited else "told once" if is_told_once else "two"
            yield f"pair, {'one' if row['same'] else 'TWO'}, is {kind} ({row['why']}): {row['a']} | {row['b']}"
    for name, kept in (("told once", told), ("both named", credited)):
        true, false = kept[True], kept[False]
        yield f"= {code} pairs {name}: {sum(true)} of {len(true)} true, {sum(false)} of {len(false)} false"


def measure_no_news(code: str, folder: Path) -> Iterator[str]:
    """Count the lines that are told from news, and the news that is kept; each stands between two lines of news."""
    rows = read_table(folder / "boilerplate.tsv")
    first, last = [text for kind, text in rows if kind == "n"][:2]
    right = {"b": 0, "n": 0}
    for kind, text in rows:
        sentences = segment([Article("\n\n".join([first, text, last]), language=code)])[0][0]
        others = [one for one in sentences if one.text not in (first, last)]
        is_news = any(one.kind == "sentence" for one in others) or text in (first, last)
        right[kind] += is_news == (kind == "n")
        if is_news != (kind == "n"):
            yield f"{'no news, printed' if kind == 'b' else 'NEWS LOST'}: {text}"
    totals = {kind: sum(one == kind for one, _ in rows) for kind in right}
    yield f"= {code} lines: {right['b']} of {totals['b']} are no news, {right['n']} of {totals['n']} news kept"


def measure_detection(code: str, folder: Path) -> Iterator[str]:
    """Count the sentences and headlines whose language is told."""
    rows = read_table(folder / "languages.tsv")
    wrong = [text for named, text in rows if detect_language(text) != named]
    yield from (f"another language: {text}" for text in wrong)
    yield f"= {code} language: {len(rows) - len(wrong)} of {len(rows)} told"


def load_labelled(folder: Path) -> Labelled:
    """Return a story whose labels quote the sentences: "FILE|sentence"."""
    label = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    articles = tuple(read_places(sorted(map(str, folder.glob("*.md"))))[0])
    texts = {Path(article.path).name: article.text for article in articles}

    def find_key(quoted: str) -> str:
        file, _, sentence = quoted.partition("|")
        return f"{file}:{texts[file].find(sentence)}"

    same = {pair for group in label["same"] for pair in list_pairs(map(find_key, group))}
    doubtful = {pair for group in label["doubtful"] for pair in list_pairs(map(find_key, group))}
    return Labelled(
        name=folder.name,
        tuned=False,
        articles=articles,
        plan=read_plan(str(folder / "plan.toml")),
        sections={find_key(quoted): ids for quoted, ids in label["sections"].items()},
        boilerplate=frozenset(map(find_key, label["boilerplate"])),
        leaning=frozenset(map(find_key, label["leans"])),
        same=frozenset(same),
        doubtful=frozenset(doubtful - same),
    )


def measure_stories(code: str, folder: Path) -> Iterator[str]:
    """Count sections, merged pairs and lines of no news of the two stories, and of the third."""
    parts: list[Measured] = []
    for place in sorted((folder / "stories").iterdir()):
        story = load_labelled(place)
        parts.append(compare_with_labels(story, brief(story.articles, story.plan)[0]))
    for name, some in (("stories", parts[:2]), ("third story", parts[2:])):
        all_of = add_up(code, some)
        pairs = f"pairs P {all_of.precision:.3f} R {all_of.recall:.3f} F1 {all_of.f1:.3f} of {all_of.pairs}"
        lines = f"{all_of.boilerplate_missed} lines of no news as news, {all_of.news_lost} of news lost"
        printed = f"of {all_of.printed} lines printed {all_of.leaning} lean, {all_of.told_twice} pairs are told twice"
        yield f"= {code} {name}: sections {all_of.sections:.3f} of {all_of.sentences}; {pairs}; {lines}; {printed}"


def main() -> None:
    """Print the counts of each language."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("codes", nargs="*", metavar="CODE")
    parser.add_argument("--list", action="store_true", help="show what is wrong")
    call = parser.parse_args()
    for code in call.codes or sorted(path.name for path in LABELS.iterdir() if path.is_dir()):
        for measure in (measure_speakers, measure_pairs, measure_no_news, measure_detection, measure_stories):
            if measure is not measure_detection and not (LABELS / code / "stories").is_dir():
                continue  # only headlines
            for line in measure(code, LABELS / code):
                if line.startswith("= ") or call.list:
                    print(line.removeprefix("= "))


if __name__ == "__main__":
    main()
