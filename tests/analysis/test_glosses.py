from __future__ import annotations

from dataclasses import replace

import pytest

from summarizer.analysis.attribution import attribute
from summarizer.analysis.glosses import are_several_days, find_date_glosses, find_glosses, find_persons
from summarizer.analysis.names import learn_names
from summarizer.api import summarize
from summarizer.lang.language import load_language
from summarizer.model import Article, BriefingSentence, Edit, Length, Options, Sentence
from summarizer.text.edits import apply_edits
from summarizer.text.sentences import split_line

ENGLISH = load_language("en")
#: The lines of an article, and what the last one's sentence is glossed with.
CASES = [
    (["Mayor Ana Dahl closed the bridge.", "She was in a hurry."], " [Dahl]"),
    (["Mayor Ana Dahl closed the bridge.", "But she was in a hurry."], " [Dahl]"),
    (["Mayor Ana Dahl closed the bridge with Per Moe.", "She was in a hurry."], ""),
    (["Mayor Ana Dahl met the baker Per Moe.", "He was in a hurry."], ""),
    (["“It is closed,” Ana Dahl said.", "“Nobody may cross it.”"], "[Dahl:] "),
    # Not sure, and so not glossed.
    (["Ana Dahl and Per Moe closed the bridge.", "He was in a hurry."], ""),
    (["Ana Dahl said that Per Moe closed the bridge.", "He was in a hurry."], ""),
    (["Ana Dahl closed the bridge.", "It rained.", "She was in a hurry."], ""),
    (["The mayor freed Per Moe.", "Ana Dahl had asked for more.", "He wept."], ""),
    (["Per Moe spoke.", "He introduced Ana Dahl.", "She was in a hurry."], ""),
    (["The Harbour Times closed its office.", "He was in a hurry."], ""),
    (["The bridge was closed by the town.", "She was in a hurry."], ""),
    (["“It is closed,” a driver said.", "“Nobody may cross it.”"], ""),
    # Has brackets of its own: a reader could not tell whose ours are.
    (["Mayor Ana Dahl closed the bridge.", "She was in a hurry [to go home]."], ""),
    (["“It is closed,” Ana Dahl said.", "“Nobody may cross it […].”"], ""),
    # Needs none.
    (["Ana Dahl closed the bridge.", "The town was angry."], ""),
    (["Ana Dahl closed the bridge.", "Hers is the last word."], ""),
]


def gloss_all(lines: list[str]) -> list[str]:
    sentences: list[Sentence] = []
    start = 0
    for number, line in enumerate(lines):
        for low, high in split_line(line, ENGLISH):
            sentences.append(Sentence("a", number, len(sentences), start + low, start + high, line[low:high]))
        start += len(line) + 1
    names = learn_names((line, ENGLISH) for line in lines)
    voices = attribute(sentences, [], ENGLISH, names)
    return [found.after if found else "" for found in find_glosses(sentences, voices, names, ENGLISH)]


@pytest.mark.parametrize(("lines", "gloss"), CASES)
def test_a_pronoun_or_quotation_is_glossed_where_one_person_can_be_meant(lines: list[str], gloss: str) -> None:
    assert gloss_all(lines)[-1] == gloss


@pytest.mark.parametrize(
    ("said", "gloss"),
    [
        ("Per Moe said on Friday.", "[Moe:] "),
        ("The town’s mayor, Ivar Lund, said on Friday.", ""),
        ("Per Moe told the crowd in Arle.", ""),
        ("Per Moe said on Friday that it was safe.", "[Dahl:] "),
        ("Per Moe denied the report.", "[Dahl:] "),
    ],
)
def test_a_quotation_is_not_given_to_who_spoke_before_where_the_words_behind_it_name_somebody_else(
    said: str, gloss: str
) -> None:
    lines = ["Per Moe came.", "“It is closed,” Ana Dahl said.", f"“Nobody may cross it.” {said}"]
    assert gloss_all(lines)[-2] == gloss


