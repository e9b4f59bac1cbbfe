"""Every option, once: its name, type, default, bounds and what it is for.

A table of ``summarizer.toml`` is a frozen dataclass. An option is one of its fields: declared with ``option``, or
described here where the record, with its defaults, is that of the room that works by it. The checks of the file, the
file to begin with, ``summarizer config``, the command line's help and defaults, and the tables of the guide are made of
these declarations.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from summarizer.config import values as kinds
from summarizer.fetch.web_addresses import Policy
from summarizer.mail.mail_settings import MailSettings, WebhookSettings
from summarizer.model import CoverageTables, Length, Options, Right, StandingStory
from summarizer.sources.bounded_process import Limits

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T")
Record = TypeVar("Record", bound="DataclassInstance")
_DEFAULTS = Options()
DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Value:
    """A value as it was said, and where: ``default``, ``summarizer.toml, line 3``, or an option (``--plan``)."""

    value: object
    origin: str = DEFAULT


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a table.

    ``unset`` says what holds while it is empty, ``example`` is what `init` shows where the default says too little,
    as TOML. ``flags`` and ``metavar`` are how the command line calls it; without flags it is a matter of the file.
    """

    name: str
    default: object
    kind: kinds.ValueKind[Any]
    text: str
    unset: str = ""
    example: str = ""
    flags: tuple[str, ...] = ()
    metavar: str = ""

    @property
    def comment(self) -> str:
        """Return what the settings file says of it."""
        return f"{self.text.removesuffix('.')}; without one {self.unset}." if self.unset else self.text

    @property
    def help(self) -> str:
        """Return what the command line's help says of it."""
        repeated = " May be repeated." if self.metavar else ""
        return f"{self.text} [default: {self.unset}]" if self.unset else f"{self.text}{repeated}"


@dataclass(frozen=True, slots=True)
class TableSchema(Generic[Record]):
    """A table of the file: ``defaults`` is its record as it is where nothing is said."""

    name: str
    defaults: Record
    options: Mapping[str, Option]
    about: str = ""

    def build(self, said: Mapping[str, Value]) -> Record:
        """Return the record in which ``said`` holds, and the defaults for the rest. Raise ConfigError."""
        values = {name: self.options[name].kind.read(value.value) for name, value in said.items()}
        return replace(self.defaults, **values)


def option(
    default: T,
    kind: kinds.ValueKind[T],
    text: str,
    *,
    unset: str = "",
    example: str = "",
    flags: tuple[str, ...] = (),
    metavar: str = "",
) -> T:
    """Declare an option: a field of a dataclass, with all that is to be known of it."""
    metadata = {"kind": kind, "text": text, "unset": unset, "example": example, "flags": flags, "metavar": metavar}
    return field(default_factory=lambda: default, metadata=metadata)


def _build_table(name: str, defaults: Record, about: str = "") -> TableSchema[Record]:
    """Return the schema that the fields of a record declare."""
    options = {}
    for one in fields(defaults):
        options[one.name] = Option(one.name, getattr(defaults, one.name), **one.metadata)
    return TableSchema(name, defaults, MappingProxyType(options), about)


def _describe_record(
    name: str, defaults: Record, options: Mapping[str, tuple[Any, ...]], about: str = ""
) -> TableSchema[Record]:
    """Return the schema of a record of another room, by the kind, text, ``unset`` and ``example`` of each option."""
    described = {one: Option(one, getattr(defaults, one), *told) for one, told in options.items()}
    return TableSchema(name, defaults, MappingProxyType(described), about)


#: A story that a desk follows, whatever is in it: a table ``[[story]]``.
STORY = _describe_record(
    "story",
    StandingStory("", ()),
    {
        "name": (kinds.TEXT, "By what it is called; each has one, and no two the same."),
        "words": (kinds.TEXTS, "What its articles tell of.", "its name"),
        "plan": (kinds.TEXT, "The plan of its briefing, a name or a file.", "the one that fits"),
        "title": (kinds.TEXT, "Its title on the front page.", "its name"),
    },
)


def _read_stories(value: object) -> tuple[StandingStory, ...]:
    """Return the standing stories of the tables of a file, which were checked."""
    rows = value if isinstance(value, list) else []
    stories = [STORY.build({name: Value(one) for name, one in row.items()}) for row in rows]
    return tuple(replace(one, words=one.words or (one.name,)) for one in stories)


