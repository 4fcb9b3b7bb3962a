"""Small cases for the RAG rules: measures with given values, projects written by hand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from ruamel.yaml import YAML

from pmo_reports import metrics, rag
from pmo_reports.config.rag import Dimension, RagRules, Rule
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, Measure, Measurements
from pmo_reports.model.period import Period
from pmo_reports.model.rag import Rag
from pmo_reports.model.tables import Portfolio
from pmo_reports.rag.codes import known
from pmo_reports.rag.reach import judged
from pmo_reports.rag.rules import bounds, held
from pmo_reports.render.formats import sentence_text
from tests.strategies import PERIOD, Row, portfolio, settings

SHIPPED = Path(__file__).parents[2] / "config" / "rag.yaml"
LATE = Rule(key="late", measure="slip", green=5, amber=20, message="it slips")
INPUTS = {
    "slip": "milestones.forecast_date",
    "cpi": "costs.actual",
    "progress": "progress.percent_complete",
    "bac": "costs.budget_current",
}


def shipped() -> RagRules:
    """The rules that the product comes with."""
    return RagRules.model_validate(YAML(typ="safe").load(SHIPPED.read_text(encoding="utf-8")))


def bounds_of(rule: Rule, tolerance: float = float("nan")) -> tuple[float, float]:
    """The bounds of a rule for a project of a tolerance; nan: it has none."""
    green, amber = bounds(rule, np.array([tolerance]))
    return float(green[0]), float(amber[0])


def held_at(rule: Rule, value: float) -> Rag:
    """The state of a value by the bounds of a rule."""
    return known(held(rule, np.array([value]), *bounds(rule))[0])


def one_dimension(*rules: Rule, **fields: Any) -> RagRules:  # noqa: ANN401
    """Rules with one dimension, `schedule`."""
    return RagRules(dimensions={"schedule": Dimension(label="Schedule", rules=rules or (LATE,))}, **fields)


def measurements(values: Mapping[str, Mapping[str, float | None]], entities: list[str]) -> Measurements:
    """Measures `slip` (days), `cpi`, `progress` and `bac` with the values given, by entity."""
    units = {"slip": Unit.DAYS, "cpi": Unit.INDEX, "progress": Unit.PERCENT, "bac": Unit.MONEY}
    frame = pd.DataFrame(
        {key: [values.get(each, {}).get(key) for each in entities] for key in units},
        entities,
        dtype="float64",
    )
    return Measurements(
        values=frame,
        disclosed=frame.notna().astype(int),
        members=pd.Series(1, index=entities),
        declared={key: _measure(key, unit) for key, unit in units.items()},
        currency="EUR",
    )


def assessed(
    tables: Portfolio,
    values: Mapping[str, Mapping[str, float | None]],
    rules: RagRules,
    past: tuple[Assessed, ...] = (),
) -> Assessed:
    """A portfolio assessed by `rules` with measures of given values."""
    organisation = settings().organisation
    basis = metrics.basis(tables, settings(), tables.period)
    entities = list(basis["projects"]["project_id"])
    return rag.assessed(basis, measurements(values, entities), rules, organisation, past)


def real(tables: Portfolio, rules: RagRules, past: tuple[Assessed, ...] = ()) -> Assessed:
    """A portfolio assessed by `rules` with its own measures, those that `rules` look at."""
    basis = metrics.basis(tables, settings(rules), tables.period)
    return rag.assessed(
        basis, metrics.measured(basis, looked_at(rules)), rules, settings().organisation, past
    )


def whole(tables: Portfolio, rules: RagRules) -> Assessed:
    """A portfolio assessed by `rules` with every measure there is, as a build does."""
    basis = metrics.basis(tables, settings(rules), tables.period)
    return rag.assessed(basis, metrics.measured(basis), rules, settings().organisation, ())


def looked_at(rules: RagRules) -> Mapping[str, Measure]:
    """The measures that `rules` name, with all that these are made of."""
    known = metrics.DECLARED
    wanted = {rollup.weight for rollup in (rules.programme, rules.portfolio)} & set(known)
    waiting = [*wanted, *(key for each in rules.dimensions.values() for key in judged(each))]
    while waiting:
        key = waiting.pop()
        wanted.add(key)
        waiting += [below for below in known[key].below if below not in wanted]
    return {key: measure for key, measure in known.items() if key in wanted}


def project(identifier: str = "P", **fields: Any) -> Row:  # noqa: ANN401
    """A row of the projects table."""
    return {"project_id": identifier, "level": "project", "state": "active"} | fields


def report(identifier: str = "P", state: str | None = "G", **fields: Any) -> Row:  # noqa: ANN401
    """A report of today that declares schedule and overall."""
    said = {"schedule": state, "overall": state, "status_date": PERIOD.end}
    return {"project_id": identifier} | said | fields


def alone(
    slip: float | None, rules: RagRules | None = None, period: Period = PERIOD, **tables: list[Row]
) -> Assessed:
    """One project, reported green, whose only measure is `slip`."""
    entries = {"projects": [project()], "status_reports": [report()]} | tables
    values = {"P": {"slip": slip, "bac": 1.0}}
    return assessed(portfolio(period, **entries), values, rules or one_dimension())


def reason(found: Assessed, entity: str = "P", dimension: str = "schedule") -> str:
    """The sentence of a cell, as it is printed."""
    return sentence_text(found.assessments[entity, dimension].reason, "en_GB").replace(
        "\N{NO-BREAK SPACE}", " "
    )


def _measure(key: str, unit: Unit) -> Measure:
    return Measure(
        key=key,
        label=key.upper() if key == "cpi" else key.capitalize(),
        unit=unit,
        better=Better.NEITHER,
        formula=f"as given for {key}",
        standard="test",
        inputs=(INPUTS[key],),
        needs=(),
        function=lambda basis: basis,
    )
