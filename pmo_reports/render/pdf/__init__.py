"""The PDF: pack model to tagged, accessible pages (PDF/UA-1). The one door of WeasyPrint.

Belongs here: what the printed page needs beyond its templates: charts, type metrics, the closed
fetcher. Does not belong here: numbers, wording, the order of sections.
"""

from pmo_reports.render.pdf.pdf import pdf

__all__ = ["pdf"]
