"""The slide part: placeholders filled with measured text, content, footer and slide number."""

from __future__ import annotations

from dataclasses import dataclass

from pmo_reports.render.deck.brand import Place
from pmo_reports.render.deck.canvas import Canvas, House
from pmo_reports.render.deck.chips import legend
from pmo_reports.render.deck.drawing import NAMESPACES, Box, escape, named
from pmo_reports.render.deck.pages import Page, lead_size
from pmo_reports.render.deck.text import height, paragraph

TITLES = ("title", "ctrTitle")
TITLE_LINES = 2
FOOTER = 9.0
_SIZES = {"Subtitle": (20.0, 12.0), "Source": (10.0, 8.0)}
_DEFAULT = (16.0, 9.0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True, kw_only=True)
class Footer:
    """What every slide says at its foot, and its number."""

    text: str
    number: int


def slide_xml(page: Page, canvas: Canvas, footer: Footer) -> str:
    """The slide, in reading order: title, lead, content, source, footer, number."""
    texts = _with_legend(page, canvas.house)
    places = page.layout.places
    order = sorted(texts, key=lambda name: (places[name].kind not in TITLES, places[name].box.y))
    above = [name for name in order if name != "Source"]
    shapes = "".join(_placeholder(canvas, places[name], texts[name]) for name in above)
    shapes += "".join(part.drawn(canvas, page.boxes[name], page.size) for name, part in page.fills.items())
    shapes += "".join(_placeholder(canvas, places[name], texts[name]) for name in order if name == "Source")
    shapes += _foot(canvas, page, footer)
    tree = (
        '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
        '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm>'
        "</p:grpSpPr>"
    )
    return (
        f"{_HEAD}<p:sld {NAMESPACES}><p:cSld><p:spTree>{tree}{shapes}</p:spTree></p:cSld>"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
    )


def _with_legend(page: Page, house: House) -> dict[str, str]:
    """The texts, the source line led by what the marks on this slide mean."""
    texts = dict(page.texts)
    marks = legend(tuple(chip for part in page.fills.values() for chip in part.chips()), house)
    if marks and "Source" in page.layout.places:
        texts["Source"] = "\n".join(filter(None, (marks, texts.get("Source", ""))))
    return texts


def _placeholder(canvas: Canvas, place: Place, text: str) -> str:
    size = _fitted(canvas, place, text)
    language = canvas.house.language
    lines = "".join(
        f'<a:p><a:r><a:rPr lang="{language}" sz="{round(size * 100)}" dirty="0"/><a:t>{escape(line)}</a:t>'
        "</a:r></a:p>"
        for line in text.split("\n")
    )
    return _sp(canvas, place, f"<a:bodyPr><a:noAutofit/></a:bodyPr><a:lstStyle/>{lines}")


def _sp(canvas: Canvas, place: Place, body: str) -> str:
    kind = f' type="{place.kind}"' if place.kind != "obj" else ""
    idx = f' idx="{place.idx}"' if place.idx else ""
    return (
        f'<p:sp><p:nvSpPr>{named(canvas.id(), place.name)}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph{kind}{idx}/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody>{body}</p:txBody></p:sp>"
    )


def _fitted(canvas: Canvas, place: Place, text: str) -> float:
    """The largest size at which `text` fits its placeholder; a title in two lines at most."""
    if place.name == "Lead":
        return lead_size(text, place.box, canvas.house)
    title = place.kind in TITLES
    largest, least = _sizes(place.box) if title else _SIZES.get(place.name, _DEFAULT)
    paragraphs = tuple(paragraph(line, bold=title) for line in text.split("\n"))
    size = largest
    while size > least:
        tall = height(canvas.house.face, paragraphs, place.box.w, size)
        lines = tall / height(canvas.house.face, (paragraph("x", bold=title),), place.box.w, size)
        if tall <= place.box.h and (not title or lines <= TITLE_LINES + 0.1):
            return size
        size -= 1.0
    return least


def _sizes(box: Box) -> tuple[float, float]:
    """Largest and least size of a title: two lines fill its box."""
    largest = box.h / (TITLE_LINES * 1.23)
    return min(40.0, float(int(largest))), 9.0


def _foot(canvas: Canvas, page: Page, footer: Footer) -> str:
    made = ""
    for place in page.layout.places.values():
        style = f'lang="{canvas.house.language}" sz="{round(FOOTER * 100)}"'
        if place.kind == "ftr":
            run = f"<a:r><a:rPr {style}/><a:t>{escape(footer.text)}</a:t></a:r>"
        elif place.kind == "sldNum":
            number = f"<a:rPr {style}/><a:t>{footer.number}</a:t>"
            run = f'<a:fld id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">{number}</a:fld>'
        else:
            continue
        made += _sp(canvas, place, f"<a:bodyPr/><a:lstStyle/><a:p>{run}</a:p>")
    return made
