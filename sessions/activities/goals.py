"""Goals: what each wants, and all of us together."""

from sessions.activities.kind import Kind

GOALS = Kind(
    name="goals",
    title="Goals",
    steps=(("goal", "One thing you want for yourself. One for all of us."),),
)
