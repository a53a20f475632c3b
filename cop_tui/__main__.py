"""The program's entry: `cop-tui`, or `python -m cop_tui`."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    from cop_tui.cli import cli  # noqa: PLC0415  (the entry point itself stays light)

    cli()


if __name__ == "__main__":
    main()
