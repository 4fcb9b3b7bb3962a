"""How good forecasts were: by project, and by project manager where the settings ask for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from pmo_reports.model.figures import Figure, Style, Unit
from pmo_reports.model.pack import Cell, TableBlock
from pmo_reports.model.wording import label
from pmo_reports.pack.choices import AHEAD as MONTHS_AHEAD
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.quantities import days, number, share
from pmo_reports.pack.records import Record, records, text
from pmo_reports.pack.view import View
from pmo_reports.pack.words import not_shown

MOST = 12
AHEAD = MONTHS_AHEAD
_HOW = label(
    "n forecasts; bias is the mean, above zero later or dearer than forecast; spread the median miss"
)
_ONE = Style(decimals=1, signed=True)
_HALF = Style(decimals=1)


def accuracy_table(view: View) -> TableBlock | None:
    """By project how far forecasts of the finish were off 1, 3 and 6 months later; null without any."""
    found = sorted(filter(lambda e: _known(view, e), view.active), key=lambda e: _order(view, e))
    if not found:
        return None
    fields: tuple[Field[str], ...] = (
        Field("project", "Project", lambda e: view.name(e) if e == view.entity else view.link(e), 2.2),
        *(each for ahead in AHEAD for each in _finish(view, ahead)),
        *_cost(view),
    )
    words = Words(
        alt="How far forecasts of finish and cost were off, by project, the most biased first",
        more=not_shown(view.entity, "trends.more_accuracy", len(found) - MOST),
        caption=label("Forecasts against what came, by project ({how})", how=_HOW),
    )
    total = view.entity if _known(view, view.entity) and len(found) > 1 else None
    return grid(fields, found[:MOST], words, locale=view.locale, total=total)


def managers_table(view: View) -> TableBlock | None:
    """The same by the project manager of the time, by name; null unless the settings ask for it.

    It is no ranking: people stand in the order of their names, and nobody is left out.
    """
    every = view.now.measurements.managers
    if every.empty:
        return None
    found = [row for row in records(every[every["entity_id"].eq(view.entity)]) if _told(row)]
    if not found:
        return None
    fields: tuple[Field[Record], ...] = (
        Field("manager", "Project manager", lambda row: text(row, "manager"), 2.2),
        Field("projects", "Projects", lambda row: _count(view, row, "projects"), 0.7),
        *(each for ahead in AHEAD for each in _by_manager(view, ahead)),
        Field("cost_judged", "Cost n", lambda row: _count(view, row, "cost_judged"), 0.6, optional=True),
        Field("cost_bias", "Cost bias", lambda row: _over(view, row), 0.7, optional=True),
        Field("cost_error", "Cost error", lambda row: _share(view, row, "cost_error"), 0.7, optional=True),
    )
    words = Words(
        alt="How far forecasts of finish and cost were off, by the project manager of the time",
        caption=label("Forecasts against what came, by the project manager of the time ({how})", how=_HOW),
    )
    return grid(fields, sorted(found, key=lambda row: text(row, "manager")), words, locale=view.locale)


def _finish(view: View, ahead: int) -> Iterable[Field[str]]:
    """Number, bias and spread of the forecasts so many months ahead; the columns go where there are none."""

    def shown(key: str, style: Style) -> Callable[[str], Cell]:
        return lambda entity: replace(view.figure(entity, f"{key}_{ahead}"), style=style, n=None, of=None)

    name = _months(ahead)
    yield Field(
        f"judged_{ahead}",
        label("{months}: n", months=name),
        shown("finish_judged", Style()),
        0.6,
        optional=True,
    )
    yield Field(
        f"bias_{ahead}", label("{months}: bias", months=name), shown("finish_bias", _ONE), 0.8, optional=True
    )
    yield Field(
        f"spread_{ahead}",
        label("{months}: spread", months=name),
        shown("finish_spread", _HALF),
        0.8,
        optional=True,
    )


def _cost(view: View) -> Iterable[Field[str]]:
    """Cost one month ahead: number of forecasts, bias and mean error."""

    def bias(entity: str) -> Cell:
        told = number(view.figure(entity, "forecast_bias_near"))
        return _signed(share(entity, "cost_over_forecast", None if told is None else -told))

    yield Field(
        "cost_judged", "Cost: n", lambda e: _plain(view, e, "forecasts_judged_near"), 0.6, optional=True
    )
    yield Field("cost_bias", "Cost: bias", bias, 0.8, optional=True)
    yield Field(
        "cost_error", "Cost: error", lambda e: _plain(view, e, "forecast_error_near"), 0.8, optional=True
    )


def _plain(view: View, entity: str, key: str) -> Figure:
    return replace(view.figure(entity, key), n=None, of=None)


def _by_manager(view: View, ahead: int) -> Iterable[Field[Record]]:
    name = _months(ahead)

    def judged(row: Record) -> Cell:
        return _count(view, row, f"judged_{ahead}")

    def bias(row: Record) -> Cell:
        return replace(_days(view, row, f"bias_{ahead}"), style=_ONE)

    def spread(row: Record) -> Cell:
        return replace(_days(view, row, f"spread_{ahead}"), style=_HALF)

    yield Field(f"judged_{ahead}", label("{months}: n", months=name), judged, 0.6, optional=True)
    yield Field(f"bias_{ahead}", label("{months}: bias", months=name), bias, 0.8, optional=True)
    yield Field(f"spread_{ahead}", label("{months}: spread", months=name), spread, 0.8, optional=True)


def _months(ahead: int) -> str:
    """How far ahead a forecast was made, as a column's head."""
    return (
        label("{ahead}\N{NO-BREAK SPACE}month", ahead=str(ahead))
        if ahead == 1
        else label("{ahead}\N{NO-BREAK SPACE}months", ahead=str(ahead))
    )


def _count(view: View, row: Record, name: str) -> Figure:
    key = f"trends.managers.{name}"
    return Figure(
        key=key, entity=view.entity, item=text(row, "manager"), value=row.get(name), unit=Unit.COUNT
    )


def _days(view: View, row: Record, name: str) -> Figure:
    return days(view.entity, f"trends.managers.{name}", row.get(name), text(row, "manager"))


def _share(view: View, row: Record, name: str) -> Figure:
    return share(view.entity, f"trends.managers.{name}", row.get(name), text(row, "manager"))


def _over(view: View, row: Record) -> Figure:
    """By how much cost came above forecast, as a share: the bias the other way round."""
    told = row.get("cost_bias")
    over = share(
        view.entity, "trends.managers.cost_over", None if told is None else -told, text(row, "manager")
    )
    return _signed(over)


def _signed(figure: Figure) -> Figure:
    return replace(figure, style=replace(figure.style, signed=True))


def _known(view: View, entity: str) -> bool:
    keys = (*(f"finish_bias_{ahead}" for ahead in AHEAD), "forecast_error_near")
    return any(view.figure(entity, key).value is not None for key in keys)


def _told(row: Record) -> bool:
    return any(row.get(f"bias_{ahead}") is not None for ahead in AHEAD) or row.get("cost_error") is not None


def _order(view: View, entity: str) -> tuple[float, float, str]:
    far, near = (abs(number(view.figure(entity, f"finish_bias_{n}")) or 0.0) for n in (3, 1))
    return (-far, -near, view.name(entity))
