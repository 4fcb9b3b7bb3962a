"""The composition root: how a pack is made, step by step. Only this module knows the order.

    collect and read -> normalise -> remember -> measure -> assess -> compose -> render -> publish

Earlier periods go through the same steps (or come from their snapshots), so that trends compare like
with like.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from pmo_reports import (
    changes,
    fingerprint,
    history,
    intake,
    keeping,
    knowledge,
    makers,
    metrics,
    normalise,
    pack,
    publish,
    rag,
    readers,
    retelling,
    workspace,
)
from pmo_reports.config import loading
from pmo_reports.config.fiscal import reporting_period
from pmo_reports.config.packs import Pack
from pmo_reports.config.rag import RagRules
from pmo_reports.config.settings import Settings
from pmo_reports.errors import UsageError
from pmo_reports.garbage import undisturbed
from pmo_reports.grouping import composed
from pmo_reports.hierarchy import hierarchy_told
from pmo_reports.history import Resting
from pmo_reports.intake import Desk
from pmo_reports.keeping import Remaking
from pmo_reports.knowledge import Inputs
from pmo_reports.measuring import Measured, Measuring
from pmo_reports.model.artefact import Artefact
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.changes import Changes
from pmo_reports.model.finding import Finding, ranked
from pmo_reports.model.pack import PackModel
from pmo_reports.model.period import Period
from pmo_reports.model.raw import Reading
from pmo_reports.model.tables import Portfolio
from pmo_reports.orders import Built, End, Month, Order, Pair
from pmo_reports.rag.way_back import ways_back
from pmo_reports.retelling import UNTOLD, Retelling

__all__ = ["Built", "End", "Month", "Order", "Pair", "assess", "build", "compared", "configured", "init"]
__all__ += ["rejudged", "remade", "standing"]
Say = intake.Say

MONTHS_OF_TREND = knowledge.MONTHS_OF_TREND


def _silent(_: str) -> None:
    return None


def init(folder: Path, *, sample: bool = False, preset: str = "") -> tuple[str, ...]:
    """The paths of a new workspace, written into `folder`."""
    return workspace.init(
        folder, sample=sample, preset=preset, config_folder=loading.package_folder("config")
    )


def build(order: Order, *, say: Say = _silent) -> Built:
    """The published pack.

    Raises:
        UsageError: no such workspace, period or pack.
        ConfigurationError: mistakes in settings or templates, all at once.
        BlockedError: findings that stop publication.
        PublishError: the outputs could not be written; nothing is half-written.
    """
    settings = configured(order.workspace, order.period)
    period = reporting_period(settings.calendar.fiscal, order.period)
    chosen = _pack(settings, order.pack)
    out = order.out or order.workspace / "out"
    _refuse_among_others(order)
    with publish.lock(out, period, chosen.name), intake.used(settings, say), readers.Workbench() as workbench:
        asking = knowledge.asking(settings, out, order.today, order.known_on)
        desk = Desk(say, workbench, period, asking=asking)
        collected = intake.collected(settings, desk)
        told = retelling.retelling(out, () if order.known_on else collected, chosen.name, before=period)
        made_of = keeping.ingredients(settings, chosen.name, collected, asking) | told.digests
        run = fingerprint.run(made_of)
        resting = Resting(period=period.id, pack=chosen.name, run=run, made_of=made_of)
        there = publish.published(out, period, chosen.name, run)
        kept = keeping.gathered(settings, collected, desk.histories(settings, collected), told)
        if there:
            kept.keep(knowledge.store(settings))
            history.rest(knowledge.store(settings), resting)
            return _built(there, run=run)
        month = _assessed(settings, collected, desk, told)
        knowledge.stop_on_blocks(month.findings)
        origin = publish.Origin(made_of=made_of, kept=kept.digests, made_by=makers.makers())
        model, artefacts = _made(month, chosen, origin, say)
        say("publishing")
        kept.keep(knowledge.store(settings))
        history.rest(
            knowledge.store(settings), replace(resting, kept=kept.digests, seal=artefacts[-1].sha256)
        )
        done = publish.publish(artefacts, out, period, chosen.name)
    return _built(done, run=run, headline=_headline(model), findings=month.findings)


def remade(remaking: Remaking, *, say: Say = _silent) -> tuple[Artefact, ...]:
    """The files of a pack as they come out now of what it was made of, its manifest last; nothing is written.

    Raises:
        PmoReportsError: this version of the program cannot make it, or something that it was made of is gone.
    """
    with readers.Workbench() as workbench:
        desk = Desk(say, workbench, remaking.periods[-1], again=remaking)
        inputs = {each: Reading() for each in remaking.periods}
        month = _assessed(remaking.settings, inputs, desk, remaking.told)
        return _made(month, _pack(month.settings, remaking.pack), remaking.origin, say)[1]


def _made(
    month: Month, chosen: Pack, origin: publish.Origin, say: Say
) -> tuple[PackModel, tuple[Artefact, ...]]:
    """What a pack says, and its files, of which the manifest is last."""
    say("composing")
    run = fingerprint.run(origin.made_of)
    with undisturbed():
        model = composed(month.assessed, month.past, month.settings, chosen, run)
        artefacts = _rendered(model, month, say)
    return model, (*artefacts, publish.manifest(model, month.assessed, artefacts, origin))


def _refuse_among_others(order: Order) -> None:
    """A pack of what was known earlier is not to be taken for the newest version of one."""
    if order.known_on and not order.out:
        raise UsageError(
            "a pack as it was known on a day does not belong among the others",
            remedy="choose another folder with --out",
        )


def _built(
    done: publish.Publication, *, run: str, headline: str = "", findings: tuple[Finding, ...] = ()
) -> Built:
    return Built(
        folder=done.folder,
        version=done.version,
        files=done.files,
        run=run,
        headline=headline,
        findings=findings,
        unchanged=done.unchanged,
    )


def assess(
    workspace_folder: Path,
    period: Period,
    *,
    say: Say = _silent,
    today: date | None = None,
    known_on: date | None = None,
) -> Month:
    """The assessed period, without making a pack of it; with `known_on`, by what was known on that day."""
    settings = configured(workspace_folder, period)
    asked = reporting_period(settings.calendar.fiscal, period)
    with intake.used(settings, say), readers.Workbench() as workbench:
        asking = knowledge.asking(settings, settings.workspace / "out", today, known_on)
        desk = Desk(say, workbench, asked, asking=asking)
        return _assessed(settings, intake.collected(settings, desk), desk)


def compared(
    ends: tuple[End, End], workspace_folder: Path, *, by_name: bool = False, say: Say = _silent
) -> Pair:
    """What changed from one period to another, or of one period between two days on which it was known.

    Each is assessed with its own past; with `by_name`, projects of one name are one, whatever their id.
    """
    first, second = (assess(workspace_folder, period, say=say, known_on=on) for period, on in ends)
    before, after = first.assessed, second.assessed
    if by_name:
        before = changes.identified(before, changes.by_name(before, after))
    found = _changed(before, after, second.settings)
    return Pair(settings=second.settings, before=before, after=after, changes=found)


def rejudged(
    settings: Settings, period: Period, rules: RagRules, *, say: Say = _silent
) -> tuple[tuple[Assessed, Assessed], ...]:
    """Each period up to `period`, oldest first, by the rules in force and by `rules`; measured once.

    Nothing is written: snapshots are used where there are any, what is read else is kept aside and goes.
    """
    asked = reporting_period(settings.calendar.fiscal, period)
    found: tuple[tuple[Assessed, Assessed], ...] = ()
    with tempfile.TemporaryDirectory() as folder, readers.Workbench() as workbench:
        desk = Desk(say, workbench, asked, Path(folder))
        measuring = Measuring(settings, intake.collected(settings, desk), desk)
        for each in measuring.inputs:
            past = tuple(before for before, _ in found), tuple(after for _, after in found)
            measured = measuring.measured(each, past[0])
            now = _judged(settings, measured, past[0])
            basis, measurements = measured.basis, measured.measurements
            other = rag.assessed(basis, measurements, rules, settings.organisation, past[1])
            found = (*found, (now, other))
    return found


def standing(settings: Settings, period: Period, *, say: Say = _silent) -> Portfolio:
    """What was reported last: the tables of the latest period before `period` of which something is known.

    Where nothing is, they are of `period` itself: the register and whatever else is there by then.
    """
    before = [each for each in knowledge.periods(settings) if each < period]
    last = max(before, default=period)
    with intake.used(settings, say), readers.Workbench() as workbench:
        asking = knowledge.asking(settings, settings.workspace / "out", None)
        known = knowledge.one(settings, last)
        return intake.portfolio(settings, last, known, Desk(say, workbench, last, asking=asking))


def configured(workspace_folder: Path, period: Period | None = None) -> Settings:
    """The settings of a workspace, checked against the measures and sections there are.

    Raises:
        UsageError: it is no workspace.
        ConfigurationError: every mistake in them, and in the hierarchy of the register of `period`.
    """
    with hierarchy_told(workspace_folder, period):
        return loading.load(workspace_folder, metrics.DECLARED, pack.SECTIONS)


def _pack(settings: Settings, name: str) -> Pack:
    if name not in settings.packs:
        known = ", ".join(sorted(settings.packs))
        raise UsageError(f"there is no pack {name!r}", remedy=f"choose one of: {known}")
    return settings.packs[name]


def _assessed(settings: Settings, collected: Inputs, desk: Desk, told: Retelling = UNTOLD) -> Month:
    past: tuple[Assessed, ...] = ()
    histories = desk.histories(settings, collected)
    notes: tuple[Finding, ...] = ()
    measuring = Measuring(settings, collected, desk)
    for each in collected:
        month = _month(measuring, each, past)
        notes = told.noted(month) if each < desk.asked else notes
        past = (*past, told.of(month, past) if each < desk.asked else month)
    *before, last = past
    now = _with_notes(last, (*history.findings(histories), *notes))
    if before:
        now = replace(now, changes=_changed(before[-1], now, settings))
    return Month(settings=settings, assessed=now, past=tuple(before), findings=now.portfolio.findings)


def _changed(before: Assessed, after: Assessed, settings: Settings) -> Changes:
    with undisturbed():
        return changes.changes(before, after, settings.materiality)


def _with_notes(now: Assessed, notes: tuple[Finding, ...]) -> Assessed:
    """The period with what is said of those before it: restated since, or published otherwise."""
    found = ranked((*now.portfolio.findings, *notes))
    return replace(now, portfolio=replace(now.portfolio, findings=found))


def _month(measuring: Measuring, period: Period, past: tuple[Assessed, ...]) -> Assessed:
    with undisturbed():
        measured = measuring.measured(period, past)
        judged = _judged(measuring.settings, measured, past)
        asked = period == measuring.desk.asked
        return replace(judged, drawn=metrics.drawn(measured.basis)) if asked else judged


def _judged(settings: Settings, measured: Measured, past: tuple[Assessed, ...]) -> Assessed:
    basis, portfolio = measured.basis, measured.basis.portfolio
    assessed = rag.assessed(basis, measured.measurements, settings.rag, settings.organisation, past)
    drifted = _drifted(past, portfolio, settings)
    told = (*measured.doubts, *rag.doubts(assessed), *ways_back(assessed, settings))
    return replace(
        assessed,
        portfolio=replace(portfolio, findings=ranked((*portfolio.findings, *drifted, *told))),
        working_days=basis.working_days,
        calendars=basis.calendars,
    )


def _drifted(past: tuple[Assessed, ...], now: Portfolio, settings: Settings) -> tuple[Finding, ...]:
    """What is different about the columns since the period before."""
    return normalise.drift(past[-1].portfolio.headers, now.headers, settings) if past else ()


def _rendered(model: PackModel, month: Month, say: Say) -> tuple[Artefact, ...]:
    from pmo_reports.render import annex, deck, facts, findings, pdf  # noqa: PLC0415 - seconds of imports

    folders = keeping.template_folders(month.settings.workspace)
    fonts = loading.package_folder("templates/fonts")
    say("rendering facts and findings")
    known = facts.distinct(model, month.assessed, month.past)
    found = (
        facts.facts(model, month.assessed, month.past, known),
        findings.findings(month.assessed.portfolio, model.wording),
    )
    say("rendering the annex")
    book = annex.annex(model, month.assessed, month.past, known)
    say("rendering the deck")
    slides = deck.deck(model, folders=folders, fonts=fonts)
    say("rendering the PDF")
    return (pdf.pdf(model, folders=folders, fonts=fonts), slides, book, *found)


def _headline(model: PackModel) -> str:
    from pmo_reports.render.formats import sentence_text  # noqa: PLC0415 - as above

    told = [s for s in model.sections if s.kind == "executive_summary"] or list(model.sections)
    return sentence_text(told[0].title, model.meta.locale) if told else model.meta.title
