"""Decisions about who is here and what the meeting and its community say of themselves."""

from __future__ import annotations

from typing import Any, get_args

import msgspec

from sessions import clean, dates
from sessions.actors import Asking
from sessions.blocks import plural
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
from sessions.errors import Malformed, Refused
from sessions.events import CommunityChanged, Counted, Event, PersonChanged, SessionChanged
from sessions.events.meeting import SessionField
from sessions.grouping import silent
from sessions.objects import (
    BOUNDARIES,
    LARGEST_ROOM,
    LEVELS,
    STAGES,
    Attendance,
    Community,
    Consent,
    GroupCount,
    Participant,
)
from sessions.rowing import FIELD_LETTERS, TEXT_LETTERS, known_words, one_of, person_named, short, today
from sessions.session import Session

CONSENT = "What is said and written here is kept, to run this community and to report on it"
CONSENT_VERSION = 1
"""Goes up when the words of `CONSENT` change."""
MODES = ("room", "hybrid", "remote")


def add_person(asking: Asking, wish: AddPerson) -> list[Event]:
    """Note somebody; the same name again adds what was not known, and that they are here.

    Who is in a file that is imported before the clock starts is invited, and not here yet.
    """
    session = asking.session
    invited = asking.by.kind == "import" and not session.started
    mine = session.participants.get(asking.by.participant)
    name = mine.name if mine and not wish.name.strip() else clean.name(wish.name)
    fields: dict[str, Any] = {
        field: short(value, field)
        for field in (*BOUNDARIES, "brings", "level")
        if (value := getattr(wish, field))
    }
    if "level" in fields:
        fields["level"] = one_of(fields["level"], LEVELS, "A level")
    known = session.called(name)
    if asking.by.participant:
        if mine is None:
            raise Refused("Join first; then say who you are.")
        if known and known is not mine:
            raise Refused(f"There is a {known.name} here already. Add a second name or a letter.")
        known, fields = mine, {**fields, "name": name}
    if known:
        after = msgspec.structs.replace(known if invited else come(session, known), **{"left": "", **fields})
        if after == known:
            raise Refused(f"{known.name or 'That'} is noted already, as number {known.number}.")
        return [PersonChanged(after.number, known, after)]
    number = session.people_made + 1
    author = asking.by.participant or None
    person = Participant(number=number, name=name, here=False, at=asking.now, author=author, **fields)
    person = person if invited else come(session, person)
    return [PersonChanged(number, None, person)]


def come(session: Session, person: Participant) -> Participant:
    """Somebody who is here now, if not before then from this day on."""
    here: Participant = msgspec.structs.replace(
        person, here=True, left="", joined=person.joined or session.date
    )
    return here


def count_here(asking: Asking, wish: CountHere) -> list[Event]:
    """Note how many are here."""
    for number in (wish.present, wish.no_phone or 0, wish.remote or 0):
        if not 0 <= number <= LARGEST_ROOM:
            raise Malformed(f"A room holds 0 to {LARGEST_ROOM:,} people.")
    for part, what in ((wish.no_phone, "without a phone"), (wish.remote, "remote")):
        if (part or 0) > wish.present:
            room = plural(wish.present, "person", "people")
            raise Malformed(f"{part} {what} are more than the {room} here.")
    before = asking.session.attendance
    after = msgspec.structs.replace(before, present=wish.present, no_phone=wish.no_phone, remote=wish.remote)
    return [Counted(before, after)]


def mark_here(asking: Asking, wish: MarkHere) -> list[Event]:
    """Note who is here; who is not known yet is noted by that name."""
    session = asking.session
    if not wish.people:
        raise Malformed("Who is here? /here amina bo, or counted /here 24, 6 no phone")
    events: list[Event] = []
    number = session.people_made
    apologies = session.attendance.apologies
    fresh: set[str] = set()
    for spoken in dict.fromkeys(wish.people):
        person = session.find_person(spoken) if session.people(spoken) else None
        if person is None:
            name = clean.name(_cased(spoken))
            if name.isdecimal():
                raise Refused(f"There is no person {name}. /here 24 counts the room.")
            if name.casefold() in fresh:
                continue
            fresh.add(name.casefold())
            number += 1
            person = Participant(number=number, name=name, joined=session.date, at=asking.now)
            events.append(PersonChanged(number, None, person))
        elif not person.here or person.left:
            events.append(PersonChanged(person.number, person, come(session, person)))
        apologies = [name for name in apologies if name != person.name]
    if apologies != session.attendance.apologies:
        events.append(_attendance(session, apologies=apologies))
    if not events:
        raise Refused("They are noted as here already.")
    return events


def apologise(asking: Asking, wish: Apologise) -> list[Event]:
    """Note who cannot come."""
    session = asking.session
    if not wish.people:
        raise Malformed("Who sent word? /sorry dee")
    events: list[Event] = []
    apologies = list(session.attendance.apologies)
    for spoken in dict.fromkeys(wish.people):
        person = session.find_person(spoken) if session.people(spoken) else None
        name = person.name if person else clean.name(_cased(spoken))
        if name.isdecimal():
            raise Refused(f"There is no person {name}. /sorry dee names who cannot come.")
        if person and person.here:
            events.append(PersonChanged(person.number, person, msgspec.structs.replace(person, here=False)))
        if name not in apologies:
            apologies.append(name)
    if apologies == session.attendance.apologies and not events:
        raise Refused("Their apologies are noted already.")
    return [*events, _attendance(session, apologies=apologies)]


