from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.analysis.claims import Facts, read_facts
from summarizer.lang.language import load_language
from summarizer.model import Actor, Article, Attribution, Plan, Section, SectionChoice, Sentence
from summarizer.summary.section_assignment import agree_on_sections, choose_sections, find_cues, fits

ENGLISH = load_language("en")
STRIKE = Plan(
    "strike",
    "The strike",
    (
        Section("crews", "The crews", speakers=("crews",)),
        Section("line", "The ferry line", speakers=("line",), cues=("timetable", "night service on the outer islands")),
        Section("voices", "Other voices", speakers=("*",)),
        Section("numbers", "In numbers", features=("figures",)),
        Section("past", "How it came", features=("background",)),
        Section("rest", "The rest", rest=True),
    ),
    actors=(Actor("crews", "The crews"), Actor("line", "The ferry line")),
)


SILENT = Attribution()


def analyse(
    sentence: Sentence, voice: Attribution = SILENT, facts: Facts | None = None, code: str = "en"
) -> AnalysedSentence:
    article = Article("", language=code, id=sentence.article)
    return AnalysedSentence(sentence, article, claims=facts or Facts(), attribution=voice)


def settle(choices: Sequence[SectionChoice], voices: Sequence[Attribution]) -> list[AnalysedSentence]:
    said = Sentence("a1", 0, 0, 0, 10, "It rained.")
    return [replace(analyse(said, voice), section=one) for one, voice in zip(choices, voices, strict=True)]


def place(text: str, voice: Attribution | None = None, plan: Plan = STRIKE, year: str = "2031") -> SectionChoice:
    sentence = Sentence("a1", 0, 0, 0, len(text), text)
    return choose_sections([analyse(sentence, voice or SILENT, read_facts(text, "", ENGLISH))], plan, year)[0]


CREWS = Attribution("Per Moe", "crews", rule="Per Moe … warned")
LINE = Attribution("Ada Lund", "line", rule="Ada Lund … said")
BAKER = Attribution("a baker", "", rule="a baker … complained")


@pytest.mark.parametrize(
    ("text", "voice", "section"),
    [
        ("The crews will not sail, Per Moe warned.", CREWS, "crews"),
        ("The offer stands, Ada Lund said.", LINE, "line"),
        ("Bread is dear, a baker complained.", BAKER, "voices"),
        ("It rained in the harbour.", Attribution(), "rest"),
        ("A timetable hung at the pier.", Attribution(), "line"),
        ("The ferry carries 1,400 passengers.", Attribution(), "numbers"),
        ("Historically, the harbour was free for all.", Attribution(), "past"),
        ("In 1998 the harbour was closed too.", Attribution(), "past"),
        ("The year 2031 began well for the harbour.", Attribution(), "rest"),
        ("The harbour is to be closed in 2031.", Attribution(), "rest"),
    ],
)
def test_a_sentence_goes_where_most_speaks_for_it(text: str, voice: Attribution, section: str) -> None:
    assert place(text, voice).section == section


NEXT = replace(STRIKE, sections=(Section("next", "Next", features=("ahead",)), *STRIKE.sections))


@pytest.mark.parametrize(
    ("text", "voice", "section"),
    [
        ("The court will hear both sides.", Attribution(), "next"),
        ("A ruling is due in the afternoon.", Attribution(), "next"),
        ("The boats are to sail again.", Attribution(), "next"),
        ("The boats aren’t sailing, and won’t be seen for a while.", Attribution(), "next"),
        # A day to come is enough, one that is over is too much.
        ("Both sides agreed to meet on 12 March.", Attribution(), "next"),
        ("The court will hear both sides on 4 March.", Attribution(), "rest"),
        ("The court heard both sides on 4 March.", Attribution(), "rest"),
        ("The court will hear both sides on 5 March.", Attribution(), "next"),
        ("The new pier was opened on 12 December.", Attribution(), "past"),
        # It is background that it was once to come.
        ("In 1998 it was told that the pier will sink.", Attribution(), "past"),
        ("If it rains, the boats will stay.", Attribution(), "rest"),
        ("She drove to the island to say that the boats will sail.", Attribution(), "rest"),
        ("The pier was painted last April and the quay too.", Attribution(), "rest"),
        ("He told them of his plans to sail.", Attribution(), "rest"),
        ("Will Moe saw it, against the will of his wife.", Attribution(), "rest"),
        # What somebody says goes to him, unless both its words and its day are ahead.
        ("Bread will be dear, a baker complained.", BAKER, "voices"),
        ("The crews will sail on 6 March, Per Moe warned.", CREWS, "crews"),
        ("“We will never give in,” it said on the wall.", Attribution(), "rest"),
    ],
)
def test_what_comes_next_is_told_by_its_words_and_its_days(text: str, voice: Attribution, section: str) -> None:
    assert place(text, voice, NEXT, "2031-03-05").section == section


