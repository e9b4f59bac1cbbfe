"""An invented strike as three outlets tell it, for plans to be suggested from."""

from __future__ import annotations

from summarizer.model import Article

COURIER = Article(
    "Crews of the Arden ferries walked out on Monday\n\n"
    "The crews of the Arden ferries walked out on Monday and left nine ships in the harbour.\n"
    "The strike began at dawn. Norwegian Prime Minister Ana Dahl asked both sides to go back to the table.\n"
    "“We want a night shift bonus of ten percent,” said Per Moe, a spokesman for the Seamen's Union.\n"
    "The Seamen's Union said the night shift bonus had been promised twice.\n"
    "Moe said the crews would stay out until the night shift bonus was paid.\n"
    "Dahl said the islands needed bread and milk by Thursday.\n"
    "Norwegian officials warned that the islands had milk for two days.\n"
    "Lise Holm, a baker on the island of Sule, said she had flour for a week.\n",
    outlet="Sample Courier",
    title="Crews of the Arden ferries walked out on Monday",
    published="2031-03-04",
    path="strike/courier.txt",
)
POST = Article(
    "Nine ferries lie in the harbour\n\n"
    "Nine ferries lay in the harbour of Arden on Monday after their crews walked out.\n"
    "Per Moe of the Seamen's Union told reporters that the night shift bonus was long overdue.\n"
    "Norway will send milk to the islands by helicopter, Prime Minister Ana Dahl of Norway said.\n"
    "“Nobody on the islands will go hungry,” the prime minister said.\n"
    "Karl Voss, the director of Arden Ferries, said the company had no money for a bonus.\n"
    "Arden Ferries said the fares would have to rise by a fifth.\n"
    "Voss said that the fares were the lowest of the coast.\n"
    "The union rejected that. The last strike of this kind was in 2019.\n",
    outlet="Example Post",
    title="Nine ferries lie in the harbour",
    published="2031-03-04",
    path="strike/post.txt",
)
RADIO = Article(
    "Norway flies milk to the islands\n\n"
    "Helicopters flew milk to the islands on Tuesday, the second day of the ferry strike.\n"
    "Dahl said the helicopters would fly until the ferries sailed again.\n"
    "The Seamen's Union said it would talk only about the night shift bonus.\n"
    "Arden Ferries announced that the fares would not rise before summer.\n"
    "Norwegian officials said forty tons of milk had been flown.\n",
    outlet="Dune Radio",
    title="Norway flies milk to the islands",
    published="2031-03-05",
    path="strike/radio.txt",
)
STRIKE = (COURIER, POST, RADIO)
