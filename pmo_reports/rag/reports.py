"""Reports: what project managers declare, how old it is, and the overrides that a board has agreed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pmo_reports.config.organisation import Organisation
from pmo_reports.config.rag import RagRules
from pmo_reports.model.assessed import OVERALL, Basis
from pmo_reports.model.rag import Override, Rag, worst
from pmo_reports.rag.verdict import COLOURS

LETTERS = tuple(colour.value for colour in COLOURS)
NEEDED = ("reason", "author", "approver", "to", "valid_from", "expires_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What is declared of an entity, by dimension.

    Attributes:
        on: the day it speaks of; null where it does not say.
        age: its age in days at the status date; null where it does not say.
        stale: whether it is too old to say how things are, or does not say how old it is.
    """

    states: Mapping[str, Rag]
    on: date | None
    age: int | None
    stale: bool


def reports(basis: Basis, rules: RagRules, organisation: Organisation) -> dict[str, Report]:
    """The reports by entity; who has not reported is not in it."""
    records = basis["status_reports"].to_dict("records")
    told = ({str(name): value for name, value in record.items()} for record in records)
    return {str(record["project_id"]): _report(record, basis, rules, organisation) for record in told}


def overrides(basis: Basis) -> dict[tuple[str, str], Override]:
    """The overrides in force at the status date, by entity and dimension; of several the last one agreed.

    One that has no reason, author, approver, beginning or end is not in force.
    """
    entered = basis["overrides"].dropna(subset=list(NEEDED)).sort_values("valid_from", kind="stable")
    now = pd.Timestamp(basis.status_date)
    live = entered["valid_from"].le(now) & entered["expires_on"].ge(now) & entered["to"].isin(LETTERS)
    found = ({str(name): value for name, value in row.items()} for row in entered[live].to_dict("records"))
    return {(str(row["project_id"]), str(row["dimension"])): _override(row) for row in found}


def _report(
    record: Mapping[str, object], basis: Basis, rules: RagRules, organisation: Organisation
) -> Report:
    letters = _letters(organisation)
    stated_of = {name: letters.get(str(record.get(name))) for name in rules.dimensions}
    named = {name: Rag(letter) for name, letter in stated_of.items() if letter}
    overall = _overall(record, rules, organisation)
    stated = pd.Timestamp(record["status_date"])  # type: ignore[arg-type] # a date or NaT
    on = None if pd.isna(stated) else stated.date()
    age = None if on is None else (basis.status_date - on).days
    limit = rules.stale_after_days
    return Report(
        states=named | ({OVERALL: overall} if overall else {}),
        on=on,
        age=age,
        stale=bool(limit) and (age is None or age > limit),
    )


def _overall(record: Mapping[str, object], rules: RagRules, organisation: Organisation) -> Rag | None:
    """The worse of the declared overall states; a confidence of five points is put on three."""
    letters = _letters(organisation)
    stated = [letters.get(str(record[name])) for name in rules.overall_declared]
    found = [Rag(letter) for letter in stated if letter]
    return worst(found) if found else None


def _letters(organisation: Organisation) -> dict[str, str]:
    """The letter of each declared state: itself, or the one that the rating scale puts a word on."""
    return {letter: letter for letter in LETTERS} | dict(organisation.rating_scale)


def _override(row: Mapping[str, object]) -> Override:
    return Override(
        to=Rag(str(row["to"])),
        reason=str(row["reason"]),
        author=str(row["author"]),
        approver=str(row["approver"]),
        valid_from=pd.Timestamp(row["valid_from"]).date(),  # type: ignore[arg-type]
        expires_on=pd.Timestamp(row["expires_on"]).date(),  # type: ignore[arg-type]
    )
