"""Why a sentence is where it is, on the invented flood."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_articles import AGENCY, FLOOD, read_sample_story

from summarizer.api import summarize
from summarizer.briefing.explanation import (
    NEAR,
    Explanation,
    Remade,
    count_differences,
    describe,
    describe_briefly,
    explain,
    explanation_lines,
    find_divide,
    find_printed,
    find_sentences,
    make_again,
)
from summarizer.config.page_options import options_from_briefing
from summarizer.config.plans import load_plans
from summarizer.dedupe.clusters import SentenceCluster, SentenceSpace
from summarizer.dedupe.vectors import compare, vectorize
from summarizer.errors import ConfigError
from summarizer.model import Article, Briefing, Length, Options


def make(articles: tuple[Article, ...] = FLOOD, options: Options | None = None) -> Remade:
    options = options or Options()
    options = options if options.plans else replace(options, plans=load_plans(options.plan))
    return make_again(articles, options)


MADE = make()
GENERAL = load_plans("general")
STORY = make(read_sample_story(), Options(length=Length(8, "sentences")))


def one(made: Remade, wanted: str) -> Explanation:
    (at,) = find_sentences(made, wanted)
    return explain(made, at)


def places_of_news(made: Remade) -> list[int]:
    return [at for at, one in enumerate(made.analysis.sentences) if one.is_news]


def texts(made: Remade, wanted: str) -> list[str]:
    return [made.briefing.trace[at].text for at in find_sentences(made, wanted)]


def test_the_analysis_is_put_together_to_the_very_briefing() -> None:
    assert MADE.briefing == summarize(FLOOD, Options())


def test_a_sentence_is_found_by_a_part_whatever_its_case_blanks_and_quotation_marks() -> None:
    whole = "“The water came faster than any of us had expected,” said mayor Dagmar Oster."
    for wanted in ("dagmar OSTER", '"the water  came', " mayor ", whole):
        assert texts(MADE, wanted) == [whole]
    assert texts(MADE, "the water went") == texts(MADE, "") == []


def test_a_sentence_is_found_by_its_cluster_and_by_any_place_in_it() -> None:
    found = one(MADE, "bakery in Mill Street")
    start, end = found.place.start, found.place.end
    for name in (found.place.article, "flood/radio.txt", "radio.txt"):
        for place in (f"{start}", f"{end - 1}", f"{start}–{end}", f"{start}-{end}"):
            assert one(MADE, f"{name}:{place}") == found
    assert not {found.place.text} & {*texts(MADE, f"radio.txt:{end}"), *texts(MADE, f"agency.txt:{start}")}
    assert texts(MADE, found.cluster) == texts(MADE, found.cluster.upper()) == [found.place.text]
    assert texts(MADE, "c999") == []


def test_every_sentence_is_explained_as_the_trace_has_it() -> None:
    for made in (MADE, STORY):
        for at, fate in enumerate(made.briefing.trace):
            found = explain(made, at)
            place = (found.place.article, found.place.path, found.place.outlet, found.place.start, found.place.end)
            assert place == (fate.article, fate.path, fate.outlet, fate.start, fate.end)
            told = (found.kind, found.section, found.cluster, found.speaker, found.origin, found.printed)
            news = fate.kind == "sentence"
            voice = (fate.speaker, fate.origin) if news else ("", "")
            assert told == (fate.kind, fate.section, fate.cluster, *voice, fate.printed)
            assert found.score == pytest.approx(fate.score, abs=1e-6)
            assert fate.why == (f"{found.why} [section by {found.section_rule}]" if news else found.why)
            assert fate.why.startswith(f"{found.kind}: {found.kind_rule}") or news


def test_the_members_of_a_cluster_are_told_with_their_similarity_to_the_representative() -> None:
    analysis = STORY.analysis
    (number,) = {analysis.sentences[at].cluster for at in find_sentences(STORY, "pandora's box")}
    cluster = analysis.clusters[number]
    told = {one.sentence.text: one.position for one in cluster.sentences}
    assert len(told) > 2
    for at in find_sentences(STORY, cluster.name):
        members = explain(STORY, at).members
        assert {m.place.text for m in members} == told.keys()
        assert [m.why for m in members] == ["representative", *([""] * (len(told) - 1))]
        assert members[0].place.text == cluster.representative.sentence.text
        assert members[0].similarity == 1.0
        for member in members[1:]:
            row = told[member.place.text]
            likeness = float(compare(analysis.space.vectors, [cluster.representative.position], [row])[0][0])
            assert member.similarity == pytest.approx(likeness, abs=1e-6)


def test_a_copy_is_a_member_at_its_own_place() -> None:
    copy = replace(AGENCY, text=f"By Somebody\n{AGENCY.text}", body=12, outlet="Echo", path="flood/z.txt")
    made = make((*FLOOD, copy))
    members = one(made, "Some 650 people").members
    (copied,) = [m for m in members if m.place.outlet == "Echo"]
    assert copied.why == "in a copy of a1"
    assert copy.text[copied.place.start : copied.place.end] == copied.place.text
    assert one(made, f"z.txt:{copied.place.start}").members == members


def test_near_misses_are_the_likest_sentences_of_other_clusters() -> None:
    for made in (MADE, STORY):
        news = made.analysis.news
        for at in places_of_news(made):
            one = made.analysis.sentences[at]
            near = explain(made, at).near
            line = compare(made.analysis.space.vectors, [one.position])[0].tolist()
            others = [value for other, value in zip(news, line, strict=True) if other.cluster != one.cluster]
            best = [value for value in sorted(others, reverse=True)[:NEAR] if value > 0]
            assert [other.similarity for other in near] == pytest.approx(best, abs=1e-6)
            for other in near:
                assert other.why.startswith("below the threshold 0.28") == (other.similarity < 0.28)


def test_a_near_miss_names_the_veto() -> None:
    near = {other.place.text: other.why for other in one(MADE, "About 400 people").near}
    assert near["Some 650 people had to leave their homes, the fire brigade said."] == "veto: numbers"


def test_the_company_that_two_sentences_keep_is_told() -> None:
    tokens = [
        word.split() for word in ("harbour ferry crew strike", "harbour ferry crew pay", "harbour ferry pay talks")
    ]
    vectors = vectorize(tokens)
    free = SentenceSpace(vectors, lambda i, j, likeness: "")
    vetoed = SentenceSpace(vectors, lambda i, j, likeness: "dates" if (i, j) == (0, 2) else "")
    one, two, three = (
        replace(MADE.analysis.news[0], position=position, cluster=int(position > 0)) for position in range(3)
    )
    clusters = (SentenceCluster(0, (one,), one), SentenceCluster(1, (two, three), two))
    analysis = replace(MADE.analysis, space=free, clusters=clusters)
    assert find_divide(analysis, one, two, 0.75, 0.8) == "below the threshold 0.8"
    mean = "the mean of the two clusters (0.40) is below the threshold 0.7"
    assert find_divide(analysis, two, one, 0.75, 0.7) == mean
    analysis = replace(analysis, space=vetoed)
    assert find_divide(analysis, two, one, 0.75, 0.7) == "veto between members of the two clusters: dates"
    assert find_divide(analysis, three, one, 0.75, 0.7) == "veto: dates"


def test_ranks_count_from_the_best_of_all() -> None:
    found = [explain(STORY, at) for at in places_of_news(STORY)]
    assert {one.of for one in found} == {len(found)}
    for rank, value in (("rank", "score"), ("weight_rank", "weight")):
        ordered = sorted(found, key=lambda one: getattr(one, rank))
        assert [getattr(one, value) for one in ordered] == sorted((getattr(o, value) for o in found), reverse=True)
        assert getattr(ordered[0], rank) == 1


def test_what_is_nearly_the_same_names_the_nearest_printed_sentence() -> None:
    made = make(read_sample_story(), Options(length=Length(100, "percent")))
    explained = [explain(made, at) for at in places_of_news(made)]
    told = [found for found in explained if found.why.startswith("nearly the same")]
    printed = {fate.text for fate in made.briefing.trace if fate.printed}
    assert told
    for found in told:
        assert found.told_by
        assert found.told_by.place.text in printed
    assert not [found for found in explained if found.told_by and found not in told]


def test_printed_sentences_come_in_the_order_of_the_briefing() -> None:
    lines = [line for part in STORY.briefing.sections for line in part.lines]
    found = [explain(STORY, at) for at in find_printed(STORY, STORY.briefing)]
    assert [one.printed_as or one.place.text for one in found] == [line.text for line in lines]
    assert all(one.printed for one in found)


def test_differences_from_another_briefing_are_counted() -> None:
    lines = [line for part in STORY.briefing.sections for line in part.lines]
    told = [(line.article, line.start, line.end) for line in lines]
    assert count_differences(STORY, told) == (0, 0)
    assert count_differences(STORY, [*told[1:], ("a1", 1, 2), ("a1", 2, 3)]) == (2, 1)


def test_a_text_for_people_is_one_line_a_fact_whatever_the_article_holds() -> None:
    hostile = replace(
        AGENCY, text=f"{AGENCY.text}The \x1b[31mred\x07 \u202e<b>boat</b> sank off Larkmouth pier today.\n"
    )
    made = make((hostile, *FLOOD[1:]))
    for at in range(len(made.briefing.trace)):
        found = explain(made, at)
        for text in (describe(found, 0.28), describe_briefly(found)):
            assert text.isprintable() or "\n" in text
            assert not set("\x1b\x07\u202e") & set(text)
        assert len(describe_briefly(found).splitlines()) == 1
    assert len(explanation_lines([explain(made, 0), explain(made, 1)]).splitlines()) == 2


def test_boilerplate_is_explained_by_its_rule() -> None:
    text = describe(one(MADE, "sign up for our newsletter"), 0.28)
    assert "boilerplate, by the rule: " in text
    assert "no: only sentences of news are" in text
    assert "cluster" not in text


def briefing_with(**options: object) -> Briefing:
    return replace(MADE.briefing, options={**MADE.briefing.options, **options})


def test_the_options_of_a_briefing_are_recalled() -> None:
    options = Options(
        plan="general",
        length=Length(150, "words"),
        method="text-rank",
        similarity="tf-idf",
        threshold=0.4,
        outlets={"a.txt": "A"},
        language="en",
        title="T",
        date="2031-03-04",
        gloss=False,
    )
    options = replace(options, plans=GENERAL)
    options = replace(options, shares={options.plans[0].sections[0].id: 0.3})
    assert options_from_briefing(make(FLOOD, options).briefing, options.plans) == options


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"length": 20}, "options.length is not a text"),
        ({"length": "long"}, "“long” is no length"),
        ({"threshold": "high"}, "options.threshold is not a number"),
        ({"threshold": 7}, "7 is no threshold"),
        ({"method": "magic"}, "there is no method “magic”"),
        ({"similarity": "magic"}, "there is no similarity “magic”"),
        ({"shares": []}, "options.shares is not an object"),
        ({"outlets": {"a": 1}}, "options.outlets.a is not a text"),
        ({"gloss": 1}, "options.gloss is not true or false"),
    ],
)
def test_an_option_that_cannot_be_is_told_with_the_file(wrong: dict[str, object], told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        options_from_briefing(briefing_with(**wrong), GENERAL, "made.json")
    assert caught.value.where == "made.json"
    assert told in caught.value.message
