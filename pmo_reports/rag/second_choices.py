"""Second choices: figures of a project from a source that stands in for one that is kept, but silent on it.

A ledger that knows other projects and not this one has lost it, or nobody has asked: what the schedule says
in its place is shown, and judges nothing better than unknown.
"""

from __future__ import annotations

from collections.abc import Mapping

from pmo_reports.model.assessed import Assessed, Basis
from pmo_reports.rag.codes import Flags
from pmo_reports.rag.register import Register

Seconds = Mapping[str, Flags]
"""Where projects are measured by a second choice, by measure that has alternatives."""


def second_choices(basis: Basis, register: Register, past: tuple[Assessed, ...]) -> Seconds:
    """Of each measure with alternatives the projects that lack the first, though somebody keeps it."""
    declared = register.measurements.declared
    return {
        key: register.is_known(key) & ~register.is_known(measure.needs[0])
        for key, measure in declared.items()
        if measure.either and _is_kept(basis, past, declared[measure.needs[0]].inputs[0])
    }


def _is_kept(basis: Basis, past: tuple[Assessed, ...], field: str) -> bool:
    """Whether anybody keeps the table of a field: a source feeds it, or it holds or held entries."""
    table = field.partition(".")[0]
    held = (len(portfolio[table]) for portfolio in (basis.portfolio, *(each.portfolio for each in past)))
    return table in basis.fed or any(held)
