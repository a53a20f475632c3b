"""A plan at a glance: which plans there are, and where each activity of one lies in the time of the workshop."""

from __future__ import annotations

import time
from collections.abc import Sequence

from screens.blocks.board import bar
from screens.cells import cut, width
from screens.frame import Space
from screens.sheet import Area, Sheet
from sessions.moves import MINUTE
from sessions.objects import Activity
from sessions.plans import Plan

BETWEEN = 3
"""Columns between two plans."""
MORE = 2
"""Columns for the sign that there are more of them."""
MOST_STEPS = 4
"""Steps of the chosen activity that are shown; a longer one is read once it is on."""


def draw_plans(sheet: Sheet, space: Space, y: int, plans: Sequence[Plan], taken: int) -> None:
    """The plans that fit in a row, the one that is taken among them."""
    words = [f"○ {plan.title} {plan.minutes}" for plan in plans]
    x, end = space.margin + 12, space.right - 9
    first = 0
    while first < taken and x + _row(words[first : taken + 1]) > end - MORE * (2 if first else 1):
        first += 1
    if first:
        x = sheet.put(x, y, "‹ ", "quiet")
    for number, (plan, word) in enumerate(zip(plans, words, strict=True)):
        if number < first:
            continue
        mine = number == taken
        more = MORE if number + 1 < len(plans) else 0
        if x + width(word) + more > end and not mine:
            sheet.put(x - 1, y, "›", "quiet")
            break
        minutes = f" {plan.minutes}"
        word = cut(f"{'●' if mine else '○'} {plan.title}", end - x - more - width(minutes)) + minutes
        past = sheet.put(x, y, word, "accent" if mine else "quiet", bold=mine)
        sheet.hit(Area(x, y, past - x, 1), f"take({number})")
        x = past + BETWEEN


def draw_times(
    sheet: Sheet, area: Area, activities: Sequence[Activity], at: int, start: int, *, airy: bool
) -> None:
    """When each activity begins and how long it lasts, and what the chosen one asks.

    Where not all of them fit, those about the chosen one are shown.

    Args:
        sheet: What to draw on.
        area: Where.
        activities: Those of the plan.
        at: Which of them is chosen.
        start: When the workshop starts, in milliseconds since 1970.
        airy: Whether there is room for blank rows between them.
    """
    asked = activities[at].steps[:MOST_STEPS]
    most = max(len(one.steps[:MOST_STEPS]) for one in activities)
    gap = 2 if airy and 2 * len(activities) + most + 1 <= area.height else 1
    if gap * len(activities) + most + 1 < area.height:
        area = area.down(1)
    shown = max(1, min(len(activities), (area.height - len(asked) - 1) // gap))
    first = max(0, min(at - shown // 2, len(activities) - shown))
    for number in range(first, first + shown):
        row = area._replace(y=area.y + (number - first) * gap, height=1)
        _time(sheet, row, activities, number, start, chosen=number == at)
        sheet.hit(row, f"choose({number - at})")
    y = area.y + shown * gap - (gap - 1)
    if shown < len(activities):
        place = f"{first + 1}–{first + shown} of {len(activities)}"
        sheet.put_right(area.x + area.width - 1, y, place, "quiet")
    for number, step in enumerate(asked[: max(0, area.end - y - 1)], y + 1):
        sheet.put(area.x + 7, number, step.kind, "quiet")
        sheet.put(area.x + 18, number, cut(step.prompt, area.width - 18))


def _time(
    sheet: Sheet, area: Area, activities: Sequence[Activity], number: int, start: int, *, chosen: bool
) -> None:
    """One activity: its minutes, its title, where in the workshop it lies, when it begins."""
    x, y, across, _ = area
    activity = activities[number]
    total = sum(one.planned for one in activities)
    before = sum(one.planned for one in activities[:number])
    names = min(24, max(width(one.title) for one in activities))
    left, right = x + 7 + names + 3, x + across - 8
    ink = "quiet" if rests(activity) and not chosen else "ink"
    if chosen:
        sheet.fill(area, "tint")
        sheet.put(x, y, "▌", "accent")
    sheet.put_right(x + 5, y, str(activity.planned // MINUTE), ink, bold=chosen)
    sheet.put(x + 7, y, cut(activity.title, names), ink, bold=chosen)
    from_ = left + round(before / total * (right - left))
    until = left + round((before + activity.planned) / total * (right - left))
    if rests(activity):
        sheet.put(from_, y, "·" * max(1, until - from_), "quiet")
    else:
        bar(sheet, from_, y, max(1, until - from_), "accent" if chosen else "rule")
    begins = hour(start + before * 1000)
    sheet.put_right(x + across - 1, y, begins, "ink" if chosen else "quiet", bold=chosen)


def rests(activity: Activity) -> bool:
    """Whether nothing is worked on in an activity: all its steps are pauses."""
    return {step.kind for step in activity.steps} == {"pause"}


def hour(now: int) -> str:
    """A time as on a clock."""
    return time.strftime("%H:%M", time.localtime(now / 1000))


def _row(words: Sequence[str]) -> int:
    """Columns that these take in a row."""
    return sum(width(word) + BETWEEN for word in words) - BETWEEN
