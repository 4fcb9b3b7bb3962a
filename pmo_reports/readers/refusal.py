"""Refusals: why a file, or a part of it, is not read. They become findings at the room's door."""

from __future__ import annotations

from pmo_reports.errors import InputError


class RefusedError(InputError):
    """A file or part that nothing can be read from.

    Attributes:
        rule: key of the finding that it becomes.
        sheet, cell: where inside the file, or "".
    """

    def __init__(self, rule: str, message: str, *, remedy: str, sheet: str = "", cell: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.rule = rule
        self.sheet = sheet
        self.cell = cell


def damaged(what: str) -> RefusedError:
    """The refusal of a file whose bytes do not hold together."""
    return RefusedError(
        "damaged-file",
        f"The file is cut off or damaged: {what}.",
        remedy="Open it in the program that made it, save it again and copy it in whole.",
    )


def encrypted() -> RefusedError:
    """The refusal of a file that only a password opens."""
    return RefusedError(
        "password-protected",
        "The file is password-protected and cannot be read.",
        remedy="Save it without a password (File, Info, Protect Workbook) and hand it in again.",
    )


def hostile(what: str, *, cell: str = "") -> RefusedError:
    """The refusal of a file that could exhaust memory or reach outside itself."""
    return RefusedError(
        "unsafe-file",
        f"The file is refused as unsafe: {what}.",
        remedy="Ask its sender what it is; a workbook saved afresh in Excel is accepted.",
        cell=cell,
    )
