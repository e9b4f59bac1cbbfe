"""How well lines are cut into sentences: `python -m benchmarks.sentences FOLDER [CODE …] [--half even|odd] [--list]`.

A folder holds a file ``CODE.txt`` for each language, its sentences as a treebank has them, one a line. Five in turn
make a paragraph, which is cut anew. A sentence is broken if a boundary falls inside it, an end is missed if it is no
boundary; how many of these stand in a quotation is told apart, since the program keeps quotations whole. ``--half``
takes every other paragraph: what was written while looking at one half is to hold on the other.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from summarizer.lang.language import load_language
from summarizer.model import Article
from summarizer.text.segmentation import clean
from summarizer.text.sentences import split_line

_SENTENCES_OF_A_PARAGRAPH = 5


def find_faults(paragraphs: Sequence[Sequence[str]], language: str) -> Iterator[tuple[str, str]]:
    """Yield each fault and what stands around it: "broken" with the sentence, "missed" or "quoted" with the two.

    >>> list(find_faults([["He came at 5. He left.", "She stayed."]], "en"))
    [('broken', 'He came at 5. | He left.')]
    """
    for sentences in paragraphs:
        line = " ".join(sentences)
        spans = split_line(line, load_language(language))
        found = [end for _, end in spans]
        start = 0
        for place, sentence in enumerate(sentences):
            end = start + len(sentence)
            inside = [cut - start for cut in found if start < cut < end]
            if inside:
                parts = [sentence[low:high] for low, high in zip([0, *inside], [*inside, None], strict=True)]
                yield "broken", " |".join(parts)
            if end not in found:
                joined = max(begin for begin, _ in spans if begin < end)
                yield "quoted" if _is_open(line[joined:end]) else "missed", f"{sentence} || {sentences[place + 1]}"
            start = end + 1


def _is_open(text: str) -> bool:
    """Return whether a quotation is still open at the end of a text."""
    pairs = [("«", "»"), ("“", "”")]
    return text.count('"') % 2 == 1 or any(text.count(opening) != text.count(closing) for opening, closing in pairs)


def read_paragraphs(path: Path, half: str = "") -> list[list[str]]:
    """Return a file's sentences, their characters mended, in paragraphs, all or every other one."""
    read = [clean(Article(line)).text.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    lines = [line for line in read if line]
    paragraphs = [lines[at : at + _SENTENCES_OF_A_PARAGRAPH] for at in range(0, len(lines), _SENTENCES_OF_A_PARAGRAPH)]
    return paragraphs[{"even": 0, "odd": 1}[half] :: 2] if half else paragraphs


def main() -> None:
    """Print, for each language, the shares of sentences broken and ends missed, and on request the faults."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("languages", nargs="*")
    parser.add_argument("--half", choices=["even", "odd"], default="")
    parser.add_argument("--list", action="store_true", help="print each fault")
    asked = parser.parse_args()
    for path in sorted(asked.folder.glob("??.txt")):
        if asked.languages and path.stem not in asked.languages:
            continue
        paragraphs = read_paragraphs(path, asked.half)
        number = sum(map(len, paragraphs))
        faults = list(find_faults(paragraphs, path.stem))
        kinds = [kind for kind, _ in faults]
        counts = {"broken": kinds.count("broken"), "missed": len(kinds) - kinds.count("broken")}
        shares = [f"{kind} {count:3} ({count / number:.2%})" for kind, count in counts.items()]
        print(path.stem, f"{number:5} sentences ", *shares, f"in quotations {kinds.count('quoted'):3}")
        if asked.list:
            for kind, told in faults:
                print(f"  {kind}: {told}")


if __name__ == "__main__":
    main()