def test_what_will_be_on_no_day_is_over_some_days_later() -> None:
    texts = ["The court will hear both sides.", "The court will hear both sides on 12 March."]
    sentences = [Sentence("a1", at, at, 0, len(text), text) for at, text in enumerate(texts)]
    said = [analyse(one, facts=read_facts(one.text, "", ENGLISH)) for one in sentences]
    found = []
    for age in (3, 4):
        choices = choose_sections(said, NEXT, "2031-03-05", {"a1": age})
        found.append([choice.section for choice in choices])
    assert found == [["next", "next"], ["rest", "next"]]


@pytest.mark.parametrize(
    ("code", "seemed", "is_sure"),
    [
        ("en", "In early returns the mayor of Arden has half of all votes.", "The mayor of Arden has won the vote."),
        (
            "de",
            "Nach Teilergebnissen hat der Bürgermeister gewonnen.",
            "Die Polizei nahm ihn vorläufig fest.",
        ),
        ("de", "Der Damm von Arden scheint zu halten.", "Der Damm von Arden hat gehalten."),
        ("fr", "Le bilan provisoire est de dix blessés à Arden.", "Il est en liberté provisoire à Arden."),
        ("fr", "Le maire d’Arden semble avoir gagné.", "Le maire d’Arden a gagné."),
        ("es", "Según datos provisionales, el alcalde de Arden ganó.", "El juez le concedió la libertad provisional."),
        ("es", "Hasta el momento hay diez heridos en Arden.", "Hay diez heridos en Arden."),
        ("uk", "За попередніми даними, в Ардені десять поранених.", "В Ардені десять поранених."),
        ("uk", "Станом на вечір у Ардені поранено десятьох.", "Увечері в Ардені поранено десятьох."),
        ("ru", "По предварительным данным, в Ардене десять раненых.", "В Ардене предварительное заключение отменили."),
        ("ru", "На данный момент в Ардене десять раненых.", "В Ардене десять раненых."),
    ],
)
def test_how_things_seemed_in_an_older_article_is_over_in_each_language(code: str, seemed: str, is_sure: str) -> None:
    for text, is_over in ((seemed, True), (is_sure, False)):
        said = analyse(Sentence("a1", 0, 0, 0, len(text), text), code=code)
        assert choose_sections([said], STRIKE, "2031-03-05", {"a1": 1})[0].over is is_over
        assert not choose_sections([said], STRIKE, "2031-03-05", {"a1": 0})[0].over


def test_what_comes_next_is_not_looked_for_in_a_language_without_words_for_it() -> None:
    text = "Il porto apre il 12 March, he will dire."
    said = analyse(Sentence("a1", 0, 0, 0, len(text), text), facts=read_facts(text, "", ENGLISH), code="it")
    assert choose_sections([said], NEXT, "2031-03-05")[0].section == "rest"


def test_without_a_section_of_the_background_the_rest_has_it_before_a_cue_of_one_word() -> None:
    sections = (Section("line", "Line", cues=("timetable",)), Section("rest", "Rest", rest=True))
    plan = Plan("line", "The line", sections)
    assert place("In the past, until 2019, the timetable hung at the pier.", plan=plan).section == "rest"
    assert place("The timetable hung at the pier.", plan=plan).section == "line"


def test_a_speaker_outweighs_a_short_cue_and_a_long_cue_a_speaker() -> None:
    assert place("The timetable is a joke, Per Moe warned.", CREWS).section == "crews"
    assert place("There is no night service on the outer islands, Per Moe warned.", CREWS).section == "line"


def test_a_cue_is_found_as_whole_words_in_any_case_with_either_apostrophe() -> None:
    plan = Plan("p", "P", (Section("box", "Box", cues=("Pandora's box",)), Section("rest", "Rest", rest=True)))
    assert place("PANDORA’S BOX was opened.", plan=plan).section == "box"
    assert place("Pandora's boxer was beaten.", plan=plan).section == "rest"


