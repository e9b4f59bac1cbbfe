"""Only what is new: what earlier editions told is not printed again, but for what has changed in it."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from looking import find_line, letters, lines_of, texts_of
from sample_articles import AGENCY, FLOOD, POST, RADIO, TIMES, WIRE, read_sample_story
from sample_briefing import read_back
from sample_pile import DAM, FERRY, TRAM

from summarizer.briefing.pipeline import make_briefing
from summarizer.briefing.verification import Evidence, verify
from summarizer.config.plans import load_plans
from summarizer.dedupe.memory import keep_near, memorize, read_changes
from summarizer.lang.language import known_languages, load_language
from summarizer.model import Article, Briefing, Length, Memory, Options, PrintedChange, ReportedFact, Wording
from summarizer.render.page_json import to_json

PLANS = load_plans("auto")
ALL = Options(plans=PLANS, length=Length(100, "percent"), date="2031-03-04")
NEXT = replace(ALL, date="2031-03-05")
COPY = replace(POST, outlet="Copying Courier", path="flood/copy.txt")
NAMELESS = replace(TIMES, outlet="", text=TIMES.text.replace("two cows", "three goats"))
STORIES = {"flood": (*FLOOD, COPY, NAMELESS), "sample": read_sample_story()}
both_stories = pytest.mark.parametrize("story", STORIES)


def told_on(*articles: Article, options: Options = ALL, memory: Memory | None = None) -> Briefing:
    return make_briefing(articles, options, memory=memory)


def join_memories(memories: Iterable[Memory]) -> Memory:
    """Return the memory of several editions as the history puts it together."""
    ordered = sorted(memories, key=lambda memory: memory.since)
    read: dict[str, str] = {}
    for memory in reversed(ordered):
        read |= memory.read
    lines = tuple(fact for memory in ordered for fact in memory.lines)
    return Memory(lines, read, max((memory.since for memory in ordered), default=""))


def write(text: str, outlet: str = "Harrow Post", published: str = "2031-03-04") -> Article:
    return Article(text, outlet=outlet, published=published, path=f"{outlet}-{published}.txt")


def after(first: str, then: str, outlet: str = "Harrow Post", day: str = "2031-03-05") -> Briefing:
    """Tell one thing on the fourth, by the Harrow Post, and another on the next day."""
    memory = memorize(told_on(write(first)))
    return told_on(write(then, outlet, day), options=replace(ALL, date=day), memory=memory)


def updates_of(briefing: Briefing) -> dict[str, str]:
    return {line.text: line.update for line in lines_of(briefing) if line.update}


@both_stories
@pytest.mark.parametrize("length", [Length(5, "sentences"), Length(100, "percent"), Length(60, "words")])
def test_a_briefing_that_remembers_itself_prints_nothing(story: str, length: Length) -> None:
    options = replace(ALL, length=length)
    first = told_on(*STORIES[story], options=options)
    moved = [replace(article, path=f"archive/{article.path}") for article in STORIES[story]]
    again = told_on(*moved, options=options, memory=memorize(first))
    assert lines_of(first)
    assert lines_of(again) == []
    assert (again.length.sentences, again.length.words) == (0, 0)
    assert [part.id for part in again.sections] == [part.id for part in first.sections]
    assert all(part.nothing_new for part in again.sections)
    assert (again.new_only, again.since) == (True, "2031-03-04")


@both_stories
def test_of_what_it_printed_alone_it_prints_nothing_either(story: str) -> None:
    first = told_on(*STORIES[story])
    without_trace = memorize(replace(first, trace=()))
    again = told_on(*STORIES[story], options=NEXT, memory=replace(without_trace, read={}))
    before = {letters(text) for line in lines_of(first) for text in texts_of(line)}
    assert not [line.text for line in lines_of(again) if letters(line.text) in before]


@settings(deadline=None, max_examples=25)
@given(
    st.sets(st.integers(0, 3), min_size=1), st.sets(st.integers(0, 3), min_size=1), st.integers(1, 12), st.booleans()
)
def test_nothing_known_is_printed_again_but_as_an_update(
    yesterday: set[int], today: set[int], length: int, traced: bool
) -> None:
    options = replace(ALL, length=Length(length, "sentences"))
    first = told_on(*(FLOOD[at] for at in yesterday), options=options)
    memory = memorize(first if traced else replace(first, trace=()))
    second = told_on(*(FLOOD[at] for at in today), options=options, memory=memory)
    known = {letters(saying.text) for line in memory.lines for saying in line.sayings}
    for line in lines_of(second):
        assert line.update or not {letters(text) for text in texts_of(line)} & known
        assert line.update == "" or line.update.startswith("since 2031-03-04: ")
    if traced:
        outlets = {FLOOD[at].outlet for at in today - yesterday}
        assert all(set(line.outlets) & outlets for line in lines_of(second))
    third = told_on(*(FLOOD[at] for at in today), options=options, memory=join_memories([memory, memorize(second)]))
    assert lines_of(third) == []


@both_stories
def test_the_order_of_what_is_remembered_does_not_matter(story: str) -> None:
    articles = STORIES[story]
    memory = memorize(told_on(*articles[:2]))
    expected = told_on(*articles, options=NEXT, memory=memory)
    assert lines_of(expected)
    for seed in range(3):
        lines, read = list(memory.lines) * 2, list(memory.read.items())
        random.Random(seed).shuffle(lines)
        random.Random(seed).shuffle(read)
        assert told_on(*articles, options=NEXT, memory=Memory(tuple(lines), dict(read), memory.since)) == expected


def test_without_earlier_editions_all_is_new() -> None:
    briefing = told_on(*FLOOD, memory=Memory())
    plain = told_on(*FLOOD)
    # A section that the articles do not fill says that nothing is new.
    sections = tuple(replace(section, nothing_new=False) for section in briefing.sections)
    assert replace(briefing, new_only=False, sections=sections) == plain
    assert (briefing.new_only, briefing.since) == (True, "")


def test_another_outlet_is_an_update_and_tells_it_in_its_own_words() -> None:
    agency = replace(AGENCY, text=AGENCY.text.replace(WIRE[0], ""))
    memory = memorize(told_on(agency, POST))
    briefing = told_on(agency, POST, RADIO, TIMES, options=NEXT, memory=memory)
    line = find_line(briefing, WIRE[1])
    assert line.update == "since 2031-03-04: now also Dune Radio and Fenland Times"
    # What was printed of the flood said a thing that their sentence does not.
    assert not any(WIRE[0] in text for one in lines_of(briefing) for text in texts_of(one))
    assert line.outlet in ("Dune Radio", "Fenland Times")
    assert "Coast Agency" in line.outlets
    whole = {letters(text) for one in lines_of(briefing) for text in texts_of(one)}
    assert letters("The last flood of this size was in 1998.") not in whole


def test_an_outlet_that_is_not_known_is_no_news() -> None:
    nameless = replace(write(WIRE[0], published="2031-03-05"), outlet="")
    briefing = told_on(nameless, options=NEXT, memory=memorize(told_on(AGENCY)))
    assert lines_of(briefing) == []


def test_a_copy_at_another_outlet_is_an_update() -> None:
    memory = memorize(told_on(POST))
    briefing = told_on(POST, COPY, options=NEXT, memory=memory)
    assert set(updates_of(briefing).values()) == {"since 2031-03-04: now also Copying Courier"}


@pytest.mark.parametrize(
    ("first", "then", "update"),
    [
        ("The storm killed 12 people in Larkmouth.", "The storm killed 14 people in Larkmouth.", "12 → 14"),
        (
            "The dykes of Larkmouth will cost the state 12 million crowns.",
            "The dykes of Larkmouth will cost the state 1.5 billion crowns.",
            "12 million crowns → 1.5 billion crowns",
        ),
        ("Prices in Larkmouth rose by 3% in a year.", "Prices in Larkmouth rose by 4.5% in a year.", "3% → 4.5%"),
        (
            "At least 1,200 homes in Larkmouth are without power.",
            "About 2,400 homes in Larkmouth are without power.",
            "over 1,200 → about 2,400",
        ),
        (
            "The harbour of Larkmouth was sold for HK$5 million, its owner said.",
            "The harbour of Larkmouth was sold for HK$7 million, its owner said.",
            "HK$5 million → HK$7 million",
        ),
        (
            "The ferries of Larkmouth will stand still for two days.",
            "The ferries of Larkmouth will stand still for a week.",
            "two days → a week",
        ),
    ],
)
def test_another_figure_is_an_update(first: str, then: str, update: str) -> None:
    assert updates_of(after(first, then)) == {then: f"since 2031-03-04: {update}"}


@pytest.mark.parametrize("code", known_languages())
def test_a_figure_that_has_a_unit_is_written_with_it(code: str) -> None:
    language = load_language(code)
    kinds = {*language.texts("numbers.currencies").values(), "percent", "minutes", "days", "months", "age"}
    assert kinds <= load_language("en").texts("printing.units").keys()
    assert {*language.texts("numbers.bounds").values()} <= load_language("en").texts("printing.bounds").keys()


def test_a_first_figure_is_an_update() -> None:
    then = "The storm killed 14 people in the old town of Larkmouth on Monday."
    briefing = after("The storm killed several people in the old town of Larkmouth on Monday.", then)
    assert updates_of(briefing) == {then: "since 2031-03-04: now with a figure: 14"}


@pytest.mark.parametrize(
    ("first", "then"),
    [
        # Two figures on either side: which became which is anybody's guess.
        ("The storm killed 12 people and 30 cows at the weir.", "The storm killed 14 people and 31 cows at the weir."),
        # Something else differs too.
        ("The storm killed 12 people in Larkmouth.", "The storm killed 14 people in Brannoch."),
        ("The council accepted the plan for the new dykes.", "The council rejected the plan for the new dykes."),
        ("The ferry line reopens the night service to Skerry on Friday.",
         "The ferry line reopens the night service to Skerry on 18 March."),
        ("The storm killed 12 people in Larkmouth.", "The bakery in Mill Street gave away its bread."),
    ],
)  # fmt: skip
def test_what_contradicts_in_another_way_is_new(first: str, then: str) -> None:
    (line,) = lines_of(after(first, then))
    assert (line.text, line.update) == (then, "")


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("Ines Holm, their coach, waited 6 minutes for the whistle and then wept by the goal.",
         "Otto Holm, their coach, waited 17 minutes for the whistle and then wept by the goal."),
        ("Insurers put the damage to the rope works at 4 million crowns after a first look.",
         "Insurers put the damage to the bath house at 9 million crowns after a first look."),
        ("Union chair Ines Holm asks for 14 percent more pay and free Sundays.",
         "Union chair Otto Holm asks for 19 percent more pay and free Sundays."),
    ],
)  # fmt: skip
def test_what_another_of_that_surname_does_or_befalls_another_thing_is_no_update(first: str, then: str) -> None:
    (line,) = lines_of(after(first, then))
    assert (line.text, line.update) == (then, "")


def test_that_another_town_has_the_same_is_new_and_no_other_outlets_word_for_it() -> None:
    first = "In Larkmouth the council wants the votes counted again because two boxes had no seal."
    then = first.replace("Larkmouth", "Brannoch")
    (line,) = lines_of(after(first, then, "Dune Radio"))
    assert (line.text, line.update) == (then, "")


@pytest.mark.parametrize(
    ("first", "then"),
    [
        # Two or three words that count are like nothing.
        ("The drawbridge never came down, the milk carrier told wardens.",
         "According to the milk carrier, the drawbridge had not come down."),
        ("The levy spares nobody, Harbour Minister Ada Korr said.",
         "“It spares nobody,” Harbour Minister Ada Korr said of the levy."),
    ],
)  # fmt: skip
def test_what_an_outlet_could_be_named_for_is_known_in_however_few_words(first: str, then: str) -> None:
    assert lines_of(after(first, then)) == []
    for other in (then.replace("never", "nearly").replace("not ", "nearly "), then.replace("Korr", "Holm")):
        assert [line.update for line in lines_of(after(first, other))] == ([""] if other != then else [])


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("Skipper Ada Korr insisted that she had never taken anything.",
         "She never took anything, skipper Ada Korr said."),
        ("“It was all that could be got,” Harbour Minister Ada Korr said.",
         "“All that could be got” is how Harbour Minister Ada Korr described it."),
        ("“I have all I need,” the weekly Harrow Mirror quoted him as saying.",
         "“I have all I need,” he told the weekly Harrow Mirror."),
    ],
)  # fmt: skip
def test_what_somebody_said_in_words_that_count_for_nothing_is_known_by_all_its_words(first: str, then: str) -> None:
    assert lines_of(after(first, then)) == []
    for word, other in (("Korr", "Holm"), ("Harrow Mirror", "Tarn Courier"), ("never", "often"), ("got", "drunk")):
        changed = then.replace(word, other)
        assert [line.text for line in lines_of(after(first, changed))] == ([changed] if changed != then else [])


def test_of_whom_it_was_told_in_other_words_it_is_not_told_again_for_another_of_the_kind() -> None:
    memory = memorize(
        told_on(
            write("The resort operator Korrvik closed all slopes until further notice.", "Tarn Echo"),
            write("All slopes are closed until further notice, the resort operator Holmby announced.", "Dune Radio"),
        )
    )
    again = "The resort operator {} closed all slopes until further notice."
    for name, lines in (("Holmby", 0), ("Arlund", 1)):
        told = told_on(write(again.format(name), "Tarn Echo", "2031-03-05"), options=NEXT, memory=memory)
        assert len(lines_of(told)) == lines


def test_who_says_it_first_in_the_sentence_is_named_too() -> None:
    first = "Georg Korr, his coach, regretted the loss but wished him luck."
    then = "Coach Nora Holm said she regretted losing him and wished him luck."
    assert [line.text for line in lines_of(after(first, then))] == [then]


def test_an_older_figure_is_no_update() -> None:
    memory = memorize(told_on(write("The storm killed 14 people in Larkmouth.")))
    late = write("The storm killed 12 people in Larkmouth.", "Dune Radio", "2031-03-03")
    (line,) = lines_of(told_on(late, options=NEXT, memory=memory))
    assert line.update == ""


def test_rough_figures_that_are_told_to_the_thousand_are_two() -> None:
    briefing = after("Some 31,400 households had no gas.", "Some 33,100 households had no gas.")
    assert list(updates_of(briefing).values()) == ["since 2031-03-04: about 31,400 → about 33,100"]
    assert lines_of(after("Some 31,400 households had no gas.", "Some 31,000 households had no gas.")) == []


def test_the_same_figure_is_an_update_once() -> None:
    first = memorize(told_on(write("The storm killed 12 people in Larkmouth.")))
    articles = [
        write("The storm killed 12 people in Larkmouth."),
        write("The storm killed 14 people in Larkmouth.", "Dune Radio", "2031-03-05"),
    ]
    second = told_on(*articles, options=NEXT, memory=first)
    assert list(updates_of(second).values()) == ["since 2031-03-04: 12 → 14"]
    third = replace(ALL, date="2031-03-06")
    memory = join_memories([first, memorize(second)])
    assert lines_of(told_on(*articles, options=third, memory=memory)) == []
    again = write("The storm killed 15 people in Larkmouth.", "Dune Radio", "2031-03-06")
    update = updates_of(told_on(*articles, again, options=third, memory=memory))
    assert list(update.values()) == ["since 2031-03-05: 14 → 15"]


def test_what_was_shown_as_a_disagreement_is_known() -> None:
    told = (
        "The flood made {} people in Larkmouth leave their homes on the river and spend the night in a school, he said."
    )
    flood = [write(told.format(650), "Coast Agency"), write(told.format(400), "Harrow Post")]
    first = told_on(*flood)
    line = find_line(first, "people in Larkmouth leave")
    assert line.disagreement
    memory = memorize(replace(first, sections=(replace(first.sections[0], lines=(line,)),), trace=()))
    again = told_on(*flood, options=NEXT, memory=memory)
    assert not [one for one in lines_of(again) if "leave their homes" in one.text and "→" in one.update]


def test_what_was_read_and_left_out_is_no_news_the_next_day() -> None:
    short = replace(ALL, length=Length(2, "sentences"))
    memory = memorize(told_on(*FLOOD, options=short))
    briefing = told_on(*FLOOD, options=NEXT, memory=memory)
    assert lines_of(briefing) == []
    whys = {fate.why.partition(" [")[0].partition(";")[0] for fate in briefing.trace if fate.kind == "sentence"}
    assert "printed in the edition of 2031-03-04" in whys
    assert "read for the edition of 2031-03-04, which left it out" in whys
    assert lines_of(told_on(*FLOOD, options=NEXT, memory=replace(memory, read={})))


def test_what_another_outlet_tells_too_is_not_printed_in_words_that_were_told_as_a_change() -> None:
    was = "Nine people were hurt when the Arle tram hit a parked lorry on Sunday night, the clinic said."
    rest = " The depot is to be painted in the autumn. Lorries must keep to the ring road. A bakery gave out rolls."
    radio = "Twelve people are now known to have been hurt when the tram hit a lorry."
    now = was.replace("Nine", "Twelve")
    change = PrintedChange("2031-03-04", "figure", "Harrow Post", "Tram", "post.txt", "", was, now=now)
    told = read_changes(memorize(told_on(write(was + rest))), [change])
    articles = write(now + rest), write(radio, "Dune Radio", "2031-03-03")
    (line,) = lines_of(told_on(*articles, options=NEXT, memory=told))
    assert (line.text, line.outlet) == (radio, "Dune Radio")


def test_of_an_article_that_grew_only_what_is_added_is_new() -> None:
    memory = memorize(told_on(POST, options=replace(ALL, length=Length(2, "sentences"))))
    added = "The ferry terminal opened its doors to all who had lost their homes."
    grown = replace(POST, text=POST.text.replace("The last flood", f"{added}\nThe last flood"), published="2031-03-05")
    assert [line.text for line in lines_of(told_on(grown, options=NEXT, memory=memory))] == [added]


def test_a_section_with_news_and_no_room_does_not_say_that_there_is_none() -> None:
    short = replace(NEXT, length=Length(1, "sentences"))
    briefing = told_on(RADIO, TIMES, options=short, memory=memorize(told_on(AGENCY)))
    assert briefing.length.sentences == 1
    fresh = {fate.section for fate in briefing.trace if "ranked below" in fate.why}
    empty = {part.id: part.nothing_new for part in briefing.sections if not part.lines}
    assert {part for part, nothing in empty.items() if not nothing} == fresh - {
        p.id for p in briefing.sections if p.lines
    }
    assert any(empty.values())


def test_news_goes_before_what_another_outlet_tells_again() -> None:
    memory = memorize(told_on(AGENCY, POST))
    options = replace(NEXT, length=Length(2, "sentences"))
    briefing = told_on(AGENCY, POST, RADIO, TIMES, options=options, memory=memory)
    assert updates_of(briefing) == {}
    assert briefing.length.sentences == 2


def test_a_part_of_the_length_is_a_part_of_what_is_new() -> None:
    half = replace(NEXT, length=Length(50, "percent"))
    memory = memorize(told_on(*FLOOD))
    added = write("The ferry terminal opened its doors.\nA choir sang at the weir for the men of the fire brigade.")
    assert told_on(*FLOOD, added, options=half, memory=memory).length.sentences == 1


def test_the_title_is_not_yesterdays_headline() -> None:
    memory = memorize(told_on(*FLOOD))
    news = write("Choir sings at the weir\n\nA choir sang at the weir of Larkmouth for the men of the fire brigade.")
    briefing = told_on(*FLOOD, news, options=NEXT, memory=memory)
    assert briefing.title == "Choir sings at the weir"


@pytest.mark.parametrize("method", ["weighted-cover", "text-rank"])
def test_any_method_prints_only_news(method: str) -> None:
    options = replace(NEXT, method=method, length=Length(6, "sentences"))
    memory = memorize(told_on(AGENCY, POST))
    briefing = told_on(*FLOOD, options=options, memory=memory)
    known = {letters(saying.text) for line in memory.lines for saying in line.sayings}
    assert lines_of(briefing)
    assert all(line.update or letters(line.text) not in known for line in lines_of(briefing))


def test_an_edition_of_news_only_is_read_back_and_proved() -> None:
    briefing = told_on(*FLOOD, options=NEXT, memory=memorize(told_on(AGENCY, POST)))
    assert updates_of(briefing)
    text = to_json(briefing)
    back = read_back(text)
    assert (back.new_only, back.since) == (True, "2031-03-04")
    assert [part.nothing_new for part in back.sections] == [part.nothing_new for part in briefing.sections]
    assert updates_of(back) == updates_of(briefing)
    assert to_json(back) == text
    sources = {article.id: article for article in briefing.articles}
    proof = verify(back, Evidence(lambda article: sources[article.id]))
    assert proof.failures == ()
    assert proof.sentences == len(lines_of(briefing))


FACTS = """
The ferry Albatross ran aground on the sandbank off Skerry in thick fog.
Tugs from Brannoch pulled the ship free at high tide.
Divers found a crack as long as a bus in her hull.
Passengers were put up in the gymnasium of the grammar school.
The shipping office has sealed the logbook and questioned the helmsman.
Oil was not spilled, says the coastguard's laboratory.
Fishermen blame a buoy that drifted away in the January gales.
The island's only pharmacy ran out of insulin.
A helicopter flew medicine and letters across the sound.
Students started an orchestra with borrowed fiddles while they waited.
The insurer sent an assessor with a drone.
Yard workers in Brannoch voted for night shifts to mend the keel.
Rye bread was rationed at the bakery in Harbour Lane.
The minister of transport promised a replacement vessel from the mainland.
Her deputy inspected radar screens at the pilots' tower.
A goat born on board was christened Fog by the cook.
Taxi boats doubled their fares until the mayor put a stop to it.
The bell of the chapel was rung each hour for ships without radar.
An engineer presented plans for a lighthouse powered by waves.
School holidays were brought forward for all island pupils.
The Albatross returned to her berth under loud horns.
""".strip().splitlines()


def test_a_week_of_changing_articles_prints_everything_once() -> None:
    memories: list[Memory] = []
    printed: list[str] = []
    for day in range(7):
        date = f"2031-03-{day + 4:02}"
        new = FACTS[3 * day : 3 * day + 3]
        # An outlet that tells all so far, one that repeats what it told the day before, one with the news alone.
        articles = [
            write("\n".join(FACTS[: 3 * day + 3]), "Harrow Post", date),
            write("\n".join([*FACTS[max(0, 3 * day - 3) : 3 * day], *new[:1]]), "Dune Radio", date),
            write("\n".join(new), "Fenland Times", date),
        ]
        memory = join_memories(memories)
        briefing = told_on(*articles, options=replace(ALL, date=date), memory=memory)
        news = [line for line in lines_of(briefing) if not line.update]
        assert sorted(letters(line.text) for line in news) == sorted(letters(text) for text in new)
        assert all("now also Dune Radio" in line.update for line in lines_of(briefing) if line.update)
        printed += [letters(line.text) for line in news]
        memories.append(memorize(briefing))
    assert sorted(printed) == sorted(letters(text) for text in FACTS)


def test_what_was_closed_and_is_opened_is_news_and_an_age_is_none() -> None:
    closed = write(
        "The old bridge of Larkmouth is closed until Thursday, mayor Ada Lund said.\nThe 40-strong crew slept."
    )
    opened = write("The old bridge of Larkmouth was opened again on Thursday, mayor Ada Lund said.")
    memory = memorize(told_on(closed))
    assert any("opened again" in line.text for line in lines_of(told_on(closed, opened, options=NEXT, memory=memory)))
    aged = write("The old bridge of Larkmouth is closed until Thursday, the mayor, Ada Lund, 61, said.")
    briefing = told_on(closed, aged, options=NEXT, memory=memory)
    assert not any("figure" in line.update for line in lines_of(briefing))


def test_a_line_with_a_name_and_a_number_joined_is_known_again() -> None:
    line = "There will be no Minsk-3 for Ukraine, President Ada Lund said in Larkmouth."
    told = memorize(replace(told_on(write(line)), trace=()))
    again = told_on(write(f"{line}\nNobody lives there."), options=NEXT, memory=replace(told, read={}))
    assert line not in [one.text for one in lines_of(again)]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("The Harrow ferry carried hay to the farmers.", "The Harrow ferry carried schoolchildren to the fair."),
        ("The county closed the school hall after the storm.", "The county closed the school garden for lambs."),
        (
            "The council repaired the old bridge with oak from Tarn.",
            "The council repaired the old bridge with money from lotteries.",
        ),
    ],
)
def test_what_one_edition_would_print_as_two_things_is_new_on_the_next_day(first: str, then: str) -> None:
    together = told_on(write(first), write(then, "Tarn Radio"))
    assert sorted(line.text for line in lines_of(together)) == sorted([first, then])
    assert [line.text for line in lines_of(after(first, then))] == [then]
    assert lines_of(after(first, first.replace("carried", "had carried").replace("closed", "has closed"))) == []


def test_a_figure_of_another_language_is_written_as_its_article_writes_it() -> None:
    first, then = (
        f"Der Hafen von Larkmar kostet nach Angaben des Senats {figure} Euro und wird im Mai eröffnet."
        for figure in ("12 Milliarden", "15,5 Milliarden")
    )
    assert updates_of(after(first, then)) == {then: "since 2031-03-04: 12 Milliarden Euro → 15,5 Milliarden Euro"}


@pytest.mark.parametrize(("others", "update"), [("three", ""), ("1,400", "since 2031-03-04: now with a figure: 1,400")])
def test_how_many_others_is_news_from_ten_on(others: str, update: str) -> None:
    told = "The flood of Arle hurt Mayor Holm and {}other people in the valley."
    found = updates_of(after(told.format(""), told.format(f"{others} ")))
    assert list(found.values()) == ([update] if update else [])


def test_what_may_be_another_thing_is_told_rather_twice_than_never() -> None:
    first, then = "The Harrow ferry carried wet hay to the farmers.", "The Harrow ferry carried dry hay to the mill."
    (line,) = lines_of(told_on(write(first), write(then, "Tarn Radio")))
    assert {line.text, *(one.text for one in line.related)} == {first, then}
    assert [line.text for line in lines_of(after(first, then))] == [then]


SHUT = "On Tuesday the beach of Larkmouth was shut to swimmers because of blue algae."


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (SHUT, "Blue algae float in the water of Larkmouth since Tuesday, and so the beach lies empty."),
        (
            "Some 140,000 guests came to the fair of Larkmouth, a tenth more than last year.",
            "Some 140,000 guests came to the fair of Larkmouth, a tenth more than before the war.",
        ),
        (
            "The fire at the mill of Larkmouth was laid with petrol, police said.",
            "The fire at the mill of Larkmouth was laid with petrol, the owner said.",
        ),
        (
            "The new pump of Larkmouth keeps its pressure after 2,000 hours.",
            "The new pump of Larkmouth is expected to keep its pressure after 2,000 hours.",
        ),
    ],
)
def test_what_may_be_told_already_or_not_is_printed_and_not_as_new(first: str, then: str) -> None:
    assert updates_of(after(first, then, "Dune Radio")) == {then: "since 2031-03-04: perhaps told then by Harrow Post"}


@pytest.mark.parametrize(
    "then",
    [
        "Blue algae float in the water of Harrow since Tuesday, and so the beach lies empty.",
        "Blue algae float in the water of Larkmouth since Tuesday, and so 40 hotels lie empty.",
        "Blue algae float in the water of Larkmouth since Wednesday, and so the beach lies empty.",
        "Blue algae float in the water of Larkmouth since Tuesday, and yet the beach is not empty.",
    ],
)
def test_another_town_figure_or_day_and_what_is_denied_are_new_in_other_words_too(then: str) -> None:
    (line,) = lines_of(after(SHUT, then, "Dune Radio"))
    assert (line.text, line.update) == (then, "")


def test_what_has_come_was_not_perhaps_told_when_it_was_ahead() -> None:
    first = "Bakers in Larkmouth will go on strike on Wednesday at six in the morning after talks with the town failed."
    then = "The bakers of Larkmouth have been on strike since six o'clock."
    assert updates_of(after(first, then, "Dune Radio")) == {}
    begun = first.replace("will go", "went").replace("Wednesday", "Monday")
    assert updates_of(after(begun, then, "Dune Radio")) == {then: "since 2031-03-04: perhaps told then by Harrow Post"}


def test_the_days_of_a_new_year_come_behind_those_of_the_old_one() -> None:
    text = "Bakers in Larkmouth will go on strike on January 1 at six in the morning after talks with the town failed."
    memory = memorize(told_on(write(text, published="2031-12-30"), options=replace(ALL, date="2031-12-30")))
    begun = write("The bakers of Larkmouth have been on strike since six o'clock.", "Dune Radio", "2032-01-02")
    assert updates_of(told_on(begun, options=replace(ALL, date="2032-01-02"), memory=memory)) == {}


def test_of_many_stories_only_what_may_concern_one_is_remembered() -> None:
    told = {name: memorize(told_on(*story)) for name, story in (("ferry", FERRY), ("dam", DAM), ("tram", TRAM))}
    memory = join_memories(told.values())
    later = [replace(write("Ferry crews in Larkmouth walked out over a new roster."), language="en")]
    near = keep_near(memory, later)
    assert near.lines
    assert set(near.lines) <= set(told["ferry"].lines)
    assert any(wording.text.startswith("Ferry crews in Larkmouth") for fact in near.lines for wording in fact.sayings)
    assert (near.read, near.since) == (memory.read, memory.since)
    story = [replace(article, language="en") for article in FERRY]
    assert set(told["ferry"].lines) <= set(keep_near(memory, story).lines)
    assert keep_near(Memory(), story) == Memory()


def test_what_was_told_of_two_is_not_told_again_of_either() -> None:
    def tell(*texts: str) -> ReportedFact:
        sayings = (Wording(text, "Tarn Echo", "2031-03-04", "en") for text in texts)
        return ReportedFact("2031-03-04", tuple(sayings))

    korr = "Out of the harbour chest of the company Korr took 7 million euros, the judges found."
    holm = "Holm had taken 7 million euros from the company's harbour chest."
    memory = Memory((tell(korr), tell(korr.replace("Korr", "Holm"), holm)), {}, "2031-03-04")
    assert not lines_of(told_on(write(korr, "Tarn Echo", "2031-03-05"), options=NEXT, memory=memory))
    assert lines_of(told_on(write(korr, "Tarn Echo", "2031-03-05"), options=NEXT, memory=Memory(memory.lines[1:])))


def test_what_another_holder_of_an_office_wants_is_news() -> None:
    told = memorize(told_on(write("All piers must be checked by summer, Harbour Minister Ada Korr demanded.")))
    for name, lines in (("Ivo Holm", 1), ("Ada Korr", 0)):
        again = write(f"Harbour Minister {name} wants all piers checked by summer.", "Harrow Post", "2031-03-05")
        assert len(lines_of(told_on(again, options=NEXT, memory=told))) == lines


def test_where_a_thing_of_the_same_kind_is_new_yesterdays_is_not_told_again() -> None:
    def show(outlet: str, town: str, owls: int, day: str) -> Article:
        text = f"A baker of {town} has carved {owls} owls. A gallery in {town} will show them from Saturday on."
        return write(text, outlet, day)

    vik = show("Harrow Post", "Vik", 300, "2031-03-04")
    others = [show("Tarn Echo", "Korr", 70, "2031-03-05"), show("Dune Radio", "Holm", 80, "2031-03-05")]
    memory = memorize(told_on(vik))
    lines = lines_of(told_on(vik, *others, options=replace(ALL, date="2031-03-05"), memory=memory))
    assert lines
    assert all("Vik" not in line.text for line in lines)
