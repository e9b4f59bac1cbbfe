"""The mails' approved HTML parts in a real browser, as wide as a phone and as a desk: its layout and its colours."""

from __future__ import annotations

from pathlib import Path

import pytest
from devtools import Chromium
from test_page_in_chromium import SNAPSHOTS, look

PAGES = sorted((SNAPSHOTS / "test_mail_parts").glob("*.html"))


@pytest.fixture(scope="module", params=PAGES, ids=lambda path: path.stem)
def page(request: pytest.FixtureRequest) -> str:
    path: Path = request.param
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [320, 390, 1200])
def test_nothing_is_wider_than_the_window(browser: Chromium, tmp_path: Path, page: str, width: int) -> None:
    longest = page.replace("Brannoch Courier", "Brannoch" * 12).replace("telephoned", "telephoned" * 12)
    seen = look(browser, tmp_path, longest, width)
    assert seen["scroll"] == seen["width"]
    assert seen["title"] in ("Mayor & ferry line *talk* again", "The news of 5 March 2031")


@pytest.mark.parametrize("width", [390, 1200])
@pytest.mark.parametrize(("scheme", "background"), [("light", "rgb(243, 240, 232)"), ("dark", "rgb(15, 14, 13)")])
def test_all_text_stands_out_from_its_ground_by_light_and_dark(
    browser: Chromium, tmp_path: Path, page: str, scheme: str, background: str, width: int
) -> None:
    seen = look(browser, tmp_path, page, width, scheme)
    assert seen["background"] == background
    assert seen["faint"] == []


def test_the_page_holds_without_the_rules_that_some_mail_programs_drop(
    browser: Chromium, tmp_path: Path, page: str
) -> None:
    head, _, rest = page.partition("<style>")
    seen = look(browser, tmp_path, head + rest.partition("</style>")[2], 390)
    assert seen["scroll"] == seen["width"]
    assert seen["background"] == "rgb(243, 240, 232)"
    assert seen["faint"] == []