def test_a_cue_is_found_in_the_plural_and_with_a_hyphen() -> None:
    plan = Plan("p", "P", (Section("box", "Box", cues=("letter box",)), Section("rest", "Rest", rest=True)))
    assert place("Two letter boxes were opened.", plan=plan).section == "box"
    assert place("A letter-box robbery was told.", plan=plan).section == "box"


def spread(*lines: tuple[int, str, Attribution]) -> list[str]:
    """Place the sentences of one article, each with its line, and give their sections."""
    said = [
        analyse(Sentence("a1", line, at, 0, len(text), text), voice) for at, (line, text, voice) in enumerate(lines)
    ]
    return [slot.section for slot in choose_sections(said, STRIKE, "2031")]


def test_a_paragraph_goes_on_with_the_matter_that_its_cues_tell() -> None:
    said = ("A timetable hung at the pier.", "Someone had torn it.")
    assert spread((0, said[0], Attribution()), (0, said[1], Attribution())) == ["line", "line"]
    assert spread((0, said[0], Attribution()), (1, said[1], Attribution())) == ["line", "rest"]


def test_a_paragraph_does_not_go_on_with_a_speaker() -> None:
    assert spread((0, "It is over, Per Moe warned.", CREWS), (0, "It rained.", Attribution())) == ["crews", "rest"]


def test_a_quotation_of_nobodys_speaker_goes_on_with_the_matter_before() -> None:
    quoted = (1, "“I missed my boat,” the cook said.", Attribution("the cook", rule="the cook … said"))
    assert spread((0, "A timetable hung at the pier.", Attribution()), quoted)[1] == "voices"
    without = replace(STRIKE, sections=(STRIKE.sections[1], STRIKE.sections[-1]))
    sentences = [Sentence("a1", 0, 0, 0, 9, "A timetable hung at the pier."), Sentence("a1", 1, 1, 9, 40, quoted[1])]
    slots = choose_sections([analyse(sentences[0]), analyse(sentences[1], quoted[2])], without)
    assert [slot.section for slot in slots] == ["line", "line"]
    assert slots[1].why == "goes on after cue “timetable”"


def test_what_stands_between_two_sentences_of_one_section_goes_with_them() -> None:
    crews, plain = (0, "It is over, Per Moe warned.", CREWS), (1, "It rained.", Attribution())
    assert spread(crews, plain, (2, "They will stay, Per Moe warned.", CREWS)) == ["crews"] * 3
    assert spread(crews, plain, (2, "The offer stands, Ada Lund said.", LINE)) == ["crews", "rest", "line"]
    assert spread(crews, plain, plain, crews) == ["crews", "rest", "rest", "crews"]


LIND = Attribution("Ove Lind", subject="crews", rule="Ove Lind … said")
SIDES = replace(STRIKE, sections=(*STRIKE.sections[:2], STRIKE.sections[-1]))


def test_what_others_say_of_an_actor_is_never_the_actors() -> None:
    text = "The crews want too much, Ove Lind said."
    assert place(text, LIND).section == "voices"
    assert place(text, LIND, SIDES).section == "rest"
    assert place("The crews left.", Attribution(subject="crews"), SIDES).section == "crews"


def test_what_others_say_does_not_go_with_a_sides_words_around_it() -> None:
    said = [Sentence("a1", at, at, 9 * at, 9 * at + 9, "It rained.") for at in range(3)]
    slots = choose_sections([analyse(*pair) for pair in zip(said, (CREWS, LIND, CREWS), strict=True)], SIDES)
    assert [slot.section for slot in slots] == ["crews", "rest", "crews"]


def test_what_others_say_does_not_follow_the_leads_into_a_sides_section() -> None:
    said = [Sentence(f"a{at}", 0, 0, 0, 9, "It rained.") for at in range(4)]
    holds = Attribution(holder="Ove Lind")
    for voice, section in ((LIND, "rest"), (holds, "rest"), (SILENT, "crews")):
        voices = (CREWS, CREWS, voice)
        slots = choose_sections([analyse(*pair) for pair in zip(said, voices, strict=False)], SIDES)
        assert [slot.section for slot in slots] == ["crews", "crews", section]


def test_without_a_name_somebody_is_anyone_only_with_an_opinion() -> None:
    police = Attribution("police", rule="police … said")
    assert place("Two were hurt, police said.", police).section == "rest"
    assert place("Two were hurt, Ove Lind said.", LIND).section == "voices"


