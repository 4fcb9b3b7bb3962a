"""Like with like: the projects that disclose all of several measures, and totals of these alone."""

from __future__ import annotations

from dataclasses import replace

from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.wording import say_many
from pmo_reports.pack.quantities import amount, count, number
from pmo_reports.pack.view import View


def cohort(view: View, entity: str, *keys: str) -> tuple[str, ...]:
    """The entity's projects that have a value of every one of `keys`."""
    inside = view.scope.members.get(entity, ())
    return tuple(p for p in inside if all(view.figure(p, key).value is not None for key in keys))


def total(view: View, entity: str, key: str, among: tuple[str, ...]) -> Figure:
    """The entity's figure, or the sum over `among` where these are not all that disclose it."""
    whole = view.figure(entity, key)
    if whole.n == len(among):
        return whole
    values = [number(view.figure(project, key)) or 0.0 for project in among]
    told = round(sum(values), 2) if among else None
    return replace(
        amount(entity, f"{key}.compared", told, view.currency),
        n=len(among),
        of=len(view.scope.members.get(entity, ())),
    )


def who(view: View, key: str, among: tuple[str, ...]) -> Sentence:
    """Who is compared, where not all projects are: "22 of 24 projects"; nothing where all are."""
    members = view.scope.members.get(view.entity, ())
    if len(among) == len(members):
        return Sentence()
    of = count(view.entity, f"{key}.members", len(members))
    some = count(view.entity, f"{key}.disclosed", len(among))
    return say_many("{some} of {n} project", "{some} of {n} projects", of, some=some)
