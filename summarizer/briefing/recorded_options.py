"""A briefing as read from its JSON → the options by which it was made, to make it again. No I/O."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.config.values import check_names, parse_length, parse_threshold
from summarizer.errors import ConfigError
from summarizer.model import Briefing, Options, Plan
from summarizer.render.json_fields import Node


def recall_options(made: Briefing, plans: Sequence[Plan], where: str = "") -> Options:
    """Give the options that a briefing names, with the plan by which it was made.

    Args:
        made: a briefing; of it the options, the title and the date count.
        plans: the candidates; of several, the first that fits the articles is taken.
        where: the briefing's file, for messages.

    Raises:
        ConfigError: an option is missing, is of another kind, or names what does not exist.
    """
    node = Node({"options": dict(made.options)}, "", where).node("options")
    try:
        options = Options(
            plan=plans[0].id if len(plans) == 1 else "auto",
            plans=tuple(plans),
            length=parse_length(node.text("length")),
            method=node.text("method"),
            similarity=node.text("similarity"),
            threshold=parse_threshold(node.number("threshold")),
            shares={name: node.node("shares").number(name) for name in _names(node, "shares")},
            outlets={name: node.node("outlets").text(name) for name in _names(node, "outlets")},
            title=made.title,
            date=made.date,
            language=node.text("language") if node.has("language") else "",
            # Before there were glosses, there was no such option.
            gloss=node.flag("gloss") if node.has("gloss") else False,
        )
        check_names(options)
    except ConfigError as error:
        if error.where == where:
            raise
        raise ConfigError(f"options: {error.message}", where=where, hint=error.hint) from error
    return options


def _names(node: Node, field: str) -> Sequence[str]:
    return list(node.mapping(field)) if node.has(field) else []
