"""Wishes about the community: who is here, who turns to whom, who is missing, its charter."""

from __future__ import annotations

from sessions.commands.base import Command


class AddPerson(Command, frozen=True):
    """Note who is here, or add to what is known of somebody."""

    name: str
    organisation: str = ""
    profession: str = ""
    hierarchy: str = ""
    sector: str = ""
    brings: str = ""
    level: str = ""


class Join(Command, frozen=True):
    """Take part by phone. Only what was agreed to is needed; a participant who joins again passes the phone on."""

    name: str = ""
    organisation: str = ""
    profession: str = ""
    hierarchy: str = ""
    sector: str = ""
    consent: bool = False
    """Whether they agree to what is kept."""
    quotable: bool = False
    """Whether their words may be quoted outside the community."""


class StepOut(Command, frozen=True):
    """Take part no more; what was said stays."""


class CountHere(Command, frozen=True):
    """Note how many are in the room, without a phone, and far away."""

    present: int
    no_phone: int | None = None
    remote: int | None = None


class MarkHere(Command, frozen=True):
    """Note that these people are here, by name or number."""

    people: tuple[str, ...]


class Apologise(Command, frozen=True):
    """Note that these people sent word that they cannot come."""

    people: tuple[str, ...]


class GiveConsent(Command, frozen=True):
    """Note who agreed to what is kept: these people, or everyone where none is named."""

    people: tuple[str, ...] = ()
    purpose: str = ""


class LeaveCommunity(Command, frozen=True):
    """Note that somebody has left the community."""

    person: str


class CountGroup(Command, frozen=True):
    """Count people by hands who give no name: so many of a profession, of a sector."""

    profession: str
    sector: str
    count: int


class AddTie(Command, frozen=True):
    """Note that one person turns to another, or works with them."""

    a: str
    b: str
    kind: str = "turns_to"


class AddMissing(Command, frozen=True):
    """Note who ought to be here; the same words again add what was not known."""

    who: str
    inviter: str = ""
    boundary: str = ""
    invited_on: str = ""


class AddLead(Command, frozen=True):
    """Note where a community could start, and whom to ask."""

    where: str
    whom: str = ""


class SetCharter(Command, frozen=True):
    """Note something of the community's charter: its stage, sponsor, rhythm, scope and the like."""

    field: str
    value: str


class Expect(Command, frozen=True):
    """Declare the groups of a boundary that ought to be here."""

    boundary: str
    groups: tuple[str, ...]
