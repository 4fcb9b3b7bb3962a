"""Charts as SVG for the page: one file a kind, in points, drawn by roles of colour.

Only presentation attributes are used; every root names its typeface, because SVG text inherits none
from the page, and carries a `title`, which becomes the alternative text.
"""

from pmo_reports.render.pdf.svg.drawing import drawing

__all__ = ["drawing"]
