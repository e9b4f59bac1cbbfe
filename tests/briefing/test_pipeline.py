"""The whole pipeline through the library: what it promises of every briefing, whatever the story."""

from __future__ import annotations

import itertools
import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from looking import find_line, letters, lines_of, tellers, texts_of
from sample_articles import AGENCY, FLOOD, POST, RADIO, TIMES, WIRE, read_sample_story

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.analysis.quantities import Figure
from summarizer.api import summarize
from summarizer.briefing import pipeline
from summarizer.briefing.story_analysis import apply_plan
from summarizer.config.plans import read_plan
from summarizer.dedupe.vectors import find_pairs
from summarizer.errors import ConfigError, SourceError
from summarizer.model import Article, Briefing, Edit, Length, Options, Plan, SentenceOutcome
from summarizer.summary.ranking import CENTRALITIES
from summarizer.text.tokens import WORDS_PER_MINUTE, count_words

LEANING = "The dam of Arden broke on Monday. It had been leaking, he said. Water ran through the streets for hours."
STORIES = {"flood": FLOOD, "sample": read_sample_story()}
ALL = Options(length=Length(100, "percent"))
both_stories = pytest.mark.parametrize("story", STORIES)


@pytest.mark.parametrize(("length", "told"), [(ALL.length, ["100%"]), (Length(9, "sentences"), [])])
def test_of_all_sentences_none_is_left_out_without_a_word(length: Length, told: list[str]) -> None:
    made = summarize([Article(LEANING)], replace(ALL, length=length))
    assert (made.length.sentences, [problem.where for problem in made.problems]) == (2, told)


def test_a_day_or_figure_in_common_makes_two_sentences_more_alike_unless_many_have_it() -> None:
    news = pipeline.analyse_story(STORIES["flood"], replace(ALL, plan="general", plans=(read_plan("general"),))).news
    claims = [
        replace(news[0].claims, days=(frozenset({"03-05"}),), figures=()),
        replace(news[0].claims, days=(), figures=()),
    ]
    silent = replace(news[0].attribution, actor="", speaker="")
    dated, plain = (replace(news[0], attribution=silent, claims=one) for one in claims)
    said = replace(plain, attribution=replace(silent, actor="arle"))
    assert pipeline.list_facts([dated, dated, *[plain] * 8, said]) == [
        {"03-05": 1.75}, {"03-05": 1.75}, *[{}] * 8, {"said by arle": 1.75},
    ]  # fmt: skip
    assert pipeline.list_facts([*[dated] * 3, *[plain] * 7]) == [{}] * 10
    # A figure of many sentences does, too, if each is of an article of its own.
    counted = replace(plain, claims=replace(plain.claims, figures=(Figure("count", 60.0),)))
    apart = [replace(counted, place=1, article=replace(counted.article, id=name)) for name in "abc"]
    assert pipeline.list_facts([*[counted] * 3, *[plain] * 7]) == [{}] * 10
    assert pipeline.list_facts([*apart, *[plain] * 7]) == [{"count 60.0": 2.5}] * 3 + [{}] * 7


def test_with_what_teasers_open_is_known_and_with_what_longer_articles_open_is_not() -> None:
    story = pipeline.analyse_story(STORIES["flood"], replace(ALL, plan="general", plans=(read_plan("general"),)))
    news, clusters = story.news, story.clusters
    first = replace(news[0], place=0, article=replace(news[0].article, published="2031-03-07"), tokens=("dam", "broke"))
    next_day = replace(first, position=7, article=replace(first.article, id="next", published="2031-03-08T06:00:00"))
    undated = replace(first, position=8, article=replace(first.article, id="undated", published=""))
    found = pipeline.read_teasers([first, *[replace(first, place=1)] * 5, next_day, undated], clusters)
    assert found.keys() == {first.position, 7, 8}
    assert found[first.position].compare(found[7], 0) > 0
    assert found[first.position].compare(found[8], 0) == 0
    assert not pipeline.read_teasers([first, *[replace(first, place=1)] * 6], clusters)


def news_of(briefing: Briefing) -> list[SentenceOutcome]:
    return [fate for fate in briefing.trace if fate.kind == "sentence"]


