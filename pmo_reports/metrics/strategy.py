"""Spend and value by strategic objective (ISO 21504): what each objective gets of every project.

Shares come from the table of contributions; where none is fed, a project is split evenly over the
objectives that the register names. What no objective gets is "unaligned", so that every column adds up to
the portfolio.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmo_reports.metrics.arithmetic import ratio
from pmo_reports.metrics.earned_value import budgets
from pmo_reports.metrics.exact import exact, factors
from pmo_reports.model.assessed import Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, Measurements, measure

Amounts = npt.NDArray[np.float64]
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
    basis: Basis, measurements: Measurements, entities: Iterable[str], figures: Iterable[str] = FIGURES
) -> pd.DataFrame:
    """Objectives (rows) by figure (columns) of each entity, of its projects.

    Columns `entity_id`, `objective_id`, `name`, `owner`, `weight`, `projects` (how many contribute), and one
    for each of `figures`, in the reporting currency. A column adds up to the entity's own figure to the
    cent: each row is rounded, and the largest takes what rounding leaves. A figure that the entity has not
    is null. The rows of an entity are the objectives of the list, others that its projects name in the order
    of their ids, and unaligned.
    """
    above, told = pd.Index(list(entities), dtype="str"), shares(basis).dropna(subset=["objective_id"])
    objectives = _objectives(basis, told)
    own = told.merge(basis.members[basis.members["entity_id"].isin(above)], on="project_id")
    entity, objective = (
        names.get_indexer(pd.Index(own[name]))
        for names, name in ((above, "entity_id"), (objectives.index, "objective_id"))
    )
    size, shape = len(objectives), (len(above), len(objectives))
    cells, found = entity * size + objective, np.zeros(shape, dtype=bool)
    found[:, : len(basis["objectives"])] = found[:, -1:] = True
    found.reshape(-1)[cells] = True
    counted = np.unique(cells[own["share"].to_numpy(float) > 0], return_counts=True)
    projects = np.zeros(shape, dtype="int64")
    projects.reshape(-1)[counted[0]] = counted[1]
    at, which = np.nonzero(found)
    table = objectives.take(which).reset_index().assign(projects=projects[found])
    values = measurements.values  # noqa: PD011 - a field of ours
    for key in figures:
        amounts = values[key].reindex(own["project_id"]).to_numpy("float64", na_value=np.nan)
        parts = own["share"].to_numpy(float) * np.nan_to_num(amounts)
        sums = np.bincount(cells, weights=parts, minlength=size * len(above)).astype("float64").reshape(shape)
        whole = values[key].reindex(above).to_numpy("float64", na_value=np.nan)
        table[key] = _to_the_cent(sums, whole)[found]
    return table.assign(entity_id=above.take(at).to_numpy())


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


def _objectives(basis: Basis, told: pd.DataFrame) -> pd.DataFrame:
    """The objectives of the list, others that projects name, and unaligned, by id."""
    listed = basis["objectives"][["objective_id", "name", "owner", "weight"]]
    named = told[["objective_id"]].drop_duplicates()
    others = named[~named["objective_id"].isin(listed["objective_id"])]
    more = others.sort_values("objective_id").assign(name=lambda rows: rows["objective_id"])
    last = pd.DataFrame({"objective_id": [UNALIGNED], "name": ["Unaligned"]})
    found: pd.DataFrame = pd.concat([listed, more, last]).astype({"objective_id": "str", "name": "str"})
    return found.set_index("objective_id")


def _to_the_cent(sums: Amounts, whole: Amounts) -> Amounts:
    """Amounts of entities (rows) by objective in cents that add up to `whole`; the last one is the rest."""
    known = ~np.isnan(whole)
    told = np.nan_to_num(whole)
    rest = told - sums[:, :-1].sum(axis=1)
    cents = np.rint(np.column_stack([sums[:, :-1], rest]) * 100).astype("int64")
    largest = np.abs(cents).argmax(axis=1)
    cents[np.arange(len(cents)), largest] += np.rint(told * 100).astype("int64") - cents.sum(axis=1)
    return np.where(known[:, None], cents / 100, np.nan)
