"""The line that is typed on, and how text lies in cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.capture import ROWS, Capture
from screens.cells import cut, head, width, wrap


def typed(text: str, *keys: str) -> Capture:
    line = Capture()
    line.insert(text)
    for key in keys:
        assert line.key(key)
    return line


@pytest.mark.parametrize(
    ("keys", "text", "at"),
    [
        (("left", "left", "backspace"), "one wo", 4),
        (("home", "delete"), "ne two", 0),
        (("ctrl+w",), "one ", 4),
        (("home", "right", "ctrl+k"), "o", 1),
        (("left", "ctrl+u"), "o", 0),
        (("home", "backspace", "left"), "one two", 0),
        (("end", "delete", "right"), "one two", 7),
    ],
)
def test_keys_that_edit(keys: tuple[str, ...], text: str, at: int) -> None:
    line = typed("one two", *keys)
    assert (line.text, line.at) == (text, at)


def test_other_keys_are_not_its_own() -> None:
    assert not Capture().key("f5")


def test_a_letter_with_its_marks_goes_as_one() -> None:
    line = typed("ae\u0301👩‍👩‍👧", "backspace")
    assert line.text == "ae\u0301"
    assert line.key("backspace") and line.text == "a"


def test_a_long_line_grows_to_three_rows_round_the_cursor() -> None:
    line = typed("x" * 100)
    rows, (x, y) = line.rows(10)
    assert len(rows) == ROWS and y == ROWS - 1 and x == 0
    line.key("home")
    rows, cursor = line.rows(10)
    assert rows == ["x" * 10] * 3 and cursor == (0, 0)


def test_a_long_line_breaks_between_words() -> None:
    line = typed("we rang the families")
    assert line.rows(11)[0] == ["we rang the ", "families"]
    assert line.rows(20)[0] == ["we rang the families", ""], "the cursor has a place"
    for _ in "families":
        line.key("left")
    assert line.rows(11) == (["we rang the ", "families"], (0, 1))
    assert typed("we " + "x" * 12).rows(10)[0] == ["we ", "x" * 10, "xx"]
    assert typed("a" + " " * 30).rows(10)[1][1] == 2


def test_what_is_pasted_is_cleaned() -> None:
    line = Capture()
    line.paste("\x1b[2Jwiped\x07")
    assert line.text == "[2Jwiped"
    line.paste("a\nb\n")
    assert line.pasted == ("a", "b")
    line.join()
    assert line.text == "[2Jwiped a b" and not line.pasted


LETTERS = st.characters(exclude_categories=("Cc", "Cs"))


@given(st.text(LETTERS, max_size=120), st.integers(1, 40))
def test_wrapped_text_fits_and_loses_no_word(text: str, room: int) -> None:
    lines = wrap(text, room)
    assert all(width(line) <= max(room, 2) for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_word_longer_than_a_line_begins_where_the_one_before_ends() -> None:
    assert wrap("74 Donaudampfschifffahrt", 12) == ("74 Donaudamp", "fschifffahrt")
    assert wrap("night Donaudampfschifffahrt", 8) == ("night", "Donaudam", "pfschiff", "fahrt"), (
        "not for a stump"
    )
    assert wrap("出院信件总是在病人再次跌倒之后才到达", 9) == (
        "出院信件",
        "总是在病",
        "人再次跌",
        "倒之后才",
        "到达",
    )


def test_scripts_without_spaces_begin_no_line_with_what_closes_the_one_before() -> None:
    assert wrap("出院信件。总是", 8) == ("出院信", "件。总是")
    assert wrap("2 没有人知道，夜里", 8) == ("2 没有人", "知道，夜", "里")
    assert wrap("。。。。。", 4) == ("。", "。", "。", "。。"), "where there is nothing else, it must"


def test_control_characters_are_never_drawn() -> None:
    assert wrap("\x1b[2J one\x9b\x07 two", 40) == ("[2J one two",)
    assert width("\x1b\x07a") == 1 and cut("\x1babc", 2) == "a…"


@given(st.text(max_size=60), st.integers(0, 30))
def test_cut_text_fits(text: str, room: int) -> None:
    assert width(cut(text, room)) <= room
    assert width(head(text, room)) <= room


def test_text_is_cut_at_a_word() -> None:
    assert cut("Nobody owns the falls register", 20) == "Nobody owns the…"
    assert cut("Nobody", 6) == "Nobody"
    assert cut("Donaudampfschifffahrt", 8) == "Donauda…"


@given(st.text(max_size=60), st.integers(8, 30))
def test_the_cursor_is_always_within_its_rows(text: str, room: int) -> None:
    line = Capture()
    line.paste(text)
    line.join()
    for key in ("end", "left", "left", "home"):
        line.key(key)
        rows, (x, y) = line.rows(room)
        assert 0 <= y < max(1, len(rows)) <= ROWS and 0 <= x <= room