def undo(text: str, start: int, edits: tuple[Edit, ...]) -> str:
    """Take the edits back out of a printed text: what must then stand in the article."""
    parts, here, place = [], 0, start
    for edit in edits:
        gap = edit.start - place
        parts += [text[here : here + gap], edit.before]
        here += gap
        assert text[here : here + len(edit.after)] == edit.after
        here, place = here + len(edit.after), edit.end
    return "".join([*parts, text[here:]])


@both_stories
def test_each_sentence_stands_in_its_article_once_its_edits_are_undone(story: str) -> None:
    briefing = summarize(STORIES[story], ALL)
    texts = {article.id: article.text for article in briefing.articles}
    shown = [one for line in lines_of(briefing) for one in [*tellers(line), *line.disagreement]]
    assert len(shown) > 10
    for one in shown:
        assert undo(one.text, one.start, one.edits) == texts[one.article][one.start : one.end]


def test_what_an_article_says_again_in_the_very_words_is_listed_once() -> None:
    said = "The ferry to Åvik sails again from Monday on, the harbour master said."
    rest = ["Its hull was mended in nine weeks.", "Islanders had asked for a second boat.", "The fare stays as it was."]
    again = Article("\n\n".join([said, rest[0], said, rest[1], said, rest[2]]), outlet="Post")
    twin = Article(f"{said} {said} Nobody drowned.", outlet="Times")
    line = find_line(summarize([again, twin], ALL), "The ferry to Åvik")
    assert sorted(teller.outlet for teller in tellers(line)) == ["Post", "Times"]


def test_a_blank_that_was_put_back_is_recorded() -> None:
    line = find_line(summarize(FLOOD, ALL), "Minister Andrij Belsky promised 12 million crowns for the dykes of")
    (glued,) = [one for one in tellers(line) if one.article == "a2"]
    assert "MinisterAndrij" in POST.text[glued.start : glued.end]
    assert [(edit.before, edit.after) for edit in glued.edits] == [("", " ")]


@both_stories
def test_each_sentence_is_given_to_the_outlet_of_its_article(story: str) -> None:
    briefing = summarize(STORIES[story], ALL)
    outlets = {article.id: article.outlet for article in briefing.articles}
    for line in lines_of(briefing):
        shown = [*tellers(line), *line.disagreement]
        assert [one.outlet for one in shown] == [outlets[one.article] for one in shown]
        assert line.outlets == tuple(dict.fromkeys(one.outlet for one in tellers(line)))
        assert 1 <= line.origins <= len(line.outlets) + bool(line.origin)


@both_stories
def test_nothing_is_printed_twice(story: str) -> None:
    briefing = summarize(STORIES[story], ALL)
    printed = [letters(line.text) for line in lines_of(briefing)]
    assert len(printed) == len(set(printed))
    clusters = [line.cluster for line in lines_of(briefing)]
    assert len(clusters) == len(set(clusters))


def test_what_no_word_tells_from_another_is_printed_once_too() -> None:
    said = '"I have all I need," {} told reporters.'
    articles = [
        Article(f"The mayor of Arle left her office on Monday. {said.format('Dahl')}", "Courier", path="a"),
        Article(f"The king of Norland sold his house on Monday. {said.format('Dahl')}", "Radio", path="b"),
        Article(f"A judge in Ravn closed the court on Monday. {said.format('Voss')}", "Times", path="c"),
    ]
    briefing = summarize(articles, ALL)
    printed = [line.text for line in lines_of(briefing) if "all I need" in line.text]
    assert sorted(printed) == [said.format("Dahl"), said.format("Voss")]
    whys = [fate.why for fate in news_of(briefing) if "all I need" in fate.text and not fate.printed]
    assert [why.split(" [")[0] for why in whys] == ["nearly the same as a printed sentence"]


def test_what_is_told_in_the_same_words_the_other_way_round_is_seen_beside_the_printed_line() -> None:
    accused = "{} accused {} on Friday of hiding the dredging records of the harbour."
    port, union = "The port authority of Arle", "the pilots' union"
    articles = [
        Article(f"{accused.format(port, union)} The harbour was dredged in 2031.", "Courier", path="a"),
        Article(f"{accused.format('The pilots’ union', 'the port authority of Arle')} Ships wait.", "Radio", path="b"),
    ]
    briefing = summarize(articles, Options(length=Length(100, "percent")))
    (line,) = [line for line in lines_of(briefing) if "accused" in line.text]
    assert [one.outlet for one in line.also] == []
    assert {line.outlet, *(one.outlet for one in line.related)} == {"Courier", "Radio"}
    assert ["accused" in one.text for one in line.related] == [True]


