"""Front pages proved by their sources and their history; whatever is forged on one, the proof fails."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from functools import cache

import pytest
from forging import Change, Record, put
from pile_of_articles import DAM, EVENTS, FERRY, make, make_articles

from summarizer.briefing.front_page import compose_front_page
from summarizer.briefing.front_page_proof import verify_page
from summarizer.briefing.source_checks import Proof
from summarizer.briefing.verification import Evidence, Memories
from summarizer.config.page_options import options_from_briefing
from summarizer.config.plans import load_plans
from summarizer.dedupe.memory import memorize
from summarizer.errors import ConfigError, SourceError
from summarizer.model import Article, FrontPage, Length, MadeBy, Memory, Options, StandingStory, StoryMemory
from summarizer.render.page_json import from_json, to_json
from summarizer.stories.following import memorize_pile

pytestmark = pytest.mark.usefixtures("made_once")

MONDAY, TUESDAY = "2031-03-03", "2031-03-04"
OPTIONS = Options(plans=load_plans("auto"), date=TUESDAY)
OPINION = make("Opinion: Trams are too loud", "Whoever sleeps beside rails knows why I moved.", "Arle Post")
DIGEST = make("Morning briefing: The news of Tuesday", "A cow was born. A tree fell over in Vik.", "Tarn News")
#: Two of Tarn News, of which one has the very text of another outlet.
COPY = make("All saved off Arle", FERRY[0][1], "Tarn News")
AGAIN = replace(COPY, path="again.md")
ARTICLES = [
    *make_articles(TUESDAY), OPINION, DIGEST, COPY, AGAIN, *(make(*one, "Tarn News") for one in EVENTS["school"]),
]  # fmt: skip
SOURCES = {article.path: article for article in ARTICLES}


@cache
def compose(options: Options = OPTIONS) -> str:
    return to_json(compose_front_page(ARTICLES, (), options))


def load() -> Record:
    record: Record = json.loads(compose())
    return record


def read(article: Article) -> Article:
    if article.path not in SOURCES:
        raise SourceError("is gone: there is no such file")
    return SOURCES[article.path]


def prove(told: Record | FrontPage, memories: Memories = (), maker: MadeBy | None = None, changed: str = "") -> Proof:
    page = from_json(json.dumps(told)) if isinstance(told, dict) else told
    assert isinstance(page, FrontPage)
    if maker:
        own = {name: replace(made, made_by=maker) for name, made in page.briefings.items()}
        page = replace(page, made_by=maker, briefings=own)
    return verify_page(
        page, Evidence(read, options_from_briefing(page, load_plans("auto")), memories=memories, changed=changed)
    )


def explain(proof: Proof) -> list[str]:
    return [f"{failure.where}: {failure.message}" for failure in proof.failures]


def lines_of(story: Record) -> list[Record]:
    return [line for section in story["briefing"]["sections"] for line in section["sentences"]]


def recount(record: Record) -> Record:
    """Make lengths fit, as a forger would."""
    told = [story for story in record["stories"] if "briefing" in story]
    for story in told:
        lines = lines_of(story)
        words = sum(len(line["text"].split()) for line in lines)
        story["briefing"]["length"] |= {"sentences": len(lines), "words": words}
    for name in ("sentences", "words"):
        record["length"][name] = sum(story["briefing"]["length"][name] for story in told)
    return record


def move_an_article(record: Record) -> None:
    record["stories"][1]["articles"].append(record["stories"][0]["articles"].pop())


def move_an_article_with_its_lines(record: Record) -> None:
    one, other = record["stories"][:2]
    moved = one["articles"].pop()
    other["articles"].append(moved)
    briefing = one["briefing"]
    gone = next(article for article in briefing["articles"] if article["path"] == moved["path"])
    briefing["articles"].remove(gone)
    for section in briefing["sections"]:
        section["sentences"] = [line for line in section["sentences"] if line["article"] != gone["id"]]
        for line in section["sentences"]:
            line["also"] = [told for told in line["also"] if told["article"] != gone["id"]]
            line["outlets"] = list(dict.fromkeys([line["outlet"], *(told["outlet"] for told in line["also"])]))
            line["origins"] = min(line["origins"], len(line["outlets"]))


def drop_an_article(record: Record) -> None:
    record["stories"][0]["articles"].pop()


def drop_an_article_altogether(record: Record) -> None:
    record["articles"] = [one for one in record["articles"] if one["id"] != record["singles"][0]["article"]]
    record["singles"].pop(0)


def double_an_article(record: Record) -> None:
    record["stories"][1]["articles"].append(record["stories"][0]["articles"][0])


def hide_a_story(record: Record) -> None:
    gone = record["stories"].pop(0)
    record["singles"] += [{"article": one["id"]} for one in gone["articles"]]


def hide_a_story_and_its_articles(record: Record) -> None:
    gone = {one["id"] for one in record["stories"].pop(0)["articles"]}
    record["articles"] = [one for one in record["articles"] if one["id"] not in gone]


def promote_a_single(record: Record) -> None:
    single = record["singles"].pop(0)["article"]
    (article,) = [one for one in record["articles"] if one["id"] == single]
    place = {name: article[name] for name in ("id", "path")}
    story = {"id": "2031-03-04-abcde", "title": {"text": article["title"], "article": single}, "outlets": 1}
    numbers = {"origins": 1, "first": TUESDAY, "newest": TUESDAY, "cohesion": 1.0}
    record["stories"].append(story | numbers | {"articles": [place]})


def take_the_title_of_another_story(record: Record) -> None:
    record["stories"][0]["title"] = copy.deepcopy(record["stories"][1]["title"])


def take_the_headline_of_another_outlet(record: Record) -> None:
    title, articles = record["stories"][0]["title"], {one["id"]: one for one in record["articles"]}
    other = next(one["id"] for one in record["stories"][0]["articles"] if one["id"] != title["article"])
    title.update(text=articles[other]["title"], article=other)


def print_a_line_of_another_story(record: Record) -> None:
    one, other = record["stories"][:2]
    one["briefing"]["sections"][0]["sentences"].append(copy.deepcopy(lines_of(other)[0]))


def print_a_line_and_its_article_of_another_story(record: Record) -> None:
    one, other = (story["briefing"] for story in record["stories"][:2])
    line = copy.deepcopy(lines_of(record["stories"][1])[0])
    article = copy.deepcopy(next(each for each in other["articles"] if each["id"] == line["article"]))
    article["id"] = line["article"] = "a99"
    line.update(also=[], related=[], outlets=[line["outlet"]], origins=1)
    one["articles"].append(article)
    one["sections"][0]["sentences"].append(line)


def swap_two_briefings(record: Record) -> None:
    one, other = record["stories"][:2]
    one["briefing"], other["briefing"] = other["briefing"], one["briefing"]


def drop_a_briefing(record: Record) -> None:
    del record["stories"][1]["briefing"]


def take_out_a_line(record: Record) -> None:
    next(one for one in record["stories"][0]["briefing"]["sections"] if one["sentences"])["sentences"].pop()


def call_news_a_comment(record: Record) -> None:
    record["stories"][0]["comments"] = [record["stories"][0]["articles"][0]["id"]]


def call_a_single_a_roundup(record: Record) -> None:
    record["roundups"].append(record["singles"].pop()["article"])


def call_a_single_a_comment(record: Record) -> None:
    record["comments"].append(record["singles"].pop()["article"])


def join_two_stories(record: Record) -> None:
    one, other = record["stories"][:2]
    one["articles"] += other["articles"]
    one["outlets"] = one["origins"] = 3
    record["stories"].remove(other)


FORGERIES: tuple[Change, ...] = (
    move_an_article, move_an_article_with_its_lines, drop_an_article, drop_an_article_altogether, double_an_article,
    hide_a_story, hide_a_story_and_its_articles, take_the_title_of_another_story,
    take_the_headline_of_another_outlet, print_a_line_of_another_story, print_a_line_and_its_article_of_another_story,
    swap_two_briefings, drop_a_briefing, take_out_a_line, call_news_a_comment, call_a_single_a_roundup,
    call_a_single_a_comment, promote_a_single, join_two_stories,
    put("stories", lambda stories: stories[::-1]), put("stories.0.outlets", lambda number: number + 1),
    put("stories.0.outlets", 1), put("stories.0.origins", lambda number: number - 1), put("stories.0.origins", 30),
    put("stories.0.title.text", "Ferry sinks, nobody to blame"), put("stories.0.id", "2031-03-04-aaaaa"),
    put("stories.0.first", "2031-03-01"), put("stories.0.newest", "2031-03-05"), put("stories.0.cohesion", 1.0),
    put("stories.0.standing", "ferries"), put("stories.1.quiet", True), put("stories.0.joined", ["2031-03-01-abcde"]),
    put("stories.0.earlier", [{"date": MONDAY, "title": "Ferry sinks"}]),
    put("stories.0.briefing.title", "Lies"), put("stories.0.briefing.date", MONDAY),
    put("stories.0.briefing.options.title", "Lies"), put("stories.0.briefing.options.length", "2"),
    put("stories.0.briefing.made_by.version", "9.9"), put("stories.0.briefing.new_only", True),
    put("stories.0.briefing.plan_used.sections.0.title", "Lies"), put("stories.0.briefing.plan_used.title", "Lies"),
    put("stories.0.briefing.plan", "the-call"),
    put("stories.0.briefing.readability", {}),
    put("stories.0.briefing.problems", [{"where": "x", "message": "was taken back", "level": "notice"}]),
    put("stories.0.briefing.articles", lambda articles: articles[1:]), put("singles.0.near", "2031-03-04-aaaaa"),
    put("singles.0.likeness", 0.9), put("singles", lambda singles: singles[::-1]), put("singles", []),
    put("comments", []), put("roundups", []), put("articles.0.outlet", "BBC"), put("articles.0.title", "Lies"),
    put("articles.0.published", MONDAY), put("articles.0.sha256", "0" * 64),
    put("title", "All is well"), put("date", MONDAY), put("language", "de"), put("new_only", True),
    put("options.stories.most_stories", 1), put("options.stories.story_length", "2"),
    put("options.stories.parts", ["Cracks found in the Selde dam.md"]), put("options.threshold", 0.9),
    put("options.stories.joins", [[FERRY[1][0] + ".md", DAM[0][0] + ".md"]]), put("options.title", "Lies"),
    put("length.seconds", 1),
    put("length.sentences", 99), put("counts", {"en": {"ferri": 90}}), put("documents", {"en": 900}),
    put("problems", []), put("problems", [{"where": "x", "message": "was taken back", "level": "problem"}]),
    put("made_by.version", "9.9"),
)  # fmt: skip
#: What only makes of a page one that goes on from earlier editions, or one of news only: it is not proved.
DOUBTED = ("counts", "documents", "earlier", "joined", "new_only True")


def test_a_front_page_as_it_was_made_is_proved() -> None:
    proof = prove(load())
    assert (proof.failures, proof.unchecked, proof.sources) == ((), (), 17)
    told = [line for story in load()["stories"] for line in lines_of(story)]
    assert proof.sentences == len(told) == 6
    record = load()
    assert [len(record[name]) for name in ("stories", "singles", "comments", "roundups")] == [4, 2, 1, 1]


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda forge: forge.__name__)
def test_a_forged_front_page_is_refused(forge: Change) -> None:
    for count in (recount, dict):
        record = load()
        forge(record)
        assert record != load()
        if count(record) == load():
            continue
        proof = prove(record)
        assert proof.failures or (proof.unchecked and any(word in forge.__name__ for word in DOUBTED))


def test_what_is_wrong_with_a_story_is_told_with_its_title() -> None:
    record = load()
    title = record["stories"][1]["title"]["text"]
    lines_of(record["stories"][1])[0]["origins"] = 9
    assert any(told.startswith(f"story “{title}”, “") for told in explain(prove(record)))


def test_each_source_is_read_once() -> None:
    seen: list[str] = []

    def count(article: Article) -> Article:
        seen.append(article.path)
        return read(article)

    page = from_json(compose())
    assert not verify_page(page, Evidence(count, options_from_briefing(page, load_plans("auto")))).failures
    assert sorted(seen) == sorted(article.path for article in ARTICLES)


def test_a_source_that_is_gone_or_altered_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    path = OPINION.path
    monkeypatch.setitem(SOURCES, path, replace(OPINION, text="Chess is fine."))
    assert explain(prove(load())) == [f"{path}: the source was altered since the briefing was made"]
    monkeypatch.delitem(SOURCES, path)
    assert explain(prove(load())) == [f"{path}: the source is gone: there is no such file"]


@pytest.mark.parametrize(
    "options",
    [
        replace(OPTIONS, stories=replace(OPTIONS.stories, page_length=Length(9, "sentences"))),
        replace(OPTIONS, stories=replace(OPTIONS.stories, most_stories=2, story_length=Length(40, "words"))),
        replace(OPTIONS, stories=replace(OPTIONS.stories, joins=((FERRY[0][0] + ".md", OPINION.path),))),
        replace(OPTIONS, stories=replace(OPTIONS.stories, parts=(COPY.path,))),
        replace(
            OPTIONS, stories=replace(OPTIONS.stories, standing=(StandingStory("dams", ("dam",), "general", "Dams"),))
        ),
        replace(OPTIONS, plan="general", plans=load_plans("general"), title="My morning"),
        replace(OPTIONS, shares={"context": 0.1}, language="en", gloss=False),
    ],
    ids=["length", "few", "join", "part", "standing", "plan", "shares"],
)
def test_a_page_is_made_again_by_its_own_options(options: Options) -> None:
    page = from_json(to_json(compose_front_page(ARTICLES, (), options)))
    assert isinstance(page, FrontPage)
    proof = prove(page)
    assert (proof.failures, proof.unchecked) == ((), ())


@cache
def follow(*, new_only: bool = False) -> tuple[FrontPage, Memory, StoryMemory]:
    """Return the page of Tuesday after one of Monday, and what was known before it."""
    monday = make_articles(MONDAY)[:6]
    monday = [replace(one, text=f"{one.text} Vik waits.", path=f"monday/{one.path}") for one in monday]
    first = compose_front_page(monday, (), replace(OPTIONS, date=MONDAY))
    told, stories = memorize(first), memorize_pile(first.pile, MONDAY)
    divers = make(*EVENTS["divers"][0], "Tarn News")
    SOURCES[divers.path] = divers
    page = compose_front_page([*ARTICLES, divers], (), OPTIONS, memory=told if new_only else None, stories=stories)
    made = from_json(to_json(page))
    assert isinstance(made, FrontPage)
    return made, told, stories


@pytest.mark.parametrize("new_only", [False, True])
def test_a_page_that_goes_on_is_proved_by_its_history(new_only: bool) -> None:
    page, told, stories = follow(new_only=new_only)
    assert [len(story.told) for story in page.pile.stories].count(1) == 2
    proof = prove(page, [(told, stories)])
    assert (proof.failures, proof.unchecked) == ((), ())
    other = replace(stories, counts={"en": {"ferri": 9}})
    assert not prove(page, [(Memory(), StoryMemory()), (told, stories), (told, other)]).failures
    assert prove(page, [(Memory(), StoryMemory())]).failures
    assert prove(page, [(told, other)]).failures


@pytest.mark.parametrize("new_only", [False, True])
def test_without_its_history_a_page_that_goes_on_is_not_proved_and_it_is_said_what_is_not_known(new_only: bool) -> None:
    page, _, _ = follow(new_only=new_only)
    proof = prove(page)
    assert not proof.failures
    reason, *doubts = proof.unchecked
    assert reason.startswith("it may go on from earlier editions, and no history here knows (any more) what they told")
    assert ("all else was made again by the counts and links that it keeps" in reason) == (not new_only)
    assert sum("is said to go on from 2031-03-03-" in doubt for doubt in doubts) >= 1


@pytest.mark.parametrize("new_only", [False, True])
def test_where_its_history_has_changed_a_page_is_proved_but_for_that(new_only: bool) -> None:
    page, told, stories = follow(new_only=new_only)
    memories = [(Memory(), replace(stories, counts={"en": {"ferri": 9}}))]
    proof = prove(page, memories, changed="it is another one")
    assert not proof.failures
    assert proof.unchecked[0].startswith("it is another one; ")
    # One that bears it out goes first.
    assert not prove(page, [*memories, (told, stories)], changed="it is another one").unchecked
    told_before = next(number for number, story in enumerate(page.pile.stories) if story.told)
    for field, value in (("outlets", 1), ("cohesion", 0.9), ("newest", MONDAY), ("comments", ["a1"])):
        record = json.loads(to_json(page))
        record["stories"][told_before][field] = value
        assert record != json.loads(to_json(page))
        assert prove(record, memories, changed="it is another one").failures
    assert prove(load(), memories, changed="it is another one").unchecked == ()


def test_an_article_that_goes_on_from_a_single_one_is_a_story_without_its_history_too() -> None:
    monday = [make(*FERRY[0], "Arle Post", MONDAY)]
    stories = memorize_pile(compose_front_page(monday, (), replace(OPTIONS, date=MONDAY)).pile, MONDAY)
    divers = make(*EVENTS["divers"][0], "Tarn News")
    SOURCES[divers.path] = divers
    page = compose_front_page([divers, *ARTICLES[3:6]], (), OPTIONS, stories=stories)
    assert [(len(one.articles), one.told) for one in page.pile.stories][-1] == (1, ())
    proof = prove(page)
    assert not proof.failures
    assert len(proof.unchecked) == 2


@pytest.mark.parametrize("new_only", [False, True])
def test_a_story_that_only_an_earlier_article_holds_together_is_a_doubt_without_its_history(new_only: bool) -> None:
    both = [make(f"{one}. {other}", f"{text} {more}", "Tarn News", MONDAY)
            for (one, text), (other, more) in zip(FERRY, DAM, strict=True)]  # fmt: skip
    monday = compose_front_page([*both, *make_articles(MONDAY)[9:]], (), replace(OPTIONS, date=MONDAY))
    told, stories = memorize(monday), memorize_pile(monday.pile, MONDAY)
    page = compose_front_page(ARTICLES[:9], (), OPTIONS, memory=told if new_only else None, stories=stories)
    assert sorted(len(story.articles) for story in page.pile.stories) == [3, 6]
    assert not prove(page, [(told, stories)]).failures
    for proof in (prove(page), prove(page, [(Memory(), StoryMemory())], changed="it is another one")):
        assert not proof.failures
        assert sum("is held together by articles of earlier editions" in doubt for doubt in proof.unchecked) == 1
    record = json.loads(to_json(page))
    move_an_article(record)
    assert prove(recount(record)).failures


@pytest.mark.parametrize("forge", FORGERIES[: FORGERIES.index(promote_a_single)], ids=lambda forge: forge.__name__)
def test_without_a_history_a_forged_pile_is_refused_too(forge: Change) -> None:
    record = json.loads(to_json(follow()[0]))
    forge(record)
    assert prove(recount(record)).failures


@pytest.mark.parametrize(("forge", "number"), [(join_two_stories, 0), (promote_a_single, -1)])
def test_without_a_history_what_may_be_one_story_since_monday_is_a_doubt(forge: Change, number: int) -> None:
    record = json.loads(to_json(follow(new_only=True)[0]))
    forge(record)
    record["stories"][number].pop("briefing", None)
    record["stories"][number]["quiet"] = True
    proof = prove(recount(record))
    title = record["stories"][number]["title"]["text"]
    assert any(f"“{title}” is held together by articles of earlier editions" in doubt for doubt in proof.unchecked)


@pytest.mark.parametrize(
    "forge",
    [
        move_an_article, drop_an_article, double_an_article, hide_a_story_and_its_articles, swap_two_briefings,
        take_the_title_of_another_story, print_a_line_of_another_story, print_a_line_and_its_article_of_another_story,
        put("stories.0.title.text", "Ferry sinks, nobody to blame"), put("stories.0.origins", 30),
        put("length.sentences", 99), put("articles.0.outlet", "BBC"),
    ],
    ids=lambda forge: forge.__name__,
)  # fmt: skip
def test_what_no_version_makes_is_refused_whoever_made_the_page(forge: Change) -> None:
    record = load()
    forge(record)
    assert prove(record, maker=MadeBy("0.0.1", "0" * 64)).failures


def test_what_another_version_made_is_not_proved() -> None:
    proof = prove(load(), maker=MadeBy("0.0.1", "0" * 64))
    assert not proof.failures
    assert proof.unchecked[0].startswith("it was made by another version of the program, which may sort, choose")
    page = replace(from_json(compose()), made_by=None)
    assert isinstance(page, FrontPage)
    own = {name: replace(made, made_by=None) for name, made in page.briefings.items()}
    assert prove(replace(page, briefings=own)).unchecked[0].startswith("it does not say how it was made")


@pytest.mark.parametrize("number", range(4))
def test_a_plan_that_cannot_be_is_refused_in_whichever_story_it_stands(number: int) -> None:
    record = load()
    record["stories"][number]["briefing"]["plan_used"]["sections"] = []
    with pytest.raises(ConfigError, match="plan_used: "):
        prove(record)


@pytest.mark.parametrize(
    "counts",
    [{"en": {"ferri": -1}}, {"en": {"ferri": 10**400}}, {"en": {"ferri": True}}, {"en": {"ferri": 0.5}}, {"en": 5}],
)
def test_what_was_never_counted_cannot_be_read(counts: Record) -> None:
    with pytest.raises(ConfigError, match=r"counts.en.* is no"):
        from_json(json.dumps(load() | {"counts": counts, "documents": {"en": 5}}))


def test_counts_of_words_that_no_article_has_are_refused() -> None:
    page, _, _ = follow()
    assert page.pile.counts["en"]["linnea"] == 3
    told = {language: {**terms, "nowhere": 3} for language, terms in page.pile.counts.items()}
    forged = prove(replace(page, pile=replace(page.pile, counts=told)))
    assert explain(forged) == ["counts, en, nowhere: the page has 3, made again it has none"]
