"""The manifest of a snapshot: everything of a portfolio beside its tables, and the tables' hashes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import pandas as pd

from pmo_reports.errors import UsageError
from pmo_reports.history import parts
from pmo_reports.history.parts import Parts
from pmo_reports.history.pointers import Made, newer
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.headers import Header
from pmo_reports.model.lineage import Lineage, Origin, RowKey
from pmo_reports.model.period import Period
from pmo_reports.model.tables import Portfolio, Tally

FORMAT = 2
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a snapshot holds.

    Attributes:
        key: hash over everything the snapshot was made from.
        files: file of the snapshot -> SHA-256.
        parts: the parts of large tables, by file; none of a snapshot that is older than them.
        made: what it was made of.
    """

    period: Period
    key: str
    files: Mapping[str, str]
    findings: tuple[Finding, ...] = ()
    tallies: tuple[Tally, ...] = ()
    origins: tuple[Origin, ...] = ()
    inputs: Mapping[str, str] = field(default_factory=dict)
    borrowed: Mapping[RowKey, Mapping[str, RowKey]] = field(default_factory=dict)
    headers: tuple[Header, ...] = ()
    made: Made = field(default_factory=Made)
    parts: Mapping[str, Parts] = field(default_factory=dict)

    def portfolio(self, tables: Mapping[str, pd.DataFrame], extras: Mapping[str, pd.DataFrame]) -> Portfolio:
        """The portfolio that was remembered, with the tables read by the caller."""
        return Portfolio(
            period=self.period,
            tables=tables,
            lineage=Lineage({origin.key: origin for origin in self.origins}, self.borrowed),
            findings=self.findings,
            tallies=self.tallies,
            inputs=self.inputs,
            extras=extras,
            headers=self.headers,
        )


def of(portfolio: Portfolio, key: str, files: Mapping[str, bytes], made: Made) -> Manifest:
    """The manifest of `portfolio`, whose tables are `files`, and which is `made` of something."""
    return Manifest(
        period=portfolio.period,
        key=key,
        files={name: sha256(content) for name, content in files.items()},
        findings=portfolio.findings,
        tallies=portfolio.tallies,
        origins=tuple(portfolio.lineage.origins.values()),
        inputs=portfolio.inputs,
        borrowed=portfolio.lineage.borrowed,
        headers=portfolio.headers,
        made=made,
        parts={name: parts.parts(content) for name, content in files.items() if len(content) >= parts.LARGE},
    )


def written(manifest: Manifest) -> bytes:
    """The manifest as JSON, sealed with a hash over its own content."""
    content = {
        "format": FORMAT,
        "period": manifest.period.id,
        "key": manifest.key,
        "files": dict(manifest.files),
        "parts": parts.written(manifest.parts),
        "findings": [asdict(finding) for finding in manifest.findings],
        "tallies": [asdict(tally) for tally in manifest.tallies],
        "origins": [_origin(origin) for origin in manifest.origins],
        "inputs": dict(manifest.inputs),
        "made_of": _made_of(manifest.made),
        "headers": [asdict(header) for header in manifest.headers],
        "borrowed": [[row, dict(givers)] for row, givers in manifest.borrowed.items()],
    }
    return json.dumps({"seal": _seal(content), **content}, indent=1).encode() + b"\n"


def opened(content: bytes) -> dict[str, Any]:
    """What a manifest tells, in the words of the format that it was written in.

    Raises:
        ValueError: if it is not one of ours, or not whole.
        InputError: if a newer version of this program wrote it.
    """
    try:
        values: dict[str, Any] = json.loads(content)
        if values.pop("seal") != _seal(values):
            raise ValueError("the seal is broken")
        if values["format"] > FORMAT:
            raise newer(MANIFEST, values["format"], FORMAT)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("no manifest") from error
    return values


def told(values: Mapping[str, Any]) -> Manifest:
    """The manifest that `values` of our own format tell.

    Raises:
        ValueError: if they do not.
    """
    try:
        return Manifest(
            period=Period.parse(values["period"]),
            key=values["key"],
            files=values["files"],
            findings=tuple(_finding(each) for each in values["findings"]),
            tallies=tuple(Tally(**each) for each in values["tallies"]),
            origins=tuple(Origin(**each) for each in values["origins"]),
            inputs=values["inputs"],
            headers=tuple(_header(each) for each in values["headers"]),
            borrowed={_row(row): _givers(givers) for row, givers in values["borrowed"]},
            made=_made(values["made_of"]),
            parts=parts.opened(values.get("parts", {})),
        )
    except (KeyError, TypeError, AttributeError, UsageError) as error:
        raise ValueError(f"no manifest of format {FORMAT}") from error


def sha256(content: bytes) -> str:
    """The content hash by which files are known."""
    return hashlib.sha256(content).hexdigest()


def _seal(values: Mapping[str, object]) -> str:
    return sha256(json.dumps(values).encode())


def _made_of(made: Made) -> dict[str, object]:
    return {**asdict(made), "own": sorted(made.own)}


def _made(values: Mapping[str, Any]) -> Made:
    return Made(**{**values, "own": frozenset(values["own"])})


def _finding(values: Mapping[str, str]) -> Finding:
    return Finding(**{**values, "severity": Severity(values["severity"])})  # type: ignore[arg-type]


def _header(told: Mapping[str, Any]) -> Header:
    lists: dict[str, Any] = {name: tuple(told[name]) for name in ("heads", "addresses", "kinds")}
    return Header(**{**told, **lists})


def _row(told: Sequence[Any]) -> RowKey:
    table, source, file, sheet, number = told
    return (table, source, file, sheet, number)


def _givers(told: Mapping[str, Sequence[Any]]) -> Mapping[str, RowKey]:
    return {name: _row(giver) for name, giver in told.items()}


def _origin(origin: Origin) -> dict[str, object]:
    return {
        "table": origin.table,
        "source": origin.source,
        "file": origin.file,
        "sheet": origin.sheet,
        "sha256": origin.sha256,
        "columns": dict(origin.columns),
    }
