"""Commands: wishes, as a terminal, a participant, a reader or an import may have them.

What each does stands with the act that makes it (`sessions/acts.py`) and the function that decides it.
A `key` is made by whoever asks: the same key again is the same wish, and counts once.
"""

from __future__ import annotations

import msgspec

from sessions.objects import Count


class Command(
    msgspec.Struct, frozen=True, kw_only=True, tag=True, tag_field="wish", forbid_unknown_fields=True
):
    """A wish. `LiveSession.submit` grants or refuses it."""

    key: str = ""


class Next(Command, frozen=True):
    """Start the clock, reveal what is hidden, or go on to the next step or activity.

    `activity`, `step`, `shown` and `started` say from where, so that of two people who press at once one
    is obeyed. `started` is whether the clock runs; None leaves that open.
    """

    activity: str
    step: int
    shown: bool = False
    started: bool | None = None


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


class AddNote(Command, frozen=True):
    """Keep what someone said, in the lane named or the first."""

    text: str
    lane: str = ""
    author: int | None = None
    activity: str = ""


class EditNote(Command, frozen=True):
    """Put new words in place of a note's."""

    note: int
    text: str


class MoveNote(Command, frozen=True):
    """Put a note in another lane."""

    note: int
    lane: str


class HideNote(Command, frozen=True):
    """Take a note off every face, or bring it back."""

    note: int
    hidden: bool = True


class MergeNotes(Command, frozen=True):
    """Say that two notes say the same: the first now stands under the second."""

    note: int
    into: int


class TakeBack(Command, frozen=True):
    """Remove one's own note."""

    note: int


class EraseNote(Command, frozen=True):
    """Remove the words of a note from every face and from the journal, for good."""

    note: int


class GroupNotes(Command, frozen=True):
    """Put notes in a theme: the one with this letter, or a new one with this name."""

    notes: tuple[int, ...]
    letter: str = ""
    name: str = ""


class AddTheme(Command, frozen=True):
    """Make a theme with a count of paper cards that stay on the wall."""

    name: str
    cards: int = 0


class NameTheme(Command, frozen=True):
    """Give a theme another name."""

    letter: str
    name: str


class SplitNote(Command, frozen=True):
    """Take a note out of its theme."""

    note: int


class CastVote(Command, frozen=True):
    """One participant's vote: so many dots on a target, or 1, 0, −1 for agree, pass, disagree."""

    target: str
    value: int


class SetHands(Command, frozen=True):
    """Set the hands raised for a target; they are added to the ballots."""

    target: str
    hands: Count


class CountSlip(Command, frozen=True):
    """Count one paper slip: a dot for each target on it."""

    targets: tuple[str, ...]


class RunOff(Command, frozen=True):
    """Vote once more, between these targets alone."""

    targets: tuple[str, ...]


class Pick(Command, frozen=True):
    """Say which targets the room goes on with."""

    targets: tuple[str, ...]


class Say(Command, frozen=True):
    """Propose a version of this activity's statement, in these words or a note's."""

    text: str = ""
    note: int | None = None


class SetScores(Command, frozen=True):
    """Set the hands of fist-to-five on the present version: how many showed 0, 1, … 5."""

    hands: tuple[int, ...]


class Score(Command, frozen=True):
    """One participant's score, 0 to 5, on the present version."""

    value: int


class Agree(Command, frozen=True):
    """Settle the statement. Below three only `anyway`, with the reason kept."""

    anyway: bool = False
    why: str = ""


class AddPerson(Command, frozen=True):
    """Note who is here, or add to what is known of somebody."""

    name: str
    organisation: str = ""
    profession: str = ""
    hierarchy: str = ""
    sector: str = ""


class CountHere(Command, frozen=True):
    """Note how many are in the room, without a phone, and far away."""

    present: int
    no_phone: int | None = None
    remote: int | None = None


class Undo(Command, frozen=True):
    """Undo the asker's own last act."""


class Release(Command, frozen=True):
    """Open the detail of the summary to its readers."""


class Close(Command, frozen=True):
    """End the session. Comments may still come."""


class AddComment(Command, frozen=True):
    """Say something back to the summary."""

    text: str
    name: str = ""


Wish = (
    Next | Back | GoTo | MoreTime | Reveal
    | AddNote | EditNote | MoveNote | HideNote | MergeNotes | TakeBack | EraseNote
    | GroupNotes | AddTheme | NameTheme | SplitNote
    | CastVote | SetHands | CountSlip | RunOff | Pick
    | Say | SetScores | Score | Agree
    | AddPerson | CountHere | Undo | Release | Close | AddComment
)  # fmt: skip
"""Every command there is."""
