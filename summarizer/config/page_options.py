"""What a page's JSON says of the options by which it was made → typed options, to make it again or to mail it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from summarizer.config.plans import check_plan_used
from summarizer.config.resolving import check_names
from summarizer.config.values import ORDER, SIMILARITY, parse_length, parse_threshold, read_page_language, read_rights
from summarizer.errors import ConfigError
from summarizer.model import FrontPage, Options, Page, Plan, StandingStory, StoryOptions
from summarizer.render.json_fields import (
    FLAG,
    NUMBER,
    TEXT,
    TEXTS,
    WHOLE,
    FieldKind,
    Fields,
    Node,
    find_fields,
    list_of,
    mapping_of,
    object_of,
    optional,
    read_fields,
)


def _read_joins(node: Node, name: str) -> tuple[tuple[str, str], ...]:
    """Return the pairs of stories that a page's options name as one. Raises ConfigError."""
    joins: list[tuple[str, str]] = []
    for pair in node.field(name, (list,), "a list"):
        names = Node({name: pair}, node.path, node.where).texts(name)
        if len(names) != 2:
            raise node.wrong(name, "are not pairs")
        joins.append((names[0], names[1]))
    return tuple(joins)


def _read_tier(node: Node) -> tuple[str, tuple[str, ...]]:
    return node.text("name"), node.texts("outlets")


_LENGTH = FieldKind(lambda node, name: parse_length(node.text(name)))
#: What a page's JSON says of the options by which it was made.
_OPTIONS: Fields = {
    "length": _LENGTH,
    "method": TEXT,
    "similarity": FieldKind(lambda node, name: SIMILARITY.read(node.text(name))),
    "threshold": FieldKind(lambda node, name: parse_threshold(node.number(name))),
    "shares": optional(mapping_of(NUMBER)),
    "outlets": optional(mapping_of(TEXT)),
    "families": optional(mapping_of(TEXTS)),
    "rights": optional(FieldKind(lambda node, name: read_rights(node.mapping(name)))),
    "title": optional(TEXT),
    "date": optional(TEXT),
    "language": optional(TEXT),
    "page_language": optional(FieldKind(lambda node, name: read_page_language(node.text(name)))),
    "gloss": optional(FLAG),
    "order": optional(FieldKind(lambda node, name: ORDER.read(node.text(name)))),
    "tiers": optional(FieldKind(lambda node, name: dict(node.each(name, _read_tier)))),
    "coverage": optional(FLAG),
    "least_left": optional(NUMBER),
}
_STANDING = find_fields(StandingStory, "name words? plan? title?")
_STORIES: Fields = {
    "most_stories": WHOLE,
    "story_length": _LENGTH,
    "page_length": optional(_LENGTH),
    "standing": optional(list_of(partial(StandingStory, words=()), _STANDING)),
    "joins": optional(FieldKind(_read_joins)),
    "parts": optional(TEXTS),
}
_FRONT_OPTIONS: Fields = {"plan": TEXT, "stories": object_of(StoryOptions, _STORIES), **_OPTIONS}


def options_from_briefing(made: Page, plans: Sequence[Plan], where: str = "") -> Options:
    """Return the options that a page's JSON names, to make it again by them; ``where`` is its file.

    On a front page, the plans that its stories used go before the given ones of their names.

    Raises ConfigError when an option is missing, is of another kind, or names what does not exist.
    """
    plans = _list_plans(made, plans, where)
    # Before it was recorded what was asked for, whatever a briefing was called counted as that.
    title, date = ("", "") if made.made_by else (made.title, made.date)
    wanted = plans[0].id if len(plans) == 1 else "auto"
    # Before there were glosses, there was no such option.
    make = partial(Options, plan=wanted, plans=tuple(plans), title=title, date=date, gloss=False)
    node = Node({"options": dict(made.options)}, "", where).node("options")
    try:
        options = read_fields(node, make, _FRONT_OPTIONS if isinstance(made, FrontPage) else _OPTIONS)
        # A share of a section that only another plan has does not count, which the page tells.
        check_names(replace(options, shares={}))
    except ConfigError as error:
        if error.where == where:
            raise
        raise ConfigError(f"options: {error.message}", where=where, hint=error.hint) from error
    return options


def _list_plans(made: Page, plans: Sequence[Plan], where: str) -> Sequence[Plan]:
    """Return the plans to make a page by; one that is of no file is checked. Raise ConfigError."""
    used: list[Plan] = []
    if isinstance(made, FrontPage):
        used += [one.plan_used for one in made.briefings.values() if one.plan_used]
    for plan in (*plans, *used):
        # One of a file was checked when it was read.
        if not plan.path and (faults := check_plan_used(plan)):
            raise ConfigError(f"plan_used: {faults[0]}", where=where)
    if not isinstance(made, FrontPage):
        return plans
    candidates = {plan.id: plan for plan in (*plans, *used)}
    return [candidates[name] for name in sorted(candidates)]


def find_mailed(page: Page) -> Page:
    """Return what of a page is mailed, by the rights with which it was made. Raise ConfigError for what is no right."""
    from summarizer.briefing.rights import leave_out_of_mail

    rights = page.options.get("rights")
    return leave_out_of_mail(page, read_rights(rights)) if rights else page
