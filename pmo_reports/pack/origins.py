"""Whose figure it is: the ledger's, the schedule's or the progress report's, where there are alternatives."""

from __future__ import annotations

from collections.abc import Mapping

from pmo_reports.model.figures import Sentence
from pmo_reports.model.wording import in_line, say, say_many, term
from pmo_reports.pack.quantities import count
from pmo_reports.pack.view import View
from pmo_reports.pack.words import listed


def origin(view: View, key: str) -> str:
    """Where the entity's value of `key` is from: "ledger", "schedule"; "" where there is one way only."""
    return listed([_name(view, need) for need in _origins(view, key)])


def origin_counts(view: View, key: str, label: str) -> Sentence:
    """How many projects' values are from where: "AC of 10 projects from the ledger, of 2 ...".

    Nothing is said where no project has a value, or where there are no alternatives.
    """
    said = []
    for need, n in _origins(view, key).items():
        said.append(
            say_many(
                "of {n} project from the {source}",
                "of {n} projects from the {source}",
                count(view.entity, f"{key}.origins", n, need),
                source=term(_name(view, need)),
            )
        )
    return say("{measure} {parts}", measure=term(label), parts=in_line(said)) if said else Sentence()


def _origins(view: View, key: str) -> Mapping[str, int]:
    found = view.now.measurements
    known = key in found.declared and view.entity in found.members.index
    return found.origins(view.entity, key) if known else {}


def _name(view: View, need: str) -> str:
    """The part of the label that tells alternatives apart: "ledger" of "AC, ledger"."""
    return view.now.measurements.declared[need].label.rpartition(", ")[2].lower()
