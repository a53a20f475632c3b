"""What is read aloud: blocks, time, the plan and the lines as sentences, for whoever hears the workshop instead of seeing it."""

from __future__ import annotations

from collections.abc import Sequence

from sessions import rows, scribe
from sessions.acts import ACTS, GROUPS, Act
from sessions.blocks import Block, Board, Column, Listing, Matrix, Prompt, Table, Text, plural
from sessions.errors import Malformed, Refused
from sessions.hidden import concealed, said_openly
from sessions.moves import (
    LATE,
    MINUTE,
    SOON,
    away,
    behind,
    behind_in_words,
    closing,
    left,
    left_in_words,
    next_move,
    round_now,
)
from sessions.objects import Activity
from sessions.rowing import MAIN
from sessions.seeing import comments
from sessions.session import Session
from sessions.steps import STEPS, asks, blocks
from sessions.steps import line as expected

WAITING = "/summary comments"
"""What reads the comments that wait."""

# What there is to see


def read(block: Block) -> list[str]:
    """A block aloud: what it is and its sentence, then what it holds."""
    parts = block.lower()
    sentence = block.sentence
    if any(line.startswith(sentence) for part in parts for line in lines_of(part)):
        sentence = ""  # it is in there
    title = "" if isinstance(block, Prompt) else block.title
    said = [f"{title}: {sentence}".strip() if title else sentence] if title or sentence else []
    if isinstance(block, Board) and block.hidden:
        return said  # how many they are is in the sentence
    if isinstance(block, Matrix):
        return said + [line for part in parts if isinstance(part, Table) for line in _filled(part)]
    for part in parts:
        if part.title and part.title != block.title:
            said.append(f"{part.title}:")
        said += lines_of(part)
    return said


def headline(block: Block) -> str:
    """What a block comes to in one sentence, where it has one; "" where all it has is read in full."""
    return f"{block.title}: {block.sentence}" if block.title and block.sentence else ""


def lines_of(part: Text | Listing | Table) -> list[str]:
    """What one of the three plain kinds of block holds, line by line."""
    if isinstance(part, Text):
        return list(part.paragraphs)
    if isinstance(part, Listing):
        return [
            " ".join(filter(None, (item.handle, item.text, item.detail and f"({item.detail})")))
            for item in part.items
        ]
    return [line for row in part.rows if (line := _row(part.columns, row))]


def _row(columns: Sequence[Column], cells: Sequence[str]) -> str:
    """A row of a table as it is read aloud: "nurse: acute 4, primary 2, all 6"."""
    said = []
    first = next((place for place, column in enumerate(columns) if column.title and not column.number), -1)
    for place, (column, cell) in enumerate(zip(columns, cells, strict=True)):
        title = "" if place == first else column.title if column.number else column.title.lower()
        if cell:
            said.append(f"{title} {'not told' if cell == '–' else cell.rstrip('.')}".strip())
    if len(said) > 1 and cells[0] and not columns[0].title:
        return f"{said[0]}: {', '.join(said[1:])}"
    return ", ".join(said)


def _filled(table: Table) -> list[str]:
    """The rows of a matrix, without the cells where nobody is; rows where nobody is are named together."""
    said, empty = [], []
    for row in table.rows:
        cells = tuple("" if cell == "0" else cell for cell in row)
        if any(cells[1:]):
            said.append(_row(table.columns, cells))
        elif row[0] != "all":
            empty.append(row[0])
    return [*said, f"Nobody yet: {', '.join(empty)}."] if empty else said


