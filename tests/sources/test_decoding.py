"""Bytes to text."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import SourceError
from summarizer.sources.decoding import decode, refuse_known_formats

TEXT = "“Grüß Gott”, said Łukasz – and left.\nNobody answered."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_in_every_form(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_marked_big_endian_and_cyrillic_without_a_mark_are_read() -> None:
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be")) == TEXT
    cyrillic = "Паром снова пойдёт в мае.\nЭто сказал капитан порта."
    assert decode(cyrillic.encode("utf-16-le")) == cyrillic
    assert decode(cyrillic.encode("utf-16-be")) == cyrillic


def test_undeclared_windows_text_is_read_with_its_five_undefined_bytes() -> None:
    assert decode(b"\x84Caf\xe9\x93 \x81\x8d\x8f\x90\x9d") == "„Café“ \x81\x8d\x8f\x90\x9d"


def test_a_declared_charset_is_followed_where_it_can_be() -> None:
    assert decode("Паром".encode("koi8-r"), "KOI8-R") == "Паром"
    assert decode(b"\x93Caf\xe9\x94", "ISO-8859-1") == "“Café”"
    assert decode("港の船".encode("cp932"), "Shift_JIS") == "港の船"


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-u"])
def test_undeclared_cyrillic_is_read_by_what_fits_best(encoding: str) -> None:
    text = "Паром знову піде у травні, сказав капітан порту. Ніхто йому не відповів."
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "text",
    [
        "«Mañana», dijo el señor, la niña volverá a España.",
        "« L’été dernier », dit-il, l’élève a déjà refusé la clé.",
        "Færgen sejler igen i maj, sagde havnechefen på øen.",
    ],
)
def test_undeclared_western_text_is_taken_for_no_other(text: str) -> None:
    assert decode(text.encode("cp1252")) == text


#: Too short to tell: the same bytes make other words.
UNSURE = {("sk", "cp1250", 3), ("sk", "iso8859_2", 3), ("tr", "cp1254", 3)}
CHARSETS = [
    pytest.param(text, charset, id=f"{language} {charset} {number}")
    for language, case in tomllib.loads(Path("tests/cases/sources/charsets.toml").read_text(encoding="utf-8")).items()
    for charset in case["charsets"].split()
    for number, text in enumerate(case["texts"])
    if (language, charset, number) not in UNSURE and text == text.encode(charset, "replace").decode(charset)
]


@pytest.mark.parametrize(("text", "charset"), CHARSETS)
def test_undeclared_text_is_read_by_its_letters_in_a_page_too(text: str, charset: str) -> None:
    assert decode(text.encode(charset)) == text
    page = f"<html><body class='story text'><p>{text}</p></body></html>"
    assert decode(page.encode(charset)) == page


def test_a_page_that_lies_about_its_charset_is_read_by_its_letters() -> None:
    text = "Порт закрыт до мая, сообщила мэрия в понедельник."
    assert [decode(text.encode("cp1251"), label) for label in ("iso-8859-1", "utf-8", "windows-1252")] == [text] * 3
    text = "Port pozostaje zamknięty do maja, powiedziała burmistrz. Prom nie pływa, żaden kurs się nie odbędzie."
    assert decode(text.encode("cp1250"), "iso-8859-1") == text


def test_what_makes_no_words_in_any_charset_is_refused() -> None:
    noise = bytes((n * 37) % 128 + 128 if n % 3 else (n * 11) % 26 + 97 for n in range(600))
    with pytest.raises(SourceError, match="charset that cannot be told"):
        decode(b" ".join(noise[n : n + 9] for n in range(0, 600, 9)))


@pytest.mark.parametrize("declared", ["hex", "rot13", "no-such", "utf-7", "idna", "zlib", "latin-1", "utf-8"])
def test_a_wrong_or_dangerous_label_does_no_harm(declared: str) -> None:
    assert decode(TEXT.encode(), declared) == TEXT


def test_line_ends_become_one_kind_and_other_separators_stay() -> None:
    assert decode("a\r\nb\rc\u2028d\u0085e".encode()) == "a\nb\nc\u2028d\u0085e"


def test_a_few_zero_bytes_are_kept_and_many_are_no_text() -> None:
    assert decode(b"Hello\0") == "Hello\0"
    assert decode(b"It rained.\0 " * 2) == "It rained.\0 " * 2
    with pytest.raises(SourceError, match="is not text"):
        decode(bytes(range(256)) * 40)
    with pytest.raises(SourceError, match="is not text"):
        decode(b"\0" * 5000)


@pytest.mark.parametrize(
    "rest",
    [
        b"\xff\xfe" * 300,
        b" \xff\xfe" * 300,
        b"The harbour is closed until May. " * 9,
        "Порт закрито. ".encode() * 9,
    ],
)
def test_a_mark_of_utf16_before_anything_else_makes_no_text_of_it(rest: bytes) -> None:
    with pytest.raises(SourceError, match="is not text"):
        decode(b"\xff\xfe" + rest)


@pytest.mark.parametrize(
    "text",
    [
        "Hi",
        "港口关闭至五月，市长周一表示。渡轮停运，没有任何班次。",
        "港は五月まで閉鎖、市長が月曜に発表！渡し船は全便が運休へ",
        "Порт закрито до травня, сказав мер.",
    ],
)
def test_text_with_a_mark_of_utf16_is_read(text: str) -> None:
    assert decode(text.encode("utf-16")) == text


def test_bytes_of_another_charset_behind_a_mark_of_utf8_spoil_only_their_words() -> None:
    text = "Die Straße nach Köln ist gesperrt, sagte der Bürgermeister für die Gemeinde." * 3
    assert decode(b"\xef\xbb\xbf" + text.encode("cp1252")).startswith(
        "Die Stra\ufffde nach K\ufffdln ist gesperrt, sagte"
    )


def test_utf8_cut_off_inside_a_character_stays_utf8() -> None:
    data = ("Grüße aus Köln, schöne Stadt für müde Füße. " * 5 + "ü").encode()[:-1]
    assert decode(data).endswith("Füße. \ufffd")


@pytest.mark.parametrize("magic", [b"%PDF-1.7", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\x7fELF", b"{\\rtf1"])
def test_known_formats_are_named(magic: bytes) -> None:
    with pytest.raises(SourceError, match=r"is not text but an? "):
        refuse_known_formats(magic + b" rest")


@given(st.binary(max_size=400))
def test_any_bytes_give_text_that_can_be_written_or_are_refused(data: bytes) -> None:
    try:
        text = decode(data)
    except SourceError:
        return
    text.encode("utf-8")
    assert "\r" not in text


@given(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode()) == text.lstrip("\ufeff")


def test_bytes_amid_a_text_that_are_no_letters_are_shown_as_lost() -> None:
    assert decode(b"The quay at Ulmen is closed, and fa\xff\xfe\xc3(res stay.") == (
        "The quay at Ulmen is closed, and fa\ufffd\ufffd\ufffd(res stay."
    )
    assert decode("Alþingi met in Reykjavík; Yahoo® paid 5 m².".encode("cp1252")) == (
        "Alþingi met in Reykjavík; Yahoo® paid 5 m²."
    )


def test_marks_of_windows_amid_utf_8_are_read_and_no_letter_of_it_is_spoiled() -> None:
    assert decode("Tärnvík – Ümar".encode() + b" \x93old\x94 \xff.") == "Tärnvík – Ümar “old” \ufffd."


def test_a_letter_of_windows_amid_utf_8_is_read() -> None:
    text = "Straße gesperrt, sagte Bürgermeister "
    assert decode(text.encode() + "Müller. Café zu.".encode("cp1252")) == f"{text}Müller. Café zu."
    assert decode(text.encode() + b"Ha\xe2s, Ru\xc3n.") == f"{text}Ha\ufffds, Ru\ufffdn."
    turkish = "İstanbul’da güneş ışığı, Ümit. "
    assert decode(turkish.encode() + "Şen".encode("cp1254")) == f"{turkish}\ufffden"


@pytest.mark.parametrize(
    "text",
    [
        "It´s closed.",
        "Geht´s weiter? It´s open, qu´il dit, and so it`s said.",
        "PrivatÖl rises.",
        "The price of PrivatÖl rose again in May, and PrivatÖl said nothing to it.",
        "ÉlanÉnergie will sell its plant in Norrvik to the town.",
        "The shoe of adidas×Gucci is sold in Norrvik for 90 pounds.",
        "Lego®bricks and Yahoo®users were named in the court, which sat until May.",
        "The flat of 60 m²and the field of 2 km²by the bay were sold in May.",
        "PrivatÖl and ÉlanÉnergie will be one firm from May on.",
    ],
)
@pytest.mark.parametrize("declared", ["", "iso-8859-1"])
def test_an_accent_for_an_apostrophe_and_one_odd_name_are_no_sign_of_damage(text: str, declared: str) -> None:
    assert decode(text.encode("cp1252"), declared) == text


def test_of_a_character_that_is_cut_off_amid_utf8_no_mark_of_windows_is_left() -> None:
    text = "Grüße aus Köln, schöne Stadt für müde Füße. "
    assert [decode(text.encode() + cut) for cut in ("€".encode()[:2], "📈".encode()[:3])] == [text + "\ufffd"] * 2


@pytest.mark.parametrize("charset", ["cp1250", "iso8859-2"])
def test_a_page_of_romania_that_calls_itself_latin_is_read_by_its_letters(charset: str) -> None:
    text = "Primăria oraşului a închis portul. Preşedintele şi aşteptările oraşului rămân aceleaşi până în mai."
    assert decode(text.encode(charset), "iso-8859-1") == text
