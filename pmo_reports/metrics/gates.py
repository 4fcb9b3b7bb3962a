"""Stage gates (ISO 21502): what was held and with which verdict, what comes next, conditions still open.

A gate is held when it has an actual date by the status date; one that is not cannot be before that day.
Verdicts are read by their words; a gate is passed on conditions when its verdict says so.
"""

from __future__ import annotations

import pandas as pd

from pmo_reports.metrics import logs
from pmo_reports.metrics.schedule import slip
from pmo_reports.model.assessed import Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.heads import plain
from pmo_reports.model.measures import Better, Rollup, measure

ISO = "ISO 21502"
SOON = pd.Timedelta(days=90)
_WORDS = {
    "passed": "passed pass go proceed approved accepted yes ok green complete completed bestanden",
    "conditional": "conditional conditionally conditionalpass conditionalgo passedconditionally amber "
    "passedwithconditions passwithconditions gowithconditions proceedwithconditions approvedwithconditions "
    "passedonconditions approvedsubjecttoconditions mitauflagen",
    "refused": "failed fail notpassed nogo stop stopped kill killed hold onhold held deferred recycle "
    "recycled rework repeat rejected refused no red nichtbestanden",
}
VERDICTS = {word: verdict for verdict, words in _WORDS.items() for word in words.split()}
DATES = ("gates.planned_date", "gates.forecast_date", "gates.actual_date")
VERDICT = ("gates.verdict", "gates.actual_date")
CONDITIONS = ("gates.conditions", "gates.conditions_met", *VERDICT)


@measure(
    label="Gates held",
    unit=Unit.COUNT,
    formula="gates with an actual date up to the status date",
    standard=ISO,
    inputs=DATES[2:],
    terms={"ISO 21502": "Guidance on project management"},
)
def gates_held(basis: Basis) -> pd.Series:
    """Passed, passed on conditions and not passed, all together."""
    held = _held(basis)
    return _number(basis, held, logs.every(held))


@measure(
    label="Gates passed",
    unit=Unit.COUNT,
    formula="gates held with a verdict to go on, without conditions",
    standard=ISO,
    inputs=VERDICT,
)
def gates_passed(basis: Basis) -> pd.Series:
    """Null while a gate that was held has no verdict that is understood."""
    return _judged(basis, "passed")


@measure(
    label="Gates passed on conditions",
    unit=Unit.COUNT,
    formula="gates held with a verdict to go on, on conditions",
    standard=ISO,
    inputs=VERDICT,
)
def gates_conditional(basis: Basis) -> pd.Series:
    """Passed, but something is still to be done."""
    return _judged(basis, "conditional")


@measure(
    label="Gates not passed",
    unit=Unit.COUNT,
    formula="gates held with a verdict to stop, to wait or to come again",
    better=Better.LOWER,
    standard=ISO,
    inputs=VERDICT,
)
def gates_refused(basis: Basis) -> pd.Series:
    """Stop, hold, recycle."""
    return _judged(basis, "refused")


@measure(
    label="Gates with conditions open",
    unit=Unit.COUNT,
    formula="gates passed on conditions that are not met by the status date",
    better=Better.LOWER,
    standard=ISO,
    inputs=CONDITIONS,
)
def gates_with_conditions_open(basis: Basis) -> pd.Series:
    """Gates whose conditions nobody has reported as met; a condition counts whatever the verdict says."""
    held = _held(basis)
    return _number(basis, held, logs.judged(_unmet(basis, held), _verdicts(held)))


@measure(
    label="Gates with conditions overdue",
    unit=Unit.COUNT,
    formula="gates with open conditions that were due before the status date",
    better=Better.LOWER,
    standard=ISO,
    inputs=("gates.conditions_due", *CONDITIONS),
)
def gates_with_conditions_overdue(basis: Basis) -> pd.Series:
    """Null while open conditions have no date."""
    held = _held(basis)
    unmet, due = _unmet(basis, held), held["conditions_due"]
    late = logs.judged(unmet & due.lt(logs.status_day(basis)), due.where(unmet, logs.status_day(basis)))
    return _number(basis, held, logs.judged(late, _verdicts(held)))


@measure(
    label="Gates overdue",
    unit=Unit.COUNT,
    formula="gates not held whose forecast (else planned) date lies before the status date",
    better=Better.LOWER,
    standard=ISO,
    inputs=DATES,
)
def gates_overdue(basis: Basis) -> pd.Series:
    """Gates that should have been held; null while one has no date at all."""
    ahead = _ahead(basis)
    return _number(basis, ahead, logs.judged(ahead["when"].lt(logs.status_day(basis)), ahead["when"]))


