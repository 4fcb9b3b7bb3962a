"""One spoilt cell anywhere: every row is still accounted for, and what is said of it names that cell."""

from __future__ import annotations

import csv
import io
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from pmo_reports import normalise, pipeline, readers
from pmo_reports.config.settings import Settings
from pmo_reports.model.finding import Severity
from pmo_reports.model.period import Period
from pmo_reports.model.tables import Portfolio
from tests.conftest import PERIOD

OCTOBER = Period.parse(PERIOD)
NEEDED = ("portfolio", "crosswalk", "fx_rates", "finance", "tracker")
SPOILT = {
    "finance_export.csv": ("cp1252", ";", ("Month", "Budget current", "Committed", "Actual", "Forecast")),
    "tracker.csv": ("utf-8-sig", ",", ("Created", "Due date", "Resolved", "Estimate (days)")),
}


@dataclass(frozen=True)
class Bench:
    """A workspace whose cells may be spoilt one at a time, and what is found in it as it is."""

    settings: Settings
    store: Path

    def portfolio(self) -> Portfolio:
        collected = readers.collect(self.settings, OCTOBER, self.store)
        return normalise.portfolio(readers.read(collected, self.settings, self.store), self.settings, OCTOBER)

    def path(self, name: str) -> Path:
        return self.settings.workspace / "inputs" / PERIOD / name


@pytest.fixture(scope="module")
def bench(one_period: Path, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    folder = tmp_path_factory.mktemp("spoilt") / "workspace"
    shutil.copytree(one_period, folder, ignore=shutil.ignore_patterns("store", "out"))
    settings = pipeline.configured(folder)
    sources = {name: settings.sources[name] for name in NEEDED}
    return Bench(settings.model_copy(update={"sources": sources}), folder / "store")


@pytest.fixture(scope="module")
def before(bench: Bench) -> Portfolio:
    return bench.portfolio()


@dataclass(frozen=True)
class Harm:
    """What is written under a head (counted among the file's typed ones) of a line."""

    head: int
    line: int
    junk: str


HARMS = st.builds(
    Harm,
    head=st.integers(0, 99),
    line=st.integers(0, 5000),
    junk=st.sampled_from(["soon", "1.2.3", "31.02.2026", "#REF!", "4 ?"]),
)


def spoilt(content: bytes, name: str, harm: Harm) -> tuple[bytes, str]:
    """The file with the harm done, and the address of the cell."""
    encoding, delimiter, heads = SPOILT[name]
    lines = list(csv.reader(io.StringIO(content.decode(encoding), newline=""), delimiter=delimiter))
    line, column = 1 + harm.line % (len(lines) - 1), lines[0].index(heads[harm.head % len(heads)])
    lines[line][column] = harm.junk
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter, lineterminator="\r\n").writerows(lines)
    return written.getvalue().encode(encoding), f"{chr(ord('A') + column)}{line + 1}"


@pytest.mark.slow
@pytest.mark.parametrize("name", SPOILT)
@examples(max_examples=8, deadline=None)
@given(harm=HARMS)
def test_a_spoilt_cell_is_named_and_no_row_is_lost(
    bench: Bench, before: Portfolio, name: str, harm: Harm
) -> None:
    path = bench.path(name)
    whole = path.read_bytes()
    content, cell = spoilt(whole, name, harm)
    path.write_bytes(content)
    try:
        found = bench.portfolio()
    finally:
        path.write_bytes(whole)
    assert all(t.read == t.accepted + t.quarantined + t.deduplicated for t in found.tallies)
    assert [t.read for t in found.tallies] == [t.read for t in before.tallies]
    new = list((Counter(found.findings) - Counter(before.findings)).elements())
    assert {(each.file, each.cell, each.value) for each in new} == {
        (f"inputs/{PERIOD}/{name}", cell, harm.junk)
    }
    assert all(each.severity in {Severity.ERROR, Severity.FIELD} for each in new)
