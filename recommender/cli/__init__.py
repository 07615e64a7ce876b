"""The command `tanlu`: its entry point; everything else is imported when it is needed."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    from recommender.cli.run import run

    sys.exit(run(sys.argv[1:]))
