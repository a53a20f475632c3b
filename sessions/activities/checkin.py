"""Check in: who we are together, read aloud; who is new; what has changed."""

from sessions.activities.kind import Kind

CHECKIN = Kind(
    name="checkin",
    title="Check in",
    steps=(
        ("introduce", "Who is here today, and who is new?"),
        ("gather", "What has changed since we met?"),
    ),
)
