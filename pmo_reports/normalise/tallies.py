"""The row reconciliation: rows in = accepted + quarantined + deduplicated, for each source and part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from pmo_reports.errors import InputError
from pmo_reports.model.tables import Tally
from pmo_reports.normalise.cells import records
from pmo_reports.normalise.mapped import Mapped
from pmo_reports.normalise.rows import ACCEPTED, DEDUPLICATED, QUARANTINED, Rows
from pmo_reports.normalise.selection import left_out, others, selected

OTHER_PERIODS = "other periods"
Key = tuple[str, str]


def tallies(mapped: Sequence[Mapped], tables: Iterable[Rows]) -> tuple[Tally, ...]:
    """A tally for each source and part that was read, in their order.

    Raises:
        InputError: if a row is unaccounted for. That is a mistake of ours, and nothing may come of it.
    """
    read: Counter[Key] = Counter()
    fates = Counter(fate for rows in tables for fate in _fates(rows))
    for each in mapped:
        omitted, elsewhere = len(left_out(each)), len(others(each))
        read[_key(each)] += len(records(each).kept) + omitted
        fates[_key(each), DEDUPLICATED] += omitted
        fates[_key(each), OTHER_PERIODS] += elsewhere
        _refuse_lost(each, omitted + elsewhere)
    told = tuple(_tally(key, count, fates) for key, count in read.items())
    lost = [f"{tally.source}/{tally.part}" for tally in told if not tally.holds]
    if lost:
        raise _lost(lost)
    return told


def _refuse_lost(mapped: Mapped, aside: int) -> None:
    """Records of a file that holds many periods are this one's, or counted aside.

    Raises:
        InputError: if one is neither.
    """
    if not mapped.raw.periods:
        return
    own = frozenset(mapped.filled) & frozenset(selected(mapped))
    if len(own) != len(records(mapped).kept) + aside:
        raise _lost([f"{mapped.raw.file.source}/{mapped.raw.part}"])


def _lost(names: Sequence[str]) -> InputError:
    return InputError(
        f"rows are unaccounted for in {', '.join(names)}",
        remedy="report this: rows in must equal accepted + quarantined + deduplicated, and of other periods",
    )


def _key(mapped: Mapped) -> Key:
    return (mapped.raw.file.source, mapped.raw.part)


def _fates(rows: Rows) -> Iterable[tuple[Key, str]]:
    keys = [_key(origin) for origin in rows.origins]
    return ((keys[at], fate) for at, fate in zip(rows.marks["mapped"], rows.marks["fate"], strict=True))


def _tally(key: Key, read: int, fates: Counter[tuple[Key, str]]) -> Tally:
    return Tally(
        source=key[0],
        part=key[1],
        read=read,
        accepted=fates[key, ACCEPTED],
        quarantined=fates[key, QUARANTINED],
        deduplicated=fates[key, DEDUPLICATED],
        other_periods=fates[key, OTHER_PERIODS],
    )
