"""A version made again from what is kept of it, published in another place."""

from __future__ import annotations

import tempfile
from pathlib import Path

from pmo_reports import pipeline, publish
from pmo_reports.errors import UsageError
from pmo_reports.proof import claim as claims
from pmo_reports.proof import layout as laying
from pmo_reports.proof import making, places
from pmo_reports.proof.difference import Depth, Verdict
from pmo_reports.proof.keepsakes import Keepsakes
from pmo_reports.proof.layout import Layout
from pmo_reports.proof.verdict import OLD, Say, with_outputs


def rebuilt(
    folder: Path, out: Path, workspace: Path | None = None, *, say: Say
) -> tuple[publish.Publication, Verdict]:
    """The version in `folder` made again from what is kept, published below `out`, and how it compares.

    Raises:
        UsageError: as `verified`; or `out` is where the version lies itself, or its workspace publishes.
        PmoReportsError: it cannot be made again, or not be written; nothing is written then.
    """
    claim = claims.claim(folder)
    place = places.workspace(folder, workspace)
    places.refuse_among_others(claim, out, place)
    store = places.store(place)
    if store is None or not claim.complete:
        what = "there is no store" if store is None else OLD
        raise UsageError(
            f"{claim.name} cannot be made again: {what}", remedy="name another with --workspace DIR"
        )
    with tempfile.TemporaryDirectory() as private, publish.lock(out, claim.period, claim.pack):
        layout = Layout(Keepsakes(claim, store), Path(private))
        if faults := [*laying.faults(layout)]:
            raise UsageError(
                f"{claim.name} cannot be made again: {faults[0]}", remedy="`pmo-reports verify` says more"
            )
        artefacts = pipeline.remade(layout.remaking(), say=say)
        done = publish.publish(artefacts, out, claim.period, claim.pack)
    found = Verdict(claim=claim, depth=Depth.MADE_AGAIN, since=tuple(making.otherwise(claim)))
    return done, with_outputs(found, artefacts)