def test_a_matter_does_not_go_on_in_another_article_or_past_a_headline() -> None:
    first, second = "A timetable hung at the pier.", "Someone had torn it."
    other = [Sentence("a1", 0, 0, 0, 9, first), Sentence("a2", 0, 0, 0, 9, second)]
    parted = [other[0], Sentence("a1", 0, 1, 9, 12, "News", kind="headline"), Sentence("a1", 0, 2, 12, 40, second)]
    for sentences in (other, parted):
        slots = choose_sections([analyse(one) for one in sentences], STRIKE)
        assert slots[-1].section == "rest"


def test_a_lead_that_nothing_speaks_for_goes_with_two_others_if_half_of_all_are_with_them() -> None:
    plain, told = "A goat walked along the pier.", "A timetable hung at the pier."
    for leads, section in (
        ((told, told, plain), "line"),
        ((told, told, plain, plain), "line"),
        ((told, told, plain, plain, plain), "rest"),
        ((told, plain), "rest"),
    ):
        sentences = [Sentence(f"a{at}", 0, 0, 0, 9, text) for at, text in enumerate(leads)]
        assert choose_sections([analyse(one) for one in sentences], STRIKE)[-1].section == section


def test_the_opening_of_an_article_goes_with_the_leads_and_what_stands_below_does_not() -> None:
    plain, told = "A goat walked along the pier.", "A timetable hung at the pier."
    sentences = [
        Sentence(f"a{article}", at, at, at, 9, told if not at else plain) for article in (0, 1) for at in range(5)
    ]
    sections = [choice.section for choice in choose_sections([analyse(one) for one in sentences], STRIKE)]
    assert sections == ["line", "line", "line", "rest", "rest"] * 2


def test_what_is_told_alike_stands_where_a_reason_puts_one_of_it() -> None:
    by_cue, by_speaker = SectionChoice("line", "cue “timetable”", "cue"), SectionChoice("crews", "speaker", "speaker")
    by_place, by_nothing = SectionChoice("crews", "goes on", "neighbour"), SectionChoice("rest", "no speaker or cue")
    for choices, sections in (
        ((by_nothing, by_cue, by_place), ["line", "line", "line"]),
        ((by_nothing, by_cue, by_speaker), ["rest", "line", "crews"]),
        ((by_nothing, by_place), ["rest", "rest"]),
        ((by_place, by_place), ["crews", "crews"]),
    ):
        agreed = agree_on_sections(settle(choices, [SILENT] * len(choices)), [range(len(choices))])
        assert [one.section.section for one in agreed] == sections
    apart = agree_on_sections(settle((by_nothing, by_cue), [SILENT, SILENT]), [(0,), (1,)])
    assert [one.section.section for one in apart] == ["rest", "line"]


def test_a_sentence_of_whom_an_actor_is_the_subject_goes_to_that_actor_if_nothing_else_speaks_for_it() -> None:
    crews = Attribution(subject="crews")
    assert place("The crews are looking for another harbour.", crews).section == "crews"
    assert place("The crews tore up the timetable.", crews).section == "line"
    assert place("In 1998 the crews bought the harbour.", crews).section == "past"
    assert place("On 3 May 1998 the crews sold it.", crews).section == "past"


def test_an_age_is_no_figure_of_the_matter() -> None:
    assert place("Moe, 82, lives by the harbour.").section == "rest"
    assert place("Moe saw the 17-month-old harbour.").section == "rest"
    assert place("Moe keeps 82 ferries by the harbour.").section == "numbers"


def test_what_is_only_known_through_somebody_is_no_opinion() -> None:
    through = Attribution("the fire brigade", "", rule="the fire brigade … said")
    assert place("The harbour burned, the fire brigade said.", through).section == "rest"
    quoted = "“We had no water at all,” the fire brigade said."
    assert place(quoted, through).section == "voices"


@pytest.mark.parametrize(
    ("text", "voice", "reason"),
    [
        ("The offer stands, Ada Lund said.", LINE, "Ada Lund … said"),
        ("A timetable hung at the pier.", Attribution(), "timetable"),
        ("The ferry carries 1,400 passengers.", Attribution(), "figures"),
        ("The ferry takes three other passengers.", Attribution(), "no speaker or cue"),
        ("The ferry takes 1,400 other passengers.", Attribution(), "figures"),
        ("It rained.", Attribution(), "no speaker or cue"),
    ],
)
def test_the_reason_is_told(text: str, voice: Attribution, reason: str) -> None:
    assert reason in place(text, voice).why


