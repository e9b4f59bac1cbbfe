"""A job is done when all its files are there, whole, and were made of what is asked for now."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from stories import write_story

from summarizer.batch import job_records as digests
from summarizer.batch.execution import make_sent, pack
from summarizer.batch.job_records import RECORD, deliver, digest_job, digest_order, digest_program, do_job, sort_out
from summarizer.batch.jobs import Job, Made, Order, plan_jobs
from summarizer.config.plans import load_plans
from summarizer.model import FrontPage, Length, Options, Problem
from summarizer.render.page_json import from_json
from summarizer.sources.places import read_places


@pytest.fixture
def order(tmp_path: Path) -> Order:
    options = Options(plans=load_plans("general"), plan="general", date="2031-05-05")
    return Order(options, ("md", "json"), tmp_path / "templates")


@pytest.fixture
def job(tmp_path: Path, order: Order, monkeypatch: pytest.MonkeyPatch) -> Job:
    """Give a job that was done."""
    monkeypatch.chdir(tmp_path)
    write_story(tmp_path / "2031-03-04", 1)
    (planned,), _ = sort_out(plan_jobs(["2031-03-04"], Path("out")), order)
    assert do_job(planned, order).status == "made"
    return planned


def statuses(job: Job, order: Order, again: bool = False) -> list[str]:
    waiting, closed = sort_out([replace(job, asked="")], order, again)
    return ["open"] * len(waiting) + [result.status for result in closed]


def test_what_was_made_is_kept_with_all_that_is_told_of_it(job: Job, order: Order) -> None:
    waiting, (kept,) = sort_out([replace(job, asked="")], order)
    assert waiting == ()
    assert (kept.status, kept.sentences) == ("kept", 3)
    assert {Path(name).suffix for name in kept.files} == {".md", ".json"}


def test_again_makes_it_anew(job: Job, order: Order) -> None:
    assert statuses(job, order, again=True) == ["open"]


def test_another_day_does_not_make_anew_what_has_no_date_of_its_own(job: Job, order: Order) -> None:
    tomorrow = replace(order, options=replace(order.options, date="2031-05-06"))
    assert statuses(job, tomorrow) == ["kept"]
    assert digest_order(tomorrow) == digest_order(order)


@pytest.mark.parametrize("ending", [".md", ".json"])
@pytest.mark.parametrize("damage", ["", "cut off"])
def test_a_file_that_is_missing_or_not_whole_is_made_anew(job: Job, order: Order, ending: str, damage: str) -> None:
    (path,) = [path for path in job.output.iterdir() if path.suffix == ending and path.name != RECORD]
    if damage:
        path.write_bytes(path.read_bytes()[:100])
    else:
        path.unlink()
    assert statuses(job, order) == ["open"]


@pytest.mark.parametrize(
    "record", ["", "{", "[]", '{"schema": "other"}', "\x00", '{"schema": "summarizer.backfill/1"}']
)
def test_a_damaged_record_is_none(job: Job, order: Order, record: str) -> None:
    (job.output / RECORD).write_text(record, encoding="utf-8")
    assert statuses(job, order) == ["open"]


def test_a_record_cannot_name_files_elsewhere(job: Job, order: Order) -> None:
    path = job.output / RECORD
    (name,) = [path.name for path in job.output.glob("*.md")]
    path.write_text(path.read_text(encoding="utf-8").replace(name, f"../{job.name}/{name}"), encoding="utf-8")
    assert statuses(job, order) == ["open"]


def test_another_article_text_or_outlet_is_another_job(job: Job, order: Order) -> None:
    digests = {digest_job(job, "order")}
    for name, text in (("post.md", "The bridge stands."), ("new.txt", "It fell."), ("outlets.toml", '["x"]\n')):
        Path(job.folder, name).write_text(text, encoding="utf-8")
        digests.add(digest_job(job, "order"))
    Path(job.folder, "new.txt").rename(Path(job.folder, "newer.txt"))
    assert len(digests | {digest_job(job, "order")}) == 5


def test_hidden_files_and_other_kinds_change_nothing(job: Job, order: Order) -> None:
    Path(job.folder, ".notes.txt").write_text("hidden", encoding="utf-8")
    Path(job.folder, "picture.png").write_bytes(b"\x89PNG")
    assert statuses(job, order) == ["kept"]


def test_other_options_formats_plans_and_templates_are_another_order(order: Order) -> None:
    options = order.options
    others = [
        replace(order, options=replace(options, length=Length(3, "sentences"))),
        replace(order, options=replace(options, plans=load_plans("ukraine-call"))),
        replace(order, formats=("md",)),
    ]
    digests = {digest_order(order), *map(digest_order, others)}
    order.templates.mkdir()
    (order.templates / "briefing.md.j2").write_text("{{ title }}", encoding="utf-8")
    assert len(digests | {digest_order(order)}) == 5


def test_the_place_of_another_folders_briefing_is_not_taken(job: Job, order: Order, tmp_path: Path) -> None:
    write_story(tmp_path / "other" / "2031-03-04", 2)
    (clash,) = plan_jobs(["other/2031-03-04"], Path("out"))
    waiting, (failed,) = sort_out([clash], order)
    assert (waiting, failed.status) == ((), "failed")
    assert "holds the briefing of 2031-03-04" in failed.problems[0].message
    assert statuses(clash, order, again=True) == ["open"]


def test_the_same_folder_by_another_name_is_made_anew_since_the_name_is_in_the_briefing(job: Job, order: Order) -> None:
    (named,) = plan_jobs([str(Path(job.folder).absolute())], Path("out"))
    assert statuses(named, order) == ["open"]


def test_the_briefing_under_its_old_title_goes_but_not_if_somebody_changed_it(job: Job) -> None:
    deliver(job, Made((("old.md", "one"), ("noted.md", "two"))))
    (job.output / "noted.md").write_text("two, and a note", encoding="utf-8")
    deliver(job, Made((("new.md", "three"),)))
    assert not (job.output / "old.md").exists()
    assert (job.output / "noted.md").exists()
    assert (job.output / "new.md").read_text(encoding="utf-8") == "three"


def test_problems_of_a_kept_briefing_are_told_again(job: Job, order: Order) -> None:
    problem = Problem("2031-03-04/x.md", "is empty")
    deliver(job, Made((("a.md", "\ud800 one"),), 1, (problem,)))
    _, (kept,) = sort_out([replace(job, asked="")], order)
    assert (kept.problems, kept.troubled) == ((problem,), True)


def test_compiled_templates_beside_ours_do_not_make_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = tmp_path / "ours"
    ours.mkdir()
    (ours / "briefing.md.j2").write_text("one", encoding="utf-8")
    monkeypatch.setattr(digests, "templates_folder", lambda: ours)
    before = digest_program()
    (ours / "__pycache__").mkdir()
    (ours / "__pycache__" / "briefing.md.j2-md.pyc").write_bytes(b"compiled")
    assert digest_program() == before
    (ours / "briefing.md.j2").write_text("two", encoding="utf-8")
    assert digest_program() != before


def test_a_job_of_many_stories_makes_a_front_page(
    tmp_path: Path, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for number in range(3):
        write_story(tmp_path / "news" / str(number), number)
    front = replace(order, stories=True)
    assert digest_order(front) != digest_order(order)
    (planned,), _ = sort_out(plan_jobs(["news"], Path("out")), front)
    result = do_job(planned, front)
    assert result.status == "made"
    (path,) = [path for path in planned.output.glob("*.json") if path.name != RECORD]
    page = from_json(path.read_text(encoding="utf-8"))
    assert isinstance(page, FrontPage)
    assert len(page.pile.stories) == 3
    assert result.sentences == page.length.sentences > 3
    # Another process, and a worker that is handed the articles, write the same bytes.
    articles, problems = read_places(["news"])
    sent = make_sent(planned, pack(front), articles, problems)
    assert dict(sent.texts)[path.name] == path.read_text(encoding="utf-8")
    assert statuses(planned, front) == ["kept"]
    assert statuses(planned, order) == ["open"]
