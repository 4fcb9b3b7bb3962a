"""The last pass over a pack: every sentence and every fixed label in the pack's language.

People's own words (`Prose`), names and values are not touched, and the figures stay what they are. A label
is translated by the field it stands in (but the page of a project has the project's name), and a `Label`
wherever it stands: what a catalogue does not have stays English.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from pmo_reports.model.charts import Axis, BarChart, Gantt, HeatMap, LineChart, RangeChart, Series, Spark
from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.pack import (
    Bullets,
    ChartBlock,
    Column,
    Facts,
    PackMeta,
    PackModel,
    Section,
    TableBlock,
    Tile,
)
from pmo_reports.model.wording import Label, Wording

_LABELS: Mapping[type, tuple[str, ...]] = {
    Section: ("name",),
    Column: ("head",),
    TableBlock: ("alt", "empty", "caption"),
    Tile: ("label",),
    Bullets: ("head", "empty"),
    ChartBlock: ("title",),
    Axis: ("label",),
    Series: ("name",),
    LineChart: ("alt",),
    BarChart: ("alt",),
    Gantt: ("alt",),
    HeatMap: ("alt",),
    RangeChart: ("alt",),
    Spark: ("alt",),
}
"""The fields that hold fixed words of our own."""

_AS_THEY_ARE = (Figure, PackMeta, Wording)


def translated(model: PackModel, wording: Wording) -> PackModel:
    """The pack in the language of `wording`, which renderers find in it for words of their own."""
    sections = tuple(_told(section, wording) for section in model.sections)
    return replace(model, sections=sections, wording=wording)


def _told(value: Any, wording: Wording) -> Any:  # noqa: ANN401 - any part of a pack, and the same kind of part
    if isinstance(value, Sentence | Label):
        return wording.sentence(value) if isinstance(value, Sentence) else wording.label(value)
    if isinstance(value, Facts):
        pairs = tuple((wording.label(label), _told(cell, wording)) for label, cell in value.pairs)
        return replace(value, pairs=pairs, head=_told(value.head, wording))
    if isinstance(value, tuple):
        return tuple(_told(each, wording) for each in value)
    if isinstance(value, Mapping):
        return {key: _told(each, wording) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, (*_AS_THEY_ARE, type)):
        return _fields_told(value, wording)
    return value


def _fields_told(value: Any, wording: Wording) -> Any:  # noqa: ANN401 - as above
    labels = () if isinstance(value, Section) and value.entity else _LABELS.get(type(value), ())
    changed = {}
    for each in fields(value):
        old = getattr(value, each.name)
        new = wording.label(old) if each.name in labels else _told(old, wording)
        if new is not old:
            changed[each.name] = new
    return replace(value, **changed) if changed else value
