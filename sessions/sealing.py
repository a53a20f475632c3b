"""Sealing: what could tell who said an unnamed note, or how somebody voted, leaves the journal for good.

A session is sealed when it is closed, and after a day of rest. Then seats, ballots and the keys of wishes go
out, totals stay, and what was done unnamed keeps no more of its time than the minute. The secret that all of
it was made of is destroyed, and the passes of the phones with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec

from sessions.boxes import Box
from sessions.events import (
    Closed,
    Entry,
    Fact,
    FeedbackChanged,
    GroupsCounted,
    NoteAdded,
    NoteApproved,
    NoteEdited,
    NoteTakenBack,
    PersonChanged,
    PhonesCounted,
    PhonesScored,
    RowChanged,
    Scored,
    VoteCast,
)
from sessions.objects import SCORES, Count, Participant

MINUTE = 60_000
"""Milliseconds."""
REST = 24 * 60 * MINUTE
"""Of rest, after which a session that is not closed is sealed too."""
PHONE = "participant"
"""Who asked for what a phone did, as entries have it."""

Ballot = VoteCast | Scored
Where = tuple[str, int, str]
"""The box that ballots lie in: activity, round and target; of scores the version, and no target."""


def sealer(entries: Iterable[Entry]) -> Callable[[Entry], Entry | None] | None:
    """The transform that seals these entries; None where nothing in them could tell of anybody."""
    entries = list(entries)
    if not any(map(_tells, entries)):
        return None
    sealed = _sealed(entries)
    return lambda entry: sealed.get(entry.sequence)


def _tells(entry: Entry) -> bool:
    """Whether an entry could tell of somebody."""
    if entry.by == PHONE and entry.key:
        return True
    return any(isinstance(event, Ballot) or getattr(event, "seat", "") for event in entry.events)


def _sealed(entries: Sequence[Entry]) -> dict[int, Entry]:
    """Each entry that stays, by its sequence. Ballots become totals where the last one of their box lay."""
    last = {
        _where(event): entry.sequence
        for entry in entries
        for event in entry.events
        if isinstance(event, Ballot)
    }
    unnamed = {
        event.note.number
        for entry in entries
        for event in entry.events
        if isinstance(event, NoteAdded) and event.note.author is None
    }
    closed = any(isinstance(event, Closed) for entry in entries for event in entry.events)
    summed = {
        (event.activity, event.round, event.boundary): entry.sequence
        for entry in entries
        for event in entry.events
        if isinstance(event, GroupsCounted)
    }
    sums: dict[Where, list[int]] = {}
    found: dict[int, Entry] = {}
    for entry in entries:
        events = [
            _without(event, by_phone=entry.by == PHONE, closed=closed)
            for event in entry.events
            if not isinstance(event, Ballot)
            # Of sums by group the last stay: two of them would tell whose vote came between.
            and not (
                isinstance(event, GroupsCounted)
                and summed[event.activity, event.round, event.boundary] != entry.sequence
            )
        ]
        ballots = [event for event in entry.events if isinstance(event, Ballot)]
        for ballot in ballots:
            _count(sums.setdefault(_where(ballot), [0] * SCORES), ballot)
        for where in dict.fromkeys(map(_where, ballots)):
            if last[where] == entry.sequence and any(sums[where]):
                events.append(_total(where, sums[where]))
        if not events and entry is not entries[-1]:
            continue
        hushed = bool(ballots) or any(
            _unnamed(event, unnamed, by_phone=entry.by == PHONE) for event in entry.events
        )
        at = _minute(entry.at) if hushed else entry.at
        found[entry.sequence] = msgspec.structs.replace(entry, at=at, key="", events=tuple(events))
    return found


def _where(ballot: Ballot) -> Where:
    if isinstance(ballot, Scored):
        return ballot.activity, ballot.version, ""
    return ballot.box.activity, ballot.box.round, ballot.box.target


def _count(sums: list[int], ballot: Ballot) -> None:
    """Add a ballot to the sums of its box: for (or dots), pass and against; of scores how many showed 0 to 5."""
    for value, by in ((ballot.before, -1), (ballot.after, 1)):
        if value is None:
            continue
        if isinstance(ballot, Scored):
            sums[value] += by
        elif ballot.dots:
            sums[0] += by * value
        else:
            sums[1 - (value > 0) + (value < 0)] += by


def _total(where: Where, sums: list[int]) -> Fact:
    activity, number, target = where
    if not target:
        return PhonesScored(activity, number, tuple(sums))
    return PhonesCounted(Box(activity, number, target), Count(for_=sums[0], pass_=sums[1], against=sums[2]))


def _without(event: Fact, *, by_phone: bool, closed: bool) -> Fact:
    """An event without a seat; and where it names nobody, without more of its time than the minute.

    Where the session goes on, everybody's phone is unknown from now on, so that they may come in under their name.
    """
    match event:
        case GroupsCounted():
            return msgspec.structs.replace(event, before=())
        case PersonChanged() if not closed:
            return msgspec.structs.replace(
                event, before=_phoneless(event.before), after=_phoneless(event.after)
            )
        case NoteAdded() | NoteTakenBack() if event.note.author is None:
            return msgspec.structs.replace(event, note=_rounded(event.note), seat="")
        case FeedbackChanged() if event.seat:
            return msgspec.structs.replace(
                event, before=_rounded(event.before), after=_rounded(event.after), seat=""
            )
        case RowChanged() if by_phone and _unnamed(event, set(), by_phone=True):
            return msgspec.structs.replace(event, before=_rounded(event.before), after=_rounded(event.after))
        case _:
            return event


def _unnamed(event: Fact, notes: set[int], *, by_phone: bool) -> bool:
    """Whether an event is of something that was said without a name; `notes` are those that were."""
    match event:
        case NoteAdded() | NoteTakenBack():
            return event.note.author is None
        case NoteEdited() | NoteApproved():
            return event.number in notes
        case RowChanged():
            row = event.after or event.before
            return by_phone and row is not None and row.author is None
        case _:
            return False


def _phoneless(one: Participant | None) -> Participant | None:
    return one and msgspec.structs.replace(one, phone=False)


def _rounded(one: Any) -> Any:
    return one and msgspec.structs.replace(one, at=_minute(one.at))


def _minute(at: int) -> int:
    return at // MINUTE * MINUTE
