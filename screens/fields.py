"""A line of several fields that was given bare: it is asked for one by one, and ends as one whole scribe line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from screens.actions import STAY
from screens.cells import cut
from screens.questions import Answer, Keys, Question, answered, aside
from sessions import scribe
from sessions.acts import Act
from sessions.acts.act import Slot
from sessions.errors import Malformed, Problem
from sessions.fitting import fit
from sessions.session import Session
from sessions.steps import line

HINTS = {
    "day": "14 jan, fri, in 2 weeks",
    "moment": "14 jan 10:00",
    "scores": "5x9 4x10",
    "issues": "A, or A 12",
}
"""How a field of a kind may be answered."""
GIVEN = 40
"""Columns of an answer that is shown again while the next one is asked for."""


@dataclass(frozen=True)
class Fields:
    """The act, and what was answered so far."""

    session: Session
    act: Act
    handle: str = ""
    answers: tuple[str | None, ...] = ()
    """What was answered of each field, "" where it is left out; None, or nothing, where it is still to be asked."""
    last: int = 0
    """How many fields are asked for at most; all of them where it is 0."""

    @property
    def question(self) -> Question:
        """The field that is asked for now, with what it is of."""
        given = "" if self.last else self.given  # a walk through promises shows them where they stand
        return Question(
            f"{self.handle} {self.slot.label}".strip(), self._hint, self._keys, self.answer, given=given
        )

    @property
    def slot(self) -> Slot:
        """The field that is asked for now."""
        return self.act.slots[self._open[0]]

    @property
    def line(self) -> str:
        """The line of what was answered so far."""
        return scribe.answered(self.act, self.handle, [one or "" for one in self.answers])

    @property
    def enough(self) -> bool:
        """Whether what was answered makes a line."""
        given = [*self.answers, *[None] * self.act.needs]
        return any(given) and all(given[place] for place in range(self.act.needs) if self._needs(place))

    @property
    def over(self) -> bool:
        """Whether every field was asked for."""
        return not self._open

    @property
    def _open(self) -> list[int]:
        """The places of the fields that are still to be asked for, with the room reading."""
        asked = [place for place, slot in enumerate(self.act.slots[: self.last or None]) if slot.aloud]
        return [place for place in asked if place >= len(self.answers) or self.answers[place] is None]

    @property
    def given(self) -> str:
        """What was answered so far, each with what it answers."""
        found = [
            (slot.label.partition(":")[0], one)
            for slot, one in zip(self.act.slots, self.answers, strict=False)
        ]
        return " · ".join(f"{label}: {cut(one, GIVEN)}" for label, one in found if one)

    def before(self) -> tuple[Fields, str] | None:
        """With the last answer taken out again, and that answer; None where there is none."""
        places = [place for place, one in enumerate(self.answers) if one is not None]
        if not places:
            return None
        *rest, last = places
        answers = tuple(one if place in rest else None for place, one in enumerate(self.answers))
        return replace(self, answers=answers), self.answers[last] or ""

    def answer(self, text: str) -> Answer:
        """The next question, or after the last one the whole line."""
        words = text.strip()
        if words.startswith(("/", "+")) and words not in self.slot.options:
            return aside(words) or Answer()
        if not words and self._missing:
            return Answer(
                sentence=f"{self.slot.label.capitalize()} is needed. {STAY.cap} ends, and keeps what was said."
            )
        try:
            asked = self.told(words.split(";"))
        except Problem as problem:
            return Answer(sentence=problem.sentence)
        return Answer(line=asked.line) if asked.over else Answer(then=asked)

    def told(self, given: Sequence[str]) -> Fields:
        """With these answers to the fields that come next, those that are not asked aloud among them.

        Raises:
            Problem: where one does not fit its field, or there are more of them than fields.
        """
        slots = self.act.slots
        answers = [*self.answers, *[None] * (len(slots) - len(self.answers))]
        places = [place for place in range(self._open[0], len(slots)) if answers[place] is None]
        if len(given) > len(places):
            raise Malformed(f"That is {len(given)} fields, and {len(places)} are to come: {self.act.usage}")
        for place, words in zip(places, given, strict=False):
            fit(self.session, self.act, slots[place], words.strip())
            answers[place] = words.strip()
        return replace(self, answers=tuple(answers))

    @property
    def _missing(self) -> bool:
        """Whether the line cannot be without this field."""
        return self._needs(self._open[0])

    def _needs(self, place: int) -> bool:
        """Whether the line cannot be without a field. A test may be about nothing that was noted or named."""
        return place < self.act.needs and self.act.slots[place].kind != "issues"

    @property
    def _hint(self) -> str:
        """How it may be answered."""
        more = len(self._open) - 1
        place = f"{more} more to come" if more else "the last one"
        if self.slot.options:
            said = ", ".join(self.slot.options)
        else:
            said = HINTS.get(self.slot.kind) or ("" if self._missing else "Enter leaves it out")
        return " · ".join(filter(None, (said, place)))

    @property
    def _keys(self) -> Keys:
        """Going on, or ending with what there is."""
        back = (("↑", "back", "choose(-1)"),) if any(one is not None for one in self.answers) else ()
        return (
            ("Enter", "keep" if self._missing else "keep, or leave out", "keep"),
            *back,
            ("Esc", "ends", "stay"),
        )


def testing(session: Session, act: Act) -> Question:
    """What a small test is about: a theme or notes, or at once what should be better."""

    def asked(words: str) -> Answer:
        fields = Fields(session, act)
        try:
            return Answer(then=fields.told([words]))
        except Problem:
            return Answer(then=replace(fields, answers=(None, words)))

    return Question(
        label="test for which",
        hint=line(session),
        keys=(("Enter", "asks step by step", "keep"), ("+", "note", "")),
        answer=partial(answered, Answer(), asked),
    )


def begun(text: str, session: Session) -> Fields:
    """The questions of a line that was given with too few fields; those it has are answered.

    Raises:
        Problem: where one of those does not fit its field.
    """
    act, handle, answers = scribe.asked(text)
    asked = Fields(session, act, handle).told(answers)
    needed = [one or None for one in asked.answers[: act.needs]]
    return replace(asked, answers=(*needed, *asked.answers[act.needs :]))
