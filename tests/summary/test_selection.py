from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.dedupe.vectors import vectorize
from summarizer.summary.quotas import ENDLESS, Limits, Share
from summarizer.summary.redundancy import Opening, Redundancy
from summarizer.summary.selection import Candidate, Selection
from summarizer.summary.selection import select as select_candidates


def select(
    texts: list[str],
    weights: list[float],
    sections: list[str],
    shares: dict[str, float],
    limits: Limits,
    words: list[int] | None = None,
) -> Selection:
    counts = words or [len(text.split()) for text in texts]
    candidates = [
        Candidate(row, section, weight, count)
        for row, (section, weight, count) in enumerate(zip(sections, weights, counts, strict=True))
    ]
    return select_candidates(candidates, share(shares), limits, Redundancy(vectorize([text.split() for text in texts])))


def share(shares: dict[str, float], asked: bool = False) -> list[Share]:
    return [Share(section, part, asked) for section, part in shares.items()]


def differing(count: int) -> list[str]:
    """Return texts that share no word."""
    return [f"one{n} two{n} three{n} four{n}" for n in range(count)]


def test_the_heaviest_of_a_section_are_chosen() -> None:
    chosen = select(differing(4), [0.1, 0.9, 0.4, 0.6], ["a"] * 4, {"a": 1}, Limits(2, ENDLESS))
    assert set(chosen.rows) == {1, 3}


def test_what_a_section_cannot_use_goes_to_the_others() -> None:
    chosen = select(differing(5), [0.5] * 5, ["a", "b", "b", "b", "b"], {"a": 0.8, "b": 0.2}, Limits(4, ENDLESS))
    assert len(chosen.rows) == 4
    assert 0 in chosen.rows


def test_a_section_without_candidates_takes_nothing_away() -> None:
    chosen = select(differing(3), [0.5] * 3, ["a"] * 3, {"a": 0.1, "none": 0.9}, Limits(3, ENDLESS))
    assert len(chosen.rows) == 3


def test_the_event_goes_before_what_happened_last_where_one_of_them_tells_most_of_the_other() -> None:
    texts = [text.split() for text in ("ferry sinks off arle harbour", "ferry sinks at tarn pier", "divers search")]
    first = [Candidate(0, "a", 0.1, 5, must=True, is_event=True), Candidate(1, "a", 0.9, 5, must=True)]
    candidates = [*first, Candidate(2, "a", 0.5, 2)]
    for least_left, rows in ((0.0, {0, 1, 2}), (0.5, {0, 2})):
        limits = Limits(3, ENDLESS, least_left)
        assert set(select_candidates(candidates, share({"a": 1}), limits, Redundancy(vectorize(texts))).rows) == rows


def test_what_is_told_already_in_another_section_is_passed_over() -> None:
    texts = ["ferry crews closed harbour", "ferry crews closed harbour", "bread milk islands shops"]
    chosen = select(texts, [0.9, 0.8, 0.1], ["a", "b", "b"], {"a": 0.5, "b": 0.5}, Limits(3, ENDLESS))
    assert set(chosen.rows) == {0, 2}
    assert "nearly the same" in chosen.reasons[1]


def test_what_is_only_near_a_printed_sentence_is_not_said_to_be_told() -> None:
    texts = ["ferry crews closed harbour today", "ferry crews closed three schools again tonight", *differing(4)]
    chosen = select(texts, [0.9, *[0.1] * 5], ["a"] * 6, {"a": 1}, Limits(1, ENDLESS))
    assert chosen.reasons[1] == "adds little to what is printed"
    assert chosen.reasons[2] == "ranked below what the length allows"


def test_what_is_mostly_told_is_not_printed_though_there_is_room_but_for_what_several_articles_tell() -> None:
    texts = ["ferry crews closed harbour today", "ferry crews opened six new kitchens", *differing(2)]
    near = Redundancy(vectorize([text.split() for text in texts]))
    near.add(0)
    assert near.left_of_told < near.left[1] < 0.5
    limits = Limits(9, ENDLESS)
    assert len(select(texts, [0.9, 0.8, 0.1, 0.1], ["a"] * 4, {"a": 1}, limits).rows) == 4
    for articles, printed in ((1, {0, 2, 3}), (2, {0, 1, 2, 3})):
        candidates = [Candidate(row, "a", 0.9 - row / 10, 5, articles=articles if row == 1 else 1) for row in range(4)]
        chosen = select_candidates(candidates, share({"a": 1}), replace(limits, least_left=0.5), near)
        assert set(chosen.rows) == printed
        assert chosen.reasons == dict.fromkeys(set(range(4)) - printed, "adds little to what is printed")


