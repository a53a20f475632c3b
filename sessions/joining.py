"""Joining: how a phone becomes a participant, and how it steps out again."""

from __future__ import annotations

from typing import Any

import msgspec

from sessions import clean
from sessions.actors import Asking
from sessions.commands import Join, StepOut
from sessions.errors import Malformed, NotOffered, Refused
from sessions.events import Event, PersonChanged
from sessions.meeting import CONSENT, CONSENT_VERSION, come
from sessions.objects import BOUNDARIES, LARGEST_ROOM, Consent, Participant
from sessions.rowing import short

AGREE = "Tick that you agree to your notes going into the record. You can take part without a phone too: what you say aloud is written down."


def join(asking: Asking, wish: Join) -> list[Event]:
    """Note who joins by phone, with what they agreed to.

    Whoever was noted by this name and never had a phone is the same person, and what is known of them stays;
    whoever had one comes back by it or by their way back, for a name is nobody's secret. A participant who joins
    once more passes the phone to somebody without one.
    """
    session = asking.session
    if asking.by.kind != "participant":
        raise NotOffered("A phone joins; /person notes who has none.")
    if not wish.consent:
        raise Malformed(AGREE)
    if session.people_made >= LARGEST_ROOM:
        raise Refused(f"{LARGEST_ROOM:,} people are noted already; no more fit.")
    name = clean.name(wish.name) if wish.name.strip() else ""
    fields: dict[str, Any] = {
        field: short(value, field) for field in BOUNDARIES if (value := getattr(wish, field))
    }
    agreed = {
        "phone": True,
        "quotable": wish.quotable,
        "consent": Consent(purpose=CONSENT, version=CONSENT_VERSION, when=asking.now),
    }
    known = session.called(name)
    if known is None:
        number = session.people_made + 1
        fresh = Participant(number=number, name=name, at=asking.now, **fields)
        return [PersonChanged(number, None, come(session, msgspec.structs.replace(fresh, **agreed)))]
    if known.phone:
        raise Refused(
            f"Somebody called {known.name} came by phone before. Add a second name or a letter; if it is you, use your way back."
        )
    unknown = {field: value for field, value in fields.items() if not getattr(known, field)}
    after = msgspec.structs.replace(come(session, known), **agreed, **unknown)
    return [PersonChanged(known.number, known, after)]


def step_out(asking: Asking, wish: StepOut) -> list[Event]:
    """Note that a participant has gone; what they said stays."""
    mine = asking.session.participants.get(asking.by.participant)
    if mine is None or not mine.here:
        raise Refused("You have left already.")
    return [PersonChanged(mine.number, mine, msgspec.structs.replace(mine, here=False))]
