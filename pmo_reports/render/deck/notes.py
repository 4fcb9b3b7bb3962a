"""Speaker notes: what the section explains, and why each chip on the slide is what it is."""

from __future__ import annotations

from pmo_reports.render.deck.drawing import NAMESPACES, escape
from pmo_reports.render.deck.pages import Page

_TREE = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
    '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide Image"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" '
    'noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>'
)


def notes(page: Page) -> tuple[str, ...]:
    """The paragraphs of a slide's notes."""
    own = page.markup.notes if page.number == 1 else ()
    return own + tuple(note for part in page.fills.values() for note in part.notes())


def notes_xml(paragraphs: tuple[str, ...], language: str) -> str:
    """The notes part."""
    text = "".join(
        f'<a:p><a:r><a:rPr lang="{language}" dirty="0"/><a:t>{escape(part)}</a:t></a:r></a:p>'
        for part in paragraphs
    )
    body = (
        '<p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
        f'<p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>{text}'
        "</p:txBody></p:sp>"
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<p:notes {NAMESPACES}><p:cSld>'
        f"<p:spTree>{_TREE}{body}"
        "</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
    )
