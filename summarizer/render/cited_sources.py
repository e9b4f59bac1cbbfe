"""The sources of a page as it lists and cites them; and its lines under the outlets whose sentences they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from summarizer.model import (
    UNKNOWN_OUTLET,
    Article,
    Briefing,
    BriefingSection,
    BriefingSentence,
    OutletFrom,
    SupportingSentence,
)
from summarizer.render.page_words import translate_message
from summarizer.text.agencies import find_identity
from summarizer.text.edits import remove_glosses
from summarizer.text.escaping import flatten
from summarizer.text.page_places import link_sentence
from summarizer.text.tokens import count_words

#: What stands behind an outlet's name, by how it is known.
MARKS = {"inferred": "*", "claimed": "†", "corrected": "‡"}
#: What that says in words, where there is room for a few.
_MARK_TEXTS = {"inferred": "inferred", "claimed": "as its feed says", "corrected": "corrected by hand"}
#: With what the ids of an outlet's section begin: its title is a name, and is never translated.
OUTLET = "outlet-"
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Source:
    """An article as the list of sources shows it; ``number`` counts from 1, and is 0 where no line cites it.

    ``outlet`` is never empty: an unknown one is called so, with its file's name; an ``inferred`` one was told from
    the article's text. The ``mark`` behind it says what is not sure of it. ``path`` is the name of the file of an
    article without an address: nothing that is sent or published tells where on a disk it lies. Of its ``words`` so
    many are ``quoted`` on the page.
    """

    number: int
    id: str
    outlet: str
    outlet_from: OutletFrom
    title: str = ""
    author: str = ""
    published: str = ""
    language: str = ""
    url: str = ""
    path: str = ""
    words: int = 0
    quoted: int = 0

    @property
    def inferred(self) -> bool:
        """Whether the outlet was told from the text."""
        return self.outlet_from == "inferred"

    @property
    def mark(self) -> str:
        """What stands behind the outlet's name."""
        return MARKS.get(self.outlet_from, "")

    @property
    def mark_text(self) -> str:
        """What the mark says in words, in English."""
        return _MARK_TEXTS.get(self.outlet_from, "")


def lay_out_source(article: Article, quoted: int, code: str) -> Source:
    """Return an article as a source that is not cited, on a page of a language; its file's name is told where it has no
    address."""
    name = hide_folder(article.path)
    outlet, outlet_from = article.outlet, article.outlet_from
    if outlet in ("", UNKNOWN_OUTLET):
        unknown = f"{UNKNOWN_OUTLET} ({name})" if name else UNKNOWN_OUTLET
        outlet, outlet_from = translate_message(unknown, code), "unknown"
    item = f" ({article.item})" if article.item else ""
    return Source(
        0,
        article.id,
        outlet,
        outlet_from,
        title=article.title,
        author=article.author,
        published=article.published,
        language=article.language,
        url=article.url,
        path="" if article.url else f"{name}{item}",
        # More are quoted than counted where no blanks part words: then no count is told.
        words=article.words if quoted <= article.words else 0,
        quoted=quoted,
    )


def hide_folder(place: str) -> str:
    """Return a file, or several, by the name alone: where it lies is nobody's business; an address stays as it is.

    >>> hide_folder("news/a.md, news/b.md, and 2 more"), hide_folder("Ann, Bo/a.md"), hide_folder("https://x.example/a")
    ('a.md, b.md, and 2 more', 'a.md', 'https://x.example/a')
    """
    if "://" in place:
        return place
    *names, last = (PurePath(part).name for part in place.split(", "))
    # A folder's name may have a comma too; that of an article's file has a point.
    return ", ".join([*(name for name in names if "." in name), last])


def find_source(told: BriefingSentence | SupportingSentence, known: Mapping[str, Source]) -> Source:
    """Return the source of a sentence, its address that of the very sentence."""
    source = known.get(told.article) or stand_in(told.outlet)
    return replace(source, url=link_sentence(source.url, told))


def stand_in(outlet: str) -> Source:
    """Return a source for an article that the briefing does not list."""
    return Source(0, "", outlet or UNKNOWN_OUTLET, "metadata" if outlet else "unknown")


def find_tellers(line: BriefingSentence, known: Mapping[str, Source]) -> list[Source]:
    """Return the sources that tell all of a line: its own first, and one that stands in for each outlet that is named
    without an article."""
    tellers = [find_source(line, known), *(find_source(other, known) for other in line.also)]
    named = {source.outlet for source in tellers} | {"", UNKNOWN_OUTLET, line.outlet}
    return [*tellers, *(stand_in(outlet) for outlet in line.outlets if outlet not in named)]


