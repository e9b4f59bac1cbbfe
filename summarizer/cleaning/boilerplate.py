"""What in an article is no news: marked with the rule that knew it, and kept out of the briefing.

Two guards keep news in that only mentions such things. Words in quotation marks do not count, and
most rules want what only a site says to its reader: an imperative at the start, or "we" and "you".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from summarizer.model import Kind
from summarizer.quoting import QUOTATION
from summarizer.words import count_words, fold, split_words

_READER = re.compile(r"\b(?:we|us|our|ours|you|your|yours|my)\b", re.IGNORECASE)
_ENDS = re.compile(r"[.!?…:;,][\"”’»)\]*]*$")
# Indirect speech: "Please support us, its head asked the city." is news.
_REPORTED = re.compile(
    r",(?: \w[\w.’'-]*,?){1,7}? (?:said|says|asked|told|added|began|wrote|urged|warned|read|pleaded|insisted|explained)\b"
    r"|, it (?:began|went on|continued|read|said)\b"
)
_SPEAKING = frozenset({"newsletter", "social line", "cookie line", "appeal", "continue line", "related link"})
_NAME = r"[A-ZÀ-Þ][\w.’'-]+(?: (?:[A-Z]\.|de|van|von|der|al|bin|[A-ZÀ-Þ][\w’'-]+)){1,3}"

#: Rule → pattern, tried in order on a line or sentence whose quotations were taken out.
RULES: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        name: re.compile(pattern, flags)
        for name, flags, pattern in (
            (
                "copyright",
                re.IGNORECASE,
                r"^(?:©|\(c\) |copyright\b[^.]{0,20}(?:©|\b(?:19|20)\d\d\b))"
                r"|(?:©|\bcopyright\b|\d{4}).{0,80}all rights reserved"
                r"|^all rights reserved\W*$|^(?:alle rechte vorbehalten|tous droits réservés)"
                r"|^no part of (?:this|the)\b.{0,60}(?:reproduced|copied|published)"
                r"|(?:may|must) not be (?:published|reproduced|republished)[^.]{0,40}(?:broadcast|rewritten|redistributed"
                r"|permission|consent)|^(?:source|quelle)\s*:\s*\S+(?: \S+){0,4}$",
            ),
            (
                "developing story",
                re.IGNORECASE,
                r"\bthis (?:is|was) a (?:developing|breaking)(?: news)? (?:story|item|event)\b"
                r"|^(?:developing|breaking) (?:news )?story\b[^.]{0,60}(?:updat|more|follow)"
                r"|^(?:this|the) (?:story|article|page|report|post|live blog) (?:is being|will be|has been|was|is)"
                r"(?: (?:last|being|first|continuously|regularly))? (?:updated|corrected|amended|edited)\b"
                r"|^(?:please )?(?:check|come) back (?:later |soon |here )?for (?:more|updates|the latest)"
                r"|^more (?:details )?(?:to follow|to come|follows?|soon)\W*$|^refresh (?:this page|for)",
            ),
            (
                "byline",
                0,
                rf"^(?:By|BY|Von|Par) {_NAME}(?:(?:,| and| und| &) {_NAME})*(?:,? (?:in|for|[A-Z])[\w ,.’'-]{{0,60}})?$"
                rf"|^{_NAME} (?:in|reports from|reporting from) [A-Z]\w+(?: [A-Z]\w+)?(?: and {_NAME} in [A-Z]\w+)?\.?$"
                rf"|^{_NAME}(?:,| [|–—-])(?: \w+){{0,3}} (?:[Cc]orrespondent|[Rr]eporter|[Ee]ditor|[Ww]riter)\b[^.]{{0,40}}$"
                r"|^[(\[]?(?:Additional |With additional |Further )?(?:[Rr]eporting|REPORTING|[Ww]riting|[Ee]diting) by [A-Z]"
                rf"|^{_NAME}(?:(?:,? and |, ){_NAME})* (?:in [A-Z]\w+ )?contributed (?:to this|reporting)"
                r"|^\([a-z]{2,4}(?:[/-][a-z]{2,4}){0,4}\)$"
                r"|^(?:With (?:files|material|information|agencies|reporting) from|This (?:article|report|story) (?:was"
                r" (?:produced|written|first published|originally published)|originally appeared|first appeared))\b",
            ),
            (
                "photo caption",
                re.IGNORECASE,
                r"^[(\[]?(?:file )?(?:photos?|images?|pictures?|pics?|photograph|credits?|captions?|illustration|graphics?"
                r"|video|foto|bild|watch live)(?: (?:credit|caption|by|courtesy|gallery|file|illustration)s?)?\s*:"
                r"|^[(\[]?(?:photos?|images?|photograph|illustration|graphic) (?:by|courtesy(?: of)?|credit) [A-Z]"
                r"|^file (?:photo\b|image\b|picture\b|[-–—] )"
                r"|(?:getty images|ap photo|afp via|epa-efe|shutterstock|picture[- ]alliance|\(?photo(?:graph)?: [^)]{2,60}\)?)"
                r"[^.]{0,40}$",
            ),
            (
                "related link",
                re.IGNORECASE,
                r"^[>»→▶•*\s]*(?:read (?:more|also|next|on)|also read|see also|related|more (?:on this|from|stories|news)\b"
                r"|most (?:read|popular|viewed)|recommended|related (?:articles?|stories|topics|content|links?)|trending(?: now)?|don['’]t miss|you (?:may|might) (?:also )?like"
                r"|watch(?: now)?|listen(?: to this (?:article|story))?|in pictures|explainer|opinion|lesen sie auch|lire aussi|mehr zum thema)"
                r"(?:\s*[:|–—]|\s+here\b|\W*$)|^(?:read more|more on this|more from|read also|see also) ",
            ),
            (
                "advertisement",
                re.IGNORECASE,
                r"^[-–—\s]*(?:advertisement|advertising|advertorial|anzeige|publicité|sponsored(?: content| by .*)?"
                r"|promoted(?: content)?|paid (?:content|post)|(?:the )?(?:story|article) continues (?:below|after)\b.*"
                r"|skip advertisement|ad)[-–—\s:.]*$|contains? affiliate links",
            ),
            (
                "time stamp",
                re.IGNORECASE,
                r"^(?:first |last )?(?:published|updated|posted|modified|created|stand)\s*(?:on|at|:|\d).{0,80}$"
                r"|^\d{1,3}[- ]min(?:ute)?s?\.?(?: read)?\W*$|^reading time\b.{0,20}$"
                r"|^(?:\d+ (?:minutes?|hours?|days?) ago)$"
                r"|^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:\d{1,2}\.? (?:jan|feb|mar|apr|may|jun|jul|aug|sep"
                r"|oct|nov|dec)[a-z]*|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}),? \d{4}"
                r"(?:,?(?: at)? \d{1,2}[:.]\d\d.{0,20})?$|^\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?$",
            ),
            (
                "newsletter",
                re.IGNORECASE,
                r"^(?:please )?(?:sign up|subscribe|register|join)\b(?=.*\b(?:newsletters?|our|inbox|e-?mails?|alerts?"
                r"|channel|podcast|here|whatsapp|telegram|briefing|updates|free|now|today)\b)(?!.*\bsaid\b)"
                r"|^(?:sign up|subscribe|subscribe now|register now)\W*$"
                r"|^(?:get|receive|want|enjoy)\b(?=.*\b(?:newsletter|inbox|e-?mail|app|alerts?|briefing)\b)"
                r"(?=.*\b(?:our|your|you|us|free)\b)"
                r"|\b(?:our|this|the) (?:(?:free|daily|weekly|morning|evening) )*newsletter\b.*\b(?:sign up|subscribe|your"
                r"|you|unsubscribe)\b|^you (?:are|were) (?:receiving|sent|subscribed)\b|^(?:un)?subscribe (?:here|at any time)"
                r"|^(?:to )?unsubscribe\b|^view (?:this|it)? ?(?:e-?mail )?in (?:your )?browser",
            ),
            (
                "social line",
                re.IGNORECASE,
                r"^(?:follow|like|find|join|connect with|reach|contact) (?:us|me|the author|our)\b"
                r"|^follow (?:@?\w+ ){1,6}on (?:x|twitter|facebook|instagram|telegram|bluesky|mastodon|threads|youtube"
                r"|tiktok|linkedin|google news|whatsapp|social media|social networks|our channels)\b"
                r"|^(?:share|tweet|e-?mail|print|save|copy link|comment|comments|bookmark|gift)(?: (?:this|it|on|via|article"
                r"|story|link|\d+)){0,4}\W*$|^share (?:this|on)\b|^\d+ comments?$|^comments?(?: \(?\d+\)?)?$"
                r"|^(?:tags?|topics?|filed under|keywords?) ?: |^@\w+$|^join the (?:conversation|discussion)"
                r"|^(?:facebook|twitter|whatsapp|x|telegram|linkedin|reddit|instagram|youtube)(?:[ ,|/·]+(?:facebook|twitter"
                r"|whatsapp|x|telegram|linkedin|reddit|instagram|youtube|e-?mail|print))*$"
                r"|^(?:have|got) (?:a (?:news )?(?:tip|story)|something to add|questions)\b.*\?",
            ),
            (
                "cookie line",
                re.IGNORECASE,
                r"\b(?:we|this (?:site|website|page)|our (?:site|website|partners))(?: \w+){0,4} (?:uses?|store|place)"
                r"(?: \w+){0,2} cookies\b|^(?:accept|reject|manage|allow)(?: all)?(?: cookies| preferences)?\W*$"
                r"|^(?:accept|reject|manage|allow) (?:all )?cookies|\bcookie (?:policy|settings|preferences|notice)\b"
                r"|^by (?:continuing|using|clicking|signing|subscribing)\b.*\b(?:you|our)\b"
                r"|^(?:privacy policy|terms (?:of use|of service|and conditions)|legal notice|imprint|impressum)\b\W*$",
            ),
            (
                "continue line",
                re.IGNORECASE,
                r"^(?:continue(?: reading| to (?:site|article|the article))?|keep reading|load more|show more|view (?:more|all)"
                r"|skip to (?:main )?content|remind me later|not (?:now|ready to support today)|no,? thanks"
                r"|maybe later|log ?in|sign in|register|menu|search|close|back to top|home|next|previous|learn more"
                r"|find out more|click here.{0,60}|tap here.{0,60}|play video|image \d+ of \d+|\d+ of \d+|1/\d+)\W*$"
                r"|^continue reading\b|^this (?:article|content|story) is (?:for|only|reserved)\b.*\b(?:subscribers|members)\b"
                r"|^(?:already a (?:subscriber|member)|to (?:read|continue reading) (?:this|the full))\b"
                r"|^please (?:enable|turn on|disable|allow|log in|refresh)\b|^(?:your browser|javascript)\b.*\b(?:support|enable)",
            ),
            (
                "appeal",
                re.IGNORECASE,
                r"^a message from (?:the |our )?[^.]{2,60}:$|^a (?:message|note|word) (?:from|to) (?:our|the) (?:editors?|readers?|team"
                r"|publisher)|^dear (?:readers?|friends?|subscribers?|supporters?|listeners?)\W*$"
                r"|^dear (?:readers?|subscribers?|supporters?),? (?:we|our|you|as|for|if|thank|this|please)\b"
                r"|^(?:please )?(?:support|donate|chip in|contribute|help (?:us|keep|fund))\b(?=.*\b(?:us|our|journalism"
                r"|newsroom|today|now|monthly|here)\b)(?!.*\bsaid\b)"
                r"|^(?:support|donate|donate now|become a (?:member|supporter|patron|subscriber|friend)(?: of .{2,40})?"
                r"(?: today| now)?)\W*$"
                r"|\b(?:your|each|every|any) (?:support|contribution|donation|gift|subscription)s?\b.*\b(?:us|we|our|you"
                r"|difference|matters?|counts?|help)\b"
                r"|\bwe\b.*\bneed (?:your|you)\b|\b(?:support|fund|sustain|back)(?:ing)? (?:us|our (?:work|journalism|reporting"
                r"|newsroom|mission|independent))\b"
                r"|\bby supporting\b.*\b(?:you['’]re|you|our)\b|^thank(?:s| you) for (?:reading|standing|your|being|supporting)\b"
                r"|^if you (?:can|value|enjoy|like|believe|have (?:read|enjoyed))\b.*\b(?:us|our|support|consider)\b"
                r"|\bas little as\b.*\b(?:you|your|us)\b|\bwe (?:rely|depend) on (?:you|our|readers|your)\b",
            ),
        )
    }
)

_TRAILING = ("appeal",)
_SENTENCE_RULES = ("copyright", "developing story", "newsletter", "appeal", "cookie line", "social line")
_LONGEST_LOOKED_AT = 1_500


@dataclass(frozen=True, slots=True)
class Mark:
    """What a line is, and the rule that knew it (empty for news)."""

    kind: Kind
    why: str = ""


_NEWS = Mark("sentence")


def find_rule(text: str, names: Sequence[str] = tuple(RULES)) -> str:
    """Name the rule by which a line or sentence is boilerplate, or nothing if it is news.

    >>> find_rule("© 2031 Sample News. All rights reserved."), find_rule("By Ana Dahl, Oslo")
    ('copyright', 'byline')
    >>> find_rule("Subscribers of the gas firm will get our money back, the minister said.")
    ''
    """
    # Boilerplate is short; a longer line is told by how it begins.
    plain = QUOTATION.sub("“”", text[:_LONGEST_LOOKED_AT]).strip()
    reported = bool(_REPORTED.search(plain))
    return next((name for name in names if not (reported and name in _SPEAKING) and RULES[name].search(plain)), "")


def mark_sentence(text: str) -> Mark:
    """Mark one sentence inside a line of news: some boilerplate is appended to a paragraph."""
    rule = find_rule(text, _SENTENCE_RULES)
    return Mark("boilerplate", rule) if rule else _NEWS


def mark_lines(lines: Sequence[str], title: str = "") -> tuple[Mark, ...]:
    """Mark an article's lines, in order, as news, headline or boilerplate. Blank lines are news.

    >>> [m.kind for m in mark_lines(["Storm hits Oslo", "A storm hit Oslo on Friday.", "Read more: Weather"])]
    ['headline', 'sentence', 'boilerplate']
    >>> [m.kind for m in mark_lines(["A single line without a full stop"])]
    ['sentence']
    """
    rules = [find_rule(line) if line.strip() else "" for line in lines]
    for start, end in _appeals(lines, rules):
        for at in range(start, end):
            rules[at] = rules[at] or "after an appeal"
    for at in _link_lists(lines, rules):
        rules[at] = "list of links"
    marks = [Mark("boilerplate", rule) if rule else _NEWS for rule in rules]
    for at, why in _headlines(lines, marks, title):
        marks[at] = Mark("headline", why)
    return tuple(marks)


def _appeals(lines: Sequence[str], rules: Sequence[str]) -> list[tuple[int, int]]:
    """Give the blocks that an appeal opens: to the end, or to where news goes on after a box."""
    blocks, at = [], 0
    while at < len(lines):
        if rules[at] not in _TRAILING:
            at += 1
            continue
        end = _news_again(lines, rules, at + 1)
        blocks.append((at, end))
        at = end
    return blocks


def _news_again(lines: Sequence[str], rules: Sequence[str], start: int) -> int:
    """Find where news goes on: from there on to the end nothing speaks to the reader."""
    resume = len(lines)
    for at in range(len(lines) - 1, start - 1, -1):
        line = QUOTATION.sub("“”", lines[at][:_LONGEST_LOOKED_AT])
        if rules[at] in _TRAILING or (not rules[at] and _READER.search(line)):
            break
        if not rules[at] and count_words(line) >= 8:
            resume = at
    return resume


def _link_lists(lines: Sequence[str], rules: Sequence[str]) -> list[int]:
    """Give the lines of a list of headlines under a heading like "Related articles", at an article's end."""
    listed: list[int] = []
    waiting: list[int] = []
    for at in range(len(lines) - 1, 0, -1):
        if rules[at] == "related link" and count_words(lines[at]) <= 4:
            listed, waiting = listed + waiting, []
        elif rules[at] or not lines[at].strip():
            continue
        elif _ENDS.search(lines[at].strip()) or count_words(lines[at]) > 15:
            break
        else:
            waiting.append(at)
    return listed


