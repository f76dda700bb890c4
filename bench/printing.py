"""What every command here prints, line by line, and how it reads what it is asked."""

import argparse
import sys


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def row(*cells: str) -> str:
    """A row of a table in Markdown."""
    return f"| {' | '.join(cells)} |"


def make_parser(about: str | None) -> argparse.ArgumentParser:
    """A parser whose help is the docstring of the command, as it is written."""
    return argparse.ArgumentParser(
        description=about, formatter_class=argparse.RawDescriptionHelpFormatter
    )
