"""Which function decides which command, and who may wish it."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from sessions import erasing, joining, leading, rowing
from sessions.actors import Asking
from sessions.blocks import Offer
from sessions.commands import (
    AddAction,
    AddComment,
    AddGoal,
    AddImprovement,
    AddLead,
    AddMissing,
    AddNote,
    AddPerson,
    AddRipple,
    AddTie,
    ApproveComments,
    Back,
    Batch,
    CarryOver,
    CastVote,
    Close,
    Command,
    EditNote,
    EditRow,
    Erase,
    EraseNote,
    GiveFeedback,
    GoTo,
    GroupNotes,
    Imported,
    Join,
    MoreTime,
    Next,
    NextRound,
    PlanTest,
    Reflect,
    Release,
    Reveal,
    Score,
    Settle,
    Share,
    ShowRow,
    Skip,
    StepOut,
    TakeBack,
    TakeBreak,
    Tried,
)
from sessions.errors import Malformed, NotOffered, Refused
from sessions.events import Event, NoteAdded, RowChanged
from sessions.session import Session
from sessions.steps import STEPS, forms
from sessions.steps.introduce import INTRODUCE
from sessions.steps.mechanic import Decider

DECIDERS: dict[type[Command], Decider] = {
    Next: leading.go_on,
    Back: leading.go_back,
    GoTo: leading.go_to,
    Skip: leading.skip,
    TakeBreak: leading.take_break,
    NextRound: leading.next_round,
    MoreTime: leading.more_time,
    Reveal: leading.reveal,
    Release: leading.release,
    Share: leading.share,
    Close: leading.close,
    CarryOver: leading.carry_over,
    AddComment: leading.add_comment,
    ApproveComments: leading.approve_comments,
    Join: joining.join,
    StepOut: joining.step_out,
    EditRow: rowing.edit_row,
    ShowRow: rowing.show_row,
    Erase: erasing.erase,
}
"""Every command but `Undo`, which needs to know what went before."""

for _step in STEPS.values():
    DECIDERS.update(_step.commands)

PARTICIPANTS: dict[type[Command], str] = {
    AddNote: "add-note",
    EditNote: "edit-note",
    TakeBack: "take-back",
    CastVote: "vote",
    Score: "score",
    AddPerson: "introduce",
    AddTie: "tie",
    AddMissing: "missing",
    AddLead: "lead",
    AddRipple: "ripple",
    AddImprovement: "own",
    AddAction: "own",
    AddGoal: "goal",
    Reflect: "reflect",
    GiveFeedback: "feedback",
}
"""The act that a participant's command is."""
ALWAYS = (Join, StepOut)
"""What a participant may wish in any step: to pass the phone on, and to go. Whoever is none yet may join."""
ABOUT: dict[type[Command], str] = {EditNote: "note", TakeBack: "note", CastVote: "target"}
"""The field that names what an act is about, where it is about something."""


AFTER_CLOSE = (
    AddComment, ApproveComments, Release, Share, EraseNote, Erase, ShowRow, Settle, Tried, PlanTest,
)  # fmt: skip
"""A closed session still takes comments, what readers may see, erasing, and news of its promises."""


def may(asking: Asking, command: Command) -> None:
    """Check that whoever asks may wish this now. A facilitator's line is not bound to steps.

    Raises:
        NotOffered: if not.
        Refused: if the session is closed.
    """
    by = asking.by
    if asking.session.closed and not isinstance(command, AFTER_CLOSE):
        raise Refused("This session is closed. It still takes comments, and how its promises stand.")
    if by.leads or isinstance(command, AddComment):
        return
    if by.kind == "participant" and isinstance(command, ALWAYS if by.participant else Join):
        return
    if by.kind != "participant" or not by.participant or not _on_offer(asking.session, command):
        raise NotOffered("That is not on offer now.")


def offered(session: Session) -> tuple[Offer, ...]:
    """The forms of what a participant may do now: what the step asks for, and in any step to say who one is."""
    step = forms(session)
    if session.closed or any(form.act == "introduce" for form in step):
        return step
    return (*step, *INTRODUCE.forms(session, session.now))


def _on_offer(session: Session, command: Command) -> bool:
    """Whether this is on offer now, with no field filled in but those that it is offered with."""
    act, plain = PARTICIPANTS.get(type(command)), _plain(type(command))
    filled = {name for name, empty in plain.items() if getattr(command, name) not in ("", (), None, empty)}
    return any(form.act == act and filled <= {one.name for one in form.fields} for form in offered(session))


@cache
def _plain(kind: type[Command]) -> dict[str, Any]:
    """The fields of a form that a wish is made of, as they are where nobody filled them in."""
    aside = ("key", ABOUT.get(kind))
    return {one.name: one.default for one in msgspec.structs.fields(kind) if one.name not in aside}


def decided(asking: Asking, command: Command) -> list[Event]:
    """What a wish comes to.

    Raises:
        Refused: if it may not be wished now, or cannot be granted.
    """
    may(asking, command)
    events = DECIDERS[type(command)](asking, command)
    if asking.by.kind == "participant":
        for event in events:
            _leaves(asking, event)
    return events


def _leaves(asking: Asking, event: Event) -> None:
    """Check that what others noted stays as it is: a participant adds at most what is empty in it.

    Raises:
        Refused: if it would not.
    """
    if not isinstance(event, RowChanged) or event.before is None or event.after is None:
        return
    row, by = event.before, asking.by
    if row.author == by.participant or getattr(event, "seat", ""):
        return
    if any(
        (before := getattr(row, name)) and before != getattr(event.after, name)
        for name in row.__struct_fields__
    ):
        raise Refused(f"{row.handle} was noted by somebody else, and was left as it is. Say it aloud.")


def decide_batch(asking: Asking, wish: Batch) -> list[Event]:
    """Decide many wishes, each on what those before it came to: all of them, or none.

    Raises:
        Refused: naming the place in the file of the first that cannot be granted.
    """
    if not asking.by.leads:
        raise NotOffered("That is not on offer now.")
    scratch = asking.session.copied()
    events: list[Event] = []
    grouped: dict[str, list[int]] = {}
    first: dict[str, int] = {}

    def decide(number: int, one: Imported) -> list[Event]:
        participant = wish.participants[number] if number < len(wish.participants) else 0
        by = asking.by.acting_for(participant)
        try:
            if participant and participant not in scratch.participants:
                raise Refused(f"There is no person {participant}.")
            fresh = DECIDERS[type(one)](Asking(scratch, by, asking.now), one)
        except Refused as refused:
            place = f"{wish.places[number]}: " if number < len(wish.places) else ""
            raise Malformed(f"{place}{refused.sentence} Nothing was imported.") from refused
        for event in fresh:
            event.apply(scratch, asking.now)
        events.extend(fresh)
        return fresh

    for number, one in enumerate(wish.wishes):
        fresh = decide(number, one)
        if theme := wish.themes[number] if number < len(wish.themes) else "":
            grouped.setdefault(theme, []).extend(
                event.note.number for event in fresh if isinstance(event, NoteAdded)
            )
            first.setdefault(theme, number)
    for theme, notes in grouped.items():
        decide(first[theme], GroupNotes(notes=tuple(notes), name=theme))
    if not events:
        raise Malformed("There is nothing to import.")
    return events


DECIDERS[Batch] = decide_batch
