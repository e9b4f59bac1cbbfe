from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.dedupe.vectors import vectorize
from summarizer.model import Length
from summarizer.summary.concepts import PlacedSentence, find_concepts
from summarizer.summary.selection import (
    ENDLESS,
    Candidate,
    Quota,
    Selection,
    find_limits,
    select_by_coverage,
    select_by_rank,
)
from summarizer.text.tokens import WORDS_PER_MINUTE


def select(
    texts: list[str],
    weights: list[float],
    sections: list[str],
    shares: dict[str, float],
    limits: Quota,
    words: list[int] | None = None,
) -> Selection:
    counts = words or [len(text.split()) for text in texts]
    candidates = [
        Candidate(row, section, weight, count)
        for row, (section, weight, count) in enumerate(zip(sections, weights, counts, strict=True))
    ]
    return select_by_rank(candidates, tuple(shares.items()), limits, vectorize([text.split() for text in texts]))


def differing(count: int) -> list[str]:
    """Return texts that share no word."""
    return [f"one{n} two{n} three{n} four{n}" for n in range(count)]


@pytest.mark.parametrize(
    ("length", "available", "sentences", "words"),
    [
        (Length(20, "sentences"), 5, 20, None),
        (Length(20, "percent"), 100, 20, None),
        (Length(20, "percent"), 99, 19, None),
        (Length(1, "percent"), 5, 1, None),
        (Length(100, "percent"), 7, 7, None),
        (Length(300, "words"), 5, None, 300),
        (Length(2, "minutes"), 5, None, 2 * WORDS_PER_MINUTE),
    ],
)
def test_a_length_allows_so_many(length: Length, available: int, sentences: int | None, words: int | None) -> None:
    assert find_limits(length, available) == Quota(sentences or ENDLESS, words or ENDLESS)


def test_the_heaviest_of_a_section_are_chosen() -> None:
    chosen = select(differing(4), [0.1, 0.9, 0.4, 0.6], ["a"] * 4, {"a": 1}, Quota(2, ENDLESS))
    assert set(chosen.rows) == {1, 3}


def test_each_section_gets_its_share_though_another_is_heavier() -> None:
    chosen = select(differing(8), [0.9] * 4 + [0.1] * 4, ["a"] * 4 + ["b"] * 4, {"a": 0.5, "b": 0.5}, Quota(4, ENDLESS))
    assert sorted(row // 4 for row in chosen.rows) == [0, 0, 1, 1]


def test_what_a_section_cannot_use_goes_to_the_others() -> None:
    chosen = select(differing(5), [0.5] * 5, ["a", "b", "b", "b", "b"], {"a": 0.8, "b": 0.2}, Quota(4, ENDLESS))
    assert len(chosen.rows) == 4
    assert 0 in chosen.rows


def test_a_section_without_candidates_takes_nothing_away() -> None:
    chosen = select(differing(3), [0.5] * 3, ["a"] * 3, {"a": 0.1, "none": 0.9}, Quota(3, ENDLESS))
    assert len(chosen.rows) == 3


def test_what_is_told_already_in_another_section_is_passed_over() -> None:
    texts = ["ferry crews closed harbour", "ferry crews closed harbour", "bread milk islands shops"]
    chosen = select(texts, [0.9, 0.8, 0.1], ["a", "b", "b"], {"a": 0.5, "b": 0.5}, Quota(3, ENDLESS))
    assert set(chosen.rows) == {0, 2}
    assert "told already" in chosen.reasons[1]


def test_a_sentence_that_does_not_fit_leaves_room_for_a_shorter_one() -> None:
    chosen = select(differing(2), [0.9, 0.1], ["a", "a"], {"a": 1}, Quota(ENDLESS, 10), words=[11, 10])
    assert chosen.rows == (1,)
    assert "too long" in chosen.reasons[0]


def test_nothing_is_chosen_from_nothing() -> None:
    assert select_by_rank([], [("a", 1.0)], Quota(5, ENDLESS), vectorize([])).rows == ()


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
        {"a": 0.5, "b": 0.3, "c": 0.2}, Quota(sentences, words), counts,
    )  # fmt: skip
    assert len(chosen.rows) == len(set(chosen.rows)) <= sentences
    assert sum(counts[row] for row in chosen.rows) <= words
    assert set(chosen.reasons) == set(range(len(rows))) - set(chosen.rows)
    again = select(
        texts, [row[1] for row in rows], [row[2] for row in rows],
        {"c": 0.2, "a": 0.5, "b": 0.3}, Quota(sentences, words), counts,
    )  # fmt: skip
    assert set(again.rows) == set(chosen.rows)


@given(st.permutations(range(6)))
def test_the_order_of_the_candidates_does_not_matter(order: list[int]) -> None:
    texts = differing(6)
    candidates = [Candidate(row, "ab"[row % 2], 1.0, 4) for row in range(6)]
    vectors = vectorize([text.split() for text in texts])
    shares = (("a", 0.5), ("b", 0.5))
    expected = select_by_rank(candidates, shares, Quota(4, ENDLESS), vectors)
    assert select_by_rank([candidates[row] for row in order], shares, Quota(4, ENDLESS), vectors) == expected


