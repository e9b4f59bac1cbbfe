"""An invented flood as four outlets tell it, with what real reports have, and the sample story of articles/."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from summarizer.model import Article
from summarizer.sources.places import read_places

ROOT = Path(__file__).parent.parent
STORY = ROOT / "articles"

# Two sentences that the agency wrote and two outlets print as they are.
WIRE = (
    "The river Ilse burst its banks in Larkmouth on Monday night and put most of the old town under water.",
    "The railway to the coast stays closed until the engineers have looked at each of its eleven bridges.",
)
AGENCY = Article(
    "LARKMOUTH (Coast Agency) - " + WIRE[0] + "\n"
    "Some 650 people had to leave their homes, the fire brigade said.\n" + WIRE[1] + "\n"
    "Interior Minister Andrij Belskyy promised the town 12 million crowns for its dykes.\n",
    outlet="Coast Agency",
    title="Flood in Larkmouth",
    published="2031-03-04",
    path="flood/agency.txt",
)
POST = Article(
    "Old town of Larkmouth stands under water\n\n"
    "The Ilse flooded the old town of Larkmouth on Monday night after three days of rain.\n"
    "About 400 people had to leave their homes, the fire brigade said.\n"
    "“The water came faster than any of us had expected,” said mayor Dagmar Oster.\n"
    "She asked the army for boats. The MinisterAndrij Belsky promised 12 million crowns for the dykes of the town.\n"
    "The last flood of this size was in 1998.\n"
    "Follow us on social media and sign up for our newsletter.\n"
    "© 2031 Harrow Post. All rights reserved.\n",
    outlet="Harrow Post",
    title="Old town of Larkmouth stands under water",
    url="https://post.example/flood",
    published="2031-03-04",
    path="flood/post.txt",
)
RADIO = Article(
    f"{WIRE[0]}\n{WIRE[1]}\n"
    "The bakery in Mill Street gave away its bread on Tuesday morning.\n"
    "Andrij Belskiy will visit Larkmouth on Wednesday, his ministry told Coast Agency.\n",
    outlet="Dune Radio",
    title="Larkmouth flooded",
    published="2031-03-05",
    path="flood/radio.txt",
)
TIMES = Article(
    f"{WIRE[0]}\n{WIRE[1]}\n"
    "Nobody was hurt, but two cows were found dead below the weir, a farmer from the valley said.\n"
    "This is a developing story. It will be updated.\n",
    outlet="Fenland Times",
    title="Flood closes railway",
    published="2031-03-05",
    path="flood/times.txt",
)
FLOOD = (AGENCY, POST, RADIO, TIMES)


@cache
def read_sample_story() -> tuple[Article, ...]:
    """Read the five articles of articles/, under paths that are the same everywhere."""
    articles, problems = read_places([str(STORY)])
    assert not problems
    return articles
