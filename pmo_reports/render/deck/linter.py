"""What is wrong with a deck's package: faults that PowerPoint repairs or hides and validators miss."""

from __future__ import annotations

import posixpath
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO

from lxml import etree

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TYPES = "[Content_Types].xml"
TITLES = {"title", "ctrTitle"}
LARGEST_AXIS_ID = 2**31

Members = dict[str, bytes]


def deck_problems(content: bytes) -> tuple[str, ...]:
    """Every fault found in the deck, each with the part it is in; none for a clean deck."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
        twice = [f"{name}: stored twice" for name, times in Counter(names).items() if times > 1]
        members = {name: archive.read(name) for name in names}
    checks: tuple[Callable[[Members], Iterator[str]], ...] = (
        _types,
        _targets,
        _references,
        _presentation,
        _slides,
        _layouts,
        _charts,
    )
    return (*twice, *(problem for check in checks for problem in check(members)))


def _types(members: Members) -> Iterator[str]:
    """Every part has a content type, and every content type a part."""
    root = etree.fromstring(members[TYPES])
    defaults = {str(entry.get("Extension")).lower() for entry in root if str(entry.tag).endswith("Default")}
    overrides = {
        str(entry.get("PartName")).lstrip("/") for entry in root if str(entry.tag).endswith("Override")
    }
    yield from (f"{name}: content type of a part that is not there" for name in overrides - members.keys())
    for name in members.keys() - overrides - {TYPES}:
        if name.rsplit(".", 1)[-1].lower() not in defaults:
            yield f"{name}: no content type"


def _targets(members: Members) -> Iterator[str]:
    """Every relationship leads to a part; nothing leads outside; no part is unreachable."""
    reached = {TYPES}
    for name in _of(members, ".rels"):
        reached.add(name)
        for _, target, outside in _relations(members, name):
            reached.add(target)
            if outside:
                yield f"{name}: leads outside to {target}"
            elif target not in members:
                yield f"{name}: leads to {target}, which is not there"
    yield from (f"{name}: nothing leads to it" for name in members.keys() - reached)


def _references(members: Members) -> Iterator[str]:
    """Every r:id in a part is one of its relationships."""
    for name in _of(members, ".xml"):
        folder, base = posixpath.split(name)
        known = {key for key, _, _ in _relations(members, f"{folder}/_rels/{base}.rels")}
        for element in etree.fromstring(members[name]).iter():
            used = [str(value) for key, value in element.items() if str(key).startswith(R) and value]
            yield from (f"{name}: {value} is no relationship" for value in used if value not in known)


def _presentation(members: Members) -> Iterator[str]:
    root = etree.fromstring(members["ppt/presentation.xml"])
    listed = [entry.get("id") for entry in root.iter(f"{P}sldId")]
    yield from (f"presentation: slide id {key} twice" for key, times in Counter(listed).items() if times > 1)
    slides = [name for name in _of(members, ".xml") if name.startswith("ppt/slides/slide")]
    if len(slides) != len(listed):
        yield f"presentation: {len(slides)} slides, {len(listed)} listed"
    sections = [entry.get("id") for entry in root.iter(f"{P14}sldId")]
    if sections and sorted(map(str, sections)) != sorted(map(str, listed)):
        yield "presentation: sections and slides differ"


def _slides(members: Members) -> Iterator[str]:
    for name in _of(members, ".xml"):
        if name.startswith("ppt/slides/slide"):
            root = etree.fromstring(members[name])
            found = (*_ids(root), *_titles(root), *_alts(root), *_tables(root), *_placeholders(root))
            yield from (f"{name}: {problem}" for problem in found)


def _ids(root: etree._Element) -> Iterator[str]:
    ids = Counter(element.get("id") for element in root.iter(f"{P}cNvPr"))
    yield from (f"shape id {key} twice" for key, times in ids.items() if times > 1)
    for extent in root.iter(f"{A}ext"):
        if any(int(extent.get(side, "0")) < 0 for side in ("cx", "cy")):
            yield "a shape of negative size"


def _titles(root: etree._Element) -> Iterator[str]:
    titles = [ph for ph in root.iter(f"{P}ph") if ph.get("type") in TITLES]
    if len(titles) != 1:
        yield f"{len(titles)} titles"


def _alts(root: etree._Element) -> Iterator[str]:
    kinds = ("graphicFrame", "grpSp", "pic")
    for kind in kinds:
        for shape in root.iter(f"{P}{kind}"):
            told = shape.find(f"*/{P}cNvPr")
            if told is None or not told.get("descr"):
                yield f"{kind} without alt text"


def _tables(root: etree._Element) -> Iterator[str]:
    for table in root.iter(f"{A}tbl"):
        columns = len(table.findall(f"{A}tblGrid/{A}gridCol"))
        if any(len(row.findall(f"{A}tc")) != columns for row in table.findall(f"{A}tr")):
            yield f"a table row has not {columns} cells"


def _placeholders(root: etree._Element) -> Iterator[str]:
    for shape in root.iter(f"{P}sp"):
        ph = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
        if ph is not None and not "".join(str(text) for text in shape.itertext()).strip():
            yield "an empty placeholder"
    keys = Counter((ph.get("type"), ph.get("idx")) for ph in root.iter(f"{P}ph"))
    yield from (f"placeholder {key} twice" for key, times in keys.items() if times > 1)


def _layouts(members: Members) -> Iterator[str]:
    for name in _of(members, ".xml"):
        if name.startswith("ppt/slideLayouts/"):
            ph = etree.fromstring(members[name]).iter(f"{P}ph")
            keys = Counter(element.get("idx", "0") for element in ph)
            yield from (f"{name}: placeholder idx {key} twice" for key, times in keys.items() if times > 1)


def _charts(members: Members) -> Iterator[str]:
    for name in _of(members, ".xml"):
        if name.startswith("ppt/charts/chart"):
            for axis in etree.fromstring(members[name]).iter(f"{C}axId", f"{C}crossAx"):
                if not 0 <= int(axis.get("val", "-1")) < LARGEST_AXIS_ID:
                    yield f"{name}: axis id {axis.get('val')}"
    for name in _of(members, ".xlsx"):
        yield from (f"{name}: {problem}" for problem in _workbook(members[name]))


def _workbook(content: bytes) -> Iterator[str]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            sheet = etree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        yield f"cannot be opened: {error}"
        return
    if any(etree.QName(element).localname == "f" for element in sheet.iter()):
        yield "a live formula"


def _relations(members: Members, name: str) -> Iterator[tuple[str, str, bool]]:
    """Id, target and whether it is outside, of each relationship in a .rels part."""
    if name not in members:
        return
    base = posixpath.dirname(posixpath.dirname(name))
    for entry in etree.fromstring(members[name]):
        target, outside = str(entry.get("Target")), entry.get("TargetMode") == "External"
        inside = (
            target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(base, target))
        )
        yield str(entry.get("Id")), target if outside else inside, outside


def _of(members: Members, ending: str) -> list[str]:
    return sorted(name for name in members if name.endswith(ending) and name != TYPES)
