"""Articles in pages that mark no paragraph: each line is a block of its own, or ends with a break."""

from __future__ import annotations

from collections import Counter
from typing import Any

from summarizer.sources.page_contents import CLOSED_BLOCKS, SENTENCE_END
from summarizer.sources.page_notes import WITHIN_LINE
from summarizer.text.tokens import letters

# The part of a page's running text that its article has, of a line that may be links; lines of an article, and letters
# by which one is known.
_MOST_TEXT, _MOST_LINKED, _FEWEST_LINES, _KNOWN_BY = 0.6, 1 / 3, 3, 30
# What has no running text.
_NOT_RUNNING = frozenset("a aside button figure footer form nav script style".split())  # names, not language


def mark_loose_article(tree: Any, text: str) -> bool:
    """Return whether a text of a page misses a line of its article, which is marked as one then, with its paragraphs.

    So do programs that mark no paragraph: each line is a block of its own, or ends with a break. The article is the
    innermost block that has most of the page's running text.
    """
    body = tree.find("body")
    if body is None:
        return False
    lines = {block: _read_running(block) for block in _walk_running(body)}
    article = _find_loose_article(body, lines)
    if article is body:
        return False
    blocks = [block for block in _walk_running(article) if lines[block]]
    read = letters(text)
    if all(letters(line)[:_KNOWN_BY] in read for block in blocks for line in lines[block]):
        return False
    for block in blocks:
        if block.tag not in CLOSED_BLOCKS:
            _wrap_lines(block)
    article.tag = "article"
    article.set("itemprop", "articleBody")
    return True


def _find_loose_article(body: Any, lines: dict[Any, list[str]]) -> Any:
    """Return the innermost block that has most of the running text, ``body`` where paragraphs hold more of it.

    ``lines`` are those of each block alone, outer blocks first.
    """
    words: Counter[Any] = Counter()
    counts: Counter[Any] = Counter()
    loose = 0
    for block in reversed(lines):
        own = sum(len(line.split()) for line in lines[block])
        loose += -own if block.tag in CLOSED_BLOCKS else own
        words[block] += own
        counts[block] += len(lines[block])
        words[block.getparent()] += words[block]
        counts[block.getparent()] += counts[block]
    article = body
    inner = [body] if loose > 0 else []
    while inner:
        article = inner[0]
        inner = [one for one in article if words[one] >= _MOST_TEXT * words[body] and counts[one] >= _FEWEST_LINES]
    return article


def _walk_running(block: Any) -> list[Any]:
    """Return a block and all elements in it that may have running text, in their order."""
    from lxml import etree

    found: list[Any] = []
    walk = etree.iterwalk(block, events=("start",))
    for _, element in walk:
        if element.tag in _NOT_RUNNING or _is_within_line(element):
            walk.skip_subtree()
        else:
            found.append(element)
    return found


def _read_running(block: Any) -> list[str]:
    """Return the lines of running text of a block's own: they end like a sentence and are not mostly links."""
    lines = [block.text or ""]
    linked = ""
    for one in block:
        if one.tag == "br":
            lines.append("")
        if _is_within_line(one):
            lines[-1] += one.text_content()
            linked += " ".join(["", *(link.text_content() for link in one.iter("a"))])
        lines[-1] += one.tail or ""
    if len(linked.split()) > _MOST_LINKED * len(" ".join(lines).split()):
        return []
    return [line for line in lines if SENTENCE_END.search(line)]


def _is_within_line(element: Any) -> bool:
    """Return whether an element stands within a line of text, as a word in italics or the end of the line does."""
    return all(one.tag in WITHIN_LINE or one.tag in ("br", "img") for one in element.iter())


def _wrap_lines(block: Any) -> None:
    """Put what stands loose in a block into paragraphs."""
    text, block.text = block.text or "", ""
    paragraph = None
    if text.strip():
        paragraph = block.makeelement("p")
        paragraph.text = text
        block.insert(0, paragraph)
    for child in list(block):
        if child is paragraph:
            continue
        if _is_within_line(child):
            if paragraph is None:
                paragraph = block.makeelement("p")
                child.addprevious(paragraph)
            paragraph.append(child)
            continue
        paragraph = None
        if (child.tail or "").strip():
            paragraph = block.makeelement("p")
            paragraph.text, child.tail = child.tail, ""
            child.addnext(paragraph)
