"""Lines about what a community promises, tests, decides, wants, reflects on and tells."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sessions import commands, dates
from sessions.acts.act import Act, Local, Slot, ask, fielded, quoted, scores, split
from sessions.commands import Command
from sessions.errors import Malformed, Refused
from sessions.rowing import is_day, today
from sessions.rows import ACTS, Action, whole
from sessions.steps.goal import SOMEBODY, US
from sessions.steps.reflect import questions

if TYPE_CHECKING:
    from sessions.scribe import Line

_RIPPLE = re.compile(r"(.+?)\s*>\s*(.+?)\s+([+\-]{1,3}|more|less|fewer)(?:\s+(.*))?", re.DOTALL)
_SPOKEN_RIPPLE = re.compile(
    r"(?:more\s+)?(.+?)\s+(?:brings?|means?|leads?\s+to|causes?)\s+(more|less|fewer)\s+(.+?)(?:\s+because\s+(.+))?",
    re.DOTALL | re.IGNORECASE,
)
"""A ripple as it is said: "late letters bring more falls because nobody knows"."""
_SIGNED = re.compile(r"(^|\s)[+\-]")
_SPOKEN = {"more": "+", "less": "-", "fewer": "-", "−": "-"}
"""Signs as they may be answered in words."""
LONGEST_RIPPLE = 1000
"""Letters of the longest line that is looked at for a ripple."""
RIPPLE = "/ripple A > C + because letters come late"
YES = ("yes", "y", "true", "agreed", "consent")
NO = ("", "no", "n", "false")


def _ripple(line: Line) -> Command | Local:
    text = line.rest.replace("−", "-").replace("→", ">")
    found = _RIPPLE.fullmatch(text) if len(text) <= LONGEST_RIPPLE else None
    said = _SPOKEN_RIPPLE.fullmatch(text) if not found and len(text) <= LONGEST_RIPPLE else None
    if said:
        why = (said[4] or "").strip()
        return commands.AddRipple(from_=said[1].strip(), to=said[3].strip(), sign=signed(said[2]), why=why)
    issues = [issue.strip() for issue in text.split(">")]
    if not found and len(issues) <= 2 and len(text) <= LONGEST_RIPPLE and not _SIGNED.search(issues[-1]):
        return ask(line.act, [line.known_issue(issue) for issue in issues if issue])
    if not found or not (sign := signed(found[3])):
        raise Malformed(f"More of the first brings more (+) or less (-) of the second: {RIPPLE}")
    given = line.rest[found.start(4) :] if found[4] else ""
    why = re.sub(r"^because(\s+|$)", "", given.strip(), flags=re.IGNORECASE)
    return commands.AddRipple(
        from_=found[1].strip(), to=found[2].strip(), sign=sign[0], why=why, strength=len(sign)
    )


def signed(answer: str) -> str:
    """The sign that an answer says, as "+" or "--"; "" where it says none."""
    signs = _SPOKEN.get(answer.casefold(), answer)
    return signs if signs in ("+", "++", "+++", "-", "--", "---") else ""


def _write_ripple(answers: Sequence[str]) -> str:
    source, target, sign, why = (*answers, *[""] * 4)[:4]
    if not (sign or why):
        return " > ".join(issue for issue in (source, target) if issue)
    return f"{source} > {target} {signed(sign) or '+-'} {why}".strip()


def _improve(line: Line) -> Command | Local:
    fields = split(line.rest, line.act)
    if len(fields) < 2 or not fields[1]:
        for item in line.issues(fields[0]) if fields else ():
            line.known(item)
        return ask(line.act, fields)
    names = ("aim", "change", "measure", "owner", "due", "expect", "baseline")
    return commands.AddImprovement(items=line.issues(fields[0]), **dict(zip(names, fields[1:], strict=False)))


_do_fields = fielded(commands.AddAction, "text", "owner", "due")


def _do(line: Line) -> Command | Local:
    """What somebody will do; said as in "Bo writes to the trust by Friday", who and by when are heard."""
    handle, _, more = line.rest.partition(" ")
    if more and isinstance(row := line.there(handle), Action):
        return _do_fields(
            replace(line, rest=f"{row.text}; {more.strip(' ;')}")
        )  # the same words again add to it
    if ";" in line.rest or not line.rest:
        return _do_fields(line)
    words, by, when = line.rest.rpartition(" by ")
    if not (by and is_day(line.session, when)):
        words, when = line.rest, ""
    try:
        somebody, _ = line.person_first(words)
    except Refused:  # one of several of that name: who it is, is asked for another time
        somebody = None
    return commands.AddAction(text=words, owner=somebody.name if somebody else "", due=when)


def _settle(status: str) -> Callable[[Line], Command]:
    def parse(line: Line) -> Command:
        handle, _, rest = line.some("promise").partition(" ")
        handle = handle.rstrip(";:,")
        if status != "open":
            return commands.Settle(handle=handle, status=status, words=rest.strip())
        due, _, words = rest.partition(";")
        return commands.Settle(handle=handle, status=status, due=due.strip(), words=words.strip())

    return parse


def _decide(line: Line) -> Command | Local:
    fields = split(line.rest, line.act)
    if not any(fields):
        return ask(line.act, ())
    text, method, scored, dissent, supersedes = (*fields, *[""] * 5)[:5]
    hands = scores(scored, "/decide text; fist to five; 5x9 4x10") if scored else ()
    return commands.Decide(text=text, method=method, scores=hands, dissent=dissent, supersedes=supersedes)


def _goal(line: Line) -> Command | Local:
    fields = split(line.rest, line.act)
    if not any(fields):
        return ask(line.act, ())
    whose, _, text = fields[0].partition(" ")
    whose, person = whose.strip(":"), ""
    if whose.casefold() == SOMEBODY:
        person = SOMEBODY
    elif whose.casefold() not in US:
        known, text = line.person_first(fields[0])
        if known is None:
            raise Malformed(
                f"Whose goal is it? Nobody called {quoted(whose)} is noted. /goal us one number to ring, or /goal amina to lead a huddle"
            )
        whose = person = known.name
    if not text.strip():
        return ask(line.act, [whose, "", *fields[1:]] if len(fields) > 1 else [whose])
    measure, review = (*fields[1:], "", "")[:2]
    return commands.AddGoal(text=text.strip(), whose=person, measure=measure, review=review)


def _write_goal(answers: Sequence[str]) -> str:
    whose, *rest = answers or ("",)
    return f"{whose or 'us'} {'; '.join(rest)}".strip() if any(answers) else ""


def _reflect(line: Line) -> Command | Local:
    if not line.rest:
        return ask(line.act, ())
    number, _, rest = line.rest.partition(" ")
    question, many = whole(number.rstrip(":.)")), len(questions(line.session))
    if question is not None and many > 1 and not 1 <= question <= many:
        raise Malformed(
            f"There are {many} questions here, and {question} is none of them. Begin with one: /reflect 1 {line.rest[:60]}"
        )
    if question is None or not 1 <= question <= many:
        return commands.Reflect(text=line.rest)
    if not rest.strip():
        raise Malformed(f"What is shared? {line.act.example}")
    return commands.Reflect(text=rest.strip(), question=question)


def _story(line: Line) -> Command | Local:
    fields = split(line.rest, line.act)
    if not any(fields):
        return ask(line.act, ())
    teller, rest = line.person_first(fields[0])
    if teller and rest:
        fields = [teller.name, rest, *fields[1:]]  # "/story amina what she did; …"
        if len(fields) > len(line.act.slots):
            raise Malformed(f"That is one field too many: {line.act.usage}")
    if not any(fields[1:]):
        if teller is None and " " in fields[0]:
            raise Malformed(f"Whose story is it? {line.act.example}")
        return ask(line.act, fields[:1])
    names = ("teller", "activity", "insight", "used_how", "effect", "reframed")
    consent = fields[6].casefold() if len(fields) > 6 else ""
    if consent not in (*YES, *NO):
        raise Malformed(
            f"Does the teller let readers have it? yes or no, as the last field: {line.act.usage}"
        )
    return commands.TellStory(**dict(zip(names, fields[:6], strict=False)), consent=consent in YES)


def _feedback(line: Line) -> Command | Local:
    fields = split(line.rest, line.act)
    if not any(fields):
        return ask(line.act, ())
    if not any(letter.isdecimal() for letter in fields[0]) and len(fields) < len(line.act.slots):
        fields.insert(0, "")  # words alone are what was most useful
    rated, useful, change = (*fields, *[""] * 3)[:3]
    ratings = scores(rated, "/feedback 5x9 4x10; most useful; change one thing") if rated else ()
    return commands.GiveFeedback(ratings=ratings, most_useful=useful, change_one_thing=change)


def _meet(line: Line) -> Command | Local:
    fields = split(line.rest, line.act)
    if not any(fields):
        return ask(line.act, ())
    if len(fields) == 1:
        _parted(line)
    return commands.MeetNext(**dict(zip(("when", "topic", "host", "place"), fields, strict=False)))


def _parted(line: Line) -> None:
    """Say where a semicolon is wanting, where words follow the day.

    Raises:
        Malformed: if some do.
    """
    words = line.rest.split()
    for many in range(len(words), 0, -1):
        when, rest = " ".join(words[:many]), " ".join(words[many:])
        try:
            dates.moment(when, today(line.session))
        except Malformed:
            continue
        if rest:
            raise Malformed(f"A semicolon parts the day and what comes after it: /meet {when}; {rest[:60]}")
        return


def _comment(line: Line) -> Command | Local:
    fields = split(line.rest, line.act)
    if not any(fields[:1]):
        return ask(line.act, fields)
    text, name, target = (*fields, "", "")[:3]
    return commands.AddComment(text=text, name=name, target=line.known(target) if target else "")


PRACTICE: tuple[Act, ...] = (
    Act(
        "ripple", "A > C + because …", "more of the first brings more (+) or less (-) of the second", RIPPLE, _ripple,
        slots=(
            Slot("if there is more of", "issue"), Slot("what moves", "issue"),
            Slot("more + or less -", "sign", ("+", "-")), Slot("because"),
        ),
        needs=3, write=_write_ripple, first=4, offers=("issue", "arrow", "issue", "sign", "because", ""),
    ),
    Act(
        "improve", "", "plans a small test", "/improve A; fewer falls at night; a second huddle; falls a week; Amina; 1 feb", _improve,
        slots=(
            Slot("about which", "issues"), Slot("aim: how much, by when"), Slot("change"), Slot("measure"),
            Slot("who", "person"), Slot("by when", "day"), Slot("we expect"), Slot("how it is now"),
        ),
        needs=2,
    ),
    Act(
        "test", "", "plans the next test of an improvement", "/test I1 does it hold at weekends; fewer falls; Bo; Saturdays; ward 3; 6 feb",
        fielded(commands.PlanTest, "improvement", "question", "expect", "who", "when", "where", "start"),
        slots=(Slot("question"), Slot("we expect"), Slot("who", "person"), Slot("when"), Slot("where"), Slot("from", "day")),
        needs=1, handle="improvement", offers=("improvement",),
    ),
    Act(
        "tried", "", "notes what a test came to, and what now", "/tried I1 four nights of seven; needs the site manager; adapt",
        fielded(commands.Tried, "improvement", "happened", "learned", "act", "result", "data", "problems"),
        slots=(
            Slot("what happened"), Slot("what we learned"), Slot("adopt, adapt, abandon", "choice", ACTS),
            Slot("against what we expected"), Slot("in numbers"), Slot("in the way"),
        ),
        needs=1, handle="improvement", offers=("improvement",),
    ),
    Act(
        "story", "", "keeps a member's story of value", "/story Amina; the falls meeting; nights are alone; a second huddle; falls 6 to 4; we own it now; yes", _story,
        slots=(
            Slot("who tells", "person"), Slot("what they took part in"), Slot("what they saw"), Slot("how they used it"),
            Slot("what came of it"), Slot("what they see anew"), Slot("may readers have it: yes, no", "yes", ("yes", "no")),
        ),
        needs=2,
    ),
    Act(
        "do", "", "notes what somebody will do", "/do write to the ambulance trust; Bo; 10 jan",
        _do,
        slots=(Slot("what"), Slot("who", "person"), Slot("by when", "day")), needs=1,
    ),
    Act(
        "done", "", "a promise is kept, or a missing voice has joined", "/done D1 they answered", _settle("done"),
        slots=(Slot("how"),), handle="promise", offers=("task",),
    ),
    Act(
        "still", "", "a promise is still open", "/still D1 14 jan", _settle("open"),
        slots=(Slot("new day", "day"), Slot("why")), handle="promise", offers=("promise",),
    ),
    Act(
        "drop", "", "a promise is let go", "/drop D1 somebody else has it", _settle("dropped"),
        slots=(Slot("why"),), handle="promise", offers=("promise",),
    ),
    Act(
        "decide", "", "notes what the room decided", "/decide we meet every second Thursday; fist to five; 5x9 4x10; Dee would rather Fridays", _decide,
        slots=(Slot("what we decided"), Slot("how"), Slot("scores", "scores"), Slot("against it"), Slot("in place of, as C1", "decision")), needs=1,
    ),
    Act(
        "goal", "", "notes what all of us want, or one person", "/goal us one number that families can ring", _goal,
        slots=(Slot("us, or whose", "whose"), Slot("goal"), Slot("how we know"), Slot("looked at on", "day")),
        needs=2, write=_write_goal, first=2, offers=("us", ""),
    ),
    Act(
        "reflect", "", "notes what somebody shared of their journal; a number says which question", "/reflect 1 we needed a pharmacist", _reflect,
        slots=(Slot("what is shared"),), needs=1,
    ),
    Act(
        "feedback", "", "notes how useful it was, 0 to 5", "/feedback 5x9 4x10; the huddles; more time", _feedback,
        slots=(Slot("fingers, as 5x9 4x10", "scores"), Slot("most useful"), Slot("one thing to change")), needs=1,
    ),
    Act(
        "meet", "", "notes when we meet again", "/meet 14 jan 10:00; nights; Bo; Hill Surgery", _meet,
        slots=(Slot("day and time", "moment"), Slot("topic"), Slot("host", "person"), Slot("place")), needs=1,
    ),
    Act(
        "comment", "", "keeps a comment that came by word of mouth", "/comment try it at weekends; Eve; I1", _comment,
        slots=(Slot("comment"), Slot("whose", "person"), Slot("about which", "handle")), needs=1,
    ),
)  # fmt: skip
