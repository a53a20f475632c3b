"""Agree: the room finds words that everyone can carry, and shows with fist-to-five how far it does.

Fist-to-five: everyone shows 0 to 5 fingers; the room agrees where nobody is below three, and those who are
explain first (mgrush.com, "Fist of five").
"""

from __future__ import annotations

import re
from collections import Counter
from statistics import median

import msgspec

from sessions import blocks
from sessions.actors import Asking
from sessions.blocks import Audience, Field, Offer, plural
from sessions.commands import Agree, Say, Score, SetScores
from sessions.errors import Malformed, Refused
from sessions.events import Event, Scored, ScoresCounted, StatementChanged, StatementSettled
from sessions.hidden import said_openly, unscored
from sessions.numbers import in_digits
from sessions.objects import LARGEST_ROOM, SCORES, Activity, Statement
from sessions.session import Session
from sessions.steps.gather import board
from sessions.steps.mechanic import Mechanic

STATEMENT_LETTERS = 600
CARRY = (
    "I am fully for it, and will help lead it",
    "I am for it",
    "I can live with it",
    "I have worries to talk through first",
    "I have serious doubts",
    "I cannot accept it",
)
"""What a score says, from five down to none."""
ENOUGH = 3
"""The score that a person can carry the statement with."""


def say(asking: Asking, wish: Say) -> list[Event]:
    """Keep a new version of the statement."""
    session = asking.session
    activity = session.now
    text = said_openly(session, wish.note) if wish.note else wish.text
    if not text:
        raise Malformed("In which words? /say the words")
    if len(text) > STATEMENT_LETTERS:
        raise Malformed(f"This has {len(text):,} letters; a statement holds {STATEMENT_LETTERS}.")
    present = session.statement(activity)
    if present and present.text == text:
        raise Refused(f"Version {present.version} says that already.")
    slot = activity.slot or activity.id
    earlier = session.earlier_statements.get(slot)
    before = present or earlier
    made = Statement(
        activity=activity.id,
        slot=slot,
        version=before.version + 1 if before else 1,
        text=text,
        note=wish.note,
        previous_version=before.version if before else None,
        at=asking.now,
        author=None if activity.unnamed else asking.by.participant or None,
    )
    return [StatementChanged(activity.id, made.version, None, made)]


def set_scores(asking: Asking, wish: SetScores) -> list[Event]:
    """Set the hands of fist-to-five on the present version."""
    session = asking.session
    statement = present_statement(session)
    if statement.agreed:
        raise Refused(f"Version {statement.version} is agreed. /say proposes another, to be scored anew.")
    if len(wish.hands) != SCORES or min(wish.hands) < 0:
        raise Malformed("Scores are 0 to 5: /scores 5x9 4x10 3")
    counted = session.attendance.present
    here = LARGEST_ROOM if counted is None else counted
    hands, phones = sum(wish.hands), sum(statement.phones)
    if hands + phones > here:
        beside = f" and {phones} by phones" if phones else ""
        raise Refused(
            f"{plural(hands, 'score')}{beside} are more than the {plural(here, 'person', 'people')} here. /here changes how many there are."
        )
    return [ScoresCounted(statement.activity, statement.version, tuple(statement.hands), wish.hands)]


def score(asking: Asking, wish: Score) -> list[Event]:
    """Count one participant's score; the later one stands."""
    if not 0 <= wish.value < SCORES:
        raise Malformed("A score is 0 to 5.")
    if not asking.by.participant:
        raise Refused("A single score is a participant's. /scores counts hands.")
    statement = present_statement(asking.session)
    seat = asking.by.seat(statement.activity)
    event = Scored(statement.activity, statement.version, seat, None, wish.value)
    return [msgspec.structs.replace(event, before=event.get(asking.session))]