def keep_first(sources: Iterable[Source], but: Collection[str] = ()) -> tuple[Source, ...]:
    """Return the first source of each outlet ``but`` some."""
    first: dict[str, Source] = {}
    for source in sources:
        if source.outlet not in but:
            first.setdefault(source.outlet, source)
    return tuple(first.values())


def part_sources(sources: Iterable[Source], cited: Collection[str]) -> tuple[tuple[Source, ...], tuple[Source, ...]]:
    """Return the sources of which the ids are ``cited``, numbered, and the others."""
    numbered: list[Source] = []
    others: list[Source] = []
    for source in sources:
        if source.id in cited:
            numbered.append(replace(source, number=len(numbered) + 1))
        else:
            others.append(source)
    return tuple(numbered), tuple(others)


def count_quoted(briefing: Briefing) -> Counter[str]:
    """Return how many words of each article, by its id, stand in lines or disagreements; each sentence counts once,
    without what was added to it in square brackets."""
    told: dict[tuple[str, int], str] = {}
    for line in briefing.lines:
        told[line.article, line.start] = remove_glosses(line)
        for other in line.disagreement:
            told.setdefault((other.article, other.start), remove_glosses(other))
    quoted: Counter[str] = Counter()
    for (article, _), text in told.items():
        quoted[article] += count_words(text)
    return quoted


def count_page(sources: Collection[Source], origins: int) -> dict[str, Any]:
    """Return of how much a page is made: articles, outlets, independent sources, and their first and last days."""
    days = sorted(source.published[:10] for source in sources if _ISO_DAY.match(source.published[:10]))
    outlets = {find_identity(source.outlet) for source in sources}
    total = {"articles": len(sources), "outlets": len(outlets), "origins": origins}
    return {**total, "first": days[0] if days else "", "newest": days[-1] if days else ""}


def arrange_by_outlet(briefing: Briefing) -> Briefing:
    """Return a briefing that asks for it with a section for each outlet; any other as it is.

    Outlets come in the order of their tiers, and in that of each tier's list; then all others, who have most lines
    first. Each line stands once, under the outlet that published it, in the order of the page. There are no key points
    but what an editor put first, and no line opens the page.
    """
    if briefing.options.get("order") != "outlet":
        return briefing
    by_outlet: dict[str, list[BriefingSentence]] = {}
    for line in briefing.lines:
        by_hand = tuple(one for one in line.by_hand if one != "moved")
        told = replace(line, key=bool(line.pinned), opens=False, party="", placed_by="", by_hand=by_hand)
        by_outlet.setdefault(line.outlet or UNKNOWN_OUTLET, []).append(told)
    tiers = read_tiers(briefing.options.get("tiers"))
    places = [(name, outlet) for name, outlets in tiers for outlet in outlets]
    listed = {find_identity(outlet): at for at, (_, outlet) in reversed([*enumerate(places)])}

    def find_rank(outlet: str) -> tuple[int, int, str]:
        return listed.get(find_identity(outlet), len(places)), -len(by_outlet[outlet]), outlet

    sections: list[BriefingSection] = []
    for number, outlet in enumerate(sorted(by_outlet, key=find_rank), 1):
        at = listed.get(find_identity(outlet))
        title = outlet if at is None else f"{places[at][0]}: {outlet}"
        sections.append(BriefingSection(f"{OUTLET}{number}", title, tuple(by_outlet[outlet])))
    return replace(briefing, sections=tuple(sections))


def read_tiers(value: object) -> list[tuple[str, Sequence[str]]]:
    """Return the tiers that a page's options name, with their outlets; what is none is left out.

    >>> read_tiers([{"name": "agencies", "outlets": ["dpa", "AFP"]}, {"name": 5}]), read_tiers("agencies")
    ([('agencies', ['dpa', 'AFP'])], [])
    """
    tiers: list[tuple[str, Sequence[str]]] = []
    for tier in value if isinstance(value, list | tuple) else ():
        name, outlets = (tier.get("name"), tier.get("outlets")) if isinstance(tier, dict) else ("", "")
        if isinstance(name, str) and isinstance(outlets, list):
            tiers.append((flatten(name), [str(outlet) for outlet in outlets]))
    return tiers
