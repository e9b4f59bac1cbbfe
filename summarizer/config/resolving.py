"""Command line before settings file before default → what holds for a run, as typed frozen records."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from platformdirs import user_data_path

from summarizer.config.plans import load_plans, read_plan
from summarizer.config.schema import (
    BRIEFING,
    DEFAULT,
    FETCH,
    HISTORY,
    LIMITS,
    MAIL,
    WEBHOOK,
    BriefingTable,
    HistoryTable,
    Record,
    TableSchema,
    Value,
)
from summarizer.config.settings_file import Settings
from summarizer.config.values import FORMATS, find_days, parse_date, read_texts
from summarizer.dedupe.vectors import FORMER_SIMILARITIES, find_similarity
from summarizer.errors import ConfigError, nearest
from summarizer.fetch.web_addresses import Policy, has_scheme
from summarizer.mail.mail_settings import DEFAULT_SENDER, MailSettings, WebhookSettings, check_settings
from summarizer.model import Options, Plan, Problem, StandingStory, StoryOptions
from summarizer.render.rendering import FEEDS, serves
from summarizer.render.rendering import FORMATS as TEMPLATED
from summarizer.sources.bounded_process import Limits
from summarizer.storage.files import slug

_FRONT_TEMPLATES = {"briefing": "front", "mail": "front.mail"}  # names, not language
#: What a briefing without a name is called in the history.
UNNAMED = "briefing"
NOTHING_SAID: Mapping[str, Value] = MappingProxyType({})
#: What the command line calls an option → its name.
_FLAGS = {flag: option.name for option in BRIEFING.options.values() for flag in option.flags}
#: What an id of a story looks like, that no standing story may have.
_STORY_ID = re.compile(r"\d{4}-\d\d-\d\d-[a-z]{5}")
_FAULTY = re.compile(
    r"(?P<flag>--[a-z-]+)|(?P<table>mail|webhooks\.[a-z0-9_-]+)\.(?P<key>[a-z_]+)|(?P<own>webhook|places)$"
)


@dataclass(frozen=True, slots=True)
class BriefingConfig:
    """All that holds for one briefing.

    ``name`` is empty where the file has no ``[briefing.NAME]``, and ``history_name`` is what the briefing is called in
    the history. ``stories`` says whether a front page is wanted. ``templates_named`` says whether the user named the
    folder of templates: only then it must be there. ``notices`` tell of options that hold no longer. What is published
    after the ``last_day`` does not count; ``until`` bounds fetching too, where the undated is of the day it was seen.
    """

    name: str
    history_name: str
    options: Options
    places: tuple[str, ...]
    since: str
    until: str
    last_day: str
    formats: tuple[str, ...]
    output: Path
    template: Path | None
    templates: Path
    templates_named: bool
    new_only: bool
    stories: bool = False
    front_matter: bool = False
    output_url: str = ""
    notices: tuple[Problem, ...] = ()


def choose_names(settings: Settings, names: Sequence[str], *, places_given: bool = False) -> tuple[str, ...]:
    """Choose the briefings to make: those named; else all of the file; else the one without a name. Raise ConfigError.

    Places on the command line are read as one briefing without a name.
    """
    unknown = [name for name in names if name not in settings.briefings]
    if unknown:
        hint = nearest(unknown[0], settings.briefings) if settings.briefings else "write [briefing.NAME] into the file"
        raise ConfigError(f"there is no briefing “{unknown[0]}”", where=settings.path or "--name", hint=hint)
    if names:
        return tuple(dict.fromkeys(names))
    if places_given:
        return ("",)
    return settings.briefings or ("",)


@contextmanager
def locate_errors(settings: Settings, name: str, given: Mapping[str, Value] = NOTHING_SAID) -> Iterator[None]:
    """Turn a fault in a value into one that names where the value was said, in which line of the file too.

    The rooms below know values by their options (``--plan``) and by their keys (``mail.to``) only.
    """
    try:
        yield
    except ConfigError as error:
        found = _FAULTY.match(error.where)
        if not found:
            raise
        table, _, webhook = (found["table"] or "briefing").partition(".")
        key = found["key"] or found["own"] or _FLAGS.get(found["flag"], "")
        said = settings.find_said(table, webhook or name)
        if key not in said or key in given:
            raise
        _, _, line = said[key].origin.partition(", ")
        prefix = f"{found['table']}." if found["table"] else ""
        place = f"{settings.path}: {line}: {prefix}{key}"
        raise ConfigError(error.message, where=place, hint=error.hint) from error


def resolve_briefing(
    settings: Settings, name: str, given: Mapping[str, Value], date: str, now: datetime
) -> BriefingConfig:
    """Put together what holds for one briefing, whose ``name`` is empty where it has none. Raise ConfigError.

    ``given`` is what the command line says, ``date`` the edition's: empty for the day of ``now``. Of one that is said
    no later article counts.
    """
    said = settings.find_said("briefing", name) | dict(given)
    values = settings.find("briefing", name) | dict(given)
    asked = BRIEFING.build(said)
    templates = _resolve_path(settings, values["templates"])
    plan = _resolve_plan(settings, values["plan"])
    plans = load_plans(plan, [templates])
    standing, plans = _find_standing(settings, asked, plans, templates) if asked.stories else ((), plans)
    shared = {field.name: getattr(asked, field.name) for field in fields(Options) if field.name in BRIEFING.options}
    shared |= {"plan": plan if plan == "auto" else plans[0].id, "date": parse_date(date or now.date().isoformat())}
    # The usual length is that of one briefing: it bounds a front page only where somebody says so.
    page_length = asked.length if "length" in said else None
    shared["stories"] = StoryOptions(asked.most_stories, asked.story_length, page_length, standing)
    options = Options(plans=plans, **shared)
    similarity = values["similarity"]
    places, history_name = _find_places(settings, name, given)
    # Ages count back from the same time of the edition's day, in one that is made late too.
    then = datetime.combine(datetime.fromisoformat(options.date), now.time(), now.tzinfo)
    since, until = find_days(asked.since, asked.until, then, options.date if date else "")
    return BriefingConfig(
        name=name,
        history_name=history_name,
        options=options,
        places=places,
        since=since,
        until=until,
        # What came after the day of an edition that is made late is none of its news.
        last_day=until or (options.date if date else ""),
        formats=_add_json(asked.formats),
        output=_resolve_path(settings, values["output"]),
        template=_resolve_path(settings, values["template"]) if asked.template else None,
        templates=templates,
        templates_named=values["templates"].origin != DEFAULT and templates != BRIEFING.defaults.templates,
        new_only=asked.new_only,
        stories=asked.stories,
        front_matter=asked.front_matter,
        output_url=asked.output_url,
        notices=find_notices(similarity.value, similarity.origin),
    )


def _find_places(settings: Settings, name: str, given: Mapping[str, Value]) -> tuple[tuple[str, ...], str]:
    """Return the places of a briefing, and what it is called in the history.

    One of other places than the file's is another briefing, wherever a run begins.
    """
    of_file = read_texts(settings.find("briefing", name)["places"].value)
    usual = tuple(one if has_scheme(one) or one == "-" else str(settings.folder / one) for one in of_file)
    if not (usual or given.get("places")):
        raise ConfigError("no place is named", where="places", hint="name files, folders or addresses of articles")
    if "places" not in given:
        return usual, name or UNNAMED
    places = read_texts(given["places"].value)
    if set(map(_find_whole_path, places)) == set(map(_find_whole_path, usual)):
        return places, name or UNNAMED
    digest = sha256("\n".join(places).encode(errors="surrogateescape")).hexdigest()
    return places, f"{name or UNNAMED}-{digest[:8]}"


def _find_whole_path(place: str) -> str:
    """Return a place by which it is the same wherever a run begins."""
    return place if has_scheme(place) else os.path.abspath(place)


def find_output_url(settings: Settings) -> str:
    """Return the address at which editions are published, as the top of the settings file says."""
    return BRIEFING.build(settings.find_said("briefing", "")).output_url


def _add_json(formats: tuple[str, ...]) -> tuple[str, ...]:
    """Return formats with JSON among them where a feed is, which is made of the JSON of the editions."""
    if FEEDS.keys().isdisjoint(formats):
        return formats
    return tuple(name for name in FORMATS if name in formats or name == "json")


def find_notices(similarity: object, where: str) -> tuple[Problem, ...]:
    """Return what is to be said of a similarity that is there no longer: old settings and briefings may name one."""
    if similarity not in FORMER_SIMILARITIES:
        return ()
    message = f"similarity “{similarity}” is there no longer; {find_similarity(str(similarity))} is used"
    return (Problem(where, message, "notice"),)


def _find_standing(
    settings: Settings, asked: BriefingTable, plans: tuple[Plan, ...], templates: Path
) -> tuple[tuple[StandingStory, ...], tuple[Plan, ...]]:
    """Return the standing stories of a front page, and the plans with theirs among them. Raise ConfigError."""
    if not all(word.strip() for word in asked.about):
        raise ConfigError("a word is empty, which no article tells of", where="--about", hint="name what to follow")
    standing = [StandingStory(", ".join(asked.about), asked.about)] if asked.about else []
    for story in asked.story:
        if story.plan:
            try:
                own = read_plan(_resolve_plan(settings, Value(story.plan)), [templates])
            except ConfigError as error:
                place = f"{settings.path}: the story “{story.name}”"
                raise ConfigError(error.message, where=place, hint=error.hint) from error
            plans = plans if own in plans else (*plans, own)
            story = replace(story, plan=own.id)
        standing.append(story)
    # Each has a name of its own, and none that a story found may have.
    names = [story.name for story in standing]
    for name in names:
        fault = "is the name of two stories" if names.count(name) > 1 else "looks like the id of a story"
        if names.count(name) > 1 or _STORY_ID.fullmatch(name):
            raise ConfigError(f"“{name}” {fault}", where="about and [[story]]", hint="call one otherwise")
    return tuple(standing), plans


def _resolve_plan(settings: Settings, value: Value) -> str:
    """Return the plan that a value names, a file's path from where it counts."""
    text = str(value.value)
    return str(_resolve_path(settings, value)) if text.endswith(".toml") or "/" in text else text


