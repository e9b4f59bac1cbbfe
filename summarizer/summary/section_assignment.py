"""Sentence + plan → the section where it belongs, by who speaks, by the plan's cues and by features; and the reason."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile

from summarizer.analysis.claims import Facts
from summarizer.analysis.quantities import COUNTS, Figure
from summarizer.lang.language import Language
from summarizer.model import ANYONE, Attribution, Plan, Reason, Section, SectionChoice, Sentence
from summarizer.text.stems import stemmer
from summarizer.text.tokens import fold

#: What speaks for a section, worth in points of sentences put right: who speaks 14.3, cues 24.2.
_SAYS, _ACTS, _SOMEBODY, _IS_TOLD_OF = 3.0, 2.0, 2.0, 1.0
_FEATURE = 1.5
_REST = 0.5
_LONG_CUE, _FURTHER_CUE = 4.0, 0.5
#: A cue in more than this share of a story's sentences, and in more than so many, weighs half.
_COMMON, _OFTEN, _COMMON_WEIGHT = 0.12, 8, 0.5
#: What counts fewer than so many is no figure of the matter.
_MANY = 10
_NO_FIGURES = frozenset({"months", "days", "minutes", "age"})  # names, not language

_NOTHING = "no speaker or cue of another section"
_GOES_ON = "goes on after "
_TELLS = "tells of an actor of this section"
_BETWEEN = "stands between two sentences of this section"

_WORD = re.compile(r"\d+(?:[.,:]\d+)*\w*|[^\W_]+(?:['’][^\W_]+)*")
_JOINT = re.compile(r"['’]?[\s-]+")
_KEY = 2  # letters by which the words of cues are looked up
_QUOTATION = re.compile(r"[“\"«„]\s*(?:[\w’',;:–-]+\s+){3,}")
_QUOTES = '“"«„'


@dataclass(frozen=True, slots=True)
class _Vote:
    """What speaks for the sections that ask for somebody (or for a feature)."""

    whom: str
    weight: float
    why: str
    reason: Reason


def choose_sections(
    sentences: Sequence[Sentence],
    attributions: Sequence[Attribution],
    facts: Sequence[Facts],
    plan: Plan,
    languages: Mapping[str, Language],
    year: str = "",
) -> tuple[SectionChoice, ...]:
    """Choose for each sentence of a story the section that most speaks for: the first of equals, the rest for none.

    A speaker weighs 3 (2 when the actor only acts), a cue as many as its words and one more, up to 4, so that a plan's
    author makes a cue stronger than a speaker by making it longer. ``year`` is the story's, by which a sentence with
    earlier years is background; ``languages`` are the articles', by their ids.

    What nothing speaks for goes with the matter before it (worth 1.9 points of sentences put right): the rest of a
    paragraph, and a quotation of somebody who speaks for no actor. Only a matter known by its cues is carried on: what
    follows a speaker's words may be the narrator's. What then is left between two sentences of one section joins them.

    >>> from summarizer.lang.language import load_language
    >>> plan = Plan("p", "P", (Section("talks", "Talks", cues=("agreed to meet again",)), Section("x", "X", rest=True)))
    >>> said = [Sentence("a", 0, 0, 0, 9, "Both agreed to meet again."), Sentence("a", 1, 1, 10, 19, "It rained.")]
    >>> languages = {"a": load_language("en")}
    >>> [choice.why for choice in choose_sections(said, [Attribution()] * 2, [Facts()] * 2, plan, languages)]
    ['cue “agreed to meet again”', 'no speaker or cue of another section']
    """
    tongues = [languages[sentence.article] for sentence in sentences]
    common = _find_common_cues(sentences, tongues, plan)
    choices: list[SectionChoice] = []
    for at, (sentence, attribution) in enumerate(zip(sentences, attributions, strict=True)):
        votes = _read_votes(sentence, attribution, facts[at], tongues[at], year)
        choice = _choose(sentence.text, attribution.actor, votes, plan, tongues[at], common)
        follows = bool(choices) and choices[-1].topic and _goes_on(sentences[at - 1], sentence, attribution)
        if follows and choice.why == _NOTHING:
            why = _GOES_ON + choices[-1].why.removeprefix(_GOES_ON)
            choice = replace(choices[-1], why=why, reason="neighbour")
        choices.append(choice)
    return _join_between(sentences, choices, _rest(plan).id)


def _read_votes(
    sentence: Sentence, attribution: Attribution, facts: Facts, language: Language, year: str
) -> list[_Vote]:
    """Return what speaks for an actor's sections, of which the first counts, and for those of a feature."""
    votes = []
    says = f"speaker: {attribution.rule}"
    if attribution.actor:
        votes.append(_Vote(attribution.actor, _ACTS if attribution.stance else _SAYS, says, "speaker"))
    if _is_opinion(sentence.text, attribution, language):
        votes.append(_Vote(ANYONE, _SOMEBODY, says, "speaker"))
    is_background = _tells_earlier_year(facts, year) or bool(language.pattern("sections.past").search(sentence.text))
    if attribution.subject and not is_background:
        votes.append(_Vote(attribution.subject, _IS_TOLD_OF, _TELLS, "speaker"))
    if any(map(_is_figure_of_matter, facts.figures)):
        votes.append(_Vote("figures", _FEATURE, "figures", "feature"))
    if is_background and not facts.days:  # what has a day of its own is news
        votes.append(_Vote("background", _FEATURE, "background", "feature"))
    return votes


