"""DrawingML in strings: boxes, shapes, lines and groups, in points (a frame is parsed once, as a whole)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from xml.sax.saxutils import escape as _escape

from pmo_reports.render.deck.colours import fill
from pmo_reports.render.templating import plain

EMU = 12_700
"""English metric units in a point."""

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the slide, in points from its top left corner."""

    x: float
    y: float
    w: float
    h: float

    def top(self, height: float) -> Box:
        """The upper `height` of the box."""
        return replace(self, h=height)

    def below(self, height: float) -> Box:
        """What is left under the upper `height`."""
        return replace(self, y=self.y + height, h=max(0.0, self.h - height))

    def left(self, width: float) -> Box:
        """The left `width` of the box."""
        return replace(self, w=width)

    def past(self, width: float) -> Box:
        """What is left beside the left `width`."""
        return replace(self, x=self.x + width, w=max(0.0, self.w - width))

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.h


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a shape looks: preset geometry, fill and outline as colour words, outline in points."""

    preset: str = "rect"
    fill: str = ""
    line: str = ""
    weight: float = 1.0
    dash: str = ""


def escape(text: str) -> str:
    """`text` for XML, without characters that XML cannot hold."""
    return _escape(plain(text), {'"': "&quot;"})


def emu(points: float) -> int:
    """English metric units of `points`."""
    return round(points * EMU)


def xfrm(box: Box, tag: str = "a", inner: str = "", attributes: str = "") -> str:
    """The position of a shape."""
    place = f'<a:off x="{emu(box.x)}" y="{emu(box.y)}"/><a:ext cx="{emu(box.w)}" cy="{emu(box.h)}"/>'
    return f"<{tag}:xfrm{attributes}>{place}{inner}</{tag}:xfrm>"


def outline(word: str, weight: float, dash: str = "", tag: str = "a:ln") -> str:
    """A line's element; without a colour word there is no line."""
    if not word:
        return f"<{tag}><a:noFill/></{tag}>"
    dashed = f'<a:prstDash val="{dash}"/>' if dash else ""
    return f'<{tag} w="{emu(weight)}">{fill(word)}{dashed}</{tag}>'


def named(number: int, name: str, alt: str = "") -> str:
    """The `p:cNvPr` element: id, name, and what a screen reader says."""
    told = f' descr="{escape(alt)}"' if alt else ""
    return f'<p:cNvPr id="{number}" name="{escape(name)}"{told}/>'


def shape(number: int, box: Box, look: Look, body: str = "", name: str = "Shape") -> str:
    """A shape with its text body, if it has one."""
    box_kind = ' txBox="1"' if body and not look.fill and not look.line else ""
    return (
        f"<p:sp><p:nvSpPr>{named(number, f'{name} {number}')}<p:cNvSpPr{box_kind}/><p:nvPr/></p:nvSpPr>"
        "<p:spPr>"
        f'{xfrm(box)}<a:prstGeom prst="{look.preset}"><a:avLst/></a:prstGeom>{fill(look.fill)}'
        f"{outline(look.line, look.weight, look.dash)}</p:spPr>{body}</p:sp>"
    )


def stroke(number: int, start: tuple[float, float], end: tuple[float, float], look: Look) -> str:
    """A straight line."""
    (x1, y1), (x2, y2) = start, end
    flip = ' flipV="1"' if (x2 - x1) * (y2 - y1) < 0 else ""
    box = Box(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))
    return (
        f"<p:cxnSp><p:nvCxnSpPr>{named(number, f'Line {number}')}<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr>"
        "<p:spPr>"
        f'{xfrm(box, attributes=flip)}<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
        f"{outline(look.line, look.weight, look.dash)}</p:spPr></p:cxnSp>"
    )


def path(number: int, points: tuple[tuple[float, float], ...], look: Look) -> str:
    """An open polyline through `points`, as one shape."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    box = Box(min(xs), min(ys), max(max(xs) - min(xs), 0.1), max(max(ys) - min(ys), 0.1))
    steps = "".join(
        f'<a:{"lnTo" if i else "moveTo"}><a:pt x="{emu(x - box.x)}" y="{emu(y - box.y)}"/>'
        f"</a:{'lnTo' if i else 'moveTo'}>"
        for i, (x, y) in enumerate(points)
    )
    return (
        f"<p:sp><p:nvSpPr>{named(number, f'Curve {number}')}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        f"<p:spPr>{xfrm(box)}"
        f"<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="{emu(box.w)}" h="{emu(box.h)}" fill="none">'
        f"{steps}</a:path></a:pathLst></a:custGeom><a:noFill/>{outline(look.line, look.weight, look.dash)}"
        f"</p:spPr></p:sp>"
    )


def group(number: int, box: Box, shapes: str, name: str, alt: str) -> str:
    """Shapes that belong together: one stop for a screen reader, with its alt text."""
    inner = f'<a:chOff x="{emu(box.x)}" y="{emu(box.y)}"/><a:chExt cx="{emu(box.w)}" cy="{emu(box.h)}"/>'
    return (
        f"<p:grpSp><p:nvGrpSpPr>{named(number, f'{name} {number}', alt)}<p:cNvGrpSpPr/><p:nvPr/>"
        "</p:nvGrpSpPr>"
        f"<p:grpSpPr>{xfrm(box, inner=inner)}</p:grpSpPr>{shapes}</p:grpSp>"
    )


def frame(number: int, box: Box, graphic: tuple[str, str], name: str, alt: str) -> str:
    """A graphic frame: `graphic` is the URI of its kind and its content (a table or a chart)."""
    uri, content = graphic
    return (
        f"<p:graphicFrame><p:nvGraphicFramePr>{named(number, f'{name} {number}', alt)}<p:cNvGraphicFramePr>"
        '<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/>'
        f"</p:nvGraphicFramePr>{xfrm(box, 'p')}"
        f'<a:graphic><a:graphicData uri="{uri}">{content}</a:graphicData></a:graphic></p:graphicFrame>'
    )