def test_a_quotation_that_breaks_off_is_not_mended_by_its_speaker() -> None:
    article = Article(
        "Karl Voss of Norland spoke on Monday about the harbour.\n\nVoss warned the council of delays.\n\n"
        "“The council is obliged to...\n\nThe harbour of Arle was built in 1921 by the city.",
        "Courier",
    )
    assert "obliged" not in " ".join(line.text for line in lines_of(summarize([article], Options())))
    whole = replace(article, text=article.text.replace("to...", "to pay.”"))
    assert "obliged" in " ".join(line.text for line in lines_of(summarize([whole], Options())))


@pytest.mark.parametrize("story", ["flood", "sample"])
def test_no_headline_and_no_boilerplate_is_printed(story: str) -> None:
    briefing = summarize(STORIES[story], ALL)
    printed = {letters(line.text) for line in lines_of(briefing)}
    assert not printed & {letters(article.title) for article in briefing.articles}
    assert {fate.kind for fate in briefing.trace if fate.printed} == {"sentence"}
    tails = re.compile(
        r"©|newsletter|social media|developing story|sign up|^By |cookies|^Photo|Read more", re.IGNORECASE
    )
    left_out = [fate for fate in briefing.trace if fate.kind != "sentence"]
    assert sum(bool(tails.search(fate.text)) for fate in left_out) >= 3
    assert not [line.text for line in lines_of(briefing) if tails.search(line.text)]


@both_stories
def test_the_trace_has_every_word_of_every_article_once(story: str) -> None:
    briefing = summarize(STORIES[story])
    for article in briefing.articles:
        fates = [fate for fate in briefing.trace if fate.article == article.id]
        places = [(fate.start, fate.end) for fate in fates]
        assert places == sorted(places)
        assert all(before[1] <= after[0] for before, after in itertools.pairwise(places))
        edges = [article.body, *(edge for place in places for edge in place), len(article.text)]
        between = [article.text[low:high] for low, high in zip(edges[::2], edges[1::2], strict=True)]
        # A dateline belongs to no sentence.
        left = [text.strip() for text in between if any(c.isalnum() for c in text)]
        assert all("Agency)" in text or "Wire)" in text for text in left), left


@both_stories
def test_the_trace_agrees_with_the_sections(story: str) -> None:
    # The trace tells a sentence without its glosses.
    briefing = summarize(STORIES[story], Options(length=Length(8, "sentences"), gloss=False))
    told = {(f.article, f.start, f.end, f.text, f.section, f.cluster) for f in briefing.trace if f.printed}
    shown = {
        (line.article, line.start, line.end, line.text, part.id, line.cluster)
        for part in briefing.sections
        for line in part.lines
    }
    assert told == shown
    assert len(shown) == 8
    sections = {part.id for part in briefing.sections}
    assert all(fate.section in sections and fate.cluster for fate in news_of(briefing))
    assert all(fate.why and fate.outlet and fate.path for fate in briefing.trace)


lengths = st.one_of(
    st.builds(Length, st.integers(1, 130).map(float), st.just("sentences")),
    st.builds(Length, st.floats(0.5, 100), st.just("percent")),
    st.builds(Length, st.integers(1, 900).map(float), st.just("words")),
    st.builds(Length, st.floats(0.05, 5), st.just("minutes")),
)


@settings(deadline=None, max_examples=40)
@given(lengths)
def test_a_briefing_is_never_longer_than_asked(length: Length) -> None:
    briefing = summarize(FLOOD, Options(length=length))
    lines = lines_of(briefing)
    words = sum(count_words(line.text) for line in lines)
    assert (briefing.length.sentences, briefing.length.words) == (len(lines), words)
    available = len(news_of(briefing))
    used, allowed = {
        "sentences": (len(lines), length.amount),
        # At least one sentence, however small the part.
        "percent": (len(lines), max(1.0, available * length.amount / 100)),
        "words": (words, length.amount),
        "minutes": (words, length.amount * WORDS_PER_MINUTE),
    }[length.unit]
    assert used <= allowed + 1e-6


