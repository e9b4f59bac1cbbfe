from __future__ import annotations

import re

import pytest

from summarizer.analysis.dates import find_sure_days, read_dates
from summarizer.lang.language import load_language

ENGLISH = load_language("en")

#: Sentences of an article of Wednesday, 12 November 2031, and the day of each weekday that is sure.
SURE = [
    ("The mayor opened the bridge on Friday.", "7"),
    ("On Friday, the mayor opened the bridge.", "7"),
    ("The mayor on Friday opened the bridge.", "7"),
    ("The bridge was closed late Friday after a fire.", "7"),
    ("It burned in Arle on Friday night, the mayor said.", "7"),
    ("The mayor said Friday that the bridge will be closed.", "7"),
    ("Also Friday, divers searched the river.", "7"),
    ("The bridge has been closed since Friday.", "7"),
    ("Last Friday the mayor resigned.", "7"),
    ("The mayor will open the bridge on Friday.", "14"),
    ("On Friday, the mayor will open the bridge.", "14"),
    ("The mayor is to open the bridge on Friday.", "14"),
    ("The mayor plans to open the bridge on Friday.", "14"),
    ("The bridge is expected to open on Friday.", "14"),
    ("The mayor will be in Arle until Friday.", "14"),
    ("The next session is scheduled for Friday.", "14"),
    ("The coming Friday is a holiday.", "14"),
    ("The town is calm, and on Friday the mayor will open the bridge.", "14"),
    ("Next Monday the mayor will resign.", "17"),
    ("She left yesterday.", "11"),
    ("She will leave tomorrow.", "13"),
    ("She left on Wednesday.", "12"),
    # Letters that only a pattern that is blind to case takes for "s" and "i"
    ("The mayor opened the bridge on Frİday.", "7"),
    ("She left yeſterday.", "11"),
]
#: The same, where no day is sure.
NOT_SURE = [
    "The mayor presented a plan to fight the floods on Friday.",
    "The mayor praised the plan to mend the bridge in a speech on Friday.",
    "The mayor agreed to a vote on Friday.",
    "The mayor called for a meeting on Friday.",
    "The council discussed the vote on Friday.",
    "The session was scheduled to begin on Friday.",
    "She said she would come on Friday.",
    "She was charged before Friday’s vote.",
    "Friday’s vote is close.",
    "The paper said in Friday’s editions that the bridge was old.",
    "The mayor will look into the fire on Friday.",
    "They rebuilt the fair sponsored by a bank on Friday.",
    "She could not be reached on Friday.",
    "Nobody worked past Friday.",
    "She sang every Friday.",
    "She wrote for The Friday Times.",
    "She wore her Friday best.",
    "She was born on a Friday.",
    "She left the day before yesterday.",
    "He read the Friday papers.",
    "“I left on Friday,” she said.",
    "“I left yesterday,” she said.",
    "She left on Friday, 7 November.",
    "She left on Friday, as she had in May 2029.",
    "She left on Friday (Nov. 7).",
    "She is out of town on Friday.",
    "They booked rooms for Thursday and Friday.",
    "The offer, which expires on Friday, was rejected.",
    "A strike that starts Friday was announced.",
    "The trial opens Friday and was moved twice.",
    "The mayor said the offer ends on Friday.",
    "With the vote due Friday, the mayor resigned.",
    "Today the town has two bridges.",
    "The mayor will be back on Wednesday.",  # the same day, or a week later
    "She left on Thursday.",  # six days ago, or tomorrow where it was written
    "Last Monday the mayor resigned.",  # of this week or of the last
]


@pytest.mark.parametrize(("text", "day"), SURE)
def test_a_weekday_is_resolved_by_the_verb_that_governs_it(text: str, day: str) -> None:
    assert " ".join(str(found.day) for _, found in find_sure_days(text, "2031-11-12", ENGLISH)) == day


@pytest.mark.parametrize("text", NOT_SURE)
def test_a_weekday_that_can_be_read_in_two_ways_is_not_sure(text: str) -> None:
    assert find_sure_days(text, "2031-11-12", ENGLISH) == ()


