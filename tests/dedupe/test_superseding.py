"""What only a fact kept apart is not told already, and no contradiction where the one only follows the other."""

from __future__ import annotations

from summarizer.api import summarize
from summarizer.config.plans import load_plans
from summarizer.model import Article, Length, Options

OPTIONS = Options(plan="general", plans=load_plans("general"), length=Length(9, "sentences"), date="2031-03-06")
HEARING = "The labour court in Norvik will hear the complaint of the port company against the dock strike."
RULING = "The labour court in Norvik rejected the complaint of the port company against the dock strike."


def test_a_ruling_is_printed_beside_the_announcement_of_its_hearing() -> None:
    articles = [
        Article(f"{HEARING} It rained.", outlet="A", published="2031-03-03", path="a"),
        Article(f"{RULING} The sun shone.", outlet="B", published="2031-03-05", path="b"),
    ]
    lines = [line for part in summarize(articles, OPTIONS).sections for line in part.lines]
    assert {HEARING, RULING} <= {line.text for line in lines}
    assert not any(line.disagreement for line in lines)


def test_what_is_shown_as_a_disagreement_is_not_printed_again() -> None:
    told = "Police in Norvik said that {} people were hurt when the ferry hit the quay of the old harbour. {}"
    twelve = told.format("twelve", "It rained for most of the day in the hills. The mayor opened a school.")
    fourteen = told.format("fourteen", "The sun shone over the coast. A ship with grain came in.")
    articles = [Article(text, outlet=text[25], published="2031-03-03", path=text[25]) for text in (twelve, fourteen)]
    lines = [line for part in summarize(articles, OPTIONS).sections for line in part.lines if "ferry" in line.text]
    (line,) = lines
    assert len(line.disagreement) == 1
