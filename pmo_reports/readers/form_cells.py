"""Where the fields of a form stand: defined names first, then addresses (ECMA-376 part 1, 18.2.5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from pmo_reports.config.sources import Column, Part
from pmo_reports.model.heads import plain
from pmo_reports.readers.cells import Place
from pmo_reports.readers.cells import place as addressed
from pmo_reports.readers.heads import aliases, sought
from pmo_reports.readers.labels import labelled
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
        labels: plain label -> the cell beside it, where the part is read by labels.
    """

    names: Mapping[str, str]
    sheets: Mapping[str, str]
    home: str
    labels: Mapping[str, Place] = field(default_factory=dict)

    @classmethod
    def of(cls, book: Workbook, part: Part, home: str, others: Collection[str] = ()) -> FormCells:
        """The cells that a part can look for from sheet `home`, without names of the sheets `others`."""
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
            labels=labelled(book.grid(home), _labels(part)) if part.labels and home else {},
        )

    def fields(self, name: str, column: Column) -> tuple[Field, ...]:
        """The cells that fill a field: the first alias that leads to one, all of them if it is `multi`."""
        found = [
            Field(alias, place) for alias in aliases(name, column) if (place := self._place(alias, name))
        ]
        return tuple(found if column.multi else found[:1])

    def missing(self, name: str, part: Part) -> RefusedError:
        """The refusal of a required field without a cell."""
        names = aliases(name, part.columns[name])
        if part.labels:
            return _no_label(name, names, self.home)
        broken = [each for each in names if plain(each) in self.names]
        words = (
            f'The name "{broken[0]}" refers to {self.names[plain(broken[0])]}, which is no cell'
            if broken
            else f'The form has no cell named "{names[0]}"'
        )
        return RefusedError(
            "missing-name",
            f'{words}: field "{name}" cannot be read.',
            remedy="Start from a fresh form, or name the cell again (Formulas, Name Manager).",
            sheet=self.home,
        )

    def _place(self, alias: str, name: str) -> Place | None:
        """The cell of a defined name, a label, else an address; a field's own name is never an address."""
        if plain(alias) in self.labels and plain(alias) not in self.names:
            return self.labels[plain(alias)]
        target = self.names.get(plain(alias)) or ("" if alias == name else alias)
        place = addressed(target)
        if place is None:
            return None
        sheet = self.sheets.get(place.sheet.casefold(), "") if place.sheet else self.home
        return replace(place, sheet=sheet) if sheet else None


def _no_label(name: str, names: tuple[str, ...], sheet: str) -> RefusedError:
    return RefusedError(
        "missing-label",
        f'Sheet "{sheet}" has no label {" or ".join(map(repr, names))}: field "{name}" cannot be read.',
        remedy="Put the label back, or add the one in use to the aliases in the source's settings.",
        sheet=sheet,
    )


def _labels(part: Part) -> Iterator[str]:
    return (alias for name, column in sought(part).items() for alias in aliases(name, column))


def _rank(scope: str, home: str) -> int:
    """Later ones win: names of other sheets, then of the workbook, then of the home sheet (as in Excel)."""
    return 2 if scope and scope == home else int(not scope)
