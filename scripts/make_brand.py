"""Makes templates/deck/brand.potx: our layouts, their named placeholders and a theme of tokens.

Run it after a change here: `python scripts/make_brand.py`. The same script gives the same bytes.
"""

from __future__ import annotations

from pathlib import Path

from brand_parts import (
    HEAD,
    MARGIN,
    OFFICE,
    PACKAGE,
    ROOM,
    TITLE,
    WIDTH,
    Sheet,
    Slot,
    core,
    layout,
    master,
    notes_master,
    presentation,
    relations,
    theme,
    types,
)

from pmo_reports.render.deck.drawing import Box, Look, shape, stroke
from pmo_reports.render.deck.workbook import zipped

TARGET = Path(__file__).parent.parent / "templates" / "deck" / "brand.potx"

LEAD = Slot(name="Lead", kind="body", idx=13, box=Box(MARGIN, 91, ROOM, 40), size=16)
CONTENT = Slot(name="Content", kind="body", idx=14, box=Box(MARGIN, 140, ROOM, 336))
SOURCE = Slot(
    name="Source", kind="body", idx=15, box=Box(MARGIN, 482, ROOM, 26), size=10, colour="accent3", anchor="b"
)
HALF = (ROOM - 24) / 2


def sheets() -> tuple[Sheet, ...]:
    """The layouts, in the order in which they are offered."""
    rule = stroke(90, (MARGIN, 83), (WIDTH - MARGIN, 83), Look(line="brand", weight=1.25))
    block = shape(90, Box(0, 0, WIDTH, 330), Look(fill="brand"))
    bar = shape(91, Box(MARGIN + 18, 236, 84, 3), Look(fill="amber"))
    short = Slot(name="Lead", kind="body", idx=13, box=Box(MARGIN, 89, ROOM, 18), size=14)
    wide = Slot(name="Content", kind="body", idx=14, box=Box(MARGIN, 114, ROOM, 362))
    left = Slot(name="Left", kind="body", idx=16, box=Box(MARGIN, 140, HALF, 336))
    right = Slot(name="Right", kind="body", idx=17, box=Box(MARGIN + HALF + 24, 140, HALF, 336))
    return (
        Sheet(name="Cover", slots=_cover(), behind=block + bar),
        Sheet(name="Message + Content", slots=(TITLE, LEAD, CONTENT, SOURCE), behind=rule),
        Sheet(name="Two columns", slots=(TITLE, LEAD, left, right, SOURCE), behind=rule),
        Sheet(name="One-pager", slots=(TITLE, short, wide, SOURCE), behind=rule),
        Sheet(name="Title only", slots=(TITLE, SOURCE), behind=rule, kind="titleOnly"),
    )


def _cover() -> tuple[Slot, ...]:
    inset = MARGIN + 18
    title = Box(inset, 110, ROOM - 36, 112)
    return (
        Slot(name="Title", kind="title", idx=0, box=title, size=40, colour="bg1", bold=True, anchor="b"),
        Slot(name="Subtitle", kind="body", idx=13, box=Box(inset, 252, ROOM - 36, 56), size=20, colour="bg1"),
        Slot(name="Content", kind="body", idx=14, box=Box(inset, 350, ROOM - 36, 146)),
    )


def main() -> None:
    """Write the brand file."""
    TARGET.write_bytes(zipped({name: (HEAD + text).encode() for name, text in members().items()}))


def members() -> dict[str, str]:
    """The parts of the package."""
    made = sheets()
    parts = {
        "[Content_Types].xml": types(len(made)),
        "_rels/.rels": relations(
            (f"{OFFICE}/officeDocument", "ppt/presentation.xml"),
            (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": core(),
        "ppt/presentation.xml": presentation(),
        "ppt/_rels/presentation.xml.rels": relations(
            (f"{OFFICE}/slideMaster", "slideMasters/slideMaster1.xml"),
            (f"{OFFICE}/notesMaster", "notesMasters/notesMaster1.xml"),
            (f"{OFFICE}/theme", "theme/theme1.xml"),
        ),
        "ppt/theme/theme1.xml": theme(),
        "ppt/theme/theme2.xml": theme(),
        "ppt/notesMasters/notesMaster1.xml": notes_master(),
        "ppt/notesMasters/_rels/notesMaster1.xml.rels": relations((f"{OFFICE}/theme", "../theme/theme2.xml")),
        "ppt/slideMasters/slideMaster1.xml": master(len(made)),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": relations(
            *(
                (f"{OFFICE}/slideLayout", f"../slideLayouts/slideLayout{i}.xml")
                for i, _ in enumerate(made, 1)
            ),
            (f"{OFFICE}/theme", "../theme/theme1.xml"),
        ),
    }
    for index, sheet in enumerate(made, 1):
        name = f"slideLayout{index}.xml"
        parts[f"ppt/slideLayouts/{name}"] = layout(sheet)
        above = (f"{OFFICE}/slideMaster", "../slideMasters/slideMaster1.xml")
        parts[f"ppt/slideLayouts/_rels/{name}.rels"] = relations(above)
    return parts


if __name__ == "__main__":
    main()
