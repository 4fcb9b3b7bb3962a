"""Chains of promises across projects: where a slip begins, through whom it goes, and whom it reaches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.pack import TableBlock
from pmo_reports.model.wording import say, say_many
from pmo_reports.pack.entries import entries, every
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.promise_state import Promise, by_place
from pmo_reports.pack.quantities import count, days
from pmo_reports.pack.records import text
from pmo_reports.pack.view import View

MOST = 6
_NAMED = 4  # projects of a chain that are named; of a longer one the ends
_SHORTEST = 3  # projects that make a chain
_ARROW = " → "


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The projects that pass a slip on, first to last; `delay`: working days that the last one is late."""

    projects: tuple[str, ...]
    delay: float

    def reaches(self) -> Figure:
        """The delay of the last project."""
        return days(self.projects[-1], "chain_delay", self.delay)


def chains(view: View) -> tuple[Chain, ...]:
    """The chains over three projects or more that end in one of the entity's, longest delay first.

    One that only leads into another is left out.
    """
    rows = {text(row, "project_id"): row for row in every(view, "chains") if row["delay"]}
    links = by_place(view)
    last = {entity: links[row["deciding"]] for entity, row in rows.items() if row["deciding"] in links}
    found = [_chain(entity, rows[entity]["delay"], last) for entity in last]
    inner = {entity for chain in found for entity in chain.projects[:-1]}
    wanted = [c for c in found if c.projects[-1] not in inner and len(c.projects) >= _SHORTEST]
    ends = {text(row, "project_id") for row in entries(view, "chains")}
    inside = (chain for chain in wanted if chain.projects[-1] in ends)
    return tuple(sorted(inside, key=lambda chain: (-chain.delay, chain.projects)))


def chain_table(view: View, found: Sequence[Chain]) -> TableBlock:
    """The chains, where each begins, through whom it goes and whom it reaches how late."""
    fields: tuple[Field[Chain], ...] = (
        Field("begins", "Slip begins at", lambda chain: view.link(chain.projects[0]), 1.4),
        Field("through", "Passed on by", lambda chain: _through(view, chain), 2.6),
        Field("reaches", "Reaches", lambda chain: view.link(chain.projects[-1]), 1.4),
        Field("delay", "Delay", Chain.reaches, 0.6),
    )
    rest = count(view.entity, "dependencies.chains_not_shown", len(found) - MOST)
    words = Words(
        alt="Chains of late promises across projects, longest delay first",
        empty="No late promise is passed on: each reaches the project that waits for it and no further.",
        caption="Chains across projects",
        more=say("+{n} more", n=rest) if len(found) > MOST else Sentence(),
    )
    return grid(fields, found[:MOST], words, locale=view.locale)


def most_awaited(view: View) -> Sentence:
    """The project that most others wait for, where that is more than one; nothing otherwise."""
    rows = [row for row in entries(view, "chains") if (row["downstream"] or 0) > 1]
    if not rows:
        return Sentence()
    top = min(rows, key=lambda row: (-row["downstream"], text(row, "project_id")))
    behind = count(text(top, "project_id"), "projects_downstream", int(top["downstream"]))
    name = view.name(text(top, "project_id"))
    return say_many(
        "{n} project waits for {name}, directly or through others",
        "{n} projects wait for {name}, directly or through others",
        behind,
        name=name,
    )


def circular(view: View) -> Sentence:
    """How many projects wait for one another in a circle, or behind one; nothing where none does."""
    found = [row for row in entries(view, "chains") if row["downstream"] is None]
    if not found:
        return Sentence()
    figure = count(view.entity, "dependencies.circular", len(found))
    return say_many(
        "{n} project leads into a circle of promises, whose delay is not known",
        "{n} projects lead into a circle of promises, whose delay is not known",
        figure,
    )


def _chain(entity: str, delay: float, last: Mapping[str, Promise]) -> Chain:
    """The chain that ends in `entity`, walked back from link to link until nobody makes the giver late."""
    line = [entity]
    while line[0] in last:
        line.insert(0, last[line[0]].giver)
    return Chain(projects=tuple(line), delay=delay)


def _through(view: View, chain: Chain) -> Sentence:
    """The projects between the ends; of many the first and the last, and how many more."""
    names = [view.name(entity) for entity in chain.projects[1:-1]]
    if len(names) <= _NAMED:
        return Sentence.of(_ARROW.join(names))
    more = count(chain.projects[-1], "dependencies.chain_others", len(names) - 2)
    return Sentence.of(f"{names[0]}{_ARROW}", more, f" others{_ARROW}{names[-1]}")
