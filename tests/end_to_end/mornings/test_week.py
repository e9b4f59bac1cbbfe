"""Seven days of changing feeds, seven editions: nothing is printed twice, nothing is lost."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from morning import ANN, BO, Desk, Item, open_desk, read_texts

pytestmark = [pytest.mark.allow_hosts(["127.0.0.0/8"]), pytest.mark.slow]

DAYS = [f"2026-03-0{number}" for number in range(2, 9)]
#: What the Harbour Post tells first, two things a day; each has a word that nothing else has.
POST = [
    ("The council of Norvik bought a green Zephyrline tram from a bankrupt circus.",
     "Lighthouse keeper Jorun Quist found forty-one oranges on the northern beach."),
    ("A librarian named Tamsin Ebelhart returned a book that was due in 1931.",
     "Engineers closed the Ravnholt tunnel because bats had moved into its fans."),
    ("The brewery Oxdal will pour its winter beer into the moat, its owner announced.",
     "Two goats climbed the roof of the Petersen bakery and refused to come down."),
    ("Schoolchildren planted nine hundred willow trees along the Mirrin canal.",
     "The violinist Odalys Prem lost her bow on a night train and plays with a twig."),
    ("Beekeepers counted a record harvest of heather honey on Skarvoy island.",
     "A retired dentist, Ulrik Bang, walked backwards from the chapel to the airport."),
    ("The fire brigade rescued a grand piano from the cellar of the Hotel Kronborg.",
     "Snow blocked the pass at Dovrefell, and the cheese lorry turned around."),
    ("Mayor Signe Altmark sold the old ice rink to a society of chess players.",
     "Divers brought up a bronze bell marked Fortuna from the wreck in the fjord."),
]  # fmt: skip
#: What only the Island Echo tells, one thing a day.
ECHO = [
    "Potters on Lillesand baked the largest teapot of the county, and it leaks.",
    "The cinema Rialto shows silent films only until its loudspeakers are mended.",
    "A cargo of left shoes washed ashore near the village of Brekkestad.",
    "Astronomer Pia Holmqvist named a comet after her grandmother's parrot.",
    "The swimming club elected a walrus as its honorary treasurer.",
    "Farmers at Tverrdal painted their barns violet to confuse the starlings.",
    "The post office issued a stamp that smells of tar and rosemary.",
]
#: On the fourth day a figure of the first has changed.
UPDATE = "Lighthouse keeper Jorun Quist found fifty-six oranges on the northern beach."
MARKS = (
    "Zephyrline Quist Ebelhart Ravnholt Oxdal goats willow Odalys honey Ulrik piano Dovrefell Altmark Fortuna "
    "teapot Rialto shoes comet walrus violet stamp"
).split()  # fmt: skip


def post_items(number: int) -> list[Item]:
    """Give the feed of a day: its own articles, and those of the two days before, as feeds do."""
    items = [Item(f"post-{day}", DAYS[day], POST[day]) for day in range(max(0, number - 2), number + 1)]
    return [*items, Item("oranges", DAYS[3], [UPDATE, POST[3][0]])] if number == 3 else items


def echo_items(number: int) -> list[Item]:
    """Give the other feed: its own news, what the Post told today, and what that told the day before."""
    items = []
    for day in range(max(0, number - 1), number + 1):
        retold = [POST[day][0], *([POST[day - 1][1]] if day else [])]
        items.append(Item(f"echo-{day}", DAYS[day], [ECHO[day], *(f"In Norvik: {text}" for text in retold)]))
    return items


def live_through(desk: Desk) -> None:
    for number, day in enumerate(DAYS):
        desk.publish("post", "The Harbour Post", post_items(number))
        desk.publish("echo", "Island Echo", echo_items(number))
        desk.settle()
        # As cron does it on the first day; in this process, which is faster, on all others.
        run = desk.call("send", "-q", "--date", day) if number else desk.run("send", "-q", "--date", day)
        assert (run.status, run.out, run.err) == (0, "", ""), f"{day}\n{run.err}"


def test_a_week_of_mornings_prints_everything_once(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        live_through(desk)
        editions = {day: desk.lines(day) for day in DAYS}
        texts = read_texts(desk)
    told = [(day, line) for day, lines in editions.items() for line in lines]
    news = [(day, line) for day, line in told if "update" not in line]
    for mark in MARKS:
        assert [day for day, line in news if mark in line["text"]] == [first_day(mark)], mark
    assert max(Counter(line["text"] for _, line in told).values()) == 1
    assert len(news) == len(MARKS)
    updates = [(day, line["text"], line["update"]) for day, line in told if "update" in line]
    assert [text for day, text, update in updates if "→" in update] == [UPDATE]
    assert all("Island Echo" in update or "→" in update for _, _, update in updates)
    assert {reader: len(mails) for reader, mails in texts.items()} == {ANN: 7, BO: 7}
    for mail, day in zip(texts[ANN], DAYS, strict=True):
        mine = " ".join(mail.split())
        assert [mark for mark in MARKS if first_day(mark) == day and mark not in mine] == []


def first_day(mark: str) -> str:
    (day,) = {DAYS[day] for day in range(7) if any(mark in text for text in (*POST[day], ECHO[day]))}
    return day
