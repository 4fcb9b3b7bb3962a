"""What the log says of a risk beside its data: stages in money and days, when it may strike, who knows."""

from __future__ import annotations

from datetime import date, timedelta

from pmo_reports.workspace.sample.sheets import Cell

LIKELIHOOD = {1: 0.05, 2: 0.2, 3: 0.4, 4: 0.6, 5: 0.8}
DELAY = {1: 2, 2: 5, 3: 10, 4: 20, 5: 40}
"""Working days by impact score."""
WORST = 5
GROSS = 1.25
"""What a risk would cost without any response, by what it costs with those that are in place."""
APPETITE = 12
LEAD = timedelta(days=45)
SATURDAY = 5


def likelihood(told: dict[str, Cell]) -> dict[str, Cell]:
    """What stood in the log from the beginning: a probability for each score."""
    return {"Probability %": LIKELIHOOD[_number(told, "Probability")], "Currency": "EUR"}


def stages(told: dict[str, Cell], entry: dict[str, Cell]) -> dict[str, Cell]:
    """The risk without any response and with all of them, when it may strike, and whether it is escalated.

    `told` is the entry as of the period: what it was without a response does not change.
    """
    probability, impact = _inherent(entry)
    target_p, target_i = _number(told, "Target probability"), _number(told, "Target impact")
    cost = _number(told, "Impact cost")
    score = _number(told, "Probability") * _number(told, "Impact")
    return {
        "Impact days": DELAY[_number(told, "Impact")],
        "Inherent probability": probability,
        "Inherent impact": impact,
        "Inherent probability %": LIKELIHOOD[probability],
        "Inherent impact cost": round(cost * GROSS, -3),
        "Inherent impact days": DELAY[impact],
        "Target probability %": LIKELIHOOD[target_p],
        "Target impact cost": round(cost * target_i / _number(told, "Impact"), -3),
        "Target impact days": DELAY[target_i],
        "Expected on": _struck(told["Due"]),
        "Escalated": "Yes" if score > APPETITE else "No",
    }


def _inherent(entry: dict[str, Cell]) -> tuple[int, int]:
    """A step worse than the risk ever was, in probability or in impact."""
    most = max(_number(entry, "Probability"), int(str(entry["Was"] or 0)))
    step = sum(map(ord, str(entry["Risk id"]))) % 2
    return min(WORST, most + step), min(WORST, _number(entry, "Impact") + 1 - step)


def _struck(due: Cell) -> date:
    assert isinstance(due, date)  # noqa: S101 - written so in the data
    beyond = (due + LEAD).weekday() - SATURDAY
    return due + LEAD + timedelta(days=2 - beyond if beyond >= 0 else 0)


def _number(entry: dict[str, Cell], head: str) -> int:
    return int(str(entry[head]))
