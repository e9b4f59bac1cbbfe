"""Page → PDF, by Typst with the fonts that it brings. The same page gives the same bytes, with no clock in them.

The layout is a file of ours, ``page.typ``; what articles say is given to it as data and never read as its language.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from summarizer.errors import ConfigError
from summarizer.model import Page
from summarizer.render.page_blocks import Block
from summarizer.text.escaping import flatten, mend_surrogates

# Latin, Greek, Cyrillic and the signs that go with them, for which Typst brings fonts.
_OF_OUR_FONTS = re.compile("[\t\n -\u052f\u1e00-\u27bf\ufb00-\ufb06\ufffd]*")
_LANGUAGE = re.compile("[a-z]{2,3}")


def write_pdf_document(page: Page, blocks: Sequence[Block], layout: Callable[[], Path]) -> bytes:
    """Return the blocks of a page as a PDF, laid out by the file that ``layout`` returns.

    Other scripts than Latin, Greek and Cyrillic are printed with the fonts of this machine; only then its bytes depend
    on these. Raise ConfigError where typst is not installed.
    """
    try:
        import typst
    except ImportError as error:
        raise ConfigError(
            "a PDF needs typst", where="pdf", hint="install it with pip install 'summarizer[pdf]'"
        ) from error
    language = page.language if _LANGUAGE.fullmatch(page.language) else "en"
    record = {"title": flatten(page.title), "language": language, "blocks": [asdict(one) for one in blocks]}
    data = mend_surrogates(json.dumps(record, ensure_ascii=False))
    return bytes(
        typst.compile(
            layout().read_bytes(),
            format="pdf",
            sys_inputs={"page": data},
            ignore_system_fonts=_OF_OUR_FONTS.fullmatch(data) is not None,
        )
    )
