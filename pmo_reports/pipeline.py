"""The composition root: how a pack is made, step by step. Only this module knows the order.

    collect and read -> normalise -> remember -> measure -> assess -> compose -> render -> publish

Earlier periods go through the same steps (or come from their snapshots), so that trends compare like
with like.
"""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pmo_reports import fingerprint, history, metrics, normalise, pack, publish, rag, readers, workspace
from pmo_reports.config import loading
from pmo_reports.config.fiscal import reporting_period
from pmo_reports.config.packs import Pack
from pmo_reports.config.rag import RagRules
from pmo_reports.config.settings import Settings
from pmo_reports.errors import BlockedError, UsageError
from pmo_reports.hierarchy import hierarchy_told
from pmo_reports.model.artefact import Artefact
from pmo_reports.model.assessed import Assessed, Basis
from pmo_reports.model.finding import Finding, Severity, ranked
from pmo_reports.model.measures import Measurements
from pmo_reports.model.pack import PackModel
from pmo_reports.model.period import Period
from pmo_reports.model.raw import Reading
from pmo_reports.model.tables import Portfolio

Say = Callable[[str], None]
Inputs = Mapping[Period, Reading]
MONTHS_OF_TREND = 12
TOLD_BLOCKS = 5
_UNSEEN = ("unreadable", "outside-workspace")


def _silent(_: str) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to build: a pack of a workspace for a period; `out` defaults to `out/` in the workspace."""

    workspace: Path
    period: Period
    pack: str
    out: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """An assessed period with those before it, oldest first, and everything that was found."""

    settings: Settings
    assessed: Assessed
    past: tuple[Assessed, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A published pack: its folder, files and findings; `unchanged` if that version was there already."""

    folder: Path
    version: int
    files: tuple[str, ...]
    run: str
    headline: str
    findings: tuple[Finding, ...]
    unchanged: bool


@dataclass(frozen=True, slots=True)
class _Desk:
    """What a whole run shares.

    Attributes:
        say, workbench: whom it tells how far it is, what its readers work with.
        asked: the period asked for.
        aside: a folder to be used in place of the store, where a run must leave no trace.
    """

    say: Say
    workbench: readers.Workbench
    asked: Period
    aside: Path | None = None

    def store(self, settings: Settings) -> Path:
        """Where what is read is kept."""
        return self.aside or _store(settings)


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
    with publish.lock(out, period, chosen.name), readers.Workbench() as workbench:
        collected = _collected(settings, period, say)
        made_of = _ingredients(settings, chosen, collected)
        there = publish.published(out, period, chosen.name, fingerprint.run(made_of))
        if there:
            return _built(there, run=fingerprint.run(made_of))
        month = _assessed(settings, collected, _Desk(say, workbench, period))
        _stop_on_blocks(month.findings)
        say("composing")
        model = pack.compose(month.assessed, month.past, settings, chosen, fingerprint.run(made_of))
        artefacts = _rendered(model, month, say)
        say("publishing")
        manifest = publish.manifest(model, month.assessed, artefacts, made_of)
        done = publish.publish((*artefacts, manifest), out, period, chosen.name)
    return _built(done, run=model.meta.run, headline=_headline(model), findings=month.findings)


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


def assess(workspace_folder: Path, period: Period, *, say: Say = _silent) -> Month:
    """The assessed period, without making a pack of it."""
    settings = configured(workspace_folder, period)
    asked = reporting_period(settings.calendar.fiscal, period)
    with readers.Workbench() as workbench:
        return _assessed(settings, _collected(settings, asked, say), _Desk(say, workbench, asked))


