"""The approved pages in a real browser: its layout, its colours, its fence against scripts, its print."""

from __future__ import annotations

import html
import json
import re
from base64 import b64decode
from pathlib import Path

import pytest
from devtools import Chromium

SNAPSHOTS = Path(__file__).parent.parent.parent / "snapshots"
PAGES = [
    SNAPSHOTS / "test_rendering" / "test_the_page_looks_as_it_was_approved[html].html",
    SNAPSHOTS / "test_front_page_formats" / "test_the_page_looks_as_it_was_approved[html].html",
    # The sample's has a table of all marks, a drawing over days and quotations in other words.
    SNAPSHOTS / "test_sample_story" / "test_the_sample_storys_briefing_is_as_it_was_approved[html].html",
]
# The page is looked at from outside, in a frame: its own Content-Security-Policy lets no script run inside.
FRAME = """<!doctype html><title>frame</title><iframe id="frame" width="{width}" height="600" srcdoc="{page}"></iframe>
<script>
  window.hacked = false;
  function shade(color) {{
    const [r, g, b] = color.match(/[\\d.]+/g).slice(0, 3).map(Number)
      .map(c => c / 255).map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }}
  function ground(element) {{
    for (; element; element = element.parentElement) {{
      const color = getComputedStyle(element).backgroundColor;
      if (!/, 0\\)$/.test(color)) return color;
    }}
    return "rgb(255, 255, 255)";
  }}
  document.getElementById("frame").onload = event => {{
    const inner = event.target.contentDocument;
    const faint = [];
    for (const element of inner.body.querySelectorAll("*")) {{
      if (![...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())) continue;
      const [low, high] = [shade(getComputedStyle(element).color), shade(ground(element))].sort((a, b) => a - b);
      const contrast = (high + 0.05) / (low + 0.05);
      if (contrast < 4.5) faint.push(element.tagName + "." + element.className + " " + contrast.toFixed(2));
    }}
    const found = {{
      width: inner.documentElement.clientWidth,
      scroll: inner.documentElement.scrollWidth,
      background: getComputedStyle(inner.body).backgroundColor,
      faint, hacked: window.hacked, title: inner.title,
    }};
    document.body.insertAdjacentHTML("beforeend", "<pre id=found></pre>");
    document.getElementById("found").textContent = JSON.stringify(found);
  }};
</script>"""


def look(browser: Chromium, folder: Path, page: str, width: int = 1200, scheme: str = "light") -> dict[str, object]:
    """Load a page in a frame of so many pixels, by light or dark, and tell what is seen."""
    (folder / "frame.html").write_text(FRAME.format(width=width, page=html.escape(page)), encoding="utf-8")
    browser.resize(1400, 900)
    browser.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    browser.open((folder / "frame.html").as_uri())
    found: dict[str, object] = json.loads(browser.ask("document.getElementById('found').textContent"))
    return found


@pytest.fixture(scope="module", params=PAGES, ids=["briefing", "front", "sample"])
def page(request: pytest.FixtureRequest) -> str:
    path: Path = request.param
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [320, 390, 1200])
def test_nothing_is_wider_than_the_window(browser: Chromium, tmp_path: Path, page: str, width: int) -> None:
    longest = page.replace("telephoned", "telephoned" * 12)
    for outlet in ("Brannoch Courier", "Example Wire"):
        longest = longest.replace(outlet, outlet.replace(" ", "") * 9)
    seen = look(browser, tmp_path, longest, width)
    assert seen["scroll"] == seen["width"]


@pytest.mark.parametrize(("scheme", "background"), [("light", "rgb(253, 252, 249)"), ("dark", "rgb(23, 22, 20)")])
def test_all_text_stands_out_from_its_ground_by_light_and_dark(
    browser: Chromium, tmp_path: Path, page: str, scheme: str, background: str
) -> None:
    seen = look(browser, tmp_path, page, 800, scheme)
    assert seen["background"] == background
    assert seen["faint"] == []


def test_the_fence_keeps_even_a_real_script_from_running(browser: Chromium, tmp_path: Path, page: str) -> None:
    script = "<script>parent.hacked = true</script><img src=x onerror='parent.hacked = true'>"
    assert look(browser, tmp_path, page)["hacked"] is False
    assert look(browser, tmp_path, page.replace("<main>", f"<main>{script}"))["hacked"] is False
    unfenced = re.sub("<meta http-equiv[^>]*>", "", page).replace("<main>", f"<main>{script}")
    assert look(browser, tmp_path, unfenced)["hacked"] is True


@pytest.mark.parametrize(("path", "most"), [(PAGES[0], 4), (PAGES[1], 4), (PAGES[2], 8)])
def test_the_page_can_be_printed(browser: Chromium, path: Path, most: int) -> None:
    browser.open(path.as_uri())
    printed = b64decode(browser.send("Page.printToPDF")["data"])
    assert printed.startswith(b"%PDF-")
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= most


@pytest.mark.parametrize("path", PAGES, ids=["briefing", "front", "sample"])
@pytest.mark.parametrize("width", [390, 800, 1280])
def test_opened_lines_are_no_wider_than_the_window_and_a_wide_page_lists_its_sections(
    browser: Chromium, path: Path, width: int
) -> None:
    browser.resize(width, 900)
    browser.open(path.as_uri())
    browser.ask("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert browser.ask("document.documentElement.scrollWidth <= innerWidth")
    browser.ask("scrollTo(0, 1200)")
    top = browser.ask(
        "(() => { const box = document.querySelector('.outline')?.getBoundingClientRect();"
        " return box && box.height ? box.top : null })()"
    )
    is_listed = path != PAGES[1] and width == 1280
    assert (top is not None) == is_listed
    assert top is None or 0 <= top < 100


def test_a_line_opens_by_the_keyboard_alone(browser: Chromium) -> None:
    browser.resize(800, 900)
    browser.open(PAGES[0].as_uri())
    browser.send("Emulation.setFocusEmulationEnabled", enabled=True)
    browser.send("Page.bringToFront")
    browser.ask("document.querySelector('.more > summary').focus()")
    pressed = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13}
    browser.send("Input.dispatchKeyEvent", type="keyDown", text="\r", **pressed)
    browser.send("Input.dispatchKeyEvent", type="keyUp", **pressed)
    assert any(browser.ask("document.querySelector('.more').open") for _ in range(100))
    assert "The mayor rang the director" in browser.ask("document.querySelector('.more').innerText")


def test_in_print_all_lines_are_open(browser: Chromium) -> None:
    browser.open(PAGES[0].as_uri())
    shown = "getComputedStyle(document.querySelector('.more'), '::details-content').contentVisibility"
    hidden = browser.ask(shown)
    browser.send("Emulation.setEmulatedMedia", media="print")
    printed = browser.ask(shown)
    browser.send("Emulation.setEmulatedMedia", media="")
    assert (hidden, printed) == ("hidden", "visible")
