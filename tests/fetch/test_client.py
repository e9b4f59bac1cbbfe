"""Requests: what is asked, what is refused, what is bounded. All on loopback."""

from __future__ import annotations

import gzip
import socket
import ssl
import subprocess
import threading
import time
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
import requests
from serving import POLICY, Clock, Reply, make_client, serve
from urllib3.exceptions import ProtocolError

from summarizer.fetch.answers import describe_error
from summarizer.fetch.web_addresses import FetchError, Policy

pytestmark = pytest.mark.allow_hosts(["127.0.0.0/8"])


def fault_of(url: str, policy: Policy = POLICY, **more: Any) -> FetchError:
    with pytest.raises(FetchError) as caught:
        make_client(policy, **more).get(url)
    return caught.value


def test_an_answer_tells_its_kind_charset_and_validators() -> None:
    reply = Reply(b"K\xf6ln", kind="text/html; charset=ISO-8859-1", headers={"ETag": '"a"', "Last-Modified": "then"})
    with serve({"/a": reply}) as site:
        answer = make_client().get(site.url("/a"))
    assert (answer.status, answer.data, *answer.declared) == (
        200,
        b"K\xf6ln",
        "text/html",
        "iso-8859-1",
    )
    assert (answer.headers["ETag"], answer.headers["Last-Modified"]) == ('"a"', "then")
    assert answer.url == site.url("/a")


def test_the_program_names_itself_and_sends_no_cookies_back() -> None:
    with serve({"/a": Reply("x", headers={"Set-Cookie": "id=1"})}) as site:
        client = make_client()
        client.get(site.url("/a"))
        client.get(site.url("/a"))
        assert all(headers["user-agent"].startswith("summarizer/") for _, headers in site.asked)
        assert not any("cookie" in headers or "referer" in headers for _, headers in site.asked)


def test_what_has_not_changed_is_not_sent_again() -> None:
    def reply(handler: BaseHTTPRequestHandler) -> Reply:
        same = handler.headers.get("If-None-Match") == '"a"' and handler.headers.get("If-Modified-Since") == "then"
        return Reply(status=304) if same else Reply("new")

    with serve({"/a": reply}) as site:
        assert make_client().get(site.url("/a"), '"a"', "then").status == 304
        assert make_client().get(site.url("/a"), '"b"', "then").data == b"new"


def test_an_unasked_304_is_a_fault() -> None:
    with serve({"/a": Reply(status=304)}) as site:
        assert "304" in fault_of(site.url("/a")).message


def test_an_error_of_the_moment_is_tried_again_later_and_later() -> None:
    clock = Clock()
    with serve({"/a": [Reply(status=500), Reply(status=503), Reply("there")]}) as site:
        client = make_client(replace(POLICY, backoff=1.0), clock)
        assert client.get(site.url("/a")).data == b"there"
    assert clock.slept == [1.0, 2.0]


def test_after_three_tries_it_is_a_fault_of_the_moment() -> None:
    with serve({"/a": Reply(status=500)}) as site:
        fault = fault_of(site.url("/a"))
        assert (fault.temporary, len(site.paths())) == (True, 3)
        assert fault.message == "gives the error 500"
        assert "the next run tries again" in fault.advice


@pytest.mark.parametrize("status", [401, 403, 404, 410, 418])
def test_a_lasting_error_is_not_tried_again(status: int) -> None:
    with serve({"/a": Reply(status=status)}) as site:
        fault = fault_of(site.url("/a"))
        assert (fault.temporary, len(site.paths())) == (False, 1)
        assert str(status) in fault.message


@pytest.mark.parametrize("wish", ["7", "Wed, 05 Mar 2031 06:00:07 GMT"])
def test_a_wish_to_be_left_alone_is_kept(wish: str) -> None:
    clock = Clock()
    with serve({"/a": [Reply(status=429, headers={"Retry-After": wish}), Reply("there")]}) as site:
        assert make_client(POLICY, clock).get(site.url("/a")).data == b"there"
    assert clock.slept == [7.0]


def test_a_long_wish_is_left_for_the_next_run_and_holds_for_the_whole_host() -> None:
    clock = Clock()
    routes = {"/a": Reply(status=429, headers={"Retry-After": "3600"}), "/b": Reply("there")}
    with serve(routes) as site:
        client = make_client(POLICY, clock)
        for path in ("/a", "/b"):
            with pytest.raises(FetchError, match="asks to be left alone for 3600 s") as caught:
                client.get(site.url(path))
            assert caught.value.temporary
            assert caught.value.wait == pytest.approx(3600, abs=1)
        assert site.paths() == ["/a"]
    assert clock.slept == []


