"""``python -m summarizer`` is the command ``summarizer``."""

from summarizer.cli.app import run

run()
