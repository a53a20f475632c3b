"""Which function decides which command, and who may wish it."""

from __future__ import annotations

from sessions import leading
from sessions.actors import Asking
from sessions.commands import (
    AddComment,
    AddNote,
    AddPerson,
    Back,
    CastVote,
    Close,
    Command,
    CountHere,
    EditNote,
    GoTo,
    MoreTime,
    Next,
    Release,
    Reveal,
    Score,
    TakeBack,
)
from sessions.errors import NotOffered
from sessions.steps import STEPS, offers
from sessions.steps.mechanic import Decider

DECIDERS: dict[type[Command], Decider] = {
    Next: leading.go_on,
    Back: leading.go_back,
    GoTo: leading.go_to,
    MoreTime: leading.more_time,
    Reveal: leading.reveal,
    AddPerson: leading.add_person,
    CountHere: leading.count_here,
    Release: leading.release,
    Close: leading.close,
    AddComment: leading.add_comment,
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
}
"""The act that a participant's command is."""


def may(asking: Asking, command: Command) -> None:
    """Check that whoever asks may wish this now. A facilitator's line is not bound to steps.

    Raises:
        NotOffered: if not.
    """
    by = asking.by
    if by.leads or isinstance(command, AddComment):
        return
    act = PARTICIPANTS.get(type(command)) if by.kind == "participant" else None
    elsewhere = isinstance(command, AddNote) and (command.activity or command.author)
    if act is None or elsewhere or act not in {offer.act for offer in offers(asking.session)}:
        raise NotOffered("That is not on offer now.")
