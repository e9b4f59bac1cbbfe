"""Sentence + plan → the section where it belongs, by who speaks, by the plan's cues and by features; and the reason."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain, pairwise
from math import inf
from operator import itemgetter
from types import MappingProxyType

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.analysis.dates import as_date, count_days_ahead
from summarizer.analysis.modality import read_moods
from summarizer.analysis.parties import gives_opinion
from summarizer.analysis.quantities import COUNTS
from summarizer.lang.language import Language
from summarizer.model import ANYONE, Attribution, Plan, Reason, Section, SectionChoice
from summarizer.text.tokens import OPENING_MARKS, count_words, fold, mask, stemmer

#: What speaks for a section. Who speaks is worth 14.3 points of sentences put right, cues 24.2.
_SAYS, _SOMEBODY, _IS_TOLD_OF = 3.0, 2.0, 1.0
_FEATURE = 1.5
#: A year before the story's is more than a cue of one word: "В 2029 году на этом перегоне сошли восемь вагонов".
_DATED = 2.5
#: The first sentence of an article tells what happened, whoever says it: so 44 of 4,900 sentences of 22 stories do.
_LEADS = 2.5
#: A day is still to come for so many days: without its year, a later one was more likely in the year before.
_SOON = 60
#: What an article says will be, without a day, is still to come so many days later.
_FRESH = 3
#: What was so many days before the story's first article is no part of it: with 30 for 7, one of 114 less is right.
_BEFORE = 7
#: What each cue beyond the first adds. Of 1,235 labelled sentences 8 less are put right without.
_FURTHER_CUE = 0.5
#: The least value of a kind of figure that makes it one of the matter, where not any does. When, where and how old
#: somebody or something is, never is.
_PLACED = ("months", "days", "minutes", "age", "clock", "kilometres", "miles")  # names, not language
_LEAST_FIGURES = dict.fromkeys(COUNTS, 10.0) | dict.fromkeys(_PLACED, inf)
#: Figures are what a sentence tells that has one in so many words.
_WORDS_A_FIGURE, _WORDS_A_COUNT = 14, 10
#: So many of an article's sentences are its opening. By this and by cues in compounds 0.881 of German sentences are in
#: their sections, not 0.873: on the stories with which the number was chosen.
_OPENING = 3
#: A plan fits where so many of the sentences are in sections of its own.
_FITTING = 0.3

_NOTHING = "no speaker or cue of another section"
_GOES_ON = "goes on after "
_TELLS = "tells of an actor of this section"
_LIKE_LEADS = "stands where articles tell of what most of them open with"
_ALIKE = "tells the same as another sentence: "
_BETWEEN = "stands between two sentences of this section"

# One letter before an apostrophe is a word: "l'appel".
_WORD = re.compile(r"\d+(?:[.,:]\d+)*\w*|\b[^\W\d_](?=['’]\w)|[^\W_]+(?:['’][^\W_]+)*")
_JOINT = re.compile(r"['’]?[\s-]+|['’]")
#: What ends so long a word may be its head.
_SHORTEST_HEAD = 5
_KEY = 2  # letters by which cues are looked up


@dataclass(frozen=True, slots=True)
class _Vote:
    """What speaks for the sections of an actor (``*``: of anyone) or of a feature."""

    whom: str
    weight: float
    why: str
    reason: Reason
    told_of: bool = False


@dataclass(frozen=True, slots=True)
class _When:
    """The day on which an article appeared (empty if that is not known), how many days after the first of its story and
    how many before the latest, and the years of these two."""

    day: date | None
    after: int
    age: int
    first_year: str
    latest: str

    def count_ahead(self, day: frozenset[str]) -> tuple[int, int]:
        """Return how many days after the latest article the first and the last of the days are that are meant."""
        if not self.day:
            return 0, 0
        first, last = count_days_ahead(day, self.day)
        return first - self.age, last - self.age

    def is_before(self, day: frozenset[str]) -> bool:
        """Return whether all of the days that are meant are before the story."""
        return self.day is not None and count_days_ahead(day, self.day)[1] < -self.after - _BEFORE


def choose_sections(
    sentences: Sequence[AnalysedSentence],
    plan: Plan,
    latest: str = "",
    ages: Mapping[str, int] = MappingProxyType({}),
) -> tuple[SectionChoice, ...]:
    """Choose for each sentence of a story the section that most speaks for: the first of equals, the rest for none.

    A speaker weighs 3, a cue as many as its words and one more, so that a plan's author makes a cue stronger than a
    speaker by making it longer. ``latest`` is the day of the story's latest article, and ``ages`` are how many days
    before it each appeared: a sentence with days before them all is background, one with days to come is ahead.

    What nothing speaks for goes with the matter before it (worth 1.9 points of sentences put right): the rest of a
    paragraph, and a quotation of somebody who speaks for no actor. Only a matter known by its cues is carried on: what
    follows a speaker's words may be the narrator's. What then is left between two sentences of one section joins them.

    >>> from summarizer.model import Article, Section, Sentence
    >>> plan = Plan("p", "P", (Section("talks", "Talks", cues=("agreed to meet again",)), Section("x", "X", rest=True)))
    >>> said = [Sentence("a", 0, 0, 0, 9, "Both agreed to meet again."), Sentence("a", 1, 1, 10, 19, "It rained.")]
    >>> analysed = [AnalysedSentence(one, Article("", language="en", id="a")) for one in said]
    >>> [choice.why for choice in choose_sections(analysed, plan)]
    ['cue “agreed to meet again”', 'no speaker or cue of another section']
    """
    news = [at for at, one in enumerate(sentences) if one.is_news]
    openings: defaultdict[str, list[int]] = defaultdict(list)
    for at in news:
        openings[sentences[at].article.id].append(at)
    leads = frozenset(rows[0] for rows in openings.values())
    all_cues = tuple(chain.from_iterable(section.cues for section in plan.sections))
    choices: list[SectionChoice] = []
    for at, (one, when) in enumerate(zip(sentences, _date_sentences(sentences, latest, ages), strict=True)):
        votes = _read_votes(one, when, plan, is_lead=at in leads)
        choice = _choose(plan, votes, find_cues(all_cues, one.sentence.text, one.language), one.attribution.actor)
        is_open = at > 0 and choice.reason == "nothing"
        if is_open and choices[-1].topic and _goes_on(sentences[at - 1], one):
            why = _GOES_ON + choices[-1].why.removeprefix(_GOES_ON)
            choice = replace(choices[-1], why=why, reason="neighbour")
        choices.append(replace(choice, over=_is_over(one, when)))
    _follow_leads(sentences, choices, openings.values(), plan)
    _join_between(sentences, news, choices, plan)
    _set_back_lasting(sentences, news, choices, plan)
    return tuple(choices)


def _set_back_lasting(
    sentences: Sequence[AnalysedSentence], news: Iterable[int], choices: list[SectionChoice], plan: Plan
) -> None:
    """Put what nothing else speaks for into the background where it tells how something is."""
    background = _choose(plan, [_Vote("background", _FEATURE, "tells how it is", "feature")], (), "")
    for at in news:
        if choices[at].reason == "nothing" and not choices[at].over and _is_lasting(sentences[at]):
            choices[at] = background


def _date_sentences(sentences: Iterable[AnalysedSentence], latest: str, ages: Mapping[str, int]) -> Iterator[_When]:
    """Yield by which days it is told, in each sentence, what was before the story and what is to come."""
    today, span = as_date(latest), max(ages.values(), default=0)
    first_year = str(today - timedelta(span))[:4] if today else latest[:4]
    for one in sentences:
        age = ages.get(one.article.id, 0)
        yield _When(today and today - timedelta(age), span - age, age, first_year, latest)


def _follow_leads(
    sentences: Sequence[AnalysedSentence],
    choices: list[SectionChoice],
    articles: Collection[Sequence[int]],
    plan: Plan,
) -> None:
    """Put what nothing speaks for at the opening of an article into the section of most leads.

    All outlets open with the event, and come to what was before it further below.
    """
    section = _find_common((choices[rows[0]].section for rows in articles), plan)
    if section is None:
        return
    for rows in articles:
        for at in rows[:_OPENING]:
            is_free = choices[at].reason == "nothing" and not choices[at].over
            if is_free and _may_join(section, sentences[at]):
                choices[at] = replace(choices[at], section=section.id, why=_LIKE_LEADS, reason="feature")


def _find_common(leads: Iterable[str], plan: Plan) -> Section | None:
    """Return the section of most leads, if half of them and two are in it; None if it takes what nobody says, or
    anybody's words."""
    counts = Counter(leads)
    total = counts.total()
    del counts[_rest(plan)]
    for name, count in counts.most_common(1):
        (section,) = (section for section in plan.sections if section.id == name)
        if count >= 2 and 2 * count >= total and ANYONE not in section.speakers:
            return section
    return None