def test_whom_an_article_names_only_once_is_glossed_with_the_full_name() -> None:
    rest = ["The tide was high.", "The road was wet.", "The wind blew.", "It grew dark.", "Nobody came.", "All slept."]
    lines = ["Mayor Ana Dahl closed the bridge.", "She was in a hurry.", *rest]
    assert gloss_all(lines)[1] == " [Ana Dahl]"
    assert gloss_all([*lines, "The gulls liked Dahl."])[1] == " [Dahl]"
    said = ["“It is closed,” Ana Dahl said.", "“Nobody may cross it.”", *rest]
    assert gloss_all(said)[1] == "[Ana Dahl:] "


def test_a_printed_gloss_is_an_edit_that_can_be_undone_and_turned_off() -> None:
    text = (
        "The mayor of the town, Ana Dahl, closed the bridge on Friday.\nShe had asked the drivers twice to keep away."
    )
    everything = Length(100, "percent")
    glossed = [line for part in summarize([Article(text)], Options(length=everything)).sections for line in part.lines]
    line = next(line for line in glossed if line.text.startswith("She"))
    assert line.text == "She [Dahl] had asked the drivers twice to keep away."
    assert [(edit.before, edit.after, edit.fix) for edit in line.edits] == [("", " [Dahl]", "gloss")]
    plain = summarize([Article(text)], Options(length=everything, gloss=False))
    assert not any("[" in line.text for part in plain.sections for line in part.lines)


#: The line above a block and its sentence; what is printed of it, nothing where it is not sure whose words it has.
BLOCKS = [
    (
        "en",
        "The port authority said in a statement:",
        "We ask all captains to wait until Friday.",
        "[The port authority:] “We ask all captains to wait until Friday.”",
    ),
    (
        "en",
        "Its head, Ana Dahl, wrote:",
        "We ask all captains to wait until Friday.",
        "[Dahl:] “We ask all captains to wait until Friday.”",
    ),
    (
        "en",
        "The gas company, Nordgas, said in a letter:",
        "We ask all captains to wait until Friday.",
        "[Nordgas:] “We ask all captains to wait until Friday.”",
    ),
    ("de", "Das Verkehrsamt erklärte dazu:", "Zwei Kräne stehen still.", "[Verkehrsamt:] „Zwei Kräne stehen still.“"),
    (
        "fr",
        "La préfecture a indiqué :",
        "Deux grues sont arrêtées.",
        "[La préfecture:] «\u00a0Deux grues sont arrêtées.\u00a0»",
    ),
    ("es", "El ministerio señaló:", "Dos grúas están paradas.", "[El ministerio:] «Dos grúas están paradas.»"),
    ("uk", "Міністерство повідомило:", "Два крани стоять.", "[Міністерство:] «Два крани стоять.»"),
    ("ru", "Министерство сообщило:", "Два крана стоят.", "[Министерство:] «Два крана стоят.»"),
    # An outlet's words, nobody's, somebody's of whom only the line before tells, what leans on the sentence before it.
    ("en", "The Lake Post wrote on Sunday:", "The dam is unsafe.", ""),
    ("en", "The Lake Post wrote on Sunday:", "“The dam is unsafe,” Ana Dahl said.", ""),
    ("en", "Here is the letter in full:", "The dam is unsafe.", ""),
    ("en", "The official wrote:", "The dam is unsafe.", ""),
    ("en", "The port authority said in a statement:", "That makes it unsafe.", ""),
    # Another case than that in which a name is told.
    ("ru", "В заявлении министерства говорится:", "Два крана стоят.", ""),
]


