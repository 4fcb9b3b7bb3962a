"""Assessments of every project, programme and portfolio in every dimension, and overall."""

from __future__ import annotations

from pmo_reports.config.organisation import Organisation
from pmo_reports.config.rag import RagRules
from pmo_reports.model.assessed import Assessed, Basis
from pmo_reports.model.measures import Measurements
from pmo_reports.rag.bench import Cells, bench
from pmo_reports.rag.checks import checked
from pmo_reports.rag.programmes import programme_cells
from pmo_reports.rag.projects import project_cells
from pmo_reports.rag.trend import trended


def assessed(
    basis: Basis,
    measurements: Measurements,
    rules: RagRules,
    organisation: Organisation,
    past: tuple[Assessed, ...],
) -> Assessed:
    """The period with a state, a reason and a trend for every entity and dimension.

    Of `past`, oldest first, the last period gives trend and vanished entries.

    Raises:
        ConfigurationError: if the rules name a measure or a project field that there is not.
    """
    made_from = bench(basis, measurements, checked(rules, measurements), organisation, past)
    cells: Cells = {}
    for project in basis.members["project_id"].unique():
        cells |= project_cells(made_from, str(project))
    cells |= programme_cells(made_from, cells)
    return Assessed(
        period=basis.portfolio.period,
        status_date=basis.status_date,
        portfolio=basis.portfolio,
        measurements=measurements,
        assessments={key: trended(cell.assessment, past) for key, cell in cells.items()},
    )
