"""Every key that ``summarizer.toml`` may hold: what may stand there, what holds without it, and what it is for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from zoneinfo import ZoneInfo

from summarizer.config.toml_tables import Check, is_any_text, is_bool, is_text, is_texts, is_whole
from summarizer.config.values import parse_date_or_age, parse_formats, parse_length, parse_threshold
from summarizer.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a table. ``example`` is what `init` shows where the default says too little, as TOML."""

    name: str
    check: Check
    default: object
    comment: str
    example: str = ""


def _parsed(parse: Callable[[str], object]) -> Check:
    """Check a text (or number) by reading it."""

    def check(value: object) -> str:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            return "must be a text"
        try:
            parse(str(value))
        except ConfigError as error:
            return f"cannot be: {error.message}" + (f"; {error.hint}" if error.hint else "")
        return ""

    return check


def _is_number(value: object) -> str:
    good = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e12
    return "" if good else "must be a number of 0 or more"


def _is_numbers(value: object) -> str:
    good = isinstance(value, list) and not any(map(_is_number, value))
    return "" if good else "must be a list of numbers of seconds, like [5, 20, 60]"


def _is_count(value: object) -> str:
    return is_whole(value) or ("" if isinstance(value, int) and value >= 0 else "must be 0 or more")


def _is_threshold(value: object) -> str:
    return _is_number(value) or _parsed(lambda text: parse_threshold(float(text)))(value)


def _is_formats(value: object) -> str:
    return is_texts(value) or _parsed(lambda text: parse_formats([text]))(",".join(map(str, value)))  # type: ignore[call-overload]


def _is_shares(value: object) -> str:
    good = isinstance(value, dict) and not any(map(_is_number, value.values())) and all(value.values())
    return "" if good else "must be shares by sections, like { call = 0.3, context = 0.1 }"


def _is_names(value: object) -> str:
    good = isinstance(value, dict) and not any(map(is_text, value.values()))
    return "" if good else 'must be names by files, like { "wire.txt" = "Example Wire" }'


def _is_timezone(value: object) -> str:
    if not isinstance(value, str):
        return "must be a text"
    try:
        ZoneInfo(value or "UTC")
    except (ValueError, OSError, LookupError):
        return "is no time zone; write one like “Europe/Berlin” or “UTC”"
    return ""


def _is_starttls(value: object) -> str:
    return "" if value in ("required", "never", "loopback") else "must be “required”, “never” or “loopback”"


def _is_text_or_texts(value: object) -> str:
    return is_text(value) and is_texts(value) and "must be an address or a list of addresses"


#: What one briefing is made of; at the top of the file for all of them, in ``[briefing.NAME]`` for one.
BRIEFING = (
    Key("places", is_texts, ["articles"], "Files and folders of articles, pages, feeds and lists of feeds (OPML).",
        'places = ["articles", "https://news.example/feed.xml"]'),
    Key("since", _parsed(parse_date_or_age), "", "Only articles from this day on: 2024-11-15, or 24h or 3d before now.",
        'since = "24h"'),
    Key("until", _parsed(parse_date_or_age), "", "Only articles up to this day.", 'until = "2024-11-15"'),
    Key("plan", is_text, "auto", "The plan: its name or file; auto takes the one made for the story, else general."),
    Key("length", _parsed(parse_length), "20", "20 (sentences), 20% (of them), 300w (words) or 2min (to read)."),
    Key("method", is_text, "weighted-cover", "How sentences are ranked; see `summarizer methods`."),
    Key("formats", _is_formats, ["md", "html", "json"], "What is written: md, html, txt, json."),
    Key("output", is_text, "outputs", "The folder to write into."),
    Key("title", is_any_text, "", "The title; without one the plan's, or the most central headline.",
        'title = "The morning briefing"'),
    Key("new_only", is_bool, False, "Print only what no earlier edition printed."),
    Key("shares", _is_shares, {}, "Sections' shares of the length.", "shares = { call = 0.3, context = 0.1 }"),
    Key("outlets", _is_names, {}, "Who published a file.", 'outlets = { "wire.txt" = "Example Wire" }'),
    Key("similarity", is_text, "tf-idf", "How sentences are compared: tf-idf, characters or words."),
    Key("threshold", _is_threshold, 0.28, "From which similarity on two sentences tell the same."),
    Key("language", is_any_text, "", "The articles' language; without one told from each text.", 'language = "en"'),
    Key("gloss", is_bool, True, "Say in [brackets] who “He” is and what day “Friday” is, where it is sure."),
    Key("template", is_any_text, "", "Your own template, a file ending in .md.j2, .html.j2 or .txt.j2.",
        'template = "own.md.j2"'),
    Key("templates", is_text, "templates", "The folder whose templates and plans win over the packaged ones."),
    Key("timezone", _is_timezone, "", "The time zone in which a day begins; without one this machine's.",
        'timezone = "Europe/Berlin"'),
)  # fmt: skip

