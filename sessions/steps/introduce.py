"""Introduce: who is here, from where, and what they bring. Every answer but the name is optional."""

from __future__ import annotations

from sessions.blocks import Audience, Block, Column, Field, Item, Listing, Matrix, Offer, Roster, Text, plural
from sessions.commands import (
    AddPerson,
    Apologise,
    CountGroup,
    CountHere,
    Expect,
    GiveConsent,
    LeaveCommunity,
    MarkHere,
    SetCharter,
    SetSession,
)
from sessions.grouping import NOT_SAID, groups, silent
from sessions.meeting import (
    add_person,
    apologise,
    count_group,
    count_here,
    expect,
    give_consent,
    leave_community,
    mark_here,
    set_charter,
    set_session,
)
from sessions.objects import Activity, Participant
from sessions.rowing import FIELD_LETTERS
from sessions.rows import MissingVoice
from sessions.seeing import joined, named, seen
from sessions.session import Session
from sessions.steps.mechanic import Mechanic

SMALLEST_CELL = 5
"""Outside the room no cell below this is told (RELIABILITY and the GP Patient Survey's rule of small numbers)."""


def newcomers(session: Session) -> list[Participant]:
    """Those who are here for the first time, in a community that has met before."""
    if not any(one.joined not in ("", session.date) for one in session.participants.values()):
        return []
    return [one for one in session.present() if one.name and one.joined == session.date]


def awaited(session: Session, audience: Audience) -> Listing | None:
    """The missing voices that were named before this meeting, for it may be that they are here; None where none is."""
    found: list[MissingVoice] = [
        row
        for row in seen(session, MissingVoice, audience)
        if row.status == "missing" and not (session.started and row.at >= session.started)
    ]
    if not found or audience == "reader":
        return None
    items = tuple(
        Item(
            row.handle, row.who, f"{row.inviter} was to ask them" if row.inviter else "nobody was to ask yet"
        )
        for row in found
    )
    sentence = f"{plural(len(found), 'voice was', 'voices were')} missing last time. Here now?"
    if audience in ("wall", "facilitator"):
        sentence += f" /done {found[0].handle}"
    return Listing(id="awaited", title="Whom we missed", sentence=sentence, items=items)


def roster(session: Session, audience: Audience) -> Roster:
    """Who is here. Bands of pay stand on no wall."""
    people = [one for one in session.present() if one.name] if named(session, audience) else []
    columns = (
        Column(""),
        Column("Name"),
        Column("Organisation"),
        Column("Profession"),
        Column("Sector"),
        Column("Brings"),
    )
    rows = tuple(
        (str(one.number), one.name, one.organisation, one.profession, one.sector, one.brings)
        for one in people
    )
    filled = [place for place in range(len(columns)) if place < 2 or any(row[place] for row in rows)]
    return Roster(
        id="roster",
        title="Who is here",
        sentence=f"{plural(len(people), 'person', 'people')} by name, of {session.here} here.",
        columns=tuple(columns[place] for place in filled),
        rows=tuple(tuple(row[place] for place in filled) for row in rows),
    )


def matrix(session: Session, audience: Audience) -> Matrix | None:
    """How many of each profession come from each sector, those counted by hands with them.

    Where nobody said a sector, the room sees the organisations. Outside it cells below five are kept back; None
    where nobody said either, or every cell would be kept back.
    """
    told = audience != "reader"
    people, counted = session.present(), session.attendance.groups
    sectors = any([*(one.sector for one in people), *(one.sector for one in counted)])
    across = "sector" if sectors or session.community.expected.get("sector") or not told else "organisation"
    counts: dict[tuple[str, str], int] = {}
    profession, place = groups(session, "profession"), groups(session, across)
    for one in people:
        key = (profession(one.profession), place(getattr(one, across)))
        counts[key] = counts.get(key, 0) + 1
    for group in counted:
        key = (profession(group.profession), place(group.sector))
        counts[key] = counts.get(key, 0) + group.count
    rows = _groups(session, "profession", [row for row, _ in counts])
    columns = _groups(session, across, [column for _, column in counts])
    if rows in ([], [NOT_SAID]) and columns in ([], [NOT_SAID]):
        return None
    kept_back = set() if told else _small(counts)
    if kept_back and kept_back == set(counts):  # a table of noughts tells nothing
        return None
    cells = tuple(
        tuple(None if (row, column) in kept_back else counts.get((row, column), 0) for column in columns)
        for row in rows
    )
    placed = sum(many for key, many in counts.items() if key != (NOT_SAID, NOT_SAID))
    by_hand = sum(group.count for group in session.attendance.groups)
    sentence = f"{placed} of {session.here} said where they come from" + (
        f", {by_hand} by hand." if by_hand else "."
    )
    if not told:
        sentence += " Cells below five are not shown."
    return Matrix(
        id="matrix", title=f"Professions and {across}s", sentence=sentence,
        rows=tuple(rows), columns=tuple(columns), cells=cells,
    )  # fmt: skip