def test_a_wish_for_a_thousand_years_is_bounded() -> None:
    with serve({"/a": Reply(status=503, headers={"Retry-After": "9" * 15})}) as site:
        assert fault_of(site.url("/a")).wait == 86_400


def test_between_two_requests_to_a_host_there_is_a_pause() -> None:
    clock = Clock()
    with serve({"/a": "x", "/robots.txt": Reply("User-agent: *\nCrawl-delay: 5\n", kind="text/plain")}) as site:
        client = make_client(replace(POLICY, pause=2.0), clock)
        client.get(site.url("/a"))
        client.get(site.url("/a"))
    assert clock.slept == [2.0, 5.0]


def test_a_host_is_asked_one_thing_at_a_time() -> None:
    running, most = [], []

    def slow(_: BaseHTTPRequestHandler) -> Reply:
        running.append(1)
        most.append(len(running))
        time.sleep(0.05)
        running.pop()
        return Reply("x")

    with serve({f"/{n}": slow for n in range(4)}) as site:
        client = make_client()
        threads = [threading.Thread(target=client.get, args=(site.url(f"/{n}"),)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert most == [1, 1, 1, 1]


def test_redirects_are_followed_a_few_times() -> None:
    routes = {f"/{n}": Reply(status=301, headers={"Location": f"/{n + 1}"}) for n in range(6)}
    with serve({**routes, "/6": "there"}) as site:
        assert make_client().get(site.url("/1")).data == b"there"
        fault = fault_of(site.url("/0"))
        assert "leads on more than 5 times" in fault.message


def test_a_circle_of_redirects_ends() -> None:
    routes = {"/a": Reply(status=302, headers={"Location": "/b"}), "/b": Reply(status=307, headers={"Location": "/a"})}
    with serve(routes) as site:
        assert "leads on" in fault_of(site.url("/a")).message
        assert len(site.paths()) == 6


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://x.example/", "data:text/html,x", "//[bad"])
def test_a_redirect_to_anything_but_the_web_is_refused(target: str) -> None:
    with serve({"/a": Reply(status=302, headers={"Location": target})}) as site:
        assert "leads to" in fault_of(site.url("/a")).message


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/", "http://", "http://a b/", "http://x:99999/"])
def test_what_is_no_address_of_the_web_is_not_asked(url: str) -> None:
    assert not fault_of(url).temporary


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost.example", "10.1.2.3", "169.254.169.254", "0.0.0.0"])
def test_a_private_address_is_not_even_connected_to(host: str) -> None:
    with serve({"/a": "secret"}) as site:
        fault = fault_of(site.url("/a", host), replace(POLICY, allow_private=False))
        assert "private network" in fault.message
        assert site.asked == []


def test_a_redirect_to_a_private_address_is_refused() -> None:
    # Here 127.0.0.1 plays the open Internet, and 127.0.0.2 the inside.
    with serve({"/a": Reply(status=302, headers={"Location": "http://127.0.0.2/secret"})}) as site:
        fault = fault_of(site.url("/a"), may_reach=lambda address: address == "127.0.0.1")
        assert "private network" in fault.message


def test_a_name_that_changes_its_address_does_not_lead_inside() -> None:
    answers = ["127.0.0.1", "127.0.0.2"]

    def rebind(_: str, port: int, *__: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers.pop(0), port))]

    def reach(address: str) -> bool:
        return address == "127.0.0.1"

    with serve({"/a": Reply("x", headers={"Connection": "close"})}) as site:
        client = make_client(may_reach=reach, resolve=rebind)
        with pytest.raises(FetchError, match="private network"):
            client.get(site.url("/a", "news.example"))
        # The first look-up served robots.txt, the second would have led inside.
        assert [path for path, _ in site.asked] == ["/robots.txt"]


def test_the_other_end_of_a_connection_is_looked_at_too() -> None:
    verdicts = [True, False]
    with serve({"/a": "secret"}) as site:
        fault = fault_of(site.url("/a"), may_reach=lambda _: verdicts.pop(0))
        assert fault.message == "the connection led to the private address 127.0.0.1"
        assert site.asked == []


def test_of_several_addresses_only_the_public_ones_are_used() -> None:
    def both(_: str, port: int, *__: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (at, port)) for at in ("127.0.0.9", "127.0.0.1")]

    with serve({"/a": "there"}) as site:
        client = make_client(may_reach=lambda address: address == "127.0.0.1", resolve=both)
        assert client.get(site.url("/a", "news.example")).data == b"there"


