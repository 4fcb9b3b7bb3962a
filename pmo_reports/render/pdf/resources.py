"""What the pages are made with: fonts, RAG marks and the assets of the template folders."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from pathlib import Path

from pmo_reports.model.rag import Rag
from pmo_reports.render.pdf.svg.marks import picture
from pmo_reports.render.pdf.svg.pen import Pen
from pmo_reports.render.pdf.typeface import FACES, FAMILY

ASSETS = "assets"


def resources(pen: Pen, folders: tuple[Path, ...], fonts: Path) -> dict[str, tuple[str, bytes]]:
    """Name -> media type and bytes: `fonts/*.ttf`, `marks/red.svg`, and files below `assets/`."""
    faces = (f"{FAMILY}-{face}.ttf" for face in FACES)
    return {
        **dict(_assets(folders)),
        **{f"fonts/{face}": ("font/ttf", (fonts / face).read_bytes()) for face in faces},
        **{mark_name(rag): ("image/svg+xml", picture(pen, rag).encode()) for rag in Rag},
    }


def mark_name(rag: Rag) -> str:
    """The name of a state's mark."""
    return f"marks/{rag.name.lower()}.svg"


def _assets(folders: tuple[Path, ...]) -> Iterator[tuple[str, tuple[str, bytes]]]:
    """Logos and pictures, those of the first folder winning; links that lead outside are left out."""
    for folder in reversed(folders):
        shut = (folder / ASSETS).resolve()
        for path in sorted(shut.rglob("*")):
            if path.is_file() and path.resolve().is_relative_to(shut):
                kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
                yield path.relative_to(shut.parent).as_posix(), (kind, path.read_bytes())