def _read_votes(one: AnalysedSentence, when: _When, plan: Plan, *, is_lead: bool) -> list[_Vote]:
    """Return what speaks for an actor's sections, and for those of a feature; ``is_lead`` opens an article."""
    is_opinion = gives_opinion(one.sentence.text, one.attribution, one.language)
    votes = list(_read_speakers(one, when, plan, is_opinion=is_opinion))
    if _tells_figures(one):
        votes.append(_Vote("figures", _FEATURE, "figures", "feature"))
    if _is_background(one, when):
        tells_past = one.language.pattern("sections.past").search(_leave_out_asides(one))
        is_dated = tells_past and max(one.claims.years, default="9999")[:4] < when.first_year
        votes.append(_Vote("background", _DATED if is_dated else _FEATURE, "background", "feature"))
    elif _is_ahead(one, when):
        votes.append(_Vote("ahead", _FEATURE, "ahead", "feature"))
    if is_lead and not is_opinion:
        votes.append(_Vote("lead", _LEADS, "lead", "feature"))
    return votes


def _read_speakers(one: AnalysedSentence, when: _When, plan: Plan, *, is_opinion: bool) -> Iterator[_Vote]:
    """Yield what speaks for the section of whoever says a sentence, or of whom it tells."""
    attribution = one.attribution
    says = f"speaker: {attribution.rule}"
    if attribution.actor:
        yield _Vote(attribution.actor, _SAYS, says, "speaker")
    if attribution.party and not attribution.stance and not is_opinion:
        yield _Vote(ANYONE, _SOMEBODY, f"party: {attribution.party}", "speaker")
    elif is_opinion or _is_heard(attribution, plan):
        yield _Vote(ANYONE, _SOMEBODY, says, "speaker")
    # What others say of an actor is nothing that he says or does.
    if attribution.subject and not attribution.speaker and not _is_background(one, when):
        yield _Vote(attribution.subject, _IS_TOLD_OF, _TELLS, "speaker", told_of=True)


