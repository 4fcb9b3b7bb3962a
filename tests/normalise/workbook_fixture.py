"""Real workbooks read through presets, with the settings that each of them needs on top."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pmo_reports import normalise
from pmo_reports.config.calendar import Calendar
from pmo_reports.config.document import Document, document, overlaid
from pmo_reports.config.organisation import Organisation, Root
from pmo_reports.config.rag import RagRules
from pmo_reports.config.settings import Settings
from pmo_reports.config.shipped import package_folder
from pmo_reports.config.sources import Source
from pmo_reports.model.raw import InputFile, RawTable, Reading
from pmo_reports.model.tables import Portfolio
from tests.readers.reading_fixture import OCTOBER, Desk

PROJECT = {"constant": "P-1"}
REGISTER = Source.model_validate(
    {
        "reader": "csv",
        "files": "register.csv",
        "parts": {
            "projects": {"table": "projects", "columns": {"project_id": {}, "currency": {}}},
            "fx_rates": {
                "table": "fx_rates",
                "columns": {"currency": {}, "kind": {}, "valid_from": {"type": "date"}, "rate": {}},
            },
        },
    }
)


def source(files: str, top: Mapping[str, Any], preset: str = "") -> Source:
    """A source of `files` with the settings of a preset, `top` laid over them."""
    over = Document(name="top", content={**top, "files": files})
    under = document(package_folder("config") / "presets" / f"{preset}.yaml", preset) if preset else None
    return Source.model_validate(overlaid(under, over).content if under else over.content)


def portfolio(desk: Desk, given: Source, projects: tuple[str, ...] = ("P-1",)) -> Portfolio:
    """What the source's files become, beside a register of `projects`."""
    desk.sources["given"] = given
    reading = desk.reading()
    settings = Settings(
        workspace=desk.workspace,
        organisation=Organisation(name="Example", portfolio=Root(id="ROOT", name="All"), currency="EUR"),
        calendar=Calendar(),
        rag=RagRules(dimensions={}),
        sources={"a_register": REGISTER, "given": given},
        packs={},
    )
    both = Reading(
        files=(_FILE, *reading.files),
        tables=(*_register(projects), *reading.tables),
        findings=reading.findings,
    )
    return normalise.portfolio(both, settings, OCTOBER)


_FILE = InputFile(source="a_register", path="register.csv", sha256="0" * 64, size=1)


def _register(projects: tuple[str, ...]) -> tuple[RawTable, RawTable]:
    rates = [["CHF", "plan", "2010-01-01", 0.9]]
    return (
        _raw("projects", ("project_id", "currency"), [[name, "EUR"] for name in projects]),
        _raw("fx_rates", ("currency", "kind", "valid_from", "rate"), rates),
    )


def _raw(part: str, header: tuple[str, ...], records: list[list[Any]]) -> RawTable:
    return RawTable(
        file=_FILE,
        part=part,
        sheet="",
        header=header,
        addresses=tuple("ABCD"[: len(header)]),
        frame=pd.DataFrame(records, dtype=object),
        rows=tuple(range(2, len(records) + 2)),
    )


def with_project(parts: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Settings of `parts` whose every row is of the project P-1."""
    return {
        "parts": {
            name: {**part, "columns": {"project_id": PROJECT, **part.get("columns", {})}}
            for name, part in parts.items()
        }
    }


def own_table(table: str, columns: Mapping[str, Any], **part: Any) -> dict[str, Any]:  # noqa: ANN401
    """Settings of a workbook that no preset is for."""
    whole = {"table": table, "columns": {"project_id": PROJECT, **columns}, **part}
    return {"reader": "workbook", "parts": {table: whole}}


def rules(found: Portfolio) -> list[str]:
    """The rules of all findings, sorted."""
    return sorted({finding.rule for finding in found.findings})


__all__ = ["own_table", "portfolio", "rules", "source", "with_project"]
