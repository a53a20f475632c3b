"""The summary: conclusions first on page one, then the detail, as blocks that every document draws.

`first` is page one, `detail` everything that was said, `votes` what was voted, `method` how it was done and
how long it took, `words` the date and who was there.
"""

from __future__ import annotations

from sessions.summary.detail import detail
from sessions.summary.first import page_one
from sessions.summary.method import comments, waiting_comments
from sessions.summary.words import attendance, attendance_in_words

__all__ = ["attendance", "attendance_in_words", "comments", "detail", "page_one", "waiting_comments"]
