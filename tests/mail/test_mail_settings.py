"""The settings are checked before anything is sent, and a fault names its key."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from summarizer.errors import ConfigError
from summarizer.mail.mail_settings import NO_SECRET, MailSettings, Secret, check_settings, parse_server, read_secret
from summarizer.mail.transports import open_transport

GOOD = MailSettings(sender="Desk <desk@news.example>", to=("ann@a.example",), server="smtp://mail.example")


@pytest.mark.parametrize(
    ("more", "key", "message"),
    [
        ({"sender": "desk"}, "mail.sender", "no mail address"),
        ({"sender": "jürgen@news.example"}, "mail.sender", "ASCII"),
        ({"reply_to": ("jürgen@news.example",)}, "mail.reply_to", "ASCII"),
        ({"to": ("a@b.example", "x y@z")}, "mail.to", "“x y@z” is no mail address"),
        ({"cc": ("a@b.example, c@d.example",)}, "mail.cc", "no mail address"),
        ({"bcc": ("a@b.example\r\nX: y",)}, "mail.bcc", "“a@b.example X: y” is no"),
        ({"starttls": "require"}, "mail.starttls", "no way to use STARTTLS"),
        ({"list_id": "a b"}, "mail.list_id", "no list id"),
        ({"list_id": "x\r\nBcc: <a.b>"}, "mail.list_id", "no list id"),
        ({"timeout": 0}, "mail.timeout", "above 0"),
        ({"pauses": (1.0, -1.0)}, "mail.pauses", "at most 3600"),
        ({"server": "http://mail.example"}, "mail.server", "no address of a mail server"),
        ({"server": "mail.example"}, "mail.server", "no address of a mail server"),
        ({"server": "smtp://"}, "mail.server", "no address of a mail server"),
        ({"server": "smtp://mail.example:99999"}, "mail.server", "no address of a mail server"),
        ({"server": "smtp://mail.example/x"}, "mail.server", "no address of a mail server"),
        ({"server": "smtp://ma il.example"}, "mail.server", "no address of a mail server"),
        ({"server": "maildir:"}, "mail.server", "names no folder"),
    ],
)
def test_a_fault_names_its_key(more: dict[str, Any], key: str, message: str) -> None:
    check_settings(GOOD)
    with pytest.raises(ConfigError, match=re.escape(message)) as caught:
        check_settings(replace(GOOD, **more))
    assert caught.value.where == key


def test_a_password_in_the_server_s_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(ConfigError) as caught:
        parse_server("smtp://desk:hunter2@mail.example")
    assert "hunter2" not in str(caught.value)
    assert "password_env" in caught.value.hint


def test_without_a_server_there_is_no_transport() -> None:
    with pytest.raises(ConfigError, match="is no address of a mail server"), open_transport(MailSettings()):
        pass


@pytest.mark.parametrize(
    ("address", "port"), [("smtp://h", 587), ("smtps://h", 465), ("smtp://h:25/", 25), (" smtp://h:2525", 2525)]
)
def test_ports_have_defaults(address: str, port: int) -> None:
    assert parse_server(address).port == port


def test_sendmail_has_a_default_path() -> None:
    assert parse_server("sendmail:").path == "/usr/sbin/sendmail"
    assert parse_server("sendmail:/usr/bin/msmtp").path == "/usr/bin/msmtp"


def with_secret(**more: str) -> MailSettings:
    return replace(GOOD, user="desk", **more)  # type: ignore[arg-type]


def test_the_password_comes_from_the_environment_a_file_or_a_command(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("pass wörd\n", encoding="utf-8")
    (tmp_path / "secret").chmod(0o600)
    environ = {"MAIL_PASSWORD": "from env", "PATH": os.environ["PATH"]}
    assert read_secret(with_secret(password_env="MAIL_PASSWORD"), environ).reveal() == "from env"
    assert read_secret(with_secret(password_file="secret"), {}, tmp_path).reveal() == "pass wörd"
    assert read_secret(with_secret(password_command="head -n 1 'secret'"), environ, tmp_path).reveal() == "pass wörd"
    assert read_secret(with_secret(), environ) is NO_SECRET


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660])
def test_a_file_that_others_may_read_is_not_taken(tmp_path: Path, mode: int) -> None:
    (tmp_path / "secret").write_text("hunter2", encoding="utf-8")
    (tmp_path / "secret").chmod(mode)
    with pytest.raises(ConfigError, match="others may read") as caught:
        read_secret(with_secret(password_file="secret"), {}, tmp_path)
    assert caught.value.hint == f"chmod 600 {tmp_path / 'secret'}"


def test_a_pipe_or_folder_is_no_password_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe", 0o600)
    (tmp_path / "folder").mkdir(mode=0o700)
    for name in ("pipe", "folder", "absent"):
        with pytest.raises(ConfigError) as caught:
            read_secret(with_secret(password_file=name), {}, tmp_path)
        assert str(tmp_path / name) in caught.value.where


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"password_env": "NOT_SET"}, "no NOT_SET"),
        ({"password_env": "EMPTY"}, "no EMPTY"),
        ({"password_env": "A", "password_file": "b"}, "only one"),
        ({"password_command": "false"}, "status 1"),
        ({"password_command": "true"}, "printed nothing"),
        ({"password_command": "no-such-program"}, "no such file"),
        ({"password_command": "echo 'x"}, "is no command"),
        ({"password_command": "   "}, "is no command"),
        ({"password_command": "printf '\\377'"}, "not UTF-8"),
        ({"password_env": "A", "user": ""}, "no user"),
    ],
)
def test_a_password_that_is_not_there_is_told(more: dict[str, str], message: str, tmp_path: Path) -> None:
    environ = {"A": "x", "EMPTY": "", "PATH": os.environ["PATH"]}
    with pytest.raises(ConfigError, match=message):
        read_secret(replace(GOOD, **({"user": "desk"} | more)), environ, tmp_path)  # type: ignore[arg-type]


def test_no_error_holds_what_was_read(tmp_path: Path) -> None:
    script = tmp_path / "leak"
    script.write_text("#!/bin/sh\necho hunter2\necho hunter2 >&2\nexit 3\n", encoding="utf-8")
    script.chmod(0o700)
    with pytest.raises(ConfigError) as caught:
        read_secret(with_secret(password_command=str(script)), {})
    shown = [str(caught.value), repr(caught.value.__cause__), repr(caught.value.__context__)]
    assert not any("hunter2" in text for text in shown)


def test_a_secret_shows_itself_nowhere() -> None:
    import pickle

    secret = Secret("hunter2")
    assert "hunter2" not in f"{secret} {secret!r} {[secret]} {pickle.dumps(secret)!r}"
    assert secret.hide_in("AUTH aHVudGVyMg== hunter2") == "AUTH ••• •••"
    assert secret
    assert not NO_SECRET
    assert NO_SECRET.hide_in("x") == "x"
