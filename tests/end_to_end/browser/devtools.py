"""A headless Chromium that is told what to do through pipes: pages are opened, asked by script and photographed."""

from __future__ import annotations

import fcntl
import json
import os
import select
import subprocess
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE = 60.0  # seconds
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)

#: Where on a photographed page each of some colours is: how many of its points, on a page drawn by script.
COUNT_COLOURS = """async colours => {
  const picture = await createImageBitmap(await (await fetch("data:image/png;base64," + colours.picture)).blob());
  const canvas = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
  canvas.drawImage(picture, 0, 0);
  const points = canvas.getImageData(0, 0, picture.width, picture.height).data;
  const found = {};
  for (let at = 0; at < points.length; at += 4) {
    const colour = (points[at] << 16) + (points[at + 1] << 8) + points[at + 2];
    if (colours.wanted.includes(colour)) found[colour] = (found[colour] || 0) + 1;
  }
  return found;
}"""


class Chromium:
    """A browser with one tab; to be used in a ``with`` block."""

    def __init__(self, program: str, profile: Path) -> None:
        to_browser, self._write = os.pipe()
        self._read, from_browser = os.pipe()
        # The browser reads its descriptor 3 and writes to 4, whatever numbers the pipes have here.
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD, 20) for end in (to_browser, from_browser)]
        command = [program, *FLAGS, f"--user-data-dir={profile}", "--remote-debugging-pipe", "about:blank"]
        self._process = subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(3, 4),
            preexec_fn=lambda: [os.dup2(end, 3 + at) for at, end in enumerate(ends)],
        )
        for end in (to_browser, from_browser, *ends):
            os.close(end)
        self._buffer = b""
        self._number = 0
        self._session = ""
        self.events: list[dict[str, Any]] = []
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.send("Page.enable")

    def __enter__(self) -> Chromium:
        return self

    def __exit__(self, *error: object) -> None:
        for end in (self._write, self._read):
            os.close(end)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Return the browser's answer to a command."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                result: dict[str, Any] = answer["result"]
                return result
            self.events.append(answer)

    def _receive(self) -> dict[str, Any]:
        until = time.monotonic() + PATIENCE
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._read], [], [], max(0.0, until - time.monotonic()))
            assert ready, "the browser does not answer"
            data = os.read(self._read, 1 << 20)
            assert data, "the browser has ended"
            self._buffer += data
        message, _, self._buffer = self._buffer.partition(b"\0")
        answer: dict[str, Any] = json.loads(message)
        return answer

    def resize(self, width: int, height: int, scale: float = 1.0) -> None:
        """Make the window so wide and high, in pixels of the page."""
        self.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=False
        )

    def open(self, url: str) -> None:
        """Open an address as if it was typed, and wait until the page is there."""
        self.events.clear()
        self.send("Page.navigate", url=url)
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self._receive())

    def ask(self, script: str) -> Any:
        """Return what an expression of JavaScript is worth on the page."""
        answer = self.send("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def photograph(self, *, whole: bool = False) -> str:
        """Return what is seen of the page, or the whole of it, as PNG in base64."""
        picture: str = self.send("Page.captureScreenshot", captureBeyondViewport=whole)["data"]
        return picture

    def count_colours(self, picture: str, wanted: list[int]) -> dict[int, int]:
        """Return of which of some colours (0xRRGGBB) a picture has how many points."""
        given = json.dumps({"picture": picture, "wanted": wanted})
        return {int(colour): count for colour, count in self.ask(f"({COUNT_COLOURS})({given})").items()}
