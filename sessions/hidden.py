"""What is hidden until it is revealed."""

from __future__ import annotations

from sessions.blocks import Audience
from sessions.errors import Refused
from sessions.objects import Activity, Statement
from sessions.session import Session


def concealed(session: Session, activity: Activity, audience: Audience) -> bool:
    """Whether the words of this activity's notes are kept from this audience for now."""
    return (
        not activity.notes_shown
        and audience != "facilitator"
        and not (audience == "reader" and session.released)
    )


def unscored(session: Session, statement: Statement) -> bool:
    """Whether what phones scored is kept from everybody: until it is revealed or agreed, else the first to score would
    be known by it."""
    return bool(sum(statement.phones)) and not (statement.shown or statement.agreed or session.closed)


def said_openly(session: Session, number: int) -> str:
    """The words of a note, to be said in another place, where the room reads them.

    Raises:
        Refused: if there is none, or it is off the wall for now.
    """
    note = session.note(number)
    activity = session.activities[note.activity]
    if note.hidden:
        raise Refused(f"Note {number} is hidden. /show {number} brings it back.")
    if note.waiting:
        raise Refused(f"Note {number} waits for approval. /ok {number} lets it onto the board.")
    if session.off(note):
        raise Refused(
            f"Note {number} stands under note {note.merged_into}, which is hidden or waits. /show {note.merged_into}"
        )
    if concealed(session, activity, "wall"):
        there = "" if activity is session.now else f"/go {activity.id}, then "
        raise Refused(f"Note {number} is not revealed yet. {there}/reveal shows what is hidden.")
    return note.text
