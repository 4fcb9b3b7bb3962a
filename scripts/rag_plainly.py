"""RAG the plain way, for comparison: loops over projects, dimensions and rules that give the states alone.

Written from what the rules mean, and from none of the engine's functions, so that the two can be held
against one another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from pmo_reports.config.rag import Dimension, RagRules, Rollup, Rule
from pmo_reports.model.finding import Severity

if TYPE_CHECKING:
    from pmo_reports.model.assessed import Assessed, Basis
    from pmo_reports.model.measures import Measurements

Row = Mapping[str, Any]
Cell = tuple[str, bool, str]
"""A state, whether nothing unknown could make it worse, and what unknown or stale lies beneath it, if any."""

ORDER = "RAS?G"
BAD = {"R": 3, "A": 2, "?": 1, "S": 1, "G": 0}
GREY = "?S"
POINTS = {"R": 0.0, "A": 1.0, "G": 2.0}
EXACT = 9
OVERALL = "overall"
STILL_THERE: Mapping[str, Callable[[Row, pd.Timestamp], bool]] = {
    "costs": lambda _, __: True,
    "tasks": lambda row, _: not _null(row["baseline_cost"]),
    "milestones": lambda row, _: _null(row["actual_date"]),
    "risks": lambda row, _: row["state"] != "closed",
    "changes": lambda row, _: row["state"] != "rejected",
    "benefits": lambda _, __: True,
    "resources": lambda row, now: row["month"] > now,
}
"""Entries of the last period that must be there in this one, by table."""
KEYS = {
    "costs": ("project_id", "month", "category"),
    "tasks": ("project_id", "task_id"),
    "milestones": ("project_id", "milestone_id"),
    "risks": ("project_id", "risk_id"),
    "changes": ("project_id", "change_id"),
    "benefits": ("project_id", "benefit_id", "month"),
    "resources": ("project_id", "role", "month", "person"),
}


@dataclass(slots=True, kw_only=True)
class Told:
    """What the loops look things up in."""

    basis: Basis
    measurements: Measurements
    rules: RagRules
    letters: Mapping[str, str]
    now: pd.Timestamp
    projects: dict[str, Row] = field(default_factory=dict)
    measured: dict[str, Row] = field(default_factory=dict)
    reports: dict[str, Row] = field(default_factory=dict)
    overrides: dict[tuple[str, str], str] = field(default_factory=dict)
    past: tuple[Assessed, ...] = ()
    missing: dict[str, set[str]] = field(default_factory=dict)
    stands_in: dict[str, set[str]] = field(default_factory=dict)


def states(
    basis: Basis,
    measurements: Measurements,
    rules: RagRules,
    scale: Mapping[str, str],
    past: tuple[Assessed, ...],
) -> dict[tuple[str, str], str]:
    """The effective state of every entity in every dimension and overall."""
    told = _read(basis, measurements, rules, scale, past)
    members: dict[str, list[str]] = {}
    for entity, project in zip(basis.members["entity_id"], basis.members["project_id"], strict=True):
        members.setdefault(entity, []).append(project)
    cells: dict[tuple[str, str], Cell] = {}
    for project in dict.fromkeys(basis.members["project_id"]):
        for name, cell in _project(told, project).items():
            cells[project, name] = cell
    projects = set(basis.members["project_id"])
    for entity in measurements.members.index:
        if entity not in projects:
            for name in (*rules.dimensions, OVERALL):
                parts = {each: cells[each, name] for each in members.get(entity, ())}
                cells[entity, name] = _rolled(told, entity, name, parts)
    return {key: state for key, (state, *_) in cells.items()}


def _read(
    basis: Basis,
    measurements: Measurements,
    rules: RagRules,
    scale: Mapping[str, str],
    past: tuple[Assessed, ...],
) -> Told:
    told = Told(
        basis=basis,
        measurements=measurements,
        rules=rules,
        letters={letter: letter for letter in "RAG"} | dict(scale),
        now=pd.Timestamp(basis.status_date),
        past=past,
    )
    told.projects = {row["project_id"]: row for row in _rows(basis["projects"])}
    told.measured = measurements.values.to_dict("index")  # noqa: PD011 - the frame of values, no array
    told.reports = {row["project_id"]: row for row in _rows(basis["status_reports"])}
    for row in _rows(basis["overrides"]):
        named = ("reason", "author", "approver", "to", "valid_from", "expires_on")
        if any(_null(row[name]) for name in named) or row["to"] not in POINTS:
            continue
        if row["valid_from"] <= told.now <= row["expires_on"]:
            key = (row["project_id"], row["dimension"])
            told.overrides[key] = min(row["to"], told.overrides.get(key, "R"), key=BAD.__getitem__)
    for finding in basis.portfolio.findings:
        if finding.severity is Severity.ERROR and finding.entity and finding.table:
            told.missing.setdefault(finding.entity, set()).add(finding.table)
    if rules.vanished and past:
        _note_vanished(told, past[-1])
    _note_stand_ins(told, past)
    return told


def _note_vanished(told: Told, before: Assessed) -> None:
    for table, expected in STILL_THERE.items():
        keys = KEYS[table]
        there = {tuple(_plain(row[key]) for key in keys) for row in _rows(told.basis[table])}
        for row in _rows(before.portfolio[table]):
            if expected(row, told.now) and tuple(_plain(row[key]) for key in keys) not in there:
                told.missing.setdefault(row["project_id"], set()).add(table)


def _note_stand_ins(told: Told, past: tuple[Assessed, ...]) -> None:
    """Figures from a source that stands in for one that somebody keeps, by project."""
    declared = told.measurements.declared
    held = (told.basis.portfolio, *(each.portfolio for each in past))
    for key, measure in declared.items():
        if not measure.either:
            continue
        first = measure.needs[0]
        table = declared[first].inputs[0].partition(".")[0]
        if table in told.basis.fed or any(len(portfolio[table]) for portfolio in held):
            for project, values in told.measured.items():
                if not _null(values[key]) and _null(values[first]):
                    told.stands_in.setdefault(project, set()).add(key)


def _project(told: Told, project: str) -> dict[str, Cell]:
    row, rules = told.projects[project], told.rules
    names = (*rules.dimensions, OVERALL)
    if row["state"] in rules.states:
        return dict.fromkeys(names, (rules.states[row["state"]], True, ""))
    ahead = not _null(row["baseline_start"]) and row["baseline_start"] > told.now
    if ahead and _null(row["actual_start"]) and project not in told.reports:
        return dict.fromkeys(names, ("n/a", True, ""))
    cells = {}
    for name, dimension in rules.dimensions.items():
        expected = dimension.reported or dimension.declared_only or _was_worse(told, project, name)
        if dimension.declared_only:
            cells[name] = _settled(told, (project, name), None, expected=True)
        else:
            verdict = _verdict(told, project, dimension)
            cells[name] = _settled(told, (project, name), verdict, expected=expected)
    cells[OVERALL] = _overall(told, project, cells)
    return cells


def _was_worse(told: Told, project: str, name: str) -> bool:
    """Whether red or amber was declared in the last period: it has to be said again, or is not known."""
    report = told.reports.get(project)
    if not told.past or not told.rules.vanished or (report and _declared(told, report, name)):
        return False
    cell = told.past[-1].assessments.get((project, name))
    return cell is not None and cell.declared in ("R", "A")


def _verdict(told: Told, project: str, dimension: Dimension) -> Cell:
    """What the rules of a dimension give for a project."""
    row, values = told.projects[project], told.measured.get(project, {})
    rules = [rule for rule in dimension.rules if _is_for(rule, row)]
    if not rules:
        return "n/a", True, ""
    judged = [(_held(rule, row, values, _earlier(rule, project, told.past)), rule.weight) for rule in rules]
    found = [state for state, _ in judged if state]
    if not found:
        state, sure = "?", False
    else:
        parts = [(state, True, "", weight) for state, weight in judged if state]
        state, sure, _ = _whole(parts, Rollup(**dimension.combine.model_dump()))
    if _has_gap(told, project, dimension):
        return _worst(state, "?"), state == "R", "?"
    return state, sure, "?" if not found or "?" in found else ""


def _is_for(rule: Rule, row: Row) -> bool:
    for name, allowed in rule.applies_when.items():
        if not _null(row[name]) and row[name] not in allowed:
            return False
    return True


def _earlier(rule: Rule, project: str, past: tuple[Assessed, ...]) -> str:
    """The state that a rule with hysteresis gave in the last period; "" where it gave none."""
    if not rule.hysteresis or not past:
        return ""
    *longer_ago, last = past
    rows = [row for row in _rows(last.portfolio["projects"]) if row["project_id"] == project]
    if not rows:
        return ""
    values = last.measurements.values.loc[project].to_dict()  # noqa: PD011 - the frame of values
    return _held(rule, rows[0], values, _earlier(rule, project, tuple(longer_ago)))


def _held(rule: Rule, row: Row, values: Row, before: str = "") -> str:
    """The state that a rule gives after that of the last period; "" where it does not decide."""
    value = _number(values.get(rule.measure))
    needed = [(_number(values.get(least.measure)), least.at_least) for least in rule.needs]
    for found, least in needed:
        if found is not None and round(found - least, EXACT) < 0:
            return ""
    if value is None:
        return "" if rule.missing == "skip" else "?"
    if any(found is None for found, _ in needed):
        return "?"
    if rule.plausible and not rule.plausible[0] <= value <= rule.plausible[1]:
        return "?"
    green, amber = _bounds(rule, row)
    worse = -1 if rule.green > rule.amber else 1
    if before and before != "G":
        green -= worse * rule.hysteresis
        amber -= worse * rule.hysteresis * (before in "R?")
    if round((value - green) * worse, EXACT) <= 0:
        return "G"
    return "A" if round((value - amber) * worse, EXACT) <= 0 else "R"


def _bounds(rule: Rule, row: Row) -> tuple[float, float]:
    tolerance = _number(row[rule.tolerance]) if rule.tolerance else None
    if tolerance is None:
        return rule.green, rule.amber
    worse = -abs(tolerance) if rule.green > rule.amber else abs(tolerance)
    green, amber = (
        rule.tolerance_from + worse * part for part in (rule.tolerance_green, rule.tolerance_amber)
    )
    return round(green, EXACT), round(amber, EXACT)


def _has_gap(told: Told, project: str, dimension: Dimension) -> bool:
    missing, others = told.missing.get(project), told.stands_in.get(project)
    if not missing and not others:
        return False
    looked_at = {rule.measure for rule in dimension.rules}
    looked_at |= {least.measure for rule in dimension.rules for least in rule.needs}
    if others and others & _below(told, looked_at):
        return True
    if not missing:
        return False
    return bool(missing & (set(dimension.rests_on) or _tables(told, project, looked_at)))


def _below(told: Told, keys: set[str]) -> set[str]:
    found, waiting = set[str](), list(keys)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += told.measurements.declared[key].below
    return found


def _tables(told: Told, project: str, keys: set[str]) -> set[str]:
    """The tables that measures of a project rest on; of alternatives up to the one that it has."""
    values, found, done, waiting = told.measured.get(project, {}), set[str](), set[str](), list(keys)
    while waiting:
        key = waiting.pop()
        if key in done:
            continue
        done.add(key)
        measure = told.measurements.declared[key]
        found |= {name.partition(".")[0] for name in measure.inputs}
        if not measure.either:
            waiting += measure.below
            continue
        filled = [need for need in measure.needs if not _null(values.get(need))]
        last = filled[-1] if filled else measure.needs[-1]
        waiting += measure.needs[: measure.needs.index(last) + 1]
    return found


def _settled(told: Told, key: tuple[str, str], verdict: Cell | None, *, expected: bool) -> Cell:
    """What is printed: the worse of computed and declared, unless overridden; no verdict: the word alone."""
    computed, computed_sure, beneath = verdict or ("n/a", True, "")
    if verdict and computed not in BAD:
        return computed, computed_sure, ""
    report = told.reports.get(key[0])
    declared = _declared(told, report, key[1]) if report else ""
    stale = expected and report is not None and _is_stale(told, report)
    missing = expected and not declared
    grey = ["S"] * stale + ["?"] * (missing or (not verdict and not declared))
    grey += [computed] if computed in GREY else []
    state = _worst(*grey, computed, declared)
    to, overridden = told.overrides.get(key), False
    if to and BAD.get(state, 0) > BAD[to]:
        bettered = _worst(*grey, beneath, to)
        overridden = bettered != state
        state = bettered
    doubtful = state in GREY or missing or stale or not (computed_sure or overridden)
    hidden = _worst(*grey, beneath)
    return state, state == "R" or not doubtful, "" if hidden == "n/a" else hidden


def _declared(told: Told, report: Row, name: str) -> str:
    fields = told.rules.overall_declared if name == OVERALL else (name,)
    said = [told.letters.get(report.get(each), "") for each in fields]
    return _worst(*said) if any(said) else ""


def _is_stale(told: Told, report: Row) -> bool:
    limit = told.rules.stale_after_days
    if not limit:
        return False
    return _null(report["status_date"]) or (told.now - report["status_date"]).days > limit


def _overall(told: Told, project: str, cells: Mapping[str, Cell]) -> Cell:
    rules = told.rules
    expected = bool(rules.overall_declared)
    if rules.overall == "declared":
        return _settled(told, (project, OVERALL), None, expected=expected)
    parts = [(*cells[name], each.weight) for name, each in rules.dimensions.items() if each.weight > 0]
    found, sure, hidden = _whole(parts, Rollup(policy=rules.overall))
    unknown = [cells[name][0] for name, each in rules.dimensions.items() if each.mandatory]
    state = _worst(found, *(each for each in unknown if each in GREY))
    verdict = (state, sure and state == found, _worst(hidden, *(each for each in unknown if each in GREY)))
    return _settled(told, (project, OVERALL), verdict, expected=expected)


def _rolled(told: Told, entity: str, name: str, cells: Mapping[str, Cell]) -> Cell:
    programme = told.projects.get(entity, {}).get("level") == "programme"
    policy = told.rules.programme if programme else told.rules.portfolio
    if policy.policy == "declared":
        return _settled(told, (entity, name), None, expected=True)
    parts = [(*cell, _weight(told, project, policy)) for project, cell in cells.items()]
    return _settled(told, (entity, name), _whole(parts, policy), expected=False)


def _weight(told: Told, project: str, policy: Rollup) -> float | None:
    if not policy.weight:
        return 1.0
    if policy.weight in told.measurements.declared:
        return _number(told.measured.get(project, {}).get(policy.weight))
    return _number(told.projects[project].get(policy.weight))


def _whole(parts: list[tuple[str, bool, str, float | None]], policy: Rollup) -> Cell:
    """The whole of states, taken once with all that is unknown green and once with it red."""
    counted = [part for part in parts if part[0] in BAD]
    if not counted:
        shared = {state for state, *_ in parts}
        return (shared.pop() if len(shared) == 1 else "n/a"), True, ""
    hidden = _worst(*(each for _, _, each, _ in counted if each in GREY and each))
    if policy.policy == "worst_of":
        state = _worst(*(state for state, *_ in counted))
        sure = state == "R" or (state not in GREY and all(sure or s == "R" for s, sure, *_ in counted))
        return state, sure, hidden
    best = [("G" if state in GREY else state, weight) for state, _, _, weight in counted]
    least = [(state if sure and state not in GREY else "R", weight) for state, sure, _, weight in counted]
    taken = _by_share if policy.policy == "proportion" else _by_mean
    at_best, at_worst = taken(best, policy, max), taken(least, policy, min)
    return (at_best, True, hidden) if at_best == at_worst else (_worst(at_best, "?"), False, hidden)


def _by_share(parts: list[tuple[str, float | None]], policy: Rollup, _: Callable[..., float]) -> str:
    share = round(sum(state == "G" for state, _ in parts) / len(parts), EXACT)
    if share > policy.green_share:
        return "G"
    return "A" if share >= policy.amber_share else "R"


def _by_mean(parts: list[tuple[str, float | None]], policy: Rollup, pick: Callable[..., float]) -> str:
    total = sum(weight for _, weight in parts if weight is not None)
    means = [POINTS[state] for state, weight in parts if weight is None or total <= 0]
    if total > 0:
        means.append(sum(POINTS[state] * weight for state, weight in parts if weight is not None) / total)
    mean = round(pick(means), EXACT)
    if mean < policy.red_below:
        return "R"
    vetoed = policy.veto and any(state == "R" for state, _ in parts)
    return "G" if mean >= policy.green_from and not vetoed else "A"


def _worst(*found: str) -> str:
    counted = [state for state in found if state in BAD]
    return min(counted, key=ORDER.index, default="n/a")


def _rows(table: pd.DataFrame) -> list[Row]:
    return table.to_dict("records")  # type: ignore[return-value]


def _null(value: object) -> bool:
    return value is None or value is pd.NaT or value is pd.NA or value != value  # noqa: PLR0124 - NaN alone


def _plain(value: object) -> object:
    return None if _null(value) else value


def _number(value: Any) -> float | None:  # noqa: ANN401 - whatever a cell holds
    if _null(value) or hasattr(value, "year"):
        return None
    number = float(value)
    return number if abs(number) != float("inf") else None