@measure(
    label="Gates in 90 days",
    unit=Unit.COUNT,
    formula="gates not held with a forecast (else planned) date in the 90 days after the status date",
    standard=ISO,
    inputs=DATES,
)
def gates_due_90(basis: Basis) -> pd.Series:
    """Gates to prepare for."""
    ahead, now = _ahead(basis), logs.status_day(basis)
    soon = ahead["when"].gt(now) & ahead["when"].le(now + SOON)
    return _number(basis, ahead, logs.judged(soon, ahead["when"]))


@measure(
    label="Next gate",
    unit=Unit.DATE,
    formula="earliest forecast (else planned) date after the status date of a gate not held",
    rolls_up=Rollup.LEAST,
    standard=ISO,
    inputs=DATES,
)
def next_gate(basis: Basis) -> pd.Series:
    """The date of the next gate."""
    return next_gates(basis).set_index("project_id")["when"]


@measure(
    label="Worst gate slip",
    unit=Unit.DAYS,
    formula="working days from planned to actual or forecast, worst gate",
    rolls_up=Rollup.GREATEST,
    better=Better.LOWER,
    standard=ISO,
    inputs=DATES,
)
def gate_slip(basis: Basis) -> pd.Series:
    """How much later than planned; null while a gate lacks a date that it needs."""
    gates = calendar(basis)
    groups = gates["slip"].groupby(gates["project_id"])
    return groups.max().where(groups.count().eq(groups.size()))


def calendar(basis: Basis) -> pd.DataFrame:
    """The gates with `when` (held, else expected, else planned) and `slip` in working days, null unknown.

    A gate that is not held by the status date slips to that day at least.
    """
    return basis.once(calendar, lambda: _calendar(basis))


def outcomes(basis: Basis) -> pd.DataFrame:
    """The calendar with what each verdict means (`meaning`) and whether conditions are open (`unmet`)."""
    gates = calendar(basis)
    return gates.assign(meaning=_verdicts(gates), unmet=gates["held"] & _unmet(basis, gates))


def next_gates(basis: Basis) -> pd.DataFrame:
    """The next gate of each project: `project_id`, `gate_id`, `name`, `planned_date`, `when`, `slip`."""
    ahead = _ahead(basis)
    after = ahead[ahead["when"].gt(logs.status_day(basis))].sort_values(["project_id", "when", "gate_id"])
    columns = ["project_id", "gate_id", "name", "planned_date", "when", "slip"]
    return after.drop_duplicates("project_id")[columns].reset_index(drop=True)


def _calendar(basis: Basis) -> pd.DataFrame:
    gates, now = basis["gates"], logs.status_day(basis)
    actual = gates["actual_date"].where(gates["actual_date"].le(now))
    when = actual.fillna(gates["forecast_date"]).fillna(gates["planned_date"])
    at_least = when.where(actual.notna() | when.isna() | when.ge(now), now)
    slips = slip(basis, gates["planned_date"], at_least, gates["project_id"])
    return gates.assign(held=actual.notna(), when=when, slip=slips)


def _held(basis: Basis) -> pd.DataFrame:
    return basis.once(_held, lambda: calendar(basis)[calendar(basis)["held"]])


def _ahead(basis: Basis) -> pd.DataFrame:
    return basis.once(_ahead, lambda: calendar(basis)[~calendar(basis)["held"]])


def _verdicts(gates: pd.DataFrame) -> pd.Series:
    """What each verdict means; null where its words are not known."""
    return gates["verdict"].map(plain, na_action="ignore").map(VERDICTS)


def _unmet(basis: Basis, held: pd.DataFrame) -> pd.Series:
    """Whether a gate that was held has conditions that are not met."""
    given = held["conditions"].notna() | _verdicts(held).eq("conditional")
    return given & ~held["conditions_met"].le(logs.status_day(basis))


def _judged(basis: Basis, verdict: str) -> pd.Series:
    held = _held(basis)
    found = _verdicts(held)
    return _number(basis, held, logs.judged(found.eq(verdict), found))


def _number(basis: Basis, gates: pd.DataFrame, hits: pd.Series) -> pd.Series:
    return logs.counted(hits, gates["project_id"], logs.listed(basis, "gates"))
