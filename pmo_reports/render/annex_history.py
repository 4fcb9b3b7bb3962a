"""History in the annex: states and finishes of every entity, one column a period."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from pmo_reports.model.assessed import Assessed
from pmo_reports.model.measures import plain
from pmo_reports.model.period import Period
from pmo_reports.model.wording import label
from pmo_reports.render.annex_cells import state_cell
from pmo_reports.render.workbook import DAY, Head, Look, Sheet, Shown, Value

STATES, FINISHES = label("States by period"), label("Finishes by period")
ABOUT: Mapping[str, str] = {
    STATES: label(
        "The overall state of every entity in each period, as its pack told it; blank before it began"
    ),
    FINISHES: label("The finish of every entity as each period forecast it, or as it was"),
}
FINISH = "finish_forecast"
Column = Sequence[Value | Shown]


def history_sheets(now: Assessed, past: Sequence[Assessed], colours: Mapping[str, str]) -> tuple[Sheet, ...]:
    """Both sheets; none where there is no period before."""
    if not past:
        return ()

    def states(then: Assessed, entities: Sequence[str]) -> Column:
        there = frozenset(then.measurements.members.index)
        return [state_cell(then.rag(each), colours) if each in there else None for each in entities]

    def finishes(then: Assessed, entities: Sequence[str]) -> Column:
        values = then.measurements.values
        if FINISH not in values:
            return [None] * len(entities)
        return [plain(value) for value in values[FINISH].reindex(list(entities)).tolist()]

    every = (*past, now)
    return (_sheet(STATES, every, states, Look()), _sheet(FINISHES, every, finishes, DAY))


def _sheet(
    name: str, every: Sequence[Assessed], told: Callable[[Assessed, Sequence[str]], Column], look: Look
) -> Sheet:
    """A row for each entity of the last period, a column for each period."""
    now = every[-1]
    entities = [str(each) for each in now.measurements.values.index]
    names = now.portfolio["projects"].set_index("project_id")["name"].dropna().to_dict()
    known = {each.period: each for each in every}
    columns = [
        told(known[period], entities) if period in known else [None] * len(entities)
        for period in _periods(every)
    ]
    heads = (
        Head(name=label("Entity")),
        Head(name=label("Name")),
        *(Head(name=_head(period, known), look=look) for period in _periods(every)),
    )
    named = [names.get(each) for each in entities]
    return Sheet(name=name, heads=heads, rows=list(zip(entities, named, *columns, strict=True)), frozen=2)


def _periods(every: Sequence[Assessed]) -> Iterator[Period]:
    """The periods, with the calendar months between them that nobody reported."""
    last: Period | None = None
    for period in (each.period for each in every):
        while last is not None and not last.numbered and (last := last.shifted(1)) < period:
            yield last
        yield period
        last = period


def _head(period: Period, known: Mapping[Period, Assessed]) -> str:
    return period.id if period in known else label("{period} (not reported)", period=period.id)