def _is_opinion(text: str, attribution: Attribution, language: Language) -> bool:
    """Return whether somebody says a sentence rather than is its source: it is quoted or has a telling verb."""
    if not attribution.speaker or attribution.stance:
        return False
    reports_fact = language.pattern("sections.reports_of_fact").search(attribution.rule)
    return not reports_fact or bool(_QUOTATION.search(text))


def _tells_earlier_year(facts: Facts, year: str) -> bool:
    return any(told[:4] < year or not year for told in facts.years)


def _is_figure_of_matter(figure: Figure) -> bool:
    return figure.kind not in _NO_FIGURES and (figure.kind not in COUNTS or figure.value >= _MANY)


def _choose(
    text: str, actor: str, votes: Sequence[_Vote], plan: Plan, language: Language, common_cues: Collection[str]
) -> SectionChoice:
    best, best_weight = SectionChoice(_rest(plan).id, _NOTHING), _REST
    for section in plan.sections:
        speakers = [vote for vote in votes if vote.whom in section.speakers][:1]
        cues = _read_cues(find_cues(section.cues, text, language), common_cues)
        features = [vote for vote in votes if vote.whom in section.features]
        told = [*speakers, *cues, *features]
        weight = sum(vote.weight for vote in told)
        # Of equals, the section of who speaks goes first.
        if weight > best_weight or (weight == best_weight and actor in section.speakers):
            why = "; ".join(vote.why for vote in told)
            best, best_weight = SectionChoice(section.id, why, told[0].reason, bool(cues)), weight
    return best


def _read_cues(found: Sequence[str], common_cues: Collection[str]) -> list[_Vote]:
    """Return what the cues of a section weigh: the weight of the best one, and something for each further one."""
    weights = [(weigh_cue(cue) * (_COMMON_WEIGHT if cue in common_cues else 1), cue) for cue in found]
    if not weights:
        return []
    weight, cue = max(weights)
    return [_Vote("", weight + _FURTHER_CUE * (len(found) - 1), f"cue “{cue}”", "cue")]


def _find_common_cues(sentences: Sequence[Sentence], tongues: Sequence[Language], plan: Plan) -> frozenset[str]:
    """Return the cues that stand in so many sentences of a story that they tell little."""
    counts: Counter[str] = Counter()
    news = 0
    for sentence, language in zip(sentences, tongues, strict=True):
        if sentence.kind != "sentence":
            continue
        news += 1
        counts.update({cue for section in plan.sections for cue in find_cues(section.cues, sentence.text, language)})
    most = max(_OFTEN, _COMMON * news)
    return frozenset(cue for cue, count in counts.items() if count > most)


def _goes_on(last: Sentence, sentence: Sentence, attribution: Attribution) -> bool:
    if {last.kind, sentence.kind} != {"sentence"} or last.article != sentence.article:
        return False
    return last.line == sentence.line or (not attribution.actor and sentence.text[:1] in _QUOTES)


def _join_between(
    sentences: Sequence[Sentence], choices: Sequence[SectionChoice], rest: str
) -> tuple[SectionChoice, ...]:
    """Give what nothing speaks for, between two sentences of one section, to that section."""
    joined = list(choices)
    news = [at for at, sentence in enumerate(sentences) if sentence.kind == "sentence"]
    for before, at, behind in zip(news, news[1:], news[2:], strict=False):
        around = (choices[before], choices[behind])
        if choices[at].why != _NOTHING or any(choice.why == _TELLS or choice.section == rest for choice in around):
            continue
        articles = {sentences[place].article for place in (before, at, behind)}
        if len(articles) == 1 and around[0].section == around[1].section:
            joined[at] = SectionChoice(around[0].section, _BETWEEN, "neighbour")
    return tuple(joined)


def _rest(plan: Plan) -> Section:
    return next(section for section in plan.sections if section.rest)


