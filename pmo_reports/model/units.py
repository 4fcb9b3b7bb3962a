"""Units as languages write them: days and months, millions, the per cent sign, what is not there.

English has its sign before the amount ("€1.2 m"), French and German have it behind ("1,2 M€", "1,2 Mio. €").
A language that is not here writes units as English does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pmo_reports.model.figures import Unit

NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """How a language writes units.

    Attributes:
        missing: what is printed for a null.
        words: the unit after one and after several.
        scales: the word or letter for thousands, millions and thousands of millions.
        percent: the sign, with the space before it that the language wants.
        part: how many of how many.
        sign_first: whether the currency stands before the amount.
        joined: whether the letter of the scale and the sign are one ("M€").
    """

    missing: str
    words: Mapping[Unit, tuple[str, str]]
    scales: Mapping[int, str]
    percent: str
    part: str
    sign_first: bool = False
    joined: bool = False

    def money(self, digits: str, symbol: str, scale: int) -> str:
        """An amount with its currency: "€1.2 m"."""
        name = self.scales.get(scale, "")
        if self.sign_first:
            return f"{symbol}{digits}" + (f"{NO_BREAK}{name}" if name else "")
        return NO_BREAK.join(filter(None, (digits, self._behind(symbol, name, NO_BREAK))))

    def several(self, unit: Unit) -> str:
        """The word for several of a unit, as a column's head has it; "" for one that has none."""
        return self.words[unit][1] if unit in self.words else ""

    def money_head(self, symbol: str, scale: int) -> str:
        """The unit of a column of amounts: "€ m"."""
        name = self.scales.get(scale, "")
        return " ".join(filter(None, (symbol, name))) if self.sign_first else self._behind(symbol, name, " ")

    def _behind(self, symbol: str, name: str, space: str) -> str:
        """Scale and currency behind an amount; a code of letters keeps its distance ("M CHF")."""
        close = self.joined and not symbol[:1].isalpha()
        return ("" if close else space).join(filter(None, (name, symbol)))


_ENGLISH = Units(
    missing="n/a",
    words={Unit.DAYS: ("day", "days"), Unit.MONTHS: ("month", "months"), Unit.FTE: ("FTE", "FTE")},
    scales={1_000: "k", 1_000_000: "m", 1_000_000_000: "bn"},
    percent="%",
    part="{part} of {whole}",
    sign_first=True,
)
_FRENCH = Units(
    missing="n.d.",
    words={Unit.DAYS: ("jour", "jours"), Unit.MONTHS: ("mois", "mois"), Unit.FTE: ("ETP", "ETP")},
    scales={1_000: "k", 1_000_000: "M", 1_000_000_000: "Md"},
    percent=f"{NO_BREAK}%",
    part="{part} sur {whole}",
    joined=True,
)
_GERMAN = Units(
    missing="k. A.".replace(" ", NO_BREAK),
    words={Unit.DAYS: ("Tag", "Tage"), Unit.MONTHS: ("Monat", "Monate"), Unit.FTE: ("VZÄ", "VZÄ")},
    scales={1_000: "Tsd.", 1_000_000: "Mio.", 1_000_000_000: "Mrd."},
    percent=f"{NO_BREAK}%",
    part="{part} von {whole}",
)
_BY_LANGUAGE = {"en": _ENGLISH, "fr": _FRENCH, "de": _GERMAN}


def units(language: str) -> Units:
    """How a language writes units."""
    return _BY_LANGUAGE.get(language, _ENGLISH)
