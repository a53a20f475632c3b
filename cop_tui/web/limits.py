"""How fast and how large: a bucket of tokens for each asker, and a body that is never read too far."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable

from starlette.types import Message, Receive

BODY_BYTES = 16 * 1024
"""The longest comment is 2,000 letters; in the largest encoding they take 8,000 bytes."""


class TooLarge(Exception):
    """A body that is larger than is read."""


class Buckets:
    """So many at once, and then so many a second, for each asker."""

    def __init__(
        self, burst: int, seconds: float, *, clock: Callable[[], float] = time.monotonic, most: int = 10_000
    ) -> None:
        """Start with full buckets.

        Args:
            burst: How many may come at once.
            seconds: How long it takes until one more may come.
            clock: The time in seconds.
            most: How many askers are remembered; whoever was quiet longest is forgotten first.
        """
        self._burst, self._seconds, self._clock, self._most = burst, seconds, clock, most
        self._full_at: OrderedDict[str, float] = OrderedDict()
        """When each asker's bucket will be full again."""

    def take(self, asker: str) -> float:
        """Take one, and return 0; where the bucket is empty take none, and return the seconds to wait."""
        now = self._clock()
        full_at = max(self._full_at.get(asker, now), now) + self._seconds
        wait = full_at - now - self._burst * self._seconds
        if wait > 0:
            return wait
        self._full_at[asker] = full_at
        self._full_at.move_to_end(asker)
        if len(self._full_at) > self._most:
            self._full_at.popitem(last=False)
        return 0.0


class Misses:
    """Wrong codes that were typed: past so many in a minute every typed try waits, right ones too.

    Six digits are few enough to be guessed. What is scanned is not, and never waits.
    """

    def __init__(
        self, most: int = 20, seconds: float = 60.0, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._times: deque[float] = deque(maxlen=most)

    def note(self) -> None:
        """Note a wrong code."""
        self._times.append(self._clock())

    @property
    def wait(self) -> float:
        """Seconds until a code may be typed; 0 where it may be now."""
        if len(self._times) < self._most:
            return 0.0
        return max(0.0, self._times[0] + self._seconds - self._clock())


def limited(receive: Receive, length: str | None, limit: int = BODY_BYTES) -> Receive:
    """`receive`, which stops where the body passes the limit.

    Raises:
        TooLarge: at once where the length that was announced is too large; later where more comes.
    """
    if length is not None and (not length.isdecimal() or int(length[:12]) > limit):
        raise TooLarge
    size = 0

    async def receive_so_far() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > limit:
            raise TooLarge
        return message

    return receive_so_far
