"""States month by month: one mark a period, worst and most moved projects first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pmo_reports.model.pack import Cell, Chip, TableBlock
from pmo_reports.model.rag import SEVERITY, Rag
from pmo_reports.model.wording import label
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.held import months
from pmo_reports.pack.past_periods import Slot, slots
from pmo_reports.pack.quantities import count
from pmo_reports.pack.ranking import worst_first
from pmo_reports.pack.room import DENSE
from pmo_reports.pack.view import View
from pmo_reports.pack.words import not_shown

MOST = 24  # projects: two slides
_LAST = -1
_OUTSIDE = ""  # of a period before the project began


@dataclass(frozen=True, slots=True)
class Strip:
    """The states of a project in the last periods; null before it was in the register."""

    entity: str
    states: tuple[Rag | None, ...]

    @property
    def moves(self) -> int:
        """How often the state changed from one period to the next, both of them known."""
        return sum(a is not b for a, b in pairwise(self.states) if a in SEVERITY and b in SEVERITY)


def strips(view: View, entities: Sequence[str], shown: Sequence[Slot]) -> tuple[Strip, ...]:
    """The strips of `entities`, worst first, and of those that are alike the most moved first."""
    registers = [slot.projects for slot in shown]
    made = [_strip(entity, shown, registers) for entity in worst_first(view, entities)]
    return tuple(sorted(made, key=lambda each: (-SEVERITY.get(view.rag(each.entity), _LAST), -each.moves)))


def strips_table(view: View, shown: Sequence[Slot]) -> TableBlock:
    """A row for each active project: its state in each of the last periods, for how long, how often moved."""
    made = strips(view, view.active, shown)
    project: Field[Strip] = Field("project", "Project", lambda strip: view.link(strip.entity), 2.2)
    words = Words(
        alt="State of each project in each of the last periods, worst first",
        empty="No project is active.",
        more=not_shown(view.entity, "trends.more_states", len(made) - MOST),
        caption="States, period by period",
    )
    fields = (project, *_marks(shown), _held(view), _moves())
    return grid(fields, made[:MOST], words, locale=view.locale)


def strip_table(view: View, explained: int) -> TableBlock | None:
    """The strip of the entity by itself; null with a period alone, and on a page full of explanations."""
    if explained >= DENSE:
        return None
    shown = slots(view)
    mine = [strip for strip in strips(view, (view.entity,), shown) if sum(map(bool, strip.states)) > 1]
    words = Words(alt=label("State of {name} in each of the last periods", name=view.name(view.entity)))
    return grid(_marks(shown), mine, words, locale=view.locale) if mine else None


def _strip(entity: str, shown: Sequence[Slot], registers: Sequence[frozenset[str]]) -> Strip:
    first = next((at for at, known in enumerate(registers) if entity in known), len(shown))
    states = (
        _state(entity, slot) if entity in known else Rag.UNKNOWN if at > first else None
        for at, (slot, known) in enumerate(zip(shown, registers, strict=True))
    )
    return Strip(entity, tuple(states))


def _state(entity: str, slot: Slot) -> Rag:
    return slot.period.rag(entity) if slot.period else Rag.UNKNOWN


def _marks(shown: Sequence[Slot]) -> tuple[Field[Strip], ...]:
    """A column for each period."""

    def mark(at: int, slot: Slot) -> Field[Strip]:
        return Field(f"state_{slot.item}", slot.name, lambda strip: _mark(strip.states[at]), 0.5)

    return tuple(mark(at, slot) for at, slot in enumerate(shown))


def _mark(state: Rag | None) -> Cell:
    return Chip(rag=state) if state else _OUTSIDE


def _held(view: View) -> Field[Strip]:
    head = label("Periods in state") if view.now.period.numbered else label("Months in state")
    return Field("months", head, lambda strip: months(view.assessment(strip.entity)), 0.7)


def _moves() -> Field[Strip]:
    return Field("moves", "Changes", lambda s: count(s.entity, "trends.state_moves", s.moves), 0.7)
