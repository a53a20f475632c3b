"""The canary: what arrived from the facilitator's own phone says which link of the way fails, and what to try."""

from __future__ import annotations

from cop_tui.web.presence import Presence
from sessions.blocks import plural
from sessions.protocols import Pulse

TRY = (
    "F6 shows another address; a phone's hotspot, or a server that phones reach (--public-url), goes round it"
)


def told(presence: Presence, strange: str, pulse: Pulse) -> str:
    """What has arrived so far, in a sentence.

    Args:
        presence: Who is at a phone.
        strange: The name under which somebody asked for this machine that is not its own.
        pulse: Where the site is.
    """
    if not pulse.address:
        return ""
    if presence.followed:
        return f"Phones work: {plural(presence.phones, 'phone is', 'phones are')} in."
    if presence.unfollowed:
        return (
            "A phone has joined, but does not follow by itself: its scripts are off, or something between holds back "
            "the stream. It works with its button still; a proxy must not buffer."
        )
    if presence.far:
        return (
            "A phone opened the page, so the way here works. Join on it to see whether it follows by itself."
        )
    if strange:
        return (
            f"A phone asked for {strange}, which is not this machine's name: use the address here, "
            f"or start with --public-url http://{strange}."
        )
    return (
        "Nothing has arrived yet: try your own phone now. If its browser finds nothing, this Wi-Fi keeps phones "
        f"from this machine: {TRY}. Else we start on cards, and lose nothing."
    )
