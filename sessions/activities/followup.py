"""Follow up: what was promised last time, one promise after another."""

from sessions.activities.kind import Kind

FOLLOWUP = Kind(
    name="followup",
    title="Follow up",
    steps=(("review", "What did you try? What surprised you? Adopt, adapt or abandon?"),),
)
