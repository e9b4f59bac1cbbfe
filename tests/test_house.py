"""The house stays as it was drawn: what imports what, how large things are, who touches the world."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

HOUSE = Path(__file__).parent.parent / "summarizer"

#: Room → the rooms that it may import from, beside the nouns, which all may. A new room gets its line here.
NOUNS = frozenset({"model", "errors"})
MAY_IMPORT: dict[str, str] = {
    "model": "",
    "errors": "",
    "lang": "",
    "text": "lang",
    "analysis": "lang text",
    "stories": "lang text analysis dedupe",
    "dedupe": "lang text analysis",
    "summary": "lang text analysis dedupe",
    # These stand beside the briefing.
    "render": "lang text",
    "storage": "lang text",
    "sources": "lang text",
    "fetch": "lang text sources storage",
    "briefing": "lang text analysis stories dedupe summary render storage",
    # A webhook's address, connection and answer are as those of any other place.
    "mail": "lang text render storage fetch",
    "config": "lang text dedupe summary render storage sources fetch mail briefing",
    "batch": "lang text render storage sources briefing config",
    "api": "lang text stories render storage sources summary briefing config batch",
    "cli": "lang text stories dedupe summary render storage sources fetch mail briefing config batch api __init__",
    "__init__": "api",
    "__main__": "cli",
}
#: The rooms that may print and read the clock and the environment.
WORLDLY = frozenset({"cli", "__main__"})

NAMES_NOT_TAKEN = frozenset(
    {"utils", "util", "helpers", "helper", "manager", "managers", "processor", "processors", "base", "common"}
)
HEAVY = frozenset(
    {"numpy", "sumy", "nltk", "textstat", "trafilatura", "ftfy", "markdown", "nupunkt", "nh3"}
    | {"requests", "urllib3", "feedparser", "lxml", "pycountry", "yaml", "jinja2", "css_inline"}
    | {"distributed", "dask", "docx", "typst"}
)
CLOCKS = frozenset(
    {
        "datetime.now", "datetime.today", "datetime.utcnow", "date.today", "time.time", "time.time_ns",
        "time.localtime", "time.gmtime", "time.strftime",
    }
)  # fmt: skip
OUTSIDE = frozenset({"print", "input", "breakpoint", "exit", "quit", "os.getenv", "os.environ", "sys.exit", "sys.argv"})
MAX_MODULE = 500
MAX_FUNCTION = 50
MARK = "# names, not language"
WORD = re.compile(r"[^\W\d_][\w’' .-]*")


def find_modules() -> list[Path]:
    return sorted(HOUSE.rglob("*.py"))


def name_of(path: Path) -> str:
    """Give the module's dotted name inside the package: `ranking.lex_rank`, `words`, `ranking`."""
    parts = path.relative_to(HOUSE).with_suffix("").parts
    return ".".join(parts[:-1]) if len(parts) > 1 and parts[-1] == "__init__" else ".".join(parts)


def room_of(module: str) -> str:
    return module.split(".")[0]


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
    assert room in MAY_IMPORT, f"summarizer.{room} has no place: give it a line of MAY_IMPORT in {Path(__file__).name}"
    return room == target or target in NOUNS or target in MAY_IMPORT[room].split()


def find_words(tree: ast.Module, source: str) -> list[str]:
    """Return the lists of five words and more in a module, as "line: words", but for those that are marked.

    A statement whose first line ends in "# names, not language" may hold such a list, and so may ``__all__``.
    """
    lines = source.splitlines()
    found: list[str] = []
    for statement in tree.body:
        inner = [node for node in ast.walk(statement) if isinstance(node, ast.stmt)]
        marked = [node for node in inner if lines[node.lineno - 1].rstrip().endswith(MARK)]
        allowed = {id(node) for one in marked for node in ast.walk(one)}
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "__all__":
            continue
        for node in ast.walk(statement):
            words = read_words(node)
            plain = [word for word in words if WORD.fullmatch(word)]
            if id(node) not in allowed and len(words) >= 5 and len(plain) >= 0.8 * len(words):
                found.append(f"line {getattr(node, 'lineno', 0)}: {' '.join(words[:5])} …")
    return found


def read_words(node: ast.AST) -> list[str]:
    """Return the words of a literal list, or of a text that is split."""
    if isinstance(node, ast.List | ast.Set | ast.Tuple):
        values = [element.value for element in node.elts if isinstance(element, ast.Constant)]
        return [value for value in values if isinstance(value, str)] if len(values) == len(node.elts) else []
    is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split"
    text = node.func.value if is_call else None  # type: ignore[attr-defined]
    return text.value.split() if isinstance(text, ast.Constant) and isinstance(text.value, str) else []


MODULES = [pytest.param(path, id=name_of(path)) for path in find_modules()]


@pytest.mark.parametrize("path", MODULES)
def test_a_module_has_its_place(path: Path) -> None:
    assert room_of(name_of(path)) in MAY_IMPORT


@pytest.mark.parametrize("path", MODULES)
def test_a_module_imports_only_what_its_room_may(path: Path) -> None:
    module = name_of(path)
    wrong = [t for t in draw_imports()[module] if not may_import(room_of(module), room_of(t))]
    assert not wrong, f"summarizer.{module} must not import {', '.join(sorted(wrong))}"


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert find_cycle(draw_imports()) == []


def test_a_circle_a_wrong_direction_and_a_list_of_words_would_be_found() -> None:
    assert find_cycle({"a": frozenset("b"), "b": frozenset("c"), "c": frozenset("b"), "d": frozenset()}) == list("abc")
    assert not may_import("dedupe", "summary")
    assert not may_import("text", "cli")
    assert not may_import("model", "text")
    assert may_import("dedupe", "analysis")
    assert may_import("cli", "briefing")
    with pytest.raises(AssertionError, match="give it a line of MAY_IMPORT"):
        may_import("attic", "model")
    listed = 'WORDS = ["red", "green", "blue", "black", "white"]'
    assert find_words(ast.parse(listed), listed) == ["line 1: red green blue black white …"]
    split = 'def f():\n    return "red green blue black white".split()'
    assert find_words(ast.parse(split), split)
    for allowed in (f"{listed}  {MARK}", 'LENGTHS = ["1", "2", "3", "4", "5"]', '__all__ = ["a", "b", "c", "d", "e"]'):
        assert not find_words(ast.parse(allowed), allowed)


def test_the_nouns_import_nothing_of_ours() -> None:
    imports = draw_imports()
    nouns = [module for module in imports if room_of(module) in NOUNS]
    assert {"model.briefing", "model.stories", "errors"} <= set(nouns)
    for module in nouns:
        assert {room_of(target) for target in imports[module]} <= {room_of(module)}


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
def test_a_module_is_short_and_its_functions_are_short_and_plain(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_MODULE
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            lines = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
            assert lines <= MAX_FUNCTION, f"{node.name}: {lines} lines"


@pytest.mark.parametrize("path", MODULES)
def test_no_words_of_a_language_stand_in_python(path: Path) -> None:
    """Language is data: summarizer/lang/<code>/*.toml."""
    assert find_words(parse(path), path.read_text(encoding="utf-8")) == []


def test_a_file_name_occurs_once() -> None:
    names = [path.name for path in find_modules() if path.name != "__init__.py"]
    assert sorted(names) == sorted(set(names))


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
