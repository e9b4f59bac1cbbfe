"""Forged briefings of the sample story: whatever a reader could see that is not so, the proof fails."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from forging import Record, lines_of
from sample_articles import read_sample_story
from sample_briefing import read_back

from summarizer.api import summarize
from summarizer.briefing.source_checks import Proof
from summarizer.briefing.verification import Evidence, verify
from summarizer.config.page_options import options_from_briefing
from summarizer.model import Article, Length, MadeBy, Options
from summarizer.render.page_json import to_json
from summarizer.text.tokens import count_words

pytestmark = pytest.mark.usefixtures("made_once")

SOURCES = {article.path: article for article in read_sample_story()}
TEXTS = {path: article.text for path, article in SOURCES.items()}


@cache
def make() -> str:
    return to_json(summarize(read_sample_story(), Options(date="2024-11-18", length=Length(100, "percent"))))


def load() -> Record:
    record: Record = json.loads(make())
    return record


def pick(record: Record, wanted: Callable[[Record], object] = lambda line: True) -> Record:
    """Return the first line that is wanted; unless a recipe needs more, one without edits."""
    return next(line for line in lines_of(record) if wanted(line))


def is_plain(line: Record) -> bool:
    return not line["edits"] and len(line["text"].split()) > 9


def text_of(record: Record, line: Record) -> str:
    return TEXTS[next(article["path"] for article in record["articles"] if article["id"] == line["article"])]


def as_support(line: Record) -> Record:
    return {name: line[name] for name in ("article", "outlet", "start", "end", "text", "edits")}


def edit_at(record: Record, line: Record, place: int, length: int, after: str, fix: str = "blanks") -> None:
    """Change a plain line by an edit that fits both its source and its text."""
    start = line["start"] + place
    before = text_of(record, line)[start : start + length]
    assert line["text"][place : place + length] == before
    line["edits"] = [{"start": start, "end": start + length, "before": before, "after": after, "fix": fix}]
    line["text"] = line["text"][:place] + after + line["text"][place + length :]


def recount(record: Record) -> Record:
    """Make the length fit, as a forger would."""
    lines = lines_of(record)
    record["length"]["sentences"] = len(lines)
    record["length"]["words"] = sum(count_words(line["text"]) for line in lines)
    return record


def delete_a_word(record: Record) -> None:
    line = pick(record, is_plain)
    place = line["text"].index(" ", 10)
    edit_at(record, line, place, line["text"].index(" ", place + 1) - place, "")


def delete_a_negation(record: Record) -> None:
    line = pick(record, lambda one: is_plain(one) and " not " in one["text"])
    edit_at(record, line, line["text"].index(" not "), 4, "", "markup")


def shorten_a_word(record: Record) -> None:
    line = pick(record, is_plain)
    edit_at(record, line, line["text"].index(" "), 3, line["text"][line["text"].index(" ")], "invisible characters")


def cut_a_figure(record: Record) -> None:
    line = pick(record, lambda one: is_plain(one) and "28" in one["text"])
    edit_at(record, line, line["text"].index("28"), 2, "8")


def part_a_figure(record: Record) -> None:
    line = pick(record, lambda one: is_plain(one) and "28" in one["text"])
    edit_at(record, line, line["text"].index("28") + 1, 0, " ", "glued words")


def part_a_word(record: Record) -> None:
    line = pick(record, is_plain)
    edit_at(record, line, 1, 0, " ", "glued words")


def gloss_another_name(record: Record) -> None:
    line = pick(record, lambda one: any(edit["fix"] == "gloss" for edit in one["edits"]))
    (gloss,) = [edit for edit in line["edits"] if edit["fix"] == "gloss"]
    name = gloss["after"].strip(" []")
    gloss["after"] = gloss["after"].replace(name, "Anna Muster")
    line["text"] = line["text"].replace(f"[{name}]", "[Anna Muster]")


def gloss_a_sentence(record: Record) -> None:
    line = pick(record, is_plain)
    edit_at(record, line, len(line["text"]) - 1, 0, " [which nobody believes any more]", "gloss")


def gloss_a_negation(record: Record) -> None:
    line = pick(record, is_plain)
    edit_at(record, line, line["text"].index(" "), 0, " [not]", "gloss")


def gloss_twice(record: Record) -> None:
    line = pick(record, is_plain)
    edit_at(record, line, len(line["text"]) - 1, 0, " [a] and [b]", "gloss")


def move_the_beginning(record: Record) -> None:
    line = pick(record, is_plain)
    place = line["text"].index(" ", 20) + 1
    line["start"] += place
    line["text"] = line["text"][place:]


def move_the_end(record: Record) -> None:
    line = pick(record, lambda one: is_plain(one) and "," in one["text"])
    place = line["text"].rindex(",")
    line["end"] = line["start"] + place
    line["text"] = line["text"][:place]


def gain_a_by_line(record: Record) -> None:
    bodies = {article["id"]: article["body"] for article in record["articles"]}
    behind = [line for line in lines_of(record) if is_plain(line) and line["start"] > bodies[line["article"]]]
    line = min(behind, key=lambda one: one["start"] - bodies[one["article"]])
    start = bodies[line["article"]]
    between = text_of(record, line)[start : line["start"]]
    line.update(start=start, text=between.replace("\n", " ") + line["text"])
    line["edits"] = [
        {"start": start + at, "end": start + at + 1, "before": "\n", "after": " ", "fix": "wrapped lines"}
        for at, letter in enumerate(between)
        if letter == "\n"
    ]


def join_two_sentences(record: Record) -> None:
    first, second = [line for line in lines_of(record) if is_plain(line)][:2]
    one = next(
        (a, b)
        for a in lines_of(record)
        for b in lines_of(record)
        if is_plain(a) and is_plain(b) and a["article"] == b["article"] and a["end"] + 5 < b["start"]
    )
    first, second = one
    between = text_of(record, first)[first["end"] : second["start"]]
    first["edits"] = [
        {"start": first["end"], "end": second["start"], "before": between, "after": " ", "fix": "wrapped lines"}
    ]
    first["end"] = second["end"]
    first["text"] = f"{first['text']} {second['text']}"
    for section in record["sections"]:
        section["sentences"] = [line for line in section["sentences"] if line is not second]


def compose_of_letters(record: Record) -> None:
    line = pick(record, is_plain)
    source = text_of(record, line)
    article = next(one for one in record["articles"] if one["id"] == line["article"])
    wanted, places, here = "The talks are dead.", [], article["body"]
    for letter in wanted:
        here = source.index(letter, here)
        places.append(here)
        here += 1
    line["edits"] = [
        {"start": a + 1, "end": b, "before": source[a + 1 : b], "after": "", "fix": "markup"}
        for a, b in pairwise(places)
        if b > a + 1
    ]
    line.update(start=places[0], end=places[-1] + 1, text=wanted, also=[], outlets=[line["outlet"]], origins=1)


def turn_round_by_a_mark(record: Record) -> None:
    edit_at(record, pick(record, is_plain), 0, 0, "\u202e", "invisible characters")


def break_a_line(record: Record) -> None:
    line = pick(record, is_plain)
    edit_at(record, line, line["text"].index(" "), 1, "\n\n")


def print_what_is_no_news(record: Record) -> None:
    line = pick(record, is_plain)
    article = next(one for one in record["articles"] if TEXTS[one["path"]].startswith("---"))
    line.update(article=article["id"], outlet=article["outlet"], outlets=[article["outlet"]], also=[], origins=1)
    line.update(start=4, end=10, text=TEXTS[article["path"]][4:10])


def empty_also(record: Record) -> None:
    line = pick(record, lambda one: len(one["outlets"]) > 1)
    line.update(also=[], outlets=[line["outlet"]], origins=1)


def fill_also(record: Record) -> None:
    line = pick(record, is_plain)
    named = {line["article"], *(one["article"] for one in line["also"])}
    for other in lines_of(record):
        if other["article"] not in named:
            named.add(other["article"])
            line["also"].append(as_support(other))
            line["outlets"].append(other["outlet"])


def fill_also_with_letters(record: Record) -> None:
    line = pick(record, lambda one: is_plain(one) and not one["also"])
    for article in record["articles"]:
        if article["id"] != line["article"]:
            letter = TEXTS[article["path"]][500]
            place = {"article": article["id"], "outlet": article["outlet"], "start": 500, "end": 501, "text": letter}
            line["also"].append(place)
    line["outlets"] = list(dict.fromkeys([line["outlet"], *(one["outlet"] for one in line["also"])]))


def repeat_also(record: Record) -> None:
    line = pick(record, lambda one: one["also"])
    line["also"] += [line["also"][0]] * 8
    line["origins"] = len(line["also"]) + 1


def raise_origins(record: Record) -> None:
    line = pick(record, lambda one: one["origins"] < len(one["also"]) + 1)
    line["origins"] = len(line["also"]) + 1


def drop_a_disagreement(record: Record) -> None:
    del pick(record, lambda one: one.get("disagreement"))["disagreement"]


def make_up_a_disagreement(record: Record) -> None:
    line = pick(record, is_plain)
    other = pick(record, lambda one: one["article"] != line["article"])
    line["disagreement"] = [as_support(other) | {"reason": "numbers"}]


def give_a_reason_of_its_own(record: Record) -> None:
    pick(record, lambda one: one.get("disagreement"))["disagreement"][0]["reason"] = "it was proven a lie"


def add_an_agency(record: Record) -> None:
    pick(record, lambda one: not one["origin"])["origin"] = "Sample Agency"


def drop_an_agency(record: Record) -> None:
    pick(record, lambda one: one["origin"])["origin"] = None


def name_another_speaker(record: Record) -> None:
    pick(record, lambda one: one["speaker"])["speaker"] = "Anna Muster"


def rename_an_outlet(record: Record) -> None:
    name = record["articles"][0]["outlet"]
    text = json.dumps(record, ensure_ascii=False).replace(json.dumps(name), json.dumps(f"{name}s"))
    record.clear()
    record.update(json.loads(text))


def rename_an_outlet_by_look_alikes(record: Record) -> None:
    text = json.dumps(record, ensure_ascii=False).replace("Example Wire", "Ex\u0430mple Wire")
    record.clear()
    record.update(json.loads(text))


def take_away_a_digest(record: Record) -> None:
    record["articles"][0]["sha256"] = ""


def take_another_file(record: Record) -> None:
    first, second = record["articles"][:2]
    first.update(path=second["path"], sha256="")


def print_a_line_twice(record: Record) -> None:
    record["sections"][-1]["sentences"].append(copy.deepcopy(lines_of(record)[0]))


def move_a_line(record: Record) -> None:
    record["sections"][-1]["sentences"].append(record["sections"][0]["sentences"].pop())


def turn_lines_round(record: Record) -> None:
    record["sections"][0]["sentences"].reverse()


def take_out_a_line(record: Record) -> None:
    record["sections"][0]["sentences"].pop()


def take_out_all_lines(record: Record) -> None:
    for section in record["sections"]:
        section["sentences"] = []


def take_out_an_article(record: Record) -> None:
    used = {one["article"] for line in lines_of(record) for one in (line, *line["also"])}
    gone = record["articles"][-1]["id"]
    assert gone in used
    record["articles"].pop()


def change_the_title(record: Record) -> None:
    record["title"] = "The war is over"


def count_more_than_articles(record: Record) -> None:
    record["origins"] = len(record["articles"]) + 1


def put_a_heading_above_a_line(record: Record) -> None:
    lines_of(record)[-1]["heading"] = "The chancellor lied"


def change_a_heading(record: Record) -> None:
    record["sections"][0]["title"] = "Lies"


def drop_a_section(record: Record) -> None:
    record["sections"].pop()


def change_the_date(record: Record) -> None:
    record["date"] = "2025-01-01"


def make_up_an_update(record: Record) -> None:
    lines_of(record)[0]["update"] = "since 2024-11-15: 12 → 900"


def call_it_the_latest(record: Record) -> None:
    lines_of(record)[0]["latest"] = True


def make_up_a_problem(record: Record) -> None:
    record["problems"] = [{"where": "everyone", "message": "the agency took it back", "level": "problem"}]


def mark_other_key_points(record: Record) -> None:
    for line in lines_of(record):
        line["key"] = not line.get("key", False)


def shorten_the_reading_time(record: Record) -> None:
    record["length"]["seconds"] = 5


def make_it_easy_to_read(record: Record) -> None:
    record["readability"] = dict.fromkeys(record["readability"], 99)


def change_the_language(record: Record) -> None:
    record["language"] = "de"


def change_the_plan(record: Record) -> None:
    record["plan"] = "general"


def change_the_plan_used(record: Record) -> None:
    record["plan_used"]["sections"][0]["cues"] = ["weather"]
    record["plan_used"]["sections"][0]["title"] = "Weather"


def change_the_threshold(record: Record) -> None:
    record["options"]["threshold"] = 0.9


def change_an_articles_title(record: Record) -> None:
    record["articles"][0]["title"] = "Something else"


def change_an_articles_address(record: Record) -> None:
    record["articles"][0]["url"] = "https://elsewhere.example/"


def hide_who_is_near(record: Record) -> None:
    pick(record, lambda one: one["related"])["related"] = []


def raise_who_is_near(record: Record) -> None:
    line = pick(record, lambda one: one["related"])
    line["also"] += line["related"]
    line["related"] = []
    line["outlets"] = list(dict.fromkeys([line["outlet"], *(one["outlet"] for one in line["also"])]))


def lower_who_tells_all(record: Record) -> None:
    line = pick(record, lambda one: one["also"])
    line.update(also=[], related=line["also"] + line["related"], outlets=[line["outlet"]], origins=1)


def name_who_is_near_twice(record: Record) -> None:
    line = pick(record, lambda one: one["related"])
    line["related"] *= 2


def take_away_a_gloss(record: Record) -> None:
    line = pick(record, lambda one: any(edit["fix"] == "gloss" for edit in one["edits"]))
    for edit in [edit for edit in line["edits"] if edit["fix"] == "gloss"]:
        line["edits"].remove(edit)
        line["text"] = line["text"].replace(edit["after"], "")


def rename_a_fix(record: Record) -> None:
    pick(record, lambda one: one["edits"])["edits"][0]["fix"] = "magic"


def edit_nothing(record: Record) -> None:
    line = pick(record, is_plain)
    line["edits"] = [{"start": line["start"], "end": line["start"], "before": "", "after": "", "fix": "blanks"}]


def part_an_edit(record: Record) -> None:
    line = pick(record, lambda one: len(one["edits"]) == 1 and len(one["edits"][0]["after"]) > 1)
    (edit,) = line["edits"]
    after = edit["after"]
    line["edits"] = [
        {"start": edit["start"], "end": edit["start"], "before": "", "after": after[:1], "fix": edit["fix"]},
        {**edit, "after": after[1:]},
    ]


def gloss_the_other_pronoun(record: Record) -> None:
    line = pick(record, lambda one: is_plain(one) and " his " in one["text"])
    edit_at(record, line, line["text"].index(" his ") + 4, 0, " [Scholz’s]", "gloss")


def change_a_score(record: Record) -> None:
    lines_of(record)[0]["score"] = 0.123


def link_to_other_words(record: Record) -> None:
    pick(record, lambda one: one.get("suffix", ""))["suffix"] = "something else"


def forget_who_stands_before(record: Record) -> None:
    del pick(record, lambda one: one.get("prefix", ""))["prefix"]


def place_it_for_another_reason(record: Record) -> None:
    pick(record, lambda one: one["placed_by"] != "cue")["placed_by"] = "cue"


def count_more_independent_sources(record: Record) -> None:
    record["origins"] += 1


RECIPES = (
    delete_a_word, delete_a_negation, shorten_a_word, cut_a_figure, part_a_figure, part_a_word, gloss_another_name,
    gloss_a_sentence, gloss_a_negation, gloss_twice, move_the_beginning, move_the_end, gain_a_by_line,
    join_two_sentences,
    compose_of_letters, turn_round_by_a_mark, break_a_line, print_what_is_no_news, take_away_a_gloss, rename_a_fix,
    edit_nothing, part_an_edit, gloss_the_other_pronoun, fill_also, fill_also_with_letters, raise_who_is_near,
    repeat_also, raise_origins, empty_also, name_who_is_near_twice, drop_a_disagreement, make_up_a_disagreement,
    give_a_reason_of_its_own, add_an_agency, drop_an_agency, name_another_speaker, rename_an_outlet,
    rename_an_outlet_by_look_alikes, take_away_a_digest, take_another_file, print_a_line_twice, move_a_line,
    turn_lines_round, take_out_a_line, take_out_all_lines, take_out_an_article, change_the_title, change_a_heading,
    drop_a_section, change_the_date, make_up_an_update, call_it_the_latest, make_up_a_problem, mark_other_key_points,
    shorten_the_reading_time, make_it_easy_to_read, change_the_language, change_the_plan, change_the_plan_used,
    hide_who_is_near, lower_who_tells_all, change_the_threshold, change_an_articles_title, change_an_articles_address,
    change_a_score, link_to_other_words, forget_who_stands_before, place_it_for_another_reason,
    count_more_independent_sources, count_more_than_articles, put_a_heading_above_a_line,
)  # fmt: skip
#: What is wrong with the words, and with who is named for them, shows even where another version made the briefing.
WORDS = RECIPES[: RECIPES.index(empty_also)]
#: So does what no version does: sections that are not the plan's, a speaker whom nobody names, four key points.
MARKS = (
    drop_a_section, name_another_speaker, change_a_heading, mark_other_key_points, count_more_than_articles,
    put_a_heading_above_a_line,
)  # fmt: skip


def prove(record: Record, maker: MadeBy | None = None) -> Proof:
    told = read_back(json.dumps(record))
    options = options_from_briefing(told, [told.plan_used]) if told.plan_used else None

    def read(article: Article) -> Article:
        return SOURCES[article.path]

    return verify(replace(told, made_by=maker) if maker else told, Evidence(read, options))


def test_the_briefing_as_it_was_made_is_proved() -> None:
    proof = prove(load())
    assert (proof.failures, proof.unchecked) == ((), ())


@pytest.mark.parametrize("forge", RECIPES, ids=lambda recipe: recipe.__name__)
def test_a_forged_briefing_is_refused(forge: Callable[[Record], None]) -> None:
    record = load()
    forge(record)
    assert record != load()
    assert prove(recount(record)).failures


@pytest.mark.parametrize("forge", [*WORDS, *MARKS], ids=lambda recipe: recipe.__name__)
def test_forged_words_are_refused_whoever_made_the_briefing(forge: Callable[[Record], None]) -> None:
    record = load()
    forge(record)
    assert prove(recount(record), MadeBy("0.0.1", "0" * 64)).failures


def test_what_another_version_made_is_never_proved() -> None:
    proof = prove(load(), MadeBy("0.0.1", "0" * 64))
    assert proof.failures == ()
    reason, left_out = proof.unchecked
    assert reason.startswith("it was made by another version of the program")
    assert "sentences left out since" in left_out


def test_another_speaker_and_section_are_told_where_another_version_may_have_found_them() -> None:
    record = load()
    line = record["sections"][0]["sentences"].pop()
    record["sections"][1]["sentences"].append(line)
    proof = prove(record, MadeBy("0.0.1", "0" * 64))
    assert proof.failures == ()
    doubt = proof.unchecked[1]
    assert f"in the section “{record['sections'][1]['id']}”; this program finds" in doubt


def test_a_title_and_a_problem_that_nothing_bears_out_are_told_where_another_version_may_have_found_them() -> None:
    record = load()
    record["title"] = "The chancellor lied"
    record["problems"].append({"where": "Example Wire", "message": "took its report back", "level": "notice"})
    proof = prove(record, MadeBy("0.0.1", "0" * 64))
    assert proof.failures == ()
    assert "the title “The chancellor lied” is neither its plan's nor the headline" in proof.unchecked[1]
    assert "“took its report back” (Example Wire), the page alone says" in proof.unchecked[3]


def test_what_does_not_say_how_it_was_made_is_never_proved() -> None:
    record = load()
    del record["plan_used"], record["made_by"]
    proof = prove(record)
    assert proof.failures == ()
    assert proof.unchecked


def test_an_edition_of_news_only_is_not_proved_without_what_was_told_before() -> None:
    record = load()
    record.update(new_only=True, since="2024-11-17")
    assert "tells only news" in prove(record).unchecked[0]
