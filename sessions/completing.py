"""How a line of the scribe may go on: what its next word or field may be, and what is still expected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sessions import dates
from sessions.acts import ACTS, Act, Slot, find, names_act
from sessions.candidates import SOURCES, At, Candidate, lanes
from sessions.errors import Malformed
from sessions.rowing import today
from sessions.session import Session

MOST = 24
"""Ways that a line may go on that are told at most."""
SAID_AS = {"day": "14 jan", "moment": "14 jan 10:00"}
"""How a field of a kind may be answered, where its name alone would not say so."""
NAMES = 4
"""Words of the longest name that is completed from its middle."""


OFFERED = {
    "person": "person", "member": "person", "whose": "person", "issue": "issue", "issues": "issue",
    "decision": "decision", "handle": "handle",
}  # fmt: skip
"""What completion offers for a field of a kind."""


@dataclass(frozen=True)
class Place:
    """Where a line stands: what of it is done, what is typed of the present word or field, and what may stand there."""

    act: Act
    done: str
    """The line before what is typed, its act in full."""
    typed: str
    source: str = ""
    options: tuple[str, ...] = ()
    slot: Slot | None = None
    before: tuple[str, ...] = ()
    """The words between the act and what is typed."""

    def candidates(self, session: Session) -> Iterable[Candidate]:
        """What may stand there."""
        if self.options:
            return [(option, self.slot.label if self.slot else "") for option in self.options]
        source = SOURCES.get(self.source)
        return source(At(session, self.typed, self.before)) if source else ()


def complete(text: str, session: Session) -> list[Candidate]:
    """How a line may go on: each time the whole line so far, and what it does or names."""
    if text.startswith("@") and " " not in text:
        wanted = text[1:].casefold()
        ways = [
            f"@{_shortest(lane, session)} "
            for lane, _ in lanes(session)
            if lane.casefold().startswith(wanted)
        ]
        return [(way, "lane") for way in ways]
    if not names_act(text):
        return []
    word, space, rest = text[1:].partition(" ")
    if not space:
        begun = [act for act in ACTS if act.word.startswith(word.casefold())]
        return [(f"/{act.word}{' ' if takes(act) else ''}", act.help) for act in begun]
    try:
        act, _ = find(text)
    except Malformed:
        return []
    return _ways(placed(act, rest), session)


def hint(text: str, session: Session | None = None) -> str:
    """What a line that begins with `/` still expects; "" where nothing.

    A day that can be read is answered in full, from the day of the session on where one is given.
    """
    if not names_act(text):
        return ""
    try:
        act, rest = find(text)
    except Malformed:
        return ""
    if " " not in text or not takes(act):
        return (act.fields or act.help) if not rest else act.help
    if not (act.slots or act.follows):
        return _next_word(act, text.partition(" ")[2].lstrip())
    if 1 < act.first == len(act.slots) and not act.offers:
        return act.fields  # how often each was given, in no order
    place = placed(act, text.partition(" ")[2])
    if place.slot is None:
        of = act.handle and f"{act.handle}; then {act.slots[0].label}"
        return of or (act.help if rest else act.fields)
    if session and place.slot.kind in ("day", "moment") and (day := in_full(place.typed, act, session)):
        return f"→ {day}"
    return _expected(act, place.slot)


def takes(act: Act) -> bool:
    """Whether anything comes after the word of an act."""
    return bool(act.fields or act.slots)


def in_full(text: str, act: Act, session: Session) -> str:
    """The day that a text says, in full; "" where it says none yet. Only a meeting has a time beside its day."""
    try:
        if act.word != "meet":
            return dates.in_words(dates.day(text, today(session)).isoformat())
        day, clock = dates.moment(text, today(session))
    except Malformed:
        return ""
    return ", ".join(part for part in (dates.in_words(day.isoformat()), clock) if part)


def placed(act: Act, rest: str) -> Place:
    """Where in a line of this act what is typed last stands; `rest` is what comes after its word and a blank."""
    rest = rest.lstrip()
    before, semicolon, typed = rest.rpartition(";")
    if semicolon and act.slots:
        number = before.count(";") + 1
        place = act.first - 1 + number if act.first - 1 + number < len(act.slots) else number
        slot = act.slots[min(place, len(act.slots) - 1)]
        return _slot(act, f"/{act.word} {before}; ", typed.lstrip(), slot)
    words = tuple(rest.split(" ")[:-1]) if " " in rest else ()
    if act.handle and words:
        return _slot(act, f"/{act.word} {words[0]} ", rest.partition(" ")[2].lstrip(), act.slots[0])
    if act.follows:
        return _followed(act, rest, words)
    if act.offers:
        return _word(act, rest, words)
    if act.slots:
        return _slot(act, f"/{act.word} ", rest, act.slots[0])
    return Place(act, f"/{act.word} ", rest)


def _slot(act: Act, done: str, typed: str, slot: Slot) -> Place:
    """A place where a field stands. What is not asked aloud is not offered either."""
    if not slot.aloud:
        return Place(act, done, typed, slot=slot)
    source = slot.source or OFFERED.get(slot.kind, "")
    return Place(act, done, typed, source, slot.options, slot)


def _followed(act: Act, rest: str, words: tuple[str, ...]) -> Place:
    """A place in a line whose first word says what comes after it. Groups are parted by commas."""
    if not words:
        colon = ":" if act.word == "expect" else ""
        return Place(act, f"/{act.word} ", rest, options=tuple(f"{name}{colon} " for name in act.follows))
    first = words[0].rstrip(":").casefold()
    slot = next((slot for name, slot in act.follows.items() if name.startswith(first)), Slot("words"))
    typed = rest.partition(" ")[2]
    begun, comma, last = typed.rpartition(",")
    if comma:
        return _slot(act, f"/{act.word} {words[0]} {begun}, ", last.lstrip(), slot)
    return _slot(act, f"/{act.word} {words[0]} ", typed.lstrip(), slot)


def _word(act: Act, rest: str, words: tuple[str, ...]) -> Place:
    """A place in a line that goes on word by word; what is offered last runs to the end, unless it repeats."""
    if act.word == "group" and "=" in words:
        before, _, typed = rest.rpartition("=")
        return Place(act, f"/{act.word} {before}= ", typed.lstrip(), "theme name")
    *offers, last = act.offers
    typed = rest.rpartition(" ")[2]
    if last == "…":
        source = offers[min(len(words), len(offers) - 1)]
    elif last and len(words) >= len(offers):
        source, words = last, words[: len(offers)]
        typed = rest[len(" ".join(words)) :].lstrip()
    else:
        source = act.offers[len(words)] if len(words) < len(offers) else ""
    slots = () if act.handle else act.slots
    slot = slots[min(len([one for one in words if one != ">"]), len(slots) - 1)] if slots else None
    done = rest[: len(rest) - len(typed)]
    return Place(act, f"/{act.word} {done}", typed, source, slot=slot, before=words)


def _ways(place: Place, session: Session) -> list[Candidate]:
    """The first ways that the line may go on from there, the whole line each time."""
    named = f" {' '.join(place.before)} ".replace(",", " ").casefold()
    ways: dict[str, str] = {}
    for name, what in place.candidates(session):
        back = _back(place, name)
        if back is not None and f" {name} ".casefold() not in named and "\n" not in name:
            ways.setdefault(place.done[: len(place.done) - len(back)] + name, what)
        if len(ways) == MOST:
            break
    return list(ways.items())


def _back(place: Place, name: str) -> str | None:
    """How much of what was typed before belongs to this name too, as "Amina " of "Amina Khan"; None where it does not fit."""
    folded, typed = name.casefold(), place.typed.casefold()
    if folded.startswith(typed):
        return ""
    for many in range(1, min(NAMES, len(place.before)) + 1) if typed else ():
        begun = " ".join(place.before[-many:]) + " "
        if folded.startswith((begun + place.typed).casefold()):
            return begun
    return None


def _expected(act: Act, slot: Slot) -> str:
    """The field that is typed now, and what comes after it."""
    number = act.slots.index(slot) if slot in act.slots else len(act.slots)
    rest = act.slots[number + 1 :]
    now = f"{slot.label}: {SAID_AS[slot.kind]}" if slot.kind in SAID_AS else slot.label
    if not rest:
        return now
    return f"{now}; then {rest[0].label}{' …' if rest[1:] else ''}"


def _next_word(act: Act, rest: str) -> str:
    """The field that comes next in a line that goes on word by word; what the line does once all of it is there."""
    fields = act.fields.split()
    if {"…", "·"} & set(fields) or "," in act.fields or ";" in act.fields:
        return act.fields if not rest else act.help
    *done, typed = rest.split(" ")
    if "=" in fields:
        named = " ".join(fields[fields.index("=") + 1 :])
        if "=" in done:
            return act.help if typed else named
        return f"{fields[0]}; then = {named}"
    if len(done) >= len(fields) - 1:
        return fields[-1] if not typed else act.help
    return f"{fields[len(done)]}; then {fields[len(done) + 1]}"


def _shortest(lane: str, session: Session) -> str:
    """The first word of a lane where no other begins with it, so that the next word is the note's."""
    first = lane.split(" ")[0]
    alike = [one for one in session.now.lanes if one.casefold().startswith(first.casefold())]
    return first if len(alike) == 1 else lane
