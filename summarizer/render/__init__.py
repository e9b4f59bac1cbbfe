"""Rendering: a page as JSON, as Markdown, HTML or plain text by a template, and back from JSON."""

from summarizer.render.page_json import from_json, json_line, to_json, trace_lines
from summarizer.render.rendering import FORMATS, render, render_named, serves, templates_folder, write_as

__all__ = [
    "FORMATS",
    "from_json",
    "json_line",
    "render",
    "render_named",
    "serves",
    "templates_folder",
    "to_json",
    "trace_lines",
    "write_as",
]