def give_consent(asking: Asking, wish: GiveConsent) -> list[Event]:
    """Note who agreed to what is kept."""
    session = asking.session
    purpose = short(wish.purpose, "purpose", TEXT_LETTERS) or CONSENT
    consent = Consent(purpose=purpose, version=CONSENT_VERSION, when=asking.now)
    if wish.people:
        people = [session.find_person(one) for one in dict.fromkeys(wish.people)]
    else:
        people = session.present()
    events: list[Event] = [
        PersonChanged(one.number, one, msgspec.structs.replace(one, consent=consent)) for one in people
    ]
    return events if wish.people else [_attendance(session, consent=consent), *events]


def leave_community(asking: Asking, wish: LeaveCommunity) -> list[Event]:
    """Note that somebody has left; what they said stays."""
    person = asking.session.find_person(wish.person)
    if person.left:
        raise Refused(f"{person.name} left on {dates.in_words(person.left)}.")
    after = msgspec.structs.replace(person, left=asking.session.date, here=False)
    return [PersonChanged(person.number, person, after)]


def count_group(asking: Asking, wish: CountGroup) -> list[Event]:
    """Set how many of a profession and sector are here without a name; none takes the count off."""
    session = asking.session
    if not 0 <= wish.count <= LARGEST_ROOM:
        raise Malformed(f"A room holds 0 to {LARGEST_ROOM:,} people.")
    profession, sector = short(wish.profession, "profession"), short(wish.sector, "sector")
    if not profession and not sector:
        raise Malformed("Of which profession, and which sector? /count nurse acute 4")
    same = (profession.casefold(), sector.casefold())
    before = session.attendance.groups
    groups = [one for one in before if (one.profession.casefold(), one.sector.casefold()) != same]
    if wish.count:
        groups.append(GroupCount(profession=profession, sector=sector, count=wish.count))
    if groups == before:
        raise Refused("That is how it is counted already.")
    return [_attendance(session, groups=groups)]


def set_session(asking: Asking, wish: SetSession) -> list[Event]:
    """Note something about this meeting."""
    session = asking.session
    field: SessionField = one_of(wish.field, get_args(SessionField), "A session")  # type: ignore[assignment]
    value = short(wish.value, field, TEXT_LETTERS if field == "ask" else FIELD_LETTERS)
    if not value and field in ("title", "date"):
        raise Malformed(f"A session has a {field}: /session {field} …")
    if value and field == "date":
        value = dates.day(value, today(session)).isoformat()
    elif value and field == "starts":
        value = dates.clock(value)
    elif value and field == "mode":
        value = one_of(value, MODES, "A mode")
    elif value and field == "facilitator":
        value = person_named(session, value)
    before = getattr(session, field)
    if before == value:
        raise Refused(f"The {field} is that already.")
    return [SessionChanged(field, before, value)]


CHARTER = {
    "stage": "stage",
    "sponsor": "sponsor",
    "leaders": "leaders",
    "rhythm": "rhythm",
    "membership": "membership_rule",
    "review": "charter_review_date",
    "in": "in_scope",
    "out": "out_of_scope",
}
"""The words of a charter's line, and the fields that they fill."""


def set_charter(asking: Asking, wish: SetCharter) -> list[Event]:
    """Note something of the charter. Of what is in and out of scope, one more; after a minus, one less."""
    session = asking.session
    before = session.community
    field = CHARTER[one_of(wish.field, tuple(CHARTER), "A charter")]
    value = short(wish.value, wish.field, TEXT_LETTERS)
    after: object = value
    if field == "stage" and value:
        after = one_of(value, STAGES, "A stage")
    elif field == "charter_review_date" and value:
        after = dates.day(value, today(session)).isoformat()
    elif field == "leaders":
        names = [part.strip() for part in value.split(",") if part.strip()]
        after = [person_named(session, name) for name in names]
    elif field in ("in_scope", "out_of_scope"):
        after = _scope(session, getattr(before, field), value)
    if getattr(before, field) == after:
        raise Refused("The charter says that already.")
    return [CommunityChanged(before, msgspec.structs.replace(before, **{field: after}))]


def _scope(session: Session, scope: list[str], value: str) -> list[str]:
    """What is in (or out of) scope, with one more or one less."""
    if not value:
        raise Malformed("What is in scope, or out of it? /charter out car parking")
    if value.startswith(("-", "−")):
        gone = value[1:].strip().casefold()
        if gone not in (one.casefold() for one in scope):
            raise Refused(f"{value[1:].strip()!r} does not stand there.")
        return [one for one in scope if one.casefold() != gone]
    words = known_words(session, value)
    return scope if words in scope else [*scope, words]


def expect(asking: Asking, wish: Expect) -> list[Event]:
    """Declare the groups of a boundary that ought to be here, those that are absent too."""
    before = asking.session.community
    boundary = one_of(wish.boundary, BOUNDARIES, "A boundary")
    said = [short(group, "group") for group in wish.groups]
    fresh: dict[str, str] = {}
    for group in said:
        fresh.setdefault(group.casefold(), group)
    groups = [group for group in fresh.values() if not silent(group)]
    expected = {name: list(one) for name, one in before.expected.items() if name != boundary}
    if groups:
        expected[boundary] = groups
    if expected == before.expected:
        raise Refused(f"That is whom the community expects already, by {boundary}.")
    after: Community = msgspec.structs.replace(before, expected=expected)
    return [CommunityChanged(before, after)]


def _attendance(session: Session, **changes: object) -> Counted:
    before = session.attendance
    after: Attendance = msgspec.structs.replace(before, **changes)
    return Counted(before, after)


def _cased(name: str) -> str:
    """A name as it is written: a word typed all in small letters begins with a large one."""
    return " ".join(word[:1].upper() + word[1:] if word.islower() else word for word in name.split())