@pytest.mark.parametrize(("language", "above", "said", "told"), BLOCKS)
def test_a_quoted_block_is_printed_with_whoever_the_line_above_names(
    language: str, above: str, said: str, told: str
) -> None:
    article = Article(f"{above}\n\n> {said}\n", outlet="Orn Post", language=language, published="2031-03-07")
    briefing = summarize([FIRST, article], Options(length=EVERYTHING, date="2031-03-12"))
    texts = [line.text for part in briefing.sections for line in part.lines if said in line.text]
    assert texts == ([told] if told else [])
    (quoted,) = (one for one in briefing.trace if said in one.text)
    assert quoted.origin == ("Lake Post" if "Lake Post" in above else "")


EVERYTHING = Length(100, "percent")
FIRST = Article(
    "The harbour of Larkmouth was closed on Friday after a storm sank two ferries.\n"
    "Mayor Dagmar Oster called it the worst night of the year for Larkmouth.\n"
    "She promised on Friday that the town will pay for new boats.\n",
    outlet="Harrow Post",
    published="2031-03-07",
    language="en",
)
SECOND = Article(
    "Divers found the bell of the older ferry on Monday, a museum in Arle said.\n"
    "“We will show it from Tuesday on,” its director said yesterday.\n",
    outlet="Arle Times",
    published="2031-03-11",
    language="en",
)


def printed(*articles: Article, gloss: bool = True, date: str = "2031-03-12") -> list[BriefingSentence]:
    briefing = summarize(articles, Options(length=EVERYTHING, date=date, gloss=gloss))
    return [line for part in briefing.sections for line in part.lines]


def test_weekdays_are_dated_where_articles_of_several_days_meet() -> None:
    texts = {line.text for line in printed(FIRST, SECOND)}
    assert "The harbour of Larkmouth was closed on Friday [7 March] after a storm sank two ferries." in texts
    assert "Divers found the bell of the older ferry on Monday [10 March], a museum in Arle said." in texts
    assert "“We will show it from Tuesday on,” its director said yesterday [10 March]." in texts


def test_a_sentence_can_have_a_date_and_a_name_and_both_can_be_undone() -> None:
    line = next(line for line in printed(FIRST, SECOND) if line.text.startswith("She"))
    assert line.text.startswith("She [Oster] promised on Friday [7 March] that")
    assert [edit.fix for edit in line.edits] == ["gloss", "date"]
    assert apply_edits(FIRST.text, line.start, line.end, line.edits) == line.text
    assert FIRST.text[line.start : line.end].startswith("She promised on Friday that")


@pytest.mark.parametrize(
    "articles",
    [
        (FIRST,),
        (FIRST, replace(SECOND, published="2031-03-07")),
        (FIRST, replace(SECOND, published="2031-03")),
        (FIRST, replace(SECOND, published="")),
    ],
)
def test_articles_of_the_pages_own_day_need_no_dates(articles: tuple[Article, ...]) -> None:
    assert not are_several_days(article.published for article in articles)
    assert not any("March]" in line.text for line in printed(*articles, date="2031-03-07"))


def test_a_page_of_another_day_than_its_articles_says_which_day_is_meant() -> None:
    for others in ([], [replace(SECOND, published="")]):
        assert any("on Friday [7 March]" in line.text for line in printed(FIRST, *others, date="2031-03-17"))


@pytest.mark.parametrize(
    ("language", "text", "gloss"),
    [
        ("en", "The mayor resigned this morning.", "[8 March]"),
        ("en", "Tonight the council will meet in Arle.", "[8 March]"),
        ("es", "El alcalde dimitió esta mañana.", "[8 de marzo]"),
        ("fr", "Le maire a démissionné ce matin.", "[8 mars]"),
        ("en", "Today he runs a farm near Arle.", ""),
        ("en", "Today, the factory built by Dahl makes 300 cars a year.", ""),
        ("en", "The company he founded today employs 300 people.", ""),
        ("en", "Women who worked in the mill today live in Arle.", ""),
        ("en", "In today’s world all of that is known.", ""),
        ("de", "Die heute 40-Jährige wurde damals verletzt.", ""),
        ("de", "Das Dorf ist heute verlassen.", ""),
        ("es", "La fábrica que fundó emplea hoy a 300 personas.", ""),
        ("fr", "La ville qu’il fonda existe aujourd’hui.", ""),
        ("ru", "Завод, который он построил, сегодня закрыт.", ""),
        ("uk", "Завод, який він збудував, сьогодні закритий.", ""),
    ],
)
def test_this_morning_is_glossed_and_today_is_not_as_it_may_mean_an_age(language: str, text: str, gloss: str) -> None:
    article = Article(text, published="2031-03-08", language=language)
    edits = find_date_glosses(Sentence("a", 0, 0, 0, len(text), text), article, "2031")
    assert "".join(edit.after for edit in edits).strip() == gloss


