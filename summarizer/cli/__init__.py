"""The command line: it alone prints, reads the clock and the environment, and sets the exit status."""

from summarizer.cli.app import build_app, run

__all__ = ["build_app", "run"]