FETCH = (
    Key("folder", is_text, "articles", "Where fetched articles are kept, in a folder for each day."),
    Key("fulltext", is_bool, True, "Read the page where a feed has only a teaser."),
    Key("most_items", _is_count, 50, "The most items of one feed in one run."),
    Key("timeout", _is_number, 20, "Seconds of silence after which a server is given up."),
    Key("retries", _is_count, 2, "How often a request that failed is tried again."),
    Key("pause", _is_number, 1, "Seconds between two requests to one host."),
    Key("most_bytes", _is_count, 10_000_000, "The largest answer that is read, unpacked."),
    Key("allow_private", is_bool, False, "Allow addresses of this machine and its network."),
    Key("certificates", is_any_text, "", "A file of certificate authorities to trust instead of the usual ones.",
        'certificates = "/etc/ssl/own.pem"'),
)  # fmt: skip

HISTORY = (
    Key("path", is_any_text, "", "The file of what was printed and mailed; without one in your data folder.",
        'path = "history.db"'),
    Key("days", _is_count, 30, "For how many days a thing printed is remembered by new_only."),
    Key("wait", _is_number, 60, "Seconds to wait for another run that holds the history."),
)  # fmt: skip

MAIL = (
    Key("server", is_any_text, "", "smtp://host:587, smtps://host, sendmail:/usr/sbin/sendmail or maildir:/folder.",
        'server = "smtp://mail.example.org:587"'),
    Key("sender", is_any_text, "", "Who sends it.", 'sender = "Morning desk <desk@example.org>"'),
    Key("to", _is_text_or_texts, [], "Who gets it.", 'to = ["Ann <ann@example.org>", "bo@example.org"]'),
    Key("cc", _is_text_or_texts, [], "Who gets a copy, for all to see."),
    Key("bcc", _is_text_or_texts, [], "Who gets a copy that nobody sees."),
    Key("reply_to", _is_text_or_texts, [], "Where answers go."),
    Key("each", is_bool, False, "Send everyone a mail of their own."),
    Key("subject", is_any_text, "", "The subject, a template; without one “TITLE, DATE”.",
        'subject = "{{ title }} of {{ date }}"'),
    Key("list_id", is_any_text, "", "The List-Id, by which readers sort; without one made of name and sender."),
    Key("when_empty", is_bool, False, "Mail an edition even where nothing is new."),
    Key("user", is_any_text, "", "The name to log in with."),
    Key("password_env", is_any_text, "", "The environment variable that holds the password."),
    Key("password_file", is_any_text, "", "The file that holds the password; only its owner may read it."),
    Key("password_command", is_any_text, "", "The command that prints the password."),
    Key("starttls", _is_starttls, "loopback", "required; loopback: not on this very machine; never."),
    Key("ca_file", is_any_text, "", "A file of certificate authorities to trust instead of the usual ones."),
    Key("timeout", _is_number, 60, "Seconds of silence after which the server is given up."),
    Key("pauses", _is_numbers, [5, 20, 60], "Seconds before each further try of what was refused for now."),
)  # fmt: skip

#: Table → its keys. ``briefing`` is the top of the file and each ``[briefing.NAME]``.
TABLES: Mapping[str, tuple[Key, ...]] = MappingProxyType(
    {"briefing": BRIEFING, "fetch": FETCH, "history": HISTORY, "mail": MAIL}
)