def test_beside_few_lines_one_more_is_told_in_their_words_and_not_all() -> None:
    texts = ["ferry crews closed harbour today", *[f"ferry crews {words}" for words in ("dam pier inn", "mill ox rye")]]
    told = Redundancy(vectorize([text.split() for text in [*texts, texts[2]]]), [{"3 dead": 4.0}] * 4)
    told.add(0)
    assert all(told.tells(row) and not told.repeats(row) for row in (1, 2, 3))
    candidates = [Candidate(row, "a", 0.9 - row / 10, 5) for row in range(4)]
    assert select_candidates(candidates, share({"a": 1}), Limits(20, ENDLESS), told).rows == (0, 1, 2)


def test_an_opening_that_only_tells_again_is_not_printed_whatever_figure_it_has_unless_three_sources_tell_it() -> None:
    texts = ["ferry crews closed harbour today", *[f"ferry crews closed harbour {word}" for word in ("dam", "pier")]]
    openings = {row: Opening(frozenset({None}), frozenset(text.split())) for row, text in enumerate(texts)}
    near = Redundancy(vectorize([text.split() for text in texts]), openings=openings, held_half=0.4)
    near.add(0)
    assert near.find_retold()[1:].all()
    assert not near.repeats(1)
    for sources, printed in ((1, {0}), (3, {0, 1})):
        candidates = [Candidate(row, "a", 0.9, 5, must=row == 0) for row in range(3)]
        candidates[1] = replace(candidates[1], sources=sources, articles=sources, figures=frozenset({"count 12.0"}))
        chosen = select_candidates(candidates, share({"a": 1}), Limits(20, ENDLESS), near)
        assert set(chosen.rows) == printed
        # Whoever reads the page sees that it is there: one word may turn what it tells.
        assert set(chosen.near) == {0, 1, 2} - printed
        # Nor is it one where more tell it than the line, or of another day.
        for other in ({"sources": 2}, {"told": frozenset({"03-05"})}):
            day = Opening(frozenset({None}), frozenset(texts[0].split()), frozenset({"03-04"}))
            own = replace(openings[1], **other)
            apart = Redundancy(vectorize([text.split() for text in texts]), openings=openings | {0: day, 1: own})
            apart.add(0)
            assert not apart.find_retold()[1]
        # A new figure of the newest day is told all the same: a toll that rose.
        newest = [replace(candidates[0]), replace(candidates[1], is_newest=True), candidates[2]]
        assert 1 in select_candidates(newest, share({"a": 1}), Limits(20, ENDLESS), near).rows
        everything = Limits(20, ENDLESS, is_all=True)
        assert set(select_candidates(candidates, share({"a": 1}), everything, near).rows) == {0, 1, 2}


def test_what_stands_beside_a_printed_line_as_a_disagreement_is_no_line_of_its_own() -> None:
    texts = ["hole of 1.4 billion", "budget lacks 1.6 billion crowns", *differing(2)]
    vectors = vectorize([text.split() for text in texts])
    for beside, printed in (({}, 4), ({0: {1}, 1: {0}}, 3)):
        told = Redundancy(vectors, beside=beside)
        chosen = select_candidates(
            [Candidate(row, "a", 0.9, 5) for row in range(4)], share({"a": 1}), Limits(9, ENDLESS), told
        )
        assert len(chosen.rows) == printed
    assert chosen.near == {1: 0}


@pytest.mark.parametrize(
    ("sources", "figures", "printed"),
    [
        (3, frozenset[str](), (0, 1, 2, 3)),
        (1, frozenset({"count 12.0"}), (0, 2, 3, 1)),
        (1, frozenset({"count 5.0"}), (0, 2, 3)),
        (1, frozenset[str](), (0, 2, 3)),
    ],
)
def test_what_the_page_tells_goes_last_and_only_with_a_figure_that_it_lacks_but_for_what_three_sources_tell(
    sources: int, figures: frozenset[str], printed: tuple[int, ...]
) -> None:
    texts = ["ferry crews closed harbour today", "ferry crews opened six kitchens", *differing(2)]
    near = Redundancy(vectorize([text.split() for text in texts]), [{"3 dead": 2.5}] * 2 + [{}] * 2)
    near.add(0)
    assert 0 < near.left[1] < near.left_of_told
    of_first = frozenset({"count 5.0"})
    candidates = [
        Candidate(0, "a", 9.0, 5, must=True, figures=of_first),
        Candidate(1, "a", 8.0, 5, sources=sources, figures=figures),
        Candidate(2, "a", 1e-9, 5),
        Candidate(3, "a", 1e-9, 5),
    ]
    assert select_candidates(candidates, share({"a": 1}), Limits(4, ENDLESS), near).rows == printed
    everything = select_candidates(candidates, share({"a": 1}), Limits(4, ENDLESS, is_all=True), near)
    assert set(everything.rows) == {0, 1, 2, 3}
    chosen = select_candidates(candidates, share({"a": 1}), Limits(3, ENDLESS), near)
    assert chosen.rows == printed[:3]
    assert sources > 1 or chosen.reasons == {1: "adds little to what is printed"}


