"""Snapshots of older formats, written here as that format was, are read as they were meant."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pmo_reports.errors import InputError
from pmo_reports.history import made, recall, recalled, remember
from pmo_reports.history.manifest import FORMAT
from pmo_reports.history.pointers import Entry
from pmo_reports.history.upgrades import UPGRADERS, Stored, upgraded
from pmo_reports.model.tables import PROVENANCE, TABLES
from tests.history.portfolio_fixture import KEY, OCTOBER, occasion, portfolio

FOLDER = f"snapshots/2026-10/{KEY[:16]}"
IN_FORCE = Entry(snapshot=KEY[:16], key=KEY)
COLUMNS = Path(__file__).parent / "columns_of_format_2.json"
"""Every column that a snapshot of format 2 may hold: to rename or drop one asks for a new format."""


def sealed(values: dict[str, Any]) -> bytes:
    """A manifest as every format seals it."""
    seal = hashlib.sha256(json.dumps(values).encode()).hexdigest()
    return json.dumps({"seal": seal, **values}, indent=1).encode()


def retold(store: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Writes the manifest of the snapshot anew, with everything whole."""
    file = store / FOLDER / "manifest.json"
    values = json.loads(file.read_bytes())
    values.pop("seal")
    change(values)
    for name in values["files"]:
        values["files"][name] = hashlib.sha256((store / FOLDER / name).read_bytes()).hexdigest()
    file.write_bytes(sealed(values))


def first_format(values: dict[str, Any]) -> None:
    """As format 1 was: it did not say what a snapshot was made of."""
    values["format"] = 1
    del values["made_of"]


def test_every_format_has_a_step() -> None:
    assert sorted(UPGRADERS) == list(range(1, FORMAT))


def test_a_snapshot_of_the_first_format_is_read(tmp_path: Path) -> None:
    costs = pd.DataFrame({"project_id": ["P-1"], "category": ["staff"]})
    remember(tmp_path, portfolio(costs=costs), KEY, occasion())
    retold(tmp_path, first_format)
    found = recalled(tmp_path, OCTOBER, IN_FORCE)
    pd.testing.assert_frame_equal(found["costs"], portfolio(costs=costs)["costs"])
    assert dict(made(tmp_path, OCTOBER, IN_FORCE).inputs) == {"inputs/f.csv": "ab"}


def test_a_new_column_is_null_in_an_older_snapshot(tmp_path: Path) -> None:
    reports = pd.DataFrame({"project_id": ["P-1", "P-2"], "summary": ["on course", None]})
    remember(tmp_path, portfolio(status_reports=reports), KEY)
    file = tmp_path / FOLDER / "status_reports.parquet"
    pq.write_table(pq.read_table(file).drop_columns(["help_needed"]), file)
    retold(tmp_path, first_format)
    found = recalled(tmp_path, OCTOBER, IN_FORCE)["status_reports"]
    assert (list(found), found["help_needed"].isna().all()) == (list(portfolio()["status_reports"]), True)
    assert found["summary"].tolist()[0] == "on course"


def test_a_new_table_has_no_rows_in_an_older_snapshot(tmp_path: Path) -> None:
    remember(tmp_path, portfolio(), KEY)
    (tmp_path / FOLDER / "gates.parquet").unlink()
    retold(tmp_path, lambda values: values["files"].pop("gates.parquet"))
    found = recalled(tmp_path, OCTOBER, IN_FORCE)
    pd.testing.assert_frame_equal(found["gates"], portfolio()["gates"])


def test_a_newer_format_is_refused_and_stays(tmp_path: Path) -> None:
    remember(tmp_path, portfolio(), KEY)
    retold(tmp_path, lambda values: values.update(format=FORMAT + 1))
    with pytest.raises(InputError, match="newer version of pmo-reports") as raised:
        recall(tmp_path, OCTOBER, KEY)
    assert "a newer one" in raised.value.remedy
    with pytest.raises(InputError, match="newer version"):
        remember(tmp_path, portfolio(), KEY)


def test_steps_follow_one_another_and_change_nothing_given() -> None:
    def renamed(stored: Stored) -> Stored:
        costs = stored.tables["costs.parquet"].rename(columns={"spent": "actual"})
        return Stored(stored.told, {**stored.tables, "costs.parquet": costs})

    def counted(stored: Stored) -> Stored:
        return Stored({**stored.told, "rows": len(stored.tables["costs.parquet"])}, stored.tables)

    old = Stored({"format": 1}, {"costs.parquet": pd.DataFrame({"spent": [1, 2]})})
    new = upgraded(old, 3, {1: renamed, 2: counted})
    assert (dict(new.told), list(new.tables["costs.parquet"])) == ({"format": 3, "rows": 2}, ["actual"])
    assert (dict(old.told), list(old.tables["costs.parquet"])) == ({"format": 1}, ["spent"])


def test_a_format_that_nothing_leads_on_from_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="format 0"):
        upgraded(Stored({"format": 0}, {}), FORMAT)
    remember(tmp_path, portfolio(), KEY)
    retold(tmp_path, lambda values: values.update(format=0))
    assert recall(tmp_path, OCTOBER, KEY) is None
    with pytest.raises(InputError, match="damaged, or was taken away"):
        recalled(tmp_path, OCTOBER, IN_FORCE)


def test_a_column_of_another_kind_is_refused(tmp_path: Path) -> None:
    remember(tmp_path, portfolio(costs=pd.DataFrame({"project_id": ["P-1"]})), KEY)
    file = tmp_path / FOLDER / "costs.parquet"
    table = pq.read_table(file)
    at = table.column_names.index("actual")
    pq.write_table(table.set_column(at, "actual", pa.array(["much"])), file)
    retold(tmp_path, lambda _: None)
    with pytest.raises(InputError, match="damaged"):
        recalled(tmp_path, OCTOBER, IN_FORCE)


def test_no_column_of_this_format_was_renamed_or_dropped() -> None:
    then = {name: set(columns) for name, columns in json.loads(COLUMNS.read_text()).items()}
    now = {name: {*table.fields, *PROVENANCE} for name, table in TABLES.items()}
    lost = {name: columns - now.get(name, set()) for name, columns in then.items()}
    assert {name: columns for name, columns in lost.items() if columns} == {}
