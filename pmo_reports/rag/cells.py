"""Cells: one of them as an assessment, from the columns that it was judged in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pmo_reports.model.rag import Assessment, Rag, Trend
from pmo_reports.rag import idle
from pmo_reports.rag.board import Months
from pmo_reports.rag.codes import NONE, Codes, known, state
from pmo_reports.rag.dimensions import Judged
from pmo_reports.rag.outcomes import Outcome
from pmo_reports.rag.programmes import Rolled
from pmo_reports.rag.projects import Overall
from pmo_reports.rag.trend import moved
from pmo_reports.rag.verdict import Verdict
from pmo_reports.rag.word import Settled, Word, reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """The cells of a dimension, every entity in its place: projects first, then programmes.

    Attributes:
        of_projects: how the projects were judged; overall from their dimensions.
        of_others: how programmes and the portfolio were.
        computed: the states before anybody's word is heard.
        before: what was printed in the last period.
    """

    of_projects: Judged | Overall
    of_others: Rolled
    computed: Codes
    word: Word
    settled: Settled
    before: Codes
    months: Months


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """The cells of a period.

    Attributes:
        idle: the one state of each project that is not judged, else `NONE`.
        columns: by dimension, overall last.
    """

    entities: pd.Index
    idle: Codes
    columns: Mapping[str, Column]

    def assessment(self, place: int, name: str) -> Assessment:
        """The assessment of an entity in a dimension."""
        entity, column = str(self.entities[place]), self.columns[name]
        verdict, word = self._verdict(place, column), column.word
        override = word.overrides.get(place) if column.settled.overridden[place] else None
        effective, before = known(column.settled.effective[place]), state(column.before[place])
        return Assessment(
            entity=entity,
            dimension=name,
            computed=verdict.state,
            raw=self._raw(place, column),
            declared=state(word.declared[place]),
            effective=effective,
            reason=reason((entity, name), place, verdict, word, (override, effective)),
            rule=verdict.rule,
            measure=verdict.measure,
            value=verdict.value,
            bound=verdict.bound,
            distance=verdict.distance,
            override=override,
            sure=bool(column.settled.sure[place]),
            trend=Trend.NEW if before is None else moved(before, effective),
            months=int(column.months[place]),
        )

    def outcomes(self, place: int, name: str) -> tuple[Outcome, ...]:
        """What each rule of a dimension gives for a project; none for programmes, and overall."""
        judged = self.columns[name].of_projects
        if not isinstance(judged, Judged) or not self._is_judged(place):
            return ()
        return judged.outcomes(place)

    def _verdict(self, place: int, column: Column) -> Verdict:
        if place >= len(self.idle):
            return column.of_others.verdict(place - len(self.idle))
        if not self._is_judged(place):
            return idle.verdict(self.idle[place])
        return column.of_projects.verdict(place)

    def _raw(self, place: int, column: Column) -> Rag | None:
        """The state without hysteresis, if it is another."""
        judged = column.of_projects
        if not isinstance(judged, Judged) or not self._is_judged(place):
            return None
        raw = known(judged.raw[place])
        return None if raw is known(judged.states[place]) else raw

    def _is_judged(self, place: int) -> bool:
        return place < len(self.idle) and self.idle[place] == NONE
