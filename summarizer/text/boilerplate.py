"""What in an article is no news, known by the rules of ``lang/*/boilerplate.toml``; and which lines are headlines.

A line is checked by the rules of its article's language and by those of English, because sites mix the two.
Two guards keep news in that only mentions such things: words in quotation marks do not count, and most rules want
what only a site says to its reader, an imperative at the start, or "we" and "you".

Worth 3.7 points of the precision of merged pairs; without it 58 lines of boilerplate come through, most of them notes
of agencies (15), appeals (12) and what stands behind an appeal (4).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from summarizer.lang.language import Language, load_language
from summarizer.model import SentenceKind
from summarizer.text.agencies import cut_at_last_parting
from summarizer.text.tokens import ENTRY_TIME, OPENING_MARKS, QUOTATION, count_words, fold, letters, mask

# German closes a quotation with what opens one in English.
_END = re.compile(r"[.!?…:;,。！？।॥؟۔][\"”“’‘»«)\]」』*]*$")
_FULL_STOP = re.compile(r"\.[\"”“’‘»«)\]*]*$")
_HEADING = re.compile(r"#{1,6} \S")
_NEXT_SENTENCE = re.compile(r"[.!?…][\"”’»)\]]*\s+\S")
_LINK_BEHIND = re.compile(r"\.[\"”“’‘»«)\]]* [^\W\d_]")
# What stands before an item of a list. A dash may as well open a quotation, so that it is none.
_BULLET = re.compile(r"\s*[-*+•‣▪▸◦●∙·] +(?=\S)")
_COUNTER = re.compile(r"\s*(\d{1,2})[.)] +(?=\S)")
# A bare "8.40" may be a price.
_STAMP = re.compile(rf"{ENTRY_TIME.pattern}|\d{{1,2}}[:h]\d\d +(?=\S)")
_FEWEST_ENTRIES, _LAST_MINUTE = 3, (23, 59)
# What stands before each line of a block that is quoted, in Markdown and mails; and before one that quotes another.
_QUOTED, _QUOTES_ANOTHER = re.compile(r"\s*> ?"), re.compile(r"\s*> ?>")
# What stands above a mail that is answered: when it came, or from which address.
_ABOVE_ANSWERED = re.compile(r"\d:\d\d|@")
_LONGEST_LOOKED_AT = 1_500
_FEWEST_WORDS_OF_NEWS = 8
_MOST_WORDS_OF_HEADLINE = 25
_MOST_WORDS_OF_LINK = 15
_MOST_WORDS_OF_QUESTION = 14
_MOST_WORDS_OF_SUBHEADING = 12
_FEWEST_WORDS_OF_FACT = 4
_MOST_WORDS_OVER_LINKS = 4
_LINES_BEFORE_TITLE = 4


@dataclass(frozen=True, slots=True)
class Rule:
    """What finds the patterns of a rule, and its fields as ``lang/en/boilerplate.toml`` explains them."""

    finders: tuple[Callable[[str], re.Match[str] | None], ...]
    in_paragraphs: bool = False
    unless_reported: bool = False
    goes_on: bool = False
    ends: bool = False
    heads_links: bool = False
    at_end: bool = False
    one_sentence: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """What a line is, the rule that knew it (empty for news), and where its text begins behind the mark of a list."""

    kind: SentenceKind
    why: str = ""
    begin: int = 0


#: The rule of a note in which the outlet says that it corrected the article: it is told with the line that was.
CORRECTION = "correction"
#: The mark of news in a quoted block above which it is said whose words these are.
ANNOUNCED = "announced block"
#: The mark of a line of news.
NEWS = Mark("sentence")


@cache
def read_rules(language: Language) -> Mapping[str, Rule]:
    """Return the rules of English, with the patterns of a language too, in the order in which they are tried.

    A pattern for a line's beginning is looked for there alone: ``search`` would try it at every place. In the data,
    "^" at the head of a pattern stands for all of its alternatives. Each kind is one pattern a rule: that is faster.
    """
    english = load_language("en")
    known = read_rules(english) if language is not english else {}
    own = language.rule_texts("boilerplate.rules")
    rules: dict[str, Rule] = {}
    for name, table in english.table("boilerplate.rules").items():
        opening: list[str] = []
        anywhere: list[str] = []
        for pattern in own.get(name, ()):
            text = pattern.removeprefix("(?i)")
            flags = "i" if text != pattern else ""
            (opening if text.startswith("^") else anywhere).append(f"(?{flags}:{text})")
        finders = list(known[name].finders) if known else []
        if opening:
            finders.append(re.compile("|".join(opening)).match)
        if anywhere:
            finders.append(re.compile("|".join(anywhere)).search)
        fields = {field: value for field, value in dict(table).items() if field != "patterns"}
        rules[name] = Rule(tuple(finders), **fields)
    return rules


@cache
def _list_rules(
    language: Language, in_paragraph: bool, at_end: bool, is_one_sentence: bool
) -> tuple[tuple[str, Rule], ...]:
    """Return the rules that hold in a paragraph or for a line, one of one sentence or of more, and where no news stands
    behind it or some may."""
    found: list[tuple[str, Rule]] = []
    for name, rule in read_rules(language).items():
        if in_paragraph and not rule.in_paragraphs:
            continue
        if (at_end or not rule.at_end) and (is_one_sentence or not rule.one_sentence):
            found.append((name, rule))
    return tuple(found)


def find_rule(text: str, language: Language, *, in_paragraph: bool = False, at_end: bool = False) -> str:
    """Return the rule by which a line, or a sentence in a paragraph of news, is boilerplate, or nothing if it is news.

    ``at_end`` says that no news stands behind it.

    >>> find_rule("© 2031 Sample News. All rights reserved.", english), find_rule("By Ana Dahl, Oslo", english)
    ('copyright', 'byline')
    >>> find_rule("9.05: Good morning and welcome to our live coverage of the flood.", english)
    'greeting'
    >>> find_rule("Subscribers of the gas firm will get our money back, the minister said.", english)
    ''
    """
    plain = _empty_quotations(text).strip().replace("’", "'")
    rule = _match_rules(plain, language, in_paragraph=in_paragraph, at_end=at_end) if plain else ""
    entry_time = None if rule else ENTRY_TIME.match(plain)
    if entry_time:
        return find_rule(plain[entry_time.end() :], language, in_paragraph=in_paragraph, at_end=at_end)
    return rule


def _match_rules(plain: str, language: Language, *, in_paragraph: bool, at_end: bool) -> str:
    """Return the first rule that holds for a line or a sentence in a paragraph, without its quotations."""
    more = None if in_paragraph else _NEXT_SENTENCE.search(plain)
    # Of a line of several sentences the first tells what it is: any other may be appended to news.
    first = plain[: more.start() + 1] if more else plain
    for name, rule in _list_rules(language, in_paragraph, at_end, not more):
        told = first if rule.in_paragraphs else plain
        if not any(find(told) for find in rule.finders):
            continue
        if not (rule.unless_reported and _matches(told, language, "reported")):
            return name
    return ""


def _empty_quotations(text: str) -> str:
    """Return a line's beginning with nothing between its quotation marks."""
    # Boilerplate is short; a longer line is told by how it begins.
    return QUOTATION.sub("“”", text[:_LONGEST_LOOKED_AT])


