from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.analysis import claims
from summarizer.analysis.claims import Facts, find_conflict
from summarizer.lang.language import load_language

BITS = (
    "12 15 11,000 2.5 2024 half a third of the seats twenty-one dozen million billion euros $ percent % hours minutes"
    " about at least Monday Friday yesterday Nov. 15 May 2031 in June not never rose fell before after The dam , ."
).split()
sentences = st.lists(st.sampled_from(BITS), max_size=14).map(" ".join)


def read_facts(text: str, published: str = "") -> Facts:
    return claims.read_facts(text, published, load_language("en"))


@pytest.mark.parametrize(
    ("a", "day_a", "b", "day_b", "conflict"),
    [
        # One fair, told in two months.
        ("The fair opened last month.", "2031-12-04", "The fair opened on Friday.", "2031-11-15", ""),
        ("The fair opened last month.", "2031-11-20", "The fair opened on Friday.", "2031-11-15", "dates"),
        ("The fair opened last month.", "2031-12", "The fair opened in November.", "2031-12-08", ""),
        ("The fair opens next month.", "2031-11-20", "The fair opens on Dec. 3.", "2031-11-30", ""),
        ("The fair opened this month.", "2031-11-20", "The fair opened on Monday.", "2031-10-30", "dates"),
        ("The fair opened last week.", "2031-11-20", "The fair opened on Friday.", "2031-11-15", ""),
        ("The fair opened last week.", "2031-11-20", "The fair opened on Tuesday.", "2031-11-20", "dates"),
        ("The fair opened two weeks ago.", "2031-11-28", "The fair opened on Friday.", "2031-11-15", ""),
        ("The fair opened two days ago.", "2031-11-16", "The fair opened on Friday.", "2031-11-15", ""),
        ("The fair opened two days ago.", "2031-11-16", "The fair opened three days ago.", "2031-11-17", ""),
        ("The fair opened last year.", "2031-02-03", "The fair opened in 2030.", "2031-02-03", ""),
        ("The fair opened last year.", "2031-02-03", "The fair opened in 2028.", "2031-02-03", "dates"),
        # A weekday to come and the same one past are a week apart.
        ("The fair will open on Friday.", "2031-11-18", "The fair will open on Friday.", "2031-11-12", "dates"),
        ("The fair will open on Friday.", "2031-11-12", "The fair opens on Nov. 14.", "2031-11-12", ""),
        # Not sure, so no reason to keep them apart.
        ("Friday’s fair is near.", "2031-11-12", "The fair will open on Friday.", "2031-11-12", ""),
        ("The fair is open on Fridays.", "2031-11-12", "The fair is open on Mondays.", "2031-11-12", ""),
        (
            "“The fair opened yesterday,” said Dahl.",
            "2031-11-12",
            "“The fair opened today,” said Dahl.",
            "2031-11-12",
            "",
        ),
    ],
)
def test_a_time_counts_from_the_day_of_its_article(a: str, day_a: str, b: str, day_b: str, conflict: str) -> None:
    assert find_conflict(read_facts(a, day_a), read_facts(b, day_b)) == conflict


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_do_not_hurt(published: str) -> None:
    assert read_facts("Yesterday, today and tomorrow, on Monday and Sunday.", published).days


@pytest.mark.parametrize(
    ("a", "b", "conflict"),
    [
        ("12 men left.", "14 men left.", "numbers"),
        ("12 men left.", "Twelve men left.", ""),
        ("12 men left.", "12 men left in 3 boats.", ""),
        ("12 men left in 3 boats.", "12 men left in 4 boats.", "numbers"),
        ("It cost 5 euros.", "It cost 5 dollars.", "numbers"),
        ("It took an hour.", "It took about an hour.", ""),
        ("It took 60 minutes.", "It took one hour.", ""),
        ("About 1,000 fled.", "1,040 fled.", ""),
        ("1,000 fled.", "1,040 fled.", "numbers"),
        ("It began on Nov. 15.", "It began on Nov. 18.", "dates"),
        ("It began on Nov. 15.", "It began in November.", ""),
        ("It began on Nov. 15.", "It began.", ""),
        ("It began in 2030.", "It began in 2031.", "dates"),
        ("At least 40 divers came.", "At most 40 divers came.", "numbers"),
        ("He agreed.", "He did not agree.", "negation"),
        ("He did not agree.", "He didn’t agree.", ""),
        ("Arle got the ferry for nothing.", "Arle got the ferry free.", ""),
        ("They whispered so as not to wake the owls.", "They whispered lest they wake the owls.", ""),
        ("There is no doubt that he agreed.", "He agreed.", ""),
        ("He did nothing for Arle.", "He did all for Arle.", "negation"),
        ("Prices rose.", "Prices fell.", "negation"),
        ("The hunt for the owl goes on.", "The hunt for the owl was called off.", "negation"),
        ("Two hikers are missing.", "All hikers are safe.", "negation"),
        ("1" * 400 + " men left.", "1" * 400 + " men left.", ""),
    ],
)
def test_two_sentences_disagree_where_an_editor_says_so(a: str, b: str, conflict: str) -> None:
    assert find_conflict(read_facts(a), read_facts(b)) == conflict