def agree(asking: Asking, wish: Agree) -> list[Event]:
    """Settle the statement; against scores below three only with a reason."""
    statement = present_statement(asking.session)
    low = sum(statement.scores[:ENOUGH])
    if wish.anyway:
        if not wish.why:
            raise Malformed(
                "Going on although somebody disagrees needs the reason: /agree anyway; their reason"
            )
    elif not sum(statement.scores):
        raise Refused("Nobody has scored this version yet: /scores 5x9 4x10, or /agree anyway; their reason")
    elif low and unscored(asking.session, statement):
        raise Refused(
            "Not everybody can carry it yet. /reveal shows what was scored; /agree anyway; their reason keeps the dissent."
        )
    elif low:
        raise Refused(
            f"Not yet: {plural(low, 'person is', 'people are')} below three. What would make it a three? /agree anyway; their reason keeps the dissent."
        )
    after = (True, wish.why if wish.anyway else "")
    if (statement.agreed, statement.dissent) == after:
        raise Refused(f"Version {statement.version} is agreed already.")
    return [
        StatementSettled(statement.activity, statement.version, (statement.agreed, statement.dissent), after)
    ]


def present_statement(session: Session) -> Statement:
    """The statement of the present activity.

    Raises:
        Refused: if nothing was proposed yet.
    """
    statement = session.statement(session.now)
    if statement is None:
        raise Refused("Nothing is proposed yet: /say the words")
    return statement


def verdict(statement: Statement) -> str:
    """How the room stands to a statement, in a sentence.

    Agreement is the least score: agreed where nobody is below three. The middle score and the share at
    three or more are said beside it.
    """
    shown = [score for score, many in enumerate(statement.scores) for _ in range(many)]
    said = stands(statement)
    if not shown:
        return said
    low = sum(one < ENOUGH for one in shown)
    share = round(100 * (len(shown) - low) / len(shown))
    numbers = f"{plural(len(shown), 'person', 'people')} scored it: lowest {min(shown)}, middle {median(shown):g}, {share} % at three or more."
    return f"{said} {numbers}"


def stands(statement: Statement) -> str:
    """How the room stands to a statement, in a few words."""
    low, scored = sum(statement.scores[:ENOUGH]), sum(statement.scores)
    if statement.agreed:
        return f"Agreed{', with dissent' if statement.dissent else '' if scored else ' without scores'}."
    if not scored:
        return "Not scored yet."
    if low:
        return f"Not yet: {plural(low, 'person is', 'people are')} below three."
    return "Nobody is below three."


def statement_block(session: Session, statement: Statement, title: str) -> blocks.Statement:
    """A version of a statement to show, with its scores once they are."""
    if unscored(session, statement):
        many = sum(statement.scores)
        waits = f"{plural(many, 'person has', 'people have')} scored it. What they scored is shown together."
        statement = msgspec.structs.replace(statement, phones=[0] * SCORES, hands=[0] * SCORES)
        return msgspec.structs.replace(
            statement_block(session, statement, title), sentence=waits, verdict=waits, waiting=many
        )
    asks = sum(statement.scores[:ENOUGH]) and not statement.agreed
    return blocks.Statement(
        id=f"{statement.activity}-statement",
        title=title,
        sentence=verdict(statement),
        version=statement.version,
        text=statement.text,
        scores=tuple(statement.scores),
        agreed=statement.agreed,
        dissent=statement.dissent,
        verdict=f"{stands(statement)} What would make it a three?" if asks else stands(statement),
    )


def _blocks(session: Session, activity: Activity, audience: Audience) -> tuple[blocks.Block, ...]:
    statement = session.statement(activity)
    if statement is None:
        hint = " /say the words, or /say 12 for note 12." if audience == "facilitator" else ""
        nothing = f"Nothing is proposed yet.{hint}"
        earlier = session.earlier_statements.get(activity.slot or activity.id)
        lines = (f"Last time we said: {earlier.text}", nothing) if earlier and earlier.text else (nothing,)
        drawn: blocks.Block = blocks.Text(
            id=f"{activity.id}-statement", title="We say", sentence=lines[0], paragraphs=lines
        )
    else:
        drawn = statement_block(session, statement, f"We say (version {statement.version})")
    return (drawn, *_ground(session, activity, audience))


