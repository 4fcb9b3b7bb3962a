"""The version of a form's layout: which one a workbook says it has, and what that means for reading it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmo_reports.config.sources import Part, Source
from pmo_reports.model.finding import Finding
from pmo_reports.readers.refusal import RefusedError
from pmo_reports.readers.submission import Submission
from pmo_reports.readers.workbook import Workbook

NAME = "PmoFormVersion"
_REMEDY = "Fill in the form that `pmo-reports forms` writes."


def version(book: Workbook) -> str:
    """What the defined name `PmoFormVersion` says, "" where a workbook has none."""
    said = book.package.names.get((NAME.casefold(), ""), "")
    return said.removeprefix("=").strip().strip('"')


def findings(submission: Submission, found: str) -> Iterator[Finding]:
    """A warning about an older version, which is read all the same.

    Raises:
        RefusedError: the version is not one that the source knows.
    """
    known = submission.source.versions
    if not found or not known:
        return
    if found not in known:
        raise RefusedError(
            "unknown-form-version",
            f"The form is of version {found}, which is not known here; known: {', '.join(known)}.",
            remedy=f"{_REMEDY} If the form is newer than this program, bring the program up to date.",
        )
    if found != known[-1]:
        yield submission.finding(
            "older-form-version",
            f"The form is of version {found}; the current one is {known[-1]}. It is read as what it is.",
            f"{_REMEDY} This one can be read as long as the source lists its version.",
        )


def parts(source: Source, found: str) -> Mapping[str, Part]:
    """The parts of the source that are for the version."""
    return {name: part for name, part in source.parts.items() if not part.versions or found in part.versions}
