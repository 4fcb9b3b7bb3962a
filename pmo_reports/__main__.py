"""`python -m pmo_reports`, and the command `pmo-reports`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    from pmo_reports import garbage  # noqa: PLC0415 - keeps the entry point free of imports
    from pmo_reports.cli import run  # noqa: PLC0415 - as above

    with garbage.undisturbed():
        code = run(sys.argv[1:])
        garbage.left_alone()
    sys.exit(code)


if __name__ == "__main__":
    main()
