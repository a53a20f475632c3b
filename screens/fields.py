"""A line of several fields that was given bare: it is asked for one by one, and ends as one whole scribe line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from screens.actions import STAY
from screens.questions import Answer, Keys, Question, aside
from sessions import scribe
from sessions.acts import Act
from sessions.acts.act import Slot
from sessions.errors import Malformed, Problem
from sessions.fitting import fit
from sessions.session import Session

HINTS = {
    "day": "14 jan, fri, in 2 weeks",
    "moment": "14 jan 10:00",
    "scores": "5x9 4x10",
    "issues": "A, or A 12",
}
"""How a field of a kind may be answered."""


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
        return Question(f"{self.handle} {self.slot.label}".strip(), self._hint, self._keys, self.answer)

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
        needed = self.answers[: self.act.needs]
        return any(self.answers) and all(needed) and len(needed) == self.act.needs

    @property
    def over(self) -> bool:
        """Whether every field was asked for."""
        return not self._open

    @property
    def _open(self) -> list[int]:
        """The places of the fields that are still to be asked for, with the room reading."""
        asked = [place for place, slot in enumerate(self.act.slots[: self.last or None]) if slot.aloud]
        return [place for place in asked if place >= len(self.answers) or self.answers[place] is None]

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
        return self._open[0] < self.act.needs

    @property
    def _hint(self) -> str:
        """How it may be answered."""
        more = len(self._open) - 1
        place = f"{more} more" if more else "the last one"
        if self.slot.options:
            said = ", ".join(self.slot.options)
        else:
            said = HINTS.get(self.slot.kind) or ("" if self._missing else "Enter leaves it out")
        return " · ".join(filter(None, (said, place)))

    @property
    def _keys(self) -> Keys:
        """Going on, or ending with what there is."""
        return (("Enter", "keep" if self._missing else "keep, or leave out", "keep"), ("Esc", "ends", "stay"))


def begun(text: str, session: Session) -> Fields:
    """The questions of a line that was given with too few fields; those it has are answered.

    Raises:
        Problem: where one of those does not fit its field.
    """
    act, handle, answers = scribe.asked(text)
    asked = Fields(session, act, handle).told(answers)
    needed = [one or None for one in asked.answers[: act.needs]]
    return replace(asked, answers=(*needed, *asked.answers[act.needs :]))
