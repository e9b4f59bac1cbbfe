"""How many independent sources a briefing counts, from files to the proof of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sample_briefing import read_back

from summarizer.api import read_articles, render, summarize
from summarizer.briefing.verification import Evidence, verify
from summarizer.config.page_options import options_from_briefing
from summarizer.config.settings_file import read_settings
from summarizer.model import Article, Briefing, BriefingSentence, Length, Options
from summarizer.render.page_json import to_json
from summarizer.sources.source_files import SourceFiles

FALL = (
    "The old harbour wall of Arle fell into the sea on Monday.",
    "On Monday the old harbour wall of Arle fell down.",
)
REST = (
    "Two boats were hit by it.",
    "Nobody had walked there for weeks, a fisherman said.",
    "The ferry sails all the same.",
)


def write(folder: Path, name: str, fields: str, text: str) -> None:
    (folder / name).write_text(f"---\n{fields}\npublished: 2031-03-04\n---\n\n{text}\n", encoding="utf-8")


def brief(folder: Path, options: Options) -> tuple[Briefing, BriefingSentence]:
    articles, problems = read_articles([str(folder)])
    assert problems == ()
    made = summarize(articles, replace(options, length=Length(20, "sentences"), date="2031-03-05", plan="general"))
    (line,) = [one for part in made.sections for one in part.lines if "harbour wall" in one.text]
    return made, line


def is_proved(made: Briefing) -> bool:
    told = read_back(to_json(made))
    assert told.plan_used is not None
    options = options_from_briefing(told, [told.plan_used])
    files = SourceFiles([article.path for article in told.articles], [""])
    proof = verify(told, Evidence(files.read, options))
    return not proof.failures and not proof.unchecked


def test_one_feed_is_one_source_and_what_it_claims_is_marked(tmp_path: Path) -> None:
    feed = "feed: https://blog.example/feed.xml\nfeed_outlet: Some Blog"
    for number, (outlet, text) in enumerate(zip(("Reuters", "AFP"), FALL, strict=True)):
        write(tmp_path, f"{number}.md", f"outlet: {outlet}\n{feed}", f"{text} {REST[number]}")
    made, line = brief(tmp_path, Options())
    assert set(line.outlets) == {"Reuters, by Some Blog", "AFP, by Some Blog"}
    assert line.origins == 1
    assert "Reuters, by Some Blog†" in render(made, "md")
    assert "as its feed says" in render(made, "txt")
    assert is_proved(made)
    # Another one, and nothing that the feed says of others makes three of two.
    write(tmp_path, "2.md", "outlet: Reuters", f"{FALL[0]} {REST[2]}")
    _, line = brief(tmp_path, Options())
    assert line.origins <= 2


def test_a_family_is_one_source_by_the_settings_and_by_outlets_toml(tmp_path: Path) -> None:
    for number, (outlet, text) in enumerate(zip(("Lake Herald", "Lake Radio"), FALL, strict=True)):
        write(tmp_path, f"{number}.md", f"outlet: {outlet}", f"{text} {REST[number]}")
    made, line = brief(tmp_path, Options())
    assert (len(line.outlets), line.origins) == (2, 2)
    assert "at most 2 independent sources" in render(made, "md")
    families = read_settings('[families]\n"Lake Group" = ["Lake Herald", "Lake Radio"]').find("briefing")["families"]
    assert families.value == {"Lake Group": ["Lake Herald", "Lake Radio"]}
    made, line = brief(tmp_path, Options(families={"Lake Group": ("Lake Herald", "Lake Radio")}))
    assert (len(line.outlets), line.origins) == (2, 1)
    assert is_proved(made)
    assert not is_proved(replace(made, options={**made.options, "families": {}}))
    (tmp_path / "outlets.toml").write_text('[families]\n"Lake Group" = ["Lake Herald", "Lake Radio"]\n')
    made, line = brief(tmp_path, Options())
    assert (len(line.outlets), line.origins) == (2, 1)
    assert {article.family for article in made.articles} == {"Lake Group"}
    assert is_proved(made)
    (tmp_path / "outlets.toml").unlink()
    assert not is_proved(made)


def test_an_agency_in_a_dateline_and_in_a_credit_is_one_source() -> None:
    told = [
        Article(f"ARLE (Reuters) - {FALL[0]} {REST[0]}", "Lake Herald", published="2031-03-04"),
        Article(f"{FALL[1]} {REST[1]}\n\nWith reporting by Reuters", "Post", published="2031-03-04"),
    ]
    made = summarize(told, Options(plan="general", date="2031-03-05"))
    (line,) = [one for part in made.sections for one in part.lines if "harbour wall" in one.text]
    assert (len(line.outlets), line.origins, line.origin) == (2, 1, "Reuters")
