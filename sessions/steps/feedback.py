"""Feedback: how useful it was, 0 to 5, and one thing to change. The same questions each time, so that they compare."""

from __future__ import annotations

import msgspec

from sessions.actors import Asking
from sessions.blocks import Audience, Bars, Block, Field, Item, Listing, Offer, Text, plural
from sessions.commands import GiveFeedback
from sessions.errors import Malformed, Refused
from sessions.events import Event
from sessions.objects import LARGEST_ROOM, SCORES, Activity
from sessions.rowing import TEXT_LETTERS, added, mended, short
from sessions.rows import Feedback
from sessions.seeing import seen
from sessions.session import Session
from sessions.steps.mechanic import Mechanic
from sessions.steps.vote import RECOUNT

FEW = 5
"""Answers by phone that are shown together at least, while the workshop goes on."""
PRIVACY = "Your name is not stored with it. The room sees answers once five are in; the summary has them all."


def give_feedback(asking: Asking, wish: GiveFeedback) -> list[Event]:
    """Keep ratings counted by hand or one participant's, and what was said.

    What a participant gives again takes the place of what they gave in this activity; what is left out stays.
    """
    ratings = list(wish.ratings) or [0] * SCORES
    if len(ratings) != SCORES or min(ratings) < 0 or sum(ratings) > LARGEST_ROOM:
        raise Malformed("Ratings are 0 to 5: /feedback 5x9 4x10; the huddles; more time")
    if asking.by.kind == "participant" and sum(ratings) > 1:
        raise Malformed("Each of you rates it once, 0 to 5.")
    here = asking.session.attendance.present
    if asking.by.kind != "participant" and here is not None and sum(ratings) > here:
        raise Refused(
            f"{sum(ratings)} ratings are more than the {plural(here, 'person', 'people')} here. {RECOUNT}"
        )
    useful = short(wish.most_useful, "answer", TEXT_LETTERS)
    change = short(wish.change_one_thing, "answer", TEXT_LETTERS)
    if not (any(ratings) or useful or change):
        raise Malformed("How useful was it? /feedback 5x9 4x10; most useful; change one thing")
    given = {"ratings": ratings if any(ratings) else [], "most_useful": useful, "change_one_thing": change}
    fields = {name: value for name, value in given.items() if value}
    seat = asking.by.seat(asking.session.activity) if asking.by.participant else ""
    row = asking.session.feedback.get(asking.session.rated.get(seat, 0))
    if row and not row.erased:
        event = mended(row, **fields)
    else:
        event = added(asking, Feedback, author=None, **fields)
    return [msgspec.structs.replace(event, seat=seat)]


def feedback_blocks(session: Session, audience: Audience) -> tuple[Block, ...]:
    """The ratings as bars, and what people said, without a name."""
    came = {number for number in session.rated.values() if number}
    everything: list[Feedback] = seen(session, Feedback, audience)
    phones = [row for row in everything if row.number in came]
    few = 0 < len(phones) < FEW
    found = [row for row in everything if row not in phones] if few else everything
    ratings = [sum(row.ratings[score] for row in found) for score in range(SCORES)]
    many = sum(ratings)
    drawn: list[Block] = []
    if many:
        mean = sum(score * count for score, count in enumerate(ratings)) / many
        sentence = f"{plural(many, 'person', 'people')} rated it {mean:.1f} of 5."
        lines = tuple((str(score), "", ratings[score]) for score in reversed(range(SCORES)))
        drawn.append(
            Bars(
                id="feedback",
                title="How useful it was",
                sentence=sentence,
                lines=lines,
                unit="people",
                cut=len(lines),
            )
        )
    for field, title in (("most_useful", "Most useful"), ("change_one_thing", "One thing to change")):
        items = tuple(Item(row.handle, words) for row in found if (words := getattr(row, field)))
        if items:
            drawn.append(
                Listing(
                    id=f"feedback-{field}",
                    title=title,
                    sentence=f"{plural(len(items), 'answer')}.",
                    items=items,
                )
            )
    if few:
        answered = f"{plural(len(phones), 'person has', 'people have')} answered by phone. Answers are shown from five on, so that nobody is known by theirs."
        drawn.append(Text(id="feedback-few", title="Feedback", sentence=answered, paragraphs=(answered,)))
    return tuple(drawn)


def _blocks(session: Session, activity: Activity, audience: Audience) -> tuple[Block, ...]:
    from_room = feedback_blocks(session, audience)
    if from_room:
        return from_room
    nothing = "No feedback yet. Show with your fingers, 0 to 5: how useful was this?"
    return (Listing(id="feedback", title="How useful it was", sentence=nothing, items=(Item("", nothing),)),)


def _forms(session: Session, activity: Activity) -> tuple[Offer, ...]:
    fields = (
        Field(
            "ratings",
            "How useful was this? 5 is very, 0 is not at all",
            kind="number",
            required=True,
            options=tuple("543210"),
        ),
        Field("most_useful", "What was most useful?", limit=TEXT_LETTERS),
        Field("change_one_thing", "What one thing should change?", limit=TEXT_LETTERS),
    )
    return (Offer("feedback", "Send feedback", fields, privacy=PRIVACY),)


FEEDBACK = Mechanic(
    name="feedback",
    lines=("feedback", "story", "comment"),
    calm=True,
    commands={GiveFeedback: give_feedback},
    blocks=_blocks,
    forms=_forms,
    line=lambda session, activity: "5x9 4x10; useful; to change",
    asks=lambda session, activity, chosen: "/feedback",
)
