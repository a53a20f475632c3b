"""Break: time for a cup of tea."""

from sessions.activities.kind import Kind

BREAK = Kind(name="break", title="Break", steps=(("pause", "A break. Talk to somebody from another team."),))
