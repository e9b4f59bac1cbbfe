"""Suggesting a plan: from articles alone, sound as it stands, and of nothing but what they say."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_articles import FLOOD, read_sample_story
from strike import STRIKE

from summarizer.briefing.pipeline import make_briefing
from summarizer.briefing.plan_draft import clean_text, suggest_plan
from summarizer.briefing.plan_trial import read_story
from summarizer.config.plans import check_plan, load_plan
from summarizer.errors import SourceError
from summarizer.lang.language import load_language
from summarizer.model import Article, Options
from summarizer.summary.section_assignment import find_cues


def read(text: str) -> dict[str, Any]:
    assert check_plan(text) == ()
    return tomllib.loads(text)


def names_of(plan: dict[str, Any]) -> list[str]:
    rows = plan.get("actors", [])
    return [name for row in rows for name in (row["name"], *row.get("aliases", ()), *row.get("spokespeople", ()))]


def actor(plan: dict[str, Any], name: str) -> dict[str, Any]:
    return next(row for row in plan["actors"] if row["id"] == name)


def check_all_stands(plan: dict[str, Any], articles: tuple[Article, ...]) -> None:
    """Check that each name and cue stands in a sentence or headline of the articles."""
    reading = read_story(articles)
    texts = [sentence.text for one in reading.read for sentence in one.sentences]
    texts += [article.title for article in reading.story.articles]
    for name in names_of(plan):
        assert any(name in text for text in texts), name
    for section in plan["sections"]:
        for cue in section.get("cues", ()):
            assert any(find_cues([cue], text, load_language("en")) for text in texts), cue


def test_those_who_speak_for_one_side_are_one_actor_by_all_their_names() -> None:
    plan = read(suggest_plan(STRIKE))
    assert actor(plan, "norway")["name"] == "Ana Dahl"
    assert {"Dahl", "Norway", "Norwegian officials"} <= set(actor(plan, "norway")["aliases"])
    assert (actor(plan, "moe")["name"], actor(plan, "moe")["aliases"]) == ("Per Moe", ["Moe", "Seamen's Union"])
    assert "Arden Ferries" in actor(plan, "voss")["aliases"]


def test_the_sections_are_the_event_a_side_each_and_the_context() -> None:
    sections = read(suggest_plan(STRIKE))["sections"]
    assert [section["id"] for section in sections] == ["event", "norway", "moe", "voss", "context"]
    assert [section.get("rest", False) for section in sections] == [False] * 4 + [True]
    assert "night shift bonus" in sections[2]["cues"]
    assert "fares" in sections[3]["cues"]


def test_a_cue_is_no_name_of_an_actor_an_outlet_or_a_weekday() -> None:
    plan = read(suggest_plan(STRIKE))
    words = {word.lower() for section in plan["sections"] for cue in section.get("cues", ()) for word in cue.split()}
    assert words
    assert not words & {"dahl", "moe", "voss", "norway", "arden", "ferries", "courier", "post", "radio", "monday"}


def test_how_often_an_actor_is_heard_and_who_else_is_stands_in_comments() -> None:
    text = suggest_plan(STRIKE)
    assert '# heard in 7 sentences (3 articles)\n[[actors]]\nid = "norway"' in text
    assert "# Also heard, and in no actor yet:\n#   Lise Holm (1 sentence): … Lise Holm, a baker on the island" in text


def test_the_title_is_the_most_central_headline_or_the_one_asked_for() -> None:
    headline = make_briefing(FLOOD, Options(plan="general", plans=(load_plan(_packaged("general")),))).title
    assert read(suggest_plan(FLOOD))["title"] == headline
    assert read(suggest_plan(FLOOD, 'The "flood"'))["title"] == 'The "flood"'


def _packaged(name: str) -> Path:
    return Path(__file__).parent.parent.parent / "templates" / "plans" / f"{name}.toml"


def test_the_plan_of_the_sample_story_has_the_three_governments() -> None:
    plan = read(suggest_plan(read_sample_story()))
    people = {row["id"]: row["name"] for row in plan["actors"]}
    expected = {"germany": "Olaf Scholz", "russia": "Vladimir Putin", "ukraine": "Volodymyr Zelenskyy"}
    assert expected.items() <= people.items()
    assert "Dmitry Peskov" in actor(plan, "russia")["spokespeople"]
    assert {"Kremlin", "Moscow", "Russia"} <= set(actor(plan, "russia")["aliases"])
    check_all_stands(plan, read_sample_story())


def test_a_briefing_can_be_made_by_the_plan_at_once(tmp_path: Path) -> None:
    (tmp_path / "strike.toml").write_text(suggest_plan(STRIKE), encoding="utf-8")
    plan = load_plan(tmp_path / "strike.toml")
    made = make_briefing(STRIKE, Options(plan="strike", plans=(plan,)))
    assert {part.id for part in made.sections if part.lines} >= {"norway", "moe", "voss"}


@pytest.mark.parametrize("story", [STRIKE, FLOOD], ids=["strike", "flood"])
def test_the_order_of_the_articles_changes_nothing(story: tuple[Article, ...]) -> None:
    assert len({suggest_plan(order) for order in permutations(story)}) == 1


@pytest.mark.parametrize("story", [STRIKE, FLOOD, STRIKE[:1]], ids=["strike", "flood", "one article"])
def test_names_and_cues_stand_in_the_articles(story: tuple[Article, ...]) -> None:
    check_all_stands(read(suggest_plan(story)), story)


def test_opponents_and_former_officials_are_kept_apart() -> None:
    text = (
        "Norwegian Prime Minister Ana Dahl said no. Dahl said it twice. Dahl said it again.\n"
        "Norwegian opposition leader Per Moe said yes. Moe said it twice. "
        "Moe said it again, and he said so to all of the islands.\n"
        "Former Norwegian minister Lise Holm said nothing was decided. Holm said it twice. Holm said it again.\n"
    )
    plan = read(suggest_plan([Article(text)]))
    assert {"norway", "moe", "holm"} <= {row["id"] for row in plan["actors"]}
    assert not {"Per Moe", "Moe", "Lise Holm", "Holm"} & {*actor(plan, "norway").get("spokespeople", ())}


def test_two_of_one_surname_do_not_share_it() -> None:
    text = "".join(f"{name} said the dam of Arden would hold.\n" for name in ("Ana Dahl", "Per Dahl") * 3)
    plan = read(suggest_plan([Article(text)]))
    assert [row["name"] for row in plan["actors"]] == ["Ana Dahl", "Per Dahl"]
    assert "Dahl" not in names_of(plan)


def test_without_any_speaker_there_are_event_and_context_and_a_word_on_it() -> None:
    text = suggest_plan([Article("The dam of Arden broke at dawn. Water ran through the streets for hours.")])
    assert [section["id"] for section in read(text)["sections"]] == ["event", "context"]
    assert "# Nobody is heard in these articles" in text


@pytest.mark.parametrize(
    "text",
    [
        "Der Damm von Arden brach am Montag. „Das Wasser kam schnell“, sagte Bürgermeisterin Ina Voß am Abend.",
        "Гребля в Ардені прорвалася в понеділок. «Вода прийшла швидко», — сказала мерка Інна Восс.",
        "大坝在星期一决堤。市长说水来得很快。",
        "انهار السد يوم الاثنين. قال العمدة إن المياه جاءت بسرعة.",
    ],
    ids=["de", "uk", "zh", "ar"],
)
def test_other_languages_get_a_sound_plan_too(text: str) -> None:
    assert read(suggest_plan([Article(text), Article(f"{text} 2019.")]))["sections"][-1]["rest"]


def test_names_in_other_letters_have_an_id_all_the_same() -> None:
    text = "".join(f"Інна Восс said the dam had held {n} years.\n" for n in range(4))
    assert read(suggest_plan([Article(text, language="en")]))["actors"][0]["id"] == "actor"


def test_without_articles_or_news_it_is_said() -> None:
    with pytest.raises(SourceError, match="no article"):
        suggest_plan([])
    with pytest.raises(SourceError, match="no sentence"):
        suggest_plan([Article("\n\n")])


HOSTILE = st.text(
    st.one_of(st.characters(), st.sampled_from("\"'\\\n\r\t\x00\x1b\u202e\u2028#[]={}%`’“” AÉb-.,")),
    min_size=1,
    max_size=30,
)


@settings(max_examples=25)
@given(first=HOSTILE, last=HOSTILE, body=HOSTILE, headline=HOSTILE)
def test_whatever_the_names_hold_the_plan_is_sound(first: str, last: str, body: str, headline: str) -> None:
    name = f"Ana{first} Dahl{last}"
    text = (
        f"{name}, a spokeswoman for Arden{body} Ferries, said the fares would rise.\n"
        f"{name} said the fares had to rise. The fares will rise, {name} said.\n"
        f'"It is over," said Norwegian minister {first.title()} Moe{last}.\n'
    )
    articles = (Article(text, title=headline, outlet=body), Article(f"{text}It rained.", path="b.txt"))
    plan = read(suggest_plan(articles))
    assert plan["title"].isprintable()
    assert all(name.isprintable() and len(name) <= 60 for name in names_of(plan))
    assert suggest_plan(articles[::-1]) == suggest_plan(articles)


@pytest.mark.parametrize(
    "name",
    [
        'Ana "Dahl" Moe',
        "Ana \\u0041 Moe",
        "Ana ''' Moe",
        "{{ Ana }} Moe",
        "<b>Ana</b> Moe",
        "Ana] Moe",
        "Ana\x1b[2J Moe",
    ],
)
def test_hostile_names_cannot_leave_their_string_or_comment(name: str) -> None:
    text = f"{name} said the dam had held. {name} said so. Then {name} said it was over. {name} said no.\n"
    plan = read(suggest_plan([Article(text), Article(f"{text}It rained.")], title=f'{name}"\n[x]'))
    assert set(plan) <= {"title", "actors", "sections"}
    assert "\x1b" not in suggest_plan([Article(text)])


def test_the_numbers_of_a_plan_are_bounded() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    people = [f"Ana V{a}{b}rn" for a in letters for b in letters[:8]]
    text = "\n".join(
        f"{name} said the dam of Arden had held. {name} said so. Once more {name} said it." for name in people
    )
    plan = read(suggest_plan([Article(text)]))
    assert len(plan["actors"]) <= 12
    assert len(plan["sections"]) <= 8
    assert all(len(section.get("cues", ())) <= 8 for section in plan["sections"])


def test_another_outlet_of_the_same_words_changes_only_what_is_counted() -> None:
    renamed = tuple(replace(article, outlet=f"{article.outlet} Two") for article in STRIKE)
    assert read(suggest_plan(renamed)) == read(suggest_plan(STRIKE))


def test_a_text_becomes_one_line_of_characters_that_can_be_seen() -> None:
    assert clean_text("a\x1b[2J b\n\u202ec\ud800") == "a [2J b c"
