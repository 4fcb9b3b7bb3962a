"""Issues, actions, decisions and assumptions of the RAID log (ISO 21502): what is open, and what is late.

Once a log is kept, a project without entries has none: zero. An open entry without its date leaves its
project's number of late ones unknown.
"""

from __future__ import annotations

import pandas as pd

from pmo_reports.metrics import ledger, logs
from pmo_reports.metrics.risk_log import still_open
from pmo_reports.model.assessed import Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.heads import plain
from pmo_reports.model.measures import Better, measure

ISO = "ISO 21502"
_WORDS = {
    "high": "critical veryhigh high severe major extreme urgent showstopper blocker p1 hoch kritisch",
    "medium": "medium moderate normal p2 mittel",
    "low": "low minor verylow trivial insignificant p3 p4 niedrig gering",
}
SEVERITIES = {word: severity for severity, words in _WORDS.items() for word in words.split()}
DECIDED = ("decided", "closed")


@measure(
    label="Open issues",
    unit=Unit.COUNT,
    formula="issues that are not closed",
    better=Better.LOWER,
    inputs=("issues.state",),
)
def issues_open(basis: Basis) -> pd.Series:
    """How many issues are open; zero for a project that has none in a log that is kept."""
    issues = still_open(basis["issues"])
    return _number(basis, "issues", issues, logs.every(issues))


@measure(
    label="Open issues, high",
    unit=Unit.COUNT,
    formula="open issues of high severity or above",
    better=Better.LOWER,
    inputs=("issues.severity", "issues.state"),
)
def issues_high(basis: Basis) -> pd.Series:
    """Critical, high, severe, major …; null while an open issue has no severity in words that are known."""
    return _severe(basis, "high")


@measure(
    label="Open issues, medium",
    unit=Unit.COUNT,
    formula="open issues of medium severity",
    inputs=("issues.severity", "issues.state"),
)
def issues_medium(basis: Basis) -> pd.Series:
    """Medium, moderate, normal."""
    return _severe(basis, "medium")


@measure(
    label="Open issues, low",
    unit=Unit.COUNT,
    formula="open issues of low severity",
    inputs=("issues.severity", "issues.state"),
)
def issues_low(basis: Basis) -> pd.Series:
    """Low, minor; with the two before they are all open issues."""
    return _severe(basis, "low")


@measure(
    label="Issues overdue",
    unit=Unit.COUNT,
    formula="open issues due before the status date",
    better=Better.LOWER,
    inputs=("issues.due", "issues.state"),
)
def issues_overdue(basis: Basis) -> pd.Series:
    """Issues that should be solved; null while an open one has no date."""
    issues = still_open(basis["issues"])
    return _late(basis, "issues", issues, issues["due"])


@measure(
    label="Open actions",
    unit=Unit.COUNT,
    formula="actions that are not done",
    inputs=("actions.state", "actions.done_on"),
)
def actions_open(basis: Basis) -> pd.Series:
    """Actions that somebody still has to do."""
    actions = _undone(basis)
    return _number(basis, "actions", actions, logs.every(actions))


@measure(
    label="Actions overdue",
    unit=Unit.COUNT,
    formula="actions not done and due before the status date",
    better=Better.LOWER,
    standard=ISO,
    inputs=("actions.due", "actions.state", "actions.done_on"),
)
def actions_overdue(basis: Basis) -> pd.Series:
    """Actions that should be done; null while an open one has no date."""
    actions = _undone(basis)
    return _late(basis, "actions", actions, actions["due"])


@measure(
    label="Decisions open",
    unit=Unit.COUNT,
    formula="decisions asked for and not taken by the status date",
    better=Better.LOWER,
    inputs=("decisions.state", "decisions.decided_on"),
)
def decisions_open(basis: Basis) -> pd.Series:
    """Decisions that projects wait for."""
    asked = _undecided(basis)
    return _number(basis, "decisions", asked, logs.every(asked))


@measure(
    label="Decisions overdue",
    unit=Unit.COUNT,
    formula="decisions needed before the status date and not taken",
    better=Better.LOWER,
    standard=ISO,
    inputs=("decisions.needed_by", "decisions.state", "decisions.decided_on"),
)
def decisions_overdue(basis: Basis) -> pd.Series:
    """Decisions that projects have waited for too long; null while an open one does not say by when."""
    asked = _undecided(basis)
    return _late(basis, "decisions", asked, asked["needed_by"])


@measure(
    label="Cost of delay of overdue decisions",
    unit=Unit.MONEY,
    formula="sum of the cost of delay of decisions needed before the status date and not taken",
    better=Better.LOWER,
    inputs=("decisions.cost_of_delay", "decisions.needed_by", "decisions.state", "decisions.decided_on"),
)
def overdue_decision_cost(basis: Basis) -> pd.Series:
    """As the log states it, a month mostly; null while an overdue decision has none or no date."""
    asked = _undecided(basis)
    when = asked["needed_by"]
    cost = asked["cost_of_delay"].where(when.notna())
    waiting = asked.assign(cost_of_delay=cost)[when.isna() | when.lt(logs.status_day(basis))]
    return ledger.or_zero(ledger.exact(waiting, "cost_of_delay"), logs.listed(basis, "decisions"))


@measure(
    label="Open assumptions",
    unit=Unit.COUNT,
    formula="assumptions that are not validated",
    inputs=("assumptions.state",),
)
def assumptions_open(basis: Basis) -> pd.Series:
    """What the plans rest on and nobody has made sure of."""
    assumed = still_open(basis["assumptions"])
    return _number(basis, "assumptions", assumed, logs.every(assumed))


@measure(
    label="Assumptions overdue",
    unit=Unit.COUNT,
    formula="assumptions to be validated before the status date and still open",
    better=Better.LOWER,
    standard=ISO,
    inputs=("assumptions.validate_by", "assumptions.state"),
)
def assumptions_overdue(basis: Basis) -> pd.Series:
    """Assumptions that should have been made sure of; null while an open one has no date."""
    assumed = still_open(basis["assumptions"])
    return _late(basis, "assumptions", assumed, assumed["validate_by"])


def _undone(basis: Basis) -> pd.DataFrame:
    actions = still_open(basis["actions"])
    return actions[~actions["done_on"].le(logs.status_day(basis))]


def _undecided(basis: Basis) -> pd.DataFrame:
    """Decisions not taken by the status date; one with a later date has not been taken yet."""
    asked = basis["decisions"]
    now, on = logs.status_day(basis), asked["decided_on"]
    return asked[~on.le(now) & (~asked["state"].isin(DECIDED) | on.gt(now))]


def _severe(basis: Basis, severity: str) -> pd.Series:
    issues = still_open(basis["issues"])
    found = issues["severity"].map(plain, na_action="ignore").map(SEVERITIES)
    return _number(basis, "issues", issues, logs.judged(found.eq(severity), found))


def _late(basis: Basis, table: str, entries: pd.DataFrame, due: pd.Series) -> pd.Series:
    return _number(basis, table, entries, logs.judged(due.lt(logs.status_day(basis)), due))


def _number(basis: Basis, table: str, entries: pd.DataFrame, hits: pd.Series) -> pd.Series:
    return logs.counted(hits, entries["project_id"], logs.listed(basis, table))