def _ground(session: Session, activity: Activity, audience: Audience) -> list[blocks.Block]:
    """What the words are to cover: the themes of the first lane, and what lies in the others.

    Where there are no themes, the notes stand there while nothing is proposed, for one of them to be taken.
    """
    found = board(session, session.source(activity), audience)
    (first, *others), themes = found.lanes, found.themes
    drawn: list[blocks.Block] = []
    if themes:
        placed = Counter(note.theme for note in first.notes)
        lines = [(theme.letter, theme.name, placed[theme.letter] + theme.cards) for theme in themes]
        lines.sort(key=lambda line: -line[2])
        if placed[""]:
            lines.append(("", "in no theme", placed[""]))
        drawn.append(
            blocks.Bars(
                id=f"{activity.id}-themes", title=first.name or "Themes", lines=tuple(lines), unit="notes"
            )
        )
    proposed = session.statement(activity)
    for lane in others if themes else () if proposed else found.lanes:
        if items := tuple(blocks.Item(note.handle, note.text) for note in lane.notes):
            drawn.append(
                blocks.Listing(id=f"{activity.id}-{lane.name}", title=lane.name or "Notes", items=items)
            )
    return drawn


def _forms(session: Session, activity: Activity) -> tuple[Offer, ...]:
    statement = session.statement(activity)
    if statement is None or statement.agreed:
        return ()
    value = Field(
        "value",
        "How far can you carry it?",
        kind="number",
        required=True,
        options=tuple("543210"),
        says=CARRY,
    )
    return (Offer("score", "Score", (value,)),)


def _line(session: Session, activity: Activity) -> str:
    statement = session.statement(activity)
    if statement is None:
        return "the words, or a note's number" if session.notes_of(session.source(activity)) else "the words"
    if statement.agreed:
        return ""
    if unscored(session, statement):
        return "/reveal shows what was scored"
    return "/agree · /say mends it" if sum(statement.scores) else "how many fingers? 3 fives, 2 fours"


_SHOWN = re.compile(
    r"(?:\d{1,3} (?:fives?|fours?|threes?|twos?|twoes|ones?|nones?|zeros?|zeroes)(?: and |[ ,;])*)+"
)
_SCORE = r"\s+(?:fives?|fours?|threes?|two(?:s|es)?|ones?|nones?|zero(?:s|es)?)\b"
_FISTS = re.compile(r"[0-5]x\d{1,3}(?:[ ,]+[0-5](?:x\d{1,3})?)*|[0-5](?:[ ,]+[0-5]){2,}", re.IGNORECASE)
_WORTH = {"f": {"i": 5, "o": 4}, "t": {"h": 3, "w": 2}, "o": {"n": 1}, "n": {"o": 0}, "z": {"e": 0}}
"""What a number's word is worth, by its first two letters."""


def _meant(session: Session, activity: Activity, words: str) -> str:
    """Fists to five, as "5x9 4x10", "5 4 4 3" or "9 fives, 10 fours", once words are proposed; else it is a note."""
    statement = session.statement(activity)
    if statement is None or statement.agreed:
        return ""
    if _FISTS.fullmatch(words):
        return f"/scores {words}"
    if _SHOWN.fullmatch(shown := in_digits(words.casefold(), before=_SCORE)):
        pairs = re.findall(r"(\d+) (\w)(\w)", shown)
        if len(pairs) < 2 and shown != words.casefold():
            return ""  # "one five" alone may be a remark
        return "/scores " + " ".join(f"{_WORTH[first][second]}x{many}" for many, first, second in pairs)
    return ""


AGREE = Mechanic(
    name="agree",
    lines=("say", "scores", "agree", "edit", "charter"),
    commands={Say: say, SetScores: set_scores, Score: score, Agree: agree},
    blocks=_blocks,
    forms=_forms,
    line=_line,
    asks=lambda session, activity, chosen: "" if session.statement(activity) else "/say",
    meant=_meant,
)
