"""Exchange rates by kind and day: quoted directly, the other way round, or through one base currency."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pandas as pd

Pair = tuple[str, str, str]
"""Kind of rate, one unit of which currency, in which currency."""


@dataclass(frozen=True, slots=True)
class RateBook:
    """All rates that there are.

    Attributes:
        reporting: the currency that everything is converted to.
        quotes: pair -> days from which a rate is valid, in order, and the rates.
    """

    reporting: str
    quotes: Mapping[Pair, tuple[tuple[date, ...], tuple[Decimal, ...]]]

    def rate(self, currency: str, kind: str, on: date) -> Decimal | None:
        """Reporting currency for one unit of `currency`: the latest rate valid on a day; never assumed.

        A rate through a third currency is taken only where none leads to the reporting currency; of
        several such ways the first by the name of that currency.
        """
        if currency == self.reporting:
            return Decimal(1)
        straight = self._leg(currency, self.reporting, kind, on)
        return straight or next(self._around(currency, kind, on), None)

    def _around(self, currency: str, kind: str, on: date) -> Iterator[Decimal]:
        for base in sorted({name for _, *pair in self.quotes for name in pair}):
            first = self._leg(currency, base, kind, on)
            second = self._leg(base, self.reporting, kind, on)
            if first and second:
                yield first * second

    def _leg(self, given: str, wanted: str, kind: str, on: date) -> Decimal | None:
        direct = self._latest((kind, given, wanted), on)
        if direct is not None:
            return direct
        inverse = self._latest((kind, wanted, given), on)
        return None if inverse is None else 1 / inverse

    def _latest(self, pair: Pair, on: date) -> Decimal | None:
        days, rates = self.quotes.get(pair, ((), ()))
        at = bisect_right(days, on)
        return rates[at - 1] if at else None


def rate_book(fx_rates: pd.DataFrame, reporting: str) -> RateBook:
    """The rates of the table `fx_rates`; without a base a rate is in the reporting currency."""
    usable = fx_rates[fx_rates["rate"] > 0].sort_values("valid_from", kind="stable")
    bases = usable["base"].fillna(reporting).str.upper()
    found: dict[Pair, tuple[list[date], list[Decimal]]] = {}
    pairs = zip(usable["kind"], usable["currency"].str.upper(), bases, strict=True)
    quoted = zip(usable["valid_from"].dt.date, usable["rate"], strict=True)
    for pair, (day, rate) in zip(pairs, quoted, strict=True):
        days, rates = found.setdefault(pair, ([], []))
        days.append(day)
        rates.append(Decimal(str(rate)))
    return RateBook(reporting, {pair: (tuple(days), tuple(rates)) for pair, (days, rates) in found.items()})
