"""What a pack was made of, in the store: whether each byte of it is still there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pmo_reports import fingerprint, history, keeping, readers
from pmo_reports.errors import PublishError
from pmo_reports.model.period import Period
from pmo_reports.proof.claim import Claim, Hashes, is_inside
from pmo_reports.proof.difference import Difference, Kind
from pmo_reports.storage import Store

_KINDS = {
    "settings": Kind.SETTING,
    "templates": Kind.TEMPLATE,
    "histories": Kind.RESTATEMENT,
    "told": Kind.TOLD,
}


@dataclass(frozen=True)
class Keepsakes:
    """What is kept of a claim in a store."""

    claim: Claim
    store: Store

    @cached_property
    def inputs(self) -> Mapping[str, Hashes]:
        """The inputs of each period by path; a period whose list is gone, or was never kept, is not in it."""
        found = {self.claim.period.id: self.claim.of("inputs")}
        for period, digest in self.claim.of("past").items() if self.claim.complete else ():
            listing = self._listing(digest)
            if listing is not None:
                found[period] = listing
        return dict(sorted(found.items()))

    @cached_property
    def lost(self) -> tuple[Difference, ...]:
        """What is not there any more, or not as it was."""
        return (*self._lost_inputs(), *self._lost_listings(), *self._lost_files())

    @cached_property
    def lost_snapshots(self) -> tuple[str, ...]:
        """The periods whose snapshot is gone or damaged: they can be read again from their inputs."""
        keys = self.claim.of("snapshots")
        return tuple(
            each
            for each in self.claim.periods
            if not history.whole(self.store, Period.parse(each), keys[each])
        )

    @property
    def counts(self) -> dict[str, int]:
        """How many are whole, by kind."""
        inputs = {digest for listing in self.inputs.values() for digest in listing.values()}
        wanted = Counter(
            inputs=len({each for each in inputs if keeping.is_hash(each)}),
            snapshots=len(self.claim.periods) - len(self.lost_snapshots),
            settings=len(self.claim.kept("settings")),
            templates=len(self.claim.kept("templates")),
        )
        names = {Kind.INPUT: "inputs", Kind.SETTING: "settings", Kind.TEMPLATE: "templates"}
        wanted.subtract(names[each.kind] for each in self.lost if each.kind in names)
        return {name: max(count, 0) for name, count in wanted.items()}

    def content(self, digest: str) -> bytes:
        """Bytes that are kept.

        Raises:
            PublishError: they are gone, or are others now.
        """
        return readers.kept(self.store, digest)

    def _listing(self, digest: str) -> Hashes | None:
        try:
            told = fingerprint.told(self.content(digest))
        except (PublishError, ValueError):
            return None
        sound = isinstance(told, dict) and all(is_inside(p) for p, d in told.items() if keeping.is_hash(d))
        return told if sound else None

    def _lost_inputs(self) -> Iterator[Difference]:
        named = {
            digest: f"{path} of {period}"
            for period, listing in self.inputs.items()
            for path, digest in listing.items()
            if keeping.is_hash(digest)
        }
        for digest, name in sorted(named.items(), key=lambda each: each[1]):
            if why := readers.fault(self.store, digest):
                yield Difference(kind=Kind.INPUT, name=name, what=why)

    def _lost_listings(self) -> Iterator[Difference]:
        for period in self.claim.of("past") if self.claim.complete else ():
            if period not in self.inputs:
                yield Difference(
                    kind=Kind.INPUT,
                    name=f"those of {period}",
                    what="the list of them is gone from the store, or has other bytes",
                )

    def _lost_files(self) -> Iterator[Difference]:
        if not self.claim.complete:
            return
        named = {part: self.claim.kept(part) for part in ("settings", "templates", "histories")}
        for part, files in {**named, "told": self.claim.of("told")}.items():
            for name, digest in files.items():
                if why := readers.fault(self.store, digest):
                    yield Difference(kind=_KINDS[part], name=name, what=why)
