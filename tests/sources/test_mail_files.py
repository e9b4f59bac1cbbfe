"""Mails, mbox files and Maildir folders."""

from __future__ import annotations

import base64
import mailbox
import time
import tomllib
from email.message import EmailMessage
from pathlib import Path

import pytest

from summarizer.errors import SourceError
from summarizer.model import Article, Problem
from summarizer.sources.mail_files import MAX_MAILS, read_mail, read_mbox
from summarizer.sources.places import read_places
from summarizer.sources.readers import read_file
from summarizer.sources.source_files import SourceFiles

CASES = Path(__file__).parent.parent / "cases" / "sources"
HEAD = b"From: Post <a@post.example>\nSubject: Rain\nDate: Tue, 4 Mar 2031 10:00:00 +0000\n"
LINE = b"From a@post.example Tue Mar  4 10:00:00 2031\n"


def make_mail(number: int, text: str = "The ferry sails.") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Post <a@post.example>"
    message["Subject"] = f"Letter {number}"
    message["Message-ID"] = f"<{number}@post.example>"
    message["Date"] = "Tue, 04 Mar 2031 10:00:00 +0000"
    message.set_content(f"{text} This is number {number}.")
    return message


def make_maildir(folder: Path, count: int = 2) -> mailbox.Maildir:
    made = mailbox.Maildir(folder)
    for number in range(count):
        made.add(make_mail(number))
    return made


def titles(places: list[Path]) -> list[str]:
    return sorted(article.title for article in read_places([str(place) for place in places])[0])


def levels(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(problem.level, problem.where.rpartition(", ")[2]) for problem in problems]


def test_a_newsletter_gives_its_plain_text_sender_subject_and_local_date() -> None:
    articles, problems = read_mail((CASES / "ferry.eml").read_bytes(), "ferry.eml")
    article = articles[0]
    assert problems == ()
    assert article.text.strip() == "The old ferry will sail again from Åvik in May."
    assert (article.outlet, article.outlet_from) == ("Norrvik Post (post.example)", "metadata")
    assert (article.sender, article.published) == ("news@post.example", "2031-03-04")
    assert article.title == "Ferry returns to Åvik"


def test_html_is_read_when_the_plain_text_is_blank() -> None:
    html = b"<table><tr><td><p>The old ferry will sail again from Norrvik in May.</p></td></tr></table>"
    parts = b"\n--b\nContent-Type: text/plain\n\n \n--b\nContent-Type: text/html\n\n" + html + b"\n--b--\n"
    articles, _ = read_mail(HEAD + b"Content-Type: multipart/alternative; boundary=b\n" + parts, "a.eml")
    assert articles[0].text == "The old ferry will sail again from Norrvik in May."
    assert (articles[0].outlet, articles[0].title) == ("Post (post.example)", "Rain")


def test_a_page_that_calls_itself_plain_text_is_read_as_one() -> None:
    mail = make_mail(
        1, "<html><body><p>The ferry sails from Norrvik in May.</p><p>The harbour is free of ice.</p></body>"
    )
    (article,) = read_mail(mail.as_bytes(), "a.eml")[0]
    assert article.text.split("\n\n") == ["The ferry sails from Norrvik in May.", "The harbour is free of ice."]


@pytest.mark.parametrize("stub", ["<html>See it in a browser.</html>", "<html></html>"])
def test_a_stub_that_is_a_page_does_not_hide_the_letter_behind_it(stub: str) -> None:
    letter = "<p>The ferry to Norrvik sails again from Monday, twice a day and in any weather.</p>" * 3
    parts = f"\n--b\nContent-Type: text/plain\n\n{stub}\n--b\nContent-Type: text/html\n\n{letter}\n--b--\n"
    head = HEAD + b"Content-Type: multipart/alternative; boundary=b\n"
    assert "ferry to Norrvik" in read_mail(head + parts.encode(), "a.eml")[0][0].text


def test_a_short_page_that_calls_itself_plain_text_is_read_without_its_tags() -> None:
    mail = make_mail(1, "<html><body><p>It is closed.</p></body></html>")
    assert read_mail(mail.as_bytes(), "a.eml")[0][0].text.split("\n\n")[0] == "It is closed."


