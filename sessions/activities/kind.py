"""What an activity kind is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """An activity kind. A plan may change everything but its name and slot."""

    name: str
    title: str
    steps: tuple[tuple[str, str], ...]
    """Each step and its prompt."""
    questions: tuple[str, ...] = ()
    """What is asked beneath the prompt of the first step, one after another."""
    lanes: tuple[str, ...] = ()
    slot: str = ""
    """The place in the record that its agreed statement fills."""
    unnamed: bool = False
    hidden: bool = False
    """Whether notes are hidden until they are revealed."""
    vote: str = "dots"
    welcomes_back: bool = False
    """Whether notes that were said before and not taken up wait in it."""
