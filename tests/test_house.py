"""The house stays as it was drawn: what imports what, how large things are, who touches the world."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

HOUSE = Path(__file__).parent.parent / "summarizer"

#: The floors, the lowest first. A room (a module or folder of the package) imports from lower floors only.
FLOORS: dict[str, frozenset[str]] = {
    "nouns": frozenset({"model", "errors"}),
    "language": frozenset({"lang"}),
    "text": frozenset({"text"}),
    "analysis": frozenset({"analysis"}),
    "stories": frozenset({"stories"}),
    "dedupe": frozenset({"dedupe"}),
    "summary": frozenset({"summary"}),
    "beside": frozenset(
        {
            "config",
            "sources",
            "mail",
            "fetch",
            "storage",
            "render",
        }
    ),
    "briefing": frozenset({"briefing"}),
    "users": frozenset({"batch", "api"}),
    "top": frozenset({"cli", "__init__", "__main__"}),
}
#: Floors whose rooms may import each other, as long as there is no cycle. Stages never may.
OPEN = frozenset({"nouns", "text", "beside", "briefing", "users", "top"})
#: The rooms that may print and read the clock and the environment.
WORLDLY = frozenset({"cli", "__main__"})

NAMES_NOT_TAKEN = frozenset(
    {"utils", "util", "helpers", "helper", "manager", "managers", "processor", "processors", "base", "common"}
)
HEAVY = frozenset(
    {"numpy", "sumy", "nltk", "textstat", "trafilatura", "ftfy", "markdown", "nupunkt", "nh3"}
    | {"requests", "urllib3", "feedparser", "lxml", "pycountry", "yaml", "jinja2", "css_inline", "distributed", "dask"}
)
CLOCKS = frozenset(
    {
        "datetime.now", "datetime.today", "datetime.utcnow", "date.today", "time.time", "time.time_ns",
        "time.localtime", "time.gmtime", "time.strftime",
    }
)  # fmt: skip
OUTSIDE = frozenset({"print", "input", "breakpoint", "exit", "quit", "os.getenv", "os.environ", "sys.exit", "sys.argv"})
MAX_MODULE = 700
MAX_FUNCTION = 50


def find_modules() -> list[Path]:
    return sorted(HOUSE.rglob("*.py"))


def name_of(path: Path) -> str:
    """Give the module's dotted name inside the package: `ranking.lex_rank`, `words`, `ranking`."""
    parts = path.relative_to(HOUSE).with_suffix("").parts
    return ".".join(parts[:-1]) if len(parts) > 1 and parts[-1] == "__init__" else ".".join(parts)


def room_of(module: str) -> str:
    return module.split(".")[0]


def floor_of(room: str) -> str:
    for floor, rooms in FLOORS.items():
        if room in rooms:
            return floor
    raise AssertionError(f"summarizer.{room} has no place: put it on a floor of FLOORS in {Path(__file__).name}")


@cache
def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def find_imports(path: Path) -> Iterator[str]:
    """Name our own modules that a module imports, at its top or anywhere else."""
    here = ["summarizer", *path.relative_to(HOUSE).parts[:-1]]
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if room_of(name.name) == "summarizer")
        elif isinstance(node, ast.ImportFrom):
            stem = here[: len(here) - node.level + 1] if node.level else []
            module = ".".join([*stem, *([node.module] if node.module else [])])
            if room_of(module) == "summarizer":
                yield from (resolve(module, name.name) for name in node.names)


def resolve(module: str, name: str) -> str:
    """Tell whether `from module import name` takes a module or a thing in it."""
    place = HOUSE.joinpath(*module.split(".")[1:], name)
    return f"{module}.{name}" if place.with_suffix(".py").exists() or (place / "__init__.py").exists() else module


@cache
def draw_imports() -> dict[str, frozenset[str]]:
    known = {name_of(path) for path in find_modules()}
    graph = {}
    for path in find_modules():
        found = {target.partition(".")[2] or "__init__" for target in find_imports(path)}
        graph[name_of(path)] = frozenset(found & known) - {name_of(path)}
    return graph


def dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def find_cycle(graph: dict[str, frozenset[str]]) -> list[str]:
    """Give the modules that still import each other once all others are taken away."""
    left = dict(graph)
    while free := [module for module, targets in left.items() if not targets & left.keys()]:
        for module in free:
            del left[module]
    return sorted(left)


def may_import(room: str, target: str) -> bool:
    if room == target:
        return True
    floors = list(FLOORS)
    mine, theirs = floor_of(room), floor_of(target)
    return floors.index(theirs) < floors.index(mine) or (mine == theirs and mine in OPEN)


MODULES = [pytest.param(path, id=name_of(path)) for path in find_modules()]


@pytest.mark.parametrize("path", MODULES)
def test_a_module_has_its_place(path: Path) -> None:
    assert floor_of(room_of(name_of(path)))


@pytest.mark.parametrize("path", MODULES)
def test_a_module_imports_from_lower_floors_only(path: Path) -> None:
    module = name_of(path)
    wrong = [t for t in draw_imports()[module] if not may_import(room_of(module), room_of(t))]
    assert not wrong, f"summarizer.{module} must not import {', '.join(sorted(wrong))}"


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert find_cycle(draw_imports()) == []


def test_a_circle_and_a_wrong_direction_would_be_found() -> None:
    assert find_cycle({"a": frozenset("b"), "b": frozenset("c"), "c": frozenset("b"), "d": frozenset()}) == list("abc")
    assert not may_import("dedupe", "summary")
    assert not may_import("text", "cli")
    assert not may_import("model", "text")
    assert may_import("dedupe", "analysis")
    assert may_import("cli", "briefing")
    with pytest.raises(AssertionError, match="put it on a floor"):
        floor_of("attic")


def test_the_nouns_import_nothing_of_ours() -> None:
    assert draw_imports()["model"] == frozenset()
    assert draw_imports()["errors"] == frozenset()


@pytest.mark.parametrize("path", MODULES)
def test_only_the_command_line_prints_and_reads_clock_and_environment(path: Path) -> None:
    if room_of(name_of(path)) in WORLDLY:
        return
    found = {
        f"{name} in line {node.lineno}"
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Name | ast.Attribute) and (name := dotted(node))
        if name in OUTSIDE or ".".join(name.split(".")[-2:]) in CLOCKS
    }
    assert not found


@pytest.mark.parametrize("path", MODULES)
def test_a_module_is_short_and_so_are_its_functions(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_MODULE
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            lines = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
            assert lines <= MAX_FUNCTION, f"{node.name}: {lines} lines"


@pytest.mark.parametrize("path", MODULES)
def test_a_module_is_named_after_what_it_holds(path: Path) -> None:
    assert not NAMES_NOT_TAKEN & set(name_of(path).split("."))
    assert ast.get_docstring(parse(path)), "say in a docstring what the module is for"


@pytest.mark.parametrize("module", ["summarizer", "summarizer.cli"])
def test_starting_loads_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    run = subprocess.run([sys.executable, "-c", code], cwd=HOUSE.parent, check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert not HEAVY & set(run.stdout.split())
