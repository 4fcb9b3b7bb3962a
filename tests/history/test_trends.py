"""Trends: a few columns over periods, as they were written, or an error that says so."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from pmo_reports.buckets import Bucket, bucket
from pmo_reports.errors import InputError, UsageError
from pmo_reports.history import parts, recall, remember, trend
from pmo_reports.history.columns import spans
from pmo_reports.model.period import Period
from pmo_reports.model.tables import MONEY, TABLES, Portfolio
from pmo_reports.storage import Folder
from tests.history.portfolio_fixture import KEY, OCTOBER, OTHER, SECOND, THIRD, occasion, portfolio

SEPTEMBER, NOVEMBER = OCTOBER.shifted(-1), OCTOBER.shifted(1)
FOLDER = f"snapshots/2026-10/{KEY[:16]}"
COLUMNS = ("project_id", "month", "actual", "fx_rate", "row")


def ledger(actual: int, period: Period = OCTOBER, rows: int = 40) -> Portfolio:
    costs = {
        "project_id": [f"P{number}" for number in range(rows)],
        "month": pd.Timestamp("2026-09-01"),
        "actual": [Decimal(actual + number) / 100 for number in range(rows)],
        "fx_rate": [1.17, None] * (rows // 2),
        "row": range(2, rows + 2),
    }
    whole = portfolio(costs=pd.DataFrame(costs))
    return Portfolio(period=period, tables=whole.tables, lineage=whole.lineage)


@pytest.fixture(params=["whole", "by column"])
def told(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Whether the files of a store are small, and read whole, or large."""
    if request.param == "by column":
        monkeypatch.setattr(parts, "LARGE", 1)
    return str(request.param)


@pytest.mark.usefixtures("told")
def test_the_columns_of_each_period_stand_one_after_the_other(tmp_path: Path) -> None:
    remember(tmp_path, ledger(100, SEPTEMBER), KEY)
    remember(tmp_path, ledger(500), KEY)
    found = trend(tmp_path, [SEPTEMBER, OCTOBER, NOVEMBER], "costs", COLUMNS)
    assert list(found.columns) == ["period", *COLUMNS]
    assert found["period"].value_counts().to_dict() == {"2026-09": 40, "2026-10": 40}
    assert found.groupby("period")["actual"].min().tolist() == [Decimal("1.00"), Decimal("5.00")]
    both = [recall(tmp_path, each, KEY) for each in (SEPTEMBER, OCTOBER)]
    whole = pd.concat([each["costs"][list(COLUMNS)] for each in both if each], ignore_index=True)
    pd.testing.assert_frame_equal(found.drop(columns="period"), whole, check_exact=True)


def test_what_was_known_on_a_day(tmp_path: Path) -> None:
    remember(tmp_path, ledger(100), KEY, occasion())
    remember(tmp_path, ledger(200), OTHER, occasion(SECOND, own="a2"))
    days = {None: "2.00", THIRD: "2.00", SECOND: "2.00", date(2026, 11, 19): "1.00"}
    for day, least in days.items():
        assert trend(tmp_path, [OCTOBER], "costs", ["actual"], day)["actual"].min() == Decimal(least)
    assert trend(tmp_path, [OCTOBER], "costs", ["actual"], date(2026, 11, 1)).empty


def test_of_nothing_there_is_a_frame_of_the_right_types(tmp_path: Path) -> None:
    found = trend(tmp_path, [OCTOBER], "costs", COLUMNS)
    assert [str(dtype) for dtype in found.dtypes] == [
        "str", "str", "datetime64[s]", str(MONEY), "float64", "Int64",
    ]  # fmt: skip
    remember(tmp_path, portfolio(), KEY)
    again = trend(tmp_path, [OCTOBER], "costs", COLUMNS)
    pd.testing.assert_frame_equal(again, found)


@pytest.mark.parametrize(
    ("table", "names", "said"),
    [
        ("cost", ["actual"], "no table 'cost'"),
        ("costs", ["spent"], "no column 'spent'"),
        ("costs", [], "no col"),
    ],
)
def test_a_wrong_name_is_told(tmp_path: Path, table: str, names: list[str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        trend(tmp_path, [OCTOBER], table, names)


def test_only_large_tables_are_told_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "LARGE", 8000)
    remember(tmp_path, ledger(1, rows=2000), KEY)
    manifest = json.loads((tmp_path / FOLDER / "manifest.json").read_text())
    assert list(manifest["parts"]) == ["costs.parquet"]
    assert list(manifest["parts"]["costs.parquet"]["columns"]) == list(TABLES["costs"].columns)


def flipped(file: Path, at: int) -> None:
    content = bytearray(file.read_bytes())
    content[at] ^= 0x20
    file.write_bytes(content)


@pytest.mark.usefixtures("told")
def test_a_flipped_byte_is_found_wherever_it_is_read(tmp_path: Path) -> None:
    remember(tmp_path, ledger(100), KEY)
    file = tmp_path / FOLDER / "costs.parquet"
    metadata, names = pq.read_metadata(file), TABLES["costs"].columns
    (first, stop) = next(iter(spans(metadata, names.index("actual"))))
    sound = file.read_bytes()
    last = metadata.row_group(0).column(len(names) - 1).data_page_offset
    for place in (*range(first, stop), *range(last, len(sound), 7)):
        flipped(file, place)
        with pytest.raises(InputError, match="damaged"):
            trend(tmp_path, [OCTOBER], "costs", ["actual", "row"])
        file.write_bytes(sound)
    assert len(trend(tmp_path, [OCTOBER], "costs", ["actual", "row"])) == 40


def test_of_a_large_table_only_what_is_asked_for_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "LARGE", 1)
    remember(tmp_path, ledger(100), KEY)
    file = tmp_path / FOLDER / "costs.parquet"
    (first, stop) = next(iter(spans(pq.read_metadata(file), TABLES["costs"].columns.index("actual"))))
    flipped(file, first + 5)
    assert trend(tmp_path, [OCTOBER], "costs", ["project_id"])["project_id"].nunique() == 40
    with pytest.raises(InputError, match="damaged"):
        trend(tmp_path, [OCTOBER], "costs", ["actual"])
    assert stop > first
    assert recall(tmp_path, OCTOBER, KEY) is None


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("file", ["manifest.json", "costs.parquet"])
def test_what_is_cut_short_changed_or_gone_is_told(tmp_path: Path, file: str) -> None:
    remember(tmp_path, ledger(100), KEY)
    damaged = tmp_path / FOLDER / file
    sound = damaged.read_bytes()
    for content in (sound[:-9], b"", sound[::-1], None):
        damaged.unlink() if content is None else damaged.write_bytes(content)
        with pytest.raises(InputError, match="damaged, or was taken away"):
            trend(tmp_path, [OCTOBER], "costs", ["actual"])


def test_a_snapshot_that_tells_no_parts_is_read_whole(tmp_path: Path) -> None:
    remember(tmp_path, ledger(100), KEY)
    file = tmp_path / FOLDER / "manifest.json"
    assert json.loads(file.read_text())["parts"] == {}
    assert len(trend(tmp_path, [OCTOBER], "costs", ["actual"])) == 40


@pytest.mark.usefixtures("told")
def test_an_object_store_gives_the_same(tmp_path: Path) -> None:
    at: Bucket = bucket(f"memory://{tmp_path.name}", tmp_path)
    for store in (at, Folder(tmp_path)):
        remember(store, ledger(100), KEY)
    one, other = (trend(store, [OCTOBER], "costs", COLUMNS) for store in (at, tmp_path))
    pd.testing.assert_frame_equal(one, other)
