"""How many independent sources are counted: ``python -m benchmarks.sources TOPICS… [SEEDS] [--list]``.

Each document of a file of topics is its own outlet; the letters before its number name the agency that wrote it, so
that a line with two sources of one agency counts one too many. ``--list`` prints the lines with several sources.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from benchmarks.credits import read_stories
from summarizer.briefing.assembly import assemble
from summarizer.briefing.pipeline import analyse_story
from summarizer.config.plans import load_plans
from summarizer.dedupe.wire_copies import find_wires
from summarizer.model import Article, Length, Options
from summarizer.text.agencies import read_closing_credit, read_credit
from summarizer.text.segmentation import DATELINE


def count(articles: list[Article], plan: str, counts: Counter[str], listed: list[str]) -> None:
    """Count what one story has of each kind, at 40 lines."""
    options = Options(plan=plan, plans=load_plans(plan), length=Length(40, "sentences"), date="2031-03-04")
    analysis = analyse_story(articles, options)
    for one in analysis.sentences:
        counts["sentences of news"] += one.is_news
        counts["of which pass somebody on"] += bool(one.is_news and one.attribution.origin)
        counts["datelines"] += any(edit.fix == DATELINE for edit in one.sentence.edits)
        if one.is_news:
            counts["agencies in brackets at the end"] += bool(read_closing_credit(one.sentence.text, one.language)[0])
        else:
            counts["lines of credit"] += bool(read_credit(one.sentence.text, one.language))
    counts["articles with a text that others print"] += sum(
        len(group) for group in find_wires(analysis.story.articles) if len(group) > 1
    )
    for section in assemble(analysis, options).sections:
        for line in section.lines:
            counts["lines"] += 1
            counts["lines with several outlets"] += len(line.outlets) > 1
            if line.origins > 1:
                counts["lines with several sources"] += 1
                agencies = {outlet.rpartition(" ")[2].rstrip("0123456789.") for outlet in line.outlets}
                counts["of which are more than there are agencies"] += line.origins > len(agencies)
                listed.append(f"{line.origins} {', '.join(line.outlets)}: {line.text}")


def main() -> None:
    """Print the counts of all stories."""
    paths = [Path(name) for name in sys.argv[1:] if name != "--list"]
    seeds = next((path for path in paths if path.is_dir()), None)
    counts: Counter[str] = Counter()
    listed: list[str] = []
    for number, path in enumerate(path for path in paths if path.is_file()):
        for _, articles, plan in read_stories(path, None if number else seeds):
            count(articles, plan, counts, listed)
    for name, found in counts.items():
        print(f"| {name} | {found:,} |")
    if "--list" in sys.argv:
        print(*listed, sep="\n")


if __name__ == "__main__":
    main()
