"""Raw tables made by hand, and the portfolio that becomes of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pandas as pd
import pytest

from pmo_reports import normalise
from pmo_reports.config.calendar import Calendar
from pmo_reports.config.organisation import Organisation, Root
from pmo_reports.config.rag import RagRules
from pmo_reports.config.settings import Settings
from pmo_reports.config.sources import Source
from pmo_reports.model.period import Period
from pmo_reports.model.raw import InputFile, RawTable, Reading
from pmo_reports.model.tables import Portfolio

OCTOBER = Period(2026, 10)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
KNOWN = (
    ["Id", "Name", "Currency", "Manager"],
    [["P-1", "Alpha", "EUR", "Ann"], ["P-2", "Beta", "GBP", "Bob"]],
)
Rows = Sequence[Sequence[object]]


def raw_table(source: str, part: str, header: Sequence[str], records: Rows, path: str = "") -> RawTable:
    width = range(len(header))
    return RawTable(
        file=InputFile(source=source, path=path or f"inputs/{source}.csv", sha256="0" * 64, size=1),
        part=part,
        sheet="",
        header=tuple(header),
        addresses=tuple(LETTERS[at] for at in width),
        frame=pd.DataFrame([list(record) for record in records], columns=width, dtype=object),
        rows=tuple(range(2, len(records) + 2)),
    )


def settings_of(sources: Mapping[str, object], **organisation: object) -> Settings:
    usual = {"name": "Example", "portfolio": Root(id="ROOT", name="All"), "currency": "EUR"}
    return Settings(
        workspace=Path(),
        organisation=Organisation.model_validate({**usual, **organisation}),
        calendar=Calendar(),
        rag=RagRules(dimensions={}),
        sources={name: Source.model_validate({"name": name, **each}) for name, each in sources.items()},
        packs={},
    )


def portfolio_of(
    sources: Mapping[str, Mapping[str, object]],
    tables: Sequence[RawTable],
    period: Period = OCTOBER,
    **organisation: object,
) -> Portfolio:
    files = tuple({table.file.path: table.file for table in tables}.values())
    whole = {name: {"reader": "csv", "files": "inputs/*.csv", **each} for name, each in sources.items()}
    return normalise.portfolio(
        Reading(files=files, tables=tuple(tables)), settings_of(whole, **organisation), period
    )


def part_of(table: str, columns: Mapping[str, object], **part: object) -> dict[str, object]:
    return {"parts": {table: {"table": table, "columns": columns, **part}}}


def with_projects(source: Mapping[str, object], tables: Sequence[RawTable], **more: object) -> Portfolio:
    """The portfolio of one source "given" beside a register of the projects P-1 (EUR) and P-2 (GBP)."""
    register: dict[str, dict[str, object]] = {
        name: {} for name in ("project_id", "name", "currency", "project_manager")
    }
    register["project_id"], register["project_manager"] = {"aliases": ["Id"]}, {"aliases": ["Manager"]}
    sources = {"a_register": part_of("projects", register), "given": source}
    return portfolio_of(sources, [raw_table("a_register", "projects", *KNOWN), *tables], **more)


@pytest.fixture(scope="session")
def raw() -> Callable[..., RawTable]:
    return raw_table


@pytest.fixture(scope="session")
def normalised() -> Callable[..., Portfolio]:
    return portfolio_of


@pytest.fixture(scope="session")
def settings() -> Callable[..., Settings]:
    return settings_of


@pytest.fixture(scope="session")
def given() -> Callable[..., Portfolio]:
    """Source, header and records of one table of known projects -> its portfolio."""

    def portfolio(part: dict[str, object], header: Sequence[str], records: Rows, **more: object) -> Portfolio:
        name = next(iter(part["parts"]))  # type: ignore[call-overload]
        return with_projects(part, [raw_table("given", name, header, records)], **more)

    return portfolio


@pytest.fixture(scope="session")
def part() -> Callable[..., dict[str, object]]:
    return part_of
