"""What may be quoted of each article → what is printed of it, and what of a page is mailed.

An outlet's right bounds the words of each of its articles that stand on a page: in lines, and in what disagrees with
them. Where a line would be beyond it, another outlet's sentence that tells all of it is printed instead, else none. Of
what only stands beside a line, such an outlet's words are in no file: its place is, by which it can be proved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import chain
from types import MappingProxyType

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.analysis.names import Names
from summarizer.briefing.readability import add_lengths, recount
from summarizer.briefing.story_analysis import may_stand_for, put_glosses
from summarizer.dedupe.clusters import Disagreements, SentenceCluster
from summarizer.dedupe.support import StoryWords, read_story_words
from summarizer.model import (
    Article,
    Briefing,
    BriefingSentence,
    DetectedStory,
    Options,
    Page,
    Pile,
    Problem,
    Right,
    SupportingSentence,
)
from summarizer.stories.article_kinds import find_kind
from summarizer.stories.description import Headline, choose_title
from summarizer.summary.selection import Selection
from summarizer.text.agencies import find_identity
from summarizer.text.tokens import count_words

#: Stands for every outlet that has no right of its own.
ALL_OTHERS = "*"
#: Why a sentence is not printed.
BEYOND = "its outlet may be quoted no further ([rights])"
#: Names so alike (the ratio of difflib), of which one is longer by so many letters at most, may be one, misspelt.
_NEARLY, _MOST_LETTERS = 0.8, 2
#: So often the page is chosen again without what may not be quoted; then it stays as short as it is.
_ROUNDS = 8

#: Chooses what is printed of clusters, without those of some numbers.
Select = Callable[[Sequence[SentenceCluster], Set[int]], Selection]


def find_right(outlet: str, rights: Mapping[str, Right]) -> Right:
    """Return what may be quoted of an outlet, whichever of its names it has.

    >>> find_right("SAMPLE POST", {"Sample Post": Right(most_words=9)}).most_words, find_right("Post", {}).most_words
    (9, None)
    """
    identity = find_identity(outlet)
    for name, right in rights.items():
        if name != ALL_OTHERS and find_identity(name) == identity:
            return right
    return rights.get(ALL_OTHERS, Right())


def warn_of_misspelt(options: Options, articles: Iterable[Article]) -> Iterator[Problem]:
    """Yield a notice of each outlet that rights, tiers or families name and no article is of, where one is of an outlet
    that is called nearly so: a right of a misspelt name is not kept.

    >>> options = Options(rights={"Tarn Tmies": Right(most_words=5), "Arle Post": Right(no_mail=True)})
    >>> [notice.message for notice in warn_of_misspelt(options, [Article("", outlet="Tarn Times")])]
    ['no article is of “Tarn Tmies”: did you mean “Tarn Times”?']
    """
    known = {article.outlet for article in articles}
    identities = {find_identity(outlet) for outlet in known}
    tables = {"rights": [*options.rights]}
    tables["tiers"] = [*chain(*options.tiers.values())]
    tables["families"] = [*chain(*options.families.values())]
    for table, names in tables.items():
        for name in names:
            meant = sorted(outlet for outlet in known if _is_misspelt(name, outlet))
            if meant and find_identity(name) not in identities:
                yield Problem(f"[{table}]", f"no article is of “{name}”: did you mean “{meant[0]}”?", "notice")


def _is_misspelt(name: str, outlet: str) -> bool:
    """Return whether a name is an outlet's but for a letter or two, with the same letters before all of its words.

    >>> _is_misspelt("Tarn Tmies", "Tarn Times"), _is_misspelt("Sued Zeitung", "Nord Zeitung")
    (True, False)
    """
    from difflib import SequenceMatcher

    initials = [[word[:1] for word in text.casefold().split()] for text in (name, outlet)]
    if initials[0] != initials[1] or abs(len(name) - len(outlet)) > _MOST_LETTERS:
        return False
    return SequenceMatcher(None, name.casefold(), outlet.casefold()).ratio() >= _NEARLY


def is_bounded(outlet: str, rights: Mapping[str, Right]) -> bool:
    """Return whether an outlet may be quoted within bounds only."""
    right = find_right(outlet, rights)
    return (right.most_words, right.most_share) != (None, None)


def find_quotas(articles: Iterable[Article], rights: Mapping[str, Right]) -> dict[str, int]:
    """Return the most words that may be quoted of each article, by its id, where that is bounded."""
    quotas: dict[str, int] = {}
    for article in articles:
        right = find_right(article.outlet, rights)
        bounds = [] if right.most_words is None else [right.most_words]
        bounds += [] if right.most_share is None else [int(article.words * right.most_share + 1e-9)]
        if bounds:
            quotas[article.id] = min(bounds)
    return quotas


def select_within_rights(
    select: Select,
    clusters: Sequence[SentenceCluster],
    opposed: Disagreements,
    news: Sequence[AnalysedSentence],
    names: Names,
    quotas: Mapping[str, int],
) -> tuple[tuple[SentenceCluster, ...], Selection]:
    """Return what is printed within the words that may be quoted of each article, and the clusters with the sentences
    that stand for them then. What a line must be left out for is chosen again, from the rest."""
    if not quotas:
        return tuple(clusters), select(clusters, frozenset())
    words = read_story_words(news, names)
    chosen = list(clusters)
    barred: set[int] = set()
    for _ in range(_ROUNDS):
        selection = select(chosen, barred)
        over, used = _measure(selection, chosen, news, quotas)
        if not over:
            break
        for row in over:
            cluster = chosen[news[row].cluster]
            other = _find_other(cluster, used, news, words, quotas)
            if other is None:
                barred.add(cluster.number)
            else:
                used[other.article.id] += _count(other)
                chosen[cluster.number] = replace(cluster, representative=other)
    else:
        selection = select(chosen, barred)
        over, _ = _measure(selection, chosen, news, quotas)
        barred.update(news[row].cluster for row in over)
        selection = replace(selection, rows=tuple(row for row in selection.rows if row not in over))
    representatives = [chosen[number].representative for number in sorted(barred)]
    reasons = {**selection.reasons, **{one.position: BEYOND for one in representatives}}
    _, used = _measure(selection, chosen, news, quotas)
    withheld = _withhold(selection, opposed, news, used, quotas)
    left_out = Counter(one.article.id for one in (*representatives, *(news[row] for row in withheld)))
    found = replace(selection, reasons=reasons, withheld=frozenset(withheld), left_out=MappingProxyType(dict(left_out)))
    return tuple(chosen), found


def _count(one: AnalysedSentence) -> int:
    """Return how many words a sentence has on a page, with all glosses that it may have."""
    return count_words(put_glosses(one, list(one.introductions.values())).text)


def _measure(
    selection: Selection,
    clusters: Sequence[SentenceCluster],
    news: Sequence[AnalysedSentence],
    quotas: Mapping[str, int],
) -> tuple[list[int], Counter[str]]:
    """Return the rows for which too little may be quoted of their articles, and the words that the others take. The
    lines that matter least are those for which there is no room."""
    used: Counter[str] = Counter()
    over: list[int] = []
    worth = {row: clusters[news[row].cluster] for row in selection.rows}
    for row in sorted(selection.rows, key=lambda row: (-min(3, worth[row].sources), -worth[row].score, row)):
        if news[row].article.id in quotas and not _take(news[row], used, quotas):
            over.append(row)
    return over, used


def _take(one: AnalysedSentence, used: Counter[str], quotas: Mapping[str, int]) -> bool:
    """Count the words of a sentence as used where its article's quota has room for them; return whether it has."""
    name, words = one.article.id, _count(one)
    if used[name] + words > quotas[name]:
        return False
    used[name] += words
    return True


