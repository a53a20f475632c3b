"""PDFs as another program reads them: poppler."""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path


def read(content: bytes, command: str, *options: str) -> str:
    """What a program of poppler says of a PDF; it finds nothing wrong with it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.pdf"
        path.write_bytes(content)
        ends = ["-"] if command == "pdftotext" else []
        done = subprocess.run([command, *options, str(path), *ends], capture_output=True, check=True)
    assert not done.stderr, done.stderr
    return done.stdout.decode()


def words(text: str) -> str:
    """Text without its lines, the foot of each page and the marks of direction."""
    pages = (re.sub(r"\n[^\n]*\s\d+ of \d+\s*$", "", page) for page in text.split("\f"))
    return re.sub(r"[\s\u200e\u200f\u202a-\u202e\u2066-\u2069•]+", "", "".join(pages))


def told(content: bytes) -> str:
    """Every word of a PDF, in the order in which it is read."""
    return words(read(content, "pdftotext", "-raw"))
