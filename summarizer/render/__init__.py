"""Rendering: a page as JSON, as Markdown, HTML or plain text by a template, and back from JSON."""
