"""Numbers as they are said: "seven hands", "five fives"."""

from __future__ import annotations

import re

_SAID = (
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
WORD = rf"(?:{'|'.join(sorted(_SAID, key=len, reverse=True))})"
"""A number in a word, as part of a pattern."""


def in_digits(words: str, *, before: str = "") -> str:
    """The same words with each number of theirs in digits; only those `before` what this pattern describes, where given.

    Numbers up to twenty are known: larger ones are typed in digits.
    """
    pattern = rf"\b{WORD}\b(?={before})" if before else rf"\b{WORD}\b"
    return re.sub(pattern, lambda found: str(_SAID.index(found[0].casefold())), words, flags=re.IGNORECASE)
