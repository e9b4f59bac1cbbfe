"""Who is named for a line: only an outlet with a sentence that tells all that the line asserts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from summarizer.analysis.names import Names
from summarizer.api import summarize
from summarizer.briefing.pipeline import analyse_story
from summarizer.config.plans import load_plans
from summarizer.dedupe.support import StoryWords, read_story_words, tells_all
from summarizer.model import Article, Length, Options

ALL = Options(plan="general", plans=load_plans("general"), length=Length(100, "percent"), date="2031-03-04")
LINE = "The council of Norvik closed the old harbour bridge on Friday because of cracks in two pillars."


def does_tell(line: str, other: str, language: str = "en") -> bool:
    articles = [
        Article(text, outlet=outlet, published="2031-03-01", language=language, path=f"{outlet}.txt")
        for outlet, text in (("A", line), ("B", other))
    ]
    analysis = analyse_story(articles, ALL)
    news = analysis.news
    mine = [one for one in news if one.article.outlet == "A"]
    theirs = [one for one in news if one.article.outlet == "B"]
    before = theirs[-2] if len(theirs) > 1 else None
    return tells_all(mine[0], theirs[-1], read_story_words(news, analysis.names), before)


@pytest.mark.parametrize(
    "other",
    [
        f"The mayor spoke. {LINE}",
        f"{LINE[:-1]}, the mayor said.",
        "On Friday the council of Norvik closed the old harbour bridge because of cracks in two pillars.",
        "Because of cracks in two pillars the council of Norvik closed the old harbour bridge on Friday; a ferry runs.",
    ],
)
def test_a_sentence_with_all_of_it_tells_it(other: str) -> None:
    assert does_tell(LINE, other)


def test_the_very_same_sentence_tells_it_though_it_has_a_word_with_and_without_marks() -> None:
    line = "While nobody knew why the mill burned, thousands came to lay flowers and grapple with the “why?” of it all."
    assert does_tell(line, f"The mayor spoke. {line}")


@pytest.mark.parametrize(
    "other",
    [
        # The reason is missing, the bridge is another, a figure differs, a day differs, it is denied, another acts.
        "The council of Norvik closed the old harbour bridge on Friday.",
        "The council of Norvik closed the new railway bridge on Friday because of cracks in two pillars.",
        "The council of Norvik closed the old harbour bridge on Friday because of cracks in nine pillars.",
        "The council of Norvik closed the old harbour bridge on Sunday because of cracks in two pillars.",
        "The council of Norvik has not closed the old harbour bridge on Friday because of cracks in two pillars.",
        "The council of Harrow closed the old harbour bridge on Friday because of cracks in two pillars.",
        "Nobody was hurt.",
    ],
)
def test_a_sentence_that_lacks_a_thing_does_not_tell_it(other: str) -> None:
    assert not does_tell(LINE, other)


WAGES = (
    "The union of Norvik will vote on Friday on a rise in wages of 2.5 million euros, its chairwoman Ada Krell said."
)


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("The dam in Orvik holds 84,900 tonnes of silt.", "The dam in Orvik holds some 85,000 tonnes of silt."),
        ("The fund in Orvik holds 90 million crowns.", "The fund in Orvik holds almost 90 million crowns."),
        ("The port of Orvik closed this summer for repairs.", "The port of Orvik closed last summer for repairs."),
        ("The plant in Orvik made steel pipes.", "The plant in Orvik stopped making steel pipes."),
        ("The river Sel burst its banks at Orvik.", "Officials feared the river Sel burst its banks at Orvik."),
        ("The new law had an effect on rents in Orvik.", "The new law had little effect on rents in Orvik."),
        ("The board in Orvik dismissed another director.", "The board in Orvik dismissed a director."),
        ("The board in Orvik got another 20 million crowns.", "The board in Orvik got 20 million crowns."),
        ("The board in Orvik has two doctors.", "The board in Orvik had two doctors."),
        ("The law will make rents in Orvik dearer.", "The law would make rents in Orvik dearer."),
        ("The nurses in Orvik agreed to longer shifts.", "Many nurses in Orvik agreed to longer shifts."),
        ("The nurses in Orvik agreed to longer shifts.", "The nurses in Orvik agreed in principle to longer shifts."),
        ("The mill in Orvik burned chairs.", "The mill in Orvik burned chairs, a former employee said."),
        ("The flood destroyed the village of Orvik.", "The flood destroyed the school of the village of Orvik."),
    ],
)
def test_what_is_rounded_feared_past_or_claimed_does_not_tell_it(line: str, other: str) -> None:
    assert not does_tell(line, other)


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("The fair in Orvik opens on 4 May.", "On 4 May the fair in Orvik opens."),
        ("The board in Orvik has sold a mill.", "The board in Orvik has sold a mill, shut since 2029."),
        (
            "The law will make rents in Orvik dearer, Ada Krell said.",
            "Ada Krell said the law would make rents in Orvik dearer.",
        ),
    ],
)
def test_how_a_thing_is_put_says_nothing(line: str, other: str) -> None:
    assert does_tell(line, other)


def test_a_round_figure_is_told_by_one_that_is_as_round() -> None:
    assert does_tell(
        "The dam in Orvik holds 85,000 tonnes of silt.", "The dam in Orvik holds some 85,000 tonnes of silt."
    )


@pytest.mark.parametrize(
    ("there", "instead"),
    [
        ("2.5 million euros", "€2.5m"),
        ("2.5 million euros", "EUR 2.5 million"),
        ("2.5 million euros", "2,500,000 euros"),
        ("Friday", "2 March"),
        ("vote", "ballot"),
        ("its chairwoman Ada Krell said", "Example Wire reported"),
    ],
)
def test_the_same_in_another_notation_or_a_word_known_to_be_alike_tells_it(there: str, instead: str) -> None:
    line = WAGES.replace("Friday", "March 2") if there == "Friday" else WAGES
    assert does_tell(line, WAGES.replace(there, instead))


@pytest.mark.parametrize(
    ("there", "instead"),
    [
        # Money, its size, a time; how sure it is; who; and one word that nobody knows to be alike.
        ("2.5 million euros", "2.5 million dollars"),
        ("2.5 million euros", "€2.5bn"),
        ("2.5 million euros", "up to 2.5 million euros"),
        ("Friday", "the first of May"),
        ("will vote", "may vote"),
        ("will vote", "refused to vote"),
        ("will vote", "is considering whether to vote"),
        ("chairwoman Ada Krell", "chairwoman Nora Feld"),
        ("its chairwoman", "its former chairwoman"),
        ("rise", "cut"),
        ("union", "council"),
    ],
)
def test_one_thing_that_differs_is_enough_not_to_tell_it(there: str, instead: str) -> None:
    assert not does_tell(WAGES, WAGES.replace(there, instead))


@pytest.mark.parametrize(
    ("line", "other"),
    [
        (
            "The fire destroyed the old mill in Norvik on Monday.",
            "The fire largely destroyed the old mill in Norvik on Monday.",
        ),
        ("The Norvik mill is the oldest in the county.", "The Norvik mill is the fifth oldest in the county."),
    ],
)
def test_what_is_largely_so_or_the_fifth_tells_less(line: str, other: str) -> None:
    assert not does_tell(line, other)


@pytest.mark.parametrize("end", [", largely because it rained", ", about a fifth more than before"])
def test_what_limits_a_word_reaches_neither_into_a_clause_nor_beyond_a_sign(end: str) -> None:
    line = f"The fair in Norvik lost 40 guests on Monday{end}, the council said."
    assert does_tell(line, f"The council said the fair in Norvik lost 40 guests on Monday{end}.")


def test_who_does_it_to_whom_must_be_the_same() -> None:
    line = "The lawyer Ada Krell sued the newspaper Norvik Post for libel on Monday."
    assert does_tell(line, "The newspaper Norvik Post was sued for libel by the lawyer Ada Krell on Monday.")
    assert not does_tell(line, "The lawyer Ada Krell was sued for libel by the newspaper Norvik Post on Monday.")


def test_the_second_of_two_things_must_be_told_too() -> None:
    line = "The county of Norvik will hire forty inspectors to check the safety of playgrounds and schools."
    assert not does_tell(line, line.replace(" and schools", ""))


@pytest.mark.parametrize(
    ("code", "line", "thing"),
    [
        (
            "de",
            "Der Stadtrat von Norvik beschloss am Montag den Bau der Brücke und des Bads am alten Hafen.",
            " und des Bads",
        ),
        (
            "fr",
            "Le conseil de Norvik a décidé lundi la construction du pont et d'une piscine au vieux port.",
            " et d'une piscine",
        ),
        (
            "es",
            "El concejo de Norvik aprobó el lunes la obra del puente y de una piscina en el viejo puerto.",
            " y de una piscina",
        ),
        (
            "uk",
            "Міська рада Норвіка схвалила в понеділок будівництво мосту та басейну біля старого порту.",
            " та басейну",
        ),
        (
            "ru",
            "Совет города Норвик одобрил в понедельник строительство моста и бассейна у старого порта.",
            " и бассейна",
        ),
    ],
)
def test_the_second_of_two_things_must_be_told_in_each_language(code: str, line: str, thing: str) -> None:
    less = line.replace(thing, "")
    assert less != line
    assert not does_tell(line, less, code)
    assert does_tell(less, line, code)


def test_a_sentence_that_is_quoted_and_denied_is_not_told() -> None:
    assert does_tell(LINE, f"The mayor said: “{LINE}”")
    assert not does_tell(LINE, f"The mayor denied a report that said “{LINE}”")


@pytest.mark.parametrize(
    ("code", "line", "other"),
    [
        ("de", "Beide Brunnen in Lom sind trocken.", "Einer der Brunnen in Lom ist trocken."),
        ("de", "Die Quellen in Lom sind trocken.", "Eine der Quellen in Lom ist trocken."),
        ("fr", "Les puits de Lom sont à sec.", "Un des puits de Lom est à sec."),
        ("es", "Los cinco pozos de Lom están secos.", "Dos de los cinco pozos de Lom están secos."),
    ],
)
def test_one_of_several_is_not_all_of_them_in_each_language(code: str, line: str, other: str) -> None:
    assert not does_tell(line, other, code)
    assert not does_tell(other, line, code)


@pytest.mark.parametrize(
    ("code", "line", "other"),
    [
        (
            "en",
            "The bakers of Lom will get longer breaks from May, the guild said.",
            "After two years the bakers on the early shift of Lom will get longer breaks from May, the guild said.",
        ),
        (
            "de",
            "Die Mieten in Lom sind im Winter um neun Prozent gestiegen.",
            "Nach einer Zählung der Kammer sind die Mieten für Läden in Lom im Winter um neun Prozent gestiegen.",
        ),
        (
            "fr",
            "Le conseil de Lom a voté la fermeture de la boulangerie communale pour tout l'hiver.",
            "Le conseil de Lom a voté la fermeture du fournil de la boulangerie communale pour tout l'hiver.",
        ),
    ],
)
def test_a_part_or_some_of_them_is_not_all_however_much_more_is_told(code: str, line: str, other: str) -> None:
    assert not does_tell(line, other, code)


def test_what_may_be_is_no_month_though_a_title_has_capitals() -> None:
    assert not does_tell("The bakers of Lom strike on Friday.", "The Bakers of Lom May Strike on Friday.")
    assert does_tell("The bakers of Lom strike in May.", "In May the bakers of Lom strike.")


@pytest.mark.parametrize(
    ("code", "line", "other"),
    [
        ("en", "The ferry sank off Lom on Friday.", "The ferry sank in heavy seas off Lom on Friday."),
        ("de", "Die Polizei nahm den Mann in Lom fest.", "Die Polizei nahm den Mann nach kurzer Flucht in Lom fest."),
    ],
)
def test_how_a_thing_was_done_limits_nothing(code: str, line: str, other: str) -> None:
    assert does_tell(line, other, code)


@pytest.mark.parametrize(
    ("code", "line", "part"),
    [
        ("fr", "Le feu a détruit l'école de Lom dans la nuit de lundi à mardi.", "une aile de l'école"),
        ("es", "El fuego destruyó la escuela de Lom en la noche del lunes al martes.", "un ala de la escuela"),
    ],
)
def test_a_part_of_a_thing_is_not_the_thing(code: str, line: str, part: str) -> None:
    whole = part.split(" de ")[1]
    assert not does_tell(line, line.replace(whole, part), code)


def test_where_a_thing_is_limits_nothing() -> None:
    line = "The bakers of Lom will get longer breaks from May, the guild said."
    assert does_tell(line, line.replace("breaks from", "breaks in Oster from"))


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("The club approved a plan to sell its boats.", "A plan to sell its boats was approved by the club."),
        (
            "A sailor aged 61 was pulled from the lock on Friday.",
            "On Friday a 61-year-old sailor was pulled from the lock.",
        ),
        ("Rents in Norvik fell by a fifth last year.", "Rents in Norvik dropped by 20 percent last year."),
        ("The frost froze the canal in Norvik.", "The canal in Norvik was frozen by the frost."),
    ],
)
def test_what_is_told_in_another_word_or_figure_is_told(line: str, other: str) -> None:
    assert does_tell(line, other)
    assert does_tell(other, line)


@pytest.mark.parametrize(
    ("code", "line", "other"),
    [
        ("en", "The lock in Norvik was closed.", "The lock in Norvik, which was closed, has reopened."),
        ("en", "A skipper was arrested in Norvik.", "A skipper arrested in Norvik was released on Monday."),
        ("de", "Zwei Schiffer wurden in Arlen verletzt.", "Einer der zwei in Arlen verletzten Schiffer ist gestorben."),
        ("fr", "Deux bateliers ont été blessés à Arles.", "L'un des deux bateliers blessés à Arles est mort."),
        ("es", "Dos barqueros resultaron heridos en Lorca.", "Uno de los dos barqueros heridos en Lorca murió."),
    ],
)
def test_who_tells_what_came_of_it_does_not_tell_what_was_before(code: str, line: str, other: str) -> None:
    assert not does_tell(line, other, code)
    assert not does_tell(other, line, code)


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("The minister will fly to Paris on Friday.", "The minister flew to Paris on Friday."),
        ("The frost will freeze the canal in Norvik.", "The frost froze the canal in Norvik."),
        ("The council lifted the duty on steel.", "The council raised the duty on steel."),
        ("Five hundred welders are employed in Norvik.", "Five hundred welders were hired in Norvik."),
        ("The guild will pull out of the fair.", "The guild withdrew from the fair."),
        ("The plan for a mill was nearly voted down in May.", "The plan for a mill was rejected in May."),
    ],
)
def test_what_is_to_come_another_step_or_the_contrary_is_not_told(line: str, other: str) -> None:
    assert not does_tell(line, other)
    assert not does_tell(other, line)


@pytest.mark.parametrize(
    ("code", "line", "other"),
    [
        ("en", "The tall keeper of the mill sold a boat.", "The keeper of the tall mill sold a boat."),
        ("en", "Rents in Norvik fell after its mayor quit.", "Rents in Norvik fell after the mayor of its port quit."),
        ("en", "The keeper's resignation was rejected.", "The keeper resigned and was rejected."),
        ("en", "The keeper's resignation was refused in May.", "The keeper quit and was refused in May."),
        ("en", "Police held the keeper's aide in Norvik.", "Police held the keeper, an aide of the mayor, in Norvik."),
        ("en", "Trade in Norvik grew in May.", "Timber trade in Norvik grew in May."),
        ("fr", "Ada Dahl a gagné lundi le Tour d'Arle.", "Ada Dahl a gagné lundi la dernière étape du Tour d'Arle."),
    ],
)
def test_what_is_anothers_or_of_a_kind_or_part_is_another_thing(code: str, line: str, other: str) -> None:
    assert not does_tell(line, other, code)


def test_support_goes_one_way() -> None:
    short = "The council of Norvik closed the old harbour bridge on Friday."
    assert does_tell(short, LINE)
    assert not does_tell(LINE, short)


def test_a_first_name_may_be_left_out_but_no_place_of_that_name() -> None:
    other = "The barge of captain Holm sank on Sunday at the quay that Holm built with thirty crates of tea."
    assert does_tell(other.replace("captain", "captain Florence"), other)
    for place in ("at the Florence quay", "at the quay of Florence"):
        assert not does_tell(other.replace("captain", "captain Florence").replace("at the quay", place), other)


def test_a_name_may_stand_in_the_sentence_before() -> None:
    line = "Mayor Dagmar Oster promised the fishermen of the old harbour a new bridge within ten months."
    theirs = "The mayor promised the fishermen of the old harbour a new bridge within ten months."
    assert does_tell(line, f"Dagmar Oster came to Norvik. {theirs}")
    assert not does_tell(line, f"The council met. {theirs}")


def test_in_a_language_without_rules_only_nearly_equal_sentences_support() -> None:
    line = "Rada miasta zamknęła w piątek stary most portowy z powodu pęknięć w 2 filarach."
    assert does_tell(line, line.replace("w piątek ", "w piątek, "), "pl")
    assert not does_tell(line, line.replace("2 filarach", "9 filarach"), "pl")
    assert not does_tell(line, line.replace("zamknęła", "nie zamknęła"), "pl")
    assert does_tell(line, line[:-1] + ", powiedział burmistrz.", "pl")


def test_a_line_without_words_that_count_is_told_by_nobody_else() -> None:
    (one,) = analyse_story([Article("It is what it is.", outlet="A")], ALL).news
    assert not tells_all(
        replace(one, core_tokens=()), replace(one, sentence=replace(one.sentence, text="So.")), StoryWords({}, Names())
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The spokesman of the mayor", "The Dock Union (DU) spokesman"),
        ("The Dock Union", "The Dock Union (DU) chief"),
    ],
)
def test_who_speaks_for_another_body_or_for_himself_does_not_tell_it(one: str, other: str) -> None:
    said = "said the port of Arle will close to all tankers in May."
    articles = [
        Article(f"{who} {said}", outlet=outlet, published="2031-03-01", language="en")
        for outlet, who in (("Post", one), ("Echo", other))
    ]
    [line] = [line for section in summarize(articles, ALL).sections for line in section.lines]
    assert line.outlets == ("Post",)


def test_who_is_only_near_is_named_apart_and_not_counted() -> None:
    short = "The council of Norvik closed the old harbour bridge on Friday because of cracks."
    # What stands so far down in its article does not stand for the others.
    told = {"A": LINE, "B": LINE, "C": f"Snow fell in Arle. A cow won a prize. The fair was over by noon. {short}"}
    articles = [Article(text, outlet=outlet, path=outlet) for outlet, text in told.items()]
    lines = [line for part in summarize(articles, ALL).sections for line in part.lines]
    (line,) = [line for line in lines if line.text == LINE]
    assert line.outlets == ("A", "B")
    assert [one.outlet for one in line.related] == ["C"]
    assert line.origins == 1


@pytest.mark.parametrize(
    ("line", "other", "told"),
    [
        # What came first came first, wherever it stands.
        ("Talks failed before the army crossed the Orda.", "Before the army crossed the Orda, talks failed.", True),
        ("Talks failed before the army crossed the Orda.", "Before talks failed, the army crossed the Orda.", False),
        (
            "The union met after the owners met the mayor of Lom.",
            "After the owners met the mayor of Lom, the union met.",
            True,
        ),
        # All of them, most of them, only they; the second is not the first.
        (
            "All passengers were saved from the ferry Albia.",
            "Most of the passengers were saved from the ferry Albia.",
            False,
        ),
        ("The vaccine is for adults in Lom.", "The vaccine is only for adults in Lom.", False),
        ("It was the second strike in Lom this year.", "It was the first strike in Lom this year.", False),
        # Another committee.
        ("The budget committee of Lom approved the loan.", "The school committee of Lom approved the loan.", False),
        # Another mill, though the fire has another word too.
        (
            "The fire destroyed the wool mill, two barns and a chapel in Lom on Friday night.",
            "The blaze destroyed the paper mill, two barns and a chapel in Lom on Friday night.",
            False,
        ),
        # So large a share, and so many of so many.
        ("One in five wells in Lom is dry.", "Four in five wells in Lom are dry.", False),
        ("One in five wells in Lom is dry.", "About 20 percent of wells in Lom are dry.", True),
        ("More than half of the wells in Lom are dry.", "Less than half of the wells in Lom are dry.", False),
        ("All twelve wells in Lom are dry.", "Two of the twelve wells in Lom are dry.", False),
        ("The twelve wells in Lom are dry.", "Two of the twelve wells in Lom are dry.", False),
        ("Both wells in Lom are dry.", "One of the wells in Lom is dry.", False),
        ("Twelve of the wells in Lom are dry.", "In Lom 12 wells are dry.", True),
        ("All the wells in Lom are dry.", "Half the wells in Lom are dry.", False),
        # Another side says it, though it may be heard by whom the line hears.
        ("Residents said jets hit the mill.", "Rebel fighters said jets hit the mill.", False),
        ("The weir is safe, Hydrel said.", "The weir is safe, the watchdog said after a call to Hydrel.", False),
        ("The weir is safe, Hydrel said.", "The weir is safe, the company said.", True),
        # Who did it to whom, and why.
        ("The baker from Lom sued her in May.", "In May, the baker from Lom sued her.", True),
        ("The baker met her sister in Lom.", "The baker in Lom met her sister.", True),
        ("Lom sold the mill because the school was old.", "Lom sold the school because the mill was old.", False),
        ("Lom sold the mill because it was old.", "Because it was old, Lom sold the mill.", True),
        ("The ferry to Lom sails once the ice melts.", "The ferry to Lom sails before the ice melts.", False),
        # By their initials.
        ("The European Union lifts its duty on steel from Lom.", "The EU lifts its duty on steel from Lom.", True),
        ("The EU lifts its duty on steel from Lom.", "The European Union lifts its duty on steel from Lom.", True),
        ("The EU lifts its duty on steel from Lom.", "The Eastern Bank lifts its duty on steel from Lom.", False),
        # Another form of a verb, in another place.
        ("The bank sold the mine in Lom.", "The bank decided to sell the mine in Lom.", False),
        ("The owners sold the mine in Lom.", "The mine in Lom was sold by the owners.", True),
        ("At least 40 boats sank near Lom.", "No fewer than 40 boats sank near Lom.", True),
        # What kind of place it is, goes without saying; but its port is not the town.
        ("Ten houses burned in the town of Lom.", "In Lom ten houses burned, the mayor said.", True),
        ("Ten houses burned in the port of Lom.", "In Lom ten houses burned, the mayor said.", False),
        ("Ten houses burned in the town of Lom.", "Ten houses burned in the province of Lom.", False),
        # So does what introduces the speaker, unless that tells a thing of its own.
        ("“Whole streets burned,” said Ada Krell, a local doctor.", "Ada Krell said whole streets burned.", True),
        ("“Whole streets burned,” said Ada Krell, who fled.", "Ada Krell said whole streets burned.", False),
    ],
)
def test_another_order_of_words_is_the_same_and_another_order_of_things_is_not(
    line: str, other: str, told: bool
) -> None:
    assert does_tell(line, other) is told


@pytest.mark.parametrize(
    ("language", "line", "other"),
    [
        ("es", "Según la guardia, todas las barcas llevaban luces.", "Según la guardia, ninguna barca llevaba luces."),
        ("uk", "Всі крамниці Тарна зачинено через шторм.", "Багато крамниць Тарна зачинено через шторм."),
        ("ru", "Все школы Тарна закрыты из-за шторма.", "Многие школы Тарна закрыты из-за шторма."),
    ],
)
def test_all_and_none_and_all_and_many_are_kept_apart(language: str, line: str, other: str) -> None:
    assert not does_tell(line, other, language)