#: Sentences of the same day, with what Saturday is: told as past, as to come, or not for sure.
TERMS = [
    ("de", "Die Straße wurde am Samstag gesperrt.", "8"),
    ("de", "Die Straße ist bis Samstag gesperrt.", ""),
    ("de", "Das Angebot, das am Samstag endet, wurde abgelehnt.", ""),
    ("de", "Am Samstag stimmt der Rat ab, sagte die Bürgermeisterin.", ""),
    ("fr", "La maire a démissionné samedi.", "8"),
    ("fr", "La route a été fermée jusqu’à samedi.", ""),
    ("fr", "La fête a lieu samedi.", ""),
    ("fr", "L’offre, qui expire samedi, a été rejetée.", ""),
    ("fr", "L’offre expire samedi et a été rejetée.", ""),
    ("es", "La alcaldesa dimitió el sábado.", "8"),
    ("es", "La carretera fue cerrada hasta el sábado.", ""),
    ("es", "La oferta, que vence el sábado, fue rechazada.", ""),
    ("uk", "Матч відбудеться в суботу.", "15"),
    ("uk", "Дорогу закрили до суботи.", ""),
    ("uk", "Пропозицію, яка спливає в суботу, відхилили.", ""),
    ("ru", "Мэр ушла в отставку в субботу.", "8"),
    ("ru", "Дорогу закрыли до субботы.", ""),
    ("ru", "Предложение, которое истекает в субботу, отклонили.", ""),
]


@pytest.mark.parametrize(("code", "text", "day"), TERMS)
def test_a_weekday_is_past_only_where_its_own_clause_tells_it_so(code: str, text: str, day: str) -> None:
    assert [str(sure.day) for _, sure in find_sure_days(text, "2031-11-12", load_language(code))] == [day][: len(day)]


def test_this_wednesday_is_the_day_of_a_french_article_that_appeared_on_it() -> None:
    """12 November 2031 is a Wednesday."""
    french = load_language("fr")
    (said,) = find_sure_days("Le conseil a voté la loi ce mercredi.", "2031-11-12", french)
    (ahead,) = find_sure_days("Le conseil votera la loi ce vendredi.", "2031-11-12", french)
    assert (said[1].day, ahead[1].day) == (12, 14)


def test_the_day_of_a_thing_that_goes_on_is_not_to_come() -> None:
    french = load_language("fr")
    assert find_sure_days("L’appel de vendredi continue de faire débat.", "2031-11-12", french) == ()
    (said,) = find_sure_days("Dans la nuit de vendredi, le pont sera fermé.", "2031-11-12", french)
    assert said[1].day == 14


def test_each_word_for_a_day_is_given_once_with_its_end() -> None:
    text = "He came on Monday, sang on Monday, and left on Tuesday."
    ends = [re.escape(text[:end]) for end, _ in find_sure_days(text, "2031-11-12", ENGLISH)]
    assert ends == [re.escape("He came on Monday"), re.escape("He came on Monday, sang on Monday, and left on Tuesday")]


@pytest.mark.parametrize("published", ["", "2031-11", "soon", "9999-12-31"])
def test_without_the_day_of_the_article_nothing_is_sure(published: str) -> None:
    assert find_sure_days("She left on Friday.", published, ENGLISH) == ()


@pytest.mark.parametrize(
    ("text", "published", "days", "years"),
    [
        ("It began on Nov. 15, 2031.", "", "11-15", {"2031"}),
        ("It began on 15 November.", "", "11-15", set()),
        ("It began in June 2031.", "", "", {"2031-06"}),
        ("It began in June.", "", "06", set()),
        ("It began in 2031.", "", "", {"2031"}),
        ("In 2031, after the flood, it began.", "", "", {"2031"}),
        ("It cost 2031 euros.", "", "", set()),
        ("It holds 2031.5 litres.", "", "", set()),
        ("It began on Friday.", "2024-11-16", "11-15", set()),
        ("It began on Friday, Nov. 15.", "2024-11-23", "11-15", set()),
        ("It began on Nov. 15, a Friday.", "2024-11-23", "11-15", set()),
        ("It began yesterday.", "2024-11-16", "11-15", set()),
        ("It begins tomorrow.", "2024-12-31", "01-01", set()),
        ("It began this morning.", "2024-12-31", "12-31", set()),
        ("It began on Friday.", "", "friday", set()),
        ("It began on Friday.", "2024-11", "friday", set()),
        ("It began yesterday.", "", "", set()),
        ("It may march on.", "2024-11-16", "", set()),
        ("It began last year.", "2024-11-16", "", {"2023"}),
    ],
)
def test_days_and_years_are_read(text: str, published: str, days: str, years: set[str]) -> None:
    found = read_dates(text, published, ENGLISH)
    assert (" ".join(day for named in found.days for day in named), set(found.years)) == (days, years)


def test_years_are_read_in_a_language_without_words_for_days() -> None:
    found = read_dates("Der Damm brach am Freitag, 7. November 2031.", "2031-11-12", load_language("xx"))
    assert (found.days, found.years) == ((), ("2031",))
