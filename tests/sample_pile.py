"""An invented morning: three stories by several outlets, articles alone with theirs, an opinion and a round-up."""

from __future__ import annotations

from summarizer.model import Article


def write(path: str, outlet: str, title: str, *sentences: str, day: str = "2031-03-04") -> Article:
    """Write an article of some outlet."""
    return Article("\n".join(sentences), outlet=outlet, title=title, published=day, path=f"{path}.txt")


FERRY = (
    write(
        "ferry/courier",
        "Brannoch Courier",
        "Ferry crews walk out over night roster",
        "Ferry crews in Larkmouth walked out on Monday over a new night roster.",
        "About 1,400 passengers were stranded at the pier, the harbour office said.",
        "The seamen’s union wants twelve rest days a month for its crews.",
        "The ferry line offered 3.5 percent more pay last week.",
        "The mayor asked both sides to meet before Friday.",
        "Lorries with fish for the mainland waited along the coast road until noon.",
        "The last walkout on the island ferries was in 2024 and lasted nine days.",
        "Hotels in Larkmouth opened their dining rooms to families who could not travel on.",
    ),
    write(
        "ferry/radio",
        "Northlight Radio",
        "Larkmouth ferry crews on strike",
        "Crews of the Larkmouth ferries walked out on Monday because of a new night roster.",
        "The seamen’s union demands twelve rest days a month.",
        "The director of the ferry line called the demand impossible to pay for.",
        "Buses were laid on to the northern pier, where one small boat still sails.",
        "A school trip of ninety children had to turn back at the ticket gate.",
        "The union will vote on the next steps on Thursday evening.",
    ),
    write(
        "ferry/post",
        "Skerry Post",
        "Night roster keeps ferry crews on the quay",
        "A new night roster has made ferry crews in Larkmouth walk out on Monday.",
        "The harbour office counted about 1,400 stranded passengers at the pier.",
        "Two night boats to the outer islands were cancelled until further notice.",
        "The ferry line said that it would ask a court to look at the walkout.",
    ),
)
DAM = (
    write(
        "dam/courier",
        "Brannoch Courier",
        "Engineers find crack in Ilse valley dam",
        "Engineers found a crack of four metres in the dam above the Ilse valley on Sunday.",
        "The water behind the wall will be let down by six metres within a week.",
        "Nobody has to leave home, the district office said.",
        "The dam was built in 1961 and was last inspected five years ago.",
        "Divers will look at the foot of the wall on Wednesday.",
    ),
    write(
        "dam/times",
        "Fenland Times",
        "Crack found in dam above Ilse valley",
        "A crack four metres long was found in the dam above the Ilse valley on Sunday.",
        "The reservoir is to be lowered by six metres, the waterworks said.",
        "The waterworks will pay farmers for meadows that stand under water in the meantime.",
        "Residents of the valley asked for a siren at a meeting in the town hall.",
    ),
)
TRAM = (
    write(
        "tram/post",
        "Skerry Post",
        "Council votes for tram to the hospital",
        "The council of Harrow voted on Monday night for a tram line to the hospital.",
        "The line will cost 48 million crowns and open in four years.",
        "Shopkeepers in Mill Street fear two years of road works.",
        "The Greens wanted a second branch to the university.",
    ),
    write(
        "tram/radio",
        "Northlight Radio",
        "Harrow gets a tram line to its hospital",
        "Harrow will get a tram line to its hospital, the council voted on Monday night.",
        "The state pays two thirds of the 48 million crowns.",
        "Buses on the same way will run half as often from next winter.",
    ),
)
ALONE = (
    write(
        "goat",
        "Fenland Times",
        "Goat found on church roof",
        "A goat stood on the roof of a church in Fenland for nine hours.",
    ),
    write(
        "museum",
        "Brannoch Courier",
        "Museum of salt opens its doors",
        "A museum of salt has opened in the old works at Brannoch.",
        day="2031-03-03",
    ),
)
COMMENT = write(
    "comment",
    "Skerry Post",
    "Opinion: why we should all learn to whistle",
    "I have always held that a town which whistles is a town at peace.",
)
ROUNDUP = write(
    "roundup",
    "Northlight Radio",
    "Morning briefing: the news in five minutes",
    "Ferry crews walked out, a dam has a crack, and Harrow gets a tram.",
)
PILE = (*FERRY, *DAM, *TRAM, *ALONE, COMMENT, ROUNDUP)