def _resolve_path(settings: Settings, value: Value) -> Path:
    """Return a path: one of the settings file counts from the folder of the file, one of an option from here."""
    path = Path(str(value.value))
    return path if value.origin.startswith("-") else settings.folder / path.expanduser()


def check_briefing(config: BriefingConfig) -> None:
    """Check the names and templates of a briefing before any article is read. Raise ConfigError."""
    check_names(config.options)
    folder = config.templates if config.templates_named else BRIEFING.defaults.templates
    check_templates(config.template, folder, config.formats)


def check_names(options: Options) -> None:
    """Check that the method, the similarity and the sections exist that the options name. Raise ConfigError."""
    from summarizer.summary.ranking import CENTRALITIES

    if options.method not in CENTRALITIES:
        hint = nearest(options.method, CENTRALITIES)
        raise ConfigError(f"there is no method “{options.method}”", where="--method", hint=hint)
    find_similarity(options.similarity)
    sections = {section.id for plan in options.plans for section in plan.sections}
    for name in options.shares:
        if name not in sections:
            raise ConfigError(f"no plan has a section “{name}”", where="--section", hint=nearest(name, sections))


def check_templates(template: Path | None, folder: Path, formats: Sequence[str]) -> None:
    """Check what can be known of the templates before there is anything to write. Raise ConfigError.

    The template must tell a format by its name and serve one of ``formats``; a folder asked for must be there.
    """
    if folder != BRIEFING.defaults.templates and not folder.is_dir():
        raise ConfigError("there is no such folder", where=f"--templates {folder}")
    if template is None:
        return
    if not template.is_file():
        raise ConfigError("there is no such template", where=f"--template {template}")
    served = {name for name in FORMATS if serves(template, name)}
    if not served:
        endings = ", ".join(f".{name}.j2" for name in TEMPLATED)
        raise ConfigError("its name must tell its format", where=str(template), hint=f"by ending in {endings}")
    if served.isdisjoint(formats):
        hint = f"the formats asked for are: {', '.join(formats)}"
        raise ConfigError("no format asked for uses this template", where=str(template), hint=hint)


