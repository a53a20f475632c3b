"""Passes: the words by which phones come in and come back.

Every one is made of the session's secret, so none of them is kept anywhere, they are the same after a crash,
and all of them die with the secret when the session is sealed. The summary's own token is by chance and kept, as
it outlives the session.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets

JOIN_LETTERS, ROOM_LETTERS, PHONE_LETTERS = 10, 16, 32
"""Letters of what a code to scan holds and of the room page's address, 5 bits each; and of what a phone keeps, 4 bits each."""
CODE_DIGITS = 6
RETURN_LETTERS = 6
"""Of the word that a person types, behind their number; wrong ones are slowed."""

_PHONE = re.compile(r"([1-9]\d{0,6})\.([0-9a-f]{32})")
_RETURN = re.compile(r"([1-9]\d{0,6})([a-z2-7]{6})")


TOKEN_LETTERS = 10
_BASE32 = "abcdefghijklmnopqrstuvwxyz234567"


def letters(count: int) -> str:
    """So many letters that nobody can guess, of an alphabet of 32."""
    return "".join(secrets.choice(_BASE32) for _ in range(count))


def dead(word: str) -> str:
    """What is kept of a word that opens nothing any more, so that it still leads to the summary."""
    return hashlib.sha256(word.encode()).hexdigest()


class Passes:
    """The words of one session."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self.join = self._letters("join", JOIN_LETTERS)
        """What the code to scan holds."""
        self.room = self._letters("room", ROOM_LETTERS)
        """The address of the room page."""
        self.code = f"{int.from_bytes(self._digest('code')[:8]) % 10**CODE_DIGITS:0{CODE_DIGITS}}"
        """Six digits, for typing."""

    def phone(self, participant: int) -> str:
        """What a participant's phone keeps to be known again."""
        return f"{participant}.{self._digest(f'phone/{participant}').hex()[:PHONE_LETTERS]}"

    def participant(self, kept: str) -> int:
        """The number of the participant whose phone keeps this; 0 where it is nobody's."""
        found = _PHONE.fullmatch(kept)
        number = int(found[1]) if found else 0
        return number if number and hmac.compare_digest(self.phone(number), kept) else 0

    def way_back(self, participant: int) -> str:
        """What a participant types on a phone that does not know them any more, as in `12-k7mqfa`."""
        return f"{participant}-{self._letters(f'return/{participant}', RETURN_LETTERS)}"

    def returning(self, typed: str) -> int:
        """The number of the participant who typed their way back; 0 where it is nobody's."""
        found = _RETURN.fullmatch("".join(one for one in typed.casefold() if one.isascii() and one.isalnum()))
        number = int(found[1]) if found else 0
        word = f"{number}-{found[2]}" if found else ""
        return number if number and hmac.compare_digest(self.way_back(number), word) else 0

    def _letters(self, what: str, many: int) -> str:
        return base64.b32encode(self._digest(what)).decode().lower()[:many]

    def _digest(self, what: str) -> bytes:
        return hmac.new(self._secret, what.encode(), hashlib.sha256).digest()
