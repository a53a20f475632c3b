"""Identity: what the whole group is trying to do, with every role kept."""

from sessions.activities.kind import Kind

IDENTITY = Kind(
    name="identity",
    title="Identity",
    steps=(
        ("gather", "Keeping our own roles, together we … so that …"),
        ("agree", "Keeping our own roles, together we … so that …"),
    ),
    slot="identity_statement",
)