def find_unused_templates(config: BriefingConfig) -> tuple[Problem, ...]:
    """Return a notice of each template of the user's that serves briefings, where a front page has another."""
    found: list[Problem] = []
    paths = sorted(config.templates.glob("*.j2")) if config.stories and config.templates.is_dir() else []
    for path in paths:
        kind, _, ending = path.name.partition(".")
        used = f"{_FRONT_TEMPLATES.get(kind, kind)}.{ending}"
        if not (config.templates / used).is_file():
            message = f"is not used: a front page's is called {used}, and may build on packaged/{used}"
            found.append(Problem(str(path), message, "notice"))
    return tuple(found)


def resolve_policy(settings: Settings) -> Policy:
    """Return the rules for requests on the network."""
    said = settings.find_said("fetch")
    said.pop("folder", None)
    return _build_record(settings, FETCH, said)


def _build_record(settings: Settings, table: TableSchema[Record], said: Mapping[str, Value]) -> Record:
    """Return the record of a table, whose paths count from the settings file; what is empty says nothing."""
    told = {name: value for name, value in said.items() if value.value not in ("", (), [])}
    record = table.build(told)
    for key in ("ca_file", "certificates"):
        if key in told:
            record = replace(record, **{key: str(_resolve_path(settings, told[key]))})
    return record


