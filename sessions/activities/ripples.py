"""Ripples: what one change moves elsewhere."""

from sessions.activities.kind import Kind

RIPPLES = Kind(
    name="ripples",
    title="Ripples",
    steps=(("draw", "If this changes, what else moves: more, or less?"),),
)
