"""Who was there, in words."""

from __future__ import annotations

from sessions.blocks import plural
from sessions.objects import Attendance
from sessions.session import Session


def attendance(session: Session) -> str:
    """Who was there, in words; "" where nobody counted."""
    counted = session.attendance
    if counted.present is None:
        return plural(session.here, "person", "people") if session.here else ""
    return attendance_in_words(counted).replace(" here", "", 1)


def attendance_in_words(counted: Attendance) -> str:
    """A count of the room: "24 people here, 6 without a phone"; "" where nobody counted."""
    if counted.present is None:
        return ""
    parts = [f"{plural(counted.present, 'person', 'people')} here"]
    for number, word in ((counted.no_phone, "without a phone"), (counted.remote, "remote")):
        if number:
            parts.append(f"{number} {word}")
    return ", ".join(parts)
