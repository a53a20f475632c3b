"""`clean()`: what is typed stays text, and only text; nothing that carries meaning is lost."""

from __future__ import annotations

import unicodedata

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostile import HOSTILE
from sessions.clean import clean, cleaned, name
from sessions.commands import AddPerson, CountSlip, SetHands
from sessions.errors import Malformed
from sessions.objects import Count, Note

BIDI = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}
anything = st.text() | st.text(
    alphabet="ab \n\t\r\x00\x07\x1b\x7f\x85\x9b\x9d\u202e\u2066\u0301\u200b\u200d\ud800\ufffe👍🏴\U000e0067é"
)


def check_is_text(text: str) -> None:
    marks = 0
    for letter in text:
        code = ord(letter)
        assert letter == "\n" or unicodedata.category(letter) != "Cc", f"control {code:x}"
        assert code not in BIDI, f"override {code:x}"
        assert not 0xD800 <= code <= 0xDFFF, f"surrogate {code:x}"
        assert code & 0xFFFE != 0xFFFE, f"noncharacter {code:x}"
        assert not 0xFDD0 <= code <= 0xFDEF, f"noncharacter {code:x}"
        if unicodedata.category(letter) in ("Mn", "Me"):
            marks += 1
            assert marks <= 4, "stacked marks"
        elif unicodedata.category(letter) != "Cf":
            marks = 0
    text.encode()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("lines", [True, False])
def test_nothing_hostile_comes_through(text: str, lines: bool) -> None:
    check_is_text(clean(text, lines=lines))
    assert lines or "\n" not in clean(text, lines=lines)


@given(anything, st.booleans())
def test_nothing_at_all_comes_through_that_is_no_text(text: str, lines: bool) -> None:
    check_is_text(clean(text, lines=lines))


@pytest.mark.parametrize(
    "text",
    [
        "Ŵyr a ŵyres, tŷ a tŷ bach, llaeth môr",
        "مرحبا، قسم الطوارئ «مزدحم»",
        "نمی‌خواهم",
        "שָׁלוֹם עֲלֵיכֶם",
        "בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים",
        "候补名单太长，没有床位。",
        "Những lá thư đến muộn, Nguyễn Thị Ngọc Ánh",
        "Nguyễn".encode().decode(),
        unicodedata.normalize("NFD", "Nguyễn Thị Ánh"),
        "ทดสอบ ผู้ป่วย",
        "हिन्दी में क्षत्रिय",
        "👨‍👩‍👧‍👦 👩🏽‍⚕️ 🏳️‍🌈 ❤️ 1️⃣ 👍🏿",
        "🏴󠁧󠁢󠁷󠁬󠁳󠁿 Cymru, 🏴󠁧󠁢󠁳󠁣󠁴󠁿 Alba, 🏴󠁧󠁢󠁥󠁮󠁧󠁿 England, 🇩🇪 🇫🇷",
        "[b]not markup[/b] <b>nor HTML</b> =1+1 @x -5 50 %",
        "a\u00a0b · – — … ½ ² €",
        "Zürich, façade, naïve, Øster, İstanbul",
        "",
        "x",
    ],
)
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert clean(text) == text
    assert clean(text, lines=True) == text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  spaces \t round ", "spaces   round"),
        ("one\r\ntwo\rthree\x85four\u2028five", "one\ntwo\nthree\nfour\nfive"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("a\u202eb\u2066c\u2069d", "abcd"),
        ("soft\xadhyphen\ufeff", "softhyphen"),
        ("e" + "\u0301" * 9, "e" + "\u0301" * 4),
        ("a" + "\u200d" * 9 + "b", "a\u200d\u200db"),
        ("\u200b\u200d only at the ends \u2060", "only at the ends"),
        ("\U000e0068idden tags\U000e0069", "idden tags"),
        ("🏴" + "\U000e0061" * 50, "🏴" + "\U000e0061" * 8),
    ],
)
def test_what_is_dropped(typed: str, kept: str) -> None:
    assert clean(typed, lines=True) == kept


def test_without_lines_breaks_become_spaces() -> None:
    assert clean("one\ntwo\r\nthree") == "one two three"


def test_a_name_is_one_line_and_not_too_long() -> None:
    assert name(" Amina\nB. ") == "Amina B."
    with pytest.raises(Malformed, match="name is needed"):
        name("\u200b \x00")
    with pytest.raises(Malformed, match="81 letters; 80 is the most"):
        name("x" * 81)


def test_every_text_within_a_struct_is_cleaned_and_a_clean_one_is_left_alone() -> None:
    person = AddPerson(name="\x1bAmina", sector="acute\x07")
    assert cleaned(person) == AddPerson(name="Amina", sector="acute")
    assert cleaned(CountSlip(targets=("A\x00", "B"))) == CountSlip(targets=("A", "B"))
    clear = SetHands(target="A", hands=Count(for_=3))
    assert cleaned(clear) is clear
    note = Note(number=1, activity="domain", lane="", text="a\x07", theme="")
    assert cleaned(note) == msgspec.structs.replace(note, text="a")
