"""Who says each of 500 English sentences of real articles: ``python -m benchmarks.speakers DATA.jsonl … [--list]``.

``labels/speakers.jsonl`` holds places only: {"set", "topic", "document", "start", "end", "speakers": [[start, end], …],
"sure"}. A reader who knew no program chose them; the first of the speakers is the best name or description of whoever
says the sentence, the others will do; none where the reporter alone tells it. Rules were mended on the set "read", the
other was never looked at. Sentences of which the reader could not tell who says them are left out.

A speaker is right if it has the last word of one of the labels, and one of the two holds all words of the other.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from summarizer.analysis.attribution import attribute
from summarizer.analysis.names import learn_names
from summarizer.lang.language import load_language
from summarizer.model import Article
from summarizer.text.segmentation import segment
from summarizer.text.tokens import fold, split_words

LABELS = Path(__file__).parent / "labels" / "speakers.jsonl"
ENGLISH = load_language("en")
_ARTICLES = frozenset({"a", "an", "the"})
Story = dict[str, str]


def read_stories(paths: Iterable[Path]) -> dict[str, Story]:
    """Return the texts of each story by their documents' names; of a stream of articles those of one story."""
    stories: defaultdict[str, Story] = defaultdict(dict)
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            for number, document in enumerate(record.get("docs", [record])):
                story = record["id"] if "docs" in record else record["story"]
                stories[story][document.get("id", f"{number:02}")] = document["text"]
    return stories


def hear(story: Story) -> Iterator[tuple[tuple[str, int], str]]:
    """Yield who says each sentence of a story, by its document and where it starts."""
    sentences, _ = segment([Article(text, language="en", id=name) for name, text in story.items()])
    names = learn_names((one.text, ENGLISH) for own in sentences for one in own if one.kind == "sentence")
    for name, own in zip(story, sentences, strict=True):
        for sentence, voice in zip(own, attribute(own, (), ENGLISH, names), strict=True):
            yield (name, sentence.start), voice.speaker


def is_same(speaker: str, label: str) -> bool:
    """Return whether two names or descriptions are of one speaker.

    >>> is_same("the Harbour Board", "Harbour Board"), is_same("Dahl", "Ana Dahl"), is_same("Ana Voss", "Ana Dahl")
    (True, True, False)
    """
    one, other = (
        [fold(word) for word in split_words(text) if fold(word) not in _ARTICLES] for text in (speaker, label)
    )
    if not one or not other or one[-1] != other[-1]:
        return False
    return set(one) <= set(other) or set(other) <= set(one)


def judge(label: Mapping[str, Any], text: str, speaker: str) -> str:
    """Return how the speaker of a sentence was found: "right", "missed", "invented" or "wrong"."""
    accepted = [text[start:end] for start, end in label["speakers"]]
    if not accepted or not speaker:
        return "right" if not accepted and not speaker else "invented" if speaker else "missed"
    return "right" if any(is_same(speaker, one) for one in accepted) else "wrong"


def measure(
    labels: Sequence[Mapping[str, Any]], stories: Mapping[str, Story], *, listed: bool
) -> dict[str, Counter[str]]:
    """Return of each set how many speakers are right, and count those that are not by kind."""
    heard = {topic: dict(hear(stories[topic])) for topic in {label["topic"] for label in labels} & stories.keys()}
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for label in labels:
        if label["topic"] not in heard:
            continue
        text = stories[label["topic"]][label["document"]]
        speaker = heard[label["topic"]].get((label["document"], label["start"]), "")
        verdict = judge(label, text, speaker)
        found[label["set"]]["all"] += 1
        found[label["set"]]["said"] += bool(label["speakers"])
        found[label["set"]]["heard"] += bool(speaker)
        found[label["set"]][verdict] += 1
        if listed and verdict != "right":
            wanted = " | ".join(text[start:end] for start, end in label["speakers"])
            print(f"{label['set']} {verdict}: [{speaker}] for [{wanted}] {text[label['start'] : label['end']]}")
    return found


def main() -> None:
    """Print the figures of both sets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--list", action="store_true")
    given = parser.parse_args()
    labels = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    for name, counts in measure(labels, read_stories(given.data), listed=given.list).items():
        heard, others, invented, missed = (counts[kind] for kind in ("heard", "wrong", "invented", "missed"))
        right = counts["said"] - missed - others
        print(f"{name}: {counts['right']} of {counts['all']} sentences right; {missed} speakers are not heard,")
        print(f"  of {heard} named {right} right, {others} others, {invented} where nobody speaks")


if __name__ == "__main__":
    main()