def test_packed_answers_are_unpacked_and_bombs_are_not() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    headers = {"Content-Encoding": "gzip"}
    routes = {
        "/good": Reply(gzip.compress(b"It rained.") + gzip.compress(b" And how."), headers=headers),
        "/bomb": Reply(bomb, headers=headers),
        "/cut": Reply(gzip.compress(b"It rained." * 100)[:-9], headers=headers),
        "/bad": Reply(b"no gzip", headers=headers),
        "/other": Reply(b"x", headers={"Content-Encoding": "br"}),
    }
    assert len(bomb) < 100_000
    with serve(routes) as site:
        assert make_client().get(site.url("/good")).data == b"It rained. And how."
        for path, fault in {
            "/bomb": "larger than 10.0 MB", "/cut": "before it was whole", "/bad": "cannot be unpacked",
            "/other": "not asked for",
        }.items():  # fmt: skip
            assert fault in fault_of(site.url(path)).message


def test_an_endless_answer_ends_at_the_limit() -> None:
    ended = threading.Event()

    def pour(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        try:
            while True:
                handler.wfile.write(b"x" * 65_536)
        except OSError:
            ended.set()

    with serve({"/a": pour}) as site:
        client = make_client()
        with pytest.raises(FetchError, match=r"larger than 10\.0 MB"):
            client.get(site.url("/a"))
        assert ended.wait(2), "the server must learn that nobody listens any more"


def test_one_connection_serves_several_pages() -> None:
    ports = set()

    def reply(handler: BaseHTTPRequestHandler) -> Reply:
        ports.add(handler.client_address[1])
        return Reply("x")

    with serve({"/a": reply, "/b": reply}) as site:
        client = make_client()
        assert [client.get(site.url(path)).data for path in ("/a", "/b", "/a")] == [b"x"] * 3
        client.close()
    assert len(ports) == 1


@pytest.mark.parametrize("headers", [{"Content-Type": "audio/mpeg"}, {"Content-Length": "99999999"}])
def test_a_body_that_is_of_no_use_is_not_even_begun(headers: dict[str, str]) -> None:
    with serve({"/a": Reply("x", headers=headers)}) as site:
        fault = fault_of(site.url("/a"))
        assert not fault.temporary
        assert fault.message in ("is no page but audio/mpeg", "is larger than 10.0 MB")


def test_a_connection_that_hangs_is_called_silent() -> None:
    error = requests.ConnectionError(ProtocolError("aborted", TimeoutError("timed out")))
    fault = describe_error(error, POLICY.timeout)
    assert fault.message == "its server did not answer within 2 s"


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: "])
def test_an_answer_that_drips_is_cut_off(head: bytes) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(head or b"HTTP/1.1 100 Continue\r\n\r\n")
        for _ in range(100):
            handler.wfile.write(b"x")
            time.sleep(0.05)

    policy = replace(POLICY, total_seconds=0.4, retries=0)
    with serve({"/a": drip}) as site:
        begun = time.monotonic()
        fault = fault_of(site.url("/a"), policy)
        assert time.monotonic() - begun < 2
    assert fault.temporary
    assert fault.message == "took longer than 0.4 s"


def test_a_silent_server_is_given_up() -> None:
    with serve({"/a": lambda _: time.sleep(1)}) as site:
        fault = fault_of(site.url("/a"), replace(POLICY, timeout=0.2, retries=0))
        assert fault.message == "its server did not answer within 0.2 s"


def test_an_answer_that_breaks_off_is_no_answer() -> None:
    def break_off(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nIt rai")

    with serve({"/a": break_off}) as site:
        assert fault_of(site.url("/a")).temporary


def test_a_server_that_is_not_there_is_tried_twice_and_then_left_alone() -> None:
    with serve({}) as site:
        pass
    client = make_client()
    messages = []
    for number in range(3):
        with pytest.raises(FetchError) as caught:
            client.get(site.url(f"/{number}"))
        messages.append(caught.value.message)
    assert messages[0] == "no connection: Connection refused"
    assert caught.value.temporary


def test_a_server_that_only_gives_errors_is_left_alone_after_a_while() -> None:
    with serve({"/good": "x", **{f"/{n}": Reply(status=500) for n in range(9)}}) as site:
        client = make_client(replace(POLICY, retries=0))
        messages = []
        for path in (*range(4), "good", *range(9)):
            try:
                messages.append(client.get(site.url(f"/{path}")).data.decode())
            except FetchError as fault:
                messages.append(fault.message)
    assert messages[4] == "x"
    assert messages[-4:] == [messages[5], *["was not tried: its server failed before"] * 3]


def test_one_slow_host_cannot_hold_up_the_run() -> None:
    clock = Clock()

    def take_time(_: BaseHTTPRequestHandler) -> Reply:
        clock.time += 40
        return Reply("x")

    with serve({"/a": take_time}) as site:
        client = make_client(replace(POLICY, host_seconds=100), clock)
        for _ in range(3):
            client.get(site.url("/a"))
        with pytest.raises(FetchError, match="more than 100 s in all"):
            client.get(site.url("/a"))


def test_robots_txt_is_kept() -> None:
    rules = Reply("User-agent: *\nDisallow: /private\n\nUser-agent: Summarizer\nDisallow: /closed\n", kind="text/plain")
    with serve({"/robots.txt": rules, "/closed": "x", "/private": "open to us"}) as site:
        assert make_client().get(site.url("/private")).data == b"open to us"
        fault = fault_of(site.url("/closed"))
        assert (fault.message, fault.temporary) == ("is closed to programs by the server's robots.txt", False)
        assert "/closed" not in site.paths()


def test_two_threads_ask_a_host_for_its_rules_once_and_never_for_two_things_at_once() -> None:
    asking: list[str] = []
    together: list[int] = []

    def reply(handler: BaseHTTPRequestHandler) -> Reply:
        asking.append(handler.path)
        time.sleep(0.02)
        together.append(len(asking))
        asking.remove(handler.path)
        return Reply(status=404) if "robots" in handler.path else Reply("x")

    with serve({"/robots.txt": reply, "/a": reply, "/b": reply}) as site:
        client = make_client()
        threads = [threading.Thread(target=client.get, args=(site.url(path),)) for path in ("/a", "/b")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(path for path, _ in site.asked) == ["/a", "/b", "/robots.txt"]
        assert together == [1, 1, 1]


def test_a_robots_txt_that_fails_closes_the_server_for_now() -> None:
    with serve({"/robots.txt": Reply(status=503), "/a": "x"}) as site:
        fault = fault_of(site.url("/a"))
        assert fault.temporary
        assert "robots.txt gives the error 503" in fault.message
        assert site.paths() == []


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_server_without_robots_txt_is_open(status: int) -> None:
    with serve({"/robots.txt": Reply(status=status), "/a": "x"}) as site:
        assert make_client().get(site.url("/a")).data == b"x"


def test_a_redirect_into_a_closed_place_is_not_followed() -> None:
    rules = Reply("User-agent: *\nDisallow: /closed\n", kind="text/plain")
    with serve({"/robots.txt": rules, "/a": Reply(status=302, headers={"Location": "/closed"})}) as site:
        assert "robots.txt" in fault_of(site.url("/a")).message
        assert site.paths() == ["/a"]


def test_credentials_are_sent_to_their_server_alone_and_never_shown() -> None:
    def moved(handler: BaseHTTPRequestHandler) -> Reply:
        port = handler.headers["Host"].rpartition(":")[2]
        return Reply(status=302, headers={"Location": f"http://other.example:{port}/b"})

    with serve({"/a": moved, "/b": Reply(status=404), "/c": "x"}) as site:
        secret = site.url("/a", "ann:pa55@news.example") + "?token=t0ken"
        site.routes["/a?token=t0ken"] = site.routes["/a"]
        shown = str(fault_of(secret))
        assert "pa55" not in shown
        assert "t0ken" not in str(fault_of(secret.replace("/a?", "/gone?")))
        sent = {path: "authorization" in headers for path, headers in site.asked}
        assert sent["/a?token=t0ken"] is True
        assert sent["/b"] is False
        assert "pa55" not in make_client().get(site.url("/c", "ann:pa55@news.example")).url


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=news.example"
    names = ["-addext", "subjectAltName=DNS:news.example", "-keyout", str(key), "-out", str(cert)]
    made = subprocess.run([*command.split(), *names], check=False, capture_output=True)
    assert made.returncode == 0, made.stderr
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    trusting = replace(POLICY, certificates=str(cert))
    with serve({"/a": "there"}, lambda sock: context.wrap_socket(sock, server_side=True)) as site:
        fault = fault_of(site.url("/a", "news.example"))
        assert fault.message.startswith("its certificate is not valid")
        assert make_client(trusting).get(site.url("/a", "news.example")).data == b"there"
        assert "certificate is not valid" in fault_of(site.url("/a", "other.example"), trusting).message


def test_after_the_deadline_nothing_is_asked_and_what_is_asked_is_cut() -> None:
    def drip(handler: Any) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)

    with serve({"/drip": drip}) as site:
        client = make_client(deadline=time.monotonic() + 0.6)
        with pytest.raises(FetchError, match=r"took longer than 0\.\d+ s|was not asked"):
            client.get(site.url("/drip"))
        with pytest.raises(FetchError, match="was not asked: the time of the run was over"):
            client.get(site.url("/other"))
        assert site.paths() == ["/drip"]
        client.close()
