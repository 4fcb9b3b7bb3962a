"""The UK Government Major Projects Portfolio, from the published files to the numbers of a pack."""

import csv
import json
import shutil
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from pmo_reports import metrics, pipeline
from pmo_reports.config import loading
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.period import Period

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
FILES = {"2018-03": ("p02", "p02_uk_2018.csv"), "2021-03": ("p03", "p03_uk_2021.csv")}
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of public files is not beside the project"),
]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the published files of both years."""
    workspace = tmp_path_factory.mktemp("gmpp") / "workspace"
    pipeline.init(workspace, preset="uk-gmpp")
    for period, (_, name) in FILES.items():
        (workspace / "inputs" / period).mkdir()
        shutil.copy(CORPUS / "portfolio" / name, workspace / "inputs" / period)
    return workspace


@pytest.fixture(scope="module")
def packs(workspace: Path) -> dict[str, Path]:
    """The folder of each year's published pack."""
    orders = {
        period: pipeline.Order(workspace=workspace, period=Period.parse(period), pack="steering-committee")
        for period in FILES
    }
    return {period: pipeline.build(order).folder for period, order in orders.items()}


@pytest.fixture(scope="module")
def months(workspace: Path, packs: dict[str, Path]) -> dict[str, pipeline.Month]:
    """Each year as the packs were made from it."""
    assert packs
    return {period: pipeline.assess(workspace, Period.parse(period)) for period in FILES}


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


WORDS = ("Red", "Amber/Red", "Amber", "Amber/Green", "Green")
LETTERS = {"red": "R", "amber/red": "A", "amber": "A", "amber/green": "A", "green": "G"}
"""The five published points on three, as the preset's `rating_scale` puts them."""


def projects(assessed: Assessed) -> list[str]:
    table = assessed.portfolio["projects"]
    return list(table.loc[table["level"].eq("project"), "project_id"])


def words(assessed: Assessed) -> dict[str, str]:
    """The declared confidence of each project that has one."""
    table = assessed.portfolio["status_reports"].dropna(subset=["delivery_confidence"])
    return dict(zip(table["project_id"], table["delivery_confidence"], strict=True))


@pytest.mark.parametrize("period", FILES)
def test_effective_states_by_delivery_confidence_are_the_published_counts(
    months: dict[str, pipeline.Month], expected: dict[str, dict[str, object]], period: str
) -> None:
    published, assessed = expected[FILES[period][0]], months[period].assessed
    said = words(assessed)
    cells = Counter((said.get(each, "").lower(), assessed.rag(each).value) for each in projects(assessed))
    counts = dict(published["rag1_case_insensitive"])  # type: ignore[call-overload]
    assert cells.pop(("", "?")) == published["rag1_other_text"]
    assert cells == {(word, LETTERS[word]): number for word, number in counts.items()}
    assert set(said.values()) <= set(WORDS)


@pytest.mark.parametrize("period", FILES)
def test_the_house_of_delivery_confidence_counts_the_same(
    workspace: Path, months: dict[str, pipeline.Month], expected: dict[str, dict[str, object]], period: str
) -> None:
    """By the rule set `uk-delivery-confidence`, in its dimension and overall."""
    assert months
    rules = loading.rag_rules(workspace, "uk-delivery-confidence", metrics.DECLARED)
    settings = pipeline.configured(workspace)
    _, other = pipeline.rejudged(settings, Period.parse(period), rules)[-1]
    published = expected[FILES[period][0]]
    counts = Counter({"?": published["rag1_other_text"]})
    for word, number in dict(published["rag1_case_insensitive"]).items():  # type: ignore[call-overload]
        counts[LETTERS[word]] += number
    for dimension in ("delivery_confidence", "overall"):
        assert Counter(other.rag(each, dimension).value for each in projects(other)) == counts


def prose(period: str) -> list[str]:
    """What stands in the published file where a rating should be, a text for each project."""
    delimiter = {"2018-03": ",", "2021-03": ";"}[period]
    with (CORPUS / "portfolio" / FILES[period][1]).open(encoding="cp1252", newline="") as file:
        cells = [row["colour_rating"] for row in csv.DictReader(file, delimiter=delimiter)]
    return [flat(cell) for cell in cells if cell.lower() not in LETTERS]


def flat(text: object) -> str:
    return " ".join(str(text).split())


@pytest.mark.parametrize("period", FILES)
def test_an_exemption_is_unknown_and_never_a_colour(months: dict[str, pipeline.Month], period: str) -> None:
    assessed = months[period].assessed
    told = assessed.portfolio["status_reports"].set_index("project_id")["note"].dropna()
    exempt = [each for each in projects(assessed) if each not in words(assessed)]
    assert sorted(flat(told[each]) for each in exempt) == sorted(prose(period))
    for each in exempt:
        cell = assessed.assessments[each, "overall"]
        assert (cell.effective, cell.declared, cell.sure) == ("?", None, False)


@pytest.mark.parametrize("period", FILES)
def test_the_prose_of_an_exemption_is_kept_in_annex_and_findings(
    packs: dict[str, Path], months: dict[str, pipeline.Month], period: str
) -> None:
    from openpyxl import load_workbook  # noqa: PLC0415 - only this test needs it

    said = prose(period)
    assert said
    for file, name in (("steering-committee.xlsx", "Status reports"), ("findings.xlsx", "Findings")):
        with closing(load_workbook(packs[period] / file, read_only=True)) as book:
            cells = {flat(cell) for row in book[name].iter_rows(values_only=True) for cell in row if cell}
        assert all(any(text in cell for cell in cells) for text in said), file
    found = [each for each in months[period].findings if each.problem.startswith("colour_rating:")]
    assert sorted(flat(each.value) for each in found) == sorted(said)
    assert {each.rule for each in found} == {"explained-not-given"}
    assert all(each.cell and each.file.endswith(FILES[period][1]) for each in found)


def test_the_mapping_of_five_ratings_to_three_is_printed(packs: dict[str, Path]) -> None:
    import subprocess  # noqa: PLC0415 - only this test needs it

    pdf = packs["2018-03"] / "steering-committee.pdf"
    text = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    flat = " ".join(text.split()).replace("/ ", "/")
    assert "Amber/Red is shown as amber" in flat
    assert "disclosed by 119 of 133" in flat