def test_a_longer_briefing_says_more() -> None:
    counts = [summarize(FLOOD, Options(length=Length(n, "sentences"))).length.sentences for n in (1, 4, 8)]
    assert counts == [1, 4, 8]


@both_stories
def test_the_order_of_the_articles_does_not_matter(story: str) -> None:
    expected = summarize(STORIES[story])
    for seed in range(4):
        shuffled = list(STORIES[story])
        random.Random(seed).shuffle(shuffled)
        assert summarize(shuffled) == expected


@both_stories
@pytest.mark.parametrize("method", CENTRALITIES)
def test_every_method_makes_a_briefing(story: str, method: str) -> None:
    briefing = summarize(STORIES[story], Options(method=method, length=Length(6, "sentences")))
    assert briefing.length.sentences == 6
    assert briefing.options["method"] == method


def test_a_larger_share_gives_a_section_more() -> None:
    def count(share: float) -> int:
        options = Options(plan="ukraine-call", length=Length(10, "sentences"), shares={"kremlin-demands": share})
        briefing = summarize(read_sample_story(), options)
        return {part.id: len(part.lines) for part in briefing.sections}["kremlin-demands"]

    assert count(0.01) < count(0.25) < count(10)


def test_a_share_for_a_section_that_is_not_there_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"no plan has a section “contxt”.*did you mean “context”"):
        summarize(read_sample_story(), Options(shares={"contxt": 1}))
    with pytest.raises(ConfigError, match=r"“general” has no section “call”"):
        summarize(read_sample_story(), Options(plan="general", shares={"call": 1}))


def test_a_share_for_a_section_of_another_plan_does_not_count_when_the_plan_is_chosen() -> None:
    asked = summarize(FLOOD, Options(shares={"call": 5}))
    assert asked.plan == "general"
    assert asked.sections == summarize(FLOOD).sections


def test_the_plan_is_chosen_by_the_articles() -> None:
    assert summarize(read_sample_story()).plan == "ukraine-call"
    assert summarize(FLOOD).plan == "general"
    assert [part.id for part in summarize(FLOOD).sections] == ["happened", "said", "figures", "ahead", "background"]


def test_a_plan_whose_actors_are_named_nowhere_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def note(sentences: Sequence[AnalysedSentence], plan: Plan, *more: object) -> list[AnalysedSentence]:
        tried.append(plan.id)
        return apply_plan(sentences, plan, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "apply_plan", note)
    summarize(FLOOD)
    assert tried == ["general"]
    named = replace(POST, text=f"{POST.text}Berlin, Moscow and Kyiv were told.")
    summarize([named])
    assert tried == ["general", "ukraine-call", "general"]


def test_a_section_with_nothing_stays_and_is_empty() -> None:
    briefing = summarize([TIMES], Options(plan="ukraine-call"))
    counts = {part.id: len(part.lines) for part in briefing.sections}
    assert list(counts) == ["call", "german-position", "kremlin-demands", "ukrainian-reaction", "context"]
    assert counts["ukrainian-reaction"] == 0
    assert counts["context"] > 0


def test_a_wire_passed_on_by_two_is_one_origin() -> None:
    line = find_line(summarize(FLOOD, ALL), WIRE[1])
    assert set(line.outlets) == {"Coast Agency", "Dune Radio", "Fenland Times"}
    assert line.origins == 1


def test_an_outlet_that_saw_for_itself_is_an_origin_of_its_own() -> None:
    seen = "The river Ilse burst its banks in Larkmouth on Monday night and put most of the old town under water"
    alone = replace(POST, text=f"Larkmouth\n\n{seen}, our reporter saw.\n")
    line = find_line(summarize([AGENCY, RADIO, TIMES, alone], ALL), "burst its banks")
    assert set(line.outlets) == {"Coast Agency", "Dune Radio", "Fenland Times", "Harrow Post"}
    assert line.origins == 1
    seen = "On Monday night the river Ilse burst its banks in Larkmouth and put most of the old town under water"
    alone = replace(alone, text=f"Larkmouth\n\n{seen}, our reporter saw.\n")
    line = find_line(summarize([AGENCY, RADIO, TIMES, alone], ALL), "burst its banks")
    assert (len(line.outlets), line.origins) == (4, 2)


