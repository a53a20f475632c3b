"""Who asks, and what they may."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import Literal

import msgspec

from sessions.session import Session

Kind = Literal["terminal", "import", "participant", "reader", "host"]


class Actor(msgspec.Struct, frozen=True):
    """Somebody who wishes something.

    A terminal and an import lead the workshop; a participant does what is on offer; a reader comments.
    An import may carry a participant's number, and then acts for that person.
    """

    kind: Kind
    id: str = ""
    participant: int = 0
    secret: bytes = b""
    """The session's secret, put in by `LiveSession`; never sent or kept."""

    @property
    def leads(self) -> bool:
        """Whether this one leads the workshop."""
        return self.kind in ("terminal", "import", "host")

    @property
    def tag(self) -> str:
        """The word that stands in the journal: which terminal, but never which person."""
        return f"{self.kind}:{self.id}" if self.kind == "terminal" else self.kind

    def acting_for(self, participant: int) -> Actor:
        """This actor, acting for the participant with this number; for nobody where it is 0."""
        return msgspec.structs.replace(self, participant=participant)

    def seat(self, activity: str) -> str:
        """The word under which a participant votes in an activity.

        It is an HMAC-SHA256 of participant and activity under the session's secret, so that the same
        person always has the same seat, and nobody without the secret can tell whose it is.
        """
        message = f"{self.participant}/{activity}".encode()
        return hmac.new(self.secret, message, hashlib.sha256).hexdigest()[:20]


@dataclass(frozen=True)
class Asking:
    """What a decision may look at: the session as it is, who asks, and the time in milliseconds."""

    session: Session
    by: Actor
    now: int
