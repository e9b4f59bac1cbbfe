"""A desk for tests of whole mornings: a feed and a mail server on loopback, and the program in a bare environment."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

import pytest
from calling import HOUSE, Run, call
from kept_process import open_kept
from mail_server import Script, serving
from serving import Reply, Site, serve

from summarizer.cli import run_context

#: Put before everything else in the processes started here: whatever would leave loopback is written down and fails.
_FENCE = """
import ipaddress, os, socket

def refuse(what):
    with open(os.environ["FENCE"], "a") as file:
        file.write(f"{what}\\n")
    raise OSError("outside of loopback")

def fenced(name):
    inner = getattr(socket.socket, name)
    def connect(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and not ipaddress.ip_address(address[0]).is_loopback:
            refuse(address)
        return inner(self, address)
    return connect

def look_up(host, *rest, inner=socket.getaddrinfo, **more):
    try:
        ipaddress.ip_address(host)
    except ValueError:
        refuse(host)
    return inner(host, *rest, **more)

def name(*_):
    raise socket.gaierror("no names here")

socket.socket.connect, socket.socket.connect_ex = fenced("connect"), fenced("connect_ex")
socket.getaddrinfo, socket.gethostbyaddr, socket.gethostbyname = look_up, name, name
"""
SETTINGS = """
places = [{places}]
new_only = true
timezone = "Europe/Berlin"
length = "60"
{more}
[fetch]
allow_private = true
pause = 0
retries = 0
{fetch}
[history]
path = "history.db"
wait = 20

[mail]
server = "smtp://127.0.0.1:{port}"
sender = "Morning desk <desk@news.example>"
to = [{readers}]
pauses = [0, 0]
timeout = 10
{mail}
"""
ANN, BO = "ann@a.example", "bo@b.example"


@dataclass(frozen=True)
class Item:
    """An article of a feed: the feed has its first sentence, its page all of them."""

    name: str
    day: str
    sentences: Sequence[str]
    title: str = ""

    @property
    def headline(self) -> str:
        return escape(self.title or f"Report {self.name}")


@dataclass
class Desk:
    """A folder with a settings file, and the servers that it names."""

    folder: Path
    site: Site
    script: Script
    port: int
    papers: dict[str, str] = field(default_factory=dict)
    site_code: str = ""

    def settle(
        self,
        readers: Sequence[str] = (ANN, BO),
        places: Sequence[str] = (),
        more: str = "",
        mail: str = "",
        fetch: str = "",
    ) -> None:
        """Write the settings file."""
        named = places or [self.site.url(f"/{paper}.xml") for paper in self.papers]
        text = SETTINGS.format(
            places=json.dumps(list(named))[1:-1],
            readers=json.dumps(list(readers))[1:-1],
            port=self.port,
            more=more,
            mail=mail,
            fetch=fetch,
        )
        (self.folder / "summarizer.toml").write_text(text, encoding="utf-8")

    def publish(self, paper: str, title: str, items: Sequence[Item]) -> None:
        """Put a feed and its pages on the web server."""
        self.papers[paper] = title
        for item in items:
            self.site.routes[f"/{paper}/{item.name}"] = make_page(title, item)
        self.site.routes[f"/{paper}.xml"] = make_feed(paper, title, items)

    def start(self, *args: str, **env: str) -> subprocess.Popen[str]:
        """Start the program as cron does: no home, hardly a path, from the root folder."""
        fence = self.folder / ".fence"
        fence.mkdir(exist_ok=True)
        (fence / "sitecustomize.py").write_text(f"{_FENCE}{self.site_code}", encoding="utf-8")
        return subprocess.Popen(
            [sys.executable, "-m", "summarizer", *args, "-c", str(self.folder / "summarizer.toml")],
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "PYTHONPATH": f"{fence}:{HOUSE}", "FENCE": str(fence / "log"), **env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *args: str, **env: str) -> Run:
        """Run the program and see to it that it stayed on loopback."""
        process = self.start(*args, **env)
        out, err = process.communicate(timeout=120)
        assert "Traceback" not in err, err
        assert "\x1b" not in out + err
        self.check_fence()
        return Run(process.returncode, out, err)

    def call(self, *args: str | Path) -> Run:
        """Call the command line in this process, which is faster; pytest-socket keeps it on loopback."""
        return call(*args, "-c", self.folder / "summarizer.toml")

    def check_fence(self) -> None:
        log = self.folder / ".fence" / "log"
        assert not log.exists(), log.read_text(encoding="utf-8")

    def edition(self, day: str) -> dict[str, Any]:
        """Read the JSON of an edition."""
        (path,) = (self.folder / "outputs").glob(f"{day}-*.json")
        record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return record

    def lines(self, day: str) -> list[dict[str, Any]]:
        """Give what an edition prints."""
        return [line for section in self.edition(day)["sections"] for line in section["sentences"]]

    def states(self, day: str = "") -> dict[str, str]:
        """Give the state of each address of the queue, by the history itself."""
        from summarizer.storage.deliveries import list_deliveries
        from summarizer.storage.history import peek_history

        with peek_history(self.folder / "history.db") as history:
            return {one.address: one.state for one in list_deliveries(history, date=day)}


def make_page(title: str, item: Item) -> Reply:
    text = "".join(f"<p>{escape(sentence)}</p>" for sentence in item.sentences)
    meta = f'<meta property="og:site_name" content="{title}"><title>{item.name}</title>'
    body = f"<article><h1>{item.headline}</h1>{text}</article>"
    return Reply(f"<html lang='en'><head>{meta}</head><body>{body}</body></html>")


def make_feed(paper: str, title: str, items: Sequence[Item]) -> Reply:
    entries = "".join(
        f"<item><title>{item.headline}</title><link>/{paper}/{item.name}</link><guid>{paper}-{item.name}</guid>"
        f"<pubDate>{item.day}T05:00:00Z</pubDate><description>{escape(item.sentences[0])}</description></item>"
        for item in items
    )
    body = f"<rss version='2.0'><channel><title>{title}</title><language>en</language>{entries}</channel></rss>"
    return Reply(body, kind="application/rss+xml")


@contextmanager
def open_desk(folder: Path, script: Script | None = None, **how: Any) -> Iterator[Desk]:
    """Run both servers for the time of a block; what is called in it shares a process for what may take too much."""
    folder.mkdir(parents=True, exist_ok=True)
    script = script or Script()
    with serve({}) as site, serving(script, **how) as port, pytest.MonkeyPatch.context() as patch:
        patch.setattr(run_context, "BoundedProcess", open_kept)
        yield Desk(folder, site, script, port)


def read_texts(desk: Desk) -> Mapping[str, list[str]]:
    """Give the plain texts of all mails by their readers."""
    found: dict[str, list[str]] = {}
    for letter in desk.script.taken:
        body = letter.message.get_body(("plain",))
        assert body is not None
        for reader in letter.recipients:
            found.setdefault(reader, []).append(body.get_content())
    return found