def test_an_agency_that_is_passed_on_is_named() -> None:
    line = find_line(summarize(FLOOD, ALL), "will visit Larkmouth on Wednesday")
    assert (line.outlet, line.origin) == ("Dune Radio", "Coast Agency")


@pytest.mark.parametrize("outlet", ["The Dune Radio", "Dune Radio (News)"])
def test_an_outlet_is_one_with_itself_under_another_name(outlet: str) -> None:
    told = "The river Ilse burst its banks in Larkmouth on Monday night, Dune Radio reported."
    radio = replace(RADIO, text=f"{told} The mayor of Larkmouth asked the army for two hundred men.", outlet=outlet)
    line = find_line(summarize([radio], ALL), "burst its banks")
    assert (line.outlet, line.origin) == (outlet, "")
    seen = "The river Ilse burst its banks in Larkmouth on Monday night."
    line = find_line(summarize([replace(POST, text=told), replace(radio, text=seen)], ALL), "burst its banks")
    assert (len(line.outlets), line.origins) == (2, 1)


def test_a_differing_figure_is_shown_as_a_disagreement_and_not_merged() -> None:
    briefing = summarize(FLOOD, ALL)
    lines = [line for line in lines_of(briefing) if "people had to leave" in line.text]
    assert lines
    for line in lines:
        assert len({figure for figure in ("400", "650") for text in texts_of(line) if figure in text}) == 1
    (told,) = {(one.reason, one.article) for one in lines[0].disagreement}
    assert told == ("numbers", "a2" if "650" in lines[0].text else "a1")


def test_of_a_contrary_that_two_outlets_tell_both_are_named() -> None:
    told = {
        "a1": "The museum of Norvik will close in June. Visitors were sad.",
        "a2": "The museum of Norvik will not close in June. A builder wants the site.",
        "a3": "The museum of Norvik will not close in June. Staff were told by letter.",
    }
    story = [Article(text, outlet, published="2031-03-04") for outlet, text in told.items()]
    (line,) = (line for line in lines_of(summarize(story, ALL)) if "museum" in line.text)
    assert {line.outlet, *(told.outlet for told in (*line.disagreement, *line.related))} == {"a1", "a2", "a3"}
    assert (line.origins, len(line.disagreement)) == (1, 1)


def test_on_a_short_page_a_contrary_that_adds_little_stands_beside_the_line() -> None:
    told = {
        "a1": "Der Rat von Tarn hat dem Bau der Brücke zugestimmt. Bei dem Brand in der Mühle starben am Freitag drei "
        "Menschen. Die Fähre fährt wieder.",
        "a2": "Der Rat von Tarn hat dem Bau der Brücke nicht zugestimmt. Bei dem Brand in der Mühle starben am Samstag "
        "vier Menschen. Die Fähre liegt im Hafen.",
    }
    story = [Article(text, outlet, published="2031-03-03", language="de") for outlet, text in told.items()]
    lines = lines_of(summarize(story, replace(ALL, length=Length(8, "sentences"))))
    shown = [
        text for line in lines for text in (line.text, *(told.text for told in (*line.related, *line.disagreement)))
    ]
    assert [any(count in text for text in shown) for count in ("drei Menschen", "vier Menschen")] == [True, True]


def test_the_spellings_of_a_name_are_one_name() -> None:
    same = [replace(a, text=re.sub(r"Belsk\w+", "Belskyy", a.text)) for a in FLOOD]
    assert [a.text for a in same] != [a.text for a in FLOOD]
    # TextRank counts the words that two sentences share, so a name in another spelling would tell.
    options = Options(method="text-rank")
    expected = [(fate.cluster, fate.score) for fate in summarize(same, options).trace]
    assert [(fate.cluster, fate.score) for fate in summarize(FLOOD, options).trace] == expected


def test_where_not_all_sentences_are_compared_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not any(problem.where == "--similarity" for problem in summarize(FLOOD).problems)
    monkeypatch.setattr("summarizer.dedupe.clusters.find_pairs", partial(find_pairs, most=1, a_row=1))
    told = [problem for problem in summarize(FLOOD).problems if problem.where == "--similarity"]
    assert [(problem.level, "commonest words" in problem.message) for problem in told] == [("notice", True)]