def _headlines(lines: Sequence[str], marks: Sequence[Mark], title: str) -> list[tuple[int, str]]:
    news = [at for at, line in enumerate(lines) if line.strip() and marks[at].kind == "sentence"]
    if len(news) < 2:
        return [(at, "the title") for at in news if title and _same(lines[at], title) and len(marks) > 1]
    found = []
    for order, at in enumerate(news):
        why = _why_headline(lines[at].strip(), order, title, lines[news[order + 1]] if order + 1 < len(news) else "")
        if why:
            found.append((at, why))
    # A text whose every line lacks its full stop is not made of headlines alone.
    return found if len(found) < len(news) else found[:1]


def _why_headline(line: str, order: int, title: str, below: str) -> str:
    words = count_words(line)
    if title and order < 4 and _same(line, title):
        return "the title"
    if re.match(r"#{1,6} \S", line) and words <= 25:
        return "heading"
    if _ENDS.search(line):
        asks = order == 0 and not title and words <= 14 and line[-1] in "?!" and count_words(below) > words
        return "first line" if asks else ""
    if order == 0:
        return "first line" if words <= 25 and below else ""
    return "subheading" if words <= 12 and below and not line[0].islower() else ""


def _same(line: str, title: str) -> bool:
    return [fold(w) for w in split_words(line)] == [fold(w) for w in split_words(title)]
