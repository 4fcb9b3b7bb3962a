"""From what is known of a period to its measures; what was measured of the same once is remembered.

Measures of a period are a function of its tables, of those of the periods before it, of the settings and the
code. Whatever else a pack is made of (what was told, what is in force today) comes after.
"""

from __future__ import annotations

from dataclasses import dataclass

from pmo_reports import fingerprint, history, intake, knowledge, metrics, readers, storage
from pmo_reports.config.settings import Settings
from pmo_reports.intake import Desk
from pmo_reports.knowledge import Inputs
from pmo_reports.model.assessed import Assessed, Basis
from pmo_reports.model.finding import Finding
from pmo_reports.model.measures import Measurements
from pmo_reports.model.period import Period
from pmo_reports.model.tables import Portfolio


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A period that was measured: what its measures are computed from, they, and doubts about them."""

    basis: Basis
    measurements: Measurements
    doubts: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Measuring:
    """What a whole run measures: the periods that are known, oldest first, by these settings."""

    settings: Settings
    inputs: Inputs
    desk: Desk

    def measured(self, period: Period, past: tuple[Assessed, ...]) -> Measured:
        """One of the periods, `past` being those before it."""
        portfolio = intake.portfolio(self.settings, period, self.inputs[period], self.desk)
        basis = metrics.basis(portfolio, self.settings, period, past)
        key = self._key(portfolio, past)
        known = self._recalled(key)
        if known is None:
            self.desk.say(f"measuring {period}")
            measurements = metrics.measured(basis)
            known = measurements, metrics.doubts(basis, measurements)
            self._remember(key, known)
        return Measured(basis=basis, measurements=known[0], doubts=known[1])

    def _key(self, portfolio: Portfolio, past: tuple[Assessed, ...]) -> str:
        """The hash of all that measures are a function of; none where they are measured anew each time.

        So they are where a pack is made again, to prove what its numbers are, and where something of this
        machine was in the way of reading a period.
        """
        portfolios = (*(each.portfolio for each in past), portfolio)
        if self.desk.again or any(readers.passing(each.findings) for each in portfolios):
            return ""
        periods = (each.period for each in portfolios)
        tables = [[each.id, knowledge.key(self.settings, each, self.inputs[each])] for each in periods]
        return fingerprint.of(
            {
                "tables": tables,
                "settings": self.settings.measures_digest,
                "code": fingerprint.code(),
                "holidays": fingerprint.version("holidays"),
            }
        )

    def _recalled(self, key: str) -> history.Measured | None:
        shelf = history.measured_shelf(storage.of(knowledge.store(self.settings)).scratch)
        content = shelf.recalled(key) if key else None
        return None if content is None else history.measured.heard(content, metrics.DECLARED)

    def _remember(self, key: str, measured: history.Measured) -> None:
        """Keeps what was measured, unless the run is to leave no trace."""
        content = history.measured.written(measured) if key and not self.desk.aside else None
        if content is not None:
            shelf = history.measured_shelf(storage.of(knowledge.store(self.settings)).scratch)
            shelf.keep(key, content)
            shelf.prune()
