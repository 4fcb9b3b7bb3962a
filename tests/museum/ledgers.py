"""The ledger of the sample made difficult, and its lines as finance systems and controllers write them."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cache
from io import StringIO
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

import pandas as pd
from babel.dates import format_date

from pmo_reports.config.document import Document, document, overlaid
from pmo_reports.model.tables import MONEY, Portfolio
from tests.museum.exhibit import ROOT, Exhibit
from tests.museum.office import Rows, instead, rows, workbook

AMOUNTS = ("budget_original", "budget_current", "committed", "actual", "forecast")
HEADS: Mapping[str, str] = {
    "project_id": "WBS element",
    "month": "Posting period",
    "category": "Cost element",
    "kind": "Capex/Opex",
    "currency": "Transaction currency",
    "budget_original": "Approved budget",
    "budget_current": "Revised budget",
    "committed": "Obligo",
    "actual": "Ist",
    "forecast": "Outlook",
}
CATEGORIES = (
    'Prüfung "Süd"; Straße',
    "0042",
    "=SUM(A1:A9)",
    "Zeile eins\nZeile zwei",
    "Löhne, Gehälter (intern)",
    "-12,5",
    "Totalunternehmer",
)
KINDS = {"capex": "Investment", "opex": "Operating"}
_AT_HAND = {
    "forecast": {13: "-12500.5000", 17: "0.0000", 19: "1234567890.1234"},
    "budget_original": {11: "-0.0100", 7: None},
    "committed": {5: None, 23: "0.0000"},
    "actual": {29: "-1234567.8900", 3: None},
}
Writer = Callable[[Decimal], str]


def difficult(reference: Portfolio) -> Portfolio:
    """The reference with a ledger of awkward texts, negative, tiny, huge, missing and zero amounts."""
    costs = reference["costs"]
    known = dict(zip(costs["category"].unique(), CATEGORIES, strict=False))
    texts = costs["category"].map(lambda category: known.get(category, category)).astype("str")
    amounts = {name: _spoilt(costs[name], every) for name, every in _AT_HAND.items()}
    return instead(reference, costs=costs.assign(category=texts, **amounts))


def _spoilt(amounts: pd.Series, every: Mapping[int, str | None]) -> pd.Series:
    values = list(amounts)
    for step, written in every.items():
        values[step::step] = [None if written is None else Decimal(written)] * len(values[step::step])
    return pd.Series(values, index=amounts.index, dtype=object).astype(MONEY)


def shipped(**top: Any) -> dict[str, Any]:  # noqa: ANN401 - settings of a source
    """The shipped settings of the ledger with others laid over them."""
    return laid(shipped_source("finance"), top)


@cache
def shipped_source(name: str) -> Document:
    """The settings of a shipped source. Not to be changed by tests."""
    return document(ROOT / "config" / "sources" / f"{name}.yaml", name)


def laid(below: Document, top: Mapping[str, object]) -> dict[str, Any]:
    return dict(overlaid(below, Document(name="top", content=top)).content)


def columns(**each: Any) -> dict[str, Any]:  # noqa: ANN401 - settings of columns
    """Settings of columns of the ledger's part."""
    return {"costs": {"columns": each}}


def lines(reference: Portfolio, heads: Mapping[str, str] = HEADS) -> list[list[object]]:
    """The heads, and a line for each project, month and category, in the ledger's own codes of projects."""
    known = reference["crosswalk"].query("system == 'finance'")
    codes = dict(zip(known["project_id"], known["local_id"], strict=True))
    costs = reference["costs"]
    return rows(costs.assign(project_id=costs["project_id"].map(codes), kind=costs["kind"].map(KINDS)), heads)


def written(table: Rows, amount: Writer, day: str | Callable[[datetime], str]) -> list[list[str]]:
    """A table as text: amounts as `amount` writes them, days by a strptime format or a way of their own."""

    def text(cell: object) -> str:
        if isinstance(cell, datetime):
            return cell.strftime(day) if isinstance(day, str) else day(cell)
        return amount(cell) if isinstance(cell, Decimal) else str("" if cell is None else cell)

    return [[text(cell) for cell in line] for line in table]


def separated(table: Sequence[Sequence[str]], mark: str, encoding: str) -> bytes:
    out = StringIO()
    csv.writer(out, delimiter=mark).writerows(table)
    return out.getvalue().encode(encoding)


def german(amount: Decimal) -> str:
    """12.500,5000- as a ledger from Walldorf prints it: the minus behind the number."""
    digits = f"{abs(amount):,f}".translate(str.maketrans(",.", ".,"))
    return f"{digits}-" if amount < 0 else digits


def comma(amount: Decimal) -> str:
    """12500,5000 without any mark between thousands."""
    return f"{amount:f}".replace(".", ",")