def _is_heard(attribution: Attribution, plan: Plan) -> bool:
    """Return whether somebody with a name wants what a sentence tells, or says it and is no actor of the plan's."""
    has_named_holder = " " in attribution.holder and attribution.holder[0].isupper()
    return has_named_holder or (bool(plan.actors) and not attribution.actor and _has_name(attribution.speaker))


def _is_background(one: AnalysedSentence, when: _When) -> bool:
    """Return whether a sentence tells what was before the first day of a story, or goes on for long.

    What has a day of the story's own is news.
    """
    facts = one.claims
    is_earlier = min(facts.years, default="9999")[:4] < (when.first_year or "9999")
    if facts.days:
        return all(map(when.is_before, facts.days)) if when.day else is_earlier
    if is_earlier or (facts.spans and all(map(when.is_before, facts.spans))):
        return True
    if facts.years and when.first_year:  # "in March 2031", of this very year
        return False
    plain = _leave_out_asides(one)
    return bool(one.language.pattern("sections.past").search(plain)) and not _is_awaited(plain, one.language, "ahead")


def _is_lasting(one: AnalysedSentence) -> bool:
    """Return whether a sentence tells how something is or usually is: nobody says it, nothing is done or to come."""
    attribution, facts = one.attribution, one.claims
    if attribution.speaker or attribution.holder or attribution.subject or facts.days or facts.done or facts.planned:
        return False
    return bool(one.language.pattern("sections.lasting").search(_leave_out_asides(one)))


def _leave_out_asides(one: AnalysedSentence) -> str:
    """Return a sentence without what is quoted, and without what is told of somebody beside what it tells."""
    return one.language.pattern("fillers.aside").sub(" ", mask(one.sentence.text))


def _is_ahead(one: AnalysedSentence, when: _When) -> bool:
    """Return whether a sentence tells what comes next, by its words or a day soon to come. What somebody is quoted with
    are his plans."""
    # A language without words for it has no such days either.
    if _has_passed(one, when) or not one.language.text("sections.ahead"):
        return False
    # "Last November", "in 2001" and the day of a deed may be of other years.
    is_sure = one.claims.years <= {when.latest[:4], when.latest[:7]} and all(
        "-" in day for day in chain(*one.claims.days)
    )
    for first, last in map(when.count_ahead, one.claims.days):
        if is_sure and first > 0 and last <= _SOON:
            return True
    # "Bread will be dear, a baker complained" tells what he did.
    return not one.claims.done and _is_awaited(one.sentence.text, one.language, "ahead")


