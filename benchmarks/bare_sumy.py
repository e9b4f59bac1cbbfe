"""One bare ranking by sumy, as its manual has it: the least that a program with sumy in it costs.

    python -m benchmarks.bare_sumy SENTENCES.json

SENTENCES is a list of sentences. Words are cut at blanks, because sumy's own tokenizer needs a download.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.summarizers.lex_rank import LexRankSummarizer


class _Words:
    def to_words(self, text: str) -> list[str]:
        return text.split()


def main() -> None:
    """Rank the sentences once and print the best."""
    words = _Words()
    texts = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    document = ObjectDocumentModel([Paragraph([Sentence(text, words) for text in texts])])
    print(LexRankSummarizer()(document, 1)[0])


if __name__ == "__main__":
    main()
