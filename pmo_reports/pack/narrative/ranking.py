"""Which facts are told: the heaviest first, and what is known of one project in one sentence."""

from __future__ import annotations

from collections.abc import Iterable

from pmo_reports.model.figures import Sentence
from pmo_reports.model.wording import say
from pmo_reports.pack.narrative.facts import Fact, Tone
from pmo_reports.pack.view import View
from pmo_reports.pack.words import joined

CLAUSES = 3
"""Clauses that one sentence bears."""


def ranked(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts that say something, the heaviest first; then by kind and id, so that no run differs."""
    return tuple(sorted(filter(_says, facts), key=lambda fact: (-fact.weight, fact.kind, fact.entity)))


def told(
    view: View, facts: Iterable[Fact], tone: Tone = Tone.BAD, clauses: int = CLAUSES
) -> tuple[Sentence, ...]:
    """The facts of one tone as sentences; those of one project are joined, where its heaviest stands."""
    groups: dict[str, list[Fact]] = {}
    for at, fact in enumerate(ranked(each for each in facts if each.tone is tone)):
        whole = fact.entity == view.entity
        groups.setdefault(f"{at}" if whole else fact.entity, []).append(fact)
    return tuple(merged(view, group, clauses) for group in groups.values())


def merged(view: View, group: list[Fact], most: int = CLAUSES) -> Sentence:
    """One sentence of the facts of one entity, one of each kind: "Atlas is red: slips 23 days"."""
    first = group[0]
    if first.entity == view.entity:
        return first.words
    head = next((fact.head for fact in group if fact.head), Sentence())
    kinds = {fact.kind: fact.words for fact in reversed(group) if fact.words}
    clauses = [kinds[kind] for kind in sorted(kinds)]
    if not clauses:
        return head
    return say("{head}: {parts}", head=head or view.name(first.entity), parts=joined(clauses[:most], ", "))


def _says(fact: Fact) -> bool:
    return bool(fact.words or fact.head)