def rejudged(
    settings: Settings, period: Period, rules: RagRules, *, say: Say = _silent
) -> tuple[tuple[Assessed, Assessed], ...]:
    """Each period up to `period`, oldest first, by the rules in force and by `rules`; measured once.

    Nothing is written: snapshots are used where there are any, what is read else is kept aside and goes.
    """
    asked = reporting_period(settings.calendar.fiscal, period)
    found: tuple[tuple[Assessed, Assessed], ...] = ()
    with tempfile.TemporaryDirectory() as folder, readers.Workbench() as workbench:
        desk = _Desk(say, workbench, asked, Path(folder))
        for each, inputs in _collected(settings, asked, say, desk.store(settings)).items():
            past = tuple(before for before, _ in found), tuple(after for _, after in found)
            basis, measurements = _measured(settings, each, inputs, past[0], desk)
            now = _judged(settings, basis, measurements, past[0])
            other = rag.assessed(basis, measurements, rules, settings.organisation, past[1])
            found = (*found, (now, other))
    return found


def standing(settings: Settings, period: Period, *, say: Say = _silent) -> Portfolio:
    """What was reported last: the tables of the latest period before `period` that has inputs.

    Where none has, they are of `period` itself: the register and whatever else is there by then.
    """
    before = [each for each in readers.periods(settings) if each < period]
    last = max(before, default=period)
    with readers.Workbench() as workbench:
        collected = readers.collect(settings, last, _store(settings))
        return _portfolio(settings, last, collected, _Desk(say, workbench, last))


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


def _collected(settings: Settings, period: Period, say: Say, store: Path | None = None) -> Inputs:
    """The inputs of the period and of those before it, oldest first."""
    store = store or _store(settings)
    periods = readers.periods(settings)
    if period not in periods:
        _stop_on_blocks(_unreadable(settings, period, store))
        known = ", ".join(map(str, periods)) or "none yet"
        raise UsageError(
            f"there are no inputs for period {period}",
            remedy=f"put its files there: {_places(settings, period)}; periods with inputs: {known}",
        )
    wanted = [*[p for p in periods if p < period][-MONTHS_OF_TREND:], period]
    say(f"collecting the inputs of {len(wanted)} periods")
    return {p: readers.collect(settings, p, store) for p in wanted}


def _places(settings: Settings, period: Period) -> str:
    """Where the sources look for files of the period, as people write paths."""
    return ", ".join(readers.places(settings, period)) or "no source has {period} in its `files`"


def _assessed(settings: Settings, collected: Inputs, desk: _Desk) -> Month:
    past: tuple[Assessed, ...] = ()
    for each, inputs in collected.items():
        past = (*past, _month(settings, each, inputs, past, desk))
    now = past[-1]
    return Month(settings=settings, assessed=now, past=past[:-1], findings=now.portfolio.findings)


def _store(settings: Settings) -> Path:
    return settings.workspace / "store"


def _unreadable(settings: Settings, period: Period, store: Path) -> Iterable[Finding]:
    """Why the inputs of a period may be there and yet not be seen: not readable, or a link to elsewhere."""
    found = readers.collect(settings, period, store).findings
    return (finding for finding in found if finding.rule in _UNSEEN)


def _month(
    settings: Settings, period: Period, inputs: Reading, past: tuple[Assessed, ...], desk: _Desk
) -> Assessed:
    basis, measurements = _measured(settings, period, inputs, past, desk)
    judged = _judged(settings, basis, measurements, past)
    return replace(judged, drawn=metrics.drawn(basis)) if period == desk.asked else judged


def _measured(
    settings: Settings, period: Period, inputs: Reading, past: tuple[Assessed, ...], desk: _Desk
) -> tuple[Basis, Measurements]:
    portfolio = _portfolio(settings, period, inputs, desk)
    desk.say(f"measuring {period}")
    basis = metrics.basis(portfolio, settings, period, past)
    return basis, metrics.measured(basis)


def _judged(
    settings: Settings, basis: Basis, measurements: Measurements, past: tuple[Assessed, ...]
) -> Assessed:
    portfolio = basis.portfolio
    assessed = rag.assessed(basis, measurements, settings.rag, settings.organisation, past)
    drifted = _drifted(past, portfolio, settings)
    found = (*portfolio.findings, *drifted, *metrics.doubts(basis, measurements), *rag.doubts(assessed))
    return replace(
        assessed,
        portfolio=replace(portfolio, findings=ranked(found)),
        working_days=basis.working_days,
        calendars=basis.calendars,
    )


