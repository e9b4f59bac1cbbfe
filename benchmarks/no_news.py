"""How well lines of no news are told from news that only looks like it: ``python -m benchmarks.no_news [LANGUAGE …]``.

Each line of ``labels/boilerplate_*.tsv`` stands in an article of its own between two sentences of news (``b``: no
news, ``n``: news), or behind them (``e``: no news that stands last). Set 1 was written before the rules, each of the
others before it was first measured, in other forms than the ones before: what came out then, and is worth more than
what comes out now, stands in docs/quality.md.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from summarizer.model import Article
from summarizer.text.segmentation import segment

LABELS = Path(__file__).parent / "labels"
NEWS = {
    "en": ("The town will rebuild its old mill, the council said on Monday.", "Work starts in May and takes a year."),
    "de": ("Die Stadt baut ihre alte Mühle wieder auf, sagte der Rat am Montag.", "Die Arbeiten beginnen im Mai."),
}


def find_kind(text: str, label: str, code: str) -> str:
    """Return ``n`` if something of a line comes out as news, else the rule by which it is none."""
    first, second = NEWS[code]
    lines = [first, second, text] if label == "e" else [first, text, second]
    (sentences,), _ = segment([Article("\n\n".join(lines), language=code)])
    others = [one for one in sentences if one.text not in NEWS[code]]
    return "n" if any(one.kind == "sentence" for one in others) else "; ".join(one.why for one in others)


def main() -> None:
    """Show what is wrong, and count."""
    for code in sys.argv[1:] or sorted(NEWS):
        right: Counter[str] = Counter()
        everything: Counter[str] = Counter()
        part = ""
        for row in LABELS.joinpath(f"boilerplate_{code}.tsv").read_text(encoding="utf-8").splitlines():
            if row.startswith("# "):
                part = row.removeprefix("# ")
                continue
            label, text = row.split("\t")
            kind = find_kind(text, label, code)
            is_news = label == "n"
            name = f"{part} {'news' if is_news else 'no news'}"
            everything[name] += 1
            right[name] += is_news == (kind == "n")
            if is_news != (kind == "n"):
                print(label, text, kind, sep="\t")
        for name, total in everything.items():
            print(code, name, right[name], "of", total)


if __name__ == "__main__":
    main()
