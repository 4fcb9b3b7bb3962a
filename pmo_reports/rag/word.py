"""The word of people: what is declared against what is computed. The worse of the two is printed.

A better state than the computed one needs an override in force; nobody can override what is not known.
"""

from __future__ import annotations

from dataclasses import dataclass

from pmo_reports.model.figures import Figure, Sentence, Unit
from pmo_reports.model.rag import SEVERITY, Assessment, Override, Rag, worst
from pmo_reports.rag.reasons import said
from pmo_reports.rag.reports import Report
from pmo_reports.rag.rollup import Part
from pmo_reports.rag.verdict import GREY, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What people say on one cell.

    Attributes:
        expected: whether somebody should have declared it: then nothing declared is unknown.
        report: the report that it stands in, if there is one.
        by: who declares, in words.
    """

    declared: Rag | None = None
    override: Override | None = None
    expected: bool = False
    report: Report | None = None
    by: str = "the project manager"

    @property
    def stale(self) -> bool:
        """Whether the cell rests on a report that is too old."""
        return self.expected and self.report is not None and self.report.stale

    @property
    def missing(self) -> bool:
        """Whether something should have been declared and is not."""
        return self.expected and self.declared is None


@dataclass(frozen=True, slots=True)
class Cell:
    """An assessment, and what it is as a part of a whole."""

    assessment: Assessment

    def part(self, weight: float | None = 1.0) -> Part:
        """The cell as a part of a whole."""
        return Part(state=self.assessment.effective, weight=weight, sure=self.assessment.sure)


def settled(entity: str, dimension: str, verdict: Verdict, word: Word) -> Cell:
    """The cell of `entity` in `dimension`: the worse of computed and declared, unless overridden."""
    effective, override = _effective(verdict, word)
    doubtful = effective in GREY or word.missing or word.stale or not (verdict.sure or override)
    assessment = Assessment(
        entity=entity,
        dimension=dimension,
        computed=verdict.state,
        declared=word.declared,
        effective=effective,
        reason=_reason(entity, dimension, verdict, word, override),
        rule=verdict.rule,
        measure=verdict.measure,
        value=verdict.value,
        bound=verdict.bound,
        distance=verdict.distance,
        override=override,
        sure=effective is Rag.RED or not doubtful,
    )
    return Cell(assessment)


def _effective(verdict: Verdict, word: Word) -> tuple[Rag, Override | None]:
    """The state that is printed, and the override if it makes it better."""
    if verdict.state not in SEVERITY and not verdict.word_alone:
        return verdict.state, None
    missing = Rag.UNKNOWN if word.missing or (verdict.word_alone and word.declared is None) else None
    grey = [Rag.STALE] * word.stale + [state for state in (verdict.state, missing) if state in GREY and state]
    effective = worst((*grey, verdict.state, *((word.declared,) if word.declared else ())))
    if word.override is None or SEVERITY.get(effective, 0) <= SEVERITY[word.override.to]:
        return effective, None
    bettered = worst((*grey, word.override.to))
    return (bettered, word.override) if bettered is not effective else (effective, None)


def _reason(entity: str, dimension: str, verdict: Verdict, word: Word, override: Override | None) -> Sentence:
    if override:
        until = Figure(
            key="rag.override", entity=entity, item=dimension, value=override.expires_on, unit=Unit.DATE
        )
        return said(Sentence.of(f"Overridden to {override.to.word} until ", until, "."), verdict.reason)
    lacking = _lacking(entity, dimension, word)
    if word.declared in SEVERITY and SEVERITY[word.declared] > SEVERITY.get(verdict.state, -1):
        return said(
            lacking, _declared(verdict, word), verdict.reason if verdict.state in GREY else Sentence()
        )
    better = word.declared if word.declared is not verdict.state and not verdict.word_alone else None
    differs = Sentence.of(f"Declared {better.word} by {word.by}.") if better else Sentence()
    return said(lacking, verdict.reason, differs)


def _declared(verdict: Verdict, word: Word) -> Sentence:
    assert word.declared is not None  # noqa: S101 - narrowed by the caller
    rest = "." if verdict.word_alone else f"; rules give {verdict.state.word}."
    return Sentence.of(f"Declared {word.declared.word} by {word.by}{rest}")


def _lacking(entity: str, dimension: str, word: Word) -> Sentence:
    """That the report is too old, or that nothing was declared."""
    if word.missing:
        return Sentence.of("Nothing is declared." if word.report else "There is no report this period.")
    if not word.stale or word.report is None:
        return Sentence()
    if word.report.age is None:
        return Sentence.of("The report does not say of which day it is.")
    age = Figure(key="rag.report_age", entity=entity, item=dimension, value=word.report.age, unit=Unit.COUNT)
    return Sentence.of("The report is ", age, " days old.")
