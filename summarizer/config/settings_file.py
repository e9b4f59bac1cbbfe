"""The settings file to begin with, and what holds now, as text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from summarizer.config.loading import Settings, Value
from summarizer.config.schema import TABLES, Key

_HEAD = """# Settings of the program “summarizer”. Each line that begins with # and a key shows what holds without it;
# take the # away to change it. An option on the command line goes before this file. Paths count from this folder.
# `summarizer config` prints what holds, `summarizer doctor` tests it.
"""
_ABOUT = {
    "briefing": "",
    "fetch": "How `summarizer fetch` (and a briefing with places on the network) reads them.",
    "history": "What earlier editions printed and mailed.",
    "mail": "How `summarizer send` mails an edition. Passwords do not belong into this file.",
}
_SEVERAL = """# Several briefings: each has a table of its own with any of the keys at the top. All are made,
# or one by its name (`summarizer brief --name ukraine`). [briefing.NAME.mail] goes before [mail].
#
# [briefing.ukraine]
# places = ["https://news.example/world.xml"]
# plan = "ukraine-call"
# new_only = true
#
# [briefing.ukraine.mail]
# to = ["desk@example.org"]
"""


def write_settings() -> str:
    """Give the commented file to begin with; as it stands, it changes nothing."""
    parts = [_HEAD]
    for table, keys in TABLES.items():
        parts.append("\n".join(_describe(table, keys)) + "\n")
    return "\n".join([*parts, _SEVERAL])


def _describe(table: str, keys: Iterable[Key]) -> Iterable[str]:
    if table != "briefing":
        yield f"[{table}]"
        yield f"# {_ABOUT[table]}"
    for key in keys:
        yield f"# {key.comment}"
        yield f"# {key.example or f'{key.name} = {to_toml(key.default)}'}"


def describe_settings(settings: Settings, overrides: Mapping[str, Value], names: Iterable[str]) -> str:
    """Give what holds for the briefings of these names, each value with where it was said.

    ``overrides`` are options of the command line. No secret is in it: passwords and keys in addresses are hidden.
    """
    lines = [f"# {settings.path or 'no settings file: all defaults'}"]
    for name in names:
        lines += ["", f"[briefing.{name}]" if name else "# the briefing"]
        lines += _show({**settings.find("briefing", name), **overrides})
        lines += ["", f"[briefing.{name}.mail]" if name else "[mail]", *_show(settings.find("mail", name))]
    for table in ("fetch", "history"):
        lines += ["", f"[{table}]", *_show(settings.find(table))]
    return "\n".join(lines) + "\n"


def _show(values: Mapping[str, Value]) -> list[str]:
    texts = {name: f"{name} = {to_toml(_hide(value.value))}" for name, value in values.items()}
    width = min(48, max(map(len, texts.values())))
    return [f"{texts[name]:<{width}}  # {value.origin}" for name, value in values.items()]


def _hide(value: object) -> object:
    from summarizer.fetch.web_addresses import show_address

    if isinstance(value, list):
        return [_hide(one) for one in value]
    return show_address(value) if isinstance(value, str) and "://" in value else value


def to_toml(value: object) -> str:
    """Write a value as TOML.

    >>> to_toml(["a", 'b"']), to_toml({"a.txt": 1.5}), to_toml(True)
    ('["a", "b\\\\""]', '{ "a.txt" = 1.5 }', 'true')
    """
    if isinstance(value, dict):
        inside = ", ".join(f"{json.dumps(name, ensure_ascii=False)} = {to_toml(v)}" for name, v in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(to_toml, value))}]"
    return json.dumps(value, ensure_ascii=False)
