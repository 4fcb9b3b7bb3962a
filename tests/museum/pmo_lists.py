"""Benefits, resources and the PMO's own lists, made difficult, and written in the forms that people keep."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

import pandas as pd

from pmo_reports.config.document import Document
from pmo_reports.model.tables import TABLES, Portfolio, typed
from tests.museum.exhibit import Exhibit
from tests.museum.ledgers import german, laid, separated, shipped_source, written
from tests.museum.office import plain, rows, workbook

SOURCES = {
    **{name: name for name in ("benefits", "resources", "overrides", "fx_rates", "crosswalk", "people")},
    "business_cases": "business_cases",
    "objectives": "strategy",
    "contributions": "strategy",
    "assumptions": "raid",
    "actions": "raid",
}
"""Table -> the shipped source that fills it."""
WORDS = {
    "to": {"G": "Green"},
    "dimension": {"schedule": "Time"},
    "kind": {"average": "avg", "closing": "Spot"},
}
TEXTS = ('Prüfung "Süd"; Straße', "0042", "=SUM(A1:A9)", "Zeile eins\nZeile zwei", "-12,5")
VALUES = {"decimal": ",", "thousands": ".", "dates": ["%d.%m.%Y"]}
SIDE_BY_SIDE = {
    "benefits": ("baseline", "forecast", "actual"),
    "resources": ("demand", "allocated", "capacity"),
}


def frame(table: str, reference: Portfolio) -> pd.DataFrame:
    """The rows that are shown of a table: those of the sample with awkward values, or invented ones."""
    return typed(
        TABLES[table],
        _MADE[table](reference[table]).drop(columns=["source", "file", "sheet", "row"], errors="ignore"),
    )


def _benefits(found: pd.DataFrame) -> pd.DataFrame:
    awkward = {0: None, 1: "-0.0001", 2: "0.0000", 3: "1234567890.1234"}
    base = [awkward.get(at % 9, plain(each)) for at, each in enumerate(found["baseline"])]
    amounts = pd.Series(
        [each if each is None else Decimal(str(each)) for each in base], index=found.index, dtype=object
    )
    ids = found["benefit_id"].replace({"B-01": "007", "B-02": "1.10"})
    return found.assign(baseline=amounts, benefit_id=ids, name=_awkward(found["name"]))


def _resources(found: pd.DataFrame) -> pd.DataFrame:
    demand = found["demand"].where(found.index % 7 != 0)
    allocated = found["allocated"].mask(found.index % 5 == 0, 0.0).mask(found.index % 11 == 0, -0.125)
    return found.assign(demand=demand, allocated=allocated, role=_awkward(found["role"]))


def _overrides(found: pd.DataFrame) -> pd.DataFrame:
    return found.assign(reason=list(TEXTS[2:4]), author=[TEXTS[0], None])


def _rates(found: pd.DataFrame) -> pd.DataFrame:
    more = {
        "currency": ["HUF", "CHF"],
        "base": ["EUR", "GBP"],
        "kind": ["plan", "closing"],
        "rate": [0.0025125, 1234.5],
    }
    return pd.concat(
        [found, pd.DataFrame(more).assign(valid_from=pd.Timestamp("2026-03-04"))], ignore_index=True
    )


def _codes(found: pd.DataFrame) -> pd.DataFrame:
    more = {
        "system": ["Büro; Süd"] * 3,
        "local_id": ["0042", "=42", "0042"],
        "project_id": ["NET-101", "NET-102", "NET-103"],
    }
    days = {"valid_from": ["2025-03-04", None, "2026-04-03"], "valid_to": ["2026-04-02", "2026-12-11", None]}
    dated = {name: pd.to_datetime(pd.Series(each)) for name, each in days.items()}
    return pd.concat([found, pd.DataFrame({**more, **dated})], ignore_index=True)


def _people(_: pd.DataFrame) -> pd.DataFrame:
    names = ["Ada Byron", 'Zoë "Zo" Müller-Straße', "O'Brien, Pat"]
    return pd.DataFrame(
        {"name": names, "email": ["ada@example.org", None, "pat@example.org"], "role": [TEXTS[3], "PM", None]}
    )


def _assumptions(found: pd.DataFrame) -> pd.DataFrame:
    said = {"validation": [None, TEXTS[3], TEXTS[4]], "validate_by": ["2026-03-04", None, "2026-12-11"]}
    return _log(found, "assumption_id", said)


def _actions(found: pd.DataFrame) -> pd.DataFrame:
    return _log(
        found, "action_id", {"due": ["2026-04-03", "2026-11-12", None], "done_on": [None, None, "2026-02-01"]}
    )


def _log(found: pd.DataFrame, key: str, more: Mapping[str, list[str | None]]) -> pd.DataFrame:
    """Three entries of a log, two of which have one number in two projects."""
    ids = {"project_id": ["NET-101", "NET-102", "GEN-201"], key: ["007", "007", "A-2 (neu)"]}
    said = {
        "title": list(TEXTS[:3]),
        "owner": [None, 'Zoë "Zo" Müller', "0042"],
        "state": ["open", "closed", "open"],
    }
    listed = pd.DataFrame({**ids, **said, "raised_on": ["2026-03-04", None, "2025-12-11"], **more})
    days = [name for name in listed if name in found and found[name].dtype.kind == "M"]
    return listed.assign(**{name: pd.to_datetime(listed[name]) for name in days})


def _cases(found: pd.DataFrame) -> pd.DataFrame:
    few = found[found["project_id"].isin(["NET-102", "CUS-406"])].reset_index(drop=True)
    benefit = few["approved_benefit"].mask(few.index % 5 == 0)
    cost = few["approved_cost"].mask(few.index == 3, Decimal("-1234567.8901"))
    return few.assign(approved_cost=cost, approved_benefit=benefit)


def _objectives(found: pd.DataFrame) -> pd.DataFrame:
    ids = ["007", "1.10", "O-3 (neu)", "=4"]
    return found.assign(objective_id=ids, name=list(TEXTS[:4]), weight=[0.125, None, 3.0, 0.0])


def _contributions(found: pd.DataFrame) -> pd.DataFrame:
    return found.assign(share=found["share"].mask(found.index % 4 == 0).mask(found.index % 4 == 1, 0.125))


_MADE: Mapping[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "benefits": _benefits,
    "resources": _resources,
    "overrides": _overrides,
    "fx_rates": _rates,
    "crosswalk": _codes,
    "people": _people,
    "business_cases": _cases,
    "objectives": _objectives,
    "contributions": _contributions,
    "assumptions": _assumptions,
    "actions": _actions,
}


def _awkward(texts: pd.Series) -> pd.Series:
    known = dict(zip(texts.unique(), TEXTS, strict=False))
    return texts.map(lambda text: known.get(text, text))


def lines(table: str, found: pd.DataFrame, which: int) -> list[list[object]]:
    """Heads and rows; `which` of the aliases in the settings the heads are, so that each form has others."""
    words = {
        name: found[name].replace(WORDS[name]) for name in WORDS if name in found and table != "benefits"
    }
    return rows(found.assign(**words), heads(table, which))


def heads(table: str, which: int) -> dict[str, str]:
    columns = shipped(table)["parts"][table]["columns"]
    return {name: _called(name, each.get("aliases", ()), which) for name, each in columns.items()}


def _called(name: str, aliases: Any, which: int) -> str:  # noqa: ANN401 - as YAML has it
    return aliases[which % len(aliases)] if aliases else name


def shipped(table: str, **part: object) -> dict[str, Any]:
    """The shipped settings of the source that fills `table`, with others of its part laid over them."""
    whole = laid(shipped_source(SOURCES[table]), {"parts": {table: part}})
    return {**whole, "parts": {table: whole["parts"][table]}}


def as_text(table: str, found: pd.DataFrame) -> Exhibit:
    """A file of Excel in German: semicolons, commas in numbers, days with points, no Unicode."""
    text = written(_exact(lines(table, found, 0)), german, "%d.%m.%Y")
    settings = {**shipped(table, sheet=""), "reader": "csv", "values": VALUES, "delimiter": ";"}
    return _exhibit(table, "list.csv", separated(text, ";", "cp1252"), settings)


def as_sheet(table: str, found: pd.DataFrame) -> Exhibit:
    title = (["Kept by the PMO"], ["As of", datetime(2026, 10, 31)], [])  # noqa: DTZ001 - a day on paper
    content = workbook({"List": lines(table, found, 1)}, title)
    return _exhibit(table, "list.xlsx", content, {**shipped(table, sheet="List"), "reader": "workbook"})


def as_records(table: str, found: pd.DataFrame) -> Exhibit:
    """A list of objects; what is missing is null in one, and left out in the next."""
    head, *body = lines(table, found, 2)
    objects = [
        {key: _json(cell) for key, cell in zip(head, line, strict=True) if cell is not None or at % 2}
        for at, line in enumerate(body)
    ]
    content = json.dumps(objects, ensure_ascii=False).encode()
    return _exhibit(table, "list.json", content, {**shipped(table, sheet=""), "reader": "json"})


def as_quarters(table: str, found: pd.DataFrame) -> Exhibit:
    """A row for each benefit or role; plan, outlook and actual below each quarter or month."""
    values, names = SIDE_BY_SIDE[table], heads(table, 0)
    shared = [name for name in names if name not in (*values, "month")]
    months = sorted(found["month"].unique())
    body = []
    for key, own in found.groupby(shared, sort=False, dropna=False):
        cells = own.set_index("month").reindex(months)
        body.append(
            [*map(plain, key), *(plain(cells[name].loc[month]) for month in months for name in values)]
        )
    above = [cell for month in months for cell in (_head(table, month), None, None)]
    groups = [*[None] * len(shared), *above]
    head = [*(names[name] for name in shared), *[names[name] for name in values] * len(months)]
    content = workbook({"Plan": [["By quarter"], [], groups, head, *body]})
    unpivot = {"name": "month", "across": "groups", **({"texts": ["Q* 20*"]} if table == "benefits" else {})}
    settings = shipped(table, sheet="Plan", header_rows=2, unpivot=unpivot)
    spans = Document(name="spans", content={"values": {"spans": "first"}})
    return _exhibit(table, "plan.xlsx", content, laid(Document(name=table, content=settings), spans.content))


def _head(table: str, month: pd.Timestamp) -> object:
    return f"Q{(month.month + 2) // 3} {month.year}" if table == "benefits" else f"{month:%b %Y}"


def _exact(table: list[list[object]]) -> list[list[object]]:
    return [[Decimal(str(cell)) if isinstance(cell, float) else cell for cell in line] for line in table]


def _json(cell: object) -> object:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return float(cell) if isinstance(cell, Decimal) else cell


def _exhibit(table: str, name: str, content: bytes, settings: Mapping[str, Any]) -> Exhibit:
    replaced = frozenset({table} & {"fx_rates", "crosswalk"})
    return Exhibit(files={name: content}, settings=settings, replaces=replaced)


FORMS: Mapping[str, Callable[[str, pd.DataFrame], Exhibit]] = {
    "text": as_text,
    "sheet": as_sheet,
    "records": as_records,
    "quarters": as_quarters,
}
SHOWN = tuple(
    (table, form) for table in SOURCES for form in FORMS if form != "quarters" or table in SIDE_BY_SIDE
)