def test_where_the_words_run_out_before_the_sentences_the_reason_says_how_many_there_are() -> None:
    chosen = select(differing(4), [0.9, 0.8, 0.7, 0.6], ["a"] * 4, {"a": 1}, Limits(3, ENDLESS), words=[40] * 4)
    assert chosen.rows == (0, 1)
    assert chosen.reasons[2] == "ranked below what the length allows: 25 words a sentence"
    chosen = select(differing(4), [0.9, 0.8, 0.7, 0.6], ["a"] * 4, {"a": 1}, Limits(ENDLESS, 80), words=[40] * 4)
    assert (chosen.rows, chosen.reasons[2]) == ((0, 1), "ranked below what the length allows")


def test_a_sentence_that_does_not_fit_leaves_room_for_a_shorter_one() -> None:
    chosen = select(differing(2), [0.9, 0.1], ["a", "a"], {"a": 1}, Limits(ENDLESS, 10), words=[11, 10])
    assert chosen.rows == (1,)
    assert "too long" in chosen.reasons[0]


def test_nothing_is_chosen_from_nothing() -> None:
    assert select([], [], [], {"a": 1.0}, Limits(5, ENDLESS)).rows == ()


vocabulary = st.sampled_from(
    ["ferry", "crew", "harbour", "strike", "bread", "island", "mayor", "night", "boat", "rain"]
)
pool = st.lists(
    st.tuples(
        st.lists(vocabulary, min_size=1, max_size=7), st.floats(0, 2), st.sampled_from("abc"), st.integers(1, 30)
    ),
    max_size=14,
)


@settings(deadline=None)
@given(pool, st.integers(1, 12), st.integers(1, 120))
def test_the_limits_hold_and_each_sentence_left_out_has_its_reason(
    rows: list[tuple[list[str], float, str, int]], sentences: int, words: int
) -> None:
    texts = [" ".join(row[0]) for row in rows]
    counts = [row[3] for row in rows]
    chosen = select(
        texts, [row[1] for row in rows], [row[2] for row in rows],
        {"a": 0.5, "b": 0.3, "c": 0.2}, Limits(sentences, words), counts,
    )  # fmt: skip
    assert len(chosen.rows) == len(set(chosen.rows)) <= sentences
    assert sum(counts[row] for row in chosen.rows) <= words
    assert set(chosen.reasons) == set(range(len(rows))) - set(chosen.rows)
    again = select(
        texts, [row[1] for row in rows], [row[2] for row in rows],
        {"c": 0.2, "a": 0.5, "b": 0.3}, Limits(sentences, words), counts,
    )  # fmt: skip
    assert set(again.rows) == set(chosen.rows)


@given(st.permutations(range(6)))
def test_the_order_of_the_candidates_does_not_matter(order: list[int]) -> None:
    texts = differing(6)
    candidates = [Candidate(row, "ab"[row % 2], 1.0, 4) for row in range(6)]
    redundancy = Redundancy(vectorize([text.split() for text in texts]))
    shares = share({"a": 0.5, "b": 0.5})
    expected = select_candidates(candidates, shares, Limits(4, ENDLESS), redundancy)
    assert select_candidates([candidates[row] for row in order], shares, Limits(4, ENDLESS), redundancy) == expected


def choose(rows: list[list[str]], candidates: list[Candidate], shares: dict[str, float], limits: Limits) -> Selection:
    return select_candidates(candidates, share(shares), limits, Redundancy(vectorize(rows)))


