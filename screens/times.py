"""Time on the wall: the header, the rule beneath it that is the clock, the steps, and the plan."""

from __future__ import annotations

from collections.abc import Sequence

from screens import digits
from screens.actions import NEXT
from screens.cells import cut, width, wrap
from screens.frame import Space, heading, pairs
from screens.sheet import Area, Sheet
from sessions.moves import (
    LATE,
    MINUTE,
    SOON,
    away,
    behind,
    behind_in_words,
    left,
    left_in_words,
    neighbour,
    round_now,
)
from sessions.objects import Activity
from sessions.session import Session
from sessions.steps import STEPS
from sessions.taking_part import so_far


def draw_clock(sheet: Sheet, space: Space, session: Session, now: int) -> None:
    """The header, and the rule that is heavy for what is left of the activity's time."""
    y, activity = space.top, session.now
    start = _time(sheet, space, session, now)
    place = f"{session.position} of {len(session.activities)}"
    room = width(activity.title) + 2 + width(place)
    community, name = session.community.name, session.title
    middle = max((space.width - room) // 2, space.margin + width(f"{community} · {name}") + 3)
    if middle + room + 2 > start:
        middle = max(space.margin, min((space.width - room) // 2, start - room - 3))
    if middle - 3 - space.margin < width(community):
        place, middle = "", max(middle, start - width(activity.title) - 3)
    here = middle - 3 - space.margin
    if here >= width(community) + 3 + min(8, width(name)):
        x = sheet.put(space.margin, y, community)
        sheet.put(x, y, f" · {cut(name, here - width(community) - 3)}", "quiet")
    else:
        sheet.put(space.margin, y, cut(community, max(0, here)))
    x = sheet.put(middle, y, cut(activity.title, max(4, start - middle - 3)), bold=True)
    if place and x + 2 + width(place) < start - 1:
        sheet.put(x + 2, y, place, "quiet")
    share = part_left(session, now)
    heavy = round(space.across * share)
    sheet.put(space.margin, y + 1, "─" * (space.across - heavy), "rule")
    sheet.put(space.right - heavy, y + 1, "━" * heavy)
    sheet.hit(Area(space.margin, y, space.across, 2), "plan")


def part_left(session: Session, now: int) -> float:
    """How much of the present activity's time is left, between 0 and 1."""
    if not session.started:
        return 1.0
    return max(0.0, min(1.0, left(session, now) / max(1, session.now.planned)))


def _time(sheet: Sheet, space: Space, session: Session, now: int) -> int:
    """What is left, at the right edge; returns its first column."""
    y = space.top
    if session.closed or not session.started:
        waits = f"doors   start {session.starts}" if session.starts else "not started"
        return sheet.put_right(space.right, y, "closed" if session.closed else waits, "quiet")
    if session.paused_at:
        return sheet.put_right(space.right, y, break_in_words(session, now), bold=True)
    words, share = left_in_words(left(session, now)), part_left(session, now)
    if share <= LATE:
        start = sheet.put_right(space.right, y, f" ■ {words}, finish ", "on_late", bold=True, on="late")
    elif share <= SOON:
        start = sheet.put_right(space.right, y, f" ▲ {words} ", "on_soon", bold=True, on="soon")
    else:
        number, _, word = words.rpartition(" ")
        start = sheet.put_right(space.right, y, word, "quiet")
        start = sheet.put_right(start - 1, y, number, bold=True)
    if late := behind_in_words(behind(session, now)):
        start = sheet.put_right(start - 3, y, late, "quiet")
    return start


def draw_steps(sheet: Sheet, space: Space, session: Session, counts: Sequence[tuple[str, str]]) -> None:
    """The steps of the activity, what has come in, and from how many phones."""
    y, x, activity = space.top + 2, space.margin, session.now
    for number, step in enumerate(activity.steps):
        word = STEPS[step.kind].word
        if x + 2 + width(word) > space.right:
            break
        if number == activity.step:
            x = sheet.put(x, y, f"● {word.capitalize()}", "accent", bold=True)
        else:
            x = sheet.put(x, y, f"{'✓' if number < activity.step else '○'} {word}", "quiet")
        x += 4 if space.tall else 3
    here = session.here
    done = so_far(session)
    phones = [(str(done.many), f"of {done.phones} {done.word}")] if done else []
    pairs(sheet, space.right, y, [*([(str(here), "here")] if here else []), *phones, *counts], x)


def rounds_in_words(session: Session, now: int) -> str:
    """The rounds of the step, the one that is on with the time it has left; without any, the minutes it is given."""
    standing = round_now(session, now)
    if standing is None:
        minutes = session.now.at.minutes
        return f"{minutes} min for this step" if minutes else ""
    words = []
    for number, one in enumerate(session.now.at.rounds):
        if number == standing[0] and session.started:
            words.append(f"● {one.title}, {left_in_words(standing[1])}")
        else:
            words.append(f"{one.title} {one.minutes}")
    return " ▸ ".join(words)


def break_in_words(session: Session, now: int) -> str:
    """The break that is on: how long it still lasts, or that the clock stands."""
    if not session.pause:
        return "paused"
    seconds = session.pause - away(session, now)
    return f"break, {left_in_words(seconds)}"


def draw_break(sheet: Sheet, area: Area, session: Session, now: int) -> None:
    """The break on the wall: what is left of it, to be read from the coffee, and what comes then."""
    words = break_in_words(session, now)
    after: Activity | None = session.now
    if not session.paused_at:
        words, after = left_in_words(left(session, now)), neighbour(session, 1)
    number, _, rest = words.removeprefix("break, ").partition(" ")
    y = area.y + sheet.airy
    large = digits.size(number) if digits.drawable(number) and area.height >= digits.ROWS + 3 else 0
    if large and large + 3 + width(rest) <= area.width:
        end = digits.draw(sheet, area.x, y, number, "accent")
        sheet.put(end + 3, y + 2, rest, bold=True)
        y += digits.ROWS + 1
    else:
        sheet.put(area.x, y, words.capitalize(), "accent", bold=True)
        y += 2
    then = f"Then we go on with {after.title}." if after else "Then it is over."
    sheet.put(area.x, y, cut(then, area.width), "quiet")


def mark(session: Session, activity: Activity, number: int) -> str:
    """How an activity stands in the plan: left out, on, to come, done, or passed by."""
    if activity.skipped:
        return "–"
    if number == session.position:
        return "●"
    if number > session.position:
        return "○"
    return "✓" if activity.visited else "·"


def minutes(activity: Activity) -> str:
    """What an activity is given, or that it is out."""
    return "out" if activity.skipped else str(activity.planned // MINUTE)


def draw_plan(sheet: Sheet, area: Area, session: Session, now: int) -> None:
    """The plan: what is done, now and to come, with minutes, and how far behind it is."""
    heading(sheet, area, "Plan", "min")
    sheet.hit(area, "plan")
    y = area.y + 2
    for number, activity in enumerate(session.activities.values(), 1):
        if y >= area.end:
            return
        at = number == session.position
        ink = "accent" if at else "quiet"
        words = f"{mark(session, activity, number)} {cut(activity.title, area.width - 7)}"
        sheet.put(area.x, y, words, ink, bold=at)
        sheet.put_right(area.x + area.width, y, minutes(activity), "ink" if at else "quiet", bold=at)
        y += 1
    y += 1
    for bold, sentence in zip((True, False), _standing(session, now), strict=True):
        for line in wrap(sentence, area.width) if sentence else ():
            if y < area.end:
                sheet.put(area.x, y, line, "ink" if bold else "quiet", bold=bold)
                y += 1


def _standing(session: Session, now: int) -> tuple[str, str]:
    """How the plan stands, and what may be done about it; more time is for those who are behind."""
    if not session.started:
        return "", f"The clock starts at the first {NEXT.cap}."
    late = behind(session, now)
    return behind_in_words(late), "/time +5 gives more" if late >= MINUTE else ""
