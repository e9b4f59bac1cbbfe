"""``summarizer doctor``: each thing that can be wrong is named, with what to do, and nothing is changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from calling import call
from mail_server import PASSWORD, Script, make_certificate, serving
from morning import ANN, BO, Desk, Item, open_desk
from serving import Reply

from summarizer.fetch.state import KnownPlace, State, make_key, save_state
from summarizer.storage.history import MIGRATIONS

pytestmark = pytest.mark.allow_hosts(["127.0.0.0/8"])

STORM = Item("storm", "2026-03-02", ["A storm tore the roof off the market hall in Norvik.", "Nobody was hurt."])


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path) as opened:
        opened.publish("post", "The Harbour Post", [STORM])
        opened.settle()
        yield opened


def examine(desk: Desk, *args: str) -> tuple[int, list[str]]:
    run = desk.call("doctor", *args)
    lines = run.out.splitlines()
    assert all(re.match(r"(ok|notice|problem) +\S.*: ", line) for line in lines), run.out
    problems = sum(line.startswith("problem") for line in lines)
    assert run.err.startswith(f"{len(lines)} checks: {problems or 'all is well'}")
    return run.status, lines


def find(lines: list[str], what: str) -> str:
    """Give the lines about something that are not ok, or the ok ones."""
    mine = [line for line in lines if line.split(maxsplit=1)[1].startswith(what)]
    return "\n".join([line for line in mine if not line.startswith("ok")] or mine)


def test_when_all_is_well_each_check_says_so_and_nothing_is_changed(desk: Desk) -> None:
    before = sorted(desk.folder.rglob("*"))
    status, lines = examine(desk)
    assert status == 0
    assert {line.split()[0] for line in lines} == {"ok"}
    told = " ".join(line.split()[1] for line in lines)
    assert told == "program: settings: history: clock: plan: templates: folder place output: mail: mail:"
    assert f"to {ANN}, {BO}" in "\n".join(lines)
    assert find(lines, "place").endswith("post.xml: a feed that answers")
    assert (desk.script.sessions, desk.script.taken) == (1, [])
    assert desk.site.paths() == ["/post.xml"]
    assert sorted(desk.folder.rglob("*")) == before


def test_asked_to_be_quiet_it_tells_problems_only(desk: Desk) -> None:
    run = desk.call("doctor", "--offline", "-q")
    assert (run.status, run.out, run.err) == (0, "", "")
    desk.settle(more='plan = "none"')
    run = desk.call("doctor", "--offline", "-q")
    assert run.status == 1
    assert run.out.startswith("problem  ")
    assert run.out.count("\n") == 1


def test_a_feed_that_has_been_silent_for_long_is_named_offline_too(desk: Desk) -> None:
    address = desk.site.url("/post.xml")
    known = KnownPlace(address, newest="2025-12-24T10:00:00+00:00")
    (desk.folder / "articles").mkdir()
    save_state(desk.folder / "articles", State({make_key(address): known}))
    _, lines = examine(desk, "--offline")
    assert "post.xml: has had nothing new since 2025-12-24, for " in "\n".join(lines)


def test_offline_neither_the_places_nor_the_mail_server_are_asked(desk: Desk) -> None:
    status, lines = examine(desk, "--offline")
    assert (status, desk.script.sessions, desk.site.asked) == (0, 0, [])
    assert sum(line.endswith("not asked: --offline") for line in lines) == 2


@pytest.mark.parametrize("args", [(), ("--offline",)])
def test_passwords_and_keys_in_addresses_are_shown_nowhere(desk: Desk, args: tuple[str, ...]) -> None:
    desk.settle(places=[desk.site.url("/bad.xml?api_key=hunter2").replace("://", "://ann:hunter3@")])
    assert "hunter" not in "\n".join(examine(desk, *args)[1])
    assert "hunter" not in desk.call("config").out
    assert "hunter" not in desk.call("send", "-v").err


def test_faults_of_places_are_told(desk: Desk) -> None:
    desk.site.routes["/bad.xml"] = Reply("gone wrong", 404)
    places = ["nowhere", "articles", desk.site.url("/bad.xml"), desk.site.url("/post.xml")]
    desk.settle(places=places)
    (desk.folder / "articles").mkdir()
    (desk.folder / "articles" / "a.txt").write_text("A storm tore off a roof.", encoding="utf-8")
    status, lines = examine(desk)
    assert status == 1
    assert "No such file" in find(lines, f"place {desk.folder}/nowhere")
    assert find(lines, f"place {desk.folder}/articles").endswith("1 article")
    assert "404" in find(lines, f"place {desk.site.url('/bad.xml')}")
    assert "answers" in find(lines, f"place {desk.site.url('/post.xml')}")


def test_what_the_check_itself_does_not_take_is_not_told_of_a_feed(desk: Desk) -> None:
    items = "".join(f"<item><title>Ferry {n}</title><link>https://a.example/{n}</link></item>" for n in range(3))
    feed = f"<rss version='2.0'><channel><title>The Harbour Post</title>{items}</channel></rss>"
    desk.site.routes["/post.xml"] = Reply(feed, kind="application/rss+xml")
    assert find(examine(desk)[1], "place").endswith("post.xml: a feed that answers")


def test_a_feed_without_items_is_told(desk: Desk) -> None:
    empty = "<rss version='2.0'><channel><title>The Harbour Post</title></channel></rss>"
    desk.site.routes["/post.xml"] = Reply(empty, kind="application/rss+xml")
    status, lines = examine(desk)
    assert (status, "is a feed without any item: if it stays so, look" in find(lines, "place")) == (0, True)


def test_a_private_address_is_told_with_the_key_that_allows_it(desk: Desk) -> None:
    path = desk.folder / "summarizer.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("allow_private = true", ""), encoding="utf-8")
    status, lines = examine(desk)
    assert (status, "allow_private = true" in find(lines, "place")) == (1, True)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("briefing.md.j2", "{{ nothing_of_the_kind }}", r"briefing.md.j2.*nothing_of_the_kind"),
        ("mail.html.j2", "{% if %}", r"mail.html.j2:1"),
        ("mail.subject.j2", "{{ title", r"mail.subject.j2"),
    ],
)
def test_a_fault_in_an_own_template_is_told_with_its_file(desk: Desk, name: str, text: str, said: str) -> None:
    (desk.folder / "templates").mkdir()
    (desk.folder / "templates" / "briefing.txt.j2").write_text("{{ title }}", encoding="utf-8")
    assert find(examine(desk)[1], "templates") == "ok       templates: own: briefing.txt.j2"
    (desk.folder / "templates" / name).write_text(text, encoding="utf-8")
    status, lines = examine(desk)
    assert status == 1
    assert re.match(rf"problem  templates: .*{said}", find(lines, "templates"))


def test_faults_of_plan_output_and_time_zone_are_told(desk: Desk) -> None:
    (desk.folder / "taken").write_text("", encoding="utf-8")
    desk.settle(more='output = "taken/here"\nmethod = "lexrank"')
    status, lines = examine(desk)
    assert status == 1
    assert "summarizer.toml: line 7: method: there is no method “lexrank” (did you mean “lex-rank”?)" in find(
        lines, "plan"
    )
    assert re.match(r"problem  output: .*taken: .*directory \(choose", find(lines, "output"))
    assert "in Europe/Berlin (summarizer.toml, line 4)" in find(lines, "clock")


def test_faults_of_the_mail_are_told_and_the_password_is_shown_nowhere(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.settle(readers=[])
    assert "nobody is to get it" in find(examine(desk)[1], "mail")
    desk.settle(mail='user = "desk"\npassword_env = "MORNING"')
    assert "the environment has no MORNING" in find(examine(desk)[1], "mail")
    monkeypatch.setenv("MORNING", PASSWORD)
    status, lines = examine(desk)
    assert (status, "knows no log-in" in find(lines, "mail")) == (1, True)
    assert PASSWORD not in "\n".join(lines)
    with open_desk(tmp_path / "other", Script(), log_in=True, auth_require_tls=False) as strict:
        strict.publish("post", "The Harbour Post", [STORM])
        strict.settle(mail='user = "desk"\npassword_env = "MORNING"')
        status, lines = examine(strict)
        assert (status, lines[-1].endswith("answers, without TLS, logged in as desk")) == (0, True)
        monkeypatch.setenv("MORNING", "wrong")
        assert "does not take the user and password" in find(examine(strict)[1], "mail")
        assert strict.script.taken == []


def test_tls_is_checked_with_the_certificate(desk: Desk) -> None:
    certificate, context = make_certificate(desk.folder)
    with serving(Script(), tls_context=context) as port:
        desk.port = port
        desk.settle(mail='starttls = "required"')
        assert "certificate is not trusted" in find(examine(desk)[1], "mail")
        desk.settle(mail=f'starttls = "required"\nca_file = "{certificate.name}"')
        assert find(examine(desk)[1], "mail").endswith("answers, with TLS")
    assert "connection refused" in find(examine(desk)[1], "mail")


def test_settings_that_cannot_be_read_end_it_at_once(desk: Desk) -> None:
    (desk.folder / "summarizer.toml").write_text("lenght = 3", encoding="utf-8")
    run = desk.call("doctor")
    assert run.status == 2
    assert re.fullmatch(
        r"problem  settings: .*: line 1: there is no key “lenght” \(did you mean “length”\?\)\n", run.out
    )
    assert call("doctor", "-c", desk.folder / "none.toml").status == 2


def test_the_faults_of_one_briefing_do_not_hide_those_of_another(desk: Desk) -> None:
    desk.settle(mail='[briefing.a]\nplan = "nothing"\n[briefing.b]\nplaces = ["nowhere"]')
    status, lines = examine(desk)
    assert status == 1
    assert "there is no plan “nothing”" in find(lines, "a: settings")
    assert "No such file" in find(lines, "b: place")
    status, lines = examine(desk, "--name", "b", "--offline")
    assert not any("a: " in line for line in lines)


def test_what_a_history_holds_is_told(desk: Desk) -> None:
    desk.script.mail = ["451 busy"] * 9
    desk.call("send", "-q", "--date", "2026-03-02")
    desk.script.mail = []
    status, lines = examine(desk)
    assert status == 0
    assert f"version {len(MIGRATIONS)}, 1 edition, the last of 2026-03-02" in "\n".join(lines)
    assert f"notice   mail: queued for the next run: {ANN} (2026-03-02), {BO} (2026-03-02)" in "\n".join(lines)
