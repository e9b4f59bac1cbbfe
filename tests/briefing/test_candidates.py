"""What a sentence weighs before the page is filled."""

from __future__ import annotations

from summarizer.briefing.pipeline import analyse_story
from summarizer.briefing.story_analysis import list_candidates
from summarizer.config.plans import load_plans
from summarizer.model import Article, Options

HARBOUR = "The harbour of Larkmouth was closed on Friday after a storm sank two ferries."
HARBOUR_AGAIN = "A storm sank two ferries and closed the harbour at Larkmouth, the port office said."
BRIDGE = "A bridge over the Lark fell into the river at noon, and nobody was hurt."


def test_what_is_told_of_as_known_is_needed_unless_the_story_is_about_it() -> None:
    articles = [
        Article(f"{HARBOUR} {BRIDGE} The harbour has been dredged since 1911.", outlet="Harrow Post"),
        Article(
            f"{HARBOUR_AGAIN} Mayor Dagmar Oster came at noon. The package has been dredged since 1912.", outlet="Wire"
        ),
    ]
    analysis = analyse_story(articles, Options(plan="general", plans=load_plans("general")))
    found = list_candidates(analysis.clusters, analysis.story.ages, analysis.event, covering=True)
    needs = {analysis.news[one.row].sentence.text: set(one.needs) for one in found}
    assert needs["The package has been dredged since 1912."] == {"packag"}
    assert needs["The harbour has been dredged since 1911."] == needs[BRIDGE] == set()
