"""The approved pages in a real browser: its layout, its colours, its fence against scripts, its print."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from devtools import Chromium

if TYPE_CHECKING:
    from collections.abc import Iterator

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SNAPSHOTS = Path(__file__).parent.parent.parent / "snapshots"
PAGES = [
    SNAPSHOTS / "test_rendering" / "test_the_page_looks_as_it_was_approved[html].html",
    SNAPSHOTS / "test_front_page_formats" / "test_the_page_looks_as_it_was_approved[html].html",
    # The sample's has a table of all marks, a drawing over days and quotations in other words.
    SNAPSHOTS / "test_sample_story" / "test_the_sample_storys_briefing_is_as_it_was_approved[html].html",
]
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--virtual-time-budget=5000"),
    "--host-resolver-rules=MAP * ~NOTFOUND",
)

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium, chromium-browser or google-chrome on the path")

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


def run(folder: Path, *arguments: str) -> str:
    command = [str(CHROMIUM), *FLAGS, f"--user-data-dir={folder / 'profile'}", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout


def look(folder: Path, page: str, width: int = 1200, *arguments: str) -> dict[str, object]:
    """Load a page in a frame of so many pixels and tell what is seen."""
    (folder / "frame.html").write_text(FRAME.format(width=width, page=html.escape(page)), encoding="utf-8")
    dom = run(folder, "--window-size=1400,900", *arguments, "--dump-dom", (folder / "frame.html").as_uri())
    found = re.search('<pre id="found">(.*?)</pre>', dom, re.DOTALL)
    assert found, dom[-500:]
    result: dict[str, object] = json.loads(html.unescape(found[1]))
    return result


@pytest.fixture(scope="module", params=PAGES, ids=["briefing", "front", "sample"])
def page(request: pytest.FixtureRequest) -> str:
    path: Path = request.param
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [320, 390, 1200])
def test_nothing_is_wider_than_the_window(tmp_path: Path, page: str, width: int) -> None:
    longest = page.replace("telephoned", "telephoned" * 12)
    for outlet in ("Brannoch Courier", "Example Wire"):
        longest = longest.replace(outlet, outlet.replace(" ", "") * 9)
    seen = look(tmp_path, longest, width)
    assert seen["scroll"] == seen["width"]


@pytest.mark.parametrize(("scheme", "background"), [(1, "rgb(253, 252, 249)"), (0, "rgb(23, 22, 20)")])
def test_all_text_stands_out_from_its_ground_by_light_and_dark(
    tmp_path: Path, page: str, scheme: int, background: str
) -> None:
    seen = look(tmp_path, page, 800, f"--blink-settings=preferredColorScheme={scheme}")
    assert seen["background"] == background
    assert seen["faint"] == []


def test_the_fence_keeps_even_a_real_script_from_running(tmp_path: Path, page: str) -> None:
    script = "<script>parent.hacked = true</script><img src=x onerror='parent.hacked = true'>"
    assert look(tmp_path, page)["hacked"] is False
    assert look(tmp_path, page.replace("<main>", f"<main>{script}"))["hacked"] is False
    unfenced = re.sub("<meta http-equiv[^>]*>", "", page).replace("<main>", f"<main>{script}")
    assert look(tmp_path, unfenced)["hacked"] is True


@pytest.mark.parametrize(("path", "most"), [(PAGES[0], 4), (PAGES[1], 4), (PAGES[2], 8)])
def test_the_page_can_be_printed(tmp_path: Path, path: Path, most: int) -> None:
    run(tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={tmp_path / 'page.pdf'}", path.as_uri())
    printed = (tmp_path / "page.pdf").read_bytes()
    assert printed.startswith(b"%PDF-")
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= most


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with Chromium(str(CHROMIUM), FLAGS[:7], tmp_path_factory.mktemp("profile")) as chromium:
        yield chromium


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