def _small(counts: dict[tuple[str, str], int]) -> set[tuple[str, str]]:
    """The cells that are kept back: those below five, and where that is one alone the next smallest.

    What one cell holds could be found by subtracting the others from the whole.
    """
    order = sorted(counts, key=lambda key: (counts[key], key))
    small = sum(counts[key] < SMALLEST_CELL for key in order)
    return set(order[: small + (small == 1)])


def _groups(session: Session, boundary: str, met: list[str]) -> list[str]:
    """The groups of a boundary: those expected, those met, and last those who did not say."""
    group = groups(session, boundary)
    expected = [group(one) for one in session.community.expected.get(boundary, []) if not silent(one)]
    found = list(dict.fromkeys([*expected, *sorted(set(met) - {NOT_SAID}, key=str.casefold)]))
    return [*found, NOT_SAID] if NOT_SAID in met else found


def _blocks(session: Session, activity: Activity, audience: Audience) -> tuple[Block, ...]:
    drawn: list[Block] = []
    statement = session.earlier_statements.get("identity_statement")
    if statement and statement.text:
        drawn.append(
            Text(
                id="identity-before", title="Who we are together",
                sentence=statement.text, paragraphs=(statement.text,),
            )
        )  # fmt: skip
    new = newcomers(session) if named(session, audience) else []
    if new:
        items = tuple(
            Item(str(one.number), one.name, joined(one.profession, one.organisation)) for one in new
        )
        drawn.append(
            Listing(
                id="newcomers",
                title="New today",
                sentence=f"{plural(len(new), 'person is', 'people are')} here for the first time.",
                items=items,
            )
        )
    if block := awaited(session, audience):
        drawn.append(block)
    table = matrix(session, audience)
    if table:
        drawn.append(table)
    people = roster(session, audience)
    if people.rows:
        drawn.append(people)
    elif not drawn:
        nothing = "Nobody is noted by name yet."
        drawn.append(Text(id="roster", title="Who is here", sentence=nothing, paragraphs=(nothing,)))
    return tuple(drawn)


_ASKED = (
    ("name", "Your name"),
    ("organisation", "Organisation"),
    ("profession", "Profession"),
    ("hierarchy", "Band or rank"),
    ("sector", "Sector"),
    ("brings", "What you bring"),
)


def _forms(session: Session, activity: Activity) -> tuple[Offer, ...]:
    """What the plan wants to know of who joins, and what they bring."""
    wanted = {*session.joining.split(), "brings"}
    fields = tuple(Field(name, label, limit=FIELD_LETTERS) for name, label in _ASKED if name in wanted)
    return (Offer("introduce", "Say who you are", fields, privacy="Whatever you like may stay empty."),)


INTRODUCE = Mechanic(
    name="introduce",
    lines=("person", "here", "count", "same", "gone", "sorry", "consent", "expect", "charter", "session"),
    title="who",
    commands={
        AddPerson: add_person, MarkHere: mark_here, CountHere: count_here, Apologise: apologise,
        GiveConsent: give_consent, LeaveCommunity: leave_community, CountGroup: count_group,
        SetCharter: set_charter, SetSession: set_session, Expect: expect,
    },
    blocks=_blocks,
    forms=_forms,
    line=lambda session, activity: "name; organisation; profession",
    asks=lambda session, activity, chosen: "/person",
)  # fmt: skip