@pytest.mark.parametrize(
    ("a", "b", "conflict"),
    [
        ("Комиссия признала жалобу обоснованной.", "Комиссия признала жалобу необоснованной.", "negation"),
        ("Комиссия признала жалобу обоснованной.", "Комиссия признала жалобу обоснованной.", ""),
        ("Нефть подорожала.", "Нефтяник приехал.", ""),
    ],
)
def test_a_prefix_may_deny(a: str, b: str, conflict: str) -> None:
    first, second = (claims.read_facts(text, "", load_language("ru")) for text in (a, b))
    assert find_conflict(first, second) == conflict


@pytest.mark.parametrize(
    ("code", "unhurt", "not_hurt", "hurt"),
    [
        ("en", "Ida escaped unhurt.", "Ida was not hurt.", "Ida was injured."),
        ("de", "Ida blieb unverletzt.", "Ida wurde nicht verletzt.", "Ida wurde verletzt."),
        ("fr", "Ida est indemne.", "Ida n’a pas été blessée.", "Ida a été blessée."),
        ("es", "Ida resultó ilesa.", "Ida no resultó herida.", "Ida resultó herida."),
        ("uk", "Іда залишилася неушкодженою.", "Іда не постраждала.", "Іда постраждала."),
        ("ru", "Ида осталась невредимой.", "Ида не пострадала.", "Ида пострадала."),
    ],
)
def test_who_came_away_unhurt_was_not_hurt(code: str, unhurt: str, not_hurt: str, hurt: str) -> None:
    first, same, other = (claims.read_facts(text, "", load_language(code)) for text in (unhurt, not_hurt, hurt))
    assert (find_conflict(first, same), find_conflict(first, other)) == ("", "negation")


def test_of_sentences_about_different_things_only_the_negated_word_counts() -> None:
    a, b = read_facts("The mayor did not resign."), read_facts("The police searched the office of the mayor.")
    assert find_conflict(a, b, 0.2) == ""
    assert find_conflict(a, read_facts("The mayor will resign in May, the police said."), 0.3) == "negation"


@given(sentences, sentences, st.floats(0, 1), st.sampled_from(["", "2024-11-16"]))
def test_a_conflict_is_mutual_and_nothing_conflicts_with_itself(a: str, b: str, likeness: float, day: str) -> None:
    one, other = read_facts(a, day), read_facts(b, day)
    assert find_conflict(one, other, likeness) == find_conflict(other, one, likeness)
    assert find_conflict(one, one, likeness) == ""


@given(st.text(), st.text(max_size=12))
def test_any_text_can_be_read(text: str, published: str) -> None:
    assert read_facts(text, published) == read_facts(text, published)


@pytest.mark.parametrize("text", [" " * 100_000, "\n" * 50_000, "not " * 20_000, "Nov. 15, " * 10_000, "1," * 50_000])
def test_a_text_made_to_take_long_is_read_all_the_same(text: str) -> None:
    assert find_conflict(read_facts(text), read_facts(text)) == ""


def test_two_counts_that_change_places_are_a_conflict() -> None:
    read = [read_facts(text) for text in SWAPPED]
    assert find_conflict(read[0], read[1]) == "numbers"
    assert find_conflict(read[0], read[2]) == ""


SWAPPED = (
    "The raid left two dead and five wounded.",
    "The raid left five dead and two wounded.",
    "Five were wounded and two dead in the raid.",
)


def test_of_as_many_figures_each_must_agree_from_either_side() -> None:
    one, other = read_facts("At least 40 men and 70 women came."), read_facts("41 men and 42 women came.")
    assert find_conflict(one, other) == find_conflict(other, one) == "numbers"