def test_an_article_that_comes_twice_counts_once_and_is_told() -> None:
    again = replace(POST, path="flood/post-again.txt")
    briefing = summarize([*FLOOD, again])
    assert len(briefing.articles) == 4
    (problem,) = briefing.problems
    assert (problem.where, problem.level) == ("flood/post.txt", "notice")
    assert "same text" in problem.message


def test_a_copy_at_another_outlet_carries_but_is_no_source() -> None:
    briefing = summarize([*FLOOD, replace(POST, path="flood/copy.txt", outlet="Copying Courier")], ALL)
    line = find_line(briefing, "The last flood of this size")
    assert set(line.outlets) == {"Harrow Post", "Copying Courier"}
    assert line.origins == 1
    places = Counter((fate.path, fate.start) for fate in briefing.trace)
    assert max(places.values()) == 1


def test_an_outlet_that_nobody_names_is_inferred_or_called_unknown() -> None:
    nameless = [replace(POST, outlet=""), replace(TIMES, outlet="")]
    told = {article.path: article for article in summarize(nameless).articles}
    assert (told["flood/post.txt"].outlet, told["flood/post.txt"].outlet_from) == ("Harrow Post", "inferred")
    assert told["flood/times.txt"].outlet_from == "unknown"
    assert "times.txt" in told["flood/times.txt"].outlet


def test_texts_that_look_like_markup_stay_as_they_are() -> None:
    odd = (
        "The sign at the weir of Larkmouth said {{ 7*7 }} and <script>alert(1)</script>, a farmer from the valley said."
    )
    briefing = summarize([Article(odd, outlet="Odd News")], ALL)
    assert [line.text for line in lines_of(briefing)] == [odd]


@pytest.mark.parametrize("articles", [[], [Article("")], [Article("© 2031 Harrow Post. All rights reserved.")]])
def test_without_a_sentence_of_news_there_is_no_briefing(articles: list[Article]) -> None:
    with pytest.raises(SourceError, match=r"no article|no sentence of news"):
        summarize(articles)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (Options(method="lexrank"), "no method “lexrank”.*did you mean “lex-rank”"),
        (Options(similarity="tfidf"), "no similarity “tfidf”.*did you mean “tf-idf”"),
        (Options(plan="genral"), "no plan “genral”.*did you mean “general”"),
    ],
)
def test_a_choice_that_does_not_exist_is_refused_with_the_nearest(options: Options, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        summarize(FLOOD, options)


def test_the_briefing_tells_its_date_title_and_options_and_asks_no_clock() -> None:
    briefing = summarize(FLOOD, Options(date="2031-03-06", title="The flood", length=Length(50, "words")))
    assert (briefing.date, briefing.title, briefing.language) == ("2031-03-06", "The flood", "en")
    assert briefing.options["length"] == "50w"
    assert summarize(FLOOD).date == ""
    assert summarize(FLOOD).title in {article.title for article in FLOOD}


def test_of_three_that_tell_the_same_the_one_most_like_the_others_is_printed() -> None:
    told = [
        "The old dam above Norvik broke on Friday night after a week of rain.",
        "After a week of rain the old dam above Norvik broke on Friday night.",
        "The old dam above Norvik broke on Friday night after rain, while the council dined in the new town hall.",
    ]
    articles = [Article(text, outlet=f"Outlet {number}") for number, text in enumerate(told)]
    (line,) = lines_of(summarize(articles, Options(length=Length(1, "sentences"))))
    assert line.text in told[:2]
    # The third does not say how long it rained, and is only near.
    assert line.outlets == ("Outlet 0", "Outlet 1")
    assert [one.outlet for one in line.related] == ["Outlet 2"]


def test_what_editors_call_a_report_among_themselves_is_no_title() -> None:
    slugged = [
        replace(article, title=f"BC-Larkmouth-Flood, {at}st Ld-Writethru") for at, article in enumerate(FLOOD, 1)
    ]
    assert summarize(slugged, Options(plan="general")).title == read_plan("general").title
    named = [*slugged[:-1], replace(FLOOD[-1], title="Larkmouth under water")]
    assert summarize(named, Options(plan="general")).title == "Larkmouth under water"
