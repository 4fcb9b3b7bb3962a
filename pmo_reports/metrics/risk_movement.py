"""How the risks moved since the last period: from opening to closing, in number and in money.

Nothing remains unexplained. A risk is the same if project and id are. What was open and is no longer in
the log is not closed but gone, and is counted apart. Money of the last period is at that period's rates:
what a rate has changed is part of the movement.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pmo_reports.metrics import ledger, logs
from pmo_reports.metrics.risk_log import KEY, expected, opened, scores, still_open
from pmo_reports.model.assessed import Basis
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, measure

ISO = "ISO 31000"
STATE = ("risks.state",)
SCORE = ("risks.probability", "risks.impact", "risks.state")
MONEY = ("risks.probability_percent", "risks.impact_cost", "risks.state")
CENTS = 2


@dataclass(frozen=True, slots=True)
class Movement:
    """The open risks of two periods, and the projects that either log speaks of.

    Attributes:
        opening: open risks of the last period.
        new: open now, and not then.
        closed: open then, and said to be closed now.
        gone: open then, and no longer in the log.
        stayed: open then and now, as they stand now; `before` are the same as they stood then.
    """

    projects: pd.Index[str]
    opening: pd.DataFrame
    new: pd.DataFrame
    closed: pd.DataFrame
    gone: pd.DataFrame
    stayed: pd.DataFrame
    before: pd.DataFrame


def movement(basis: Basis) -> Movement:
    """The movement since the last period; without one there is none, of no project."""
    return basis.once(movement, lambda: _movement(basis))


@measure(
    label="Open risks, last period",
    unit=Unit.COUNT,
    formula="risks that were not closed at the last period's status date",
    standard=ISO,
    inputs=STATE,
)
def risks_opening(basis: Basis) -> pd.Series:
    """Opening + new − closed − gone is what is open now. Null without a period before."""
    return _number(basis, movement(basis).opening)


@measure(
    label="New risks",
    unit=Unit.COUNT,
    formula="open risks that were not open in the last period",
    standard=ISO,
    inputs=STATE,
)
def risks_new(basis: Basis) -> pd.Series:
    """Risks that were raised, or opened again."""
    return _number(basis, movement(basis).new)


@measure(
    label="Risks closed",
    unit=Unit.COUNT,
    formula="risks that were open in the last period and are closed now",
    standard=ISO,
    inputs=STATE,
)
def risks_closed(basis: Basis) -> pd.Series:
    """Risks that have passed, or struck."""
    return _number(basis, movement(basis).closed)


@measure(
    label="Risks gone",
    unit=Unit.COUNT,
    formula="risks that were open in the last period and are no longer in the log",
    better=Better.LOWER,
    standard=ISO,
    inputs=STATE,
)
def risks_gone(basis: Basis) -> pd.Series:
    """Nobody has closed them: somebody should say what became of them."""
    return _number(basis, movement(basis).gone)


@measure(
    label="Risks worse",
    unit=Unit.COUNT,
    formula="risks open in both periods with a greater probability × impact now",
    better=Better.LOWER,
    standard=ISO,
    inputs=SCORE,
)
def risks_worse(basis: Basis) -> pd.Series:
    """Null while one that stayed has no score in either period."""
    return _moved(basis, 1)


@measure(
    label="Risks better",
    unit=Unit.COUNT,
    formula="risks open in both periods with a smaller probability × impact now",
    better=Better.HIGHER,
    standard=ISO,
    inputs=SCORE,
)
def risks_better(basis: Basis) -> pd.Series:
    """Risks that responses have made smaller."""
    return _moved(basis, -1)


@measure(
    label="Exposure, last period",
    unit=Unit.MONEY,
    formula="sum of probability × impact on cost over the threats open in the last period",
    standard=ISO,
    inputs=MONEY,
)
def exposure_opening(basis: Basis) -> pd.Series:
    """The opening of the bridge: + new − closed + movement is today's exposure."""
    return _money(basis, movement(basis).opening)


@measure(
    label="Exposure of new risks",
    unit=Unit.MONEY,
    formula="sum of probability × impact on cost over the threats that are new",
    better=Better.LOWER,
    standard=ISO,
    inputs=MONEY,
)
def exposure_new(basis: Basis) -> pd.Series:
    """What has come."""
    return _money(basis, movement(basis).new)


@measure(
    label="Exposure of closed risks",
    unit=Unit.MONEY,
    formula="sum of probability × impact on cost, as of the last period, over threats closed or gone since",
    standard=ISO,
    inputs=MONEY,
)
def exposure_closed(basis: Basis) -> pd.Series:
    """What has left the log."""
    moved = movement(basis)
    return _money(basis, pd.concat([moved.closed, moved.gone]))


@measure(
    label="Movement of exposure",
    unit=Unit.MONEY,
    formula="risk exposure − exposure, last period − exposure of new risks + exposure of closed risks",
    better=Better.LOWER,
    standard=ISO,
)
def exposure_movement(
    exposure: pd.Series, exposure_opening: pd.Series, exposure_new: pd.Series, exposure_closed: pd.Series
) -> pd.Series:
    """How much worse (above zero) or better the threats are that were open in both periods."""
    return (exposure - exposure_opening - exposure_new + exposure_closed).round(CENTS)


@measure(
    label="Change of exposure",
    unit=Unit.MONEY,
    formula="risk exposure − exposure, last period",
    better=Better.LOWER,
    standard=ISO,
)
def exposure_change(exposure: pd.Series, exposure_opening: pd.Series) -> pd.Series:
    """How much more (above zero) or less the open threats cost on average."""
    return (exposure - exposure_opening).round(CENTS)


def _movement(basis: Basis) -> Movement:
    now = basis["risks"]
    past = basis.before.portfolio["risks"] if basis.before else now.iloc[:0]
    is_open, was_open = opened(basis), still_open(past)
    keys, then, listed = (pd.MultiIndex.from_frame(each[KEY]) for each in (is_open, was_open, now))
    left = was_open[~then.isin(keys)]
    said = pd.MultiIndex.from_frame(left[KEY]).isin(listed)
    stayed = is_open[keys.isin(then)]
    return Movement(
        projects=logs.ids(
            pd.concat([now["project_id"], past["project_id"]]) if basis.before else past["project_id"]
        ),
        opening=was_open,
        new=is_open[~keys.isin(then)],
        closed=left[said],
        gone=left[~said],
        stayed=stayed,
        before=was_open.set_index(KEY).reindex(pd.MultiIndex.from_frame(stayed[KEY])),
    )


def _number(basis: Basis, risks: pd.DataFrame) -> pd.Series:
    return logs.counted(logs.every(risks), risks["project_id"], movement(basis).projects)


def _money(basis: Basis, risks: pd.DataFrame) -> pd.Series:
    ids = movement(basis).projects
    return ledger.or_zero(expected(risks), ids)


def _moved(basis: Basis, direction: int) -> pd.Series:
    moved = movement(basis)
    now = scores(moved.stayed)
    then = pd.Series(scores(moved.before).array, index=now.index)
    hits = logs.judged(((now - then) * direction).gt(0), now, then)
    return logs.counted(hits, moved.stayed["project_id"], moved.projects)