def test_a_plan_does_not_fit_because_its_actors_are_only_told_of() -> None:
    plan = Plan(
        "p",
        "P",
        (Section("crews", "C", speakers=("crews",)), Section("x", "X", rest=True)),
        actors=(Actor("crews", "The crews"),),
    )
    told = SectionChoice("crews", "tells of an actor of this section", told_of=True)
    assert not fits(plan, settle([told] * 3, [CREWS] * 3))
    assert fits(plan, settle([SectionChoice("crews", "speaker: Per Moe … said")] * 3, [CREWS] * 3))


@given(
    st.text(max_size=60),
    st.sampled_from([Attribution(), CREWS, LINE, BAKER, Attribution("x", "nobody", rule="x … said")]),
)
def test_every_sentence_has_a_section_of_the_plan(text: str, voice: Attribution) -> None:
    slot = place(text, voice)
    assert slot.section in {section.id for section in STRIKE.sections}
    assert slot.why


def test_a_plan_fits_when_all_its_actors_are_heard_and_its_sections_have_something() -> None:
    plan = Plan("p", "P", (STRIKE.sections[0], STRIKE.sections[1], STRIKE.sections[-1]), STRIKE.actors)
    slots = [SectionChoice("crews", ""), SectionChoice("line", ""), SectionChoice("rest", "")]
    voices = [CREWS, LINE, Attribution()]
    assert fits(plan, settle(slots, voices))
    assert not fits(plan, settle(slots, [CREWS, Attribution(), Attribution()]))
    assert not fits(
        plan, settle([SectionChoice("crews", ""), SectionChoice("rest", ""), SectionChoice("rest", "")], voices)
    )
    assert not fits(plan, settle([*slots, *[SectionChoice("rest", "")] * 20], [*voices, *[Attribution()] * 20]))
    assert not fits(plan, settle([], []))
    assert not fits(Plan("p", "P", plan.sections), settle(slots, voices))


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("celebration", "There were celebrations all night."),
        ("ferry strike", "Two ferry strikes were called."),
        ("ferry strike", "The ferry-strike went on."),
        ("crews' rights", "The law weakens the crews’ rights."),
        ("40,000 stamps", "They sold 40,000 stamps."),
        ("Arle Line", "Two ARLE LINES were drawn."),
        ("поромів", "Рух поромів спинено."),
    ],
)
def test_a_cue_is_found_as_it_stands_and_in_the_plural(cue: str, text: str) -> None:
    assert find_cues([cue], text, ENGLISH)


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("landed", "They came by land."),
        ("import", "It is important."),
        ("Moe", "They moed the lawn."),
        ("ferry strike", "The ferry, strike or not, sailed."),
        ("ferry strike", "A strike of ferry crews."),
        ("ferry strike", "The last word is ferry"),
        ("40,000 stamps", "They sold 40 stamps, 000 in all."),
        ("…", "Nothing … at all."),
    ],
)
def test_a_cue_does_not_find_another_word(cue: str, text: str) -> None:
    assert not find_cues([cue], text, ENGLISH)


@pytest.mark.parametrize(("code", "found"), [("fr", True), ("es", True), ("xx", False)])
def test_a_cue_is_found_in_the_plural_of_the_texts_language_alone(code: str, found: bool) -> None:
    assert bool(find_cues(["ferry"], "ferrys", load_language(code))) is found
    assert find_cues(["ferry"], "ferry", load_language(code))


@pytest.mark.parametrize(
    ("cue", "text", "is_found"),
    [
        ("Schulen", "Drei Tanzschulen blieben zu.", True),
        ("Schulen", "Die Schulengel-Kapelle spielte.", False),
        ("Amt", "Das Postamt blieb zu.", False),
        ("schulen", "Die Tanzschulen blieben zu.", False),
    ],
)
def test_a_cue_is_found_as_the_head_of_a_german_compound(cue: str, text: str, is_found: bool) -> None:
    assert bool(find_cues([cue], text, load_language("de"))) is is_found
    assert not find_cues(["schools"], "The preschools opened.", ENGLISH)


@given(st.text(st.characters(codec="utf-8"), max_size=30), st.text(st.characters(codec="utf-8"), max_size=80))
def test_any_cue_can_be_sought_in_any_text(cue: str, text: str) -> None:
    assert find_cues([cue], text, ENGLISH) in ((), (cue,))


@given(st.lists(st.sampled_from(["pier", "landed", "the", "Arle", "40", "ferries"]), min_size=1, max_size=4))
def test_a_cue_stands_in_a_text_that_quotes_it(words: list[str]) -> None:
    assert find_cues([" ".join(words)], f"He read: {' '.join(words)}.", ENGLISH)