def alone(session: Session, handle: str) -> list[str]:
    """One thing by its handle: a note, a theme with its notes, or a row.

    Raises:
        Refused: if there is none, or the room may not hear it now.
    """
    if handle.isdecimal():
        text = said_openly(session, int(handle))
        note = session.notes[int(handle)]
        there = session.activities[note.activity]
        theme = session.find_theme(there, note.theme) if note.theme else None
        place = [there.title, note.lane, f"theme {theme.letter} {theme.name}" if theme else ""]
        return [f"Note {note.number}: {text}", f"{', '.join(filter(None, place))}."]
    if rows.parsed(handle):
        row = session.row(handle)
        if row.visibility == "private":
            raise Refused(f"{row.handle} is off the wall. /show {row.handle} brings it back.")
        for block in blocks(session, session.now, "wall"):
            for line in (line for part in block.lower() for line in lines_of(part)):
                if line.startswith((f"{row.handle} ", f"{row.handle}:")):
                    return [line]
        return [f"{row.handle} {getattr(row, MAIN.get(row.table, ''), '') or row.noun}"]
    theme = session.theme(session.now, handle)
    source = session.activities[theme.activity]
    notes = [note for note in session.notes_of(source) if note.theme == theme.letter]
    cards = f", and {plural(theme.cards, 'paper card')}" if theme.cards else ""
    said = [f"Theme {theme.letter} {theme.name}: {plural(len(notes), 'note')}{cards}."]
    return (
        said if concealed(session, source, "wall") else said + [f"{one.number} {one.text}" for one in notes]
    )


def waiting(session: Session) -> str:
    """How many comments of readers wait, and what may be done with them; "" where none does."""
    many = len(comments(session, waiting=True))
    ways = f"{WAITING} reads, /ok K1 lets readers see it, /erase K1 discards it."
    return f"{plural(many, 'comment of a reader waits', 'comments of readers wait')}: {ways}" if many else ""


# Where the workshop is


def place(session: Session, now: int, *, whole: bool) -> str:
    """Which activity and step is on and how the time stands; with whose workshop it is where that is `whole`."""
    here = session.now
    head = f"{session.community.name}, {session.title}. " if whole else ""
    step = f", step {here.step + 1} of {len(here.steps)}" if len(here.steps) > 1 else ""
    word = STEPS[here.at.kind].word
    return f"{head}{here.title}, {session.position} of {len(session.activities)}, {word}{step}. {times(session, now)}."


def times(session: Session, now: int) -> str:
    """The break that is on, the time that is left, the round that is on, and how far behind it all is."""
    if session.closed:
        return "This session is closed"
    if not session.started:
        return "Not started; /next starts the clock"
    said = [_break(session, now), left_in_words(left(session, now))]
    if standing := round_now(session, now):
        number, seconds = standing
        rounds = session.now.at.rounds
        said.append(f"round {number + 1} of {len(rounds)}, {rounds[number].title}, {left_in_words(seconds)}")
    return "; ".join(filter(None, [*said, behind_in_words(behind(session, now))]))


