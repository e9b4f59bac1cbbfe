"""``summarizer.toml``: what the user set once, for every command."""

from summarizer.settings.keys import TABLES, Key
from summarizer.settings.reading import DEFAULT, FILE, Settings, Value, load_settings, read_settings
from summarizer.settings.writing import describe_settings, to_toml, write_settings

__all__ = [
    "DEFAULT",
    "FILE",
    "TABLES",
    "Key",
    "Settings",
    "Value",
    "describe_settings",
    "load_settings",
    "read_settings",
    "to_toml",
    "write_settings",
]
