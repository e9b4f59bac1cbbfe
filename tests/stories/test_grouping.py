"""Articles by their vectors and days → groups: what shares the words of a field alone stays apart."""

from __future__ import annotations

from summarizer.dedupe.vectors import build_vectors, normalize
from summarizer.stories.detection import Appearance, find_likeness, group_articles, list_terms

TEASER, FULL, UNDATED = (9, False, 0, ""), (9, True, 0, ""), (0, False, 0, "")
NAMES = ("vik", "arle", "selde", "orn", "lom", "brenn", "ostby", "ferrow", "holt", "tell", "roth", "dyer")
#: Articles on one event.
EVENT = [{"strike": 3.0, "port": 3.0, "pay": 3.0, "union": 2.0, name: 1.0} for name in NAMES]


def group(own: float, last: Appearance = TEASER, count: int = 3) -> list[list[int]]:
    """Return the groups of articles on the event and a last one with its words, and ``own`` ones of this weight."""
    stranger = {"strike": 1.0, "port": 1.0, "pay": 1.0, "film": own, "prize": own, "actor": own}
    vectors, _ = build_vectors([*EVENT[:count], stranger])
    vectors = normalize(vectors, vectors.values)
    rows, days = list_terms(vectors), [*[TEASER] * count, last]
    alike = find_likeness(vectors, days)
    return group_articles(range(count + 1), rows, days, alike)


def test_a_teaser_that_is_far_from_three_others_and_more_stands_alone() -> None:
    assert group(2.4) == [[0, 1, 2, 3]]
    for count in (3, 12):
        assert group(4.7, count=count) == [[*range(count)], [count]]


def test_a_full_text_and_one_of_no_known_day_are_not() -> None:
    assert group(4.7, FULL) == [[0, 1, 2, 3]]
    assert group(3.2, UNDATED) == [[0, 1, 2, 3]]


def test_nor_is_one_of_three() -> None:
    assert group(4.7, count=2) == [[0, 1, 2]]


def test_two_events_told_in_teasers_that_share_the_words_of_their_field_are_two_stories() -> None:
    def count_groups(day: Appearance, shared: float, later: Appearance | None = None) -> int:
        field = {"senate": shared, "leader": shared}
        events = [{**field, word: 3.0, f"{word} act": 3.0} for word in ("tax", "port") * 3]
        vectors, _ = build_vectors(events)
        vectors = normalize(vectors, vectors.values)
        rows, days = list_terms(vectors), [day, later or day] * 3
        return len(group_articles(range(len(events)), rows, days, find_likeness(vectors, days)))

    assert (count_groups(TEASER, 1.6), count_groups(FULL, 1.6)) == (2, 1)
    # However near, those of each are nearer by far; of two days they may be sequels.
    next_day = (TEASER[0] + 1, False, 0, "")
    assert [count_groups(TEASER, 3.5, later) for later in (None, next_day)] == [2, 1]


def test_an_outlets_own_words_make_no_story_of_two_events_of_a_day() -> None:
    tax, port = {"tax": 2.0, "rise": 2.0}, {"port": 2.0, "dock": 2.0}
    post, herald = {"vote": 2.0, "sixth": 2.0}, {"hall": 2.0, "cheer": 2.0}
    vectors, _ = build_vectors([{**event, **own} for event in (tax, port) for own in (post, herald)])
    vectors = normalize(vectors, vectors.values)
    rows = list_terms(vectors)
    days = [(9, False, 0, outlet) for outlet in ("post", "herald")] * 2
    assert group_articles(range(4), rows, days, find_likeness(vectors, days)) == [[0, 1], [2, 3]]
