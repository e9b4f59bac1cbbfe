"""``python -m summarizer`` is the command ``summarizer``."""

import gc
import sys

#: When Python looks for garbage. Nearly all that is imported and read stays to the end: to look every 700 objects, and
#: through ever more of them, is in vain.
GARBAGE = (500_000, 20, 20)


def run() -> None:
    """Run the command line; an interrupt while it is being loaded ends it too, without a traceback."""
    gc.set_threshold(*GARBAGE)
    try:
        from summarizer.cli import run as run_command
    except KeyboardInterrupt:
        sys.exit(130)
    run_command()


if __name__ == "__main__":
    run()
