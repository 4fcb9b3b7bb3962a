"""Groups: the projects rolled up by sponsor, objective, or whatever column the pack's settings name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from pmo_reports.model.charts import BarChart, Emphasis, Series
from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.groups import Group
from pmo_reports.model.pack import Block, ChartBlock, Chip, TableBlock
from pmo_reports.model.rag import SEVERITY, Rag
from pmo_reports.model.wording import Filling, Label, label, say, say_many, term
from pmo_reports.pack.axes import count_axis
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.quantities import amount, count, number
from pmo_reports.pack.section import Content, section
from pmo_reports.pack.view import View
from pmo_reports.pack.words import STATES, joined, part_of

_DARK = (Rag.UNKNOWN, Rag.STALE)
_OUT = (Rag.COMPLETE, Rag.ON_HOLD, Rag.NOT_APPLICABLE)
_COLUMNS = {
    "class": label("class"),
    "objectives": label("objective"),
    "priority": label("priority"),
    "project_manager": label("project manager"),
    "sponsor": label("sponsor"),
    "stage": label("stage"),
}
"""The columns of the register that we have a word for; others are called as their owner calls them."""
_HEADS = {
    "class": label("Class"),
    "objectives": label("Objective"),
    "priority": label("Priority"),
    "project_manager": label("Project manager"),
    "sponsor": label("Sponsor"),
    "stage": label("Stage"),
}
POLICIES = {
    "weighted": label("weighted"),
    "worst_of": label("worst of"),
    "proportion": label("proportion"),
    "declared": label("declared"),
}
_CHARTED = 16  # bars that a chart has room for


@dataclass(frozen=True, slots=True)
class _States:
    key: str
    name: str
    states: tuple[Rag, ...]
    emphasis: Emphasis


_COUNTED = (
    _States("red", label("Red"), (Rag.RED,), Emphasis.RED),
    _States("amber", label("Amber"), (Rag.AMBER,), Emphasis.AMBER),
    _States("green", label("Green"), (Rag.GREEN,), Emphasis.GREEN),
    _States("unknown", label("Not known"), _DARK, Emphasis.UNKNOWN),
)


@section("groups", "Groups")
def groups(view: View) -> Content | None:
    """For each column that the pack names: its groups, worst first; null where there is none."""
    found = {column: _worst_first(told) for column, told in view.now.groups.items() if told}
    if not found:
        return None
    blocks: dict[str, Block | None] = {}
    for column, told in found.items():
        blocks[f"chart_{column}"] = _chart(view, column, told)
        blocks[f"table_{column}"] = _table(view, column, told)
    return Content(
        title=joined(_red(view, column, told) for column, told in found.items()),
        lead=_lead(view),
        blocks=blocks,
        source=view.source("projects", "contributions"),
    )


def _red(view: View, column: str, found: list[Group]) -> Sentence:
    """How many groups are red, or amber where none is: "One of 4 sponsors is red"."""
    state = next((s for s in (Rag.RED, Rag.AMBER) if any(group.state is s for group in found)), Rag.RED)
    those = count(view.entity, f"groups.{state.word}", sum(g.state is state for g in found), column)
    every = count(view.entity, "groups", len(found), column)
    return _TITLES.get((column, state), _other)(those, every, column, state)


def _other(those: Figure, every: Figure, column: str, state: Rag) -> Sentence:
    """The same of a column that has no words of its own."""
    told: dict[str, Filling] = {"whole": every, "column": _name(column), "state": term(STATES[state])}
    return say_many(
        "{n} of {whole} groups by {column} is {state}",
        "{n} of {whole} groups by {column} are {state}",
        those,
        **told,
    )


def _sponsors_red(those: Figure, every: Figure, *_: object) -> Sentence:
    return part_of(those, every, "sponsors", "is red", "are red")


def _sponsors_amber(those: Figure, every: Figure, *_: object) -> Sentence:
    return part_of(those, every, "sponsors", "is amber", "are amber")


def _objectives_red(those: Figure, every: Figure, *_: object) -> Sentence:
    return part_of(those, every, "objectives", "is red", "are red")


def _objectives_amber(those: Figure, every: Figure, *_: object) -> Sentence:
    return part_of(those, every, "objectives", "is amber", "are amber")


_TITLES: Mapping[tuple[str, Rag], Callable[[Figure, Figure, str, Rag], Sentence]] = {
    ("sponsor", Rag.RED): _sponsors_red,
    ("sponsor", Rag.AMBER): _sponsors_amber,
    ("objectives", Rag.RED): _objectives_red,
    ("objectives", Rag.AMBER): _objectives_amber,
}
"""The words for the columns that every register has."""


def _lead(view: View) -> Sentence:
    policy = term(POLICIES[view.settings.rag.portfolio.policy])
    return say("Worst first; the state of a group is made as the portfolio's is: {policy}.", policy=policy)


def _table(view: View, column: str, found: list[Group]) -> TableBlock:
    name = _name(column)
    fields: tuple[Field[Group], ...] = (
        Field("group", _HEADS.get(column, name.capitalize()), _value, 1.8),
        Field("overall", "Overall", lambda g: Chip(rag=g.state, note=g.reason), 0.6),
        Field("projects", "Projects", lambda g: _of(view, column, g, "projects", len(g.projects)), 0.6),
        *(_counted(view, column, states) for states in _COUNTED),
        Field("out", "Closed or on hold", lambda g: _in(view, column, g, "out", _OUT), 0.7),
        Field("bac", "Budget", lambda g: _bac(view, column, g), 0.8, optional=True),
        Field("why", "Why", lambda g: g.reason, 3.6),
    )
    told = _label(column)
    words = Words(
        alt=label("Projects by {group}, worst first, with the number in each state", group=told),
        caption=label("By {group}", group=told),
    )
    return grid(fields, found, words, locale=view.locale)


def _counted(view: View, column: str, states: _States) -> Field[Group]:
    return Field(states.key, states.name, lambda g: _in(view, column, g, states.key, states.states), 0.5)


def _chart(view: View, column: str, found: list[Group]) -> ChartBlock | None:
    """The same counts as stacked bars; null for one group, or more than there is room for."""
    if not 1 < len(found) <= _CHARTED:
        return None
    series = tuple(
        Series(
            name=states.name,
            points=tuple(_in(view, column, group, states.key, states.states) for group in found),
            emphasis=states.emphasis,
        )
        for states in _COUNTED
    )
    highest = max(sum(number(each.points[at]) or 0 for each in series) for at in range(len(found)))
    chart = BarChart(
        categories=tuple(map(_value, found)),
        series=tuple(each for each in series if any(point.value for point in each.points)),
        axis=count_axis(highest, "projects"),
        alt=label("Projects by {group} and state, stacked, the worst group first.", group=_label(column)),
        stacked=True,
        horizontal=True,
    )
    return ChartBlock(title=label("Projects by {group} and state", group=_label(column)), chart=chart)


def _worst_first(found: tuple[Group, ...]) -> list[Group]:
    return sorted(found, key=lambda g: (-SEVERITY.get(g.state, -1), -g.counts.get(Rag.RED, 0), not g.value))


def _value(group: Group) -> str:
    return group.value or label("Not stated")


def _label(column: str) -> Label:
    """A column in words: of those that we know in the pack's language."""
    return _COLUMNS.get(column, label(_name(column)))


def _name(column: str) -> str:
    """A column in words, one of them: "objective" of "objectives"."""
    return (
        column.replace("_", " ").strip().removesuffix("s")
        if column == "objectives"
        else column.replace("_", " ")
    )


def _in(view: View, column: str, group: Group, key: str, states: tuple[Rag, ...]) -> Figure:
    return _of(view, column, group, key, sum(group.counts.get(state, 0) for state in states))


def _of(view: View, column: str, group: Group, key: str, value: int) -> Figure:
    return count(view.entity, f"groups.{key}", value, f"{column}={group.value}")


def _bac(view: View, column: str, group: Group) -> Figure:
    """The budget of those of its projects that have one."""
    known = [
        value for project in group.projects if (value := number(view.figure(project, "bac"))) is not None
    ]
    told = round(sum(known), 2) if known else None
    figure = amount(view.entity, "groups.bac", told, view.currency, f"{column}={group.value}")
    return replace(figure, n=len(known), of=len(group.projects))
