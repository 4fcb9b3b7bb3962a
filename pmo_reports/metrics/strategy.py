"""Spend and value by strategic objective (ISO 21504): what each objective gets of every project.

Shares come from the table of contributions; where none is fed, a project is split evenly over the
objectives that the register names. What no objective gets is "unaligned", so that every column adds up to
the portfolio.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from pmo_reports.metrics.arithmetic import ratio
from pmo_reports.metrics.earned_value import budgets
from pmo_reports.metrics.exact import exact, factors
from pmo_reports.model.assessed import Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, Measurements, measure

UNALIGNED = ""
"""The id of the row with what no objective gets."""
FIGURES = ("bac", "ac", "eac_management", "benefit_baseline", "benefit_forecast", "npv_case", "npv_outlook")
"""What is shown by objective: measures of money that add up from projects."""
SEPARATORS = r"[;|\n]"
DIGITS = 9
TOLD = ("contributions.share", "projects.objectives")


@measure(
    label="Aligned budget",
    unit=Unit.MONEY,
    formula="sum of BAC × the shares of the project in strategic objectives",
    better=Better.HIGHER,
    standard="ISO 21504",
    inputs=(*TOLD, "costs.budget_current"),
    terms={"ISO 21504": "Guidance on portfolio management"},
)
def aligned_budget(basis: Basis) -> pd.Series:
    """The budget that serves a strategic objective; null while nobody tells of any."""
    told = shares(basis)
    whole = budgets(basis)
    if told.empty:
        return whole.iloc[:0]
    parts = told.groupby("project_id")["share"].sum().round(DIGITS).clip(upper=1.0)
    aligned = factors(parts.reindex(whole.index).fillna(0.0))
    return exact(whole).times(aligned).series(whole.index)


@measure(
    label="Aligned share of the budget",
    unit=Unit.PERCENT,
    formula="aligned budget / BAC",
    better=Better.HIGHER,
    standard="ISO 21504",
)
def aligned_share(aligned_budget: pd.Series, bac: pd.Series) -> pd.Series:
    """How much of the budget serves the strategy."""
    return ratio(aligned_budget, bac)


def shares(basis: Basis) -> pd.DataFrame:
    """What each objective gets of each project: `project_id`, `objective_id`, `share`.

    Shares of a project sum to 1 at most: where more is told, they are cut down in proportion. Those that
    tell no share have equal parts of what the others leave.
    """
    return basis.once(shares, lambda: _shares(basis))


def overshared(basis: Basis) -> pd.Series:
    """The sum of shares of each project of which it exceeds 1, as told."""
    sums = basis["contributions"].groupby("project_id")["share"].sum().round(DIGITS)
    found: pd.Series = sums[sums > 1]
    return found


def alignment(
    basis: Basis, measurements: Measurements, entity: str, figures: Iterable[str] = FIGURES
) -> pd.DataFrame:
    """Objectives (rows) by figure (columns), of the projects of an entity; the last row is unaligned.

    Columns `objective_id`, `name`, `owner`, `weight`, `projects` (how many contribute), and one for each of
    `figures`, in the reporting currency. A column adds up to the entity's own figure to the cent: each row
    is rounded, and the largest takes what rounding leaves. A figure that the entity has not is null.
    """
    told, members = shares(basis), basis.members
    ids = members.loc[members["entity_id"].eq(entity), "project_id"]
    own = told[told["project_id"].isin(ids)]
    rows = _rows(basis, own)
    values = measurements.values  # noqa: PD011 - a field of ours
    columns = {key: values[key].reindex(ids) for key in figures}
    wholes = {key: measurements.value(entity, key) for key in figures}
    money = {key: _column(own, columns[key], wholes[key], rows) for key in figures}
    return rows.assign(**money).reset_index()


def _shares(basis: Basis) -> pd.DataFrame:
    told = basis["contributions"][["project_id", "objective_id", "share"]].dropna(subset=["project_id"])
    return _bounded(_filled(told if len(basis["contributions"]) else _named(basis)))


def _named(basis: Basis) -> pd.DataFrame:
    """The objectives that the register names of each project, by id where the name is one of the list's."""
    projects = basis["projects"][["project_id", "objectives"]].dropna()
    split = projects.assign(objectives=projects["objectives"].str.split(SEPARATORS, regex=True))
    named = split.explode("objectives").rename(columns={"objectives": "objective_id"})
    said = named["objective_id"].str.strip()
    known = said.str.casefold().map(_ids(basis["objectives"]))
    found = named.assign(objective_id=known.where(known.notna(), said), share=np.nan)
    return found[found["objective_id"].ne("")].drop_duplicates(["project_id", "objective_id"])


def _ids(objectives: pd.DataFrame) -> Mapping[str, str]:
    """The id of each objective by its id and its name, without case."""
    named = objectives.dropna(subset=["name"])
    return {
        **dict(zip(named["name"].str.casefold(), named["objective_id"], strict=True)),
        **dict(zip(objectives["objective_id"].str.casefold(), objectives["objective_id"], strict=True)),
    }


def _filled(told: pd.DataFrame) -> pd.DataFrame:
    """Shares that are not told in equal parts of the rest."""
    of = told.groupby("project_id")["share"]
    rest = (1 - of.transform("sum")).clip(lower=0)
    silent = told["share"].isna()
    count = silent.groupby(told["project_id"]).transform("sum")
    return told.assign(share=told["share"].where(~silent, rest / count.where(count > 0)))


def _bounded(told: pd.DataFrame) -> pd.DataFrame:
    sums = told.groupby("project_id")["share"].transform("sum").clip(lower=1)
    return told.assign(share=(told["share"] / sums).astype("float64")).reset_index(drop=True)


def _rows(basis: Basis, own: pd.DataFrame) -> pd.DataFrame:
    """The rows of the table: the objectives of the list, others that projects name, and unaligned."""
    listed = basis["objectives"][["objective_id", "name", "owner", "weight"]]
    named = own[["objective_id"]].drop_duplicates()
    others = named[~named["objective_id"].isin(listed["objective_id"])]
    more = others.sort_values("objective_id").assign(name=lambda rows: rows["objective_id"])
    last = pd.DataFrame({"objective_id": [UNALIGNED], "name": ["Unaligned"]})
    rows = pd.concat([listed, more, last]).set_index("objective_id")
    counts = own.loc[own["share"] > 0].groupby("objective_id")["project_id"].nunique()
    return rows.assign(projects=counts.reindex(rows.index).fillna(0).astype("int64"))


def _column(own: pd.DataFrame, amounts: pd.Series, whole: object, rows: pd.DataFrame) -> pd.Series:
    """An amount of each project by objective, in cents that add up to `whole`."""
    if not isinstance(whole, float | int):
        return pd.Series(np.nan, index=rows.index)
    parts = own["share"] * own["project_id"].map(amounts.astype("float64").fillna(0.0)).astype("float64")
    found = parts.groupby(own["objective_id"]).sum().reindex(rows.index).fillna(0.0)
    found[UNALIGNED] = whole - found.sum()
    cents = np.rint(found.to_numpy("float64") * 100).astype("int64")
    cents[np.abs(cents).argmax()] += round(whole * 100) - int(cents.sum())
    return pd.Series(cents / 100, index=rows.index)
