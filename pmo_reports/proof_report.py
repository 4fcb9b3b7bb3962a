"""A verdict in words and for machines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from pmo_reports.proof import Depth, Difference, Kind, Verdict
from pmo_reports.publish import Publication

SHOWN = 40
_BACKUP = (
    "bring the folder `store` back from a backup,"
    " or put the same file back into the workspace and build again"
)
_REMEDIES = {
    Kind.OUTPUT: "`pmo-reports rebuild FOLDER --out DIR` makes the files again from what is kept",
    Kind.MANIFEST: "bring the manifest back from a backup",
    Kind.INPUT: _BACKUP,
    Kind.SETTING: _BACKUP,
    Kind.TEMPLATE: _BACKUP,
    Kind.CODE: "install the version that made the pack, and verify with that",
    Kind.LIBRARY: "install the versions that made the pack (requirements/), and verify with those",
    Kind.PLATFORM: "verify without --quick, or on a machine like that which made the pack",
}


def as_json(found: Verdict) -> dict[str, object]:
    """The verdict for machines."""
    return {
        "folder": str(found.claim.folder),
        "period": found.claim.period.id,
        "pack": found.claim.pack,
        "run": found.claim.run,
        "depth": found.depth.value,
        "verified": found.verified,
        "problems": [asdict(each) for each in found.problems],
        "unproved": list(found.unproved),
        "since": [asdict(each) for each in found.since],
        "made_again": dict(found.made_again),
        "read_again": list(found.read_again),
        "kept": dict(found.kept),
    }


def as_text(found: Verdict) -> str:
    """The verdict, what it rests on, and what is otherwise today."""
    return "\n".join([_headline(found), *_problems(found), *_proved(found), *_since(found)])


def rebuilt_as_json(done: Publication, found: Verdict) -> dict[str, object]:
    """Where the files lie that were made again, and how they compare, for machines."""
    files = {name: str(done.folder / name) for name in done.files}
    return {"rebuilt": str(done.folder), "files": files, "same": found.verified, **as_json(found)}


def rebuilt_as_text(done: Publication, found: Verdict) -> str:
    """Where the files lie that were made again, and how they compare."""
    same = sum(found.made_again.values())
    words = "the same bytes as" if found.verified else "NOT the same as"
    files = f"{same} of {len(found.made_again)} files"
    head = f"{found.claim.name} was made again: {words} what was published ({files})."
    places = [f"  {done.folder / name}" for name in done.files]
    return "\n".join([head, *_problems(found), *_since(found), *places])


def _headline(found: Verdict) -> str:
    if found.verified:
        return f"{found.claim.name} verifies (run {found.claim.run})."
    many = len(found.problems)
    why = [f"{many} thing{'s' if many != 1 else ''} differ{'' if many != 1 else 's'}"] if many else []
    why += ["not everything can be proved"] if found.unproved else []
    return f"{found.claim.name} does NOT verify (run {found.claim.run}): {', and '.join(why)}."


def _problems(found: Verdict) -> Iterator[str]:
    yield from _listed(found.problems)
    kinds = dict.fromkeys(each.kind for each in found.problems)
    yield from dict.fromkeys(f"  mend: {_REMEDIES[kind]}" for kind in kinds if kind in _REMEDIES)
    yield from (f"  not proved: {each}" for each in found.unproved)


def _proved(found: Verdict) -> Iterator[str]:
    kept = ", ".join(f"{count} {kind}" for kind, count in found.kept.items())
    if kept:
        yield f"Whole in the store: {kept}."
    if found.made_again:
        same = [name for name, is_same in found.made_again.items() if is_same]
        yield (
            f"Made again from them, {len(same)} of {len(found.made_again)} files are the same, byte for byte:"
            f" {', '.join(same) or 'none'}."
        )
    if found.read_again:
        yield f"Read again from their inputs, the tables are the same: {', '.join(found.read_again)}."
    if found.depth is Depth.QUICK:
        yield "Only hashes were compared; without --quick the pack is made again."


def _since(found: Verdict) -> Iterator[str]:
    if found.since:
        yield "Otherwise today than when it was made:"
        yield from _listed(found.since)


def _listed(found: tuple[Difference, ...]) -> Iterator[str]:
    yield from (f"  {each}" for each in found[:SHOWN])
    if len(found) > SHOWN:
        yield f"  and {len(found) - SHOWN} more; --json lists them all"
