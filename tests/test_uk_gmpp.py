"""The UK Government Major Projects Portfolio, from the published files to the numbers of a pack."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from pmo_reports import pipeline
from pmo_reports.model.period import Period

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
FILES = {"2018-03": ("p02", "p02_uk_2018.csv"), "2021-03": ("p03", "p03_uk_2021.csv")}
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of public files is not beside the project"),
]


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The folder of each year's published pack."""
    workspace = tmp_path_factory.mktemp("gmpp") / "workspace"
    pipeline.init(workspace, preset="uk-gmpp")
    for period, (_, name) in FILES.items():
        (workspace / "inputs" / period).mkdir()
        shutil.copy(CORPUS / "portfolio" / name, workspace / "inputs" / period)
    orders = {
        period: pipeline.Order(workspace=workspace, period=Period.parse(period), pack="steering-committee")
        for period in FILES
    }
    return {period: pipeline.build(order).folder for period, order in orders.items()}


@pytest.fixture(scope="module")
def expected() -> dict[str, dict[str, object]]:
    return json.loads((CORPUS / "EXPECTED.json").read_text(encoding="utf-8"))


def facts(folder: Path) -> dict[str, dict[str, object]]:
    return {
        fact["id"]: fact for fact in json.loads((folder / "facts.json").read_text(encoding="utf-8"))["facts"]
    }


@pytest.mark.parametrize("period", FILES)
def test_counts_and_totals_are_the_published_ones(
    packs: dict[str, Path], expected: dict[str, dict[str, object]], period: str
) -> None:
    published, told = expected[FILES[period][0]], facts(packs[period])
    cost = told["gmpp/whole_life_cost"]
    assert told["gmpp/projects"]["value"] == published["projects"]
    assert (cost["n"], cost["of"]) == (published["wlc_numeric"], published["projects"])
    assert float(str(cost["value"])) == pytest.approx(float(str(published["wlc_sum_gbp_m"])) * 1e6, abs=1)


@pytest.mark.parametrize("period", FILES)
def test_ratings_are_the_published_ones(
    packs: dict[str, Path], expected: dict[str, dict[str, object]], period: str
) -> None:
    published, told = expected[FILES[period][0]], facts(packs[period])
    ratings = {
        key.split("/", 2)[2].lower(): fact["value"] for key, fact in told.items() if "/ratings/" in key
    }
    assert ratings.pop("not given") == published["rag1_other_text"]
    assert ratings == published["rag1_case_insensitive"]


@pytest.mark.parametrize("period", FILES)
def test_every_row_and_department_is_accounted_for(
    packs: dict[str, Path], expected: dict[str, dict[str, object]], period: str
) -> None:
    published = expected[FILES[period][0]]
    rows = json.loads((packs[period] / "manifest.json").read_text(encoding="utf-8"))["rows"]
    parts = {tally["part"]: tally for tally in rows["sources"]}
    assert rows["holds"] is True
    assert parts["projects"]["accepted"] == parts["projects"]["read"] == published["projects"]
    assert parts["departments"]["accepted"] == published["departments"]


def test_the_prose_of_an_exemption_is_kept(packs: dict[str, Path]) -> None:
    with (CORPUS / "portfolio" / "p02_uk_2018.csv").open(encoding="cp1252", newline="") as file:
        prose = {
            row["colour_rating"] for row in csv.DictReader(file) if row["colour_rating"].startswith("Exempt")
        }
    from openpyxl import load_workbook  # noqa: PLC0415 - only this test needs it

    sheet = load_workbook(packs["2018-03"] / "steering-committee.xlsx", read_only=True)["Status reports"]
    words = " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    assert prose
    assert all(text in words for text in prose)


def test_the_mapping_of_five_ratings_to_three_is_printed(packs: dict[str, Path]) -> None:
    import subprocess  # noqa: PLC0415 - only this test needs it

    pdf = packs["2018-03"] / "steering-committee.pdf"
    text = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    flat = " ".join(text.split())
    assert "Amber/Red is shown as amber" in flat
    assert "disclosed by 119 of 133" in flat
