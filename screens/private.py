"""What only the facilitator sees, beside the board, while the room looks at another screen: notes that wait, and balance."""

from __future__ import annotations

from screens.cells import cut, wrap
from screens.frame import heading
from screens.sheet import Area, Sheet
from screens.view import Moment
from sessions.blocks import plural
from sessions.measuring import shared
from sessions.objects import Note
from sessions.session import Session
from sessions.taking_part import so_far, unheard

MOST = 6
"""Notes that wait, shown at most."""


def draw(moment: Moment, sheet: Sheet, area: Area) -> int:
    """Draw the private panel, and return the rows it took, those beneath it left free included."""
    heading(sheet, area, "Only here", current=True)
    y = area.y + 2
    for words, ink in [*_waiting(moment.session, area.width), *_phones(moment), *_balance(moment.session)]:
        for line in wrap(words, area.width):
            if y < area.end:
                sheet.put(area.x, y, line, ink)
                y += 1
    return y + 1 + sheet.airy - area.y


def line(session: Session) -> str:
    """The same in one line, for a window without a second column."""
    found, balance = waiting(session), _balance(session)
    held = (
        f"{plural(len(found), 'note')} wait{'s' if len(found) == 1 else ''}, /ok all"
        if found
        else "No note waits"
    )
    return " · ".join(("Only here", held, *(words.rstrip(".") for words, _ in balance[:1])))


def waiting(session: Session) -> list[Note]:
    """The notes that wait to be let onto the board."""
    return [note for note in session.notes.values() if note.waiting and not note.erased]


def _waiting(session: Session, across: int) -> list[tuple[str, str]]:
    """The notes that wait, and the line that lets them onto the board."""
    found = waiting(session)
    if not found:
        return [("No note waits.", "quiet")]
    lines = [(cut(f"{note.number} {note.text}", across), "ink") for note in found[:MOST]]
    if len(found) > MOST:
        lines.append((f"… and {len(found) - MOST} more", "quiet"))
    return [*lines, (f"/ok {found[0].number} lets it onto the board, /ok all of them", "quiet")]


def _phones(moment: Moment) -> list[tuple[str, str]]:
    """Who is at a phone, who of them has added, and who writes."""
    doors, done = moment.pulse.doors, so_far(moment.session)
    if not (doors.phones or done):
        return []
    said = [plural(doors.phones, "phone") + " here", done.sentence if done else ""]
    said.append(f"{doors.writing} still writing" if doors.writing else "")
    lines = [(" · ".join(part for part in said if part), "ink")]
    if quiet := unheard(moment.session):
        lines.append((f"Not yet: {', '.join(quiet[:MOST])}{' …' if len(quiet) > MOST else ''}", "quiet"))
    return lines


def _balance(session: Session) -> list[tuple[str, str]]:
    """How many people contributed, where that is known, and how many of each rank are here."""
    lines = [(measure.sentence, "ink") for measure in shared(session)[:1] if measure.value is not None]
    ranks: dict[str, int] = {}
    for one in session.participants.values():
        if one.hierarchy:
            ranks[one.hierarchy] = ranks.get(one.hierarchy, 0) + 1
    if ranks:
        lines.append((", ".join(f"{rank}: {many}" for rank, many in sorted(ranks.items())), "quiet"))
    return lines
