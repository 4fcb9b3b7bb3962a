"""The look of the status workbook: named styles, so that a PMO can restyle it in one place."""

from __future__ import annotations

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

INK, MUTED, BRAND, RULE, PAPER = "1B2733", "5B6876", "14385C", "C9D1D9", "EEF2F6"
DAY = "dd mmm yyyy"


def styles() -> tuple[NamedStyle, ...]:
    """The named styles of the form and its tables."""
    box = Border(*(Side("thin", color=RULE),) * 4)
    under = Border(bottom=Side("medium", color=BRAND))
    middle_left = Alignment(vertical="center")
    left = Alignment(horizontal="left", vertical="center", indent=1)
    middle = Alignment(horizontal="center", vertical="center")
    wrapped = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
    brand = PatternFill("solid", fgColor=BRAND)
    paper = PatternFill("solid", fgColor=PAPER)
    plain, bold = _font(10.5), _font(10.5, bold=True)
    return (
        NamedStyle("Form title", font=_font(18, bold=True, color=BRAND), alignment=middle_left),
        NamedStyle("Form note", font=_font(9, color=MUTED), alignment=middle_left),
        NamedStyle("Form heading", font=_font(12, bold=True, color=BRAND), border=under),
        NamedStyle("Form label", font=bold, alignment=left, border=box, fill=paper),
        NamedStyle("Form value", font=plain, alignment=left, border=box),
        NamedStyle("Form date", font=plain, alignment=left, border=box, number_format=DAY),
        NamedStyle("Form rag head", font=bold, alignment=middle, border=box, fill=paper),
        NamedStyle("Form rag", font=bold, alignment=middle, border=box),
        NamedStyle("Form text", font=plain, alignment=wrapped, border=box),
        NamedStyle(
            "Form table head", font=_font(10.5, bold=True, color="FFFFFF"), alignment=left, fill=brand
        ),
        NamedStyle(
            "Form table date head", font=_font(10.5, bold=True, color="FFFFFF"), alignment=middle, fill=brand
        ),
        NamedStyle("Form cell", font=plain, alignment=left),
        NamedStyle("Form cell date", font=plain, alignment=middle, number_format=DAY),
        NamedStyle("Form cell month", font=plain, alignment=middle, number_format="mmm yyyy"),
        NamedStyle("Form cell percent", font=plain, alignment=middle, number_format="0.0%"),
    )


def _font(size: float, *, bold: bool = False, color: str = INK) -> Font:
    return Font(name="Calibri", size=size, bold=bold, color=color)
