"""The files of a version: whether each is as it was made, and where two of them differ."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from pmo_reports.model.artefact import Artefact
from pmo_reports.proof.claim import Claim
from pmo_reports.proof.difference import Difference, Kind
from pmo_reports.publish import MANIFEST

SHOWN = 3


def altered(claim: Claim) -> Iterator[Difference]:
    """Files that are missing, are not as the manifest says, or were put beside."""
    for name, digest in sorted(claim.outputs.items()):
        content = published(claim, name)
        if content is None:
            yield Difference(kind=Kind.OUTPUT, name=name, what="the file is missing")
        elif Artefact(name, content).sha256 != digest:
            yield Difference(kind=Kind.OUTPUT, name=name, what="the file was altered since it was published")
    known = {*claim.outputs, MANIFEST}
    for path in sorted(claim.folder.iterdir()):
        if path.name not in known:
            yield Difference(
                kind=Kind.OUTPUT, name=path.name, what="the file was added since it was published"
            )


def compared(claim: Claim, artefacts: Sequence[Artefact]) -> dict[str, Difference | None]:
    """By file, what is otherwise in it when it is made again; null where it is the same, byte for byte."""
    made = {artefact.name: artefact for artefact in artefacts}
    wanted = {**claim.outputs, MANIFEST: Artefact(MANIFEST, claim.content).sha256}
    return {
        name: _compared(claim, name, wanted.get(name), made.get(name)) for name in sorted({*wanted, *made})
    }


def _compared(claim: Claim, name: str, wanted: str | None, made: Artefact | None) -> Difference | None:
    kind = Kind.MANIFEST if name == MANIFEST else Kind.OUTPUT
    if made is None:
        return Difference(kind=kind, name=name, what="made again, the pack has no such file")
    if wanted is None:
        return Difference(kind=kind, name=name, what="made again, the pack has this file besides")
    if made.sha256 == wanted:
        return None
    there = published(claim, name)
    where = _where(there, made.content) if there and Artefact(name, there).sha256 == wanted else ""
    return Difference(kind=kind, name=name, what=f"made again, it comes out otherwise{where}")


def published(claim: Claim, name: str) -> bytes | None:
    """The bytes of a file in the version; null if it cannot be read."""
    try:
        return (claim.folder / name).read_bytes()
    except OSError:
        return None


def _where(then: bytes, now: bytes) -> str:
    """Where two files differ: parts of a package, else the first line, else nothing is said."""
    if zipfile.is_zipfile(io.BytesIO(then)) and zipfile.is_zipfile(io.BytesIO(now)):
        return _parts(then, now)
    try:
        lines = zip_longest(then.decode().splitlines(), now.decode().splitlines())
    except UnicodeDecodeError:
        return ""
    return next((f" (first in line {at})" for at, (one, other) in enumerate(lines, 1) if one != other), "")


def _parts(then: bytes, now: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(then)) as one, zipfile.ZipFile(io.BytesIO(now)) as other:
        names = sorted({*one.namelist(), *other.namelist()})
        there = {*one.namelist()} & {*other.namelist()}
        odd = [name for name in names if name not in there or one.read(name) != other.read(name)]
    if not odd:
        return " (the same parts, packed otherwise)"
    more = f" and {len(odd) - SHOWN} more" if len(odd) > SHOWN else ""
    return f" (in {', '.join(odd[:SHOWN])}{more})"
