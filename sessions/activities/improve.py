"""Improve: a small test of what comes first."""

from sessions.activities.kind import Kind

IMPROVE = Kind(
    name="improve",
    title="Improve",
    steps=(("improve", "What small test could we run? What do we expect? Who, by when?"),),
)
