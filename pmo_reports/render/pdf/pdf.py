"""From HTML to PDF/UA-1 bytes. What WeasyPrint complains of stops the build: a page is right or not made."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import weasyprint
from weasyprint.text.fonts import FontConfiguration

from pmo_reports.errors import RenderError
from pmo_reports.model.artefact import Artefact
from pmo_reports.model.pack import PackModel
from pmo_reports.render.pdf.fetcher import ClosedFetcher
from pmo_reports.render.pdf.html import pages, places
from pmo_reports.render.pdf.resources import resources
from pmo_reports.render.pdf.svg.pen import Pen
from pmo_reports.render.pdf.typeface import typeface

OWN = "pdf"
VARIANT = "pdf/ua-1"
MOST_COMPLAINTS = 5


def pdf(model: PackModel, *, folders: tuple[Path, ...], fonts: Path) -> Artefact:
    """The pack as a tagged PDF, the same bytes for the same model, templates and fonts.

    Args:
        model: the pack.
        folders: template folders, or folders that hold one named `pdf`; the first that has a name wins.
        fonts: the folder of the typeface.

    Raises:
        TemplateError: if a template cannot be used.
        RenderError: if WeasyPrint finds anything wrong with the page.
    """
    pen = Pen(model.meta.colours, typeface(fonts), model.meta.locale, model.wording)
    within = tuple(folder / OWN if (folder / OWN).is_dir() else folder for folder in folders)
    html, style = pages(model, within, pen)
    fetcher = ClosedFetcher(resources(pen, within, fonts))
    return Artefact(f"{model.meta.name}.pdf", printed(html, style, fetcher, places(model)))


def printed(html: str, style: str, fetcher: ClosedFetcher, named: Mapping[str, str] | None = None) -> bytes:
    """The pages of `html` under `style`, as PDF bytes; `named` says in words where links lead, by anchor.

    Raises:
        RenderError: if WeasyPrint logs a warning or an error.
    """
    fonts = FontConfiguration()
    with _complaints() as complaints:
        sheet = weasyprint.CSS(string=style, url_fetcher=fetcher, font_config=fonts)
        document = weasyprint.HTML(string=html, url_fetcher=fetcher)
        content = document.write_pdf(
            stylesheets=[sheet],
            font_config=fonts,
            pdf_variant=VARIANT,
            finisher=partial(_spoken, named or {}),
        )
    if complaints:
        said = "; ".join(complaints[:MOST_COMPLAINTS])
        remedy = "mend the template or the style sheet that the message names"
        raise RenderError(f"the PDF is not sound: {said}", place="templates/pdf", remedy=remedy)
    return bytes(content)


def _spoken(named: Mapping[str, str], _: object, made: Any) -> None:  # noqa: ANN401 - untyped, of pydyf
    """Links told in words to those who hear the page (ISO 14289-1, 7.18.5), not by an anchor's name."""
    for part in made.objects:
        if isinstance(part, dict) and part.get("Subtype") == "/Link" and "Dest" in part:
            part["Contents"].string = named.get(part["Dest"].string, part["Dest"].string)


class _Collector(logging.Handler):
    """Keeps the messages of warnings and errors."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if message not in self.messages:
            self.messages.append(message)


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """What WeasyPrint logs while the block runs."""
    log, collector = logging.getLogger("weasyprint"), _Collector()
    log.addHandler(collector)
    try:
        yield collector.messages
    finally:
        log.removeHandler(collector)
