"""What can go wrong between us and the process with the JVM."""

from __future__ import annotations

from enum import StrEnum

from pmo_reports.errors import InputError


class Trouble(StrEnum):
    """The kinds of trouble with one file, or with Java itself."""

    NO_JAVA = "no-java"  # no runtime, or it does not start: no schedule can be read
    TOO_SLOW = "too-slow"  # not done within the time for a file
    TOO_LARGE = "too-large"  # not done within the memory
    BROKEN_OFF = "broken-off"  # the process ended without an answer
    REFUSED = "refused"  # MPXJ says that it cannot
    NOTHING = "nothing"  # MPXJ finds no project in it and says nothing


class TroubleError(InputError):
    """One file that could not be read or written; `message` is what Java said, where it said anything."""

    def __init__(self, trouble: Trouble, message: str) -> None:
        super().__init__(message)
        self.trouble = trouble
