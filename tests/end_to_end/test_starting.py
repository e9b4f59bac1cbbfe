"""What a start imports: not how long it takes, which hangs on the machine, but what it takes long for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent

#: What is only needed once articles are read, compared or rendered.
WORKING = frozenset("numpy nupunkt Stemmer jinja2 markupsafe markdown nh3 ftfy yaml".split())
#: What is only needed by some sources, formats and commands.
SPECIAL = frozenset(
    "nltk textstat pyphen sumy trafilatura lxml feedparser requests urllib3 css_inline ssl smtplib asyncio"
    " multiprocessing rich pygments dask distributed scipy sklearn pandas pycountry docopt".split()
)
_CODE = """
import atexit, sys
from pathlib import Path
place = sys.argv[1]
atexit.register(lambda: Path(place).write_text(chr(10).join(sys.modules)))
sys.argv = ["summarizer", *sys.argv[2:]]
from summarizer.cli import run
run()
"""


def list_imports(folder: Path, *call: str) -> frozenset[str]:
    """Run the program and give all that it imported by then."""
    noted = folder / "modules"
    done = subprocess.run(
        [sys.executable, "-c", _CODE, str(noted), *call], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return frozenset(noted.read_text(encoding="utf-8").split())


def test_the_command_begins_with_its_guard_against_an_interrupt() -> None:
    code = "import sys, summarizer.__main__; print(*(name for name in sys.modules if name.startswith('summarizer')))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["summarizer", "summarizer.__main__"]


@pytest.mark.parametrize("call", [("--help",), ("--version",), ("brief", "--help")])
def test_help_imports_nothing_that_works(tmp_path: Path, call: tuple[str, ...]) -> None:
    assert not (WORKING | SPECIAL) & list_imports(tmp_path, *call)


def test_a_briefing_of_plain_text_imports_nothing_for_other_sources(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Dam\nThe dam of Arle broke on Friday, the mayor said.\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("# Dam\n\nThe dam of Arle did not hold on Friday.\n", encoding="utf-8")
    out = tmp_path / "out"
    found = list_imports(tmp_path, "brief", str(tmp_path), "-q", "-o", str(out), "-f", "md,html,json")
    assert len(list(out.iterdir())) == 3
    assert not SPECIAL & found
    # numpy.unique and its like import it, and it is a third of numpy.
    assert "numpy.ma" not in found
    assert {"numpy", "nupunkt"} <= found


def test_what_works_is_imported_where_it_is_used(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>The dam of Arle broke on Friday, the mayor said.</p>", encoding="utf-8")
    found = list_imports(tmp_path, "brief", str(tmp_path), "-q", "-o", str(tmp_path / "out"), "-m", "text-rank")
    assert {"trafilatura", "sumy", "nltk"} <= found


def test_the_functions_of_the_library_are_had_by_their_names_in_any_order() -> None:
    code = "from summarizer import summarize, render, verify, make_front_page; print(render.__name__, callable(verify))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert run.stdout == "render True\n"
