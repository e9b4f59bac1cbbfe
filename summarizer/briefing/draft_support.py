"""Whether an outlet that a draft names only as telling the same ("also: …") does so, by the rule for printed pages."""

from __future__ import annotations

from collections.abc import Iterable

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.analysis.attribution import find_core
from summarizer.analysis.claims import read_facts
from summarizer.analysis.names import Names
from summarizer.briefing.source_wording import SourceWording
from summarizer.dedupe.support import read_story_words, tells_all
from summarizer.dedupe.vectors import tokenize
from summarizer.model import Article
from summarizer.text.tokens import fold, split_words

#: Of so many articles of an outlet so many sentences are compared, those that share most words.
_MOST_ARTICLES, _MOST_SENTENCES = 20, 5


def tells_same(source: SourceWording, number: int, articles: Iterable[Article], names: Names) -> bool:
    """Return whether a sentence of one of some articles tells all that a sentence of another one asserts."""
    line = _analyse(source, number, names)
    wanted = set(map(fold, split_words(line.sentence.text)))
    ranked = sorted(articles, key=lambda one: -len(wanted.intersection(map(fold, split_words(one.text)))))
    for article in ranked[:_MOST_ARTICLES]:
        other = SourceWording(article)
        shared = [len(wanted.intersection(map(fold, split_words(one.text)))) for one in other.sentences]
        nearest = sorted(range(len(shared)), key=lambda at: (-shared[at], at))[:_MOST_SENTENCES]
        told = {at: _analyse(other, at, names) for at in nearest}
        story = read_story_words([line, *told.values()], names)
        for at, one in told.items():
            before = _analyse(other, at - 1, names) if at else None
            if other.language is source.language and tells_all(line, one, story, before):
                return True
    return False


def _analyse(source: SourceWording, number: int, names: Names) -> AnalysedSentence:
    """Return a sentence of an article with what support is judged by."""
    sentence, article, code = source.sentences[number], source.article, source.language.code
    voice = source.hear(names)[number]
    core = find_core(sentence, voice)
    return AnalysedSentence(
        sentence,
        article,
        claims=read_facts(sentence.text, article.published, source.language),
        attribution=voice,
        tokens=tokenize(sentence.text, code, names),
        core=core,
        core_tokens=tokenize(core, code, names),
        text=sentence.text,
    )
