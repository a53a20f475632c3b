"""Commit: what will be tested before the next meeting, and how far the room stands behind it."""

from sessions.activities.kind import Kind

COMMIT = Kind(
    name="commit",
    title="Commit",
    steps=(
        ("improve", "What will you test before next time?"),
        ("agree", "How far can you stand behind this? Show 0 to 5."),
    ),
    slot="commitment",
)
