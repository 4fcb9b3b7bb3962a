"""Where files are looked into before anything is laid down: nothing of the workspace is touched."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pmo_reports import readers
from pmo_reports.backfill.candidates import Candidate
from pmo_reports.backfill.order import Order
from pmo_reports.config.period_words import PeriodWords
from pmo_reports.config.settings import Settings
from pmo_reports.model.period import Period
from pmo_reports.model.raw import InputFile, Reading


@dataclass(frozen=True, slots=True)
class Bench:
    """The order, what its readers work with, and a folder that goes afterwards."""

    order: Order
    workbench: readers.Workbench
    aside: Path
    _known: dict[tuple[str, str, str], Reading] = field(default_factory=dict)

    @property
    def settings(self) -> Settings:
        """The settings of the workspace."""
        return self.order.settings

    @property
    def words(self) -> PeriodWords:
        """How periods are written, in any of its languages."""
        locales = [self.settings.organisation.locale]
        locales += [name for source in self.settings.sources.values() for name in source.values.locales]
        return PeriodWords(self.settings.calendar.fiscal, tuple(dict.fromkeys(locales)))

    def read(self, each: Candidate, source: str, period: Period | None = None) -> Reading:
        """What a source reads in the file; what is wrong with it names the file as it is imported."""
        key = (each.shown, source, period.id if period else "")
        if key not in self._known:
            file = self.input(each, source, period, each.shown)
            self._known[key] = readers.read(Reading(files=(file,)), self.settings, self.aside, self.workbench)
        return self._known[key]

    def input(self, each: Candidate, source: str, period: Period | None, path: str) -> InputFile:
        """The file as it is collected from `path`; its bytes lie in the folder that goes afterwards."""
        readers.keep(self.aside, each.content())
        return InputFile(
            source=source,
            path=path,
            sha256=each.sha256,
            size=each.size,
            period=period.id if period else "",
        )
