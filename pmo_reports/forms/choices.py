"""Data validation: drop-downs, dates, shares, word counts, each with a message that says what to write."""

from __future__ import annotations

from datetime import date
from typing import Literal

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

Words = tuple[str, str]
"""Title and message, as Excel shows them."""


def listed(page: Worksheet, cells: str, options: tuple[str, ...], told: Words) -> None:
    """Cells that take one of `options`."""
    _add(page, cells, DataValidation(type="list", formula1=f'"{",".join(options)}"'), told)


def dated(page: Worksheet, cells: str, first: date, last: date, told: Words) -> None:
    """Cells that take a date from `first` to `last`."""
    between = DataValidation(type="date", operator="between", formula1=_day(first), formula2=_day(last))
    _add(page, cells, between, told)


def shared(page: Worksheet, cells: str, told: Words) -> None:
    """Cells that take a share from 0 to 100 %."""
    _add(page, cells, DataValidation(type="decimal", operator="between", formula1="0", formula2="1"), told)


def counted(page: Worksheet, cell: str, most: int, told: Words) -> None:
    """A cell whose text should have at most so many words; more may be kept after a warning."""
    rule = DataValidation(type="custom", formula1=f"{word_count(cell)}<={most}")
    _add(page, cell, rule, told, style="warning")


def word_count(cell: str) -> str:
    """The formula that counts the words in a cell: runs of anything but blanks and line breaks."""
    text = f'TRIM(SUBSTITUTE(SUBSTITUTE({cell},CHAR(10)," "),CHAR(160)," "))'
    return f'IF({text}="",0,LEN({text})-LEN(SUBSTITUTE({text}," ",""))+1)'


def _day(day: date) -> str:
    return f"DATE({day.year},{day.month},{day.day})"


def _add(
    page: Worksheet,
    cells: str,
    rule: DataValidation,
    told: Words,
    style: Literal["stop", "warning", "information"] = "stop",
) -> None:
    rule.allow_blank = True
    rule.errorStyle = style
    rule.showErrorMessage = rule.showInputMessage = True
    rule.errorTitle = rule.promptTitle = told[0]
    rule.error = rule.prompt = told[1]
    rule.add(cells)
    page.add_data_validation(rule)
