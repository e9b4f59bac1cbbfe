"""What a newsroom writes beside its news: whose it is, who wrote it, what is to be done with it, what a photo shows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from summarizer.gating import Gated, Gates, arrange, compiled, find_groups, gate, gate_exact
from summarizer.model import Kind
from summarizer.text.tokens import QUOTATION, count_words, fold, split_words

_NAME = r"[A-ZÀ-Þ][\w.'-]+(?: (?:[A-Z]\.|de|van|von|der|al|bin|[A-ZÀ-Þ][\w'-]+)){1,3}"

NOTES: Mapping[str, tuple[Gated, ...]] = MappingProxyType(
    {
        "copyright": (
            gate(r"^(?:©|\(c\) |copyright\b[^.]{0,20}(?:©|\b(?:19|20)\d\d\b))", "©;(c) ;copyright"),
            gate(
                r"(?:©|\bcopyright\b|\d{4}).{0,80}all rights reserved|^all rights reserved\W*$", "all rights reserved"
            ),
            gate(r"^(?:alle rechte vorbehalten|tous droits réservés)", starts="alle rechte;tous droits"),
            gate(r"^no part of (?:this|the)\b.{0,60}(?:reproduced|copied|published)", starts="no part of "),
            gate(
                r"(?:may|must) not be (?:published|reproduced|republished)[^.]{0,40}(?:broadcast|rewritten"
                r"|redistributed|permission|consent)",
                " not be published; not be reproduced; not be republished",
            ),
            gate(r"^(?:source|quelle)\s*:\s*\S+(?: \S+){0,4}$", ":", starts="source;quelle"),
        ),
        "developing story": (
            gate(
                r"\bthis (?:is|was) a (?:developing|breaking)(?: news)? (?:story|item|event)\b",
                "s a developing ;s a breaking ",
            ),
            gate(
                r"^(?:developing|breaking) (?:news )?story\b[^.]{0,60}(?:updat|more|follow)",
                "story",
                starts="developing ;breaking ",
            ),
            gate(
                r"^(?:this|the) (?:story|article|page|report|post|live blog) (?:is being|will be|has been|was|is)"
                r"(?: (?:last|being|first|continuously|regularly))? (?:updated|corrected|amended|edited)\b",
                " updated; corrected; amended; edited",
                starts="this ;the ",
            ),
            gate(
                r"^(?:please )?(?:check|come) back (?:later |soon |here )?for (?:more|updates|the latest)",
                starts="please check ;please come ;check back ;come back ",
            ),
            gate(
                r"^more (?:details )?(?:to follow|to come|follows?|soon)\W*$",
                starts="more details ;more to ;more follow;more soon",
            ),
            gate(r"^refresh (?:this page|for)", starts="refresh "),
        ),
        "byline": (
            gate_exact(
                rf"^(?:By|BY|Von|Par) {_NAME}(?:(?:,| and| und| &) {_NAME})*(?:,? (?:in|for|[A-Z])[\w ,.'-]{{0,60}})?$",
                starts="By ;BY ;Von ;Par ",
            ),
            # The names' words begin with capitals.
            gate_exact(
                rf"^{_NAME} (?:in|reports from|reporting from) [A-Z]\w+(?: [A-Z]\w+)?(?: and {_NAME} in [A-Z]\w+)?\.?$",
                " in ; reports from ; reporting from ",
            ),
            gate_exact(
                rf"^{_NAME}(?:,| [|–—-])(?: \w+){{0,3}} (?:[Cc]orrespondent|[Rr]eporter|[Ee]ditor|[Ww]riter)"
                r"\b[^.]{0,40}$",
                "orrespondent;eporter;ditor;riter",
            ),
            gate_exact(
                r"^[(\[]?(?:Additional |With additional |Further )?(?:[Rr]eporting|REPORTING|[Ww]riting|[Ee]diting)"
                r" by [A-Z]",
                "eporting by ;REPORTING by ;riting by ;diting by ",
            ),
            gate_exact(
                rf"^{_NAME}(?:(?:,? and |, ){_NAME})* (?:in [A-Z]\w+ )?contributed (?:to this|reporting)",
                " contributed to this; contributed reporting",
            ),
            gate_exact(r"^\([a-z]{2,4}(?:[/-][a-z]{2,4}){0,4}\)$", "("),
            gate_exact(
                r"^(?:With (?:files|material|information|agencies|reporting) from|This (?:article|report|story) (?:was"
                r" (?:produced|written|first published|originally published)|originally appeared|first appeared))\b",
                starts="With ;This article ;This report ;This story ",
            ),
        ),
        # An agency's notes to its subscribers: desk initials, "graf 5 pvs", "(OPTIONAL TRIM)".
        "wire note": (
            gate_exact(
                r"^[a-z]{2,3}$|^[a-z]{2,3}(?:[-/][a-z]{2,3}){1,4}$|^\([a-z]{2,4}(?:[/-] ?[a-z]{2,4}){0,4}[/ ]*\)$"
            ),
            gate_exact(
                r"^[(\[_ ]*(?:MORE|ENDIT|END|STORY CAN (?:END|BE CUT) HERE|(?:BEGIN |END |Begin |End )?"
                r"(?:OPTIONAL|Optional) (?:MATERIAL|TRIM|CUT|ADD|END|material|trim|cut|add|end))\b"
                r"(?:[^a-z]*$|.{0,60}\)\W*$|.{0,40}$)",
                starts="MORE;END;STORY CAN ;BEGIN ;Begin ;End ;OPTIONAL;Optional",
            ),
            gate_exact(r"^.{0,60}\b(?:\d{1,2}(?:st|nd|rd|th) graf\b|graf \d{1,2}\b|grafs? pvs\b).{0,40}$", "graf"),
            gate_exact(
                r"^(?:NYT|AP|UPI|AFP|WP|LAT)-\d\d-\d\d-\d\d \d{4}[A-Z]{2,4}\W*$", starts="NYT-;AP-;UPI-;AFP-;WP-;LAT-"
            ),
            gate_exact(
                r"^E(?:ds|DS|ditors|DITORS): (?:[A-Z]{3,}|[Ss]ubs?\b|[Aa]dds?\b|[Uu]pdat|[Tt]rims?\b|[Rr]ecast"
                r"|[Ll]eads?\b)",
                starts="Eds: ;EDS: ;Editors: ;EDITORS: ",
            ),
            gate_exact(r"^[A-Z][\w .-]{0,20} (?:Press|News) Writer$", " Press Writer; News Writer"),
            gate_exact(r"^-{0,2} ?(?:0|30) ?-{1,2}$", "-", starts="0"),
        ),
        "photo caption": (
            gate(
                r"^[(\[]?(?:file )?(?:photos?|images?|pictures?|pics?|photograph|credits?|captions?|illustration"
                r"|graphics?|video|foto|bild|watch live)"
                r"(?: (?:credit|caption|by|courtesy|gallery|file|illustration)s?)?\s*:",
                ":",
                starts="file ;photo;image;pic;credit;caption;illustration;graphic;video;foto;bild;watch live",
            ),
            gate(
                r"^[(\[]?(?:photos?|images?|photograph|illustration|graphic) (?:by|courtesy(?: of)?|credit) [A-Z]",
                " by ; courtesy ; credit ",
                starts="photo;image;illustration;graphic",
            ),
            gate(r"^file (?:photo\b|image\b|picture\b|[-–—] )", starts="file "),
            gate(
                r"(?:getty images|ap photo|afp via|epa-efe|shutterstock|picture[- ]alliance"
                r"|\(?photo(?:graph)?: [^)]{2,60}\)?)[^.]{0,40}$",
                "getty images;ap photo;afp via"
                ";epa-efe;shutterstock;picture-alliance;picture alliance;photo: "
                ";photograph: ",
            ),
        ),
    }
)


# The rules by which a line is no news: what sites say to their readers, and agencies to their subscribers.


#: Rule → the patterns of which one matches, tried in order on a line or sentence whose quotations were taken out and
#: whose apostrophes are straight.
RULES: Mapping[str, tuple[Gated, ...]] = MappingProxyType(
    {
        **NOTES,
        "related link": (
            gate(
                r"^[>»→▶•*\s]*(?:read (?:more|also|next|on)|also read|see also|related|more (?:on this|from|stories"
                r"|news)\b|most (?:read|popular|viewed)|recommended|related (?:articles?|stories|topics|content|links?)"
                r"|trending(?: now)?|don't miss|you (?:may|might) (?:also )?like"
                r"|watch(?: now)?|listen(?: to this (?:article|story))?|in pictures|explainer|opinion"
                r"|lesen sie auch|lire aussi|mehr zum thema)(?:\s*[:|–—]|\s+here\b|\W*$)",
                starts="read ;also read;see also;related;more on this;more from;more stories;more news;most read"
                ";most popular;most viewed;recommended;trending;don't miss;you may ;you might ;watch;listen;in pictures"
                ";explainer;opinion;lesen sie auch;lire aussi;mehr zum thema",
            ),
            gate(
                r"^(?:read more|more on this|more from|read also|see also) ",
                starts="read more ;more on this ;more from ;read also ;see also ",
            ),
        ),
        "advertisement": (
            gate(
                r"^[-–—\s]*(?:advertisement|advertising|advertorial|anzeige|publicité|sponsored(?: content| by .*)?"
                r"|promoted(?: content)?|paid (?:content|post)|(?:the )?(?:story|article) continues (?:below|after)\b.*"
                r"|skip advertisement)[-–—\s:.]*$",
                starts="advert;anzeige;publicité;sponsored;promoted;paid ;the story continues;the article continues"
                ";story continues;article continues;skip advert",
            ),
            gate(r"^[-–—\s]*ad[-–—\s:.]*$", starts="ad"),
            gate(r"contains? affiliate links", " affiliate links"),
        ),
        "time stamp": (
            gate(
                r"^(?:first |last )?(?:published|updated|posted|modified|created|stand)\s*(?:on|at|:|\d).{0,80}$",
                "published;updated;posted;modified;created;stand",
                starts="first ;last ;published;updated;posted;modified;created;stand",
            ),
            gate(r"^\d{1,3}[- ]min(?:ute)?s?\.?(?: read)?\W*$", " min;-min", starts="0"),
            gate(r"^reading time\b.{0,20}$", starts="reading time"),
            gate(r"^(?:\d+ (?:minutes?|hours?|days?) ago)$", " ago", starts="0"),
            gate(
                r"^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:\d{1,2}\.? (?:jan|feb|mar|apr|may|jun|jul|aug"
                r"|sep|oct|nov|dec)[a-z]*|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}),? \d{4}"
                r"(?:,?(?: at)? \d{1,2}[:.]\d\d.{0,20})?$",
                "jan;feb;mar;apr;may;jun;jul;aug;sep;oct;nov;dec",
                starts="0;monday;tuesday;wednesday;thursday;friday;saturday;sunday"
                ";jan;feb;mar;apr;may;jun;jul;aug;sep;oct;nov;dec",
            ),
            gate(r"^\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?$", ":;.", starts="0"),
        ),
        "newsletter": (
            gate(
                r"^(?:please )?(?:sign up|subscribe|register|join)\b(?=.*\b(?:newsletters?|our|inbox|e-?mails?|alerts?"
                r"|channel|podcast|here|whatsapp|telegram|briefing|updates|free|now|today)\b)(?!.*\bsaid\b)",
                starts="please ;sign up;subscribe;register;join",
            ),
            gate(r"^(?:sign up|subscribe|subscribe now|register now)\W*$", starts="sign up;subscribe;register now"),
            gate(
                r"^(?:get|receive|want|enjoy)\b(?=.*\b(?:newsletter|inbox|e-?mail|app|alerts?|briefing)\b)"
                r"(?=.*\b(?:our|your|you|us|free)\b)",
                "newsletter;inbox;email;e-mail;app;alert;briefing",
                starts="get;receive;want;enjoy",
            ),
            gate(
                r"\b(?:our|this|the) (?:(?:free|daily|weekly|morning|evening) )*newsletter\b.*\b(?:sign up|subscribe"
                r"|your|you|unsubscribe)\b",
                " newsletter",
            ),
            gate(r"^you (?:are|were) (?:receiving|sent|subscribed)\b", starts="you are ;you were "),
            gate(
                r"^(?:un)?subscribe (?:here|at any time)|^(?:to )?unsubscribe\b",
                starts="unsubscribe;subscribe ;to unsubscribe",
            ),
            gate(r"^view (?:this|it)? ?(?:e-?mail )?in (?:your )?browser", starts="view "),
        ),
        "social line": (
            gate(
                r"^(?:follow|like|find|join|connect with|reach|contact) (?:us|me|the author|our)\b",
                starts="follow ;like ;find ;join ;connect with ;reach ;contact ",
            ),
            gate(
                r"^follow (?:@?\w+ ){1,6}on (?:x|twitter|facebook|instagram|telegram|bluesky|mastodon|threads|youtube"
                r"|tiktok|linkedin|google news|whatsapp|social media|social networks|our channels)\b",
                starts="follow ",
            ),
            gate(
                r"^(?:share|tweet|e-?mail|print|save|copy link|comment|comments|bookmark|gift)(?: (?:this|it|on|via"
                r"|article|story|link|\d+)){0,4}\W*$|^share (?:this|on)\b|^comments?(?: \(?\d+\)?)?$",
                starts="share;tweet;email;e-mail;print;save;copy link;comment;bookmark;gift",
            ),
            gate(r"^\d+ comments?$", " comment", starts="0"),
            gate(
                r"^(?:tags?|topics?|filed under|keywords?) ?: ",
                ": ",
                starts="tag;topic;filed under;keyword",
            ),
            gate(r"^@\w+$", "@"),
            gate(r"^join the (?:conversation|discussion)", starts="join the "),
            gate(
                r"^(?:facebook|twitter|whatsapp|x|telegram|linkedin|reddit|instagram|youtube)(?:[ ,|/·]+(?:facebook"
                r"|twitter|whatsapp|x|telegram|linkedin|reddit|instagram|youtube|e-?mail|print))*$",
                starts="facebook;twitter;whatsapp;x;telegram;linkedin;reddit;instagram;youtube",
            ),
            gate(
                r"^(?:have|got) (?:a (?:news )?(?:tip|story)|something to add|questions)\b.*\?",
                "?",
                starts="have ;got ",
            ),
        ),
        "telephone number": (
            gate(r"^\W*(?:\+\d|0\d)[\d\s()./-]{6,}\d\b.{0,80}$", starts="0"),
            gate(
                r"^(?:please|if you|anyone|anybody)\b(?!.*\bsaid\b).{0,120}\b(?:call|phone|ring|dial|contact)\b.{0,80}"
                r"(?:\+\d|\b0\d|\b1-?8\d\d)[\d ()./-]{4,}\d",
                "call;phone;ring;dial;contact",
                starts="please;if you;anyone;anybody",
            ),
        ),
        "cookie line": (
            gate(
                r"\b(?:we|this (?:site|website|page)|our (?:site|website|partners))(?: \w+){0,4} (?:uses?|store|place)"
                r"(?: \w+){0,2} cookies\b",
                " cookies",
            ),
            gate(
                r"^(?:accept|reject|manage|allow)(?: all)?(?: cookies| preferences)?\W*$"
                r"|^(?:accept|reject|manage|allow) (?:all )?cookies",
                starts="accept;reject;manage;allow",
            ),
            gate(
                r"\bcookie (?:policy|settings|preferences|notice)\b",
                "cookie policy;cookie settings;cookie preferences;cookie notice",
            ),
            gate(
                r"^by (?:continuing|using|clicking|signing|subscribing)\b.*\b(?:you|our)\b",
                starts="by continuing;by using;by clicking;by signing;by subscribing",
            ),
            gate(
                r"^(?:privacy policy|terms (?:of use|of service|and conditions)|legal notice|imprint|impressum)\b\W*$",
                starts="privacy policy;terms ;legal notice;imprint;impressum",
            ),
        ),
        "continue line": (
            gate(
                r"^(?:continue(?: reading| to (?:site|article|the article))?|keep reading|load more|show more"
                r"|view (?:more|all)|skip to (?:main )?content|remind me later|not (?:now|ready to support today)"
                r"|no,? thanks|maybe later|log ?in|sign in|back to top|learn more|find out more|click here.{0,60}"
                r"|tap here.{0,60}|play video|image \d+ of \d+)\W*$",
                starts="continue;keep reading;load more;show more;view ;skip to ;remind me;not now;not ready;no thanks"
                ";no, thanks;maybe later;login;log in;sign in;back to top;learn more;find out more;click here;tap here"
                ";play video;image ",
            ),
            gate(
                r"^(?:register|menu|search|close|home|next|previous)\W*$",
                starts="register;menu;search;close;home;next;previous",
            ),
            gate(r"^(?:\d+ of \d+|1/\d+)\W*$", " of ;/", starts="0"),
            gate(r"^continue reading\b", starts="continue reading"),
            gate(
                r"^this (?:article|content|story) is (?:for|only|reserved)\b.*\b(?:subscribers|members)\b",
                starts="this article is ;this content is ;this story is ",
            ),
            gate(
                r"^(?:already a (?:subscriber|member)|to (?:read|continue reading) (?:this|the full))\b",
                starts="already a ;to read ;to continue reading ",
            ),
            gate(r"^please (?:enable|turn on|disable|allow|log in|refresh)\b", starts="please "),
            gate(r"^(?:your browser|javascript)\b.*\b(?:support|enable)", starts="your browser;javascript"),
        ),
        "appeal": (
            gate(
                r"^a message from (?:the |our )?[^.]{2,60}:$|^a (?:message|note|word) (?:from|to) (?:our|the)"
                r" (?:editors?|readers?|team|publisher)",
                starts="a message ;a note ;a word ",
            ),
            gate(
                r"^dear (?:readers?|friends?|subscribers?|supporters?|listeners?)\W*$"
                r"|^dear (?:readers?|subscribers?|supporters?),? (?:we|our|you|as|for|if|thank|this|please)\b",
                starts="dear ",
            ),
            gate(
                r"^(?:please )?(?:support|donate|chip in|contribute|help (?:us|keep|fund))\b(?=.*\b(?:us|our|journalism"
                r"|newsroom|today|now|monthly|here)\b)(?!.*\bsaid\b)",
                starts="please ;support;donate;chip in;contribute;help ",
            ),
            gate(
                r"^(?:support|donate|donate now|become a (?:member|supporter|patron|subscriber|friend)(?: of .{2,40})?"
                r"(?: today| now)?)\W*$",
                starts="support;donate;become a ",
            ),
            gate(
                r"\b(?:your|each|every|any) (?:support|contribution|donation|gift|subscription)s?\b.*\b(?:us|we|our|you"
                r"|difference|matters?|counts?|help)\b",
                "your ;each ;every ;any ",
                " support; contribution; donation; gift; subscription",
            ),
            gate(r"\bwe\b.*\bneed (?:your|you)\b", "need you"),
            gate(
                r"\b(?:support|fund|sustain|back)(?:ing)? (?:us|our (?:work|journalism|reporting|newsroom|mission"
                r"|independent))\b",
                "support;fund;sustain;back",
                " us; our work; our journalism; our reporting; our newsroom; our mission; our independent",
            ),
            gate(r"\bby supporting\b.*\b(?:you're|you|our)\b", "by supporting"),
            gate(
                r"^thank(?:s| you) for (?:reading|standing|your|being|supporting)\b",
                starts="thanks for ;thank you for ",
            ),
            gate(
                r"^if you (?:can|value|enjoy|like|believe|have (?:read|enjoyed))\b.*\b(?:us|our|support|consider)\b",
                starts="if you ",
            ),
            gate(r"\bas little as\b.*\b(?:you|your|us)\b", "as little as"),
            gate(r"\bwe (?:rely|depend) on (?:you|our|readers|your)\b", "we rely on ;we depend on "),
        ),
    }
)


# What in an article is no news: marked with the rule that knew it, and kept out of the briefing.
#
# Two guards keep news in that only mentions such things. Words in quotation marks do not count, and
# most rules want what only a site says to its reader: an imperative at the start, or "we" and "you".


_READER = r"\b(?:we|us|our|ours|you|your|yours|my)\b"
_ENDS = re.compile(r"[.!?…:;,][\"”’»)\]*]*$")
# Indirect speech: "Please support us, its head asked the city." is news.
_REPORTED = (
    r",(?: \w[\w.'-]*,?){1,7}? (?:said|says|asked|told|added|began|wrote|urged|warned|read|pleaded|insisted"
    r"|explained)\b"
    r"|, it (?:began|went on|continued|read|said)\b"
)
_SPEAKING = frozenset({"newsletter", "social line", "cookie line", "appeal", "continue line", "related link"})
_TRAILING = ("appeal",)
_SENTENCE_RULES = ("copyright", "wire note", "developing story", "newsletter", "appeal", "cookie line", "social line")
_LONGEST_LOOKED_AT = 1_500


@dataclass(frozen=True, slots=True)
class Mark:
    """What a line is, and the rule that knew it (empty for news)."""

    kind: Kind
    why: str = ""


_NEWS = Mark("sentence")


def find_rule(text: str, names: tuple[str, ...] = tuple(RULES)) -> str:
    """Name the rule by which a line or sentence is boilerplate, or nothing if it is news.

    >>> find_rule("© 2031 Sample News. All rights reserved."), find_rule("By Ana Dahl, Oslo")
    ('copyright', 'byline')
    >>> find_rule("Subscribers of the gas firm will get our money back, the minister said.")
    ''
    """
    # Boilerplate is short; a longer line is told by how it begins.
    plain = QUOTATION.sub("“”", text[:_LONGEST_LOOKED_AT]).strip().replace("’", "'")
    found = (names[place] for place in find_groups(_arrange(names), plain))
    return next((name for name in found if not (name in _SPEAKING and compiled(_REPORTED).search(plain))), "")


@cache
def _arrange(names: tuple[str, ...]) -> Gates:
    return arrange([RULES[name] for name in names])


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
        if rules[at] in _TRAILING or (not rules[at] and compiled(_READER, exact=False).search(line)):
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
