"""What all sheets of a form have in common: protection, names, print set-up."""

from __future__ import annotations

from openpyxl.utils import absolute_coordinate, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

A4 = 9  # ECMA-376, ST_PaperSize


def named(page: Worksheet, name: str, cell: str) -> None:
    """Give a cell a name that is limited to its sheet, so that each project can have the same ones."""
    place = f"{quote_sheetname(page.title)}!{absolute_coordinate(cell)}"
    page.defined_names[name] = DefinedName(name, attr_text=place)


def protected(page: Worksheet) -> None:
    """Lock all but the inputs, without a password: it guards against slips, not against people."""
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = False  # these may be changed
    page.sheet_view.showGridLines = False


def printed(page: Worksheet, area: str, *, tall: int) -> None:
    """Landscape A4, one page wide; `tall` is how many pages it may take, 0 as many as needed."""
    page.print_area = area
    page.page_setup.paperSize = A4
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, tall
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_margins.left = page.page_margins.right = 0.4
    page.page_margins.top = page.page_margins.bottom = 0.5
    page.print_options.horizontalCentered = True
    page.oddFooter = HeaderFooterItem(left=_HeaderFooterPart("&A"), right=_HeaderFooterPart("Page &P of &N"))
