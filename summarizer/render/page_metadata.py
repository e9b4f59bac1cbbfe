"""What a page says to programs: YAML before its Markdown, for site generators and note programs (Hugo, Obsidian); and
JSON-LD, its articles and lines in the words of schema.org, and where each line stands in those of the W3C.

Both contexts of JSON-LD are named and not fetched. Addresses that begin with "#" are places in the file itself.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

from summarizer.model import (
    UNKNOWN_OUTLET,
    Article,
    BriefingSentence,
    FrontPage,
    Page,
    SupportingSentence,
)
from summarizer.render.front_page_context import build_front_context
from summarizer.render.page_json import dump_json
from summarizer.render.page_words import translate, translate_title
from summarizer.render.template_context import build_context
from summarizer.text.edits import undo_edits
from summarizer.text.escaping import flatten, safe_url

#: What is no part of a tag: Obsidian takes letters, digits, "_", "-" and "/" only.
_NO_TAG = re.compile(r"[^\w/-]+")


def write_front_matter(page: Page) -> str:
    """Return a page's title, date, outlets and tags as YAML, with the rules around them and an empty line after.

    The outlets are those that the page names, with the marks of those that are not sure; one that is not known is left
    out. The tags say what kind of page it is, by which plan, and of a front page the stories that stand on it always.
    """
    context = build_front_context(page) if isinstance(page, FrontPage) else build_context(page)
    lines = ["---", f"title: {_quote(context['title'])}"]
    with suppress(ValueError):
        # Not quoted: both programs sort by it as a date.
        lines.append(f"date: {datetime.date.fromisoformat(context['date']).isoformat()}")
    known = [source for source in context["sources"] if source.outlet_from != "unknown"]
    lines += _list_quoted("outlets", [f"{source.outlet}{source.mark}" for source in known])
    if isinstance(page, FrontPage):
        tags = ["front-page", *(story.standing for story in context["stories"])]
    else:
        tags = ["briefing", context["plan"]]
    lines += _list_quoted("tags", (_NO_TAG.sub("-", tag).strip("-") for tag in tags))
    return "\n".join([*lines, "---", "", ""])


def _list_quoted(key: str, texts: Iterable[str]) -> list[str]:
    """Return the lines of a list, each text once; nothing where there is none."""
    items = [f"  - {_quote(text)}" for text in dict.fromkeys(texts) if text]
    return [f"{key}:", *items] if items else []


def _quote(text: str) -> str:
    r"""Return a text as a YAML scalar in quotation marks, which no reader takes for a number, a date or a comment.

    >>> _quote('Yes: "no" # 1'), _quote("5")
    ('"Yes: \\"no\\" # 1"', '"5"')
    """
    import yaml

    # pyyaml would break long texts into lines, which the quotation marks keep in one.
    return str(yaml.dump(text, default_style='"', allow_unicode=True, width=float("inf"))).strip()


SCHEMA_ORG, WEB_ANNOTATIONS = "https://schema.org/", "http://www.w3.org/ns/anno.jsonld"
_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?)?)?")
#: How an outlet is known that its article does not name → what is said of it.
_UNSURE = {
    "inferred": "The article does not name its outlet; it was inferred from the text.",
    "claimed": "Only the feed of that name says that this outlet published it.",
}
#: Whether a sentence is the one printed, tells all of it, is near, or disagrees → the W3C's word for such a note.
_MOTIVATIONS = {"source": "identifying", "also": "linking", "related": "linking", "disagreement": "questioning"}

Node = dict[str, object]


def write_linked_data(page: Page) -> str:
    """Return a page as JSON-LD, indented by two: a list of two graphs, each with its own context.

    The first holds the page (a schema.org Report), each article (NewsArticle) and each line (Quotation); the second,
    for each line and each sentence named beside it, a Web Annotation that says where it stands in its source.
    """
    ids = _name_articles(page.articles)
    lines: dict[str, _NamedLine] = {}
    report: Node = {
        "@type": "Report",
        "name": flatten(translate_title(page)),
        **_date("datePublished", page.date),
        "inLanguage": page.language,
        "hasPart": _list_parts(page, ids, lines),
        "isBasedOn": [{"@id": ids[article.id]} for article in page.articles],
    }
    graph: list[Node] = [report]
    graph += [_describe_article(article, ids[article.id], page.language) for article in page.articles]
    notes: list[Node] = []
    for name, (line, of_line) in lines.items():
        graph.append(_describe_line(name, line, of_line))
        notes += _annotate(name, line, of_line)
    graphs = [{"@context": SCHEMA_ORG, "@graph": graph}, {"@context": WEB_ANNOTATIONS, "@graph": notes}]
    return f"{dump_json(graphs, indent=2)}\n"


def _name_articles(articles: Iterable[Article]) -> Mapping[str, str]:
    """Return what each article is called here, by its id: its address, or else a place in the file."""
    addresses = {article.id: safe_url(article.url) for article in articles}
    counts = Counter(addresses.values())
    return {name: url if url and counts[url] == 1 else f"#{name}" for name, url in addresses.items()}


#: A line, and what the articles that it names are called, by their ids.
_NamedLine = tuple[BriefingSentence, Mapping[str, str]]


def _list_parts(page: Page, ids: Mapping[str, str], lines: dict[str, _NamedLine]) -> list[Node]:
    """Return the sections of a page, those of a front page by story, with the ids of their lines, which are added."""
    parts: list[Node] = []
    if isinstance(page, FrontPage):
        # Each story counts its own articles from the first on: only where they lie says which of the page's they are.
        names = {(article.where, article.url): ids[article.id] for article in page.articles}
        for story in page.pile.stories:
            briefing = page.briefings.get(story.id)
            if briefing:
                of_story: dict[str, str] = {}
                for article in briefing.articles:
                    name = names.get((article.where, article.url))
                    if name:
                        of_story[article.id] = name
                parts.append(_part(story.title or briefing.title, _list_parts(briefing, of_story, lines)))
        return parts
    for section in page.sections:
        held: list[Node] = []
        for line in section.lines:
            name = f"#line-{len(lines) + 1}"
            lines[name] = line, ids
            held.append({"@id": name})
        if held:
            parts.append(_part(translate(section.title, section.language or page.page_language), held))
    return parts


def _part(name: str, held: Sequence[Node]) -> Node:
    """Return a part of a page."""
    return {"@type": "CreativeWork", "name": flatten(name), "hasPart": list(held)}


def _describe_article(article: Article, name: str, code: str) -> Node:
    """Return an article; that its outlet is not sure is said in the language of the page."""
    node: Node = {"@id": name, "@type": "NewsArticle"}
    if article.title:
        node["headline"] = flatten(article.title)
    if article.outlet not in ("", UNKNOWN_OUTLET):
        publisher: Node = {"@type": "Organization", "name": flatten(article.outlet)}
        if article.outlet_from in _UNSURE:
            publisher["description"] = translate(_UNSURE[article.outlet_from], code)
        node["publisher"] = publisher
    if article.author:
        node["author"] = {"name": flatten(article.author)}
    node |= _date("datePublished", article.published)
    if article.language:
        node["inLanguage"] = article.language
    if url := safe_url(article.url):
        node["url"] = url
    if article.sha256:
        node["identifier"] = f"sha256:{article.sha256}"
    return node


def _describe_line(name: str, line: BriefingSentence, ids: Mapping[str, str]) -> Node:
    """Return a printed sentence. Who speaks may be a person or a body: nothing says which."""
    node: Node = {"@id": name, "@type": "Quotation", "text": line.text}
    if line.speaker:
        node["spokenByCharacter"] = {"name": flatten(line.speaker)}
    if line.article in ids:
        node["isBasedOn"] = {"@id": ids[line.article]}
    via = f" via {flatten(line.origin)}" if line.origin not in ("", line.outlet) else ""
    node["creditText"] = f"{flatten(line.outlet) or UNKNOWN_OUTLET}{via}"
    return node


def _annotate(name: str, line: BriefingSentence, ids: Mapping[str, str]) -> list[Node]:
    """Return the annotations of a line's own sentence and of those beside it."""
    kinds: list[tuple[str, Sequence[BriefingSentence | SupportingSentence]]] = [
        ("source", [line]), ("also", line.also), ("related", line.related), ("disagreement", line.disagreement),
    ]  # fmt: skip
    notes: list[Node] = []
    for kind, sentences in kinds:
        for told in sentences:
            if told.article not in ids:
                continue
            reason = f": {told.reason}" if isinstance(told, SupportingSentence) and told.reason else ""
            notes.append(
                {
                    "id": f"{name}-note-{len(notes) + 1}",
                    "type": "Annotation",
                    "motivation": _MOTIVATIONS[kind],
                    "body": [
                        name,
                        {"type": "TextualBody", "purpose": "classifying", "value": f"{kind}{reason}"},
                    ],
                    "target": {"source": ids[told.article], "selector": _select(told)},
                }
            )
    return notes


def _select(told: BriefingSentence | SupportingSentence) -> list[Node]:
    """Return the selectors of a sentence: its words as the source has them, with those before and behind it by which it
    is told from its like, and where they stand in the text as read.

    A sentence whose edits do not fit it, as in a file that was altered, has its place alone.
    """
    position: Node = {"type": "TextPositionSelector", "start": told.start, "end": told.end}
    exact = undo_edits(told.text, told.start, told.edits)
    if not exact:
        return [position]
    beside: Node = {name: words for name, words in (("prefix", told.prefix), ("suffix", told.suffix)) if words}
    return [{"type": "TextQuoteSelector", "exact": exact, **beside}, position]


def _date(name: str, value: str) -> Node:
    """Return a date under its name; nothing where there is none that all readers know."""
    return {name: value} if _ISO.fullmatch(value) else {}
