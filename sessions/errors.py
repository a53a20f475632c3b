"""Problems that a person can cause or meet, each with a sentence for that person."""

from __future__ import annotations


class Problem(Exception):
    """Something a person should hear about, in a sentence they understand.

    The sentence says what happened, what was kept, and what to do now.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Refused(Problem):
    """A wish that is declined. Nothing was changed."""


class NotOffered(Refused):
    """A participant's or reader's wish that nobody offers them now."""


class Malformed(Refused):
    """A wish that cannot be understood: a text too long, a field missing."""


class DiskFull(Refused):
    """A wish that could not be made durable. It was undone, and may be tried again."""


class NotFound(Problem):
    """A session, plan or file that is not there."""


class Damaged(Problem):
    """Data that cannot be read, or was written by a newer program."""


class Busy(Problem):
    """A lock, a port or a host that cannot be had now; trying again may help."""
