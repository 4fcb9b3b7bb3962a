from __future__ import annotations

import pytest

from pmo_reports.model.lineage import compressed
from pmo_reports.model.period import Period
from pmo_reports.model.tables import Portfolio
from pmo_reports.model.tracing import Rows, Trail, cells, members
from tests import strategies
from tests.render.assessed_fixture import LEDGER, portfolio
from tests.strategies import rows

A, B = frozenset("A"), frozenset("B")


@pytest.fixture(scope="module")
def known() -> Portfolio:
    return portfolio()


def places(*runs: object) -> list[str]:
    return [str(run) for run in runs]


def test_neighbours_in_a_column_are_one_run(known: Portfolio) -> None:
    assert places(*cells(known, "AB", ["costs.actual"])) == [f"{LEDGER} › F2:F4"]


def test_only_rows_of_the_projects_count(known: Portfolio) -> None:
    assert places(*cells(known, "B", ["costs.actual"])) == [f"{LEDGER} › F4"]


def test_blank_cells_are_no_source(known: Portfolio) -> None:
    assert places(*cells(known, "B", ["costs.month"])) == [f"{LEDGER} › B4:B5"]


def test_a_cell_of_a_form_is_its_own_address(known: Portfolio) -> None:
    assert places(*cells(known, "AB", ["projects.name"])) == ["projects.csv › C9"]


@pytest.mark.parametrize("field", ["costs.fx_rate", "costs.nothing", "nowhere.actual", "actual", ""])
def test_what_has_no_cell_gives_none(known: Portfolio, field: str) -> None:
    assert cells(known, "AB", [field]) == ()


def test_rows_are_narrowed_to_an_item_or_to_months(known: Portfolio) -> None:
    trail = Trail(known)
    assert places(*trail.cells(["risks.probability"], Rows(projects=A, item="R1"))) == ["raid.csv › D2"]
    assert trail.cells(["risks.probability"], Rows(projects=A, item="R2")) == ()
    assert places(*trail.cells(["costs.actual"], Rows(projects=A, item="2026-10"))) == [f"{LEDGER} › F3"]
    september = Rows(projects=A | B, until=Period(2026, 9).start)
    assert places(*trail.cells(["costs.actual"], september)) == [f"{LEDGER} › F2", f"{LEDGER} › F4"]


def test_an_item_may_name_several_parts_of_the_key(known: Portfolio) -> None:
    trail = Trail(known)
    day = Rows(projects=A, item="2026-10-01/2026-10")
    assert places(*trail.cells(["costs.actual"], day)) == [f"{LEDGER} › F3"]
    assert trail.cells(["costs.actual"], Rows(projects=A, item="2026-10-01/capex")) == ()


def test_a_part_of_the_key_may_have_spaces_in_it() -> None:
    entries = rows(project_id="A", role=["Data engineer", "Data steward"], month="2026-11-01", demand=1.0)
    trail = Trail(strategies.portfolio(projects=rows(project_id=["A"], level="project"), resources=entries))
    found = trail.cells(["resources.demand"], Rows(projects=A, item="Data steward/2026-11"))
    assert [run.cell[1:] for run in found] == ["3"]


def test_runs_are_those_of_the_lineage_cell_by_cell(known: Portfolio) -> None:
    rows = known["costs"].assign(sheet="").to_dict("records")
    found = [known.lineage.cell("costs", {str(name): row[name] for name in row}, "month") for row in rows]
    assert cells(known, "AB", ["costs.month"]) == compressed(cell for cell in found if cell)


def test_members_are_the_projects_below(known: Portfolio) -> None:
    assert members(known, "P") == members(known, "G") == A | B
    assert members(known, "A") == A
    assert members(known, "Z") == frozenset("Z")
