"""A small portfolio with everything that a manifest carries, and what stores are asked in tests."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pandas as pd

from pmo_reports.history import Made, Occasion
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.headers import Header
from pmo_reports.model.lineage import Lineage, Origin
from pmo_reports.model.period import Period
from pmo_reports.model.tables import TABLES, Portfolio, Tally, typed

KEY = "0123456789abcdef" * 4
OTHER = "f" * 64
OCTOBER = Period(2026, 10)
FIRST, SECOND, THIRD = date(2026, 11, 3), date(2026, 11, 20), date(2026, 12, 4)


def occasion(day: date | None = FIRST, *, closed: bool = False, reason: str = "", **made: str) -> Occasion:
    """The occasion on which inputs with these hashes come into force; `shared` is nobody's own."""
    digests = {"inputs/a.csv": made.get("own", "a1"), "register.csv": made.get("shared", "b1")}
    of = Made(
        inputs=digests,
        own=frozenset({"inputs/a.csv"}),
        settings=made.get("settings", "s1"),
        code=made.get("code", "c1"),
    )
    return Occasion(made=of, day=day, closed=closed, reason=reason, author="Ada" if reason else "")


def portfolio(**tables: pd.DataFrame) -> Portfolio:
    """A small portfolio with everything that a manifest carries."""
    origin = Origin(
        table="costs", source="fin", file="inputs/f.csv", sheet="", sha256="ab", columns={"actual": "F"}
    )
    frames = {name: typed(table, tables.get(name, pd.DataFrame())) for name, table in TABLES.items()}
    extra = {
        "source": ["fin"],
        "file": ["f.csv"],
        "sheet": [None],
        "row": [2],
        "Colour": ["blue"],
        "Size": [None],
    }
    text = pd.DataFrame(extra).astype({"row": "Int64", "sheet": "str", "Size": "str"})
    return Portfolio(
        period=OCTOBER,
        tables=frames,
        lineage=Lineage(
            {origin.key: origin},
            {("costs", "fin", "inputs/f.csv", "", 2): {"actual": ("costs", "erp", "inputs/g.csv", "", 7)}},
        ),
        findings=(
            Finding(severity=Severity.FIELD, rule="no-date", problem="p", remedy="r", value="31.2.\ud800"),
        ),
        tallies=(Tally(source="fin", part="costs", read=3, accepted=1, quarantined=1, deduplicated=1),),
        inputs={"inputs/f.csv": "ab"},
        headers=(
            Header(
                source="fin",
                part="costs",
                file="inputs/f.csv",
                sheet="",
                period="",
                heads=("Code", "Ist"),
                addresses=("A", "B"),
                kinds=("text", ""),
            ),
        ),
        extras={"costs": text},
    )


def assert_same(one: Portfolio | None, other: Portfolio) -> None:
    assert one is not None
    assert list(one.tables) == list(other.tables)
    for name in other.tables:
        pd.testing.assert_frame_equal(one[name], other[name], check_exact=True)
    for name in other.extras:
        pd.testing.assert_frame_equal(one.extras[name], other.extras[name], check_exact=True)
    assert (one.period, one.lineage, one.findings) == (other.period, other.lineage, other.findings)
    assert one.headers == other.headers
    assert (one.tallies, dict(one.inputs), set(one.extras)) == (
        other.tallies,
        other.inputs,
        set(other.extras),
    )


def tree(folder: Path) -> dict[str, str]:
    """Every file below, without locks and what is being written, with its hash."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    named = {path.relative_to(folder).as_posix(): path for path in files}
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in named.items()
        if not name.startswith("locks/") and ".pmo-writing-" not in name
    }
