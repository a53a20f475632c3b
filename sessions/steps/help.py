"""Help: one asks, the others say what they would try, and the asker picks. Then the next one asks.

After Troika Consulting (Lipmanowicz and McCandless, Liberating Structures): the asker listens.
"""

from __future__ import annotations

from sessions.blocks import Audience, Block, Item, Listing, Text, plural
from sessions.hidden import concealed
from sessions.objects import Activity, Note
from sessions.seeing import spoken
from sessions.session import Session
from sessions.steps.gather import GATHER
from sessions.steps.issues import issue_now
from sessions.steps.mechanic import Mechanic


def ideas(session: Session, activity: Activity, about: str) -> list[Note]:
    """The ideas for an issue."""
    return [note for note in session.notes_of(activity) if note.about == about]


def _blocks(session: Session, activity: Activity, audience: Audience) -> tuple[Block, ...]:
    about = issue_now(session, activity)
    drawn: list[Block] = []
    if about:
        words = spoken(session, about, audience)
        drawn.append(Text(id="issue", title=f"Help for {about}", sentence=words, paragraphs=(words,)))
    found = ideas(session, activity, about)
    if concealed(session, activity, audience):
        items: tuple[Item, ...] = ()
    else:
        items = tuple(
            Item(str(note.number), note.text, "picked" if str(note.number) in activity.picked else "")
            for note in found
        )
    sentence = f"{plural(len(found), 'idea')}." if found else "No idea yet: what would you try?"
    if items:
        drawn.append(Listing(id="ideas", title="Ideas", sentence=sentence, items=items))
    else:
        drawn.append(Text(id="ideas", title="Ideas", sentence=sentence, paragraphs=(sentence,)))
    return tuple(drawn)


HELP = Mechanic(
    name="help",
    lines=("idea", "pick", "improve", "round"),
    blocks=_blocks,
    forms=GATHER.forms,
    line=lambda session, activity: "an idea · /pick 31 · /improve 31",
)