def _matches(text: str, language: Language, key: str) -> bool:
    """Return whether a pattern of English or of the language itself is found in a text."""
    patterns = [known.pattern(f"boilerplate.{key}") for known in (load_language("en"), language)]
    return any(pattern.search(text) for pattern in patterns)


def mark_lines(lines: Sequence[str], language: Language, title: str = "") -> tuple[Mark, ...]:
    """Mark an article's lines, in order, as news, headline or boilerplate. Blank lines are news.

    >>> lines = ["Storm hits Oslo", "A storm hit Oslo on Friday.", "Read more: Weather"]
    >>> [mark.kind for mark in mark_lines(lines, english)]
    ['headline', 'sentence', 'boilerplate']
    >>> [mark.kind for mark in mark_lines(["A single line without a full stop"], english)]
    ['sentence']
    >>> [mark_lines([above, "> The dam is unsafe."], english)[1].why for above in ("Dahl wrote:", "Dahl wrote.")]
    ['announced block', 'quoted block']
    """
    items, entries = _find_items(lines), _find_entries(lines)
    quoted = _find_quoted_news(lines, language)
    begins = items | entries | {at: mark.begin for at, mark in quoted.items()}
    texts = [line[begins.get(at, 0) :].strip() for at, line in enumerate(lines)]
    rules = _find_rules(texts, language, items)
    for at, line in enumerate(lines):
        if at not in quoted and _QUOTED.match(line):
            rules[at] = "quoted block"
    _mark_at_end(texts, rules, language)
    # Of what is said of one line, the later holds.
    marks = {at: Mark("sentence", begin=begin) for at, begin in (items | entries).items()}
    marks |= quoted
    marks |= {at: Mark("headline", why) for at, why in _find_headlines(texts, rules, title, items)}
    marks |= {at: Mark("boilerplate", rule) for at, rule in enumerate(rules) if rule}
    return tuple(marks.get(at, NEWS) for at in range(len(lines)))