def _find_other(
    cluster: SentenceCluster,
    used: Mapping[str, int],
    news: Sequence[AnalysedSentence],
    words: StoryWords,
    quotas: Mapping[str, int],
) -> AnalysedSentence | None:
    """Return the sentence of another article that tells all that a line does, stands alone (if need be with a gloss)
    and may be quoted; the most central one."""
    shown = cluster.representative
    for one in sorted(cluster.sentences, key=lambda one: (-one.score, one.position)):
        is_free = used.get(one.article.id, 0) + _count(one) <= quotas.get(one.article.id, _count(one))
        if is_free and one.article.id != shown.article.id and may_stand_for(shown, one, words, news):
            return one
    return None


def _withhold(
    selection: Selection,
    opposed: Disagreements,
    news: Sequence[AnalysedSentence],
    used: Counter[str],
    quotas: Mapping[str, int],
) -> list[int]:
    """Return the positions of what disagrees with a printed line and may not be quoted, the rest of a quota being for
    what disagrees with the first lines."""
    counted = set(selection.rows)
    withheld: list[int] = []
    for row in selection.rows:
        for other, _ in opposed[news[row].cluster]:
            name = other.article.id
            if other.position in counted or name == news[row].article.id or name not in quotas:
                continue
            counted.add(other.position)
            if not _take(other, used, quotas):
                withheld.append(other.position)
    return withheld


