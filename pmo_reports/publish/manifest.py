"""`manifest.json`: what a pack was made of, what came out, and whether every row is accounted for.

No clock and no place of a machine: the same pack has the same manifest.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pmo_reports.errors import PublishError
from pmo_reports.model.artefact import Artefact
from pmo_reports.model.assessed import OVERALL, Assessed
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.pack import PackModel
from pmo_reports.model.rag import Rag
from pmo_reports.model.tables import Tally

NAME = "manifest.json"
FORMAT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a pack comes from, as JSON values.

    Attributes:
        made_of: the hashes of all that went in; the run is made of them.
        kept: the hashes of files that are kept for it, by kind and name.
        made_by: what made it: versions of our own, of libraries and of the machine's parts.
    """

    made_of: Mapping[str, object]
    kept: Mapping[str, object] = field(default_factory=dict)
    made_by: Mapping[str, object] = field(default_factory=dict)


def manifest(model: PackModel, now: Assessed, outputs: Sequence[Artefact], origin: Origin) -> Artefact:
    """The manifest of a pack: `outputs` are its files, `origin` is what it comes from.

    Raises:
        PublishError: if a row that was read is neither accepted nor accounted for.
    """
    _refuse_lost_rows(now.portfolio.tallies)
    meta = model.meta
    content = {
        "format": FORMAT,
        "run": meta.run,
        "organisation": meta.organisation,
        "pack": meta.name,
        "period": meta.period.id,
        "status_date": meta.status_date.isoformat(),
        "state": meta.state,
        "classification": meta.classification,
        **asdict(origin),
        "outputs": {output.name: _output(output) for output in outputs},
        "rows": _rows(now.portfolio.tallies),
        "rag": _counted(now),
        "states": _printed(now),
        "findings": _found(now.portfolio.findings),
    }
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    return Artefact(NAME, text.encode("utf-8", "backslashreplace") + b"\n")


def made_by(folder: Path, run: str) -> tuple[str, ...] | None:
    """The names of a version's files, if `run` made it and every byte is as its manifest says; else null."""
    try:
        told = json.loads((folder / NAME).read_bytes())
        outputs: dict[str, Mapping[str, object]] = told["outputs"]
        whole = all(_output(Artefact(n, (folder / n).read_bytes())) == outputs[n] for n in outputs)
        return tuple(outputs) if told["run"] == run and whole else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def states(folder: Path) -> Mapping[tuple[str, str], Rag] | None:
    """The states that a version printed, by entity and dimension; null if its manifest cannot be read."""
    try:
        told = json.loads((folder / NAME).read_bytes())["states"]
        return {
            (str(entity), str(dimension)): Rag(letter)
            for entity, cells in told.items()
            for dimension, letter in cells.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _refuse_lost_rows(tallies: Sequence[Tally]) -> None:
    lost = [f"{tally.source}/{tally.part}" for tally in tallies if not tally.holds]
    if lost:
        raise PublishError(
            f"rows read do not equal rows accepted, quarantined and deduplicated: {', '.join(lost)}",
            remedy="this is a fault of the program, not of the data: report it with the input file",
        )


def _output(output: Artefact) -> Mapping[str, object]:
    return {"sha256": output.sha256, "bytes": len(output.content)}


def _rows(tallies: Sequence[Tally]) -> Mapping[str, object]:
    """Rows read = accepted + quarantined + deduplicated, by source and in all."""
    kinds = ("read", "accepted", "quarantined", "deduplicated")
    return {
        "sources": [{**asdict(tally), "holds": tally.holds} for tally in tallies],
        "total": {kind: sum(getattr(tally, kind) for tally in tallies) for kind in kinds},
        "holds": all(tally.holds for tally in tallies),
    }


def _counted(now: Assessed) -> Mapping[str, Mapping[str, int]]:
    """How many entities are in each overall state, by level; states that nobody is in count zero."""
    projects = now.portfolio["projects"]
    levels = dict(zip(projects["project_id"], projects["level"].fillna(""), strict=True))
    counts = Counter(
        (levels.get(entity, ""), one.effective)
        for (entity, dimension), one in now.assessments.items()
        if dimension == OVERALL
    )
    return {
        level: {s.word: counts[level, s] for s in Rag} for level in sorted({level for level, _ in counts})
    }


def _printed(now: Assessed) -> Mapping[str, Mapping[str, str]]:
    """The state of every cell, by entity and dimension."""
    found: dict[str, dict[str, str]] = {}
    for (entity, dimension), one in now.assessments.items():
        found.setdefault(entity, {})[dimension] = one.effective.value
    return found


def _found(findings: Sequence[Finding]) -> Mapping[str, Mapping[str, int]]:
    """Findings by severity and by rule."""
    severities = Counter(finding.severity for finding in findings)
    return {
        "severities": {severity.value: severities[severity] for severity in Severity},
        "rules": dict(Counter(finding.rule for finding in findings)),
    }
