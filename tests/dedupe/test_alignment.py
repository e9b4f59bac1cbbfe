"""Of sentences built alike all words have a partner, and what opens a word opens its partner."""

from __future__ import annotations

import pytest

from summarizer.briefing.pipeline import analyse_story
from summarizer.config.plans import load_plans
from summarizer.dedupe.support import read_story_words, tells_all
from summarizer.model import Article, Options

LACKING = [
    ("The rangers found the cabin inside the fence.", "The rangers found the cabin outside the fence."),
    ("Hail broke the mill in Orrin and a bridge.", "Hail broke the roof of the mill in Orrin and a bridge."),
    ("Hail damaged the vineyards of Orrin.", "Hail damaged half of Orrin's vineyards."),
    ("The tower fell because of the frost.", "The tower fell before the frost."),
    ("The singer lost the case against her agent in Orrin.", "The singer lost the case of her agent in Orrin."),
    ("Guests may enter every hall of the Orrin museum.", "Guests may enter selected halls of the Orrin museum."),
    ("The dam at Orrin was finished without a permit.", "The dam at Orrin was finished with a permit."),
    ("The ferry was launched by the queen in Orrin.", "The ferry was blessed by the queen in Orrin."),
    ("The owner's stepbrother sold the Orrin mill.", "The owner's brother sold the Orrin mill."),
    ("The club has had no trainer since a row.", "The club has had no trainer after a row."),
    ("A bomb exploded near the school in Orrin.", "A bomb exploded in the school in Orrin."),
    ("A bomb exploded in the school in Orrin.", "A bomb exploded beside the school in Orrin."),
    ("The guards shot near the crowd in Orrin.", "The guards shot through the crowd in Orrin."),
    ("The guards shot over the crowd in Orrin.", "The guards shot at the crowd in Orrin."),
    ("Two boys ran in the road in Orrin.", "Two boys ran across the road in Orrin."),
    ("The mayor left Orrin while the court cleared her.", "The mayor left Orrin although the court cleared her."),
    (
        "Sales at the Orrin dairy rose four percent in May as costs fell.",
        "Sales at the Orrin dairy fell four percent in May as costs rose.",
    ),
    (
        "The old ferry to Orrin sank at the pier on Monday night after a fire in the engine room, rescuers said.",
        "The old ferry to Orrin sank at the pier on Monday night after a leak in the engine room, rescuers said.",
    ),
    (
        "The guide found in the cave above Orrin on Friday is Dana Marlow, 31, the rescue service said.",
        "The guide found in the cave above Orrin on Friday is Dora Mellis, 31, the rescue service said.",
    ),
    (
        "Masons have begun to rebuild the tower of Orrin, which lightning struck in May.",
        "Masons will begin to rebuild the tower of Orrin, which lightning struck in May.",
    ),
    (
        "The Orrin council will lend the theatre a hall in June, it said.",
        "The Orrin council will lend the theatre a hall in June so long as rain keeps away, it said.",
    ),
    (
        "The ferry to Orrin will stop for two weeks in May while divers mend its broken rudder, its owner said.",
        "The ferry to Orrin will stop for two weeks in May, its owner said.",
    ),
    ("The village hall of Orrin was due to open on Friday.", "The village hall of Orrin opened on Friday."),
    ("The dairy in Orrin will shut its shops in June.", "The dairy in Orrin will shut its smaller shops in June."),
    ("Orrin will let rangers search barns.", "Orrin will let rangers search empty barns."),
    ("Teachers in Orrin will strike in June.", "Music teachers in Orrin will strike in June."),
]
TELLING = [
    ("The head of the club left Orrin.", "Club head Ada Vance left Orrin."),
    ("The head of the club left Orrin after a quarrel.", "After a quarrel the head of the club left Orrin."),
    ("Anna Berg and Ida Moe founded the choir in Orrin.", "Ida Moe and Anna Berg founded the choir in Orrin."),
    ("The Harbour Workers Union will strike in Orrin.", "The HWU will strike in Orrin."),
    ("He left Orrin because he was ill, the club said.", "The club said he left Orrin because he was ill."),
    ("Frost closed the old school near Orrin.", "The old school near Orrin was closed by frost."),
    ("Pilots began a strike at Orrin airport on Sunday.", "On Sunday pilots at Orrin airport started a strike."),
    ("Trees fell across the valley near Orrin.", "Trees fell throughout the valley near Orrin."),
    (
        "The Orrin council will lend the theatre a hall in June.",
        "In June the Orrin council is to lend the theatre a hall.",
    ),
    ("The school in Orrin closed on Sunday after a fire.", "The school in Orrin closed on Sunday night after a fire."),
    ("Hail broke the windows of the mill in Orrin.", "Hail broke the shuttered windows of the mill in Orrin."),
    ("The mill in Orrin was closed after losses.", "The mill in Orrin was closed after huge losses."),
    ("Divers searched the lake near Orrin on Friday.", "Swedish divers searched the lake near Orrin on Friday."),
    ("Hail broke 40 windows of the mill in Orrin.", "Hail broke 40 upper windows of the mill in Orrin."),
    ("Hail broke the window of the mill in Orrin.", "Hail broke the upper window of the mill in Orrin."),
]


def does_tell(line: str, other: str) -> bool:
    texts = (("A", line), ("B", other))
    articles = [Article(text, outlet=name, published="2031-03-04", path=f"{name}.txt") for name, text in texts]
    analysis = analyse_story(articles, Options(plan="general", plans=load_plans("general"), date="2031-03-05"))
    mine, theirs = analysis.news
    return tells_all(mine, theirs, read_story_words(analysis.news, analysis.names))


@pytest.mark.parametrize(("line", "other"), LACKING)
def test_a_word_without_a_partner_or_opened_otherwise_is_another_thing(line: str, other: str) -> None:
    assert not does_tell(line, other)


@pytest.mark.parametrize(("line", "other"), TELLING)
def test_what_is_only_put_otherwise_is_told(line: str, other: str) -> None:
    assert does_tell(line, other)
