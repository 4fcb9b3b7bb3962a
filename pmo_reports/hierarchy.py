"""Who mends wrong settings is told in the same go what is wrong with the hierarchy in the register.

A circle of parents, or a project with two, would else be told only once the settings are right: rules and
hierarchy are what a house agrees on first, and mostly together.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pmo_reports import normalise, readers
from pmo_reports.config import loading
from pmo_reports.config.fiscal import reporting_period
from pmo_reports.errors import ConfigurationError, PmoReportsError, Problem
from pmo_reports.model.finding import Finding
from pmo_reports.model.period import Period

RULES = ("parent-circle", "several-parents")
WHERE = "the settings and the register"


@contextmanager
def hierarchy_told(workspace: Path, period: Period | None) -> Iterator[None]:
    """Mistakes in settings leave with those in the hierarchy of `period` behind them; null: as they are.

    Raises:
        ConfigurationError: with all of both.
    """
    try:
        yield
    except ConfigurationError as error:
        found = tuple(_problems(workspace, period)) if period else ()
        if not found:
            raise
        raise ConfigurationError((*error.problems, *found), where=WHERE) from error


def _problems(workspace: Path, period: Period) -> Iterator[Problem]:
    """What is wrong with the hierarchy; nothing where the register cannot be read for now."""
    try:
        findings = _read(workspace, period)
    except PmoReportsError:
        return
    for each in findings:
        if each.rule in RULES:
            yield Problem(each.place, each.problem, each.remedy)


def _read(workspace: Path, period: Period) -> tuple[Finding, ...]:
    """The findings in the register, read aside: nothing is kept."""
    settings = loading.register(workspace)
    if settings is None:
        return ()
    asked = reporting_period(settings.calendar.fiscal, period)
    with tempfile.TemporaryDirectory() as folder, readers.Workbench() as workbench:
        store = Path(folder)
        reading = readers.read(readers.collect(settings, asked, store), settings, store, workbench)
        return normalise.portfolio(reading, settings, asked).findings
