"""Which function decides which command, and who may wish it."""

from __future__ import annotations

from sessions import leading, rowing
from sessions.actors import Asking
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
    MoreTime,
    Next,
    NextRound,
    PlanTest,
    Reflect,
    Release,
    Reveal,
    Score,
    Settle,
    ShowRow,
    Skip,
    TakeBack,
    TakeBreak,
    Tried,
)
from sessions.errors import Malformed, NotOffered, Refused
from sessions.events import Event, NoteAdded
from sessions.steps import STEPS, offers
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
    Close: leading.close,
    CarryOver: leading.carry_over,
    AddComment: leading.add_comment,
    EditRow: rowing.edit_row,
    ShowRow: rowing.show_row,
    Erase: rowing.erase,
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


AFTER_CLOSE = (AddComment, Release, EraseNote, Erase, ShowRow, Settle, Tried, PlanTest)
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
    act = PARTICIPANTS.get(type(command)) if by.kind == "participant" else None
    elsewhere = isinstance(command, (AddNote, CastVote)) and (
        command.activity or getattr(command, "author", None)
    )
    if act is None or elsewhere or act not in {offer.act for offer in offers(asking.session)}:
        raise NotOffered("That is not on offer now.")


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
