"""Lines about notes and themes, and about mending whatever has a handle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sessions import commands, rows
from sessions.acts.act import Act, local
from sessions.commands import Command
from sessions.errors import Malformed

if TYPE_CHECKING:
    from sessions.scribe import Line


NOTE = "note"
"""What may stand before a number, where it could be somebody's as well."""
COMMENTS = "comments"
"""All comments of readers that wait."""


def _edit(line: Line) -> Command:
    handle, text = line.handle_and_rest()
    if rows.parsed(handle):
        return commands.EditRow(handle=handle, text=text)
    if handle.casefold() == NOTE and text.partition(" ")[2]:
        handle, _, text = text.partition(" ")
    else:
        line.no_person(handle)
    return commands.EditNote(note=line.numbers([handle])[0], text=text)


def _hide(line: Line) -> Command:
    if rows.parsed(line.rest.split(" ")[0]) and " " in line.rest:
        raise Malformed(f"One at a time: /hide {line.rest.split()[0]}")
    if found := _comments(line):
        return commands.ApproveComments(comments=found, waits=True)
    if rows.parsed(line.rest):
        return commands.ShowRow(handle=line.rest, visibility="private")
    return commands.HideNote(note=line.number())


def _show(line: Line) -> Command:
    handle, _, who = line.rest.partition(" ")
    if rows.parsed(handle):
        visibility = {"": "report", "room": "group", "readers": "report"}.get(who.strip().casefold())
        if visibility is None:
            raise Malformed(f"To whom? /show {handle} room, or /show {handle} readers")
        return commands.ShowRow(handle=handle, visibility=visibility)
    if not line.rest:
        hidden = [str(note.number) for note in line.session.notes.values() if note.hidden and not note.erased]
        raise Malformed(f"Which note? Hidden now: {', '.join(hidden)}." if hidden else "No note is hidden.")
    return commands.HideNote(note=line.number(), hidden=False)


def _erase(line: Line) -> Command:
    handle = line.some("note")
    if rows.whole(handle.strip(",")) is not None:
        line.no_person(handle)
        return commands.EraseNote(note=line.number())
    if handle.casefold().startswith(f"{NOTE} "):
        return commands.EraseNote(note=line.numbers([handle.split()[1]])[0])
    if handle.casefold().startswith("person "):
        raise Malformed(
            "People are not erased by a line: /person mends what is noted of them, /gone takes them out."
        )
    if " " in handle and not handle.casefold().startswith("charter "):
        raise Malformed(f"One thing at a time is erased: {line.act.example}")
    return commands.Erase(handle=handle)


def _move(line: Line) -> Command:
    handle, lane = line.handle_and_rest()
    return commands.MoveNote(note=line.numbers([handle])[0], lane=lane)


def _same(line: Line) -> Command:
    numbers = line.numbers()
    if len(numbers) != 2:
        raise Malformed("Two notes are needed: /same 4 9")
    for number in numbers:
        line.no_person(str(number))
    return commands.MergeNotes(note=numbers[0], into=numbers[1])


def _approve(line: Line) -> Command:
    named = line.some("note").casefold()
    if named == COMMENTS:
        return commands.ApproveComments()
    if found := _comments(line):
        return commands.ApproveComments(comments=found)
    return commands.Approve(notes=() if named == "all" else line.numbers())


def _comments(line: Line) -> tuple[int, ...]:
    """The comments that a line names; none where it names anything else."""
    words = [word.strip(",").casefold() for word in line.rest.split()]
    numbers = [rows.whole(word[1:]) for word in words if word.startswith("k")]
    return tuple(one for one in numbers if one) if len(numbers) == len(words) else ()


def _idea(line: Line) -> Command:
    handle, text = line.handle_and_rest()
    return commands.AddNote(text=text, about=handle)


def _group(line: Line) -> Command:
    handles, equals, name = line.rest.partition("=")
    words = handles.split()
    if equals:
        return commands.GroupNotes(notes=line.numbers(words), name=name.strip())
    if not words or words[0].isdecimal():
        raise Malformed("Into which theme? /group 1 3 5 = late letters, or /group A 12")
    return commands.GroupNotes(notes=line.numbers(words[1:]), letter=words[0])


def _theme(line: Line) -> Command:
    words = line.words()
    if len(words) > 1 and (cards := rows.whole(words[-1])) is not None:
        return commands.AddTheme(name=" ".join(words[:-1]), cards=cards)
    return commands.AddTheme(name=line.rest)


def _name(line: Line) -> Command:
    letter, _, name = line.some("theme").partition(" ")
    return commands.NameTheme(letter=letter, name=name.strip())


NOTES: tuple[Act, ...] = (
    Act("lane", "lane", "puts what comes next in a lane", "/lane risk", local("lane"), offers=("lane",)),
    Act("edit", "handle words", "puts new words in a note, or in what has a handle", "/edit 4 new words", _edit, offers=("handle", "words")),
    Act("move", "note lane", "puts a note in another lane", "/move 4 risk", _move, offers=("note", "lane")),
    Act("hide", "handle", "takes a note, or what has a handle, off the wall", "/hide 4", _hide, offers=("handle", "")),
    Act("show", "handle room", "brings it back, for readers too; with room not for readers", "/show 4", _show, offers=("hidden", "whom")),
    Act("same", "note note", "puts the first note under the second, which says the same", "/same 4 9", _same, offers=("note", "note", "")),
    Act("ok", "note … or all or K1 or comments", "lets notes that wait for approval onto the board, and comments that wait onto the summary", "/ok all", _approve, offers=("waiting", "…")),
    Act("erase", "handle", "removes words for good, from the history too: a note, a theme, D1, V2, K1, ask, charter in", "/erase 4", _erase, offers=("anything", "part")),
    Act("group", "notes = theme", "puts notes in a theme", "/group 1 3 5 = late letters", _group, offers=("theme or note", "note", "…")),
    Act("theme", "name cards", "makes a theme, with its count of paper cards", "/theme late letters 7", _theme, offers=("theme name",)),
    Act("name", "theme name", "gives a theme another name", "/name A late letters", _name, offers=("theme", "theme name")),
    Act("split", "note", "takes a note out of its theme", "/split 3", lambda line: commands.SplitNote(note=line.number()), offers=("placed", "")),
    Act("idea", "what words", "keeps an idea for an issue that asks for help", "/idea A ask the night staff", _idea, offers=("issue", "")),
)  # fmt: skip