def bracketed(amount: Decimal) -> str:
    """(12'500.50) as a Swiss accountant writes a minus; zero is a dash of its own elsewhere, here 0.00."""
    digits = f"{abs(amount):,f}".replace(",", "\N{RIGHT SINGLE QUOTATION MARK}")
    return f"({digits})" if amount < 0 else digits


def serial(day: datetime) -> str:
    """A day as Excel counts it, as it stands in a file that was saved without formats."""
    return str((day - datetime(1899, 12, 30)).days)  # noqa: DTZ001 - a day on paper has no zone


def of_walldorf(reference: Portfolio) -> Exhibit:
    content = separated(written(lines(reference), german, "%d.%m.%Y"), ";", "cp1252")
    return Exhibit(files={"ledger.csv": content}, settings=shipped())


def of_tabs(reference: Portfolio) -> Exhibit:
    """American days, thousands apart by commas, tabs between, and the byte order of a spreadsheet."""
    content = separated(written(lines(reference), "{:,f}".format, "%m/%d/%Y"), "\t", "utf-16")
    values = {"decimal": ".", "thousands": ",", "dates": ["%m/%d/%Y"]}
    return Exhibit(files={"ledger.txt": content}, settings=shipped(delimiter="", values=values))


def in_thousands(reference: Portfolio) -> Exhibit:
    """Every amount in thousands but commitments, which are in euros: the unit is the column's."""
    table = lines(reference)
    scaled = [HEADS[name] for name in AMOUNTS if name != "committed"]
    at = [table[0].index(head) for head in scaled]
    for line in table[1:]:
        for place in at:
            cell = line[place]
            line[place] = cell / 1000 if isinstance(cell, Decimal) else cell
    units = {name: {"unit": 1000} for name in AMOUNTS if name != "committed"}
    content = separated(written(table, comma, "%m/%Y"), ";", "utf-8")
    return Exhibit(files={"ledger.csv": content}, settings=shipped(parts=columns(**units)))


def in_brackets(reference: Portfolio) -> Exhibit:
    content = separated(written(lines(reference), bracketed, "%b %Y"), "|", "utf-8-sig")
    values = {"decimal": ".", "thousands": "'", "dates": ["%b %Y"]}
    return Exhibit(files={"ledger.csv": content}, settings=shipped(delimiter="|", values=values))


def of_serial_days(reference: Portfolio) -> Exhibit:
    content = separated(written(lines(reference), str, serial), ",", "utf-8")
    values = {"decimal": ".", "thousands": ",", "dates": ["excel"]}
    return Exhibit(files={"ledger.csv": content}, settings=shipped(delimiter=",", values=values))


def of_iso(reference: Portfolio) -> Exhibit:
    """ISO months, and the minus that typographers use."""
    table = written(lines(reference), lambda each: str(each).replace("-", "\N{MINUS SIGN}"), "%Y-%m")
    values = {"decimal": ".", "thousands": ",", "dates": []}
    return Exhibit(
        files={"ledger.csv": separated(table, ",", "utf-8")}, settings=shipped(delimiter=",", values=values)
    )


def of_german_months(reference: Portfolio) -> Exhibit:
    """Months by their German names, short or in full; signs of currencies on either side of a number."""

    def month(day: datetime) -> str:
        return format_date(day, "MMM yyyy" if day.month % 2 else "MMMM yyyy", locale="de_DE")

    def amount(number: Decimal) -> str:
        return f"EUR {german(number)}" if number > 1 else f"{german(number)} €"

    values = {"decimal": ",", "thousands": ".", "dates": ["%b %Y", "%B %Y"], "locales": ["de_DE"]}
    content = separated(written(lines(reference), amount, month), ";", "utf-8-sig")
    return Exhibit(files={"ledger.csv": content}, settings=shipped(values=values))


def of_periods(reference: Portfolio) -> Exhibit:
    """Periods of the fiscal calendar; amounts with a power of ten, as some programs write large ones."""
    table = written(lines(reference), lambda number: f"{number:E}", lambda day: f"P{day:%m/%Y}")
    values = {"decimal": ".", "thousands": ",", "dates": []}
    settings = shipped(values=values, delimiter="\t", parts=columns(month={"type": "period"}))
    return Exhibit(files={"ledger.tsv": separated(table, "\t", "utf-8")}, settings=settings)


def under_groups_as_text(reference: Portfolio) -> Exhibit:
    """The workbook with groups of heads as it was saved for a program: a group stands on its first column."""
    table = grouped_lines(reference)
    content = separated(written(table, comma, "%m/%Y"), ";", "cp1252")
    own = {**of_groups(), "reader": "csv", "delimiter": ";"}
    part = {**own["parts"]["costs"], "sheet": ""}
    return Exhibit(files={"ledger.csv": content}, settings={**own, "parts": {"costs": part}})