def _find_rules(texts: Sequence[str], language: Language, items: Mapping[int, int]) -> list[str]:
    """Return the rule by which each line is boilerplate, by itself or by the lines above it; empty for news."""
    rules = [find_rule(text, language) for text in texts]
    _mark_behind_end(texts, rules, language)
    _spread_appeals(texts, rules, language)
    for at in _find_listed_links(texts, rules, language, items):
        rules[at] = "list of links"
    return rules


def _mark_at_end(texts: Sequence[str], rules: list[str], language: Language) -> None:
    """Put down by which rule the last lines are none of news, up to the last that has its full stop."""
    for at in range(len(texts) - 1, -1, -1):
        rules[at] = rules[at] or find_rule(texts[at], language, at_end=True)
        if not rules[at] and _END.search(texts[at]):
            break


def _find_items(lines: Sequence[str]) -> dict[int, int]:
    """Return the lines that are items of a list, each with where its text begins.

    A number makes an item only beside the number before or after it: "3. May was a holiday." is a sentence.
    """
    items: dict[int, int] = {}
    last = (-1, -1, 0)
    for at, line in enumerate(lines):
        bullet, counter = _BULLET.match(line), _COUNTER.match(line)
        if bullet:
            items[at] = bullet.end()
        elif counter:
            number = int(counter[1])
            if number == last[1] + 1:
                items[last[0]] = last[2]
                items[at] = counter.end()
            last = (at, number, counter.end())
    return items


def _find_entries(lines: Sequence[str]) -> dict[int, int]:
    """Return the lines that are entries of a page that is written on all day, each with where its text begins behind
    the time of day: the newest stands first, where a timetable or a chronicle goes the other way.

    Fewer lines that fall may be scores or prices, as are numbers that are no time of day.
    """
    stamps = {at: stamp for at, stamp in enumerate(map(_STAMP.match, lines)) if stamp}
    behind = [stamp.string[stamp.end() :] for stamp in stamps.values()]
    times = [tuple(map(int, re.findall(r"\d+", stamp.group()))) for stamp in stamps.values()]
    if len(stamps) < _FEWEST_ENTRIES or any(time[:2] > _LAST_MINUTE or time[1] > _LAST_MINUTE[1] for time in times):
        return {}
    # "18.30 Uhr": behind each stands the same word, or nothing else behind one.
    is_alike = len({text.split()[0] for text in behind}) < 2 or min(len(text.split()) for text in behind) < 2
    if is_alike or any(text[0].islower() for text in behind) or times != sorted(times, reverse=True):
        return {}
    return {at: stamp.end() for at, stamp in stamps.items()} if times[0] > times[-1] else {}


def _find_quoted_news(lines: Sequence[str], language: Language) -> dict[int, Mark]:
    """Return the marks of the lines of quoted blocks that are news: they are announced, or say themselves who speaks.

    What else is quoted are somebody's words without a word on whose they are: those of a mail that is answered, a line
    of the article in large letters, a message of another site.
    """
    marks: dict[int, Mark] = {}
    above = ""
    is_announced = False
    for at, line in enumerate(lines):
        quoted = _QUOTED.match(line)
        if quoted is None and line.strip():
            above = line.strip()
            # It says whose words stand below, and not only above an answer.
            is_announced = above.endswith(":") and not (_ABOVE_ANSWERED.search(above) or find_rule(above, language))
        elif quoted and not _QUOTES_ANOTHER.match(line):
            if is_announced:
                marks[at] = Mark("sentence", ANNOUNCED, quoted.end())
                continue
            # A line that opens with a quotation and says more says who speaks.
            text = line[quoted.end() :].lstrip()
            if not above.endswith(":") and text.startswith(OPENING_MARKS) and any(map(str.isalpha, mask(text))):
                marks[at] = Mark("sentence", begin=quoted.end())
    return marks


def _spread_appeals(lines: Sequence[str], rules: list[str], language: Language) -> None:
    """Mark what stands behind an appeal, up to the end or to where news goes on after a box."""
    appeals = [at for at, rule in enumerate(rules) if rule and read_rules(language)[rule].goes_on]
    if not appeals:
        return
    resume = len(lines)
    # From where news goes on, nothing speaks to the reader any more.
    for at in range(len(lines) - 1, appeals[-1], -1):
        if rules[at]:
            continue
        line = _empty_quotations(lines[at])
        if _matches(line, language, "reader"):
            break
        if count_words(line) >= _FEWEST_WORDS_OF_NEWS:
            resume = at
    for at in range(appeals[0], resume):
        rules[at] = rules[at] or "after an appeal"