def _drifted(past: tuple[Assessed, ...], now: Portfolio, settings: Settings) -> tuple[Finding, ...]:
    """What is different about the columns since the period before."""
    return normalise.drift(past[-1].portfolio.headers, now.headers, settings) if past else ()


def _portfolio(settings: Settings, period: Period, inputs: Reading, desk: _Desk) -> Portfolio:
    """The canonical tables: from their snapshot if nothing that makes them has changed."""
    key = fingerprint.of({"inputs": _hashes(inputs), "settings": settings.digest, "code": fingerprint.code()})
    remembered = history.recall(_store(settings), period, key)
    if remembered is not None:
        return remembered
    desk.say(f"reading {period}")
    with _undisturbed():
        store = desk.store(settings)
        reading = readers.read(inputs, settings, store, desk.workbench, version=fingerprint.code())
        portfolio = normalise.portfolio(reading, settings, period)
    if not desk.aside and not readers.passing(portfolio.findings):
        history.remember(_store(settings), portfolio, key)
    return portfolio


@contextmanager
def _undisturbed() -> Iterator[None]:
    """No search for garbage while millions of cells come to be: there is none, and it takes long."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _hashes(inputs: Reading) -> dict[str, str]:
    """What was collected, by path: content hashes, and what could not be."""
    missing = {finding.file: finding.problem for finding in inputs.findings}
    return {**missing, **{file.path: file.sha256 for file in inputs.files}}


def _stop_on_blocks(findings: Iterable[Finding]) -> None:
    blocks = [finding for finding in findings if finding.severity is Severity.BLOCK]
    if blocks:
        told = "\n".join(f"  {b.place}: {b.problem}\n    mend: {b.remedy}" for b in blocks[:TOLD_BLOCKS])
        raise BlockedError(
            f"{len(blocks)} finding(s) stop publication\n{told}",
            remedy="mend the inputs named above; `pmo-reports check` lists everything",
        )


def _ingredients(settings: Settings, chosen: Pack, collected: Inputs) -> dict[str, object]:
    """All that a pack is a function of, as hashes."""
    inputs = {period.id: _hashes(reading) for period, reading in collected.items()}
    return {
        "pack": chosen.name,
        "period": max(inputs),
        "inputs": inputs[max(inputs)],
        "past": {
            period: fingerprint.of(dict(hashes)) for period, hashes in inputs.items() if period < max(inputs)
        },
        "settings": settings.digest,
        "templates": fingerprint.of_folders(_template_folders(settings)),
        "code": fingerprint.code(),
        "holidays": fingerprint.version("holidays"),
    }


def _template_folders(settings: Settings) -> tuple[Path, ...]:
    """Where templates are looked for: the workspace's own first."""
    own = settings.workspace / "templates"
    return (*((own,) if own.is_dir() else ()), loading.package_folder("templates"))


def _rendered(model: PackModel, month: Month, say: Say) -> tuple[Artefact, ...]:
    from pmo_reports.render import annex, deck, facts, findings, pdf  # noqa: PLC0415 - seconds of imports

    folders = _template_folders(month.settings)
    fonts = loading.package_folder("templates/fonts")
    say("rendering facts and findings")
    found = (facts.facts(model, month.assessed, month.past), findings.findings(month.assessed.portfolio))
    say("rendering the annex")
    book = annex.annex(model, month.assessed, month.past)
    say("rendering the deck")
    slides = deck.deck(model, folders=folders, fonts=fonts)
    say("rendering the PDF")
    return (pdf.pdf(model, folders=folders, fonts=fonts), slides, book, *found)


def _headline(model: PackModel) -> str:
    from pmo_reports.render.formats import sentence_text  # noqa: PLC0415 - as above

    told = [s for s in model.sections if s.kind == "executive_summary"] or list(model.sections)
    return sentence_text(told[0].title, model.meta.locale) if told else model.meta.title