@pytest.mark.parametrize("limits", [Limits(1, ENDLESS), Limits(2, ENDLESS), Limits(3, 100), Limits(ENDLESS, 55)])
def test_the_page_is_not_overfull(limits: Limits) -> None:
    rows = [["dam", "break", "river"], ["river", "flood", "mayor"], ["mayor", "say", "dam"], ["flood", "break", "say"]]
    candidates = [Candidate(at, "ab"[at % 2], 1.0, 20) for at in range(4)]
    chosen = choose(rows, candidates, {"a": 1.0, "b": 1.0}, limits)
    assert 0 < len(chosen.rows) <= min(limits.sentences, limits.words // 20)
    assert set(chosen.reasons) == set(range(4)) - set(chosen.rows)


@pytest.mark.parametrize("asked", [True, False])
def test_a_share_of_the_plan_yields_to_what_is_better_and_one_that_was_asked_for_does_not(asked: bool) -> None:
    texts = differing(20)
    candidates = [Candidate(row, "ab"[row // 10], 0.9 if row < 10 else 0.1, 20) for row in range(20)]
    redundancy = Redundancy(vectorize([text.split() for text in texts]))
    shares = [Share("a", 0.5), Share("b", 0.5, asked)]
    page = select_candidates(candidates, shares, Limits(8, ENDLESS), redundancy)
    of_b = sum(row >= 10 for row in page.rows)
    assert of_b == (4 if asked else 0)
    # Where nothing else is left, it may grow.
    assert len(select_candidates(candidates, shares, Limits(20, ENDLESS), redundancy).rows) == 20


@pytest.mark.parametrize(("words", "sentences", "lines"), [(20, 4, 4), (40, 4, 3), (60, 1, 1), (34, 2, 1), (33, 2, 2)])
def test_a_page_of_so_many_sentences_has_about_the_words_of_as_many_usual_lines(
    words: int, sentences: int, lines: int
) -> None:
    texts = differing(6)
    page = select(texts, [0.5] * 6, ["a"] * 6, {"a": 1.0}, Limits(sentences, ENDLESS), [words] * 6)
    assert len(page.rows) == lines


def test_what_does_not_stand_by_itself_is_printed_only_where_nothing_better_is_left() -> None:
    rows = [["dam", "break", "river"], ["mayor", "say", "flood"]]
    candidates = [Candidate(0, "", 1.0, 3, stands=False), Candidate(1, "", 1.0, 3)]
    assert choose(rows, candidates, {"": 1.0}, Limits(1, ENDLESS)).rows == (1,)
    assert set(choose(rows, candidates, {"": 1.0}, Limits(2, ENDLESS)).rows) == {0, 1}


def test_what_leans_on_what_is_not_on_the_page_is_left_out_though_there_is_room() -> None:
    rows = [["dam", "break", "river"], ["mayor", "say", "flood"], ["road", "close"]]
    told, short = Candidate(0, "", 1.0, 3), Candidate(2, "", 1.0, 2, stands=False)
    leaning = Candidate(1, "", 1.0, 3, stands=False, leans=True)
    page = choose(rows, [told, leaning, short], {"": 1.0}, Limits(5, ENDLESS))
    assert page.rows == (0, 2)
    assert page.reasons == {1: "the page is better without it"}
    # There would be no page without.
    assert set(choose(rows, [leaning, short], {"": 1.0}, Limits(5, ENDLESS)).rows) == {1, 2}


@pytest.mark.parametrize(("sources", "printed"), [(1, False), (2, False), (3, True)])
def test_what_three_sources_agree_on_is_printed_though_one_of_them_tells_it_with_more(
    sources: int, printed: bool
) -> None:
    agreed = ["dam", "break", "river", "flood", "mayor"]
    rows = [agreed, [*agreed, "road", "close", "train", "stop"], ["school", "open", "bread", "cost"]]
    candidates = [
        Candidate(at, "aba"[at], float(len(row)), len(row), sources=sources if at == 0 else 1)
        for at, row in enumerate(rows)
    ]
    page = choose(rows, candidates, {"a": 1.0, "b": 1.0}, Limits(ENDLESS, 13))
    assert (0 in page.rows) is printed


@pytest.mark.parametrize(("apart", "printed"), [({}, (0,)), ({0: {1}, 1: {0}}, (0, 1))])
def test_what_differs_in_a_fact_is_not_told_by_what_has_the_same_words(
    apart: dict[int, set[int]], printed: tuple[int, ...]
) -> None:
    words = "court port complaint dock strike on wednesday".split()
    vectors = vectorize([["hear", *words], ["reject", *words], *(text.split() for text in differing(3))])
    candidates = [Candidate(0, "a", 0.9, 8), Candidate(1, "a", 0.8, 8)]
    chosen = select_candidates(candidates, [Share("a", 1.0)], Limits(5, 999), Redundancy(vectors, apart=apart))
    assert tuple(sorted(chosen.rows)) == printed
