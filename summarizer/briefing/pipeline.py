"""Articles → briefing: one call a stage; no I/O, no clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from summarizer.analysis.attribution import attribute, find_core
from summarizer.analysis.claims import Facts, read_facts
from summarizer.analysis.date_glosses import are_of_several_days, find_date_glosses
from summarizer.analysis.glosses import find_glosses
from summarizer.analysis.names import Names, learn_names
from summarizer.briefing.assembly import assemble
from summarizer.briefing.story_analysis import StoryAnalysis
from summarizer.dedupe.clusters import be_stricter, cluster_once
from summarizer.dedupe.contradictions import build_veto
from summarizer.dedupe.vectors import find_similarity, tokenize, vectorize
from summarizer.dedupe.wire_copies import find_wires
from summarizer.errors import ConfigError, SourceError, nearest
from summarizer.lang.language import load_language
from summarizer.model import Article, Attribution, Briefing, Edit, Memory, Options, Plan, SectionChoice, Sentence
from summarizer.stories.story import Story, gather
from summarizer.summary.coverage import find_concepts, say
from summarizer.summary.ranking import find_method, rank
from summarizer.summary.section_assignment import choose_sections, fits
from summarizer.summary.selection import Selection, allowance, choose, choose_cover
from summarizer.text.segmentation import find_title, segment
from summarizer.text.tokens import count_words

Report = Callable[[str], None]
GENERAL = "general"


def make_briefing(
    articles: Sequence[Article], options: Options, report: Report = lambda stage: None, memory: Memory | None = None
) -> Briefing:
    """Make one briefing of the articles of one story.

    Args:
        articles: as read; their order does not matter.
        options: with the candidate plans in ``plans``.
        report: is told each stage as it begins.
        memory: of earlier editions; with one, what they told is not printed again.

    Raises:
        SourceError: there is no article, or no sentence of news in any.
        ConfigError: an option names a plan, method, similarity or section that does not exist.
    """
    return assemble(*analyse_story(articles, options, report, memory), options)


def analyse_story(
    articles: Sequence[Article], options: Options, report: Report = lambda stage: None, memory: Memory | None = None
) -> tuple[StoryAnalysis, Plan, Selection]:
    """Find out all that ``make_briefing`` puts together: the scene, the plan taken, and what is to be printed.

    Arguments and errors are those of ``make_briefing``.
    """
    find_similarity(options.similarity)
    report("reading")
    story, segmented, texts = open_story(articles, options.language)
    sentences = tuple(sentence for found in segmented for sentence in found)
    report("attributing")
    names = learn_names(zip(texts, story.languages.values(), strict=True))
    facts = read_all_facts(sentences, story)
    plan, voices, slots = _slot(segmented, facts, names, story, options)
    report("clustering")
    glosses = _gloss(segmented, voices, names, story, options) if options.gloss else {}
    scene = replace(_compare(sentences, voices, slots, facts, names, story, options, report), glosses=glosses)
    if memory is not None:
        report("remembering")
        from summarizer.briefing.novelty import find_news

        news = find_news(scene, memory, plan.actors, options.threshold)
        scene = replace(scene, known=news.known, updates=news.updates, leads=news.leads, retold=news.retold)
        scene = replace(scene, since=memory.since)
    report("selecting")
    shares = _shares(plan, options)
    limits = allowance(options.length, scene.count_news())
    return scene, plan, _select(scene, shares, limits, options)


def open_story(
    articles: Sequence[Article], language: str
) -> tuple[Story, tuple[tuple[Sentence, ...], ...], tuple[str, ...]]:
    """Gather articles and cut each into sentences: the story, the sentences of each article, and their clean texts.

    Raises:
        SourceError: there is no article, or no sentence of news in any.
    """
    story = gather(articles, language)
    if not story.articles:
        raise SourceError("there is no article to read", hint="name files or folders, or put articles into articles/")
    segmented, revisions = segment(story.articles)
    if not any(sentence.kind == "sentence" for found in segmented for sentence in found):
        raise SourceError("no sentence of news in any article", hint="is it only headlines and boilerplate?")
    story = replace(story, articles=tuple(map(find_title, story.articles, segmented)))
    return story, segmented, tuple(revision.text for revision in revisions)


def read_all_facts(sentences: Sequence[Sentence], story: Story) -> tuple[Facts, ...]:
    """Read the facts of all sentences of news, by the days of their articles."""
    articles = {article.id: article for article in story.articles}
    facts = []
    for sentence in sentences:
        article = articles[sentence.article]
        language = load_language(article.language or "en")
        is_news = sentence.kind == "sentence"
        facts.append(read_facts(sentence.text, article.published, language) if is_news else Facts())
    return tuple(facts)


def _slot(
    segmented: Sequence[Sequence[Sentence]], facts: Sequence[Facts], names: Names, story: Story, options: Options
) -> tuple[Plan, tuple[Attribution, ...], tuple[SectionChoice, ...]]:
    """Find voices and sections by the plan asked for; by ``auto``, by the first that is made for this story."""
    own, year = story.own, story.year
    flat = [s for found in segmented for s in found]
    news = [at for at, sentence in enumerate(flat) if sentence.kind == "sentence"]
    for plan in _candidates(options):
        voices = tuple(
            voice
            for found, language in zip(segmented, story.languages.values(), strict=True)
            for voice in attribute(found, plan.actors, language, names, own)
        )
        slots = choose_sections(flat, voices, facts, plan, story.languages, year)
        if options.plan != "auto" or plan.id == GENERAL:
            break
        if fits(plan, [slots[at] for at in news], [voices[at] for at in news]):
            break
    return plan, voices, slots


def _gloss(
    segmented: Sequence[Sequence[Sentence]], voices: Sequence[Attribution], names: Names, story: Story, options: Options
) -> dict[int, tuple[Edit, ...]]:
    """Find the glosses of all sentences, by their place among all: who is meant, and which day."""
    found: dict[int, tuple[Edit, ...]] = {}
    start = 0
    latest = options.date or max((article.published for article in story.articles), default="")
    dated = are_of_several_days(story.articles)
    for sentences, article in zip(segmented, story.articles, strict=True):
        meant = find_glosses(sentences, voices[start : start + len(sentences)], names, story.languages[article.id])
        days = find_date_glosses(sentences, article, latest[:4]) if dated else ((),) * len(sentences)
        for at, (who, when) in enumerate(zip(meant, days, strict=True), start):
            if who or when:
                found[at] = (*([who] if who else []), *when)
        start += len(sentences)
    return found


def _candidates(options: Options) -> tuple[Plan, ...]:
    known = {plan.id: plan for plan in options.plans}
    if options.plan == "auto":
        others = tuple(plan for plan in options.plans if plan.id != GENERAL)
        chosen = (*others, *([known[GENERAL]] if GENERAL in known else []))
    else:
        chosen = (known[options.plan],) if options.plan in known else ()
    if not chosen:
        raise ConfigError(f"there is no plan “{options.plan}”", where="--plan", hint=nearest(options.plan, known))
    return chosen


def _compare(
    sentences: Sequence[Sentence],
    voices: Sequence[Attribution],
    slots: Sequence[SectionChoice],
    facts: Sequence[Facts],
    names: Names,
    story: Story,
    options: Options,
    report: Report,
) -> StoryAnalysis:
    """Cluster and rank the news; headlines and boilerplate take no part."""
    language = {article.id: article.language for article in story.articles}
    news = tuple(at for at, sentence in enumerate(sentences) if sentence.kind == "sentence")
    texts = [sentences[at].text for at in news]
    tokens = [tokenize(sentences[at].text, language[sentences[at].article], names) for at in news]
    cores = [find_core(sentences[at], voices[at]) for at in news]
    core_tokens = [
        words if core == text else tokenize(core, language[sentences[at].article], names)
        for core, text, words, at in zip(cores, texts, tokens, news, strict=True)
    ]
    vectors = vectorize(core_tokens)
    story_language = _main_language(story)
    veto = build_veto(
        [sentences[at] for at in news], [voices[at] for at in news], [facts[at] for at in news], core_tokens,
        language=load_language(story_language or "en"),
    )  # fmt: skip
    articles = [sentences[at].article for at in news]
    sides = [voices[at].actor for at in news]
    veto = be_stricter(veto, articles, sides, options.threshold)
    keys = [(sentences[at].text, voices[at], facts[at]) for at in news]
    clustering = cluster_once(vectors, options.threshold, veto, keys)
    report("ranking")
    scores = rank(tokens, options.method, story_language, texts)
    return StoryAnalysis(
        story, tuple(sentences), tuple(voices), tuple(slots), news, vectors, clustering, scores,
        find_wires(story.articles), story_language, veto,
    )  # fmt: skip


def _select(
    scene: StoryAnalysis, shares: Sequence[tuple[str, float]], limits: tuple[int, int], options: Options
) -> Selection:
    if not find_method(options.method).covers:
        return choose(scene.candidates(), shares, limits, scene.vectors)
    rows = range(len(scene.news))
    articles = {article.id: (number, article.language) for number, article in enumerate(scene.story.articles)}
    said = []
    for row in rows:
        number, language = articles[scene.sentence(row).article]
        said.append(say(scene.sentence(row).text, language, number, scene.place(row), scene.scores[row]))
    words = [count_words(scene.text(row)) for row in rows]
    return choose_cover(scene.candidates(covering=True), shares, limits, scene.vectors, find_concepts(said), words)


def _main_language(story: Story) -> str:
    languages = [article.language for article in story.articles]
    return max(sorted(set(languages)), key=languages.count)


def _shares(plan: Plan, options: Options) -> tuple[tuple[str, float], ...]:
    """Give each section's share; of plans chosen by the story, what is asked for another one's does not count."""
    plans = _candidates(options) if options.plan == "auto" else (plan,)
    known = {section.id for one in plans for section in one.sections}
    for name in options.shares:
        if name not in known:
            called = "no plan has a" if options.plan == "auto" else f"the plan “{plan.id}” has no"
            raise ConfigError(f"{called} section “{name}”", where="--section", hint=nearest(name, sorted(known)))
    return tuple((section.id, options.shares.get(section.id, section.share)) for section in plan.sections)