def record_lines(reference: Portfolio) -> Exhibit:
    """The same records as JSON Lines, as data lakes hand them out."""
    exhibit = records(reference)
    [document] = map(json.loads, exhibit.files.values())
    content = "".join(f"{json.dumps(each, ensure_ascii=False)}\r\n" for each in document["value"])
    part = {**exhibit.settings["parts"]["costs"], "rows": ""}
    settings = {**exhibit.settings, "parts": {"costs": part}}
    return Exhibit(files={"ledger.jsonl": content.encode()}, settings=settings)


def elements(reference: Portfolio) -> Exhibit:
    """XML of a web service: a posting is an element, its codes are attributes."""
    root = Element("ledger")
    for line in (dict(zip(HEADS, each, strict=True)) for each in lines(reference)[1:]):
        codes = {"wbs": str(line["project_id"]), "period": f"{line['month']:%Y-%m}"}
        posting = SubElement(root, "posting", codes)
        for name in ("category", "kind", "currency", *AMOUNTS):
            if line[name] is not None:
                SubElement(posting, name).text = str(line[name])
    named = {"project_id": {"aliases": ["@wbs"]}, "month": {"aliases": ["@period"]}}
    values = {"decimal": ".", "thousands": ","}
    part = {"costs": {"rows": "posting", "columns": named}}
    settings = shipped(reader="xml", delimiter="", values=values, parts=part)
    return Exhibit(files={"ledger.xml": tostring(root, encoding="utf-8")}, settings=settings)


def records(reference: Portfolio) -> Exhibit:
    """Records of a web service: amounts in an object of their own, what is missing is left out."""
    table = [
        {
            "project": {"code": line["WBS element"]},
            "period": f"{line['Posting period']:%Y-%m-%d}T00:00:00Z",
            "costElement": line["Cost element"],
            "kind": line["Capex/Opex"],
            "ccy": line["Transaction currency"],
            "amounts": {name: float(line[HEADS[name]]) for name in AMOUNTS if line[HEADS[name]] is not None},
        }
        for line in (dict(zip(HEADS.values(), each, strict=True)) for each in lines(reference)[1:])
    ]
    named = {
        "project_id": {"aliases": ["project.code"]},
        "month": {"aliases": ["period"]},
        "category": {"aliases": ["costElement"]},
        "currency": {"aliases": ["ccy"]},
        **{name: {"aliases": [f"amounts.{name}"]} for name in AMOUNTS},
    }
    part = {"costs": {"rows": "value", "columns": named}}
    content = json.dumps({"value": table}, ensure_ascii=False).encode()
    return Exhibit(files={"ledger.json": content}, settings=shipped(reader="json", delimiter="", parts=part))


GROUPED = (
    ("project_id", "", "Project"),
    ("month", "", "Period"),
    ("category", "", "Cost category"),
    ("kind", "", "Type"),
    ("currency", "", "CCY"),
    ("budget_original", "Budget", "Original"),
    ("budget_current", "Budget", "Current"),
    ("committed", "Used", "Purchase orders"),
    ("actual", "Used", "Invoiced"),
    ("forecast", "Management's view", "At completion"),
)


def grouped_lines(reference: Portfolio) -> list[list[object]]:
    """A title, and heads below the heads of their group, which stand on its first column."""
    table = lines(reference, {name: head for name, _, head in GROUPED})
    groups = [group for _, group, _ in GROUPED]
    firsts = [group if group not in groups[:at] else None for at, group in enumerate(groups)]
    title = [["Ledger of the portfolio"], ["As of", datetime(2026, 10, 31)], []]  # noqa: DTZ001
    return [*title, [each or None for each in firsts], *table]


def of_groups() -> dict[str, Any]:
    """The settings of that workbook, whatever it was saved as."""
    named = {name: {"aliases": [head], "group": group} for name, group, head in GROUPED if group}
    part = {"sheet": "Costs", "header_rows": 2, "columns": named}
    return shipped(reader="workbook", delimiter="", parts={"costs": part})


def under_groups(reference: Portfolio) -> Exhibit:
    return Exhibit(files={"ledger.xlsx": workbook({"Costs": grouped_lines(reference)})}, settings=of_groups())


FORMS: Mapping[str, Callable[[Portfolio], Exhibit]] = {
    "german": of_walldorf,
    "tabs": of_tabs,
    "thousands": in_thousands,
    "brackets": in_brackets,
    "serial days": of_serial_days,
    "iso": of_iso,
    "german months": of_german_months,
    "periods": of_periods,
    "groups as text": under_groups_as_text,
    "elements": elements,
    "records": records,
    "record lines": record_lines,
    "groups": under_groups,
}
