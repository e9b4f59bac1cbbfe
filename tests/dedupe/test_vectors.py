from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.analysis.names import learn_names
from summarizer.dedupe.compared_words import tokenize
from summarizer.dedupe.vectors import FORMER_SIMILARITIES, SIMILARITIES, compare, find_similarity, take, vectorize
from summarizer.errors import ConfigError
from summarizer.lang.language import load_language

EXAMPLES = {
    "tf-idf": ("The council closed the bridge on Monday.", "On Monday the bridge was closed by the council."),
}
token = st.sampled_from("dam river bridge council mayor flood rise close hold break".split())
documents = st.lists(st.lists(token, max_size=6), max_size=9)


def test_every_similarity_has_an_example() -> None:
    assert EXAMPLES.keys() == SIMILARITIES.keys()
    assert all(SIMILARITIES.values())


@pytest.mark.parametrize("pair", EXAMPLES.values())
def test_a_similarity_tells_what_is_alike_from_what_is_not(pair: tuple[str, str]) -> None:
    texts = [*pair, "A comet will pass the Earth in spring."]
    likeness = compare(vectorize([tokenize(text) for text in texts]), [0])
    assert likeness[0, 1] > 0.6 > 0.2 > likeness[0, 2]


def test_capitals_are_a_name_and_no_stop_word_unless_all_is_shouted() -> None:
    assert tokenize("The WHO told us.") == ("who", "told")
    assert tokenize("U.N. envoys met.") == tokenize("UN envoys met.") == ("un", "envoy", "met")
    assert tokenize("WHO TOLD US?") == ("told",)


def test_a_compound_is_like_its_parts_and_most_like_itself() -> None:
    texts = ["He lost a no-confidence vote.", "He lost a vote of confidence.", "The no-confidence vote he lost."]
    first, _, _ = compare(vectorize([tokenize(text) for text in texts]), range(3))
    assert 0.6 < first[1] < first[2]


def test_an_unknown_similarity_is_an_error_with_a_hint() -> None:
    with pytest.raises(ConfigError, match="tf-idf"):
        find_similarity("tfidf")


@pytest.mark.parametrize("name", sorted(FORMER_SIMILARITIES))
def test_a_similarity_that_there_was_is_taken_for_the_one_there_is(name: str) -> None:
    assert find_similarity(name) == find_similarity("tf-idf") == "tf-idf"


@given(documents)
def test_likeness_is_mutual_between_0_and_1_and_1_with_oneself(texts: list[list[str]]) -> None:
    vectors = vectorize(texts)
    likeness = compare(vectors, range(len(texts)))
    assert likeness.shape == (len(texts), len(texts))
    for i, text in enumerate(texts):
        assert likeness[i, i] == pytest.approx(1.0 if text else 0.0, abs=1e-5)
        for j in range(len(texts)):
            assert likeness[i, j] == pytest.approx(likeness[j, i], abs=1e-5)
            assert -1e-5 <= likeness[i, j] <= 1 + 1e-5


@given(documents, st.data())
def test_rows_taken_are_compared_as_before(texts: list[list[str]], data: st.DataObject) -> None:
    vectors = vectorize(texts)
    rows = data.draw(st.lists(st.sampled_from(range(len(texts))), max_size=5)) if texts else []
    some = take(vectors, rows)
    assert len(some) == len(rows)
    whole, part = compare(vectors, range(len(texts))), compare(some, range(len(rows)))
    for a, i in enumerate(rows):
        for b, j in enumerate(rows):
            assert part[a, b] == pytest.approx(whole[i, j], abs=1e-5)
    assert compare(vectors, rows, rows).tolist() == part.tolist()


def test_a_rare_word_in_common_counts_for_more_than_a_common_one() -> None:
    texts = [["dam", "comet"], ["dam", "comet"], ["dam", "river"], ["dam", "flood"], ["dam", "mayor"]]
    likeness = compare(vectorize([["dam", "comet", "hold"], *texts]), [0])
    assert likeness[0, 1] > likeness[0, 3]


def test_words_are_folded_stemmed_and_freed_of_stop_words() -> None:
    names = learn_names([("Ana Zelenskyy spoke. Zelenskyy left. Ana Zelensky came.", load_language("en"))])
    assert tokenize("Ana Zelensky’s demands were not the council’s.", "en", names) == ("zelenskyy", "demand", "council")
    assert tokenize("Die Brücken sind geschlossen.", "de") == ("bruck", "schliess")
    assert tokenize("Y бридж", "xx") == ("y", "бридж")
    assert tokenize("") == ()
