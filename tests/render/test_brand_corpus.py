"""Real brand files, held against what another reader found in them: size, masters, layouts, placeholders."""

import json
from pathlib import Path
from typing import Any

import pytest

from pmo_reports.render.deck import brand

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
FILES = ("x01", "x02", "x03", "x04", "x05", "x06", "x07")


@pytest.fixture
def facts(request: pytest.FixtureRequest) -> dict[str, Any]:
    if not CORPUS.is_dir():
        pytest.skip("the corpus of real files is not beside this repository")
    found: dict[str, Any] = json.loads((CORPUS / "EXPECTED.json").read_text(encoding="utf-8"))[request.param]
    return found


def layouts(opened: brand.Brand) -> list[list[object]]:
    """Name and placeholders ("0:TITLE") of the layouts of every master."""
    every = [layout for master in opened.presentation.slide_masters for layout in master.slide_layouts]
    return [
        [
            layout.name,
            [f"{p.placeholder_format.idx}:{p.placeholder_format.type.name}" for p in layout.placeholders],
        ]
        for layout in every
    ]


@pytest.mark.parametrize("facts", FILES, indirect=True)
def test_a_brand_file_opens_without_its_sample_slides(facts: dict[str, Any]) -> None:
    opened = brand.opened(CORPUS / facts["file"])
    assert opened.layouts
    assert len(opened.presentation.slides) == 0
    if facts["opens_in_python_pptx"]:
        show = opened.presentation
        assert [show.slide_width, show.slide_height] == facts["size"]
        assert (len(show.slide_masters), layouts(opened)) == (facts["masters"], facts["layouts"])


@pytest.mark.parametrize("facts", ["x03"], indirect=True)
def test_a_placeholder_name_that_stands_twice_is_not_offered(facts: dict[str, Any]) -> None:
    doubled = brand.opened(CORPUS / facts["file"]).layouts["2-dupes"]
    names = [shape.name for shape in doubled.source.placeholders]
    assert {name for name in names if names.count(name) > 1}.isdisjoint(doubled.places)