def test_flowed_lines_become_paragraphs() -> None:
    body = b"Content-Type: text/plain; format=flowed\n\nThe old \nferry sails.\nIt rained.\n"
    assert read_mail(HEAD + body, "a.eml")[0][0].text == "The old ferry sails.\nIt rained.\n"


def test_an_unknown_charset_or_date_does_not_lose_the_mail() -> None:
    data = b"From: <x@y.example>\nDate: soon\nContent-Type: text/plain; charset=martian\n\nIt rained in K\xc3\xb6ln.\n"
    articles, problems = read_mail(data, "a.eml")
    assert articles[0].text == "It rained in Köln.\n"
    assert (articles[0].outlet, articles[0].published) == ("", "")
    assert problems[0].level == "notice"


@pytest.mark.parametrize(
    "data",
    [
        b"Just some text that is no mail.\n",
        HEAD + b"Content-Type: image/png\n\nabc",
        HEAD + b"\n \n",
        b"Subject: x\n" + b"Content-Type: message/rfc822\n\n" * 5_000 + b"It rained.",
        HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 20_000,
    ],
)
def test_what_is_no_mail_or_has_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError):
        read_mail(data, "a.eml")


def test_giant_headers_are_read_in_time() -> None:
    start = time.perf_counter()
    data = b"From: " + b"(" * 1_000_000 + b"\nSubject: " + b"=?utf-8?q?a?= " * 100_000 + b"\n\nIt rained.\n"
    assert read_mail(data, "a.eml")[0][0].text == "It rained.\n"
    assert time.perf_counter() - start < 10


def test_each_mail_of_an_mbox_is_an_article() -> None:
    articles, problems = read_places([str(CASES / "ferry.mbox")])
    assert problems == ()
    assert [(article.outlet, article.item) for article in articles] == [
        ("Norrvik Post (post.example)", 1),
        ("Island Radio (radio.example)", 2),
    ]
    assert articles[1].text.endswith("\nFrom Monday on there is a boat.\n")
    assert read_again(articles[1]) == articles[1]


def read_again(article: Article) -> Article:
    return SourceFiles([article.path], [""]).read(article)


def make_digest(*mails: EmailMessage) -> bytes:
    head = b"From: Lake List <list@lake.example>\nSubject: Digest 9\nMIME-Version: 1.0\n"
    parts = b"".join(b"--I\n\n" + mail.as_bytes() + b"\n" for mail in mails)
    around = b"--O\nContent-Type: text/plain\n\nTo leave this list, write to us.\n"
    digest = b"--O\nContent-Type: multipart/digest; boundary=I\n\n" + parts + b"--I--\n"
    return head + b"Content-Type: multipart/mixed; boundary=O\n\n" + around + digest + around + b"--O--\n"


def test_of_a_digest_each_mail_is_an_article_of_its_sender(tmp_path: Path) -> None:
    digest = make_digest(make_mail(1, "From there it went on."), make_mail(2))
    (tmp_path / "digest.eml").write_bytes(digest)
    articles, problems = read_places([str(tmp_path / "digest.eml")])
    assert problems == ()
    assert [(article.title, article.item) for article in articles] == [("Letter 1", 1), ("Letter 2", 2)]
    assert articles[0].text == "From there it went on. This is number 1.\n"
    assert read_again(articles[1]) == articles[1]
    (tmp_path / "all.mbox").write_bytes(LINE + make_mail(0).as_bytes() + b"\n" + LINE + digest)
    assert titles([tmp_path / "all.mbox"]) == ["Letter 0", "Letter 1", "Letter 2"]


PAGE = "".join(f"<p>The ferry sailed from pier {count} in the rain, the master said.</p>" for count in range(9))


@pytest.mark.parametrize(
    ("text", "kind", "items"),
    [
        ("See the letter below.", "plain", ["Letter 1"]),
        (f"<html><body>{PAGE}</body></html>", "html", ["Own", "Letter 1"]),
        ("渡し船は雨の中を港から出たと船長が述べた。" * 9, "plain", ["Own", "Letter 1"]),
        ("渡し船は雨の中を港から出た。", "plain", ["Letter 1"]),
    ],
    ids=["a few words", "a page", "without blanks", "few letters without blanks"],
)
def test_a_mail_with_more_than_a_few_words_above_one_that_is_attached_is_read(
    text: str, kind: str, items: list[str]
) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Post <a@post.example>", "Own"
    mail.set_content(text, subtype=kind)
    mail.add_attachment(make_mail(1))
    articles, problems = read_mail(mail.as_bytes(), "a.eml")
    assert ([article.title for article in articles], problems) == (items, ())


def test_a_digest_of_one_or_none_is_survived() -> None:
    assert read_mail(make_digest(make_mail(1)), "a.eml")[0][0].title == "Letter 1"
    with pytest.raises(SourceError, match="the mail has no text"):
        read_mail(HEAD + b"Content-Type: multipart/digest; boundary=I\n\nnothing", "a.eml")


def test_a_text_in_base64_of_which_its_mail_says_nothing_is_read() -> None:
    told = base64.encodebytes(b"The ferry sails again from Norrvik in May, and the bridge stays shut until then.")
    assert read_mail(HEAD + b"\n" + told, "a.eml")[0][0].text.startswith("The ferry sails again")
    word = b"Donaudampfschifffahrtsgesellschaft"
    assert read_mail(HEAD + b"\n" + word, "a.eml")[0][0].text.strip() == word.decode()


def test_what_signs_a_letter_within_its_text_is_no_text() -> None:
    signed = b"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nThe ferry sails.\n\n- - The bridge is shut.\n"
    signature = b"-----BEGIN PGP SIGNATURE-----\n\niQEzBAEBCAAd\n=BFMz\n-----END PGP SIGNATURE-----\n"
    text = read_mail(HEAD + b"\n" + signed + signature, "a.eml")[0][0].text
    assert text.strip() == "The ferry sails.\n\n- The bridge is shut."


@pytest.mark.parametrize("head", [b"Hash: SHA256\n", b"Hash: SHA256\nHash: SHA512\n", b"", b"Version: 2\n\n", b" \n"])
def test_a_signed_letter_is_read_whole_with_and_without_an_empty_line_before_it(head: bytes) -> None:
    begins, ends = b"\n-----BEGIN PGP SIGNED MESSAGE-----\n", b"-----BEGIN PGP SIGNATURE-----\n\niQEzBAEBCAAd\n"
    text = read_mail(HEAD + begins + head + b"The ferry sails.\n\nThe bridge is shut.\n" + ends, "a.eml")[0][0].text
    assert text.strip() == "The ferry sails.\n\nThe bridge is shut."


def test_a_page_that_was_saved_as_one_file_is_read_as_the_page(tmp_path: Path) -> None:
    page = "<html><head><title>Rain</title></head><body><article>{}</article></body></html>"
    lines = "".join(f"<p>The {boat} will sail again from Norrvik in May.</p>" for boat in ("ferry", "barge", "Ål"))
    message = EmailMessage()
    message["Subject"] = "Rain"
    message.set_content(page.format(lines), subtype="html", cte="quoted-printable")
    message["Content-Location"] = "https://lake.example/rain"
    message.add_related(b"body{}", "text", "css")
    (tmp_path / "rain.mhtml").write_bytes(message.as_bytes())
    (article,), problems = read_places([str(tmp_path)])
    assert problems == ()
    assert (article.title, article.url) == ("Rain", "https://lake.example/rain")
    assert article.text.split("\n\n")[2] == "The Ål will sail again from Norrvik in May."
    (tmp_path / "rain.mhtml").write_bytes(HEAD + b"\nThe ferry sails.")
    assert "holds no page" in read_places([str(tmp_path)])[1][0].message


def test_what_the_standard_library_writes_is_read(tmp_path: Path) -> None:
    made = mailbox.mbox(tmp_path / "all.mbox")
    for number in range(3):
        made.add(make_mail(number, "From there it went on.\n\nFrom here too."))
    made.flush()
    articles, problems = read_places([str(tmp_path / "all.mbox")])
    assert problems == ()
    assert [article.title for article in articles] == ["Letter 0", "Letter 1", "Letter 2"]
    assert articles[0].text == "From there it went on.\n\nFrom here too. This is number 0.\n"


def test_the_same_mail_twice_is_read_once() -> None:
    mail = make_mail(1).as_bytes()
    articles, problems = read_mbox(LINE + mail + b"\n" + LINE + mail + b"\n" + LINE + make_mail(2).as_bytes(), "a.mbox")
    assert [article.item for article in articles] == [1, 3]
    assert levels(problems) == [("notice", "mail 2")]


def test_a_bad_mail_is_named_and_the_others_are_read() -> None:
    data = LINE + b"no mail at all\n\n" + LINE + make_mail(2).as_bytes() + b"\n" + LINE
    articles, problems = read_mbox(data, "a.mbox")
    assert [article.title for article in articles] == ["Letter 2"]
    assert levels(problems) == [("problem", "mail 1")]


@pytest.mark.parametrize("data", [b"It rained.\n" + LINE, b"From here on it rained.\n", make_mail(1).as_bytes()])
def test_what_is_no_mbox_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match="is no mailbox"):
        read_mbox(data, "a.mbox")


def test_a_line_of_the_text_that_begins_with_from_parts_no_mail() -> None:
    text = make_mail(1).as_bytes() + b"From 2031 on all is well.\nFrom 10:00 to noon.\n"
    ((article,), problems) = read_mbox(LINE + text, "a.mbox")
    assert problems == ()
    assert article.text.endswith("From 10:00 to noon.\n")


def test_giant_mailboxes_are_read_in_time() -> None:
    begun = time.monotonic()
    _, problems = read_mbox((LINE + b"\n") * (MAX_MAILS + 5), "a.mbox")
    read_mbox(LINE + b"From 1:11" + b"1:11" * 500_000, "a.mbox")
    assert time.monotonic() - begun < 5
    assert "are not read" in problems[-1].message


def test_a_maildir_is_read_mail_by_mail_without_drafts_and_thrown_away_ones(tmp_path: Path) -> None:
    made = make_maildir(tmp_path / "Mail", 4)
    for key, flags in zip(sorted(made.keys()), ["S", "D", "ST", ""], strict=True):
        message = made[key]
        message.set_flags(flags)
        message.set_subdir("cur" if flags else "new")
        made[key] = message
    assert len(titles([tmp_path / "Mail"])) == len(titles([tmp_path])) == 2


def test_a_mail_keeps_its_name_when_it_is_moved_or_read(tmp_path: Path) -> None:
    made = make_maildir(tmp_path / "Mail")
    before, problems = read_places([str(tmp_path / "Mail")])
    assert problems == ()
    for key in list(made.keys()):
        message = made[key]
        message.set_subdir("cur")
        message.add_flag("S")
        made[key] = message
    assert sorted((tmp_path / "Mail" / "new").iterdir()) == []
    assert read_places([str(tmp_path / "Mail")]) == (before, ())
    assert list(map(read_again, before)) == list(before)


def test_the_same_mail_in_a_maildir_twice_is_read_once(tmp_path: Path) -> None:
    made = make_maildir(tmp_path / "Mail")
    made.add(make_mail(1))
    articles, problems = read_places([str(tmp_path / "Mail")])
    assert sorted(article.title for article in articles) == ["Letter 0", "Letter 1"]
    assert [problem.level for problem in problems] == ["notice"]


def test_a_folder_that_only_looks_like_a_maildir_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "a.txt").write_text("It rained.")
    assert [article.text for article in read_places([str(tmp_path)])[0]] == ["It rained."]


def test_a_mail_that_is_gone_is_named(tmp_path: Path) -> None:
    make_maildir(tmp_path / "Mail", 0)
    _, (problem,) = read_file(str(tmp_path / "Mail" / "cur" / "123.x"))
    assert problem.message.startswith("cannot be read")


RAIN = "The rain has not stopped on the coast of Norrvik since Monday."
FROST = "Frost is to come to the valley at the end of this week."
MAILS = tomllib.loads((CASES / "odd_mails.toml").read_text(encoding="utf-8"))["mail"]


@pytest.mark.parametrize("case", MAILS, ids=[case["why"] for case in MAILS])
def test_an_odd_mail_is_read_or_named(case: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(f"{case['head']}\n\n{case['body']}".encode(case.get("charset", "utf-8")))
    articles, problems = read_file(str(path))
    assert [article.text.strip() for article in articles] == [case[key] for key in ("text",) if key in case]
    assert len(problems) == ("problem" in case)
    assert all(case["problem"] in problem.message for problem in problems)
    assert all(article.published == "" for article in articles)


@pytest.mark.parametrize("year", ["1970", "9998"])
def test_a_mail_whose_clock_is_wrong_has_no_day_and_says_so(year: str) -> None:
    mail = f"From: ida@post.example\nSubject: Ferries\nDate: 4 Mar {year} 06:00:00 +0000\n\nThe ferry sails again.\n"
    (article,), (notice,) = read_mail(mail.encode(), "a.eml")
    assert article.published == ""
    assert notice.level == "notice"
    assert notice.message == f"the mail's date cannot be true and counts as unknown: {year}-03-04"


def test_a_stub_of_plain_text_does_not_hide_the_letter_behind_it() -> None:
    letter = "<p>The ferry to Norrvik sails again from Monday, twice a day and in any weather.</p>" * 3
    stub = "Your program cannot show this letter: https://post.example/7"
    parts = f"\n--b\nContent-Type: text/plain\n\n{stub}\n--b\nContent-Type: text/html\n\n{letter}\n--b--\n"
    head = HEAD + b"Content-Type: multipart/alternative; boundary=b\n"
    assert "ferry to Norrvik" in read_mail(head + parts.encode(), "a.eml")[0][0].text
    parts = parts.replace(letter, "<p>The ferry sails on Monday.</p>")
    assert read_mail(head + parts.encode(), "a.eml")[0][0].text.strip() == stub


@pytest.mark.parametrize("mark", ["---------- Forwarded message ---------", "-----Original Message-----"])
def test_a_letter_that_was_passed_on_is_its_own_senders(mark: str) -> None:
    passed = f"""From: Bo <bo@desk.example>
Subject: Fwd: Ferry back
Date: Thu, 6 Mar 2031 10:00:00 +0000

Look at this, will you?

{mark}
From: Norrvik Post <news@post.example>
Date: Tue, 4 Mar 2031 at 07:10
Subject: Ferry back
To: <bo@desk.example>


The ferry to Norrvik sails again.

--
Bo
Phone +44 555 0100
"""
    (article,), problems = read_mail(passed.encode(), "a.eml")
    assert (article.outlet, article.title) == ("Norrvik Post (post.example)", "Ferry back")
    assert (article.published, article.sender) == ("2031-03-04", "news@post.example")
    assert article.text.strip() == "The ferry to Norrvik sails again."
    assert problems == ()


FORWARDED = {
    "de": (
        "-------- Weitergeleitete Nachricht --------",
        "Von",
        "Gesendet",
        "Dienstag, 4. März 2031 07:10",
        "Betreff",
        "An",
    ),
    "fr": ("---------- Message transféré ----------", "De ", "Envoyé ", "mardi 4 mars 2031 07:10", "Objet ", "À "),
    "es": (
        "---------- Mensaje reenviado ----------",
        "De",
        "Enviado",
        "martes, 4 de marzo de 2031 7:10",
        "Asunto",
        "Para",
    ),
    "uk": (
        "---------- Переслане повідомлення ----------",
        "Від",
        "Надіслано",
        "4 березня 2031 р. 7:10",
        "Тема",
        "Кому",
    ),
    "ru": ("-------- Пересылаемое сообщение --------", "От", "Отправлено", "4 марта 2031 г. 7:10", "Тема", "Кому"),
    "en": ("Begin forwarded message:", "From", "Sent", "Tuesday, March 4, 2031 7:10 AM", "Subject", "To"),
}


@pytest.mark.parametrize("code", FORWARDED)
@pytest.mark.parametrize("is_marked", [True, False])
def test_a_letter_that_was_passed_on_in_any_language_is_its_own_senders(code: str, is_marked: bool) -> None:
    mark, sender, sent, moment, subject, to = FORWARDED[code]
    fields = [f"{sender}: Norrvik Post <news@post.example>", f"{sent}: {moment}", f"{to}: bo@desk.example"]
    head = "\n".join([mark, *fields] if is_marked else fields)
    text = f"Bo, look at this.\n\n{head}\n{subject}: Fähre fährt\n\nThe ferry to Norrvik sails again."
    top = "From: Bo <bo@desk.example>\nSubject: Fwd\nDate: Thu, 6 Mar 2031 10:00:00 +0000\n"
    (article,), problems = read_mail(f"{top}Content-Type: text/plain; charset=utf-8\n\n{text}\n".encode(), "a.eml")
    assert (article.outlet, article.title) == ("Norrvik Post (post.example)", "Fähre fährt")
    assert (article.published, article.sender) == ("2031-03-04", "news@post.example")
    assert article.text.strip() == "The ferry to Norrvik sails again."
    assert problems == ()


def test_a_line_that_only_looks_like_a_field_takes_the_letter_from_nobody() -> None:
    text = "From: the harbour\n\nThe ferry to Norrvik sails again.\n\nTo: the islands, as the captain said."
    (article,), _ = read_mail(f"From: Bo <bo@desk.example>\nSubject: Ferry\n\n{text}\n".encode(), "a.eml")
    assert article.sender == "bo@desk.example"
    assert "ferry" in article.text


def test_what_stands_below_a_picture_is_read_and_files_are_left_alone() -> None:
    picture = "Content-Type: image/png\nContent-Disposition: inline\n\nx"
    notes = "Content-Type: text/plain; name=a.txt\nContent-Disposition: attachment; filename=a.txt\n\nBuy coffee."
    for kind, first, last in (("plain", "It rained.", "It froze."), ("html", f"<p>{RAIN}</p>", f"<p>{FROST}</p>")):
        parts = [f"Content-Type: text/{kind}\n\n{text}" for text in (first, last)]
        body = "".join(f"\n--b\n{part}" for part in (parts[0], picture, parts[1], notes)) + "\n--b--\n"
        head = HEAD + b"Content-Type: multipart/mixed; boundary=b\n"
        [article] = read_mail(head + body.encode(), "a.eml")[0]
        wanted = [RAIN, FROST] if kind == "html" else [first, last]
        assert [line for line in article.text.split("\n") if line] == wanted


def test_a_page_with_pictures_between_its_parts_is_read_whole_beside_a_stub() -> None:
    pages = [f"--c\nContent-Type: text/html\n\n<p>{text}</p>\n" for text in (RAIN, FROST)]
    mixed = "Content-Type: multipart/mixed; boundary=c\n\n" + "".join(pages) + "--c--"
    body = f"\n--b\nContent-Type: text/plain\n\nSee the page.\n--b\n{mixed}\n--b--\n"
    head = HEAD + b"Content-Type: multipart/alternative; boundary=b\n"
    assert read_mail(head + body.encode(), "a.eml")[0][0].text == f"{RAIN}\n\n{FROST}"


def test_blanks_behind_a_soft_line_break_are_no_text() -> None:
    head = HEAD + b"Content-Transfer-Encoding: quoted-printable\n"
    assert read_mail(head + b"\nIt rain= \t\ned in caf=C3=A9s.\n", "a.eml")[0][0].text.strip() == "It rained in cafés."


def test_a_newsletter_of_nested_tables_is_read_without_what_never_shows() -> None:
    story = "<tr><td><table><tr><td><h2>Story {0}</h2></td></tr><tr><td><p>{1}</p></td></tr></table></td></tr>"
    facts = [f"{RAIN[:-1]} for {days} days." for days in range(2, 7)]
    rows = "".join(story.format(count, fact) for count, fact in enumerate(facts))
    hidden = "<div style='max-height:0; display : none'>Rain, rain and rain in your letter of this morning</div>"
    address = "<p>Lake Herald Ltd, 9 Quay Street, Norrvik</p>"
    html = f"<html><body>{hidden}<p>Good morning!</p><table>{rows}</table>{address}</body></html>"
    [article] = read_mail(HEAD + b"Content-Type: text/html\n\n" + html.encode(), "a.eml")[0]
    lines = article.text.split("\n\n")
    assert [line for line in lines if line in facts] == facts
    assert "in your letter" not in article.text
