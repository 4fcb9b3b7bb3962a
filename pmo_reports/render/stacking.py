"""Names beside the ends of lines: each as near to its line as it can stand without touching another."""

from __future__ import annotations

from collections.abc import Sequence


def stacked(middles: Sequence[float], talls: Sequence[float], low: float, high: float) -> list[float]:
    """Upper edges of boxes as near to their `middles` as they can stand without overlapping, in that order.

    Boxes that would overlap share their distance (isotonic regression by pooling adjacent violators).
    """
    order = sorted(range(len(middles)), key=lambda n: middles[n])
    offsets: list[float] = []
    pools: list[tuple[float, int]] = []  # sum of the wished for upper edges, less what stands above; number
    above = 0.0
    for n in order:
        offsets.append(above)
        pools.append((middles[n] - talls[n] / 2 - above, 1))
        above += talls[n]
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] > pools[-1][0] / pools[-1][1]:
            (one, few), (other, more) = pools.pop(), pools.pop()
            pools.append((one + other, few + more))
    edges = [total / number for total, number in pools for _ in range(number)]
    tops = [max(low, min(edge, high - above)) + offset for edge, offset in zip(edges, offsets, strict=True)]
    return [top for _, top in sorted(zip(order, tops, strict=True))]