@dataclass(frozen=True, slots=True)
class BriefingTable:
    """What one briefing is made of; at the top of the file for all of them, in ``[briefing.NAME]`` for one."""

    places: tuple[str, ...] = option(
        ("articles",), kinds.PLACES, "Files and folders of articles, pages, feeds and lists of feeds (OPML).",
        example='places = ["articles", "https://news.example/feed.xml"]',
    )  # fmt: skip
    since: str = option(
        "", kinds.DAY_OR_AGE, "Only articles from this day on, or 24h, 3d, 2w before now.",
        example='since = "24h"', flags=("--since",),
    )  # fmt: skip
    until: str = option(
        "", kinds.DAY_OR_AGE, "Only articles up to this day.", example='until = "2024-11-15"', flags=("--until",)
    )
    plan: str = option(
        _DEFAULTS.plan, kinds.TEXT, "A plan's name or file; auto takes the one made for this story, else general.",
        flags=("--plan", "-p"),
    )  # fmt: skip
    length: Length = option(
        _DEFAULTS.length, kinds.LENGTH,
        "20 (sentences, some 25 words each), 20% (of them), 300w (words) or 2min (to read).",
        flags=("--length", "-l"),
    )  # fmt: skip
    stories: bool = option(
        False, kinds.FLAG, "Make a front page of many stories, as feeds tell them, instead of one briefing.",
        example="stories = true", flags=("--stories/--no-stories",),
    )  # fmt: skip
    most_stories: int = option(
        _DEFAULTS.stories.most_stories,
        kinds.COUNT,
        "So many stories of a front page are told; others have a line each.",
    )
    story_length: Length = option(
        _DEFAULTS.stories.story_length, kinds.LENGTH,
        "The length of a story on a front page, the biggest are longer; length, if it is set, bounds the whole page.",
    )  # fmt: skip
    about: tuple[str, ...] = option(
        (), kinds.TEXTS, "Pin a story of your own to the front page: what tells of these words stands in it.",
        example='about = ["Ukraine", "Scholz"]', flags=("--about",), metavar="WORD",
    )  # fmt: skip
    story: tuple[StandingStory, ...] = option(
        (), kinds.ValueKind(kinds.is_rows, _read_stories),
        "Several such stories, each a table [[story]] with a name, and with words, plan and title if need be.",
        example='story = [{ name = "Ukraine", words = ["Ukraine", "Kyiv"], plan = "ukraine-call" }]',
    )  # fmt: skip
    method: str = option(
        _DEFAULTS.method, kinds.TEXT, "How sentences are ranked; see `summarizer methods`.", flags=("--method", "-m")
    )
    formats: tuple[str, ...] = option(
        ("md", "html", "json"), kinds.FORMAT_LIST,
        "md, html, txt, json, jsonld, docx, pdf; of the whole folder: atom, jsonfeed, index; several with commas.",
        flags=("--format", "-f"),
    )  # fmt: skip
    output: Path = option(
        Path("outputs"), kinds.PATH, "The folder to write into; it is made if need be.", flags=("--output", "-o")
    )
    output_url: str = option(
        "", kinds.ADDRESS, "Where the output folder is published, for the links of its feeds.",
        example='output_url = "https://desk.example/briefings/"',
    )  # fmt: skip
    title: str = option(
        _DEFAULTS.title, kinds.ANY_TEXT, "The briefing's title.", unset="the plan's, or the most central headline",
        example='title = "The morning briefing"', flags=("--title",),
    )  # fmt: skip
    new_only: bool = option(
        False,
        kinds.FLAG,
        "Print only what no earlier edition of this briefing printed.",
        flags=("--new-only/--all-news",),
    )
    shares: Mapping[str, float] = option(
        _DEFAULTS.shares, kinds.SHARES, "Sections' shares of the length, kept as asked, like call=0.3.",
        example="shares = { call = 0.3, context = 0.1 }", flags=("--section",), metavar="ID=SHARE",
    )  # fmt: skip
    outlets: Mapping[str, str] = option(
        _DEFAULTS.outlets, kinds.NAMES, "Say who published a file.",
        example='outlets = { "wire.txt" = "Example Wire" }', flags=("--outlet",), metavar="FILE=NAME",
    )  # fmt: skip
    families: Mapping[str, tuple[str, ...]] = option(
        _DEFAULTS.families, kinds.FAMILIES, "Outlets of one publisher, which count as one source.",
        example='families = { "Lake Group" = ["Lake Herald", "Lake Radio"] }',
    )  # fmt: skip
    order: Literal["section", "outlet"] = option(
        _DEFAULTS.order, kinds.ORDER, "section; or outlet: what each outlet says, first or alone.", flags=("--order",)
    )
    tiers: Mapping[str, tuple[str, ...]] = option(
        _DEFAULTS.tiers, kinds.TIERS, "Outlets in the order of such a page, by groups.",
        example='tiers = { agencies = ["Example Wire"], national = ["Example Post", "Sample News"] }',
    )  # fmt: skip
    rights: Mapping[str, Right] = option(
        _DEFAULTS.rights, kinds.RIGHTS,
        "What may be quoted of an outlet: most_words, most_share of its articles; no_mail.",
        example='rights = { "Example Wire" = { most_words = 60, most_share = 0.1, no_mail = true } }',
    )  # fmt: skip
    similarity: str = option(
        _DEFAULTS.similarity, kinds.SIMILARITY, "How sentences are compared: tf-idf.", flags=("--similarity",)
    )
    threshold: float = option(
        _DEFAULTS.threshold, kinds.THRESHOLD, "From which similarity on two sentences tell the same, above 0 up to 1.",
        flags=("--threshold",),
    )  # fmt: skip
    language: str = option(
        _DEFAULTS.language, kinds.ANY_TEXT, "Only the articles in this language, like en.",
        unset="all; each text tells its own",
        example='language = "en"', flags=("--language",),
    )  # fmt: skip
    page_language: str = option(
        _DEFAULTS.page_language, kinds.PAGE_LANGUAGE, "The language of the page's own words: en, de, es, fr, ru or uk.",
        unset="that of most articles",
        example='page_language = "de"', flags=("--page-language",),
    )  # fmt: skip
    gloss: bool = option(
        _DEFAULTS.gloss, kinds.FLAG,
        "Say in [brackets] who “He” is, whose a quotation and which day “Friday” is, where it is sure.",
        flags=("--gloss/--no-gloss",),
    )  # fmt: skip
    coverage: CoverageTables = option(
        _DEFAULTS.coverage, kinds.COVERAGE,
        "Tell at the end which outlet tells what: in all formats (true), in none (false), or in HTML and its mail.",
        flags=("--coverage/--no-coverage",),
    )  # fmt: skip
    front_matter: bool = option(
        False, kinds.FLAG, "Begin Markdown with title, date, outlets and tags as YAML, for Hugo and Obsidian.",
        flags=("--front-matter/--no-front-matter",),
    )  # fmt: skip
    template: str = option(
        "", kinds.ANY_TEXT, "Your own template: a file ending in .md.j2, .html.j2 or .txt.j2.",
        example='template = "own.md.j2"', flags=("--template",),
    )  # fmt: skip
    templates: Path = option(
        Path("templates"), kinds.PATH, "The folder whose templates and plans win over the packaged ones.",
        flags=("--templates",),
    )  # fmt: skip
    timezone: str = option(
        "", kinds.TIMEZONE, "Where the day begins, like Europe/Berlin.", unset="this machine's",
        example='timezone = "Europe/Berlin"', flags=("--timezone",),
    )  # fmt: skip
    webhook: tuple[str, ...] = option(
        (), kinds.ADDRESSES, "Where `summarizer send` posts it: addresses, or names of tables [webhooks.NAME].",
        example='webhook = ["https://desk.example/hook"]',
    )  # fmt: skip
    editor: str = option(
        "", kinds.ANY_TEXT, "Who edits pages by hand; see `summarizer edit`.", unset="whom --by names",
        example='editor = "Ines Falk"',
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class HistoryTable:
    """What is kept of earlier editions, and for how long."""

    path: str = option(
        "", kinds.ANY_TEXT, "The file of what was printed and mailed; without one in your data folder.",
        example='path = "history.db"',
    )  # fmt: skip
    days: int = option(30, kinds.DAYS, "For how many days a thing printed is remembered by new_only.")
    wait: float = option(60, kinds.NUMBER, "Seconds to wait for another run that holds the history.")


_CERTIFICATES = "A file of certificate authorities to trust instead of the usual ones."
_PAUSES = (kinds.NUMBERS, "Seconds before each further try of what was refused for now.")
BRIEFING = _build_table("briefing", BriefingTable())
_FOLDER = Option("folder", Path("articles"), kinds.PATH, "Where fetched articles are kept, in a folder for each day.")
_POLICY = _describe_record(
    "fetch",
    Policy(),
    {
        "fulltext": (kinds.FLAG, "Read the page where a feed has only a teaser."),
        "most_items": (kinds.COUNT, "The most items of one feed in one run."),
        "quiet_days": (kinds.DAYS, "Days without a new item after which a feed is named; 0: never."),
        "timeout": (kinds.NUMBER, "Seconds of silence after which a server is given up."),
        "retries": (kinds.COUNT, "How often a request that failed is tried again."),
        "pause": (kinds.NUMBER, "Seconds between two requests to one host."),
        "most_bytes": (kinds.COUNT, "The largest answer that is read, unpacked."),
        "reread_days": (kinds.DAYS, "So many days after it appeared, the page of an item is read again, once a day."),
        "keep_days": (kinds.DAYS, "Days for which the older text of an article that changed is kept."),
        "allow_private": (kinds.FLAG, "Allow addresses of this machine and its network."),
        "certificates": (kinds.ANY_TEXT, _CERTIFICATES, "", 'certificates = "/etc/ssl/own.pem"'),
    },
    "How `summarizer fetch` (and a briefing with places on the network) reads them.",
)
#: The folder is a matter of whoever fetches.
FETCH = replace(_POLICY, options=MappingProxyType({_FOLDER.name: _FOLDER, **_POLICY.options}))
LIMITS = _describe_record(
    "limits",
    Limits(),
    {
        "article_seconds": (kinds.NUMBER, "Processor seconds for one article, for each 100,000 characters of it."),
        "place_seconds": (kinds.NUMBER, "Processor seconds for what a feed, a folder or a mailbox holds."),
        "run_seconds": (kinds.NUMBER, "Seconds in which `summarizer send` fetches and makes all its briefings."),
        "memory": (kinds.COUNT, "Megabytes of memory for the process that reads what may be ended."),
        "large": (kinds.COUNT, "Bytes or characters from which on texts are read in that process, as all fetched are."),
    },
    "What a run may spend; 0 is no bound. What takes more is left out, and named.",
)
HISTORY = _build_table("history", HistoryTable(), "What earlier editions printed and mailed.")
MAIL = _describe_record(
    "mail",
    MailSettings(sender=""),
    {
        "server": (
            kinds.ANY_TEXT, "smtp://host:587, smtps://host, sendmail:/usr/sbin/sendmail or maildir:/folder.", "",
            'server = "smtp://mail.example.org:587"',
        ),
        "sender": (kinds.ANY_TEXT, "Who sends it.", "", 'sender = "Morning desk <desk@example.org>"'),
        "to": (kinds.ADDRESSES, "Who gets it.", "", 'to = ["Ann <ann@example.org>", "bo@example.org"]'),
        "cc": (kinds.ADDRESSES, "Who gets a copy, for all to see."),
        "bcc": (kinds.ADDRESSES, "Who gets a copy that nobody sees."),
        "reply_to": (kinds.ADDRESSES, "Where answers go."),
        "each": (kinds.FLAG, "Send everyone a mail of their own."),
        "subject": (
            kinds.ANY_TEXT, "The subject, a template; without one “TITLE, DATE”.", "",
            'subject = "{{ title }} of {{ date }}"',
        ),
        "list_id": (kinds.ANY_TEXT, "The List-Id, by which readers sort; without one made of name and sender."),
        "when_empty": (kinds.FLAG, "Mail an edition even where nothing is new."),
        "user": (kinds.ANY_TEXT, "The name to log in with."),
        "password_env": (kinds.ANY_TEXT, "The environment variable that holds the password."),
        "password_file": (kinds.ANY_TEXT, "The file that holds the password; only its owner may read it."),
        "password_command": (kinds.ANY_TEXT, "The command that prints the password."),
        "starttls": (kinds.STARTTLS, "required; loopback: not on this very machine; never."),
        "ca_file": (kinds.ANY_TEXT, _CERTIFICATES),
        "timeout": (kinds.NUMBER, "Seconds of silence after which the server is given up."),
        "pauses": _PAUSES,
    },
    "How `summarizer send` mails an edition. Passwords do not belong into this file.",
)  # fmt: skip
WEBHOOK = _describe_record(
    "webhooks",
    WebhookSettings(""),
    {
        "address": (
            kinds.ANY_TEXT, "Where to post to; {id} in it becomes the delivery's id.", "",
            'address = "https://desk.example/hook"',
        ),
        "address_env": (kinds.ANY_TEXT, "The environment variable that holds the address, if it is a secret."),
        "address_file": (kinds.ANY_TEXT, "The file that holds the address; only its owner may read it."),
        "template": (kinds.TEXT, "json, slack, matrix, teams, ntfy; or NAME of your own webhook.NAME.json.j2."),
        "topic": (kinds.ANY_TEXT, "The topic of ntfy.", "the briefing's name", 'topic = "news"'),
        "method": (kinds.METHOD, "POST or PUT."),
        "token_env": (kinds.ANY_TEXT, "The environment variable that holds what Authorization is to be."),
        "token_file": (kinds.ANY_TEXT, "The file that holds it; only its owner may read it."),
        "secret_env": (kinds.ANY_TEXT, "The environment variable that holds the secret for signatures."),
        "secret_file": (kinds.ANY_TEXT, "The file that holds the secret; only its owner may read it."),
        "ca_file": (kinds.ANY_TEXT, _CERTIFICATES),
        "timeout": (kinds.NUMBER, "Seconds after which a request is given up."),
        "pauses": _PAUSES,
    },
    "How `summarizer send` posts an edition to a webhook, by the name that webhook has above.",
)  # fmt: skip
#: Name → table. ``briefing`` is the top of the file and each ``[briefing.NAME]``; of ``webhooks`` each has a name.
TABLES: Mapping[str, TableSchema[Any]] = MappingProxyType(
    {table.name: table for table in (BRIEFING, FETCH, LIMITS, HISTORY, MAIL, WEBHOOK)}
)
