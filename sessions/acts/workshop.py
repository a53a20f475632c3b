"""Lines that lead the workshop: moving, time, breaks, what is shown, the summary, the end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sessions import commands
from sessions.acts.act import Act, Local, bare, local
from sessions.acts.notes import COMMENTS
from sessions.commands import Command
from sessions.errors import Malformed
from sessions.rows import whole
from sessions.writing import wanted

if TYPE_CHECKING:
    from sessions.scribe import Line

_MINUTES = re.compile(r"[+-]?\d{1,4}")


def _next(line: Line) -> Command:
    line.nothing_more()
    session = line.session
    now = session.now
    return commands.Next(
        activity=now.id,
        step=now.step,
        shown=line.shown,
        started=bool(session.started),
        paused=bool(session.paused_at),
    )


def _back(line: Line) -> Command:
    line.nothing_more()
    return commands.Back(activity=line.session.activity, step=line.session.now.step)


def _time(line: Line) -> Command | Local:
    words = line.rest.replace("−", "-").split()
    if not words:
        return Local("plan")
    if len(words) > 2 or not _MINUTES.fullmatch(words[0]):
        raise Malformed("How many minutes? /time +5")
    return commands.MoreTime(seconds=int(words[0]) * 60)


def _break(line: Line) -> Command:
    minutes = whole(line.rest.split()[0]) if line.rest else 0
    if minutes is None:
        raise Malformed("How many minutes? /break 5")
    return commands.TakeBreak(minutes=minutes)


def _export(line: Line) -> Local:
    return Local("export", " ".join(wanted(line.rest.split())))


def _round(line: Line) -> Command:
    number = whole(line.rest) if line.rest else 0
    if number is None:
        raise Malformed("Which round? /round goes on to the next, /round 2 to the second.")
    return commands.NextRound(number=number)


def _summary(line: Line) -> Local:
    named = line.rest.casefold()
    if named not in ("", COMMENTS):
        raise Malformed("/summary shows the summary, /summary comments what readers said that waits.")
    return Local("summary", named)


MOVES: tuple[Act, ...] = (
    Act("next", "", "goes on: reveals what is hidden, or enters the next step", "/next", _next),
    Act("back", "", "goes back one step", "/back", _back),
    Act("go", "activity", "goes to an activity", "/go practice", lambda line: commands.GoTo(activity=line.some("activity")), offers=("activity",)),
    Act("skip", "activity", "leaves an activity out, and says so in the record", "/skip ripples", lambda line: commands.Skip(activity=line.rest), offers=("to skip",)),
    Act("undo", "", "takes back what this terminal did last", "/undo", bare(commands.Undo)),
)  # fmt: skip
"""The first lines of the help."""

MEETING: tuple[Act, ...] = (
    Act("time", "minutes", "gives this activity more time, or shows how it stands", "/time +5", _time),
    Act("round", "number", "goes on to the next round of this step", "/round", _round),
    Act("pause", "", "stops the clock until it is said again, or PgDn", "/pause", bare(commands.TakeBreak)),
    Act("break", "minutes", "stops the clock for a break", "/break 5", _break),
    Act("plan", "", "shows the plan and its times", "/plan", local("plan")),
    Act("board", "what", "shows the board again; a number or a letter shows that alone", "/board 12", local("board"), offers=("shown", "")),
    Act("blank", "", "blanks the wall, until a key is pressed", "/blank", local("blank")),
    Act("wall", "", "shows the room view here, large and calm; Esc comes back", "/wall", local("wall")),
    Act("room", "", "opens the room page in a browser, for a second screen", "/room", local("room")),
    Act("join", "", "shows the code to join by, and the address to type", "/join", local("join")),
    Act("summary", "comments", "shows the summary and its code to scan; with comments, what readers said that waits for /ok", "/summary comments", _summary, offers=("summary", "")),
    Act("release", "", "opens the detail to readers", "/release", bare(commands.Release)),
    Act("share", "", "gives the summary an address, where it has none", "/share", bare(commands.Share)),
    Act("revoke", "", "ends the summary's address for good", "/revoke", bare(lambda: commands.Share(revoke=True))),
    Act("export", "formats", "writes it all as Word, PDF, mail and others", "/export word pdf", _export, offers=("format", "…")),
    Act("leave", "", "leaves the session running", "/leave", local("leave")),
    Act("close", "", "ends the session, in the close", "/close", bare(commands.Close)),
    Act("tour", "", "shows the tour of one minute", "/tour", local("tour")),
    Act("help", "about", "shows every line and key; a word finds those about it", "/help vote", local("help")),
)  # fmt: skip
"""The last lines of the help."""
