"""Lines about the community: who is here, whom they turn to, who is missing, and its charter."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from sessions import commands
from sessions.acts.act import Act, Local, Parse, Slot, ask, fielded, quoted
from sessions.commands import Command
from sessions.errors import Malformed
from sessions.events.meeting import SessionField
from sessions.meeting import CHARTER, MODES
from sessions.objects import BOUNDARIES, LEVELS, STAGES
from sessions.rows import MissingVoice, whole

if TYPE_CHECKING:
    from sessions.scribe import Line

_COUNTED = {
    "": "present",
    "here": "present",
    "no phone": "no_phone",
    "without": "no_phone",
    "without a phone": "no_phone",
    "remote": "remote",
}


def _here(line: Line) -> Command:
    if not any(character.isdecimal() for character in line.rest):
        return commands.MarkHere(people=line.people())
    counts: dict[str, int] = {}
    for part in line.rest.split(","):
        number, _, what = part.strip().partition(" ")
        if (many := whole(number)) is None or what.strip().casefold() not in _COUNTED:
            raise Malformed(f"{quoted(part.strip())} is no count: /here 24, 6 no phone, 4 remote")
        counts[_COUNTED[what.strip().casefold()]] = many
    if "present" not in counts:
        raise Malformed("How many in all? /here 24, 6 no phone, 4 remote")
    return commands.CountHere(
        present=counts["present"], no_phone=counts.get("no_phone"), remote=counts.get("remote")
    )


def _consent(line: Line) -> Command:
    who, _, purpose = line.some("person").partition(";")
    names = line.people(who)
    if not names:
        raise Malformed("Who agreed? /consent all, or /consent amina bo; to be quoted")
    everyone = [name.casefold() for name in names] == ["all"]
    return commands.GiveConsent(people=() if everyone else names, purpose=purpose.strip())


def _count(line: Line) -> Command:
    text, _, last = line.some("profession").rpartition(";" if ";" in line.rest else " ")
    if (many := whole(last.strip())) is None or not text.strip():
        raise Malformed("Of which profession, which sector, and how many? /count nurse acute 4")
    profession, sector = _two(text)
    return commands.CountGroup(profession=profession, sector=sector, count=many)


def _two(text: str) -> tuple[str, str]:
    """Two fields parted by a semicolon, or by the last blank; the second may be missing."""
    if ";" in text:
        first, _, second = text.partition(";")
        return first.strip(), second.strip()
    first, _, second = text.strip().rpartition(" ")
    return (first.strip(), second.strip()) if first else (second.strip(), "")


WORKS = "works with"
_TURNS = re.compile(r"(.+?)\s+(turns to|goes to|works with|asks|rings|calls|to)\s+(.+)", re.IGNORECASE)
"""A tie as it is said; all but the third way is turning to somebody."""
LONGEST_TIE = 300
"""Letters of the longest line that is read as a sentence."""


def _tie(line: Line) -> Command | Local:
    text = line.rest
    if ";" not in text:
        spoken = _TURNS.fullmatch(text) if len(text) <= LONGEST_TIE else None
        text = (
            f"{spoken[1]}; {spoken[3]}; {WORKS if spoken[2].casefold() == WORKS else ''}"
            if spoken
            else re.sub(r"(?<=\S)\s+and\s+(?=\S)", "; ", text)
        )
    if ";" in text or "," in text:
        fields = [field.strip() for field in text.split(";" if ";" in text else ",")]
    else:
        a, b, *how = (*line.people(text), "", "")
        fields = [a, b, " ".join(how).strip()]
    if not all(fields[:2]) or len(fields) < 2:
        return ask(line.act, [field for field in fields[:1] if field])
    if len(fields) > 3:
        raise Malformed("A tie is between two people: /tie amina bo, or /tie Amina Khan; Bo Li; works with")
    return commands.AddTie(
        a=fields[0], b=fields[1], kind=(fields[2] if len(fields) > 2 else "") or "turns_to"
    )


def _field(make: Callable[..., Command]) -> Parse:
    """An act whose first word says which field the rest of the line fills."""

    def parse(line: Line) -> Command:
        field, _, value = line.some("field").partition(" ")
        return make(field=field.strip(":"), value=value.strip())

    return parse


def _expect(line: Line) -> Command:
    boundary, _, groups = line.some("boundary").replace(":", " ").partition(" ")
    return commands.Expect(boundary=boundary, groups=tuple(group.strip() for group in groups.split(",")))


_SLOTS = {
    "stage": Slot("stage", "choice", STAGES),
    "sponsor": Slot("sponsor", "person"),
    "leaders": Slot("leaders", "person"),
    "review": Slot("looked at on", "day"),
    "date": Slot("date", "day"),
    "mode": Slot("mode", "choice", MODES),
    "facilitator": Slot("facilitator", "person"),
}
"""What a field of the charter or of the session is asked as, where it is more than words."""

_person_fields = fielded(
    commands.AddPerson, "name", "organisation", "profession", "hierarchy", "sector", "brings", "level"
)
_missing_fields = fielded(commands.AddMissing, "who", "inviter", "boundary", "invited_on")


def _person(line: Line) -> Command | Local:
    """Who is here; where no semicolon parts the fields, commas do."""
    return _person_fields(line if ";" in line.rest else replace(line, rest=line.rest.replace(",", ";")))


def _missing(line: Line) -> Command | Local:
    """Who is missing; where no semicolon does, a comma parts off who asks them, as in "a GP, Bo asks"."""
    handle, _, more = line.rest.partition(" ")
    if more and isinstance(row := line.there(handle), MissingVoice):
        return _missing_fields(
            replace(line, rest=f"{row.who}; {more.strip(' ;')}")
        )  # the same again adds to it
    who, comma, inviter = line.rest.rpartition(",")
    inviter = re.sub(r"\s+asks?$", "", inviter.strip())
    if comma and ";" not in line.rest and line.session.people(inviter):
        line = replace(line, rest=f"{who}; {inviter}")
    return _missing_fields(line)


COMMUNITY: tuple[Act, ...] = (
    Act("here", "count, no phone, remote", "counts the room, or notes who is here by name", "/here 24, 6 no phone, 4 remote", _here, offers=("absent", "…")),
    Act("sorry", "name name …", "notes who cannot come", "/sorry dee", lambda line: commands.Apologise(people=line.people()), offers=("present", "…")),
    Act("consent", "all, or names; to what", "notes who agreed to what is kept", "/consent all", _consent, offers=("all", "…")),
    Act(
        "person", "", "notes who is here; only the name is needed", "/person Amina; Royal Infirmary; nurse; band 6; acute",
        _person,
        slots=(
            Slot("name", "person"), Slot("organisation", source="organisation"), Slot("profession", source="profession"),
            Slot("band", aloud=False), Slot("sector", source="sector"),
            Slot("brings"), Slot("level", "choice", LEVELS, aloud=False),
        ),
        needs=1,
    ),
    Act("gone", "name", "notes who has left the community", "/gone dee", lambda line: commands.LeaveCommunity(person=line.some("person")), offers=("person",)),
    Act("count", "profession sector number", "counts people by hands who give no name", "/count nurse acute 4", _count, offers=("profession", "sector", "")),
    Act(
        "tie", "name name", "notes that the first turns to the second; works: works with", "/tie amina bo", _tie,
        slots=(Slot("who", "member"), Slot("turns to", "member"), Slot("how", "choice", ("turns to", "works with"))),
        needs=2, first=3, offers=("person", "…"),
    ),
    Act(
        "missing", "", "notes who ought to be here, and who asks them", "/missing a GP; Bo",
        _missing,
        slots=(Slot("who is missing"), Slot("who asks them", "person"), Slot("boundary", "choice", BOUNDARIES), Slot("asked on", "day")),
        needs=1,
    ),
    Act(
        "lead", "", "notes where a community could start", "/lead the dialysis unit; Chen",
        fielded(commands.AddLead, "where", "whom"),
        slots=(Slot("where"), Slot("whom to ask", "person")), needs=1,
    ),
    Act(
        "charter", f"{' · '.join(CHARTER)} words", "notes something of the charter", "/charter sponsor Dr Shah", _field(commands.SetCharter),
        follows={field: _SLOTS.get(field, Slot(field)) for field in CHARTER},
    ),
    Act(
        "expect", "boundary: group, group", "says which groups ought to be here", "/expect profession: nurse, GP, carer", _expect,
        follows={boundary: Slot("groups", source="" if boundary == "hierarchy" else boundary) for boundary in BOUNDARIES},
    ),
    Act(
        "session", f"{' · '.join(get_args(SessionField))} words", "notes something about this meeting", "/session place Hill Surgery", _field(commands.SetSession),
        follows={field: _SLOTS.get(field, Slot(field)) for field in get_args(SessionField)},
    ),
)  # fmt: skip
