"""Stage gates: a row for each gate of a project, beside the columns of a public body's register."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pmo_reports.model.tables import TABLES, Portfolio, typed
from tests.museum.exhibit import Exhibit, held, read
from tests.museum.office import comma_separated, instead, rows, workbook

HEADS: Mapping[str, str] = {
    "project_id": "Project",
    "gate_id": "Gate",
    "name": "Gate name",
    "planned_date": "Planned",
    "forecast_date": "Expected",
    "actual_date": "Held on",
    "verdict": "Verdict",
    "conditions": "Conditions",
    "conditions_due": "Due by",
    "conditions_met": "Met on",
}
FORMS = ("rows", "columns")
VERDICTS = ("passed", "passed with conditions", None, "failed")
CONDITIONS = (None, 'Fix "0042";\nthen report', None, "=SUM(A1), again")


@pytest.fixture(scope="module")
def gates(reference: Portfolio) -> pd.DataFrame:
    """The key milestones of the sample as its gates, with verdicts."""
    found = reference["milestones"].query("is_key").reset_index(drop=True)
    said = {
        "gate_id": found["milestone_id"],
        "planned_date": found["baseline_date"],
        "verdict": [VERDICTS[at % 4] for at in found.index],
        "conditions": [CONDITIONS[at % 4] for at in found.index],
        "conditions_due": found["forecast_date"].where(found.index % 4 == 1),
        "conditions_met": found["actual_date"].where(found.index % 8 == 1),
    }
    return typed(TABLES["gates"], found.assign(**said))


def settings(reader: str, **part: Any) -> dict[str, Any]:  # noqa: ANN401 - settings of a part
    dates = {
        name: {"aliases": [head], "type": "date"}
        for name, head in HEADS.items()
        if name.endswith(("date", "due", "met"))
    }
    texts = {name: {"aliases": [head]} for name, head in HEADS.items() if name not in dates}
    own = {"table": "gates", "columns": {**texts, **dates}, **part}
    return {"reader": reader, "values": {"dates": ["%d/%m/%Y"]}, "parts": {"gates": own}}


@pytest.mark.parametrize("form", FORMS)
def test_a_list_of_gates(
    one_period: Path, reference: Portfolio, gates: pd.DataFrame, tmp_path: Path, form: str
) -> None:
    table = rows(gates, HEADS)
    if form == "rows":
        exhibit = Exhibit(files={"g.csv": comma_separated(table)}, settings=settings("csv"))
    else:
        turned = [list(column) for column in zip(*table, strict=True)]
        exhibit = Exhibit(
            files={"g.xlsx": workbook({"Gates": turned})}, settings=settings("workbook", transposed=True)
        )
    shown = read(exhibit, one_period, tmp_path)
    held(shown, instead(reference, gates=gates), "gates")
    assert [finding for finding in shown.findings if finding.source == "exhibit"] == []
