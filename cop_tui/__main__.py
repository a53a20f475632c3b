"""The program's entry: `cop-tui`, or `python -m cop_tui`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        # Windows pipes are cp1252, which has no Welsh ŵ; and a closed stream is None.
        if stream is not None and not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    from cop_tui.cli import cli  # noqa: PLC0415  (the entry point itself stays light)

    cli()


if __name__ == "__main__":
    main()
