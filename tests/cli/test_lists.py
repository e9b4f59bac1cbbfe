"""``summarizer methods`` and ``summarizer plans``: what there is to choose from."""

from __future__ import annotations

from pathlib import Path

import pytest
from calling import brief, call, put_files, read_json

from summarizer.dedupe.vectors import FORMER_SIMILARITIES, SIMILARITIES
from summarizer.summary.ranking import CENTRALITIES

PLAN = """title = "Strike"

[[actors]]
id = "state"
name = "Ada Lund"
aliases = ["the minister"]

[[sections]]
id = "state-says"
title = "The government"
speakers = ["state"]

[[sections]]
id = "news"
title = "What happened"
rest = true
"""


def test_all_methods_and_similarities_are_listed_with_their_papers() -> None:
    run = call("methods")
    assert (run.status, run.err) == (0, "")
    listed = [line.split()[0] for line in run.out.splitlines() if line and not line.startswith((" ", "Similarities"))]
    assert listed == [*CENTRALITIES, *SIMILARITIES]
    assert all(method.paper in run.out for method in CENTRALITIES.values())


@pytest.mark.parametrize("method", CENTRALITIES)
def test_each_listed_method_makes_a_briefing(desk: Path, method: str) -> None:
    assert brief("news", "-m", method, "-f", "json", "-q").status == 0
    assert read_json()["options"]["method"] == method
    assert read_json()["length"]["sentences"] > 0


@pytest.mark.parametrize("similarity", [*SIMILARITIES, *sorted(FORMER_SIMILARITIES)])
def test_each_similarity_listed_or_former_makes_a_briefing(desk: Path, similarity: str) -> None:
    run = brief("news", "--similarity", similarity, "-f", "json")
    assert run.status == 0
    assert read_json()["options"]["similarity"] == "tf-idf"
    notice = f"notice   --similarity: similarity “{similarity}” is there no longer; tf-idf is used\n"
    assert (notice in run.err) == (similarity in FORMER_SIMILARITIES)


@pytest.mark.parametrize("command", [("plans",), ("plans", "list")])
def test_plans_are_listed_with_their_sections_and_files(desk: Path, command: tuple[str, ...]) -> None:
    run = call(*command)
    assert (run.status, run.err) == (0, "")
    assert "ukraine-call   The Scholz–Putin call: call, german-position, kremlin-demands" in run.out
    assert "general        Briefing: happened, said, figures, ahead, background\n" in run.out
    assert run.out.count(".toml\n") == 2


def test_the_users_plans_are_listed_and_win(desk: Path) -> None:
    put_files(desk, {"templates/plans/strike.toml": PLAN, "templates/plans/general.toml": PLAN})
    out = call("plans").out
    assert "strike         Strike: state-says, news\n               templates/plans/strike.toml\n" in out
    assert "general        Strike: " in out
    (desk / "templates").rename("own")
    assert "own/plans/strike.toml" in call("plans", "--templates", "own").out
    assert "strike.toml" not in call("plans").out


def test_a_faulty_plan_is_told_and_the_others_are_listed(desk: Path) -> None:
    put_files(desk, {"templates/plans/broken.toml": "title = Broken\n"})
    run = call("plans")
    assert run.status == 1
    assert run.err.startswith("problem  templates/plans/broken.toml: line 1: is not TOML")
    assert "general" in run.out
    assert "ukraine-call" in run.out


def test_a_plan_that_is_shown_is_a_plan_to_begin_with(desk: Path) -> None:
    for name in ("general", "ukraine-call"):
        run = call("plans", "show", name)
        assert run.status == 0
        put_files(desk, {"my.toml": run.out})
        assert call("plans", "check", "my.toml").status == 0
        assert brief("news", "-p", "my.toml", "-f", "json", "-o", name, "-q").status == 0
        assert read_json(name)["plan"] == "my"
        assert call("plans", "show", "my.toml").out == run.out


def test_a_plan_of_ones_own_slots_the_sentences(desk: Path) -> None:
    put_files(desk, {"strike.toml": PLAN})
    assert call("plans", "check", "strike.toml").status == 0
    assert brief("news", "-p", "strike.toml", "-f", "json", "-q").status == 0
    said, rest = read_json()["sections"]
    assert [line["speaker"] for line in said["sentences"]] == ["Ada Lund"]
    assert "Ada Lund" not in str(rest)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('title = "Strike"', "title = Strike", "my.toml:1: is not TOML: "),
        ('name = "Ada Lund"', 'names = "Ada Lund"', "my.toml:5: an actor has no key “names” (did you mean “name”?)"),
        ('speakers = ["state"]', 'speakers = ["estate"]', "my.toml:11: there is no actor “estate” (did you"),
        ('speakers = ["state"]', 'speakers = "state"', "my.toml:11: speakers must be a list of texts"),
        ('speakers = ["state"]', "share = -1", "my.toml:11: share must be a number above 0"),
        ('id = "news"', 'id = "state-says"', "my.toml:14: the id “state-says” is used twice"),
        ("rest = true", "rest = 1", "my.toml:16: rest must be true or false"),
        ("rest = true", 'features = ["figure"]', "my.toml:16: there is no feature “figure” (did you mean “figures”?)"),
        ('id = "news"', 'id = "The News"', "my.toml:14: id must be of small letters"),
    ],
)  # fmt: skip
def test_each_fault_of_a_plan_is_told_with_its_line(desk: Path, old: str, new: str, told: str) -> None:
    put_files(desk, {"my.toml": PLAN.replace(old, new, 1)})
    run = call("plans", "check", "my.toml")
    assert run.status == 1
    assert any(line.startswith(told) for line in run.out.splitlines()), run.out
    # The same plan is of no use to brief, which says so with the line.
    refused = brief("news", "-p", "my.toml")
    assert refused.status == 2
    assert f"line {told.split(':')[1]}: " in refused.err


def test_several_plans_are_checked_at_once(desk: Path) -> None:
    put_files(desk, {"good.toml": PLAN, "bad.toml": PLAN.replace("rest = true", "")})
    run = call("plans", "check", "good.toml", "bad.toml")
    assert (run.status, run.err) == (1, "good.toml: no faults\n")
    assert run.out == "bad.toml:1: no section takes the rest: write rest = true in one\n"


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("show", "generel"), "--plan: there is no plan “generel” (did you mean “general”?)"),
        (("show", "my.toml"), "my.toml: cannot be read: no such file or directory (see `summarizer plans`)"),
        (("check", "no.toml"), "no.toml: cannot be read: no such file or directory (see `summarizer plans`)"),
        (("check", "news"), "news: cannot be read: is a directory (see `summarizer plans`)"),
    ],
)  # fmt: skip
def test_a_plan_that_is_not_there_is_told(desk: Path, args: tuple[str, ...], told: str) -> None:
    run = call("plans", *args)
    assert (run.status, run.out, run.err) == (2, "", f"summarizer: {told}\n")


def test_a_plan_named_auto_is_not_offered_for_itself(desk: Path) -> None:
    assert "“auto”?" not in call("plans", "show", "auto").err
    assert "did you mean “auto”?" in brief("news", "-p", "autoo").err


def test_the_list_of_commands_tells_each_in_a_whole_sentence() -> None:
    listed = call("--help").out.partition("Commands:\n")[2].partition("\n\n")[0].splitlines()
    assert len(listed) > 15
    assert [line for line in listed if not line.endswith(".") or line.endswith("...")] == []
