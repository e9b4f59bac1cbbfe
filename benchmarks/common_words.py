"""Count in how many stories each word of a language stands, for summarizer/lang/CODE/common_words.toml.

    python -m benchmarks.common_words STREAM.jsonl ... --language en > summarizer/lang/en/common_words.toml

A story's articles share their words, so each story counts as one article. A word of a single stream may be the name of
its town; one of less than a hundredth of the stories says something of what a text is about, and so does any figure.
What is left of names is taken out by hand, and other currencies are put in.
"""

from __future__ import annotations

import argparse
import textwrap
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from benchmarks.story_detection import load_stream
from summarizer.analysis.story import gather
from summarizer.model import Article
from summarizer.stories.article_space import find_terms
from summarizer.text.tokens import fold, split_words

_FEWEST, _RAREST = 2, 0.01
_HEAD = """# Words that stand in news of all kinds: in so many of a hundred, counted in {stories} stories of ours
# by benchmarks/common_words.py. Folded, one form of each. An article of these stories has {terms} words that count.
words = {{ of_an_article = {terms} }}
[by_percent]"""


def load_stories(path: Path, language: str) -> list[list[Article]]:
    """Return the articles of a stream in a language by their gold stories."""
    stream = load_stream(path)
    gold = {article.path: stream.gold[name] for name, article in stream.articles.items()}
    stories: defaultdict[str, list[Article]] = defaultdict(list)
    for article in gather(list(stream.articles.values())).articles:
        if article.language == language:
            stories[gold[article.path]].append(article)
    return list(stories.values())


def read(article: Article) -> str:
    """Return what of an article counts."""
    return f"{article.title}\n{article.text[article.body :]}"


def count_words(paths: Sequence[Path], language: str) -> str:
    """Return the table of a language as TOML."""
    shares: defaultdict[str, float] = defaultdict(float)
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    stories = [(path, articles) for path in paths for articles in load_stories(path, language)]
    having: defaultdict[str, set[Path]] = defaultdict(set)
    for path, articles in stories:
        for article in articles:
            for term in set(find_terms(read(article), language)):
                shares[term] += 1 / (len(articles) * len(stories))
                having[term].add(path)
            for word in split_words(read(article)):
                for term in find_terms(word, language):
                    forms[term][fold(word)] += 1
    by_percent: defaultdict[int, list[str]] = defaultdict(list)
    for term, share in shares.items():
        if share >= _RAREST and len(having[term]) >= _FEWEST and not any(map(str.isdigit, term)):
            by_percent[int(100 * share)].append(min(forms[term], key=lambda word: (-forms[term][word], word)))
    lines = [_HEAD.format(stories=len(stories), terms=round(sum(shares.values())))]
    for percent in sorted(by_percent, reverse=True):
        lines += [f'{percent} = """', textwrap.fill(" ".join(sorted(by_percent[percent])), 120), '"""']
    return "\n".join(lines)


def main() -> None:
    """Read the call and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("streams", type=Path, nargs="+", metavar="STREAM.jsonl")
    parser.add_argument("--language", required=True)
    call = parser.parse_args()
    print(count_words(call.streams, call.language))


if __name__ == "__main__":
    main()
