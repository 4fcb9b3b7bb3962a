"""`python -m pmo_reports`, and the command `pmo-reports`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    from pmo_reports.cli import run  # noqa: PLC0415 - keeps the entry point free of imports

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
