"""The look of a form: named styles, so that a PMO can restyle it in one place. Inputs are unlocked."""

from __future__ import annotations

from typing import Literal

from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.worksheet.worksheet import Worksheet

INK, MUTED, BRAND, RULE, PAPER, INPUT = "1B2733", "5B6876", "14385C", "C9D1D9", "EEF2F6", "FFFBEA"
DAY, MONTH, PERCENT = "dd mmm yyyy", "mmm yyyy", "0.0%"
COLOURS: dict[str, tuple[str, str]] = {
    "Green": ("117373", "FFFFFF"),
    "Amber": ("F2B100", "1B2733"),
    "Red": ("B21212", "FFFFFF"),
}
_BOX = Border(*(Side("thin", color=RULE),) * 4)
_LEFT = Alignment(horizontal="left", vertical="center", indent=1)
_MIDDLE = Alignment(horizontal="center", vertical="center")
_RIGHT = Alignment(horizontal="right", vertical="center")
_WRAPPED = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
_WRAPPED_MIDDLE = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
_UNLOCKED = Protection(locked=False)


def styles() -> tuple[NamedStyle, ...]:
    """The named styles of a form: what is printed, what was reported, and inputs."""
    return (*_printed(), *_reported(), *_inputs())


def coloured(page: Worksheet, cells: str) -> None:
    """Cells that show a state take its colour."""
    for word, (paper, ink) in COLOURS.items():
        fill, font = PatternFill(bgColor=paper, fill_type="solid"), Font(color=ink, bold=True)
        page.conditional_formatting.add(cells, CellIsRule("equal", [f'"{word}"'], fill=fill, font=font))  # type: ignore[no-untyped-call]


def tinted(page: Worksheet, cells: str) -> None:
    """As `coloured`, but quieter: the words alone."""
    for word, (colour, _) in (COLOURS | {"Amber": ("8A6100", "")}).items():
        rule = CellIsRule("equal", [f'"{word}"'], font=Font(color=colour, bold=True))  # type: ignore[no-untyped-call]
        page.conditional_formatting.add(cells, rule)


def reddened(page: Worksheet, cells: str, formula: str) -> None:
    """Cells turn red where `formula` holds."""
    font = Font(color=COLOURS["Red"][0], bold=True)
    page.conditional_formatting.add(cells, FormulaRule([formula], font=font))  # type: ignore[no-untyped-call]


def _printed() -> tuple[NamedStyle, ...]:
    paper, brand = PatternFill("solid", fgColor=PAPER), PatternFill("solid", fgColor=BRAND)
    under = Border(bottom=Side("medium", color=BRAND))
    head = _font(10.5, bold=True, color="FFFFFF")
    plain = Alignment(vertical="center")
    return (
        NamedStyle("Form title", font=_font(18, bold=True, color=BRAND), alignment=plain),
        NamedStyle("Form note", font=_font(9.5, color=MUTED), alignment=plain),
        NamedStyle("Form prose", font=_font(10.5), alignment=_WRAPPED_MIDDLE),
        NamedStyle("Form link", font=_font(10.5, color="1F5F99", underline="single"), alignment=_LEFT),
        NamedStyle("Form heading", font=_font(12, bold=True, color=BRAND), border=under, alignment=plain),
        NamedStyle("Form count", font=_font(9.5, color=MUTED), border=under, alignment=_RIGHT),
        NamedStyle("Form label", font=_font(10.5, bold=True), alignment=_LEFT, border=_BOX, fill=paper),
        NamedStyle("Form value", font=_font(10.5), alignment=_LEFT, border=_BOX, fill=paper),
        NamedStyle("Form rag head", font=_font(10.5, bold=True), alignment=_MIDDLE, border=_BOX, fill=paper),
        NamedStyle("Form table head", font=head, alignment=_LEFT, fill=brand),
        NamedStyle("Form table middle head", font=head, alignment=_MIDDLE, fill=brand),
    )


def _reported() -> tuple[NamedStyle, ...]:
    """What was reported last month, and what a manager may not change."""
    quiet = _font(10, color=MUTED)
    paper = PatternFill("solid", fgColor=PAPER)
    return (
        NamedStyle("Last head", font=_font(9.5, bold=True, color=MUTED), alignment=_MIDDLE, fill=paper),
        NamedStyle("Last text", font=quiet, alignment=_WRAPPED, border=_BOX, fill=paper),
        NamedStyle("Last line", font=quiet, alignment=_LEFT),
        NamedStyle("Last rag", font=quiet, alignment=_MIDDLE, border=_BOX),
        NamedStyle("Last date", font=quiet, alignment=_MIDDLE, number_format=DAY),
        NamedStyle("Last number", font=quiet, alignment=_MIDDLE, number_format="+0;-0;0"),
        NamedStyle("Last percent", font=quiet, alignment=_MIDDLE, number_format=PERCENT),
        NamedStyle("Fixed", font=_font(10.5), alignment=_LEFT, border=_BOX, fill=paper),
        NamedStyle("Fixed prose", font=_font(10), alignment=_WRAPPED_MIDDLE, border=_BOX, fill=paper),
        NamedStyle(
            "Fixed date", font=_font(10.5), alignment=_MIDDLE, border=_BOX, fill=paper, number_format=DAY
        ),
        NamedStyle("Fixed middle", font=_font(10.5), alignment=_MIDDLE, border=_BOX, fill=paper),
    )


def _inputs() -> tuple[NamedStyle, ...]:
    alignments = {
        "": _LEFT,
        "line": _WRAPPED_MIDDLE,
        "text": _WRAPPED,
        **dict.fromkeys(("rag", "date", "month", "percent"), _MIDDLE),
    }
    formats = {"date": DAY, "month": MONTH, "percent": PERCENT}
    return tuple(
        NamedStyle(
            f"Input {look}".strip(),
            font=_font(10.5, bold=look == "rag"),
            alignment=alignment,
            border=_BOX,
            fill=PatternFill("solid", fgColor=INPUT),
            number_format=formats.get(look, "General"),
            protection=_UNLOCKED,
        )
        for look, alignment in alignments.items()
    )


def _font(
    size: float, *, bold: bool = False, color: str = INK, underline: Literal["single"] | None = None
) -> Font:
    return Font(name="Calibri", size=size, bold=bold, color=color, underline=underline)