def list_left_out(
    articles: Sequence[Article], selection: Selection, news: Sequence[AnalysedSentence], rights: Mapping[str, Right]
) -> Iterator[Problem]:
    """Yield a notice of each article of which something is not printed, because no more may be quoted of it."""
    quotas = find_quotas(articles, rights)
    disagree = Counter(news[row].article.id for row in selection.withheld)
    for article in articles:
        number = selection.left_out.get(article.id, 0)
        if number:
            message = f"{_count_sentences(number)} left out"
            if disagree[article.id]:
                message += f", {disagree[article.id]} of which disagrees with a printed line"
            message += f": of {article.words} words {quotas[article.id]} may be quoted ([rights])"
            yield Problem(article.where, message, "notice")


def _count_sentences(number: int) -> str:
    """Return a number of sentences with the verb that it asks for."""
    return "1 sentence is" if number == 1 else f"{number} sentences are"


def hide_bounded(briefing: Briefing) -> Briefing:
    """Return a briefing without the words of sentences that only stand beside a line, where their outlets may be quoted
    within bounds: these are for lines. Who tells it too is named all the same, and where."""
    rights = briefing.options.get("rights")
    if not isinstance(rights, Mapping) or not rights:
        return briefing
    bounds = {str(name): Right(right.get("most_words"), right.get("most_share")) for name, right in rights.items()}
    return briefing.change_lines(lambda line: _hide_beside(line, lambda outlet: is_bounded(outlet, bounds)))


def _hide_beside(line: BriefingSentence, is_hidden: Callable[[str], bool]) -> BriefingSentence:
    """Return a line without the words of sentences beside it, where their outlets are hidden."""
    shown: list[tuple[SupportingSentence, ...]] = []
    for told in (line.also, line.related):
        places: list[SupportingSentence] = []
        for one in told:
            # The place without its words and those beside it.
            hidden = replace(one, text="", edits=(), prefix="", suffix="", fragment="")
            places.append(hidden if is_hidden(one.outlet) else one)
        shown.append(tuple(places))
    return replace(line, also=shown[0], related=shown[1])


def leave_out_of_mail(page: Page, rights: Mapping[str, Right]) -> Page:
    """Return a page without the sentences and headlines of outlets that may not be mailed; it says how many.

    In its files the page has them. No other outlet's sentence takes their place: what is mailed is a part of the page.
    A story that has such a headline has the best of its others; one that no other outlet tells is left out.
    """
    if not any(right.no_mail for right in rights.values()):
        return page
    changes = tuple(one for one in page.changes if not find_right(one.outlet, rights).no_mail)
    left_out = Counter(one.outlet for one in page.changes if one not in changes)
    page = replace(page, changes=changes)
    if isinstance(page, Briefing):
        briefing = _leave_out(page, rights, left_out)
        return replace(briefing, problems=(*page.problems, *_list_unmailed(left_out)))
    pile = _leave_out_headlines(page.pile, rights, left_out)
    told = [(story.id, page.briefings[story.id]) for story in pile.stories if story.id in page.briefings]
    briefings = {name: _leave_out(one, rights, left_out) for name, one in told}
    problems = (*page.problems, *_list_unmailed(left_out))
    length = add_lengths(one.length for one in briefings.values())
    return replace(page, pile=pile, briefings=MappingProxyType(briefings), length=length, problems=problems)