def _mark_behind_end(lines: Sequence[str], rules: list[str], language: Language) -> None:
    """Mark what stands behind the line that ends a press release, unless that is most of the text."""
    ends = [at for at, rule in enumerate(rules) if rule and read_rules(language)[rule].ends]
    if not ends:
        return
    first = ends[0]
    before, behind = (sum(map(count_words, part)) for part in (lines[:first], lines[first:]))
    if behind < before:
        rules[first:] = [rule or rules[first] for rule in rules[first:]]


def _find_listed_links(
    lines: Sequence[str], rules: Sequence[str], language: Language, items: Mapping[int, int]
) -> list[int]:
    """Return the lines of a list of headlines under a heading like "Related articles": its items, and short lines
    without an end that no news follows."""
    over_links = {name for name, rule in read_rules(language).items() if rule.heads_links}
    listed: list[int] = []
    waiting: list[int] = []
    is_over_items = is_over_links = False
    for at, line in enumerate(lines):
        if rules[at] in over_links and count_words(line) <= _MOST_WORDS_OVER_LINKS:
            is_over_items = is_over_links = True
        elif not line or rules[at]:
            continue
        elif is_over_items and at in items and not _END.search(line):
            listed.append(at)
        elif is_over_links and not _END.search(line) and count_words(line) <= _MOST_WORDS_OF_LINK:
            waiting.append(at)
            is_over_items = False
        else:
            waiting = []
            is_over_items = is_over_links = False
    return listed + waiting


def _find_headlines(
    lines: Sequence[str], rules: Sequence[str], title: str, items: Mapping[int, int]
) -> list[tuple[int, str]]:
    """Return the lines of news that are headlines, each with the reason.

    A text whose every line lacks its full stop is not made of headlines alone: then the first line is one. A
    single line that is all there is to an article is news.
    """
    news = [at for at, line in enumerate(lines) if line and not rules[at]]
    padded = [*lines, ""]
    found: list[tuple[int, str]] = []
    above = ""
    for order, (at, following) in enumerate(pairwise([*news, len(lines)])):
        if at in items:
            above = ""
            continue
        line, below = padded[at], padded[following]
        why = _explain_headline(line, order, title, above, below, is_over_items=following in items)
        above = line
        if why:
            found.append((at, why))
            if order == 0 or why == "the title":
                above = ""
    if len(found) < len(news):
        return found
    return found[:1] if len(lines) > 1 else []


def _tells(line: str) -> bool:
    """Return whether a line without a full stop may tell a fact: it has some words, and not all of them are titles'."""
    words = line.split()
    small = sum(word[0].islower() for word in words)
    return not _END.search(line) and len(words) >= _FEWEST_WORDS_OF_FACT and small * 2 >= len(words) - 1


def _explain_headline(line: str, order: int, title: str, above: str, below: str, *, is_over_items: bool) -> str:
    """Return by what a line of news is a headline, nothing if it is none; ``order`` counts the lines of news."""
    words = count_words(line)
    if is_over_items and words <= _MOST_WORDS_OF_SUBHEADING and not _FULL_STOP.search(line):
        return "over a list"
    if order < _LINES_BEFORE_TITLE and _is_title(line, title):
        return "the title"
    if words > _MOST_WORDS_OF_HEADLINE or (order == 0 and not below):
        return ""
    if _HEADING.match(line):
        return "heading"
    if order == 0:
        return "first line" if _opens(line, title, below) else ""
    return "subheading" if below and _stands_over(line, [above] if is_over_items else [above, below]) else ""


def _is_title(line: str, title: str) -> bool:
    """Return whether a line has the letters of the article's title, and at most the name of the outlet behind them."""
    told, told_before = (letters(fold(text)) for text in (line, cut_at_last_parting(line)[0]))
    return bool(title) and letters(fold(title)) in (told, told_before)


def _opens(line: str, title: str, below: str) -> bool:
    """Return whether a first line has no end or, in a text without a title, asks or shouts what stands below it."""
    asks = line[-1] in "?!" and count_words(line) <= min(_MOST_WORDS_OF_QUESTION, count_words(below) - 1)
    return not _END.search(line) or (asks and not title)


def _stands_over(line: str, beside: Iterable[str]) -> bool:
    """Return whether a line may be the heading of a part of the article, by itself and the lines beside it."""
    # Lines without a full stop that follow one another tell, and do not stand over something.
    if _tells(line) and any(map(_tells, beside)):
        return False
    if _END.search(line) or count_words(line) > _MOST_WORDS_OF_SUBHEADING or line[0].islower():
        return False
    # "The talks go on. Read the plan": a link is appended to what is told.
    told = _LINK_BEHIND.search(line)
    return told is None or count_words(line[: told.start()]) < _FEWEST_WORDS_OF_FACT
