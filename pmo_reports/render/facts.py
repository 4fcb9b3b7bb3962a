"""`facts.json`: every number that the pack prints, once, with its unit, its day and its source cells."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pmo_reports.model.artefact import Artefact
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.charts import (
    Axis,
    BarChart,
    DateAxis,
    LineChart,
    MilestoneTrend,
    RangeChart,
    Waterfall,
)
from pmo_reports.model.figures import Figure, Number, Unit
from pmo_reports.model.measures import plain
from pmo_reports.model.pack import ChartBlock, PackMeta, PackModel
from pmo_reports.render.formats import figure_text
from pmo_reports.render.sources import Sources

NAME = "facts.json"
_SCALED = (LineChart, BarChart, RangeChart, Waterfall)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A figure with all the ways it is printed in the pack.

    Attributes:
        label: the measure's own, or "".
        printed: distinct texts, in reading order.
        sources: runs of cells, or what it was counted from.
    """

    figure: Figure
    label: str
    printed: tuple[str, ...]
    as_of: str
    sources: tuple[str, ...]


def facts(
    model: PackModel, now: Assessed, past: Sequence[Assessed] = (), known: Sequence[Fact] = ()
) -> Artefact:
    """`facts.json` of a pack; `known` are its distinct facts, where they were listed already."""
    listed = ",\n".join(_json(_fact(fact)) for fact in known or distinct(model, now, past))
    scales = ",\n".join(_json(scale) for scale in _scales(model))
    particulars = _json(_particulars(model.meta))
    text = f'{{"facts": [\n{listed}\n],\n"pack": {particulars},\n"scales": [\n{scales}\n]}}\n'
    return Artefact(NAME, text.encode("utf-8", "backslashreplace"))


def _json(value: object) -> str:
    """One line of JSON: a fact a line is quick to write and easy to compare."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)


def distinct(model: PackModel, now: Assessed, past: Sequence[Assessed] = ()) -> tuple[Fact, ...]:
    """Every figure of the pack once, in the order of their names."""
    printed: dict[tuple[object, ...], dict[str, None]] = {}
    first: dict[tuple[object, ...], Figure] = {}
    for figure in model.figures():
        key = _identity(figure)
        first.setdefault(key, figure)
        printed.setdefault(key, {})[figure_text(figure, model.meta.locale)] = None
    sources = Sources(now, past)
    return tuple(
        Fact(
            figure=figure,
            label=_label(now, figure.key),
            printed=tuple(printed[key]),
            as_of=sources.as_of(figure),
            sources=sources.of(figure),
        )
        for key, figure in sorted(
            first.items(), key=lambda pair: (pair[1].id, _exact(pair[1].value), str(pair[0]))
        )
    )


def _identity(figure: Figure) -> tuple[object, ...]:
    """What makes two printings one fact: everything but the style."""
    value = _exact(figure.value)
    return (figure.id, value, figure.unit.value, figure.currency, figure.n, figure.of)


def _label(now: Assessed, key: str) -> str:
    declared = now.measurements.declared.get(key)
    return declared.label if declared else ""


def _particulars(meta: PackMeta) -> dict[str, str]:
    return {
        "organisation": meta.organisation,
        "portfolio": meta.portfolio,
        "title": meta.title,
        "name": meta.name,
        "audience": meta.audience,
        "period": meta.period.id,
        "status_date": meta.status_date.isoformat(),
        "run": meta.run,
        "classification": meta.classification,
        "state": meta.state,
        "currency": meta.currency,
        "locale": meta.locale,
    }


def _fact(fact: Fact) -> dict[str, object]:
    figure = fact.figure
    return {
        "id": figure.id,
        "key": figure.key,
        "label": fact.label,
        "entity": figure.entity,
        "item": figure.item,
        "value": _value(figure),
        "unit": figure.unit.value,
        "currency": figure.currency,
        "printed": list(fact.printed),
        "n": figure.n,
        "of": figure.of,
        "as_of": fact.as_of,
        "sources": list(fact.sources),
    }


def _value(figure: Figure) -> object:
    """JSON's own number, but money and other decimals as text: exact to the last digit."""
    value = plain(figure.value)
    if value is None or isinstance(value, date):
        return value.isoformat() if value else None
    if figure.unit is Unit.MONEY or isinstance(value, Decimal):
        return _exact(value)
    return value


def _exact(value: Number | date | None) -> str:
    value = plain(value)
    if value is None or isinstance(value, date):
        return value.isoformat() if value else ""
    return f"{Decimal(str(value)):f}"


def _scales(model: PackModel) -> Iterator[Mapping[str, object]]:
    """The axes of the pack's charts: numbers that are printed and are no facts."""
    for section in model.sections:
        for name, block in section.blocks.items():
            if isinstance(block, ChartBlock) and isinstance(block.chart, _SCALED):
                yield {"section": section.anchor, "chart": name, **_axis(block.chart.axis)}
            elif isinstance(block, ChartBlock) and isinstance(block.chart, MilestoneTrend):
                yield {"section": section.anchor, "chart": name, **_date_axis(block.chart.axis)}


def _axis(axis: Axis) -> Mapping[str, object]:
    return {
        "low": axis.low,
        "high": axis.high,
        "ticks": list(axis.ticks),
        "unit": axis.unit.value,
        "label": axis.label,
        "scale": axis.scale,
        "currency": axis.currency,
    }


def _date_axis(axis: DateAxis) -> Mapping[str, object]:
    days = [date.fromordinal(int(day)).isoformat() for day in axis.days]
    return {"low": days[0], "high": days[-1], "ticks": days, "unit": Unit.DATE.value, "label": ""}