def _has_passed(one: AnalysedSentence, when: _When) -> bool:
    """Return whether the day of what was to come is past; where it has none, whether some days went by since the
    article, or any where it was a matter of hours: "at dawn"."""
    # Of "next week" the middle counts.
    ends: list[float] = [when.count_ahead(day)[1] for day in one.claims.days]
    ends += [sum(when.count_ahead(span)) / 2 for span in one.claims.spans]
    is_soon = one.language.pattern("sections.within_hours").search(mask(one.sentence.text))
    return max(ends) < 0 if ends else when.age > (0 if is_soon else _FRESH)


def _is_over(one: AnalysedSentence, when: _When) -> bool:
    """Return whether what a sentence of an older article tells as to come has, or has not, come by now; and whether it
    tells how things stood or seemed until more was known."""
    if not when.age:
        return False
    if one.language.pattern("sections.provisional").search(mask(one.sentence.text)):
        return True
    is_awaited = any(_is_awaited(one.sentence.text, one.language, key) for key in ("ahead", "awaited"))
    return is_awaited and _has_passed(one, when)


def _is_awaited(text: str, language: Language, key: str) -> bool:
    """Return whether a sentence has words of what is to come outside quotations, and tells of nothing done before."""
    plain = mask(text)
    found = language.pattern(f"sections.{key}").search(plain)
    return found is not None and not read_moods(plain[: found.end()], language)[1]


def _tells_figures(one: AnalysedSentence) -> bool:
    """Return whether the figures are what a sentence tells: one in each few words, a count."""
    telling = [figure for figure in one.claims.figures if figure.value >= _LEAST_FIGURES.get(figure.kind, -inf)]
    words = sum(_WORDS_A_COUNT if figure.kind in COUNTS else _WORDS_A_FIGURE for figure in telling)
    return words >= count_words(one.sentence.text)


def _choose(plan: Plan, votes: Sequence[_Vote], cues: Collection[str], actor: str) -> SectionChoice:
    """Return the section with the heaviest votes; ``cues`` are those in the sentence."""
    rest = _rest(plan)
    ballots = [(0.0, False, SectionChoice(rest, _NOTHING))]
    has_background = any("background" in section.features for section in plan.sections)
    for section in plan.sections:
        features = section.features if has_background or section.id != rest else (*section.features, "background")
        given = [*_list_votes(section, features, votes, cues)]
        if given:
            why = "; ".join(vote.why for vote in given)
            topic = any(vote.reason == "cue" for vote in given)
            told_of = all(vote.told_of for vote in given)
            choice = SectionChoice(section.id, why, given[0].reason, topic, told_of)
            # Of equals, the section of who speaks goes first.
            ballots.append((sum(vote.weight for vote in given), actor in section.speakers, choice))
    return max(ballots, key=itemgetter(0, 1))[-1]


def _list_votes(
    section: Section, features: Collection[str], votes: Sequence[_Vote], cues: Collection[str]
) -> Iterator[_Vote]:
    """Yield what speaks for a section: the first of its speakers, all of its cues as one, its ``features``."""
    yield from [vote for vote in votes if vote.whom in section.speakers][:1]
    found = [(1.0 + len(cue.split()), cue) for cue in section.cues if cue in cues]
    if found:
        weight, cue = max(found)
        yield _Vote("", weight + _FURTHER_CUE * (len(found) - 1), f"cue “{cue}”", "cue")
    yield from (vote for vote in votes if vote.whom in features)


def _goes_on(last: AnalysedSentence, one: AnalysedSentence) -> bool:
    """Return whether a sentence goes on with the one before it: in its paragraph, or with a quotation."""
    if not (last.is_news and one.is_news) or last.article.id != one.article.id:
        return False
    if last.sentence.line == one.sentence.line:
        return True
    return not one.attribution.actor and one.sentence.text.startswith(OPENING_MARKS)


def _may_join(section: Section, one: AnalysedSentence) -> bool:
    """Return whether a section may take a sentence by its place: a side takes nobody else’s words, if he has a name."""
    return not (section.speakers and _has_name(one.attribution.speaker or one.attribution.holder))


def _has_name(speaker: str) -> bool:
    """Return whether who speaks is called by a name: "the Sundrian envoy", not "officials"."""
    return any(letter.isupper() for letter in speaker)


def _join_between(
    sentences: Sequence[AnalysedSentence], news: Sequence[int], choices: list[SectionChoice], plan: Plan
) -> None:
    """Put what nothing speaks for, between two sentences of one section, into that section.

    What nobody says does not go with what anybody says.
    """
    open_to = {one.id: one for one in plan.sections if not one.rest and ANYONE not in one.speakers}
    was = tuple(choices)
    for before, at, behind in zip(news, news[1:], news[2:], strict=False):
        section = open_to.get(was[before].section)
        if section is None or was[behind].section != section.id or was[at].reason != "nothing":
            continue
        is_one_article = sentences[before].article.id == sentences[behind].article.id
        if is_one_article and _may_join(section, sentences[at]):
            choices[at] = SectionChoice(section.id, _BETWEEN, "neighbour")


