"""The detail: who the community is, and everything that was said, voted, planned and told, part by part."""

from __future__ import annotations

import msgspec

from sessions import dates
from sessions.ballots import ballot
from sessions.blocks import Audience, Block, Card, Cards, Item, Listing, Measures, plural
from sessions.hidden import concealed
from sessions.measuring import PLURALS, measured, measures_block
from sessions.objects import Activity, Measure
from sessions.rows import Action, Goal, MissingVoice, Ripple, Tie
from sessions.seeing import joined, named, seen, spoken
from sessions.session import Session
from sessions.steps.decide import decisions_block
from sessions.steps.draw import links_block
from sessions.steps.feedback import feedback_blocks
from sessions.steps.gather import board, board_note
from sessions.steps.goal import goals_block
from sessions.steps.introduce import matrix, roster
from sessions.steps.invite import missing_block
from sessions.steps.promises import actions_block, improvements_block
from sessions.steps.reflect import leads_block, reflections_block
from sessions.steps.review import stories_block
from sessions.steps.tie import TIE
from sessions.summary.first import DECISIONS, decided, headed, standing_here
from sessions.summary.method import method_block, times_block
from sessions.summary.votes import earlier, has_vote


def detail(session: Session, audience: Audience = "reader") -> tuple[Block, ...]:
    """Everything that this audience may read, the measures, the time, and how it was done."""
    drawn: list[Block | None] = [*_community(session, audience)]
    for activity in session.activities.values():
        drawn += _activity(session, activity, audience)
    drawn += [
        links_block(session, audience) if seen(session, Ripple, audience) else None,
        improvements_block(session, audience),
        *_rest(session, audience),
        goals_block(session, audience) if seen(session, Goal, audience) else None,
        reflections_block(session, audience),
        *(
            (leads_block(session, audience), stories_block(session, audience))
            if named(session, audience)
            else ()
        ),
        *feedback_blocks(session, audience),
        _measures(session),
        times_block(session),
        method_block(session),
    ]
    return tuple(block for block in drawn if block)


def _community(session: Session, audience: Audience) -> list[Block | None]:
    """The charter, who is here and from where, how far ties reach, and who is missing; names once they may be read."""
    drawn: list[Block | None] = [charter_block(session), matrix(session, audience)]
    if named(session, audience):
        people = roster(session, audience)
        drawn.append(people if people.rows else None)
    if session.kept(Tie):
        # What ties measure stands with the other measures.
        drawn += [
            block for block in TIE.blocks(session, session.now, audience) if not isinstance(block, Measures)
        ]
    if named(session, audience) and seen(session, MissingVoice, audience):
        drawn.append(headed(missing_block(session, audience)))
    return drawn


def charter_block(session: Session) -> Block | None:
    """What the community says of itself."""
    known = session.community
    fields = (
        ("Stage", known.stage),
        ("Sponsor", known.sponsor),
        ("Led by", ", ".join(known.leaders)),
        ("Meets", known.rhythm),
        ("Who may join", known.membership_rule),
        ("Ours", "; ".join(known.in_scope)),
        ("Not ours", "; ".join(known.out_of_scope)),
        ("Looked at again", dates.in_words(known.charter_review_date)),
        *(
            (f"Expected {PLURALS[boundary]}", ", ".join(groups))
            for boundary, groups in known.expected.items()
        ),
    )
    filled = tuple(pair for pair in fields if pair[1])
    if not filled:
        return None
    sentence = "What the community says of itself."
    return Cards(
        id="charter", title="The community", sentence=sentence, cards=(Card("", known.name, filled),)
    )


def _activity(session: Session, activity: Activity, audience: Audience) -> list[Block | None]:
    """The notes of an activity and its vote."""
    drawn: list[Block | None] = []
    if session.notes_of(activity) or session.themes_of(activity):
        helped = any(note.about for note in session.notes_of(activity))
        shown = helped and not concealed(session, activity, audience)
        drawn.append((_ideas if shown else board)(session, activity, audience))
    if has_vote(session, activity):
        drawn += [ballot(session, activity, audience), *earlier(session, activity, audience)]
    return drawn


def _ideas(session: Session, activity: Activity, audience: Audience) -> Listing:
    """The ideas of a round of help, with what each is for, and which the asker picked."""
    items = tuple(
        Item(
            str(note.number),
            note.text,
            joined(
                board_note(session, note, audience).author,
                note.about and f"for {spoken(session, note.about, audience)}",
                "picked" if str(note.number) in activity.picked else "",
            ),
        )
        for note in session.notes_of(activity)
    )
    sentence = f"{plural(len(items), 'idea')}."
    return Listing(id=f"{activity.id}-board", title=activity.title, sentence=sentence, items=items)


def _rest(session: Session, audience: Audience) -> list[Block]:
    """All actions and decisions, where page one holds not all of them."""
    drawn: list[Block] = []
    actions, decisions = actions_block(session, audience), decisions_block(session, audience)
    if actions and not all(standing_here(session, row) for row in seen(session, Action, audience)):
        drawn.append(headed(msgspec.structs.replace(actions, title="Every action")))
    if decisions and len(decisions.items) > min(DECISIONS, len(decided(session, audience))):
        drawn.append(msgspec.structs.replace(decisions, title="Every decision"))
    return drawn


def _measures(session: Session) -> Block | None:
    """Every measure in words, with how many it is of; what cannot be said is said once."""
    found = {sentence: one for one in measured(session) if (sentence := _measure(session, one))}
    if not found:
        return None
    told = [msgspec.structs.replace(one, sentence=sentence) for sentence, one in found.items()]
    sentence = "In words first; n is how many people, ties, votes or promises each is of."
    return msgspec.structs.replace(measures_block("measures", "Measures", told), sentence=sentence)


def _measure(session: Session, one: Measure) -> str:
    """A measure in words, after the title of the activity that it is about, and the note where it is one."""
    _, *about = one.name.split("/")
    activity = session.activities.get(about[0]) if about else None
    if activity is None:
        return one.sentence
    note = f", note {about[-1]}" if len(about) > 2 and about[-1].isdecimal() else ""
    return f"{activity.title}{note}: {one.sentence}"


__all__ = ["detail"]
