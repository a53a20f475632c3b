"""Practice: how things are done, and how they can be improved."""

from sessions.activities.kind import Kind

PRACTICE = Kind(
    name="practice",
    title="Practice",
    steps=(
        ("gather", "What could go wrong? What is hard now? What already works somewhere?"),
        ("group", "Which of these belong together?"),
    ),
    lanes=("Risk", "Challenge", "Solution"),
    hidden=True,
    unnamed=True,
)
