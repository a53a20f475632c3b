"""Activity kinds: which steps, lanes and place in the record each has. A newcomer is one module and one name here."""

from __future__ import annotations

from sessions.activities.choose import CHOOSE
from sessions.activities.domain import DOMAIN
from sessions.activities.gather import GATHER
from sessions.activities.identity import IDENTITY
from sessions.activities.kind import Kind
from sessions.activities.practice import PRACTICE

KINDS: dict[str, Kind] = {kind.name: kind for kind in (DOMAIN, PRACTICE, CHOOSE, IDENTITY, GATHER)}
"""Every activity kind by its name."""