def _break(session: Session, now: int) -> str:
    """The break that is on, with what is left of it; "" where none is."""
    if not session.paused_at:
        return ""
    if not session.pause:
        return "Break; /next goes on"
    seconds = session.pause - away(session, now)
    minutes = plural(-(-abs(seconds) // MINUTE), "minute")
    return f"Break, {minutes} {'left' if seconds > 0 else 'over'}; /next goes on"


def stands(session: Session, now: int) -> tuple[str, int]:
    """How the time stands in a word, "" where nothing need be said of it; and which round is on, -1 where none is."""
    if not session.started or session.closed:
        return "", -1
    on = round_now(session, now)
    number = on[0] if on else -1
    if session.paused_at:
        return ("break over" if session.pause and away(session, now) >= session.pause else ""), number
    rest = left(session, now)
    share = rest / max(1, session.now.planned)
    return "over" if rest < 0 else "late" if share <= LATE else "soon" if share <= SOON else "", number


def standing(session: Session, stands: str, now: int) -> str:
    """How the time of the present activity stands, and what may be done about it."""
    if stands == "break over":
        return "the break is over. /next goes on."
    if stands == "over":
        return f"{session.now.title} is over its time. /next goes on, /time +5 gives more."
    return f"{left_in_words(left(session, now))} for {session.now.title}."


def wanted(session: Session) -> str:
    """What may be typed now, each as the line that it is: here a plain line is always a note."""
    if said := expected(session):
        begin = asks(session)
        parts = said.split(" · ")
        return " · ".join(part if part.startswith("/") or not begin else f"{begin} {part}" for part in parts)
    lanes = session.now.lanes
    if session.closed or STEPS[session.now.at.kind].lines[:1] != ("lane",):
        return ""
    if not lanes:
        return "any words are a note"
    more = " or ".join(f"@{lane}" for lane in lanes[1:])
    return f"any words are a note in {lanes[0]}" + (f"; with {more} before them, there" if more else "")


def ahead(session: Session) -> str:
    """What /next does from here, and what /close would do that cannot be undone."""
    if session.closed or not session.started:
        return ""
    move = next_move(session)
    following = session.now.steps[session.now.step + 1 :]
    does = {
        "resume": "goes on",
        "step": f"goes on to {STEPS[following[0].kind].word}" if following else "",
        "activity": f"leaves {session.now.title}, {move.label}",
        "votes": "ends the vote and shows it",
        "scores": "reveals the scores",
        "notes": "reveals the notes that are hidden",
        "summary": "reads the summary",
    }
    said = f"/next {does[move.kind]}."
    if closing(session) is session.now and move.kind == "summary":
        said += " /close ends the session for everyone, at once and for good."
    return said


def plan(session: Session, now: int) -> list[str]:
    """Every activity of the plan, and how the time stands once it runs."""
    said = [_planned(session, activity) for activity in session.activities.values()]
    return [*said, f"{times(session, now)}."] if session.started else said


def _planned(session: Session, activity: Activity) -> str:
    """An activity of the plan: its minutes, what it lent or borrowed, and how it stands."""
    lent = activity.lent // MINUTE
    moved = f"{abs(lent)} {'borrowed' if lent > 0 else 'lent'}" if lent else ""
    if activity.id == session.activity:
        mark = "now"
    elif activity.skipped:
        mark = "left out"
    else:
        mark = "done" if activity.visited else "to come"
    parts = (activity.title, plural(activity.planned // MINUTE, "minute"), moved, mark)
    return f"{', '.join(part for part in parts if part)}."


# Lines


def helped(session: Session, about: str) -> list[str]:
    """The lines that a word is about, with what may stand in one of them; without a word those of this step."""
    words = about.casefold().removeprefix("/").split()
    if not words:
        said = [told(act) for act in needed(session)]
        groups = ", ".join(title.casefold() for title, _ in GROUPS)
        more = f"/help and a word finds lines, as /help vote; /help all reads every line: {groups}."
        return [f"For this step, {STEPS[session.now.at.kind].word}:", *said, more]
    if words == ["all"]:
        return [line for title, acts in GROUPS for line in (f"{title}:", *map(told, acts))]
    exact = [act for act in ACTS if act.word == words[0]]
    found = exact or [
        act for act in ACTS if all(word in f"{act.word} {act.help} {act.usage}".casefold() for word in words)
    ]
    if not found:
        return [f"No line is about {about[:40]}. /help all reads every line."]
    if len(found) == 1:
        ways = scribe.complete(f"/{found[0].word} {' '.join(words[1:]) if exact else ''}", session)
        offered = ", ".join(_way(line, what, found[0]) for line, what in ways)
        return [told(found[0]), *([f"There is: {offered}."] if offered else [])]
    return [told(act) for act in found]


def _way(line: str, what: str, act: Act) -> str:
    name = line.removeprefix(f"/{act.word} ").strip()
    return f"{name} {what}" if what and what != name else name


def needed(session: Session) -> list[Act]:
    """The lines that the present step is for, in the order in which they are wanted."""
    by_word = {act.word: act for act in ACTS}
    return [by_word[word] for word in STEPS[session.now.at.kind].lines]


def told(act: Act) -> str:
    """A line of the scribe in a sentence, with its example."""
    example = "" if act.example == act.usage else f" For example {act.example}"
    return f"{act.usage}: {act.help}.{example}"


def missing(text: str) -> Malformed:
    """The refusal of a line with too few fields: what it still needs, the whole line and an example."""
    act, _, answers = scribe.asked(text)
    blank = [
        slot.label
        for number, slot in enumerate(act.slots[: max(act.needs, 1)])
        if number >= len(answers) or not answers[number]
    ]
    still = f"Still needed: {'; '.join(blank)}. " if blank else ""
    return Malformed(f"{still}{act.usage}, for example {act.example}")
