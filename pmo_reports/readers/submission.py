"""A submission: one input file with its bytes and the settings of its source."""

from __future__ import annotations

from dataclasses import dataclass, field

from pmo_reports.config.fiscal import Fiscal
from pmo_reports.config.period_words import PeriodWords
from pmo_reports.config.sources import Source
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.raw import InputFile
from pmo_reports.readers.refusal import RefusedError
from pmo_reports.readers.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Spot:
    """A place inside a file, with the value that stands there."""

    sheet: str = ""
    cell: str = ""
    value: str = ""


WHOLE = Spot()
ANY_PERIOD = PeriodWords(Fiscal())
"""How periods are written where no setting says more."""
LONGEST_VALUE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A file as it was handed in, the workbench that reading it may need, and how periods are written."""

    file: InputFile
    source: Source
    content: bytes = field(repr=False)
    workbench: Workbench = field(default_factory=Workbench, repr=False)
    words: PeriodWords = ANY_PERIOD

    @property
    def severity(self) -> Severity:
        """How bad it is when the file cannot be used: as bad as if it were missing, else an error."""
        return Severity(self.source.expected or Severity.ERROR)

    def finding(self, rule: str, problem: str, remedy: str, spot: Spot = WHOLE) -> Finding:
        """A warning about a place in this file, for the source's owner."""
        return Finding(
            severity=Severity.WARNING,
            rule=rule,
            problem=problem,
            remedy=remedy,
            source=self.file.source,
            file=self.file.path,
            sheet=spot.sheet,
            cell=spot.cell,
            value=spot.value[:LONGEST_VALUE],
            owner=self.source.owner,
        )

    def refusal(self, refused: RefusedError, table: str = "") -> Finding:
        """The finding that `refused` becomes; `table` is what goes without data because of it."""
        return Finding(
            severity=self.severity,
            rule=refused.rule,
            problem=refused.message,
            remedy=refused.remedy,
            source=self.file.source,
            file=self.file.path,
            sheet=refused.sheet,
            cell=refused.cell,
            owner=self.source.owner,
            table=table,
        )
