"""Reports: what project managers declare, how old it is, and the overrides that a board has agreed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from pmo_reports.config.organisation import Organisation
from pmo_reports.config.rag import RagRules
from pmo_reports.model.assessed import OVERALL, Basis
from pmo_reports.model.rag import SEVERITY, Override, Rag
from pmo_reports.model.tables import Portfolio
from pmo_reports.rag.codes import NONE, Codes, Flags, Numbers, columns_of, read, worse
from pmo_reports.rag.register import places
from pmo_reports.rag.verdict import COLOURS

LETTERS = tuple(colour.value for colour in COLOURS)
NEEDED = ("reason", "author", "approver", "to", "valid_from", "expires_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """What is declared of entities, every one in its place.

    Attributes:
        there: where there is a report.
        declared: the states by dimension, overall included; `NONE` where nothing is declared.
        ages: days between the day it speaks of and the status date; nan where it does not say.
        stale: where it is too old to say how things are, or does not say how old it is.
    """

    there: Flags
    declared: Mapping[str, Codes]
    ages: Numbers
    stale: Flags


def reports(basis: Basis, rules: RagRules, organisation: Organisation, entities: pd.Index) -> Reports:
    """The reports of `entities`."""
    told = basis["status_reports"]
    at = places(told["project_id"], entities)
    there = at >= 0
    letters = {letter: letter for letter in LETTERS} | dict(organisation.rating_scale)

    def declared(field: str) -> Codes:
        if field not in told:
            return columns_of(len(entities), NONE)
        return np.append(read(told[field], letters), NONE)[at]

    days = (pd.Timestamp(basis.status_date) - told["status_date"]).dt.days
    ages = np.append(days.to_numpy(dtype=np.float64, na_value=np.nan), np.nan)[at]
    limit = rules.stale_after_days
    return Reports(
        there=there,
        declared={name: declared(name) for name in rules.dimensions}
        | {OVERALL: worse(columns_of(len(entities), NONE), *map(declared, rules.overall_declared))},
        ages=ages,
        stale=there & ~(ages <= limit) if limit else np.zeros(len(entities), dtype=bool),
    )


def overrides(portfolio: Portfolio, status_date: date) -> dict[tuple[str, str], Override]:
    """The overrides in force at the status date, by entity and dimension; of several the best.

    All were agreed on, and one whose row is lost must not bring a better one back. One that has no reason,
    author, approver, beginning or end is not in force.
    """
    entered = portfolio["overrides"].dropna(subset=list(NEEDED)).sort_values("valid_from", kind="stable")
    now = pd.Timestamp(status_date)
    live = entered["valid_from"].le(now) & entered["expires_on"].ge(now) & entered["to"].isin(LETTERS)
    found = ({str(name): value for name, value in row.items()} for row in entered[live].to_dict("records"))
    best_last = sorted(found, key=lambda row: -SEVERITY[Rag(str(row["to"]))])
    return {(str(row["project_id"]), str(row["dimension"])): _override(row) for row in best_last}


def _override(row: Mapping[str, object]) -> Override:
    return Override(
        to=Rag(str(row["to"])),
        reason=str(row["reason"]),
        author=str(row["author"]),
        approver=str(row["approver"]),
        valid_from=pd.Timestamp(row["valid_from"]).date(),  # type: ignore[arg-type]
        expires_on=pd.Timestamp(row["expires_on"]).date(),  # type: ignore[arg-type]
    )
