"""How the letters of a file are written, as far as that can be told.

A file with a byte order mark is UTF-8 or UTF-16 as the mark says. One without is taken for UTF-8 if it is
that, else for Windows-1252, in which Excel on Windows writes a plain "CSV". Excel on a Mac writes that in
Mac Roman, which cannot be told apart: accents come out wrong there, and "CSV UTF-8" is the way round it.
"""

from __future__ import annotations

MEGABYTE = 1024 * 1024
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_NOT_1252 = frozenset(b"\x81\x8d\x8f\x90\x9d")
_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def decoded(content: bytes, *, most: int, utf8: str, workbook: str) -> str:
    """The text of a file.

    Args:
        content: Its bytes.
        most: The most bytes that it may have.
        utf8: How to save it as UTF-8, for the sentences: "save it as …".
        workbook: What a file of an office program is, and how to save it instead.

    Raises:
        ValueError: with what is wrong, in a sentence without a place.
    """
    if len(content) > most:
        raise ValueError(f"the file is larger than {most // MEGABYTE} MB, which is the most.")
    if content.startswith(_OFFICE):
        raise ValueError(workbook)
    mark, encoding = next((one for one in _MARKS if content.startswith(one[0])), (b"", "utf-8"))
    content = content[len(mark) :]
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        whole = content.decode("utf-8", errors="replace")
        damaged = whole.count("\ufffd")
        # Words of Windows-1252 hardly ever read as UTF-8: where most letters do, it is UTF-8 with a flaw.
        if mark or sum(letter > "\x7f" for letter in whole) > 2 * damaged:
            raise ValueError(f"some letters are damaged; {utf8} once more.") from error
        if not _NOT_1252.isdisjoint(content):
            raise ValueError(f"it is not known how its letters are written; {utf8}.") from error
        text = content.decode("cp1252")
    if "\0" in text:
        raise ValueError(f"this is no text; {utf8}.")
    return text
