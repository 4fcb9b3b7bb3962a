"""Where the fields of a form stand: defined names first, then addresses (ECMA-376 part 1, 18.2.5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from pmo_reports.config.sources import Column, Part
from pmo_reports.model.heads import plain
from pmo_reports.readers.cells import Place
from pmo_reports.readers.cells import place as addressed
from pmo_reports.readers.heads import aliases
from pmo_reports.readers.refusal import RefusedError
from pmo_reports.readers.workbook import Workbook


@dataclass(frozen=True, slots=True)
class Field:
    """A cell that fills a field: under which alias it was found, and where."""

    alias: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class FormCells:
    """Where aliases lead to in a workbook.

    Attributes:
        names: plain defined name -> what it refers to: the home sheet's own, then the workbook's, then
            another sheet's if no two of them have it.
        sheets: sheet name without case -> as written.
        home: the sheet that an address without a sheet is on; "" if the workbook does not have it.
    """

    names: Mapping[str, str]
    sheets: Mapping[str, str]
    home: str

    @classmethod
    def of(cls, book: Workbook, home: str, others: Collection[str] = ()) -> FormCells:
        """The cells that can be looked for from sheet `home`; names of the sheets `others` are not for it."""
        known = {
            key: target for key, target in book.package.names.items() if key[1] not in {*others} - {home}
        }
        foreign = Counter(name for name, scope in known if scope not in ("", home))
        ranked = sorted(
            (key for key in known if key[1] in ("", home) or foreign[key[0]] == 1),
            key=lambda key: _rank(key[1], home),
        )
        return cls(
            names={plain(key[0]): known[key] for key in ranked},
            sheets={sheet.casefold(): sheet for sheet in book.sheets},
            home=home,
        )

    def fields(self, field: str, column: Column) -> tuple[Field, ...]:
        """The cells that fill a field: the first alias that leads to one, all of them if it is `multi`."""
        found = [
            Field(alias, place) for alias in aliases(field, column) if (place := self._place(alias, field))
        ]
        return tuple(found if column.multi else found[:1])

    def missing(self, field: str, part: Part) -> RefusedError:
        """The refusal of a required field without a cell."""
        names = aliases(field, part.columns[field])
        broken = [name for name in names if plain(name) in self.names]
        words = (
            f'The name "{broken[0]}" refers to {self.names[plain(broken[0])]}, which is no cell'
            if broken
            else f'The form has no cell named "{names[0]}"'
        )
        return RefusedError(
            "missing-name",
            f'{words}: field "{field}" cannot be read.',
            remedy="Start from a fresh form, or name the cell again (Formulas, Name Manager).",
            sheet=self.home,
        )

    def _place(self, alias: str, field: str) -> Place | None:
        """The cell of a defined name, else of an address; a field's own name is never an address."""
        target = self.names.get(plain(alias)) or ("" if alias == field else alias)
        place = addressed(target)
        if place is None:
            return None
        sheet = self.sheets.get(place.sheet.casefold(), "") if place.sheet else self.home
        return replace(place, sheet=sheet) if sheet else None


def _rank(scope: str, home: str) -> int:
    """Later ones win: names of other sheets, then of the workbook, then of the home sheet (as in Excel)."""
    return 2 if scope and scope == home else int(not scope)
