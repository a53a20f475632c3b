"""Activity kinds: which steps, lanes and place in the record each has. A newcomer is one module and one name here."""

from __future__ import annotations

from sessions.activities.break_ import BREAK
from sessions.activities.checkin import CHECKIN
from sessions.activities.choose import CHOOSE
from sessions.activities.close import CLOSE
from sessions.activities.commit import COMMIT
from sessions.activities.community import COMMUNITY
from sessions.activities.domain import DOMAIN
from sessions.activities.followup import FOLLOWUP
from sessions.activities.gather import GATHER
from sessions.activities.goals import GOALS
from sessions.activities.helpround import HELPROUND
from sessions.activities.identity import IDENTITY
from sessions.activities.improve import IMPROVE
from sessions.activities.journal import JOURNAL
from sessions.activities.kind import Kind
from sessions.activities.practice import PRACTICE
from sessions.activities.ripples import RIPPLES
from sessions.activities.welcome import WELCOME

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        WELCOME, JOURNAL, DOMAIN, COMMUNITY, PRACTICE, RIPPLES, CHOOSE, IMPROVE, GOALS, IDENTITY,
        CHECKIN, FOLLOWUP, HELPROUND, COMMIT, GATHER, BREAK, CLOSE,
    )
}  # fmt: skip
"""Every activity kind by its name."""
