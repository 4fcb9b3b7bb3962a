"""Why a schedule is not read, in words that its sender can act on."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pmo_reports.jvm import Trouble, TroubleError
from pmo_reports.readers.refusal import RefusedError

_PASSWORD = "password"  # noqa: S105 - a word in a message of MPXJ's
_AS_MSPDI = "save it as Project XML (File, Save As, XML) or export it as XER"
_JAVA_CLASS = re.compile(r"^(?:[a-z]\w*\.)+[A-Z]\w*[:;]\s*")
_WORDS: Mapping[Trouble, tuple[str, str, str]] = {
    Trouble.NO_JAVA: (
        "no-java",
        "Schedules cannot be read on this machine: {said}.",
        "Run scripts/setup, which brings a Java runtime; `pmo-reports doctor` says what is missing.",
    ),
    Trouble.TOO_SLOW: (
        "too-slow",
        "The schedule is left out: {said}. The file may be damaged or far too large.",
        f"Open it in the program that made it, and {_AS_MSPDI}.",
    ),
    Trouble.TOO_LARGE: (
        "too-large",
        "The schedule is left out: {said}.",
        "Split it into one file a project, or leave out its baselines; else set `limits: {heap: 512}`.",
    ),
    Trouble.BROKEN_OFF: (
        "unreadable-schedule",
        "Reading the schedule broke off: {said}.",
        f"Open it in the program that made it, and {_AS_MSPDI}.",
    ),
    Trouble.REFUSED: (
        "unreadable-schedule",
        "The schedule cannot be read; it is damaged or of a version nobody knows: {said}.",
        f"Open it in the program that made it, and {_AS_MSPDI}.",
    ),
    Trouble.NOTHING: (
        "no-schedule",
        "No schedule was found in the file: it is in none of the forms known here, or of too old a version.",
        f"Open it in the program that made it (an old .pod in today's ProjectLibre), and {_AS_MSPDI}.",
    ),
}


def refused(error: TroubleError) -> RefusedError:
    """The refusal that `error` becomes."""
    if error.trouble is Trouble.REFUSED and _PASSWORD in error.message.lower():
        return RefusedError(
            "password-protected",
            "The schedule is password-protected and cannot be read.",
            remedy="Save it without a password (Save As, Tools, General Options) and hand it in again.",
        )
    rule, problem, remedy = _WORDS[error.trouble]
    return RefusedError(rule, problem.format(said=_plain(error.message)), remedy=remedy)


def _plain(said: str) -> str:
    """What Java said, without the name of its class in front and the full stop behind."""
    return _JAVA_CLASS.sub("", said).strip().rstrip(".") or said


def empty() -> RefusedError:
    """The refusal of a plan in which nothing is planned."""
    return RefusedError(
        "empty-schedule",
        "The schedule has no activities.",
        remedy="Check that the right file was exported, with its activities and not its template alone.",
    )