def agree_on_sections(news: Sequence[AnalysedSentence], clusters: Iterable[Sequence[int]]) -> list[AnalysedSentence]:
    """Return the sentences, those in one cluster that only their place put somewhere where the others belong by reason.

    Of 23 labelled stories nine sentences are put right, and three are no more.
    """
    agreed = list(news)
    for rows in clusters:
        choices = [news[row].section for row in rows]
        sure = [choice for choice in choices if choice.reason not in ("neighbour", "nothing")]
        sure = sure or [choice for choice in choices if choice.reason == "nothing"]
        if len({choice.section for choice in sure}) != 1:
            continue
        why = _ALIKE + sure[0].why
        for row, choice in zip(rows, choices, strict=True):
            if choice.section != sure[0].section:
                agreed[row] = replace(news[row], section=replace(sure[0], why=why, over=choice.over))
    return agreed


def _rest(plan: Plan) -> str:
    """Return the section of a plan that takes what nothing else speaks for."""
    return next(section.id for section in plan.sections if section.rest)


def fits(plan: Plan, news: Sequence[AnalysedSentence]) -> bool:
    """Return whether a plan is made for a story: its actors all speak or act, and each section has some of the news.

    That an actor is only told of does not count: another plan of the same people would find that too.
    """
    actors = {actor.id for actor in plan.actors}
    heard = {one.attribution.actor for one in news}
    filled = [one.section.section for one in news if not one.section.told_of]
    own = {section.id for section in plan.sections} - {_rest(plan)}
    if not actors or not actors <= heard or not own <= set(filled):
        return False
    return sum(section in own for section in filled) >= _FITTING * len(news)


def find_cues(cues: Collection[str], text: str, language: Language) -> tuple[str, ...]:
    """Return those of the cues that stand in a text, word for word, in their order.

    A word is found as it stands, in any case, and in the plural; where words have many forms, in all of them.
    Blanks and hyphens are one.

    >>> find_cues(("peace talk", "import", "Moe"), "It was peace-talks; he moed.", english)
    ('peace talk',)
    """
    if not cues:
        return ()
    index = _index_cues(tuple(cues))
    matches = list(_WORD.finditer(text))
    words = [fold(match.group()) for match in matches]
    found: set[str] = set()
    for at, word in enumerate(words):
        for cue, wanted in index.get(word[:_KEY], ()):
            place = slice(at, at + len(wanted))
            if not _are_forms(wanted, words[place], language):
                continue
            # Only blanks or hyphens may stand between the words of a cue.
            joints = (text[a.end() : b.start()] for a, b in pairwise(matches[place]))
            if all(map(_JOINT.fullmatch, joints)):
                found.add(cue)
    if language.text("names.capital_nouns"):
        found |= _find_in_compounds(set(cues) - found, words)
    return tuple(cue for cue in dict.fromkeys(cues) if cue in found)


def _are_forms(wanted: Sequence[str], words: Sequence[str], language: Language) -> bool:
    """Return whether some words are those of a cue, in the plural or in a form that the language has of them."""
    if len(wanted) != len(words):
        return False
    endings = language.words("sections.plural_endings")
    stem = stemmer(language.code) if language.text("language.inflected") else str
    for want, word in zip(wanted, words, strict=True):
        is_plural = word.startswith(want) and word[len(want) :] in endings
        if not is_plural and stem(word) != stem(want):
            return False
    return True


def _find_in_compounds(cues: Collection[str], words: Sequence[str]) -> set[str]:
    """Return the cues that a longer word ends with: "Grundschulen" are "Schulen"."""
    found: set[str] = set()
    for cue in cues:
        if len(cue) < _SHORTEST_HEAD or not cue[0].isupper():
            continue
        head = fold(cue)
        if any(word.endswith(head) and word != head for word in words):
            found.add(cue)
    return found


@lru_cache(maxsize=200)
def _index_cues(cues: tuple[str, ...]) -> Mapping[str, Sequence[tuple[str, list[str]]]]:
    """Return the cues with their words, by the letters with which they begin."""
    index: defaultdict[str, list[tuple[str, list[str]]]] = defaultdict(list)
    for cue in cues:
        words = [fold(word) for word in _WORD.findall(cue)]
        if words:
            index[words[0][:_KEY]].append((cue, words))
    return index
