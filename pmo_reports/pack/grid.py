"""Tables from fields: a head and how its cell is made stand together, and units are settled once a column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from pmo_reports.model.charts import Spark
from pmo_reports.model.figures import Figure, Sentence, Unit
from pmo_reports.model.pack import Align, Cell, Chip, Column, Row, TableBlock, Tint
from pmo_reports.model.rag import Rag, Trend
from pmo_reports.pack.money import SCALES, column_unit, scale_of
from pmo_reports.pack.quantities import number

T = TypeVar("T")
_SHOWN = 100  # two decimals are printed at most
_SMALL_SHARE = 0.1
_DIGITS = ((0, 100), (1, 10))  # decimals that leave three digits of so large an amount
_MOST_DECIMALS = 2
_UNSAID = frozenset({Rag.UNKNOWN, Rag.NOT_APPLICABLE})


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """A column and how its cell is made. An `optional` one goes where no row has anything in it."""

    key: str
    head: str
    cell: Callable[[T], Cell]
    width: float = 1.0
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a table says beside its rows."""

    alt: str
    empty: str = "None this period."
    more: Sentence = field(default=Sentence())
    caption: str = ""
    scale: int = 0  # of its money; zero takes the one that suits


def grid(
    fields: Sequence[Field[T]], items: Iterable[T], words: Words, *, locale: str, total: T | None = None
) -> TableBlock:
    """A table with a row for each of `items` and, where there is one, a strong row for `total`."""
    things = [*items, *([] if total is None else [total])]
    made = [(each, [each.cell(thing) for thing in things]) for each in fields]
    kept = [
        (each, cells) for each, cells in made if not (each.optional and cells and not any(map(said, cells)))
    ]
    # One scale for all money of a table, so that its columns can be added and compared.
    scale = words.scale or max((_scale(cells) for _, cells in kept), default=1)
    columns = [_settled(each, cells, scale, locale) for each, cells in kept]
    rows = zip(*(cells for _, cells in columns), strict=True)
    last = len(things) - 1 if total is not None else -1
    return TableBlock(
        columns=tuple(column for column, _ in columns),
        rows=tuple(Row(cells=tuple(row), strong=at == last) for at, row in enumerate(rows)),
        alt=words.alt,
        empty=words.empty,
        more=words.more,
        caption=words.caption,
    )


def said(cell: Cell) -> bool:
    """Whether a cell says anything."""
    if isinstance(cell, Figure):
        return cell.value is not None
    if isinstance(cell, Tint):
        return cell.figure.value is not None
    if isinstance(cell, Chip):
        return cell.rag not in _UNSAID
    if isinstance(cell, Spark):
        return any(point.value is not None for point in cell.points)
    return bool(cell)


def _settled(each: Field[T], cells: list[Cell], scale: int, locale: str) -> tuple[Column, list[Cell]]:
    """The column with its unit, said once in the head, and its cells without it."""
    figures = [cell for cell in cells if isinstance(cell, Figure)]
    known = [figure for figure in figures if figure.value is not None] or figures
    fitting = min(scale, _own_scale(known))
    unit = column_unit(known, fitting, locale)
    decimals = _decimals(known, fitting)
    shown: list[Cell] = [
        _bare(cell, fitting, decimals) if unit and isinstance(cell, Figure) else cell for cell in cells
    ]
    return Column(key=each.key, head=each.head, width=each.width, align=_align(cells), unit=unit), shown


def _scale(cells: Iterable[Cell]) -> int:
    """The scale that suits the money of a column."""
    return scale_of(cell.value for cell in cells if isinstance(cell, Figure) and cell.unit is Unit.MONEY)


def _own_scale(figures: Iterable[Figure]) -> int:
    """The largest scale at which the column's largest amount still shows a digit or two."""
    sizes = [abs(number(figure) or 0.0) for figure in figures if figure.unit is Unit.MONEY and figure.value]
    return max((scale for scale in SCALES if not sizes or max(sizes) * _SHOWN >= scale), default=1)


def _decimals(figures: list[Figure], scale: int) -> int | None:
    """The decimals that all amounts and shares of a column have, so that its digits stand in line."""
    sizes = sorted(abs(number(figure) or 0.0) for figure in figures if figure.value)
    unit = figures[0].unit if figures else Unit.COUNT
    if not sizes or unit not in {Unit.MONEY, Unit.PERCENT} or any(f.unit is not unit for f in figures):
        return None
    if unit is Unit.PERCENT:
        return 1 if sizes[0] < _SMALL_SHARE else 0
    middle = sizes[(len(sizes) - 1) // 2] / scale
    return 0 if scale == 1 else next((d for d, least in _DIGITS if middle >= least), _MOST_DECIMALS)


def _bare(figure: Figure, scale: int, decimals: int | None) -> Figure:
    style = replace(figure.style, scale=scale if figure.unit is Unit.MONEY else 1, bare=True)
    return replace(figure, style=style if style.decimals is not None else replace(style, decimals=decimals))


def _align(cells: list[Cell]) -> Align:
    shown = [cell for cell in cells if cell not in (None, "")]
    if shown and all(isinstance(cell, Figure) for cell in shown):
        return Align.RIGHT
    if shown and all(isinstance(cell, Chip | Spark | Tint | Trend) for cell in shown):
        return Align.CENTRE
    return Align.LEFT
