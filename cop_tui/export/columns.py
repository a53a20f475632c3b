"""How the columns of a table share the width of a page."""

from __future__ import annotations

from sessions.blocks import Table

LETTERS, BOLD, MARGIN = 72.0, 1.2, 3
"""About how many letters of 12 points stand on a line of A4, how much wider bold ones are, and a cell's margins in letters."""
LONGEST, MOST = 16, 60
"""Letters of a word that a column is made as wide as for, and of a text."""


def shares(table: Table, across: float = LETTERS) -> list[float]:
    """The width of each column as a part of the page's, by how much stands in it; none is narrower than its longest word.

    Args:
        table: Of which table.
        across: How many letters stand on a line.
    """
    columns = list(zip(*([column.title for column in table.columns], *table.rows), strict=True))
    words = [max((len(word) for text in column for word in text.split()), default=0) for column in columns]
    least = [min(max(word, 2), LONGEST) * BOLD + MARGIN for word in words]
    wanted = [
        max(few, min(max(map(len, column)), MOST) + MARGIN)
        for few, column in zip(least, columns, strict=True)
    ]
    spare = max(0.0, across - sum(least))
    more = [want - few for want, few in zip(wanted, least, strict=True)]
    share = min(1.0, spare / sum(more)) if sum(more) else 0.0
    letters = [few + share * extra for few, extra in zip(least, more, strict=True)]
    return [one / max(across, sum(letters)) for one in letters]
