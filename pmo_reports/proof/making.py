"""What made a pack, and what is another of it on this machine today."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_reports import fingerprint, makers
from pmo_reports.fingerprint import ABSENT
from pmo_reports.proof.claim import Claim, Hashes
from pmo_reports.proof.difference import Difference, Kind

SHIPPED = "(package) templates/"
_HEX = 10


def otherwise(claim: Claim) -> Iterator[Difference]:
    """What is another today of the code, the libraries, the package's templates and the machine."""
    if not claim.complete:
        yield from _unnamed(claim)
        return
    now = makers.makers()
    yield from _code(claim, str(now["version"]), str(now["source"]))
    yield from _versions(Kind.LIBRARY, claim.made_by("libraries"), fingerprint.libraries())
    yield from _templates(claim.made_by("templates"), makers.templates())
    yield from _versions(Kind.PLATFORM, claim.made_by("platform"), makers.machine())


def _unnamed(claim: Claim) -> Iterator[Difference]:
    """An older manifest has one hash for code and libraries."""
    if claim.origin.made_of.get("code") != fingerprint.code():
        what = "it, or a library, is another than when the pack was made; which one was not recorded then"
        yield Difference(kind=Kind.CODE, name="pmo-reports", what=what)


def _code(claim: Claim, version: str, source: str) -> Iterator[Difference]:
    then, made_by = str(claim.origin.made_by.get("version", "")), str(claim.origin.made_by.get("source", ""))
    if (then, made_by) != (version, source):
        yield Difference(
            kind=Kind.CODE,
            name="pmo-reports",
            what="its code is another",
            then=f"{then} (source {made_by[:_HEX]})",
            now=f"{version} (source {source[:_HEX]})",
        )


def _versions(kind: Kind, then: Hashes, now: Hashes) -> Iterator[Difference]:
    for name in sorted({*then, *now}):
        before, after = then.get(name, "not recorded"), now.get(name, ABSENT)
        if before != after:
            yield Difference(kind=kind, name=name, what="the version is another", then=before, now=after)


def _templates(then: Hashes, now: Hashes) -> Iterator[Difference]:
    for path in sorted({*then, *now}):
        if then.get(path) != now.get(path):
            words = "it is gone" if path not in now else "it is new" if path not in then else "it is another"
            yield Difference(kind=Kind.TEMPLATE, name=f"{SHIPPED}{path}", what=f"{words} in this version")
