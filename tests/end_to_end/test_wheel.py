"""The package as others get it: built into a wheel, installed elsewhere, used in an empty folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
DATE = "2024-11-15"
STORY = {
    "harbour-post.md": (
        "---\noutlet: Harbour Post\n---\n"
        "The ferry crews of Norvik walked out on Thursday and closed the harbour for a second day.\n\n"
        "Transport minister Ada Lund called the strike a blow to the islands.\n\n"
        "“We will not go back for four percent,” said union leader Per Moe.\n"
    ),
    "island-times.md": (
        "---\noutlet: Island Times\n---\n"
        "Ferry crews in Norvik walked out on Thursday, closing the harbour for a second day.\n\n"
        "The shops on the outer islands have bread and milk for about three days.\n"
    ),
    "coast-radio.txt": (
        "Outlet: Coast Radio\n\n"
        "The crews ask for ten percent more pay, and the ferry company has offered four.\n\n"
        "Talks between the two sides are to begin again on Saturday morning.\n"
    ),
}
# Not slow on its own account: each needs the wheel, which takes some seconds to build and install.
pytestmark = pytest.mark.slow


def run(*command: str | Path, where: Path) -> subprocess.CompletedProcess[str]:
    """Run a command as a stranger would: nothing of this checkout in its environment."""
    mine = {"PYTHONPATH", "VIRTUAL_ENV", "PYTHONHOME"}
    kept = {name: value for name, value in os.environ.items() if name not in mine and not name.startswith("COV")}
    return subprocess.run(
        [str(part) for part in command], cwd=where, env=kept, check=False, capture_output=True, text=True, timeout=300
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of the sources, without a network."""
    folder = tmp_path_factory.mktemp("build")
    made_here = shutil.ignore_patterns(".*", "outputs", "build", "dist", "__pycache__", "*.egg-info")
    shutil.copytree(ROOT, folder / "source", ignore=made_here)
    done = run(
        sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder / "dist", where=folder / "source"
    )
    assert done.returncode == 0, done.stderr
    (built,) = (folder / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel alone into a fresh environment that borrows the dependencies from this one."""
    folder = tmp_path_factory.mktemp("fresh") / "env"
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    binaries = folder / ("Scripts" if os.name == "nt" else "bin")
    site = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    pip = (sys.executable, "-m", "pip", "--python", binaries / "python", "install", "--no-deps", "--no-index")
    done = run(*pip, "--disable-pip-version-check", wheel, where=folder)
    assert done.returncode == 0, done.stderr
    # A plain path entry: .pth files in the borrowed folder, such as that of our editable install, are not read.
    borrowed = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (site / "borrowed.pth").write_text("\n".join(sorted(borrowed)) + "\n", encoding="utf-8")
    return binaries / "summarizer"


def test_the_wheel_holds_templates_and_plans_and_no_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert {"md", "html"} <= {
        name.split(".")[-2] for name in names if name.startswith("summarizer/templates/briefing.")
    }
    assert any(name.startswith("summarizer/templates/plans/") and name.endswith(".toml") for name in names)
    assert "summarizer/py.typed" in names
    assert {name.split("/")[0].split("-")[0] for name in names} == {"summarizer"}
    assert not [name for name in names if "test" in name.lower() or name.endswith((".pyc", ".egg-info"))]
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_installed_program_is_the_wheel_and_not_this_checkout(program: Path, tmp_path: Path) -> None:
    code = "import summarizer; print(summarizer.__file__)"
    done = run(program.parent / "python", "-c", code, where=tmp_path)
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()).is_relative_to(program.parent.parent)


@pytest.mark.parametrize("command", ["--version", "plans", "methods"])
def test_the_installed_program_tells_of_itself(program: Path, tmp_path: Path, command: str) -> None:
    done = run(program, command, where=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert {"--version": "0.", "plans": "context", "methods": "lex-rank"}[command] in done.stdout


def test_the_installed_program_briefs_a_story_in_an_empty_folder(program: Path, tmp_path: Path) -> None:
    for name, text in STORY.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = run(program, "brief", *STORY, "-o", "out", "--date", DATE, "-f", "md,html,json", where=tmp_path)

    assert done.returncode in {0, 1}, done.stderr
    assert "Traceback" not in done.stderr
    made = sorted((tmp_path / "out").iterdir())
    assert [path.suffix for path in made] == [".html", ".json", ".md"]
    assert len({path.stem for path in made}) == 1
    assert made[0].stem.startswith(f"{DATE}-")
    briefing = json.loads(made[1].read_text(encoding="utf-8"))
    assert briefing["schema"] == "summarizer.briefing/1"
    assert [article["outlet"] for article in briefing["articles"]].count("Harbour Post") == 1
    lines = [line for section in briefing["sections"] for line in section["sentences"]]
    assert lines
    assert all(line["text"] for line in lines)
    assert any("ferry" in made[i].read_text(encoding="utf-8").lower() for i in (0, 2))