def test_glosses_can_be_turned_off() -> None:
    assert not any("[" in line.text for line in printed(FIRST, SECOND, gloss=False))


def test_a_year_is_written_as_the_language_writes_it() -> None:
    text = "El paro empezó el martes en Arlejo."
    sentence = Sentence("a", 0, 0, 0, len(text), text)
    (edit,) = find_date_glosses(sentence, Article(text, published="2031-06-18", language="es"), "2032")
    assert edit.after == " [17 de junio de 2031]"


def test_the_year_is_told_where_it_is_another() -> None:
    glossed = printed(FIRST, replace(SECOND, published="2030-03-11"))
    assert "Divers found the bell of the older ferry on Monday [11 March 2030], a museum in Arle said." in {
        line.text for line in glossed
    }


@pytest.mark.parametrize(
    ("text", "gloss"),
    [
        ("Friday’s fire was put out.", "Friday’s [7 March] fire was put out."),
        ("She left on Friday [sic].", "She left on Friday [sic]."),
        ("She left on Friday (a holiday).", "She left on Friday (a holiday)."),
        ("She left on Friday and sang on Friday.", "She left on Friday [7 March] and sang on Friday."),
        ("She sang on Thursday and left on Friday.", "She sang on Thursday [6 March] and left on Friday [7 March]."),
    ],
)
def test_a_gloss_stands_behind_the_word_for_the_day(text: str, gloss: str) -> None:
    sentence = Sentence("a", 0, 0, 0, len(text), text)
    edits = find_date_glosses(sentence, Article(text, published="2031-03-07", language="en"), "2031")
    assert apply_edits(text, 0, len(text), edits) == gloss


@pytest.mark.parametrize(
    ("source", "text", "edits", "gloss"),
    [
        # A blank put in before and right behind the word.
        (
            "Sheleft on Fridayalone.",
            "She left on Friday alone.",
            (Edit(3, 3, "", " ", "glue"), Edit(17, 17, "", " ", "glue")),
            "She left on Friday [7 March] alone.",
        ),
        # The word itself was mended; in the last two there is no place behind it alone.
        (
            "She left on Frjday.",
            "She left on Friday.",
            (Edit(14, 15, "j", "i", "letters"),),
            "She left on Friday [7 March].",
        ),
        (
            "She left on Fri.",
            "She left on Friday",
            (Edit(12, 16, "Fri.", "Friday", "long"),),
            "She left on Friday [7 March]",
        ),
        ("She left on Fri", "She left on Friday", (Edit(15, 15, "", "day", "long"),), "She left on Friday"),
        ("She left on Fri!", "She left on Friday!", (Edit(12, 16, "Fri!", "Friday!", "long"),), "She left on Friday!"),
    ],
)
def test_a_gloss_works_together_with_other_edits(source: str, text: str, edits: tuple[Edit, ...], gloss: str) -> None:
    sentence = Sentence("a", 0, 0, 0, len(source), text, edits)
    assert apply_edits(source, 0, len(source), edits) == text
    dates = find_date_glosses(sentence, Article(source, published="2031-03-07", language="en"), "2031")
    both = sorted((*dates, *edits), key=lambda edit: edit.start)
    assert apply_edits(source, 0, len(source), both) == gloss


