"""``python -m summarizer`` is the command ``summarizer``."""

import sys


def run() -> None:
    """Run the command line; an interrupt while it is being loaded ends it too, without a traceback."""
    try:
        from summarizer.cli import run as run_command
    except KeyboardInterrupt:
        sys.exit(130)
    run_command()


if __name__ == "__main__":
    run()
