"""Wishes about the workshop itself: moving, time, breaks, the summary, the end."""

from __future__ import annotations

from sessions.commands.base import Command
from sessions.events import CarriedOver


class Next(Command, frozen=True):
    """Start the clock, reveal what is hidden, or go on to the next step or activity.

    `activity`, `step`, `shown`, `started` and `paused` say from where, so that of two people who press at
    once one is obeyed. `started` is whether the clock was started; None leaves that open.
    """

    activity: str
    step: int
    shown: bool = False
    started: bool | None = None
    paused: bool = False


class Back(Command, frozen=True):
    """Go back one step, or to the activity before."""

    activity: str
    step: int


class GoTo(Command, frozen=True):
    """Go to an activity, at the step where it was left."""

    activity: str


class MoreTime(Command, frozen=True):
    """Give this activity more seconds, or fewer, at the cost of the longest to come."""

    seconds: int


class Reveal(Command, frozen=True):
    """Show the notes or votes that this step hides."""


class Undo(Command, frozen=True):
    """Undo the asker's own last act."""


class Release(Command, frozen=True):
    """Open the detail of the summary to its readers."""


class Share(Command, frozen=True):
    """Give the summary an address, where it has none; or take it away for good, with `revoke`."""

    revoke: bool = False


class Close(Command, frozen=True):
    """End the session. Comments may still come."""


class AddComment(Command, frozen=True):
    """Say something back to the summary, or to what has the handle `target`."""

    text: str
    name: str = ""
    target: str = ""


class ApproveComments(Command, frozen=True):
    """Let comments of readers onto the pages, all that wait where none is named; or with `waits` off them again."""

    comments: tuple[int, ...] = ()
    waits: bool = False


class Skip(Command, frozen=True):
    """Leave an activity out, the present one where none is named; it is recorded."""

    activity: str = ""


class TakeBreak(Command, frozen=True):
    """Stop the clock for so many minutes; 0 is until somebody goes on."""

    minutes: int = 0


class NextRound(Command, frozen=True):
    """Begin a round of this step now: the one with this number from 1, or the next."""

    number: int = 0


class SetSession(Command, frozen=True):
    """Note something about this meeting: its place, mode, facilitator, start, title, date, or what is asked of the sponsor."""

    field: str
    value: str


class CarryOver(Command, frozen=True):
    """Take over what earlier meetings of the community left open. The host alone wishes this."""

    found: CarriedOver
    revision: int | None = None
    """The entry of this session after which it was found; None leaves that open."""


class Erase(Command, frozen=True):
    """Remove the words of a theme, a statement's version (`V2`), a comment (`K1`) or a row (`D1`) for good.

    What has no handle is called by what it is: `ask`, `meeting`, `charter sponsor`.
    """

    handle: str