@pytest.mark.parametrize("language", ["de", ""])
def test_only_english_is_dated(language: str) -> None:
    sentence = Sentence("a", 0, 0, 0, 19, "She left on Friday.")
    assert find_date_glosses(sentence, Article("", published="2031-03-07", language=language), "2031") == ()


def test_headlines_are_not_dated() -> None:
    sentence = Sentence("a", 0, 0, 0, 19, "She left on Friday.", kind="headline")
    assert find_date_glosses(sentence, Article("", published="2031-03-07", language="en"), "2031") == ()


def test_no_date_is_put_into_a_sentence_that_has_brackets_of_its_own() -> None:
    dated = Article("", published="2031-03-08", language="en")
    for text, is_glossed in (("It was shut on Friday.", True), ("It [the bridge] was shut on Friday.", False)):
        edits = find_date_glosses(Sentence("a", 0, 0, 0, len(text), text), dated, "2031")
        assert bool(edits) == is_glossed


@pytest.mark.parametrize(
    ("lines", "gloss"),
    [
        (["It is closed, Ana Dahl said.", "Dahl was in a hurry."], " [Ana Dahl]"),
        (["Mayor Ana Dahl closed it.", "In Dahl’s view it was late."], " [Mayor Ana Dahl]"),
        (["Ana Dahl, mayor of Arle, closed it.", "It was late, Dahl said."], " [Ana Dahl, mayor of Arle]"),
        (
            ["“It holds,” said Ana Dahl, the mayor of Arle at a meeting in Orn.", "It was late, Dahl said."],
            " [Ana Dahl, the mayor of Arle]",
        ),
        (
            ["“It holds,” said Ana Dahl, a spokeswoman for the U.S. Navy.", "It was late, Dahl said."],
            " [Ana Dahl, a spokeswoman for the U.S. Navy]",
        ),
        (["The Arlian spokesman Per Moe left.", "It was late, Moe said."], " [Arlian spokesman Per Moe]"),
        # An office begins with a word, and whose it is only the sentence before tells.
        (["Ana Dahl told union chair Per Moe to wait.", "It was late, Moe said."], " [union chair Per Moe]"),
        (["Its chair Per Moe left.", "It was late, Moe said."], " [chair Per Moe]"),
        (["Per Moe, 48, a baker, left.", "It was late, Mr. Moe said."], " [Per Moe, a baker]"),
        # Of two persons either could be meant; of somebody else nothing is known.
        (["Ana Dahl met Per Dahl.", "It was late, Dahl said."], ""),
        (["Ana Dahl closed it.", "It was late, Moe said."], ""),
        # Named before whoever reads on, or named with an office.
        (["It was late, Dahl said.", "Ana Dahl closed it."], ""),
        (["Ana Dahl closed it.", "It was late, Mayor Dahl said."], ""),
        # No place for brackets.
        (["Ana Dahl closed it.", "It [the bridge] was old, Dahl said."], ""),
        (["Ana Dahl closed it.", "“Dahl was late,” a driver said."], ""),
        # No person.
        (["The Harbour Bank closed it.", "The shares of Bank fell."], ""),
        (["The parade went through Central Arle.", "It was Arle’s first."], ""),
    ],
)
def test_who_is_named_by_the_surname_alone_is_glossed_as_the_article_introduced_him(
    lines: list[str], gloss: str
) -> None:
    sentences, start = [], 0
    for number, line in enumerate(lines):
        sentences.append(Sentence("a", number, number, start, start + len(line), line))
        start += len(line) + 1
    names = learn_names((line, ENGLISH) for line in lines)
    found = find_persons(sentences, attribute(sentences, [], ENGLISH, names), names, ENGLISH)
    assert "".join(edit.after for edit in found[-1][1].values()) == gloss
