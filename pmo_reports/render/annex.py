"""The annex workbook: everything that stands behind a pack, at full precision, traced to its cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pmo_reports.model.artefact import Artefact
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.measures import plain
from pmo_reports.model.pack import PackModel
from pmo_reports.model.rag import Assessment, Rag, Trend
from pmo_reports.model.tables import TABLES
from pmo_reports.model.wording import in_line, label
from pmo_reports.render.annex_cells import UNITS, figure_cell, state_cell
from pmo_reports.render.annex_changes import change_sheets
from pmo_reports.render.annex_history import ABOUT as HISTORY
from pmo_reports.render.annex_history import history_sheets
from pmo_reports.render.annex_tables import left_out, table_sheets, words
from pmo_reports.render.annex_traces import traces_sheet
from pmo_reports.render.facts import Fact, distinct
from pmo_reports.render.findings import findings_sheet, reconciliation_sheet
from pmo_reports.render.formats import sentence_text
from pmo_reports.render.workbook import (
    LINK,
    PROSE,
    WHOLE,
    Head,
    Sheet,
    Shown,
    Value,
    workbook,
)

ABOUT: dict[str, str] = {
    "Facts": label(
        "Every number that the pack prints, with the texts it is printed as and the cells it comes from"
    ),
    "Assessments": label(
        "Every RAG state with what was computed and declared, the deciding rule and its reason"
    ),
    "Measures": label("Every measure of every project, programme and the portfolio, at full precision"),
    **HISTORY,
    "Traces": label(
        "Each input of every RAG state, worst first: value, file, sheet, cell, and the day it is as of"
    ),
    "What changed": label("Every change since the period before, material or not, the most material first"),
    "Bridges": label(
        "Money since the period before: opening + causes = closing, by measure, currency and project"
    ),
    "Findings": label("What is wrong in the data, where it is, who should mend it and how"),
    "Reconciliation": label("Rows read = rows accepted + quarantined + deduplicated, by source"),
    "Glossary": label("The measures: what they mean, how they are computed, which standard they follow"),
}


TRENDS = {
    Trend.IMPROVED: label("improved"),
    Trend.SAME: label("same"),
    Trend.WORSE: label("worse"),
    Trend.NEW: label("new"),
}


def annex(
    model: PackModel, now: Assessed, past: Sequence[Assessed] = (), known: Sequence[Fact] = ()
) -> Artefact:
    """The annex workbook of a pack, named after it; `known` are its distinct facts, if listed already."""
    colours = {name: colour.lstrip("#") for name, colour in model.meta.colours.items()}
    sheets = [
        _facts(known or distinct(model, now, past)),
        _assessments(model, now, colours),
        _measures(now),
        *history_sheets(now, past, colours),
        traces_sheet(now, colours),
        *change_sheets(now, _names((*past, now))),
        *table_sheets(now.portfolio),
        findings_sheet(now.portfolio.findings),
        reconciliation_sheet(now.portfolio.tallies),
        _glossary(now),
    ]
    title = label("{title}: annex for {period}", title=model.meta.title, period=str(model.meta.period))
    content = workbook(
        title,
        [_contents(model, now, sheets), *sheets],
        model.meta.status_date,
        colours.get("brand", ""),
        model.wording,
    )
    return Artefact(f"{model.meta.name}.xlsx", content)


def _contents(model: PackModel, now: Assessed, sheets: Iterable[Sheet]) -> Sheet:
    about = {
        words(name): label("{row}; the key is {key}", row=label(words(table.row)), key=", ".join(table.key))
        for name, table in TABLES.items()
    }
    heads = (
        Head(name=label("Sheet"), width=24),
        Head(name=label("What it holds"), width=90),
        Head(name=label("Rows"), look=WHOLE, width=10),
    )
    rows = [(Shown(s.name, LINK, s.name), (ABOUT | about)[s.name], len(s.rows)) for s in sheets]
    meta = model.meta
    said = label(
        "{title}, {period}, status date {day}, run {run}, {classification}",
        title=meta.title,
        period=str(meta.period),
        day=str(meta.status_date),
        run=meta.run,
        classification=label(meta.classification),
    )
    empty = in_line(label(words(name)) for name in left_out(now.portfolio))
    missing = (
        [(label("Left out"), label("Nobody sent rows of: {tables}", tables=empty), None)] if empty else []
    )
    own = (label("This annex"), said, None)
    return Sheet(name=label("Contents"), heads=heads, rows=[own, *rows, *missing])


def _facts(known: Iterable[Fact]) -> Sheet:
    named = label("Fact"), label("Label"), label("Entity"), label("Key"), label("Item"), label("Value")
    names = *named, label("Unit"), label("Currency"), label("Printed as"), label("As of")
    heads = (
        *(Head(name=name) for name in names),
        Head(name="n"),
        Head(name=label("Of")),
        Head(name=label("Sources"), width=60),
    )
    rows = []
    for fact in known:
        figure = fact.figure
        key = (figure.id, fact.label, figure.entity, figure.key, figure.item)
        texts = (" | ".join(fact.printed), fact.as_of, figure.n, figure.of, "; ".join(fact.sources))
        rows.append((*key, figure_cell(figure), figure.unit.value, figure.currency, *texts))
    return Sheet(name=label("Facts"), heads=heads, rows=rows, frozen=1)


def _assessments(model: PackModel, now: Assessed, colours: Mapping[str, str]) -> Sheet:
    states = label("Raw"), label("Computed"), label("Declared"), label("Effective")
    names = label("Entity"), label("Name"), label("Dimension"), *states, label("Override"), label("Trend")
    numbers = label("Rule"), label("Measure"), label("Value"), label("Bound"), label("Distance")
    heads = (
        *(Head(name=name) for name in (*names, label("Periods"), *numbers)),
        Head(name=label("Reason"), look=PROSE, width=70),
    )
    called = _names((now,))
    rows = [
        (
            one.entity,
            called.get(one.entity),
            one.dimension,
            *(state_cell(state, colours) for state in _states(one)),
            _override(one),
            TRENDS[one.trend],
            one.months,
            one.rule,
            one.measure,
            *(figure_cell(figure) for figure in (one.value, one.bound, one.distance)),
            sentence_text(model.wording.sentence(one.reason), model.meta.locale),
        )
        for one in now.assessments.values()
    ]
    return Sheet(name=label("Assessments"), heads=heads, rows=rows, frozen=2)


def _states(one: Assessment) -> tuple[Rag | None, ...]:
    """What the bounds alone give, what is computed with hysteresis, declared, and printed."""
    return one.raw or one.computed, one.computed, one.declared, one.effective


def _override(one: Assessment) -> str | None:
    if one.override is None:
        return None
    return label(
        "{reason} (approved by {approver}, until {day})",
        reason=one.override.reason,
        approver=one.override.approver,
        day=str(one.override.expires_on),
    )


def _measures(now: Assessed) -> Sheet:
    declared = now.measurements.declared
    keys = [key for key in now.measurements if key in declared]
    particulars = (Head(name=label("Entity")), Head(name=label("Name")), Head(name=label("Level")))
    heads = (*particulars, *(Head(name=key, look=UNITS[declared[key].unit]) for key in keys))
    projects = now.portfolio["projects"].set_index("project_id")
    called, level = projects["name"].dropna().to_dict(), projects["level"].dropna().to_dict()
    columns = [[plain(value) for value in now.measurements.values[key].tolist()] for key in keys]
    named = [(str(entity), called.get(entity), level.get(entity)) for entity in now.measurements.values.index]
    rows = [(*who, *values) for who, *values in zip(named, *columns, strict=True)]
    return Sheet(name=label("Measures"), heads=heads, rows=rows, frozen=2)


def _names(periods: Iterable[Assessed]) -> dict[str, str]:
    """What entities are called, those of earlier periods too; the last name counts."""
    projects = (each.portfolio["projects"].set_index("project_id")["name"].dropna() for each in periods)
    return {str(entity): str(name) for names in projects for entity, name in names.items()}


def _glossary(now: Assessed) -> Sheet:
    names = label("Measure"), label("Label"), label("Unit"), label("Better"), label("Standard")
    heads = (
        *(Head(name=name) for name in names),
        Head(name=label("Formula"), look=PROSE, width=60),
        Head(name=label("Reads"), look=PROSE, width=48),
        Head(name=label("Builds on"), look=PROSE, width=30),
    )
    return Sheet(name=label("Glossary"), heads=heads, rows=list(_terms(now)), frozen=1)


def _terms(now: Assessed) -> Iterator[tuple[Value, ...]]:
    for one in now.measurements.declared.values():
        told = (one.key, label(one.label), one.unit.value, one.better.value, one.standard, label(one.formula))
        yield (*told, ", ".join(one.inputs), ", ".join(one.below))
