"""Welcome: what would make it worth everyone's time."""

from sessions.activities.kind import Kind

WELCOME = Kind(
    name="welcome",
    title="Welcome",
    steps=(("gather", "What would make today worth your time?"),),
    lanes=("Hopes", "Ground rules"),
)
