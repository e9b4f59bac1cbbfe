"""The message: its headers, whatever comes in from outside, and its two parts."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from email import message_from_bytes, message_from_string, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import getaddresses
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sample_briefing import BRIEFING
from sample_front_page import FRONT
from sample_mail import ANN, BO, CID, DEE, EVERYONE, NOW, SETTINGS, raw

from summarizer.errors import ConfigError
from summarizer.mail.mail_settings import DEFAULT_SENDER, Mailbox, MailSettings, list_recipients
from summarizer.mail.message import (
    address_to,
    build_message,
    compare_mail,
    is_worth_mailing,
    write_address_header,
    write_text_header,
    write_token_header,
)
from summarizer.model import BriefingSection
from summarizer.text.escaping import flatten

HEADERS = {
    *("Date", "Message-ID", "Subject", "From", "To", "Cc", "List-Id", "Auto-Submitted", "Content-Language"),
    *("Content-Type", "MIME-Version"),
}
HOSTILE = st.text(alphabet="<>\"'\\,;:@()[]=?_. \r\n\t\x00\x1b\u2028\u202e\ud800aZ9üé中🦀ب", max_size=120)
ANY = HOSTILE | st.text(max_size=200)


def parse(content: bytes) -> EmailMessage:
    return message_from_bytes(content, policy=policy.default)


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert isinstance(part, EmailMessage)
    text = part.get_content()
    assert isinstance(text, str)
    return text


def test_the_headers_are_those_of_an_automatic_mail_to_a_list() -> None:
    message = parse(raw(reply_to=("Desk <reply@news.example>",)))
    assert set(message.keys()) == {*HEADERS, "Reply-To"}
    assert str(message["Date"]) == "Wed, 05 Mar 2031 06:30:00 +0000"
    assert re.fullmatch(r"<morning\.2031-03-05\.[0-9a-f]{16}@news\.example>", str(message["Message-ID"]).strip())
    assert str(message["Subject"]) == "Mayor & ferry line *talk* again – 5 March 2031"
    assert str(message["From"]) == "Früh-Desk <desk@news.example>"
    assert str(message["To"]) == f"Ann <{ANN}>, {BO}"
    assert str(message["Cc"]) == CID
    assert str(message["Reply-To"]) == "Desk <reply@news.example>"
    assert str(message["List-Id"]) == "<morning.news.example>"
    assert str(message["Auto-Submitted"]) == "auto-generated"
    assert str(message["Content-Language"]) == "en"
    assert DEE not in raw().decode("ascii")


def test_the_text_part_comes_first_and_both_say_the_same() -> None:
    message = parse(raw())
    assert message.get_content_type() == "multipart/alternative"
    parts = [part for part in message.iter_parts() if isinstance(part, EmailMessage)]
    assert [part.get_content_type() for part in parts] == ["text/plain", "text/html"]
    assert {part.get_content_charset() for part in parts} == {"utf-8"}
    for kind in ("plain", "html"):
        assert "قال المدير" in body(message, kind)
        assert "Some 2,100 passengers were stranded" in " ".join(body(message, kind).split())


def test_the_same_edition_gives_the_same_bytes_and_another_time_changes_the_date_alone() -> None:
    first = raw()
    assert raw() == first
    later = build_message(BRIEFING, SETTINGS, NOW + timedelta(hours=3), "morning").content
    lines = set(first.splitlines())
    assert [line for line in later.splitlines() if line not in lines] == [b"Date: Wed, 05 Mar 2031 09:30:00 +0000"]


def test_the_hash_seed_changes_nothing() -> None:
    here = Path(__file__).resolve().parent
    code = (
        f"import sys; sys.path[:0] = {[str(here), str(here.parent), str(here.parent.parent)]!r}\n"
        "import summarizer.mail.message, summarizer.mail.transports\n"
        "assert not {'jinja2', 'css_inline'} & set(sys.modules)\n"
        "from sample_mail import raw; sys.stdout.buffer.write(raw())"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True)
        for seed in "12"
    ]
    assert runs[0].stdout == runs[1].stdout == raw()


def test_the_message_id_tells_editions_apart_and_not_what_is_in_them() -> None:
    def message_id(name: str = "morning", **more: str) -> str:
        return build_message(replace(BRIEFING, **more), SETTINGS, NOW, name).message_id  # type: ignore[arg-type]

    assert message_id() == message_id(title="made anew")
    others = [message_id(date="2031-03-06"), message_id("evening"), message_id("Morning!"), message_id("вранці")]
    assert len({message_id(), *others}) == 5
    assert all(other.isascii() for other in others)


def test_the_time_zone_of_the_date_is_the_caller_s() -> None:
    berlin = timezone(timedelta(hours=1))
    content = build_message(BRIEFING, SETTINGS, datetime(2031, 3, 5, 0, 5, tzinfo=berlin)).content
    assert b"Date: Wed, 05 Mar 2031 00:05:00 +0100\r\n" in content


def test_without_any_setting_there_is_a_mail_all_the_same() -> None:
    message = parse(build_message(BRIEFING, MailSettings(), NOW).content)
    assert str(message["From"]) == "Briefing <summarizer@localhost>"
    assert str(message["To"]) == "undisclosed-recipients:;"
    assert message["Cc"] is None


def test_a_mail_for_each_is_addressed_to_that_one_alone() -> None:
    content = raw(each=True)
    assert {"To", "Cc"}.isdisjoint(parse(content).keys())
    own = address_to(content, BO)
    assert str(parse(own)["To"]) == BO
    assert own.endswith(content)
    assert address_to(own, ANN) == own


def test_everyone_is_listed_once_however_often_and_however_written() -> None:
    twice = replace(SETTINGS, cc=(CID, "ANN@a.example"), bcc=(DEE, f"Cid <{CID}>"))
    assert list_recipients(twice) == EVERYONE
    assert f"To: {ANN}\r\n".encode() in raw(to=(ANN, f"Ann <{ANN}>"))


def test_an_address_outside_ascii_is_in_no_common_header_but_on_the_list() -> None:
    wide = ("jürgen@news.example", "Bücher <desk@bücher.example>")
    content = raw(to=wide)
    assert str(parse(content)["To"]) == "Bücher <desk@xn--bcher-kva.example>"
    assert content.isascii()
    assert list_recipients(MailSettings(to=wide)) == ("jürgen@news.example", "desk@xn--bcher-kva.example")
    own = address_to(raw(each=True), "jürgen@news.example")
    assert own.startswith("To: jürgen@news.example\r\n".encode())


def assert_sound(content: bytes) -> EmailMessage:
    """Check what holds for any message: only our headers, lines that every server takes, ASCII."""
    assert content.isascii()
    head, _, _ = content.partition(b"\r\n\r\n")
    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert max(map(len, head.split(b"\r\n"))) <= 340
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"\r" not in content.replace(b"\r\n", b"")
    message = parse(content)
    assert set(message.keys()) <= {*HEADERS, "Reply-To"}
    assert len(message.keys()) == len(set(message.keys()))
    assert not message.defects
    assert len(list(message.iter_parts())) == 2
    return message


@settings(max_examples=20, deadline=None)
@given(title=HOSTILE, other=HOSTILE)
@example(title="x\r\nBcc: eve@e.example", other="\r\n\r\n<script>")
@example(title="=?utf-8?q?x=0D=0ABcc:_eve?=", other="=?utf-8?b?DQo=?=")
@example(title="word " * 60, other="-" * 300)
@example(title="中" * 300, other="🦀" * 80)
def test_no_text_of_a_briefing_becomes_a_header(title: str, other: str) -> None:
    hostile = replace(BRIEFING, title=title, date=other[:20], language=other, plan=other)
    message = assert_sound(build_message(hostile, SETTINGS, NOW, other).content)
    subject = str(message["Subject"])
    wanted = flatten(title)
    if "=?" not in wanted and not other:
        assert "".join(subject.split()) == "".join(wanted.split()) or not wanted


@settings(max_examples=20, deadline=None)
@given(title=st.text(min_size=1, max_size=200))
def test_a_subject_of_any_alphabet_arrives_as_it_was(title: str) -> None:
    briefing = replace(BRIEFING, title=title, date="", sections=())
    wanted = flatten(title)
    message = assert_sound(build_message(briefing, SETTINGS, NOW, "morning").content)
    if "=?" not in wanted:
        # Readers fold runs of blanks; nothing else may differ.
        assert str(message["Subject"]).split() == (wanted or "morning").split()


NAMES = st.text(min_size=0, max_size=60).filter(lambda name: not set("<>") & set(name))


@settings(max_examples=20, deadline=None)
@given(names=st.lists(NAMES, min_size=1, max_size=12))
@example(names=["Falk, Ines", 'Ines "the desk" Falk', "Inés Falk, Nachrichten; (früh)", "a" * 60, "é" * 60])
@example(names=["Ü, v.: <x".replace("<", "")] * 12)
def test_names_of_any_alphabet_arrive_and_never_make_another_address(names: list[str]) -> None:
    to = tuple(f"{name} <reader{number}@news.example>" for number, name in enumerate(names))
    try:
        content = raw(to=to, sender=to[0].replace("reader0", "desk"))
    except ConfigError:
        # What cannot be written in a header is refused, not bent.
        return
    message = assert_sound(content)
    assert [address.addr_spec for address in message["To"].addresses] == [
        f"reader{number}@news.example" for number in range(len(names))
    ]
    assert [address.addr_spec for address in message["From"].addresses] == ["desk@news.example"]


def test_long_lists_of_long_names_are_folded() -> None:
    to = tuple(f"Nachrichtenredaktion Früh und Spät, {number} <reader{number}@news.example>" for number in range(300))
    assert len(assert_sound(raw(to=to))["To"].addresses) == 300
    # By the older parser: the newer one puts a blank between two encoded words of a name.
    listed = message_from_bytes(raw(to=to), policy=policy.compat32)["To"]
    names = [str(make_header(decode_header(name))) for name, _ in getaddresses([listed])]
    assert names[7] == "Nachrichtenredaktion Früh und Spät, 7"


@pytest.mark.parametrize("name", ["a" * 500, "–" * 90, "", "../../x", "a b\r\nc"])
def test_a_name_of_any_kind_gives_a_message_id_in_one_line(name: str) -> None:
    message = assert_sound(build_message(BRIEFING, SETTINGS, NOW, name).content)
    assert re.fullmatch(r"<[a-z0-9-]+\.[0-9-]+\.[0-9a-f]{16}@news\.example>", str(message["Message-ID"]).strip())


def test_the_message_id_of_a_long_domain_is_whole() -> None:
    domain = ".".join(["long-label" * 5] * 4)
    assert str(assert_sound(raw(sender=f"desk@{domain}"))["Message-ID"]).endswith(f"@{domain}>")


def test_the_longest_sentence_still_makes_lines_that_servers_take() -> None:
    told = replace(BRIEFING.sections[0].lines[0], text="x" * 5000 + " ü" * 5000)
    briefing = replace(BRIEFING, sections=(BriefingSection("a", "b", (told,)),))
    message = assert_sound(build_message(briefing, SETTINGS, NOW).content)
    assert "x" * 5000 in body(message, "html")
    assert ("x" * 72) in body(message, "plain")


def test_an_empty_edition_is_not_worth_a_mail_unless_wanted() -> None:
    empty = replace(BRIEFING, sections=(BriefingSection("a", "b", ()),))
    assert is_worth_mailing(BRIEFING, SETTINGS)
    assert not is_worth_mailing(empty, SETTINGS)
    assert is_worth_mailing(empty, replace(SETTINGS, when_empty=True))


def test_a_front_page_is_worth_a_mail_unless_all_is_quiet() -> None:
    assert is_worth_mailing(FRONT, SETTINGS)
    quiet = replace(FRONT, pile=replace(FRONT.pile, singles=(), comments=(), roundups=()))
    assert is_worth_mailing(quiet, SETTINGS)
    quiet = replace(quiet, quiet=tuple(story.id for story in quiet.pile.stories))
    assert not is_worth_mailing(quiet, SETTINGS)


def test_a_front_page_is_sent_as_a_briefing_is_and_an_altered_one_is_noticed() -> None:
    mail = build_message(FRONT, SETTINGS, NOW, "morning")
    assert_sound(mail.content)
    assert compare_mail(mail.content, FRONT, SETTINGS, "morning")[0] == []
    other = replace(FRONT, quiet=())
    assert compare_mail(mail.content, other, SETTINGS, "morning")[0] == ["its text", "its page"]


@pytest.mark.parametrize("header", ["Sender", "Resent-From", "Resent-Sender", "Author"])
def test_another_name_beside_the_sender_is_noticed_and_the_address_of_a_list_is_not(header: str) -> None:
    content = build_message(FRONT, SETTINGS, NOW, "morning").content
    forged = f"{header}: Lake Courier <news@courier.example>\r\n".encode() + content
    passed_on = f"{header}: <desk-bounces@lists.example>\r\n".encode() + content
    assert compare_mail(forged, FRONT, SETTINGS, "morning")[0] == ["who sent it, “Lake Courier”"]
    assert compare_mail(passed_on, FRONT, SETTINGS, "morning")[0] == []


@pytest.mark.parametrize("to", ['"Strike is over" <{}>', "Strike is over: {};", "{} (strike is over)"])
def test_a_reader_of_the_settings_is_called_as_there(to: str) -> None:
    settings = replace(SETTINGS, to=("ann@a.example", "bo@b.example"), cc=(), each=True)
    content = build_message(FRONT, settings, NOW, "morning").content
    for own in ("ann@a.example", "<Ann@A.example>", "ann@a.example, bo@b.example"):
        assert compare_mail(f"To: {own}\r\n".encode() + content, FRONT, settings, "morning")[0] == []
    for address in ("ann@a.example", "Ann@a.Example"):
        forged = f"To: {to.format(address)}\r\n".encode() + content
        assert compare_mail(forged, FRONT, settings, "morning")[0] == ["what its readers are called"]
    # A reader whom the settings do not name is told.
    for stranger in ("Eve <eve@evil.example>", "Joann <joann@a.example>"):
        other = f"To: {stranger}\r\n".encode() + content
        differences, alone = compare_mail(other, FRONT, settings, "morning")
        assert (differences, f"To: {stranger}" in alone) == ([], True)


def test_where_answers_go_is_compared_and_the_date_told() -> None:
    settings = replace(SETTINGS, reply_to=("desk@courier.example",))
    content = build_message(FRONT, settings, NOW, "morning").content
    differences, alone = compare_mail(content, FRONT, settings, "morning")
    assert (differences, [told[:6] for told in alone]) == ([], ["Date: "])
    forged = content.replace(b"Reply-To: desk@courier.example", b"Reply-To: eve@evil.example")
    for mail, known in ((forged, settings), (content, SETTINGS)):
        assert compare_mail(mail, FRONT, known, "morning")[0] == ["its header Reply-To"]
    unset = replace(SETTINGS, sender=DEFAULT_SENDER)
    assert "Reply-To: eve@evil.example" in compare_mail(forged, FRONT, unset, "morning")[1]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        # RFC 5322, 4.5: a program for mail reads a blank before the colon as none.
        ("Reply-To : eve@evil.example", "its header Reply-To"),
        ("Subject : No strike", "its header Subject"),
        ("Mail-Followup-To: eve@evil.example", "where answers go, Mail-Followup-To"),
        ("No strike at all", "what stands in its head and is no header"),
        ("Reply-To: " + "(" * 5000, "its header Reply-To"),
    ],
)
def test_what_a_program_for_mail_reads_in_a_head_is_compared_however_it_is_written(line: str, told: str) -> None:
    content = build_message(FRONT, SETTINGS, NOW, "morning").content
    head, body = content.split(b"\r\n\r\n", 1)
    forged = b"\r\n".join([head, line.encode(), b"", body])
    assert compare_mail(forged, FRONT, SETTINGS, "morning")[0] == [told]


def test_a_header_of_which_no_text_can_be_made_is_told_as_it_is_written() -> None:
    content = b"X-A: =?a\0b?q?zz?=\r\nSender: " + b"(" * 5000 + b"\r\n"
    content += build_message(FRONT, SETTINGS, NOW, "morning").content
    differences, alone = compare_mail(content, FRONT, SETTINGS, "morning")
    assert differences == []
    assert any(told.startswith("X-A: ") for told in alone)


def unfolded(written: str) -> str:
    """Check that a header is one, of lines that are not too long, and give its value."""
    assert written.isascii()
    assert written.endswith("\r\n")
    lines = written.removesuffix("\r\n").split("\r\n")
    assert all(line.isprintable() and line.strip() for line in lines)
    assert all(line.startswith(" ") for line in lines[1:])
    assert max(map(len, lines)) <= 76 or not written.startswith("Subject")
    message = message_from_string(f"{written}\r\n", policy=policy.compat32)
    assert len(message.keys()) == 1
    return str(message[message.keys()[0]])


@settings(deadline=None)
@given(ANY)
@example("x\r\nBcc: eve@e.example\r\n\r\nbody")
@example("=?utf-8?q?x=0D=0ABcc:_eve?=")
@example("word " * 60)
@example("-" * 300)
@example("中🦀" * 100)
@example("a " * 35 + "=?")
def test_a_text_reads_back_as_it_was(text: str) -> None:
    value = unfolded(write_text_header("Subject", text))
    assert " ".join(str(make_header(decode_header(value.replace("\r\n", "")))).split(" ")) == flatten(text)


@settings(deadline=None)
@given(st.lists(ANY, min_size=1, max_size=5))
@example(["Falk, Ines", 'Ines "the desk" Falk', "Inés Falk; früh (spät)", "a\\", "@", "a" * 200, "é" * 200])
@example(["eve@e.example,", "<eve@e.example>", "\r\nBcc: eve@e.example"])
def test_names_read_back_and_never_become_an_address(names: list[str]) -> None:
    boxes = [Mailbox(name[:200], f"reader{number}@news.example") for number, name in enumerate(names)]
    found = getaddresses([unfolded(write_address_header("To", boxes)).replace("\r\n", "")])
    assert [address for _, address in found] == [box.address for box in boxes]
    for (name, _), box in zip(found, boxes, strict=True):
        assert str(make_header(decode_header(name))) == flatten(box.name)


@given(ANY)
def test_a_token_stays_one_line(text: str) -> None:
    assert write_token_header("X", text).count("\r\n") == 1
    assert write_token_header("X", text).count("\n") == 1
