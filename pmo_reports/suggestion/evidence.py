"""What the cells of a column say about how they are written: only what admits of no other reading."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pmo_reports.config.layout import Unpivot

_DAYS = (
    ("%d.%m.%Y", "%m.%d.%Y"),
    ("%d/%m/%Y", "%m/%d/%Y"),
    ("%d-%m-%Y", "%m-%d-%Y"),
    ("%d/%m/%y", "%m/%d/%y"),
    ("%d.%m.%y", "%m.%d.%y"),
    ("%Y/%m/%d", ""),
    ("%d %b %Y", ""),
    ("%d %B %Y", ""),
    ("%b %d, %Y", ""),
    ("%B %d, %Y", ""),
    ("%d-%b-%y", ""),
    ("%d-%b-%Y", ""),
    ("%d/%b/%y", ""),
)
_TIMES = ("", " %H:%M", " %H:%M:%S", " %I:%M %p")
_ISO = re.compile(r"\d{4}-\d{2}(-\d{2}([T ].*)?)?")
_NOTHING = frozenset({"", "-", "n/a", "tbc"})
_COMMA = re.compile(r"-?[\d.  ]*\d,(\d{1,2}|\d{4,})|-?\d{1,3}(\.\d{3})+,\d+")
_POINT = re.compile(r"-?[\d,  ]*\d\.(\d{1,2}|\d{4,})|-?\d{1,3}(,\d{3})+\.\d+")
_NUMBER = re.compile(r"\D{0,4}\d[\d.,’'  ]*\D{0,4}")
_EITHER = re.compile(r"-?\d{1,3}([.,]\d{3})+")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Formats that fit, or why none can be named."""

    formats: tuple[str, ...] = ()
    doubt: str = ""


def dates(cells: Iterable[object]) -> Evidence:
    """The format of a column's dates that are text; a doubt where the day could be the month."""
    texts = [text for text in _texts(cells) if not _ISO.fullmatch(text)]
    if not texts:
        return Evidence()
    for first, swapped in _DAYS:
        for time in _TIMES:
            fits, also = (form and _all(texts, form + time) for form in (first, swapped))
            if fits and also:
                doubt = f"{texts[0]!r} fits {first + time} and {swapped + time}: say which in values.dates"
                return Evidence(doubt=doubt)
            if fits or also:
                return Evidence((first + time if fits else swapped + time,))
    return Evidence(doubt=f"{texts[0]!r} and the other dates are in no one known format")


def months(cells: Iterable[object]) -> Evidence:
    """The format of months that are text."""
    texts = [text for text in _texts(cells) if not _ISO.fullmatch(text)]
    usual = Unpivot().months
    fits = [form for form in usual if texts and _all(texts, form)]
    return Evidence((fits[0],)) if fits else dates(texts)


def marks(cells: Iterable[object]) -> tuple[str, str]:
    """Decimal mark, and a doubt: "" for both where no number is written as text."""
    texts = [re.sub(r"[^\d.,\-]", "", text) for text in _texts(cells) if any(map(str.isdigit, text))]
    comma, point = (any(form.fullmatch(text) for text in texts) for form in (_COMMA, _POINT))
    if comma and point:
        return "", "numbers are written with both decimal marks"
    if comma or point:
        return ("," if comma else "."), ""
    unclear = next((text for text in texts if _EITHER.fullmatch(text)), "")
    return "", f"{unclear!r} could have thousands or decimals" if unclear else ""


def points(cells: Iterable[object]) -> bool:
    """Whether bare numbers of a ratio are percent: one of them is above 1.5."""
    numbers = [each for each in cells if isinstance(each, int | float)]
    return any(abs(number) > 1.5 for number in numbers)  # noqa: PLR2004 - a fraction is hardly ever more


def contradicts(kind: str, cells: Sequence[object]) -> bool:
    """Whether most cells of a column cannot be of a type, whatever its head says."""
    fits = _FITS.get(kind)
    return bool(cells) and fits is not None and sum(map(fits, cells)) * 2 <= len(cells)


def _is_dated(cell: object) -> bool:
    return isinstance(cell, date) or (isinstance(cell, str) and any(map(str.isdigit, cell)))


def _is_number(cell: object) -> bool:
    return isinstance(cell, int | float) or (isinstance(cell, str) and bool(_NUMBER.fullmatch(cell.strip())))


def _is_whole(cell: object) -> bool:
    return _is_number(cell) and "%" not in str(cell) and (not isinstance(cell, float) or cell.is_integer())


_FITS: Mapping[str, Callable[[object], bool]] = {
    "date": _is_dated,
    "moment": _is_dated,
    "month": _is_dated,
    "money": _is_number,
    "number": _is_number,
    "percent": _is_number,
    "integer": _is_whole,
}


def _texts(cells: Iterable[object]) -> Sequence[str]:
    texts = (" ".join(each.split()) for each in cells if isinstance(each, str))
    return [text for text in texts if text.casefold() not in _NOTHING]


def _all(texts: Sequence[str], form: str) -> bool:
    try:
        for text in texts:
            datetime.strptime(text, form)  # noqa: DTZ007 - only whether it fits
    except ValueError:
        return False
    return True
