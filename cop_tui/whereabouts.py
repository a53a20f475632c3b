"""Where phones and readers find a session, as plain mode says it."""

from __future__ import annotations

from sessions import rows
from sessions.blocks import plural
from sessions.protocols import Pulse
from sessions.session import Session


def joining(pulse: Pulse) -> list[str]:
    """How phones join, and what has arrived from one."""
    doors = pulse.doors
    if not pulse.joinable:
        return [
            "Phones cannot join: there is no network, or this was started without its pages. Hands and cards count the same."
        ]
    here = f"Join: {pulse.address}/{doors.join}, or type {pulse.address} and the code {doors.code[:3]} {doors.code[3:]}."
    return [
        here,
        f"{plural(doors.phones, 'phone is', 'phones are')} here.",
        *([doors.canary] if doors.canary else []),
    ]


def summary_address(session: Session, address: str) -> str:
    """Where the summary is."""
    if not session.token:
        return "The summary has no address now. /share gives it one."
    if not address:
        return "No network: the summary is kept here and can be exported."
    return f"Summary: {address}/{session.summary_path}"


def ended(session: Session, address: str) -> list[str]:
    """What closing did, and where what was said is now."""
    kept = [plural(len(session.notes), "note"), plural(len(session.kept(rows.Action)), "promise")]
    said = [f"The session is closed for everyone; nothing more is taken down. {' and '.join(kept)} are kept."]
    if address and session.token:
        said.append(f"The summary is at {address}/{session.summary_path} while this machine serves it.")
    return [*said, f"cop-tui export {session.id} --to markdown writes it as a document."]
