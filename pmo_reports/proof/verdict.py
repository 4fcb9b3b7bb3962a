"""The proof: what a version claims against its files, the store, and the pack made once more."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pmo_reports import fingerprint, history, pipeline, storage
from pmo_reports.errors import InputError, PmoReportsError
from pmo_reports.model.artefact import Artefact
from pmo_reports.model.period import Period
from pmo_reports.proof import claim as claims
from pmo_reports.proof import layout as laying
from pmo_reports.proof import making, outputs, places, today
from pmo_reports.proof.claim import Claim
from pmo_reports.proof.difference import Depth, Difference, Kind, Verdict
from pmo_reports.proof.keepsakes import Keepsakes
from pmo_reports.proof.layout import Layout
from pmo_reports.publish import MANIFEST

Say = Callable[[str], None]
OLD = (
    "the manifest is of an older format: settings and templates were not kept then, so the pack cannot be"
    " made again; only its files, inputs and snapshots were looked at"
)


def verified(folder: Path, workspace: Path | None = None, *, depth: Depth, say: Say) -> Verdict:
    """The verdict on the published version in `folder`; nothing is written anywhere.

    Args:
        folder: `<out>/<period>/<pack>/v<n>`, wherever it lies.
        workspace: what its store lies in; null for the one that the folder lies in, else where one stands.
        depth: how deep the proof goes.
        say: hears what is being done.

    Raises:
        UsageError: the folder is no version, or there is no workspace.
        InputError: the manifest is damaged, or of a newer version of this program.
    """
    claim = claims.claim(folder)
    place = places.workspace(folder, workspace)
    say("comparing the files with their manifest")
    problems = [*_manifest(claim), *outputs.altered(claim)]
    makers = tuple(making.otherwise(claim))
    unproved = () if claim.complete else (OLD,)
    found = Verdict(claim=claim, depth=depth, problems=tuple(problems), unproved=unproved, since=makers)
    store = places.store(place)
    if store is None:
        lost = Difference(
            kind=Kind.STORE, name=str(place / "store"), what="it is not there, nor what is kept in it"
        )
        return replace(found, problems=(*found.problems, lost))
    say("looking for what it was made of in the store")
    with tempfile.TemporaryDirectory() as private:
        layout = Layout(Keepsakes(claim, store), Path(private))
        return _kept(found, layout, place, say)


@dataclass(frozen=True, slots=True)
class _Tried:
    """What came of making a pack again: its files, or why there are none."""

    artefacts: tuple[Artefact, ...] = ()
    fault: str = ""


def _kept(found: Verdict, layout: Layout, place: Path, say: Say) -> Verdict:
    """`found` with what the store and the pack made again say."""
    keepsakes, quick = layout.keepsakes, found.depth is Depth.QUICK
    found = replace(
        found,
        problems=(*found.problems, *_unnoted(layout), *keepsakes.lost),
        since=(*found.since, *_snapshots(keepsakes), *today.differences(layout, place)),
        kept=keepsakes.counts,
    )
    if not found.claim.complete:
        return _promised(found)
    if quick:
        return _promised(replace(found, problems=(*found.problems, *_unlaid(layout))))
    found = _made_again(found, layout, say)
    return _read_again(found, layout, say) if found.depth is Depth.FROM_INPUTS else found


def _promised(found: Verdict) -> Verdict:
    """Where nothing is made again, what would make it has to be what made it."""
    makers = (Kind.CODE, Kind.LIBRARY, Kind.PLATFORM, Kind.SNAPSHOT)
    shipped = tuple(
        each
        for each in found.since
        if each.kind in makers or (each.kind is Kind.TEMPLATE and each.name.startswith(making.SHIPPED))
    )
    since = tuple(each for each in found.since if each not in shipped)
    return replace(found, problems=(*found.problems, *shipped), since=since)


def _unlaid(layout: Layout) -> Iterator[Difference]:
    for why in laying.faults(layout):
        yield Difference(kind=Kind.STORE, name=layout.claim.name, what=f"it cannot be made again: {why}")


def _made_again(found: Verdict, layout: Layout, say: Say) -> Verdict:
    say("making it again from what is kept")
    tried = _tried(layout, say)
    if not tried.artefacts:
        lost = Difference(
            kind=Kind.STORE, name=found.claim.name, what=f"it cannot be made again: {tried.fault}"
        )
        return replace(found, problems=(*found.problems, lost))
    return with_outputs(found, tried.artefacts)


def _tried(layout: Layout, say: Say) -> _Tried:
    for why in laying.faults(layout):
        return _Tried(fault=why)
    try:
        return _Tried(artefacts=pipeline.remade(layout.remaking(), say=say))
    except PmoReportsError as error:
        return _Tried(fault=str(error))


def with_outputs(found: Verdict, artefacts: tuple[Artefact, ...]) -> Verdict:
    """`found` with how the files that were made again compare with those that were published."""
    compared = outputs.compared(found.claim, artefacts)
    odd = tuple(each for each in compared.values() if each)
    same = {name: each is None for name, each in compared.items()}
    return replace(found, problems=(*found.problems, *odd), made_again=same)


def _read_again(found: Verdict, layout: Layout, say: Say) -> Verdict:
    """`found` with whether the inputs of each period give its tables once more."""
    for named in found.claim.periods:
        say(f"reading {named} again")
        problem, unproved = _read(layout, named)
        found = replace(
            found,
            problems=(*found.problems, *problem),
            unproved=(*found.unproved, *unproved),
            read_again=found.read_again if problem or unproved else (*found.read_again, named),
        )
    return found


def _read(layout: Layout, named: str) -> tuple[tuple[Difference, ...], tuple[str, ...]]:
    """What is otherwise in a period that is read again; or why it cannot be said."""
    keepsakes, key = layout.keepsakes, layout.claim.of("snapshots")[named]
    if named in keepsakes.lost_snapshots:
        return (), (f"the snapshot of {named} is gone: nothing is left to compare its inputs with",)
    by = history.made(keepsakes.store, Period.parse(named), history.Entry(snapshot=str(key), key=key))
    try:
        period = layout.period(named)
        odd = history.differing(keepsakes.store, layout.read_again(period, by.settings), key)
    except PmoReportsError as error:
        return (), (f"{named} cannot be read again: {error.message}",)
    what = f"read again from its inputs, it has other {', '.join(odd)}"
    return ((Difference(kind=Kind.SNAPSHOT, name=named, what=what),) if odd else ()), ()


def _manifest(claim: Claim) -> Iterator[Difference]:
    if fingerprint.run(claim.origin.made_of) != claim.run:
        words = "its run is not that of what it says it was made of: it was altered"
        yield Difference(kind=Kind.MANIFEST, name=MANIFEST, what=words)


def _unnoted(layout: Layout) -> Iterator[Difference]:
    """The store noted the manifest of each pack before it was published."""
    claim = layout.claim
    try:
        seals = history.seals(layout.keepsakes.store, claim.period.id, claim.pack, claim.run)
    except OSError as error:
        raise _unreachable(layout, error) from error
    if seals and Artefact(MANIFEST, claim.content).sha256 not in seals:
        words = "it is not the one that the store noted when the pack was published: it was altered"
        yield Difference(kind=Kind.MANIFEST, name=MANIFEST, what=words)


def _unreachable(layout: Layout, error: OSError) -> InputError:
    return InputError(
        f"the store cannot be read: {error.strerror or error}",
        place=storage.of(layout.keepsakes.store).place(""),
        remedy="see that it can be reached from here, and that this account may read it",
    )


def _snapshots(keepsakes: Keepsakes) -> Iterator[Difference]:
    for period in keepsakes.lost_snapshots:
        words = "it is gone from the store, or damaged; the period is read again from its inputs"
        yield Difference(kind=Kind.SNAPSHOT, name=period, what=words)
