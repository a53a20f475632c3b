"""Domain: the concern that the community shares."""

from sessions.activities.kind import Kind

DOMAIN = Kind(
    name="domain",
    title="Domain",
    steps=(
        ("gather", "What matters to all of us that none of us can fix alone?"),
        ("group", "Which of these belong together?"),
        ("vote", "Which of these is ours to care for together?"),
        ("agree", "What do we say together?"),
    ),
    lanes=("Concerns", "Not ours"),
    slot="domain_statement",
)
