"""Every trouble that the sample's README lists stands in findings.xlsx and on the data-quality page."""

import re
import subprocess
from pathlib import Path

import openpyxl
import pytest

pytestmark = pytest.mark.slow
SCHEDULE_RULES = {"stale-schedule", "contrary-finish", "overdue-activities", "unreadable-schedule"}
LINE = re.compile(r"\| (\d+) \| `([^`]+)` \| ([^|]+) \|")
TROUBLES = 19


@pytest.fixture(scope="module")
def troubles(built: Path) -> list[tuple[str, list[str]]]:
    """File and cells of each trouble, from the README that the workspace comes with."""
    lines = LINE.findall((built / "README.md").read_text(encoding="utf-8"))
    return [
        (file, re.findall(r"\b[A-Z]{1,2}\d+\b(?!-)", re.sub(r"\([^)]*\)", "", cells)))
        for _, file, cells in lines
    ]


@pytest.fixture(scope="module")
def findings(pack_folder: Path) -> list[dict[str, str]]:
    rows = openpyxl.load_workbook(pack_folder / "findings.xlsx")["Findings"].iter_rows(values_only=True)
    heads = [str(head).lower() for head in next(rows)]
    return [
        dict(zip(heads, ("" if cell is None else str(cell) for cell in row), strict=True)) for row in rows
    ]


@pytest.fixture(scope="module")
def page(pack_folder: Path) -> str:
    """The text of the data-quality pages without white space, for narrow columns break words."""
    pdf = str(pack_folder / "steering-committee.pdf")
    text = subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True, text=True).stdout
    pages = [part for part in text.split("\f") if part.lstrip().startswith("Data quality")]
    assert pages
    return re.sub(r"\s|\N{SOFT HYPHEN}|\N{ZERO WIDTH SPACE}", "", " ".join(pages))


def test_the_readme_lists_them(troubles: list[tuple[str, list[str]]]) -> None:
    assert len(troubles) == TROUBLES


@pytest.mark.parametrize("number", range(1, TROUBLES + 1))
def test_trouble_is_found_with_place_value_and_remedy(
    troubles: list[tuple[str, list[str]]], findings: list[dict[str, str]], number: int
) -> None:
    file, cells = troubles[number - 1]
    if "/schedules/" in file:  # a schedule has no cells
        found = [f for f in findings if f["file"] == file and f["rule"] in SCHEDULE_RULES]
        assert len(found) == 1
        assert found[0]["what is wrong"]
        assert found[0]["what to do"]
    elif not cells:  # the missing report: the place is where it was looked for
        found = [
            f
            for f in findings
            if f["rule"] == "missing-report" and Path(f["file"]).parent == Path(file).parent
        ]
        assert [f["project"] for f in found] == [Path(file).name.split(" ")[0]]
    for cell in cells:
        found = [f for f in findings if f["file"] == file and f["cell"] == cell]
        assert found, (file, cell)
        assert all(f["value"] and f["what is wrong"] and f["what to do"] for f in found)


@pytest.mark.parametrize("number", range(1, TROUBLES + 1))
def test_trouble_stands_on_the_data_quality_page(
    troubles: list[tuple[str, list[str]]], findings: list[dict[str, str]], page: str, number: int
) -> None:
    file, cells = troubles[number - 1]
    here = [f for f in findings if f["file"] == file and f["cell"] in cells]
    here = here or [f for f in findings if f["file"] == file and f["rule"] in SCHEDULE_RULES]
    here = here or [f for f in findings if f["rule"] == "missing-report"]
    assert here
    for found in here:
        told = [found[head] for head in ("file", "cell", "value", "what is wrong", "what to do")]
        assert [part for part in told if re.sub(r"\s", "", part) not in page] == []
