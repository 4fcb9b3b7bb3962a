"""A trial of RAG rules as text for people, a hundred columns wide, and as values for machines."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from pmo_reports.model.assessed import OVERALL
from pmo_reports.model.figures import Figure
from pmo_reports.model.rag import Assessment, Rag, Trend
from pmo_reports.rag import Change, Comparison, Group
from pmo_reports.rag_trial import Grouped, Trial
from pmo_reports.render.formats import sentence_text

WIDTH = 100
SHORTEST = 12
INDENT = "  "
NOTHING = "-"
Move = tuple[str, str]
Side = Mapping[Rag, int] | None
_MOVES = {Trend.WORSE: "worse", Trend.IMPROVED: "better", Trend.SAME: "otherwise", Trend.NEW: "otherwise"}


class Spacing(NamedTuple):
    """What stands between columns, and between what is and what would be."""

    gap: str
    between: str


def as_text(trial: Trial) -> str:
    """For people: what changes in sum, by state, cell by cell with both reasons, by period, by group."""
    sections = (
        _head(trial),
        _states(trial.now),
        _groups(trial.grouped) if trial.grouped else (),
        _periods(trial) if trial.earlier else (),
        _changes(trial),
    )
    return "\n\n".join("\n".join(lines) for lines in map(list, sections) if lines)


def as_json(trial: Trial) -> dict[str, object]:
    """For machines: the same, with rule, measure, value, bound and distance of each cell."""
    return {
        "rules": trial.rules,
        "against": trial.against,
        **_summary(trial.now),
        "changes": [_change(trial, change) for change in trial.now.changes],
        "periods": [_summary(each) for each in trial.earlier],
        "first_red": [
            {"project": each.project, "before": _id(each.before), "after": _id(each.after)}
            for each in trial.warned
        ],
        "groups": _grouped(trial) if trial.grouped else None,
    }


def _head(trial: Trial) -> Iterator[str]:
    now = trial.now
    yield from _wrapped(f"{now.period}: {trial.rules} against {trial.against}")
    overall = {each.entity for each in now.changes if each.dimension == OVERALL} & trial.projects
    of = now.before[OVERALL]
    yield from _wrapped(
        f"{len(now.changes)} of {now.cells} states change{_moves(now)}; "
        f"{len(overall)} of {sum(of.values())} projects change overall."
    )
    for names, what in ((now.gone, "These rules do not judge"), (now.added, "Only these rules judge")):
        if names:
            yield from _wrapped(f"{what}: {', '.join(names)}.")
    if now.beneath:
        yield from _wrapped(
            f"Computed otherwise, but shown as before, for what is declared or agreed stands: {now.beneath}."
        )


def _moves(now: Comparison) -> str:
    told = Counter(_MOVES[change.move] for change in now.changes)
    found = [f"{told[word]} {word}" for word in ("worse", "better", "otherwise") if told[word]]
    return f": {', '.join(found)}" if found else ""


def _states(now: Comparison) -> Iterator[str]:
    yield "Projects by state, now > then"
    dimensions = dict.fromkeys((*now.before, *now.after))
    yield from _counted("", {name: (now.before.get(name), now.after.get(name)) for name in dimensions})


def _periods(trial: Trial) -> Iterator[str]:
    yield "Projects overall by period, now > then"
    yield from _counted("", {str(p.period): (p.before[OVERALL], p.after[OVERALL]) for p in trial.earlier})
    yield ""
    if not trial.warned:
        yield "Every project is first red overall in the same period by both."
        return
    yield "First red overall, now > then"
    for each in trial.warned:
        moved = f"{each.before or 'never'} > {each.after or 'never'}"
        yield from _wrapped(f"{_named(trial, each.project)}: {moved}", "  ")


def _groups(grouped: Grouped) -> Iterator[str]:
    yield f"By {grouped.column}, now > then"
    values = dict.fromkeys((*grouped.before, *grouped.after))
    sides = {value: (grouped.before.get(value), grouped.after.get(value)) for value in values}
    told = {
        value or "(not stated)": (now.counts if now else None, then.counts if then else None)
        for value, (now, then) in sides.items()
    }
    states = [(_word(now), _word(then)) for now, then in sides.values()]
    yield from _counted("together", told, states)


def _word(group: Group | None) -> str:
    return group.state.word if group else NOTHING


def _changes(trial: Trial) -> Iterator[str]:
    if not trial.now.changes:
        yield "No state changes."
        return
    yield "What changes, and why"
    for entity, changes in groupby(trial.now.changes, key=lambda change: change.entity):
        yield _named(trial, entity)
        for change in changes:
            states = change.before.effective.word, change.after.effective.word
            yield f"  {change.dimension}: {_moved(*states)}, {_MOVES[change.move]}"
            yield from _reason("now", change.before, trial.locale)
            yield from _reason("then", change.after, trial.locale)


def _reason(when: str, cell: Assessment, locale: str) -> list[str]:
    return _wrapped(f"{when:5}{sentence_text(cell.reason, locale)}", "    ", "         ")


def _named(trial: Trial, entity: str) -> str:
    name = trial.names.get(entity, entity)
    return f"{name} ({entity})" if name != entity else entity


def _counted(head: str, rows: Mapping[str, tuple[Side, Side]], last: Sequence[Move] = ()) -> list[str]:
    """Counts by state in columns, of the states that there are; a last column where one is given."""
    used = [state for state in Rag if any((side or {}).get(state) for pair in rows.values() for side in pair)]
    ends = last or [("", "")] * len(rows)
    cells = [
        [(_count(before, state), _count(after, state)) for state in used] + [end]
        for (before, after), end in zip(rows.values(), ends, strict=True)
    ]
    heads = [*(state.word for state in used), head]
    wide = _table(["", *rows], heads, cells, Spacing("  ", " > "))
    fits = all(len(line) <= WIDTH for line in wide)
    return wide if fits else _table(["", *rows], heads, cells, Spacing(" ", ">"))


def _table(names: list[str], heads: list[str], cells: list[list[Move]], by: Spacing) -> list[str]:
    """Lines of columns; names are shortened where the line would not fit."""
    lines = [heads, *([_moved(*pair, by.between) for pair in row] for row in cells)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(heads))]
    rest = [by.gap.join(map(str.ljust, line, widths)) for line in lines]
    room = max(SHORTEST, WIDTH - len(INDENT) - len(by.gap) - max(len(line.rstrip()) for line in rest))
    shown = [textwrap.shorten(name, room, placeholder="...") for name in names]
    width = max(map(len, shown))
    return [f"{INDENT}{name:{width}}{by.gap}{line}".rstrip() for name, line in zip(shown, rest, strict=True)]


def _count(side: Side, state: Rag) -> str:
    return NOTHING if side is None else str(side.get(state, 0))


def _moved(before: str, after: str, between: str = " > ") -> str:
    return before if before == after else f"{before}{between}{after}"


def _wrapped(text: str, first: str = "", rest: str | None = None) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=first if rest is None else rest)


def _summary(one: Comparison) -> dict[str, object]:
    moves = Counter(_MOVES[change.move] for change in one.changes)
    return {
        "period": str(one.period),
        "cells": one.cells,
        "changed": len(one.changes),
        "worse": moves["worse"],
        "better": moves["better"],
        "otherwise": moves["otherwise"],
        "beneath": one.beneath,
        "dimensions_gone": list(one.gone),
        "dimensions_added": list(one.added),
        "counts": {
            name: {"before": _letters(one.before.get(name)), "after": _letters(one.after.get(name))}
            for name in dict.fromkeys((*one.before, *one.after))
        },
    }


def _letters(side: Side) -> dict[str, int] | None:
    return None if side is None else {state.word: side[state] for state in Rag if side.get(state)}


def _change(trial: Trial, change: Change) -> dict[str, object]:
    return {
        "entity": change.entity,
        "name": trial.names.get(change.entity, change.entity),
        "dimension": change.dimension,
        "move": _MOVES[change.move],
        "before": _cell(change.before, trial.locale),
        "after": _cell(change.after, trial.locale),
    }


def _cell(cell: Assessment, locale: str) -> dict[str, object]:
    return {
        "state": cell.effective.word,
        "computed": cell.computed.word,
        "declared": cell.declared.word if cell.declared else None,
        "reason": sentence_text(cell.reason, locale),
        "rule": cell.rule,
        "measure": cell.measure,
        "value": _value(cell.value),
        "bound": _value(cell.bound),
        "distance": _value(cell.distance),
    }


def _value(figure: Figure | None) -> float | str | None:
    if figure is None or figure.value is None:
        return None
    return figure.value.isoformat() if isinstance(figure.value, date) else float(figure.value)


def _grouped(trial: Trial) -> dict[str, object]:
    assert trial.grouped is not None  # noqa: S101 - narrowed by the caller
    found = trial.grouped
    values: Iterable[str] = dict.fromkeys((*found.before, *found.after))
    return {
        "column": found.column,
        "values": [
            {
                "value": value,
                "before": _group(found.before.get(value), trial.locale),
                "after": _group(found.after.get(value), trial.locale),
            }
            for value in values
        ],
    }


def _group(group: Group | None, locale: str) -> dict[str, object] | None:
    if group is None:
        return None
    return {
        "state": group.state.word,
        "sure": group.sure,
        "counts": _letters(group.counts),
        "projects": list(group.projects),
        "reason": sentence_text(group.reason, locale),
    }


def _id(period: object) -> str | None:
    return None if period is None else str(period)