def _leave_out_headlines(pile: Pile, rights: Mapping[str, Right], left_out: Counter[str]) -> Pile:
    """Return a pile without the headlines that may not be mailed, which are counted by outlets."""
    bound = {article.id: article.outlet for article in pile.articles if find_right(article.outlet, rights).no_mail}
    titles = {article.id: article.title for article in pile.articles if article.id not in bound}
    # What is mailed can be proved without the texts.
    named = [replace(one, text="", body=0, author="") for one in pile.articles if titles.get(one.id)]
    headlines = {one.id: Headline(one, find_kind(one), 1.0) for one in named}
    stories: list[DetectedStory] = []
    shown = [single.article for single in pile.singles] + [*pile.comments, *pile.roundups]
    for story in pile.stories:
        shown += [story.title_from, *story.comments]
        titled = [headlines[name] for name in story.articles if name in headlines]
        if titled:
            is_mailed = not story.title_from or bool(titles.get(story.title_from))
            title, title_from = (story.title, story.title_from) if is_mailed else choose_title(titled)
            # Whose the headlines of earlier days were is not kept.
            is_free = bound.keys().isdisjoint(story.articles)
            told = story.told if is_free else tuple((day, title) for day, _ in story.told)
            comments = _list_free(story.comments, bound)
            stories.append(replace(story, title=title, title_from=title_from, comments=comments, told=told))
    left_out.update(bound[name] for name in shown if name in bound)
    return replace(
        pile,
        articles=_drop_titles(pile.articles, rights),
        stories=tuple(stories),
        singles=tuple(single for single in pile.singles if single.article not in bound),
        comments=_list_free(pile.comments, bound),
        roundups=_list_free(pile.roundups, bound),
    )


def _list_free(articles: Iterable[str], bound: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in articles if name not in bound)


def _drop_titles(articles: Sequence[Article], rights: Mapping[str, Right]) -> tuple[Article, ...]:
    """Return articles, those that may not be mailed without their headlines: the sources name them all the same."""
    return tuple(replace(one, title="") if find_right(one.outlet, rights).no_mail else one for one in articles)


def _leave_out(briefing: Briefing, rights: Mapping[str, Right], left_out: Counter[str]) -> Briefing:
    """Return a briefing without what may not be mailed, which is counted by outlets."""

    def is_mailed(outlet: str) -> bool:
        is_free = not find_right(outlet, rights).no_mail
        left_out[outlet] += not is_free
        return is_free

    def leave_out(line: BriefingSentence) -> BriefingSentence | None:
        if not is_mailed(line.outlet):
            return None
        disagreement = tuple(told for told in line.disagreement if is_mailed(told.outlet))
        hidden = _hide_beside(line, lambda outlet: find_right(outlet, rights).no_mail)
        return replace(hidden, disagreement=disagreement)

    free = _drop_titles(briefing.articles, rights)
    title = briefing.title
    if title in {one.title for one in briefing.articles} - {one.title for one in free}:
        # A page of any story is called by one of its articles' headlines.
        title = next((one.title for one in free if one.title), briefing.date)
    return replace(recount(briefing.change_lines(leave_out)), title=title, articles=free)


def _list_unmailed(left_out: Mapping[str, int]) -> Iterator[Problem]:
    """Yield a problem of each outlet of which something is not mailed."""
    for outlet, number in sorted(left_out.items()):
        if number:
            message = f"{_count_sentences(number)} left out of the mail, not of the files"
            yield Problem(outlet, message)