def find_output(settings: Settings, name: str) -> Path:
    """Return the folder into which a briefing of the settings is written; one without a name is that of the top."""
    return _resolve_path(settings, settings.find("briefing", name)["output"])


def find_fetch_folder(settings: Settings) -> Path:
    """Return the folder in which fetched articles are kept."""
    return _resolve_path(settings, settings.find("fetch")["folder"])


def resolve_limits(settings: Settings) -> Limits:
    """Return what a run may spend."""
    return LIMITS.build(settings.find_said("limits"))


def resolve_history(settings: Settings) -> HistoryTable:
    """Return what is kept of earlier editions, and how. Its path is as it was said; see ``find_history_path``."""
    return HISTORY.build(settings.find_said("history"))


def find_history_path(settings: Settings) -> Path:
    """Return the file of the history: by default one of its own for each folder, in the user's folder for data.

    Two folders may each have a briefing without a name, and must not take each other's editions for their own.
    """
    value = settings.find("history")["path"]
    if value.value:
        return _resolve_path(settings, value)
    folder = os.path.realpath(settings.folder)
    digest = sha256(folder.encode(errors="surrogateescape")).hexdigest()[:8]
    data = user_data_path("summarizer", appauthor=False)
    if not data.is_absolute():
        raise ConfigError("this user has no home folder", where="history.path", hint="set it in summarizer.toml")
    return data / f"{slug(os.path.basename(folder))[:40]}-{digest}.db"


def resolve_mail(settings: Settings, name: str, given: Mapping[str, Value] = NOTHING_SAID) -> MailSettings:
    """Return how an edition is mailed; each fault is told by its key (``mail.to``). Raise ConfigError."""
    mail = _build_record(settings, MAIL, settings.find_said("mail", name) | dict(given))
    # The path of a server on this machine counts from the settings file.
    scheme, _, path = mail.server.partition(":")
    if scheme in ("maildir", "sendmail") and path and not path.startswith("/"):
        place = (settings.folder / Path(path).expanduser()).resolve()
        mail = replace(mail, server=f"{scheme}:{place}")
    mail = replace(mail, sender=mail.sender or DEFAULT_SENDER)
    check_settings(mail)
    return mail


def resolve_webhooks(settings: Settings, name: str) -> tuple[WebhookSettings, ...]:
    """Return the webhooks to which an edition is posted, each once. Raise ConfigError."""
    named = read_texts(settings.find("briefing", name)["webhook"].value)
    return tuple(resolve_webhook(settings, text) for text in dict.fromkeys(named))


def resolve_webhook(settings: Settings, text: str) -> WebhookSettings:
    """Return the webhook of an address, or of a name that has a table. Raise ConfigError."""
    from summarizer.mail.webhook import check_webhook, name_address

    if has_scheme(text):
        webhook = WebhookSettings(name_address(text), address=text)
        try:
            check_webhook(webhook)
        except ConfigError as error:
            raise ConfigError(error.message, where="webhook", hint=error.hint) from None
        return webhook
    if text not in settings.webhooks:
        # What is no name is not repeated: it may be most of an address.
        shown = f"“{text}” " if re.fullmatch(r"[a-z0-9_-]{1,40}", text) else ""
        hint = (
            nearest(text, settings.webhooks) if shown and settings.webhooks else "write [webhooks.NAME] into the file"
        )
        raise ConfigError(f"{shown}is no address and no name of a table [webhooks.NAME]", where="webhook", hint=hint)
    webhook = replace(_build_record(settings, WEBHOOK, settings.find_said("webhooks", text)), name=text)
    check_webhook(webhook)
    return webhook
