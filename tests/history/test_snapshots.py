from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from pmo_reports.errors import PublishError
from pmo_reports.history import periods, recall, remember
from pmo_reports.history.frames import canonical, parquet
from pmo_reports.model.tables import PROVENANCE, TABLES, Kind, Table, typed
from tests.history.portfolio_fixture import KEY, OCTOBER, assert_same, portfolio

VALUES: dict[Kind, st.SearchStrategy[object]] = {
    Kind.TEXT: st.text(st.characters(codec="utf-8"), max_size=8),
    Kind.DATE: st.dates().map(np.datetime64),
    Kind.MOMENT: st.datetimes().map(lambda moment: np.datetime64(moment, "s")),
    Kind.MONEY: st.decimals(-(10**19), 10**19, places=4),
    Kind.NUMBER: st.floats(allow_nan=False),
    Kind.RATIO: st.floats(-1, 2),
    Kind.INTEGER: st.integers(-(2**63), 2**63 - 1),
    Kind.FLAG: st.booleans(),
}


@st.composite
def frames_of_any_table(draw: st.DrawFn) -> tuple[Table, pd.DataFrame]:
    table = draw(st.sampled_from(list(TABLES.values())))
    rows = draw(st.integers(0, 3))
    kinds = {**table.fields, **PROVENANCE}
    columns = {name: [draw(st.none() | VALUES[kind]) for _ in range(rows)] for name, kind in kinds.items()}
    return table, typed(table, pd.DataFrame(columns, dtype=object))


@settings(max_examples=60, deadline=None)
@given(frames_of_any_table())
def test_any_frame_of_any_table_comes_back_as_it_was(given: tuple[Table, pd.DataFrame]) -> None:
    table, frame = given
    pd.testing.assert_frame_equal(canonical(table.name, parquet(frame)), frame, check_exact=True)


def test_findings_tallies_lineage_inputs_and_extras_come_back(tmp_path: Path) -> None:
    remember(tmp_path, portfolio(), KEY)
    assert_same(recall(tmp_path, OCTOBER, KEY), portfolio())


def test_money_keeps_its_last_digit_and_its_nulls(tmp_path: Path) -> None:
    costs = pd.DataFrame({"actual": [Decimal("12345678901234567890.1234"), None]})
    remember(tmp_path, portfolio(costs=costs), KEY)
    back = recall(tmp_path, OCTOBER, KEY)
    assert back is not None
    assert back["costs"]["actual"].iloc[0] == Decimal("12345678901234567890.1234")
    assert back["costs"]["actual"].isna().tolist() == [False, True]


def test_nothing_is_recalled_that_was_not_remembered(tmp_path: Path) -> None:
    remember(tmp_path, portfolio(), KEY)
    assert recall(tmp_path, OCTOBER, "f" * 64) is None
    assert recall(tmp_path, OCTOBER, KEY[:16] + "0" * 48) is None
    assert recall(tmp_path / "nowhere", OCTOBER, KEY) is None


@pytest.mark.parametrize("file", ["manifest.json", "costs.parquet"])
@pytest.mark.parametrize("content", [None, b"", b"{}", b"[1]", b'{"seal": "x"}'])
def test_a_damaged_snapshot_is_not_recalled_and_can_be_made_anew(
    tmp_path: Path, file: str, content: bytes | None
) -> None:
    remember(tmp_path, portfolio(), KEY)
    damaged = tmp_path / "snapshots/2026-10" / KEY[:16] / file
    damaged.unlink() if content is None else damaged.write_bytes(content)
    assert recall(tmp_path, OCTOBER, KEY) is None
    remember(tmp_path, portfolio(), KEY)
    assert_same(recall(tmp_path, OCTOBER, KEY), portfolio())


def test_a_changed_word_in_the_manifest_breaks_its_seal(tmp_path: Path) -> None:
    remember(tmp_path, portfolio(), KEY)
    file = tmp_path / "snapshots/2026-10" / KEY[:16] / "manifest.json"
    file.write_text(file.read_text().replace("no-date", "on-date"))
    assert recall(tmp_path, OCTOBER, KEY) is None


def test_the_pointer_names_the_last_one_remembered(tmp_path: Path) -> None:
    remember(tmp_path, portfolio(), KEY)
    remember(tmp_path, portfolio(), "f" * 64)
    assert f'"snapshot": "{"f" * 16}"' in (tmp_path / "periods/2026-10.json").read_text()
    assert periods(tmp_path) == (OCTOBER,)


def test_a_store_without_snapshots_has_no_periods(tmp_path: Path) -> None:
    (tmp_path / "periods").mkdir()
    (tmp_path / "periods/notes.json").write_text("{}")
    assert periods(tmp_path) == ()


def test_the_second_writer_of_a_key_finds_it_there(tmp_path: Path) -> None:
    remember(tmp_path, portfolio(), KEY)
    folder = tmp_path / "snapshots/2026-10" / KEY[:16]
    before = {file.name: file.stat().st_ino for file in folder.iterdir()}
    remember(tmp_path, portfolio(), KEY)
    assert {file.name: file.stat().st_ino for file in folder.iterdir()} == before


def test_a_writer_that_comes_between_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remember(tmp_path / "other", portfolio(), KEY)
    rename = Path.rename

    def late(aside: Path, folder: Path) -> Path:
        shutil.copytree(tmp_path / "other/snapshots/2026-10" / KEY[:16], folder)
        return rename(aside, folder)

    monkeypatch.setattr(Path, "rename", late)
    remember(tmp_path / "store", portfolio(), KEY)
    assert_same(recall(tmp_path / "store", OCTOBER, KEY), portfolio())


def test_a_full_disk_leaves_the_store_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remember(tmp_path, portfolio(), KEY)
    before = sorted(tmp_path.rglob("*"))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(PublishError, match="No space left") as raised:
        remember(tmp_path, portfolio(), "f" * 64)
    assert "free some space" in raised.value.remedy
    assert sorted(tmp_path.rglob("*")) == before


def test_the_same_portfolio_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in "ab":
        remember(tmp_path / name, portfolio(), KEY)
    files = [file.relative_to(tmp_path / "a") for file in (tmp_path / "a").rglob("*.*") if file.is_file()]
    assert files
    assert all((tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes() for file in files)


def test_writers_at_the_same_time_do_no_harm(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: remember(tmp_path, portfolio(), KEY), range(4)))
    assert_same(recall(tmp_path, OCTOBER, KEY), portfolio())
    assert not list(tmp_path.rglob(".pmo-writing-*"))