def fits(plan: Plan, choices: Sequence[SectionChoice], attributions: Sequence[Attribution]) -> bool:
    """Return whether a plan is made for a story: its actors all speak or act, and each section has something.

    That an actor is only told of does not count: another plan of the same people would find that too.
    """
    if not plan.actors or not choices:
        return False
    heard = {attribution.actor for attribution in attributions}
    filled = Counter(choice.section for choice in choices if choice.why != _TELLS)
    own = [section.id for section in plan.sections if not section.rest]
    if not heard.issuperset(actor.id for actor in plan.actors) or not all(filled[name] for name in own):
        return False
    return sum(filled[name] for name in own) >= 0.3 * len(choices)


# Cues: words of a plan that point to a section, found in a sentence in all their forms.


@dataclass(frozen=True, slots=True)
class _Word:
    plain: str
    stem: str
    is_joined: bool  # only blanks or hyphens stand between it and the word before
    is_fixed: bool  # found only as it stands, or in the plural: a name, an abbreviation, a number


def weigh_cue(cue: str) -> float:
    """Return the weight of a cue: one more than its words, up to 4."""
    return min(_LONG_CUE, 1.0 + len(cue.split()))


def has_cue(cue: str, text: str, language: Language) -> bool:
    """Return whether a cue stands in a text, word for word.

    A word in small letters is found in its other forms; a participle finds the bare word only where that is a verb. A
    word with a capital or digit is found as it stands, in any case, and in the plural. Blanks and hyphens are one.

    >>> from summarizer.lang.language import load_language
    >>> english = load_language("en")
    >>> has_cue("peace talks", "It was a peace-talk.", english), has_cue("landed", "Two planes were to land.", english)
    (True, True)
    >>> has_cue("landed", "They came by land.", english), has_cue("Moe", "He moed.", english)
    (False, False)
    """
    return bool(find_cues((cue,), text, language))


@lru_cache(maxsize=20_000)
def find_cues(cues: tuple[str, ...], text: str, language: Language) -> tuple[str, ...]:
    """Return those of the cues that stand in a text, in their order.

    >>> from summarizer.lang.language import load_language
    >>> find_cues(("peace talks", "import", "land"), "It was a peace-talk on land.", load_language("en"))
    ('peace talks', 'land')
    """
    by_beginning = _index_cues(cues, language)
    words = _split(text, language)
    found = set()
    for at, word in enumerate(words):
        for cue, wanted in by_beginning.get(word.plain[:_KEY], ()):
            before = words[at - 1].plain if at else ""
            if _is_phrase(wanted, words[at : at + len(wanted)], before, language):
                found.add(cue)
    return tuple(cue for cue in cues if cue in found)


@lru_cache(maxsize=2_000)
def _index_cues(cues: tuple[str, ...], language: Language) -> Mapping[str, Sequence[tuple[str, tuple[_Word, ...]]]]:
    """Return the cues with their words, by the letters with which they begin."""
    index: defaultdict[str, list[tuple[str, tuple[_Word, ...]]]] = defaultdict(list)
    for cue in cues:
        words = _split(cue, language)
        if words:
            index[words[0].plain[:_KEY]].append((cue, words))
    return index


@lru_cache(maxsize=20_000)
def _split(text: str, language: Language) -> tuple[_Word, ...]:
    stem = stemmer(language.code)
    words = []
    end = 0
    for found in _WORD.finditer(text):
        plain = fold(found.group())
        is_joined = bool(_JOINT.fullmatch(text[end : found.start()]))
        is_fixed = not (found.group().islower() and plain.isalpha())
        words.append(_Word(plain, stem(plain), is_joined, is_fixed))
        end = found.end()
    return tuple(words)


def _is_phrase(wanted: Sequence[_Word], words: Sequence[_Word], before: str, language: Language) -> bool:
    """Return whether words of a text are those of a cue; ``before`` is the word that stands before them."""
    if len(words) < len(wanted) or not all(word.is_joined for word in words[1:]):
        return False
    for cue, word in zip(wanted, words, strict=True):
        if not (_is_word_or_plural(cue, word, language) or _is_form(cue, word, before, language)):
            return False
        before = word.plain
    return True


def _is_word_or_plural(cue: _Word, word: _Word, language: Language) -> bool:
    if not word.plain.startswith(cue.plain):
        return False
    ending = word.plain[len(cue.plain) :]
    return not ending or ending in language.words("sections.plural_endings")


def _is_form(cue: _Word, word: _Word, before: str, language: Language) -> bool:
    """Return whether a word is another form of a cue's word; ``before`` is the word that stands before it."""
    if cue.is_fixed or cue.stem != word.stem:
        return False
    is_participle = language.pattern("sections.participle").search(cue.plain)
    if is_participle and not language.pattern("sections.inflected").search(word.plain):
        return before in language.words("sections.before_verb")
    letters = zip(cue.plain, word.plain, strict=False)
    shared = len(list(takewhile(lambda pair: pair[0] == pair[1], letters)))
    endings = language.pattern("sections.word_endings")
    return bool(endings.fullmatch(cue.plain[shared:]) and endings.fullmatch(word.plain[shared:]))
