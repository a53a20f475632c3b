"""What a phone shows of a session: what is asked now, the forms that answer it, and what is the person's own."""

from __future__ import annotations

import time
from dataclasses import dataclass

import msgspec

from cop_tui.web.room import Room
from sessions.blocks import Ballot, Block, Board, Offer, Prompt, Statement
from sessions.moves import left, neighbour
from sessions.objects import BOUNDARIES, Activity, Participant
from sessions.own import Own, own
from sessions.session import Session
from sessions.steps import blocks, offers
from sessions.taking_part import so_far

NEWEST = 8
"""Notes of each lane that a phone shows; all of them are on the wall."""
OWN_NOTES = 30
"""The last of one's own notes that can be mended on the page."""
ASIDE = ("edit-note", "take-back")
"""Acts whose forms stand beside one's own notes."""


@dataclass(frozen=True)
class Phone:
    """The page of one person, or of several who share a phone, in this moment."""

    community: str
    where: str
    """Which activity this is, as in "Domain · 3 of 9"."""
    question: str
    until: str
    """When it ends by the plan, as in "10:52"; "" where the clock does not run."""
    private: bool
    """Whether what is written here first stays on the phone."""
    questions: tuple[str, ...]
    """What is asked beneath the question, where it is for the phone alone."""
    offers: tuple[Offer, ...]
    ballot: Ballot | None
    """The vote, where this person may vote now."""
    statement: Statement | None
    """What is scored now."""
    shown: tuple[Block, ...]
    """What there is to see besides."""
    own: Own
    values: dict[str, dict[str, str]]
    """What forms are filled in with, by their act."""
    so_far: str
    writing: int
    others: tuple[tuple[int, str], ...]
    """Number and name of those who share the phone."""
    way_back: str
    following: tuple[str, str]
    """The title of what comes next, and what it asks; two empty words where nothing does."""
    place: str
    """The activity and step, for drafts and for saying that one is done."""
    done: bool
    over: str
    """The token of the summary, where the workshop is at its thanks."""
    sealed: str
    """How far what is unnamed can still be linked."""


def phone(room: Room, participants: list[int], now: int) -> Phone:
    """The page of whoever holds this phone, the first of them answering."""
    session, number = room.live.session, participants[0]
    activity = session.now
    offered = offers(session)
    drawn = blocks(session, activity, "participant")
    prompt = next(one for one in drawn if isinstance(one, Prompt))
    acts = {offer.act for offer in offered}
    ballot = next((one for one in drawn if isinstance(one, Ballot)), None) if "vote" in acts else None
    statement = next((one for one in drawn if isinstance(one, Statement)), None) if "score" in acts else None
    passes = room.live.passes
    mine = _brief(own(session, room.live.seated(number)))
    done = so_far(session)
    following = neighbour(session, 1)
    place = f"{activity.id}/{activity.step}"
    return Phone(
        community=session.community.name,
        where=f"{activity.title} · {session.position} of {len(session.activities)}",
        question=prompt.text or activity.title,
        until=_until(session, now),
        private="reflect" in acts,
        questions=activity.at.questions if "reflect" in acts else (),
        offers=tuple(_mine(one, mine) for one in offered if one.act not in (*ASIDE, "vote")),
        ballot=ballot,
        statement=statement,
        shown=tuple(
            _short(one)
            for one in drawn
            if one is not prompt
            and one is not ballot
            and one is not statement
            and not _asked(one, activity, acts)
        ),
        own=mine,
        values=_values(session, mine),
        so_far=done.sentence if done else "",
        writing=room.presence.writing,
        others=tuple((one, session.participants[one].name or f"person {one}") for one in participants),
        way_back=passes.way_back(number) if passes else "",
        following=_following(following),
        place=place,
        done=room.presence.is_done(number, place),
        over=session.token if activity.at.kind == "finish" else "",
        sealed=_sealed(activity),
    )


def _until(session: Session, now: int) -> str:
    if not session.started or session.paused_at:
        return ""
    return time.strftime("%H:%M", time.localtime(now / 1000 + max(0, left(session, now))))


def _following(activity: Activity | None) -> tuple[str, str]:
    return (activity.title, activity.steps[0].prompt) if activity else ("", "")


def _asked(block: Block, activity: Activity, acts: set[str]) -> bool:
    """Whether a block says again what the page asks already: questions for the journal, an empty roster of issues."""
    return "reflect" in acts and block.id == f"{activity.id}-questions"


def _short(block: Block) -> Block:
    """A block of a size for a phone: of many notes the newest."""
    if not isinstance(block, Board) or block.hidden:
        return block
    lanes = tuple(msgspec.structs.replace(lane, notes=lane.notes[-NEWEST:]) for lane in block.lanes)
    more = sum(len(lane.notes) for lane in block.lanes) - sum(len(lane.notes) for lane in lanes)
    sentence = f"The newest notes; {more} more are on the wall." if more else block.sentence
    return msgspec.structs.replace(block, lanes=lanes, sentence=sentence)


def _mine(offer: Offer, mine: Own) -> Offer:
    """An offer without oneself among those to choose from, and without a word of a name that nobody gave."""
    if offer.act == "add-note" and not mine.name:
        return msgspec.structs.replace(offer, privacy="")
    if offer.act != "tie":
        return offer
    return offer.choosing(
        b={name: "" for one in offer.fields if one.name == "b" for name in one.options if name != mine.name}
    )


def filled_in(person: Participant) -> dict[str, str]:
    """What a form has of somebody already. A rank is told nobody, for a phone may be in other hands."""
    return {
        name: "" if name == "hierarchy" else getattr(person, name) for name in ("name", *BOUNDARIES, "brings")
    }


def _values(session: Session, mine: Own) -> dict[str, dict[str, str]]:
    person = session.participants[mine.participant]
    return {"introduce": filled_in(person), "score": {"value": "" if mine.score is None else str(mine.score)}}


def _brief(mine: Own) -> Own:
    return msgspec.structs.replace(mine, notes=mine.notes[:OWN_NOTES])


def _sealed(activity: Activity) -> str:
    if not activity.unnamed:
        return ""
    return "Until the workshop is closed and sealed, this laptop could still link an unnamed note to you."
