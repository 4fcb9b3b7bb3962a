"""The deck: a pack model in the brand's layouts, as a PowerPoint file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pmo_reports.model.artefact import Artefact
from pmo_reports.model.pack import PackMeta, PackModel, Section
from pmo_reports.model.wording import Wording, label
from pmo_reports.render.deck.brand import Brand, opened, recolour
from pmo_reports.render.deck.canvas import Canvas, House
from pmo_reports.render.deck.markup import SlideMarkup, slides
from pmo_reports.render.deck.notes import notes, notes_xml
from pmo_reports.render.deck.package import Package
from pmo_reports.render.deck.pages import Page, pages
from pmo_reports.render.deck.reading import Reading, Source
from pmo_reports.render.deck.slide_xml import Footer, slide_xml
from pmo_reports.render.deck.typeface import Typeface
from pmo_reports.render.formats import day_text
from pmo_reports.render.templating import rendered, templates

GENERIC = "slides/section.xml.j2"
"""The template of every kind of section that has none of its own."""

BRANDS = ("brand.potx", "brand.pptx")
"""The brand file, in the deck's template folders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """What the sections of a deck are made with."""

    meta: PackMeta
    folders: tuple[Path, ...]
    render: Callable[..., str]
    brand: Brand
    house: House


def deck(model: PackModel, *, folders: tuple[Path, ...], fonts: Path, brand: Path | None = None) -> Artefact:
    """The deck of `model`, named `<pack>.pptx`; the same model, templates and brand give the same bytes.

    Args:
        model: the pack.
        folders: template folders, or their `deck` folders, with `slides/<kind>.xml.j2` and the brand;
            the first that has a file wins.
        fonts: the folder of the fonts that text is measured with.
        brand: the .pptx or .potx whose layouts and theme are used; else `brand.potx` of a folder.

    Raises:
        TemplateError: for a brand or template that names something unknown, with place and valid names.
    """
    meta = model.meta
    folders = tuple(inner if (inner := folder / "deck").is_dir() else folder for folder in folders)
    desk = _Desk(
        meta=meta,
        folders=folders,
        render=partial(rendered, templates(folders, meta.locale, model.wording)),
        brand=opened(brand or _brand(folders)),
        house=House(
            face=Typeface(fonts), locale=meta.locale, language=_language(meta), wording=model.wording
        ),
    )
    recolour(desk.brand, meta.colours)
    made = [page for section in model.sections for page in _pages(section, desk)]
    return Artefact(f"{meta.name}.pptx", _written(made, desk))


def _pages(section: Section, desk: _Desk) -> tuple[Page, ...]:
    return tuple(page for markup in _markup(section, desk) for page in pages(markup, desk.house))


def _markup(section: Section, desk: _Desk) -> tuple[SlideMarkup, ...]:
    own = f"slides/{section.kind}.xml.j2"
    name = own if _file(own, desk.folders) else GENERIC
    text = desk.render(name, section=section, meta=desk.meta)
    file = _file(name, desk.folders)
    source = Source(name=name, text=file.read_text(encoding="utf-8") if file else "")
    reading = Reading(source=source, section=section, layouts=desk.brand.layouts, house=desk.house)
    return slides(text, reading)


def _brand(folders: tuple[Path, ...]) -> Path:
    found = (file for folder in folders for name in BRANDS if (file := folder / name).is_file())
    return next(found, Path(BRANDS[0]))


def _file(name: str, folders: tuple[Path, ...]) -> Path | None:
    return next((folder / name for folder in folders if (folder / name).is_file()), None)


def _written(made: list[Page], desk: _Desk) -> bytes:
    """Slides are made first and drawn then, so that a link can lead to a later one."""
    package = Package(desk.brand)
    parts = [package.slide(page.layout, page.markup.anchor, page.markup.group) for page in made]
    for page, slide in zip(made, parts, strict=True):
        canvas = Canvas(desk.house, package.doors(slide))
        footer = Footer(text=_footer(desk.meta, desk.house.wording), number=slide.number)
        slide.part.blob = slide_xml(page, canvas, footer).encode()
        if told := notes(page):
            package.notes(slide, notes_xml(told, desk.house.language))
    return package.saved(desk.meta)


def _footer(meta: PackMeta, wording: Wording) -> str:
    """As-of, run, classification and state: what every page must say."""
    parts = (
        meta.portfolio,
        wording.label(label("Status {day}", day=day_text(meta.status_date, meta.locale))),
        wording.label(label("Run {run}", run=meta.run)),
        wording.label(meta.classification),
        wording.label(meta.state).capitalize(),
    )
    return "  ·  ".join(filter(None, parts))


def _language(meta: PackMeta) -> str:
    """The language tag of every run, with the locale's region: "en-GB"."""
    return meta.locale.replace("_", "-") if meta.locale.startswith(meta.language) else meta.language