def cover(rows: list[list[str]], candidates: list[Candidate], shares: dict[str, float], limits: Quota) -> Selection:
    placed = [PlacedSentence(" ".join(row), "en", at % 3, at // 3, 1 / (1 + at)) for at, row in enumerate(rows)]
    return select_by_coverage(candidates, tuple(shares.items()), limits, vectorize(rows), find_concepts(placed))


@pytest.mark.parametrize("sentences", [1, 2, 3])
def test_sections_get_their_shares_and_the_page_is_not_overfull(sentences: int) -> None:
    rows = [["dam", "break", "river"], ["river", "flood", "mayor"], ["mayor", "say", "dam"], ["flood", "break", "say"]]
    candidates = [Candidate(at, "ab"[at % 2], 1.0, 3) for at in range(4)]
    chosen = cover(rows, candidates, {"a": 1.0, "b": 1.0}, Quota(sentences, 100))
    assert len(chosen.rows) <= sentences
    if sentences == 2:
        assert {"ab"[row % 2] for row in chosen.rows} == {"a", "b"}
    assert set(chosen.reasons) == set(range(4)) - set(chosen.rows)


def test_where_sentences_are_counted_one_long_one_does_not_beat_two_short_ones() -> None:
    long = [f"long{at}" for at in range(40)]
    short = [[f"a{at}{letter}" for letter in "bcdefg"] for at in range(4)]
    rows = [long, *short]
    candidates = [Candidate(at, "", 1.0, len(row)) for at, row in enumerate(rows)]
    chosen = cover(rows, candidates, {"": 1.0}, Quota(2, ENDLESS))
    assert len(chosen.rows) == 2
    assert 0 not in chosen.rows
    counted_in_words = cover(rows, candidates, {"": 1.0}, Quota(ENDLESS, 24))
    assert sum(len(rows[row]) for row in counted_in_words.rows) <= 24


def test_what_does_not_stand_by_itself_is_printed_only_where_nothing_better_is_left() -> None:
    rows = [["dam", "break", "river"], ["mayor", "say", "flood"]]
    candidates = [Candidate(0, "", 1.0, 3, stands=False), Candidate(1, "", 1.0, 3)]
    assert cover(rows, candidates, {"": 1.0}, Quota(1, ENDLESS)).rows == (1,)
    assert set(cover(rows, candidates, {"": 1.0}, Quota(2, ENDLESS)).rows) == {0, 1}


@pytest.mark.parametrize(("sources", "printed"), [(1, False), (2, False), (3, True)])
def test_what_three_sources_agree_on_is_printed_though_one_of_them_tells_it_with_more(
    sources: int, printed: bool
) -> None:
    agreed = ["dam", "break", "river", "flood", "mayor"]
    rows = [agreed, [*agreed, "road", "close", "train", "stop"], ["school", "open", "bread", "cost"]]
    candidates = [
        Candidate(at, "aba"[at], 1.0, len(row), sources=sources if at == 0 else 1) for at, row in enumerate(rows)
    ]
    page = cover(rows, candidates, {"a": 1.0, "b": 1.0}, Quota(2, ENDLESS))
    assert (0 in page.rows) is printed


@pytest.mark.parametrize(("sentences", "printed"), [(4, False), (5, True), (20, True)])
def test_a_section_opens_with_what_two_sources_agree_on_where_the_page_has_room(sentences: int, printed: bool) -> None:
    agreed = [[f"{word}{at}" for word in ("dam", "break", "river", "flood", "mayor")] for at in range(2)]
    longer = [[*row, *(f"{word}{at}" for word in ("road", "close", "train", "stop"))] for at, row in enumerate(agreed)]
    rows = [*agreed, *longer, *([f"{word}{at}" for word in ("school", "open", "bread")] for at in range(sentences))]
    candidates = [
        Candidate(at, "a" if at < 2 else "b", 1.0, len(row), sources=2 if at < 2 else 1) for at, row in enumerate(rows)
    ]
    page = cover(rows, candidates, {"a": 1.0, "b": 3.0}, Quota(sentences, ENDLESS))
    assert (0 in page.rows) is printed
    assert not printed or 1 not in page.rows


@pytest.mark.parametrize(("apart", "printed"), [({}, (0,)), ({0: {1}, 1: {0}}, (0, 1))])
def test_what_differs_in_a_fact_is_not_told_by_what_has_the_same_words(
    apart: dict[int, set[int]], printed: tuple[int, ...]
) -> None:
    words = "court port complaint dock strike on wednesday".split()
    vectors = vectorize([["hear", *words], ["reject", *words], *(text.split() for text in differing(3))])
    candidates = [Candidate(0, "a", 0.9, 8), Candidate(1, "a", 0.8, 8)]
    assert select_by_rank(candidates, (("a", 1.0),), Quota(5, ENDLESS), vectors, apart).rows == printed
    sentences = [PlacedSentence(" ".join(["hear", *words]), "en", 0, 0), PlacedSentence("rejected it", "en", 1, 0)]
    sentences += [PlacedSentence(text, "en", 2, place) for place, text in enumerate(differing(3))]
    chosen = select_by_coverage(candidates, (("a", 1.0),), Quota(5, 999), vectors, find_concepts(sentences), apart)
    assert tuple(sorted(chosen.rows)) == printed
