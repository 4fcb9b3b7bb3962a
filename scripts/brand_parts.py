"""The parts of the brand file: layouts, masters, theme and package, in PresentationML."""

from __future__ import annotations

from dataclasses import dataclass

from pmo_reports.config.organisation import Colours
from pmo_reports.render.deck.brand import OURS
from pmo_reports.render.deck.colours import THEME
from pmo_reports.render.deck.drawing import NAMESPACES, Box, emu, xfrm

WIDTH, HEIGHT, MARGIN = 960.0, 540.0, 36.0
ROOM = WIDTH - 2 * MARGIN
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument"
TREE = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm>'
    "</p:grpSpPr>"
)
MAPPING = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
    'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A placeholder: name, kind, index unique in its layout, box, size, colour, weight, anchor, alignment."""

    name: str
    kind: str
    idx: int
    box: Box
    size: float = 14.0
    colour: str = "tx1"
    bold: bool = False
    anchor: str = "t"
    align: str = "l"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A layout: its placeholders and what is drawn behind them."""

    name: str
    slots: tuple[Slot, ...]
    behind: str = ""
    kind: str = "cust"


FOOTER = Slot(
    name="Footer",
    kind="ftr",
    idx=11,
    box=Box(MARGIN, 514, ROOM - 60, 14),
    size=9,
    colour="accent3",
    anchor="ctr",
)
NUMBER = Slot(
    name="Slide Number",
    kind="sldNum",
    idx=12,
    box=Box(WIDTH - MARGIN - 50, 514, 50, 14),
    size=9,
    colour="accent3",
    anchor="ctr",
    align="r",
)
TITLE = Slot(
    name="Title",
    kind="title",
    idx=0,
    box=Box(MARGIN, 18, ROOM, 60),
    size=24,
    colour="tx2",
    bold=True,
    anchor="b",
)


def layout(sheet: Sheet) -> str:
    """The part of a layout."""
    shapes = sheet.behind + "".join(
        placeholder(slot, i) for i, slot in enumerate((*sheet.slots, FOOTER, NUMBER), 2)
    )
    return (
        f'<p:sldLayout {NAMESPACES} type="{sheet.kind}" preserve="1" userDrawn="1">'
        f'<p:cSld name="{sheet.name}">'
        f"<p:spTree>{TREE}{shapes}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
        "</p:sldLayout>"
    )


def placeholder(slot: Slot, number: int, *, style: bool = True) -> str:
    """The shape of a placeholder."""
    edges = 'lIns="0" tIns="0" rIns="0" bIns="0"'
    run = f'sz="{round(slot.size * 100)}" b="{int(slot.bold)}"'
    paint = f'<a:solidFill><a:schemeClr val="{slot.colour}"/></a:solidFill><a:latin typeface="+mn-lt"/>'
    level = (
        f'<a:lvl1pPr marL="0" indent="0" algn="{slot.align}"><a:spcBef><a:spcPts val="0"/></a:spcBef>'
        "<a:buNone/>"
        f"<a:defRPr {run}>{paint}</a:defRPr></a:lvl1pPr>"
    )
    text = "‹#›" if slot.kind == "sldNum" else slot.name
    words = f'<a:r><a:rPr lang="en-GB"/><a:t>{text}</a:t></a:r>'
    if slot.kind == "sldNum":
        field_id = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
        words = f'<a:fld id="{field_id}" type="slidenum"><a:rPr lang="en-GB"/><a:t>{text}</a:t></a:fld>'
    idx = f' idx="{slot.idx}"' if slot.idx else ""
    small = ' sz="quarter"' if slot.kind in {"ftr", "sldNum"} else ""
    styles = f"<a:lstStyle>{level}</a:lstStyle>" if style else "<a:lstStyle/>"
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{slot.name}"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        "</p:cNvSpPr>"
        f'<p:nvPr><p:ph type="{slot.kind}"{small}{idx}/></p:nvPr></p:nvSpPr><p:spPr>{xfrm(slot.box)}'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody>'
        f'<a:bodyPr vert="horz" wrap="square" {edges} anchor="{slot.anchor}"><a:normAutofit/>'
        f"</a:bodyPr>{styles}"
        f"<a:p>{words}</a:p></p:txBody></p:sp>"
    )


def master(layouts: int) -> str:
    """The slide master."""
    body = Slot(name="Text", kind="body", idx=1, box=Box(MARGIN, 97, ROOM, 373))
    slots = (TITLE, body, FOOTER, NUMBER)
    shapes = "".join(placeholder(slot, i) for i, slot in enumerate(slots, 2))
    listed = "".join(f'<p:sldLayoutId id="{2147483649 + i}" r:id="rId{i + 1}"/>' for i in range(layouts))
    run = '<a:solidFill><a:schemeClr val="{}"/></a:solidFill><a:latin typeface="+mn-lt"/>'
    title = (
        f'<a:lvl1pPr algn="l"><a:buNone/><a:defRPr sz="2400" b="1">{run.format("tx2")}</a:defRPr></a:lvl1pPr>'
    )
    ink = f'<a:defRPr sz="1400">{run.format("tx1")}</a:defRPr>'
    plain = f'<a:lvl1pPr marL="0" indent="0"><a:buNone/>{ink}</a:lvl1pPr>'
    styles = f"<p:titleStyle>{title}</p:titleStyle><p:bodyStyle>{plain}</p:bodyStyle>"
    styles += f"<p:otherStyle>{plain}</p:otherStyle>"
    back = '<p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
    return (
        f"<p:sldMaster {NAMESPACES}><p:cSld>{back}<p:spTree>{TREE}{shapes}</p:spTree></p:cSld>{MAPPING}"
        f"<p:sldLayoutIdLst>{listed}</p:sldLayoutIdLst><p:txStyles>{styles}</p:txStyles></p:sldMaster>"
    )


def notes_master() -> str:
    """The notes master."""
    image = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide Image"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" '
        f'noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr>'
        f'{xfrm(Box(54, 54, 432, 243))}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:sp>'
    )
    body = placeholder(Slot(name="Notes", kind="body", idx=1, box=Box(54, 324, 432, 396), size=12), 3)
    back = '<p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
    tree = f"<p:spTree>{TREE}{image}{body}</p:spTree>"
    return f"<p:notesMaster {NAMESPACES}><p:cSld>{back}{tree}</p:cSld>{MAPPING}</p:notesMaster>"


def presentation() -> str:
    """The main part."""
    return (
        f'<p:presentation {NAMESPACES} saveSubsetFonts="1"><p:sldMasterIdLst>'
        '<p:sldMasterId id="2147483648" r:id="rId1"/>'
        '</p:sldMasterIdLst><p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>'
        f'<p:sldSz cx="{emu(WIDTH)}" cy="{emu(HEIGHT)}"/><p:notesSz cx="{emu(HEIGHT)}" cy="{emu(774)}"/>'
        "</p:presentation>"
    )


def theme() -> str:
    """The theme: the organisation's default colours, Calibri, no effects."""
    colours = Colours()
    slots = {"lt1": "#FFFFFF", **{slot: getattr(colours, word) for slot, word in THEME.items()}}
    order = ("dk1", "lt1", "dk2", "lt2", *(f"accent{i}" for i in range(1, 7)), "hlink", "folHlink")
    scheme = "".join(
        f'<a:{name}><a:srgbClr val="{slots[name].lstrip("#").upper()}"/></a:{name}>' for name in order
    )
    font = '<a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/>'
    solid = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = "".join(f'<a:ln w="{width}">{solid}</a:ln>' for width in (6350, 12700, 19050))
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="{OURS}">'
        "<a:themeElements>"
        f'<a:clrScheme name="{OURS}">{scheme}</a:clrScheme><a:fontScheme name="{OURS}"><a:majorFont>{font}'
        "</a:majorFont>"
        f'<a:minorFont>{font}</a:minorFont></a:fontScheme><a:fmtScheme name="{OURS}">'
        f"<a:fillStyleLst>{solid * 3}"
        f"</a:fillStyleLst><a:lnStyleLst>{lines}</a:lnStyleLst><a:effectStyleLst>{effect * 3}"
        "</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{solid * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def core() -> str:
    """The core properties."""
    purl = "http://purl.org/dc"
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="{purl}/elements/1.1/" '
        f'xmlns:dcterms="{purl}/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        "<dc:title>PMO Reports brand</dc:title><dc:creator>PMO Reports</dc:creator></cp:coreProperties>"
    )


def relations(*targets: tuple[str, str]) -> str:
    """A relationships part: (type, target) pairs, numbered."""
    entries = "".join(
        f'<Relationship Id="rId{i}" Type="{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'


def types(layouts: int) -> str:
    """The content types."""
    show = f"{TYPE}.presentationml"
    parts = {
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/ppt/presentation.xml": f"{show}.template.main+xml",
        "/ppt/slideMasters/slideMaster1.xml": f"{show}.slideMaster+xml",
        "/ppt/notesMasters/notesMaster1.xml": f"{show}.notesMaster+xml",
        "/ppt/theme/theme1.xml": f"{TYPE}.theme+xml",
        "/ppt/theme/theme2.xml": f"{TYPE}.theme+xml",
        **{f"/ppt/slideLayouts/slideLayout{i + 1}.xml": f"{show}.slideLayout+xml" for i in range(layouts)},
    }
    listed = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items())
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )
