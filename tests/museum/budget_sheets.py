"""The ledger of the sample as a cash flow with months side by side, and as a budget by work packages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

import pandas as pd

from pmo_reports.model.tables import MONEY, Portfolio
from tests.museum.exhibit import Exhibit, preset
from tests.museum.ledgers import AMOUNTS, KINDS, columns, laid
from tests.museum.office import Rows, instead, lacking, plain, workbook

Form = tuple[Exhibit, Portfolio, frozenset[str]]
"""The files, the tables that they say, and the columns of the ledger that they lack."""

ROW = ["category", "project_id", "kind", "currency"]
MONTHLY = {"budget_current": "Budget", "actual": "Ist", "forecast": "Outlook"}
WBS: Mapping[str, str] = {
    "project_id": "Project code",
    "month": "Period",
    "category": "WBS identifier #",
    "kind": "Capex/Opex",
    "currency": "CCY",
    "budget_original": "Approved budget",
    "committed": "Purchase orders",
    "actual": "Spent",
    "forecast": "EAC",
    "budget_current": "Total direct costs",
}
TITLE = (["Talmark"], ["As of", datetime(2026, 10, 31)], [])  # noqa: DTZ001 - a day on paper has no zone


def money_flow(ledger: Portfolio) -> Form:
    """A column for each month, written in every way that the preset knows, between texts and a total."""
    costs = ledger["costs"]
    wide = costs.pivot_table(index=ROW, columns="month", values="forecast", aggfunc="first", observed=True)
    heads = [_month(at, month) for at, month in enumerate(wide.columns)]
    body = [
        [project, kind.upper(), *_cells(own), category, currency, "a note"]
        for (category, project, kind, currency), own in wide.iterrows()
    ]
    head = ["Project", "Type", *heads, "Line item", "Curr", "Remarks"]
    bottom = [
        ["", "", *[1] * len(heads), "Total of all"],
        ["Net cash flow", "", *[2] * len(heads), "Net cash flow"],
        ["ERP", "", 9, "below"],
    ]
    exhibit = Exhibit(
        files={"cash_flow.xlsx": workbook({"Cash flow 2026": [head, *body, *bottom]}, TITLE)},
        preset="cash-flow",
    )
    return exhibit, ledger, lacking("costs", *ROW, "month", "forecast", "fx_rate")


def blocks(ledger: Portfolio) -> Form:
    """Budget, actual and forecast below each month; a category stands on the first row of its block."""
    costs = _gaps(ledger["costs"])
    wide = costs.pivot_table(index=ROW, columns="month", values=[*MONTHLY], aggfunc="first", observed=True)
    months = sorted(costs["month"].unique())
    groups = [None] * 4 + [
        month.strftime("%b-%y") if at == 0 else None for month in months for at in range(3)
    ]
    head = ["Cost category", "Project ID", "Type", "CCY", *(list(MONTHLY.values()) * len(months))]
    body, above = [], None
    for key, own in wide.iterrows():
        cells = [plain(own.get((name, month))) for month in months for name in MONTHLY]
        body.append([None if key[0] == above else key[0], *key[1:], *cells])
        above = key[0]
    top = {"header_rows": 2, "unpivot": {"across": "groups"}}
    part = {"costs": {**top, **columns(category={"fill_down": True})["costs"]}}
    content = workbook({"Cash flow": [*TITLE, groups, head, *body]})
    exhibit = Exhibit(files={"cash_flow.xlsx": content}, settings=laid(preset("cash-flow"), {"parts": part}))
    said = costs.dropna(subset=[*MONTHLY], how="all")
    return exhibit, instead(ledger, costs=said), lacking("costs", *ROW, "month", *MONTHLY, "fx_rate")


def work_packages(ledger: Portfolio) -> Form:
    """A line for each month of a work package, a total below each project, and a note under a blank row."""
    exhibit = Exhibit(
        files={"budget.xlsx": workbook({"Budget": by_project(ledger["costs"], WBS)}, TITLE)},
        preset="budget-wbs",
    )
    return exhibit, ledger, frozenset()


def whole_packages(ledger: Portfolio) -> Form:
    """A line for each work package, without months: all of it is booked into the month of the settings."""
    costs = ledger["costs"]
    key = ["project_id", "category", "kind", "currency"]
    said = costs.groupby(key, as_index=False, sort=False, dropna=False)[[*AMOUNTS]].agg(_sum)
    said = said.assign(
        month=pd.Timestamp("2026-10-01").as_unit("s"), **{name: said[name].astype(MONEY) for name in AMOUNTS}
    )
    rate = costs.drop_duplicates("currency").set_index("currency")["fx_rate"]
    said = said.assign(fx_rate=said["currency"].map(rate)).reindex(columns=costs.columns).astype(costs.dtypes)
    heads = {name: head for name, head in WBS.items() if name != "month"}
    settings = laid(preset("budget-wbs"), {"parts": columns(month={"constant": "2026-10"})})
    exhibit = Exhibit(
        files={"budget.xlsx": workbook({"WBS": by_project(said, heads)}, TITLE)}, settings=settings
    )
    return exhibit, instead(ledger, costs=said), frozenset()


def by_project(costs: pd.DataFrame, heads: Mapping[str, str]) -> Rows:
    """The lines of each project with its total and contingency below, and what ends the table."""
    table: list[list[object]] = [list(heads.values())]
    at = list(heads).index("category")
    for _, own in costs.groupby("project_id", sort=False):
        table += [
            [plain(line[name]) for name in heads]
            for line in own.assign(
                kind=own["kind"].map(KINDS).str.removesuffix("ment").replace("Invest", "Capital")
            ).to_dict("records")
        ]
        table += [
            [*[None] * at, text, *[77] * (len(heads) - at - 1)]
            for text in ("Sub-total", "Contingency (10 %)")
        ]
    return [
        *table,
        [*[None] * at, "Grand total", *[99] * (len(heads) - at - 1)],
        [],
        ["Remarks: a note", None, "0042"],
    ]


def _gaps(costs: pd.DataFrame) -> pd.DataFrame:
    """The ledger with months in which the first project of a block has nothing, so another row begins it."""
    firsts = costs.sort_values(ROW).drop_duplicates("category")[["category", "project_id"]]
    begins = costs[["category", "project_id"]].apply(tuple, axis=1).isin(set(firsts.apply(tuple, axis=1)))
    gone = begins & costs["month"].dt.month.mod(3).eq(1)
    return costs.assign(**{name: costs[name].mask(gone) for name in MONTHLY})


def _sum(amounts: pd.Series) -> Any:  # noqa: ANN401 - a decimal, or nothing
    known = [Decimal(each) for each in amounts.dropna()]
    return sum(known, Decimal()) if known else None


def _cells(own: pd.Series) -> list[object]:
    return [plain(each) for each in own]


def _month(at: int, month: pd.Timestamp) -> object:
    """A head for a month: a date, or a text of one of the preset's forms."""
    forms: tuple[Callable[[pd.Timestamp], object], ...] = (
        pd.Timestamp.to_pydatetime,
        *(_text(form) for form in ("%b %Y", "%B %Y", "%b-%Y", "%b-%y", "%b %y", "%m/%Y", "%Y-%m")),
    )
    return forms[at % len(forms)](month)


def _text(form: str) -> Callable[[pd.Timestamp], object]:
    return lambda month: month.strftime(form)


FORMS: Mapping[str, Callable[[Portfolio], Form]] = {
    "cash flow": money_flow,
    "cash flow in blocks": blocks,
    "work packages by month": work_packages,
    "work packages": whole_packages,
}
