"""CSV files of notes, people and votes: what programs write is read, and what cannot be is told in sentences."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cop_tui.importing import sheets
from cop_tui.importing.problems import MOST_TOLD
from cop_tui.importing.sheets import NoteRow, PersonRow, Sheet, VoteRow, notes, people, read, votes
from hostile import HOSTILE
from sessions.clean import clean
from sessions.errors import Malformed

NOTES = (
    "ref,text,lane,author,theme\r\n"
    'n1,"Letters come late, and twice",concern,Zoë,A\r\n'
    'n2,"Two lists,\r\none ward — “ours”",concern,,\r\n'
    "n3,No beds for £5,,Łukasz,B\r\n"
)
PEOPLE = (
    "name,organisation,profession,hierarchy,sector\r\n"
    "Amina,Royal Infirmary,nurse,band 6,acute\r\n"
    "Siân,Ysbyty Gwynedd,,,\r\n"
)
VOTES = "participant,ref,value\r\n1,n1,1\r\n1,n2,-1\r\n2,n1,0\r\n2,n3,agree\r\n"
TYPED: dict[str, Callable[[Sheet], tuple[Any, ...]]] = {"notes": notes, "people": people, "votes": votes}
FILES = {"notes": NOTES, "people": PEOPLE, "votes": VOTES}


def rows(content: str | bytes, name: str = "file.csv") -> tuple[Any, ...]:
    sheet = read(content.encode() if isinstance(content, str) else content, name)
    return TYPED[sheet.kind](sheet)


def refusal(content: str | bytes, name: str = "file.csv") -> list[str]:
    """The lines of the sentence that refuses it, without the last."""
    with pytest.raises(Malformed) as refused:
        rows(content, name)
    *lines, last = refused.value.sentence.split("\n")
    assert last == "Nothing was imported."
    return lines


def test_notes() -> None:
    assert rows(NOTES) == (
        NoteRow(2, "n1", "Letters come late, and twice", "concern", "Zoë", "A"),
        NoteRow(3, "n2", "Two lists,\none ward — “ours”", "concern", "", ""),
        NoteRow(4, "n3", "No beds for £5", "", "Łukasz", "B"),
    )


def test_people() -> None:
    assert rows(PEOPLE) == (
        PersonRow(2, "Amina", "Royal Infirmary", "nurse", "band 6", "acute"),
        PersonRow(3, "Siân", "Ysbyty Gwynedd", "", "", ""),
    )


def test_votes() -> None:
    assert rows(VOTES) == (
        VoteRow(2, "1", "n1", 1),
        VoteRow(3, "1", "n2", -1),
        VoteRow(4, "2", "n1", 0),
        VoteRow(5, "2", "n3", 1),
    )


def test_a_sheet_tells_what_it_is() -> None:
    sheet = read(PEOPLE.encode(), "people.csv")
    assert (sheet.name, sheet.kind) == ("people.csv", "people")
    assert sheet.columns == ("name", "organisation", "profession", "hierarchy", "sector")
    assert sheet.rows[1].number == 3
    assert sheet.rows[1].cells == {"name": "Siân", "organisation": "Ysbyty Gwynedd"}
    assert read(b"text\nx\n", "a").kind == "notes"
    assert read(b"ref;participant;value\nx;1;1\n", "a").kind == "votes"


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize(
    "encoded",
    [
        lambda text: text.encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
        lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
        lambda text: text.replace("Ł", "L").encode("cp1252"),
    ],
    ids=["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "cp1252"],
)
def test_every_form_that_programs_write(
    name: str, delimiter: str, end: str, encoded: Callable[[str], bytes]
) -> None:
    made = io.StringIO()
    writer = csv.writer(made, delimiter=delimiter, lineterminator=end)
    writer.writerows(csv.reader(io.StringIO(FILES[name], newline="")))
    plain = made.getvalue()
    expected = rows(FILES[name].replace("Ł", "L") if b"\x97" in encoded("—") else FILES[name])
    assert rows(encoded(plain)) == expected
    assert rows(encoded(f"sep={delimiter}{end}{plain}")) == expected
    assert rows(encoded(f'"SEP={delimiter}"{end}{plain}')) == expected


def test_sep_tells_more_than_the_header() -> None:
    assert rows("sep=;\ntext\na, b\n") == (NoteRow(2, "", "a, b", "", "", ""),)
    assert read(b"text\na, b\n", "x").rows[0].width == 2


def test_headers_are_matched_whatever_their_case_order_and_spaces() -> None:
    assert rows(' Value , PARTICIPANT,"Ref "\n1,7,n1\n') == (VoteRow(2, "7", "n1", 1),)
    assert rows('name, sector\nAmina, "acute, and more"\n')[0].sector == "acute, and more"


def test_blank_lines_and_cells_are_skipped_and_rows_counted_as_a_spreadsheet_does() -> None:
    found = rows('\r\ntext,lane,,\r\n\r\n"one\r\ntwo",a,,\r\n,,,\r\n  ,\r\nthree\r\n\r\n')
    assert found == (NoteRow(4, "", "one\ntwo", "a", "", ""), NoteRow(7, "", "three", "", "", ""))


def test_only_the_text_of_a_note_has_several_lines() -> None:
    assert rows('name,sector\n"Amina\nB.","a\r\nb"\n') == (PersonRow(2, "Amina B.", "", "", "", "a b"),)


@pytest.mark.parametrize("formula", ["=1+1", "+44 20", "-5", "@home"])
def test_the_apostrophe_against_formulas_is_taken_off(formula: str) -> None:
    assert rows(f"text\n'{formula}\n")[0].text == formula
    assert rows(f"text\n{formula}\n")[0].text == formula


def test_other_apostrophes_stay() -> None:
    assert [row.text for row in rows("text\n'tis late\nit'=s\n''=1\n")] == ["'tis late", "it'=s", "'=1"]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        *(("1", 1), ("0", 0), ("-1", -1), ("−1", -1), ("–1", -1), ("'-1", -1), ("+1", 1), ("5", 5), ("99", 99)),
        *((" 1.0 ", 1), ('"1,0"', 1), ("AGREE", 1), ("Disagree", -1), ("pass", 0), ("yes", 1), ("No", -1)),
        *(("+", 1), ("-", -1), ("−", -1)),
    ],
)  # fmt: skip
def test_the_value_of_a_vote(cell: str, value: int) -> None:
    assert rows(f"participant,ref,value\n1,n1,{cell}\n") == (VoteRow(2, "1", "n1", value),)


@pytest.mark.parametrize("cell", ["-2", "100", "1.5", "maybe", "1e1", "١", "²", "1 1", "--1"])
def test_what_is_no_vote(cell: str) -> None:
    wanted = "1, 0 or −1; agree, pass or disagree; or dots up to 99"
    assert refusal(f"participant,ref,value\n1,n1,{cell}\n", "votes.csv") == [
        f"votes.csv, row 2, value: {cell!r} is no vote; write {wanted}."
    ]


def test_the_later_of_two_votes_counts_and_has_the_later_place() -> None:
    assert rows("participant,ref,value\n1,a,1\n2,a,1\n1,b,0\n1,a,-1\n") == (
        VoteRow(3, "2", "a", 1),
        VoteRow(4, "1", "b", 0),
        VoteRow(5, "1", "a", -1),
    )


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("", ["f.csv: the file is empty."]),
        ("\ufeff", ["f.csv: the file is empty."]),
        ("\r\n , ,\r\n", ["f.csv: the file is empty."]),
        ("sep=;\n", ["f.csv: the file is empty."]),
        ("text,lane\n\n,\n", ["f.csv: there is a header, but no row beneath it."]),
        (
            "ref,texte,lane\n1,a,b\n",
            [
                "f.csv, row 1: there is a column 'texte'; expected ref, text, lane, author, theme.",
                "f.csv, row 1: there is no column 'text'; expected ref, text, lane, author, theme.",
            ],
        ),
        (
            "Text,text ,TEXT\na,b,c\n",
            ["f.csv, row 1: there are 3 columns 'text'; expected ref, text, lane, author, theme."],
        ),
        (
            "text,,lane\na,b,c\n",
            ["f.csv, row 1: there is a column without a name; expected ref, text, lane, author, theme."],
        ),
        (
            "participant,value\n1,1\n",
            ["f.csv, row 1: there is no column 'ref'; expected participant, ref, value."],
        ),
        (
            "id,participant,ref,value\n1,1,1,1\n",
            ["f.csv, row 1: there is a column 'id'; expected participant, ref, value."],
        ),
        (
            "foo,bar\n1,2\n",
            [
                "f.csv, row 1: no column is known; expected ref, text, lane, author, theme for notes; name, "
                "organisation, profession, hierarchy, sector for people; participant, ref, value for votes."
            ],
        ),
        ("name,sector\nA,b,c,d\nB\n", ["f.csv, row 2: there are 4 cells, but 2 columns."]),
        ("ref,text\n1,a\n,b\n,c\n1,d\n", ["f.csv, row 5, ref: '1' stands in row 2 already."]),
        ("name,sector\n,acute\n", ["f.csv, row 2, name: a name is needed here."]),
        ("name,sector\n\u200b\x07,acute\n", ["f.csv, row 2, name: a name is needed here."]),
        (
            "participant,ref,value\n1,,\n",
            ["f.csv, row 2, ref: a ref is needed here.", "f.csv, row 2, value: a value is needed here."],
        ),
        ("text\n" + "x" * 1001, ["f.csv, row 2, text: this has 1,001 letters; 1,000 is the most."]),
        ("name\n" + "é" * 81, ["f.csv, row 2, name: this has 81 letters; 80 is the most."]),
        (
            "participant,ref,value\n1,1," + "1" * 81,
            ["f.csv, row 2, value: this has 81 letters; 80 is the most."],
        ),
        (
            'text\na\n"b\nc\n',
            ["f.csv, row 3: a quotation mark is missing or one too many, or a cell is far too long."],
        ),
        (
            'text\n"a"b\n',
            ["f.csv, row 2: a quotation mark is missing or one too many, or a cell is far too long."],
        ),
        (
            "text\n" + "x" * 200_000,
            ["f.csv, row 2: a quotation mark is missing or one too many, or a cell is far too long."],
        ),
    ],
)
def test_what_is_refused(content: str, lines: list[str]) -> None:
    assert refusal(content, "f.csv") == lines


def test_what_is_just_short_enough_is_read() -> None:
    assert len(rows("text\n" + "é" * 1000)[0].text) == 1000
    assert len(rows("name\n" + "x" * 80)[0].name) == 80


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK\x03\x04\x14\x00\x06\x00", "this is an Excel workbook; save it as CSV."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "this is an Excel workbook; save it as CSV."),
        ("text\nx\n".encode("utf-16-le"), "this is no text; save it as “CSV UTF-8”."),
        (b"\xff\xfe" + "text\nx\n".encode("utf-16-le")[:-1], "some letters are damaged"),
        (b"\xef\xbb\xbftext\n\xff\n", "some letters are damaged; save it as “CSV UTF-8” once more."),
        ("text\nZoë, Siân\n".encode() + b"\xff\n", "some letters are damaged"),
        (b"text\n\x81\xe9\n", "it is not known how its letters are written; save it as “CSV UTF-8”."),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "this is no text"),
    ],
)
def test_bytes_that_are_no_csv(content: bytes, why: str) -> None:
    (line,) = refusal(content, "people.csv")
    assert line.startswith(f"people.csv: {why}")


def test_limits_of_the_whole_file() -> None:
    assert refusal(b"text\n" + b"x\n" * (5 * 1024 * 1024), "f.csv") == [
        "f.csv: the file is larger than 10 MB, which is the most."
    ]
    assert refusal("text\n" + "x\n\n" * 20_001, "f.csv") == [
        "f.csv: there are more than 20,000 rows, which is the most."
    ]
    assert len(rows("text\n" + "x\n\n" * 20_000)) == 20_000


def test_all_problems_are_told_in_the_order_of_the_rows_and_ten_of_them_one_by_one() -> None:
    content = "ref,text\n1,a\n1,b\n2,\n" + "3,c,d\n" * 9
    lines = refusal(content, "notes.csv")
    assert lines[:4] == [
        "notes.csv, row 3, ref: '1' stands in row 2 already.",
        "notes.csv, row 4, text: a text is needed here.",
        "notes.csv, row 5: there are 3 cells, but 2 columns.",
        "notes.csv, row 6: there are 3 cells, but 2 columns.",
    ]
    assert len(lines) == 11
    assert lines[-1] == "There are 9 more."
    assert refusal("name,sector\n" + ",x\n" * 11)[-1] == "There is 1 more."
    assert len(refusal("name,sector\n" + ",x\n" * 10)) == 10


def test_a_sheet_of_another_kind_is_refused() -> None:
    sheet = read(PEOPLE.encode(), "people.csv")
    for typed, kind in ((notes, "notes"), (votes, "votes")):
        with pytest.raises(Malformed, match=f"people.csv: this is a sheet of people, not of {kind}."):
            typed(sheet)
    with pytest.raises(Malformed, match="this is a sheet of votes, not of people"):
        people(read(VOTES.encode(), "votes.csv"))


def test_a_hostile_name_of_a_file_is_only_text() -> None:
    assert refusal("", "\x1b[2Ja\u202e.csv") == ["[2Ja.csv: the file is empty."]
    assert refusal("", "\x00") == ["the file: the file is empty."]


@pytest.mark.parametrize("text", [text for text in HOSTILE if "\0" not in text], ids=repr)
def test_hostile_text_is_only_text(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    wanted = clean(text, lines=True)
    if not wanted:
        return
    quoted = text.replace('"', '""')
    if len(wanted) > sheets.TEXT_LETTERS:
        assert refusal(f'text\n"{quoted}"\n')[0].endswith("1,000 is the most.")
    else:
        assert rows(f'text\n"{quoted}"\n')[0].text.lstrip("'") == wanted.lstrip("'")


FORMULA = ("=", "+", "-", "@")
cells = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30).map(clean)
lists = st.lists(st.tuples(cells.filter(bool), cells, cells), min_size=1, max_size=8)


@given(lists, st.sampled_from([",", ";", "\t"]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_what_is_written_is_read_again(
    written: list[tuple[str, str, str]], delimiter: str, encoding: str
) -> None:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerow(["text", "lane", "author"])
    writer.writerows(
        [["'" + cell if cell.lstrip("'").startswith(FORMULA) else cell for cell in row] for row in written]
    )
    found = rows(file.getvalue().encode(encoding))
    assert [(row.text, row.lane, row.author) for row in found] == written


def _edited(content: bytes, random: Random) -> bytes:
    """The file after a few accidents."""
    for _ in range(random.randint(1, 4)):
        place = random.randrange(len(content) + 1)
        lines = content.split(b"\r\n")
        line = random.randrange(len(lines))
        match random.randrange(7):
            case 0 if place < len(content):
                flipped = content[place] ^ (1 << random.randrange(8))
                content = content[:place] + bytes([flipped]) + content[place + 1 :]
            case 1:
                content = content[:place] + content[place + random.randint(1, 9) :]
            case 2:
                piece = random.choice(
                    [b'"', b",", b";", b"\r", b"\n", b"\0", b"\xff", b"'=", b"sep=;", random.randbytes(3)]
                )
                content = content[:place] + piece + content[place:]
            case 3:
                content = b"\r\n".join([*lines[:line], lines[line], *lines[line:]])
            case 4:
                content = b"\r\n".join([*lines[:line], *lines[line + 1 :]])
            case 5:
                content = content[:place]
            case _:
                content = content.replace(
                    *random.choice([(b",", b";"), (b",", b"\t"), (b";", b","), (b'"', b"")])
                )
    return content


@pytest.mark.parametrize("name", FILES)
def test_five_hundred_accidents_give_rows_or_a_sentence(name: str) -> None:
    random = Random(f"accidents of {name}")
    ends = {"rows": 0, "sentence": 0}
    for _ in range(500):
        encoding = random.choice(["utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252"])
        content = _edited(FILES[name].encode(encoding, "replace"), random)
        try:
            found = rows(content, f"{name}.csv")
        except Malformed as refused:
            *lines, last = refused.sentence.split("\n")
            assert lines
            assert all(line.startswith(f"{name}.csv") for line in lines[:MOST_TOLD])
            assert last == "Nothing was imported."
            ends["sentence"] += 1
        else:
            assert found
            assert {type(row) for row in found} <= {NoteRow, PersonRow, VoteRow}
            ends["rows"] += 1
    assert min(ends.values()) > 50


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_give_rows_or_a_sentence(content: bytes) -> None:
    for head in (b"", b"text,lane\n", b"\xff\xfe", b"participant;ref;value\n"):
        try:
            assert rows(head + content, "any.csv")
        except Malformed as refused:
            assert refused.sentence.startswith("any.csv")
