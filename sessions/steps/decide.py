"""Decide: what was decided, who does what, and when the community meets again."""

from __future__ import annotations

import msgspec

from sessions import dates
from sessions.actors import Asking
from sessions.again import fits, said_before
from sessions.blocks import Audience, Block, Item, Listing, Text, plural
from sessions.commands import Decide, MeetNext
from sessions.errors import Malformed, Refused
from sessions.events import Event, MeetingSet
from sessions.objects import LARGEST_ROOM, SCORES, Activity, NextMeeting
from sessions.rowing import TEXT_LETTERS, added, mended, person_named, short, text, today
from sessions.rows import Decision
from sessions.seeing import joined, seen
from sessions.session import Session
from sessions.steps.mechanic import Mechanic
from sessions.steps.promises import actions_block, nothing


def decide(asking: Asking, wish: Decide) -> list[Event]:
    """Keep a decision, how it was made, and whose words were against it; the same words again add to it."""
    session = asking.session
    scores = list(wish.scores) or [0] * SCORES
    if len(scores) != SCORES or min(scores) < 0 or sum(scores) > LARGEST_ROOM:
        raise Malformed("Scores are 0 to 5: 5x9 4x10 3")
    supersedes = ""
    if wish.supersedes.strip():
        supersedes = session.row_of(wish.supersedes, Decision).handle
    words = text(wish.text, "decision", "/decide we meet every second Thursday")
    fields = {
        "method": short(wish.method, "method"),
        "scores": scores if any(scores) else [],
        "dissent": short(wish.dissent, "dissent", TEXT_LETTERS),
        "supersedes": supersedes,
    }
    fields = {name: value for name, value in fields.items() if value}
    replaced = {supersedes, *(row.supersedes for row in session.kept(Decision))}
    if row := said_before(
        asking, Decision, words, also=lambda one: one.handle not in replaced and fits(one, fields)
    ):
        return [mended(row, **fields)]
    return [added(asking, Decision, text=words, date=session.date, **fields)]


def meet_next(asking: Asking, wish: MeetNext) -> list[Event]:
    """Keep when the community meets again; what is left out stays as it was."""
    session = asking.session
    before = session.next_meeting
    fields: dict[str, str] = {}
    if wish.when.strip():
        date, clock = dates.moment(short(wish.when, "day"), today(session))
        fields = {"date": date.isoformat(), "time": clock or before.time}
    for name in ("topic", "place"):
        fields |= {name: value} if (value := short(getattr(wish, name), name, TEXT_LETTERS)) else {}
    if wish.host.strip():
        fields["host"] = person_named(session, wish.host)
    if not fields:
        raise Malformed("When do we meet? /meet 14 jan 10:00; topic; host; place")
    after: NextMeeting = msgspec.structs.replace(before, **fields)
    if after == before:
        raise Refused("That is what is agreed already.")
    return [MeetingSet(before, after)]


def meeting_in_words(meeting: NextMeeting) -> str:
    """When, where, with whom, about what; "" where nothing is agreed."""
    when = joined(dates.in_words(meeting.date), meeting.time, by=", ")
    return joined(when, meeting.place, meeting.host and f"host {meeting.host}", meeting.topic)


def decisions_block(session: Session, audience: Audience) -> Listing | None:
    """What was decided; None where nothing was. What another took the place of is said so."""
    found = seen(session, Decision, audience)
    if not found:
        return None
    gone = {row.supersedes for row in found}
    items = []
    for row in found:
        scored = ", ".join(f"{score}: {many}" for score, many in enumerate(row.scores) if many)
        detail = joined(
            row.method,
            scored,
            row.supersedes and f"in place of {row.supersedes}",
            "replaced" if row.handle in gone else "",
        )
        words = joined(row.text, row.dissent and f"kept beside it: {row.dissent}")
        items.append(Item(row.handle, words, detail))
    return Listing(
        id="decisions",
        title="What we decided",
        sentence=f"{plural(len(found), 'decision')}.",
        items=tuple(items),
    )


def meeting_block(session: Session) -> Text | None:
    """When the community meets again; None where it is not agreed."""
    words = meeting_in_words(session.next_meeting)
    return (
        Text(id="next-meeting", title="We meet again", sentence=words, paragraphs=(words,)) if words else None
    )


def _blocks(session: Session, activity: Activity, audience: Audience) -> tuple[Block, ...]:
    decided = decisions_block(session, audience) or nothing(
        "decisions", "What we decided", "Nothing is decided yet: what did we decide?"
    )
    drawn = (decided, actions_block(session, audience), meeting_block(session))
    return tuple(block for block in drawn if block)


DECIDE = Mechanic(
    name="decide",
    lines=("decide", "do", "meet", "charter", "session"),
    commands={Decide: decide, MeetNext: meet_next},
    blocks=_blocks,
    line=lambda session, activity: "a decision · /do · /meet 14 jan 10:00",
    asks=lambda session, activity, chosen: "/decide",
)
