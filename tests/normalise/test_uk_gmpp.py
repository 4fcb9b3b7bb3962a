"""The preset for the UK Government Major Projects Portfolio, against facts counted by other tools."""

import csv
import json
import shutil
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from io import StringIO
from pathlib import Path

import pytest

from pmo_reports import normalise, readers, workspace
from pmo_reports.config import loading
from pmo_reports.config.document import document
from pmo_reports.model.period import Period
from pmo_reports.model.raw import RawTable
from pmo_reports.model.tables import Portfolio

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
AWAITED = {"p02": 1, "p03": 0}  # "TBD" as the end of one project, counted in the file itself
FILES = {"p02": ("p02_uk_2018.csv", ",", "2018-03"), "p03": ("p03_uk_2021.csv", ";", "2021-03")}
pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the corpus of real files is not beside the repository"
)
Gmpp = Callable[[str], Portfolio]
Facts = dict[str, object]


@pytest.fixture(scope="session")
def gmpp(raw: Callable[..., RawTable], normalised: Callable[..., Portfolio]) -> Gmpp:
    presets = ROOT / "config" / "presets"
    preset = document(presets / "uk-gmpp.yaml", "preset").content
    organisation = document(presets / "uk-gmpp" / "organisation.yaml", "organisation").content

    @cache
    def portfolio(key: str) -> Portfolio:
        name, delimiter, period = FILES[key]
        text = (CORPUS / "portfolio" / name).read_bytes().decode("cp1252")
        header, *records = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
        tables = [raw("gmpp", part, header, records, f"inputs/{period}/{name}") for part in preset["parts"]]
        return normalised({"gmpp": preset}, tables, Period.parse(period), **organisation)

    return portfolio


def facts(key: str) -> Facts:
    found: Facts = json.loads((CORPUS / "EXPECTED.json").read_text(encoding="utf-8"))[key]
    return found


@pytest.mark.parametrize("key", FILES)
def test_projects_and_departments(gmpp: Gmpp, key: str) -> None:
    levels = gmpp(key)["projects"]["level"].value_counts().to_dict()
    assert levels == {
        "project": facts(key)["projects"],
        "programme": facts(key)["departments"],
        "portfolio": 1,
    }


@pytest.mark.parametrize("key", FILES)
def test_ratings(gmpp: Gmpp, key: str) -> None:
    reports = gmpp(key)["status_reports"]
    assert (
        reports["delivery_confidence"].str.casefold().value_counts().to_dict()
        == facts(key)["rag1_case_insensitive"]
    )
    assert reports["note"].notna().sum() == facts(key)["rag1_other_text"]
    assert reports["overall"].isna().sum() == facts(key)["rag1_other_text"]


@pytest.mark.parametrize("key", FILES)
def test_whole_life_cost(gmpp: Gmpp, key: str) -> None:
    cost = gmpp(key)["projects"]["whole_life_cost"].dropna()
    assert len(cost) == facts(key)["wlc_numeric"]
    assert sum(cost) == Decimal(str(facts(key)["wlc_sum_gbp_m"])) * 1_000_000


@pytest.mark.parametrize("key", FILES)
def test_nothing_is_lost_and_nothing_is_wrong(gmpp: Gmpp, key: str) -> None:
    found = gmpp(key)
    told = Counter(finding.rule for finding in found.findings)
    assert set(told) - {"no-value-yet"} == {"explained-not-given"}
    assert told["no-value-yet"] == AWAITED[key]
    assert all(tally.holds and tally.quarantined == 0 for tally in found.tallies)
    assert len(found["costs"]) == facts(key)["projects"]


def test_days_of_both_years(gmpp: Gmpp) -> None:
    first = {key: gmpp(key)["projects"].set_index("name")["baseline_start"] for key in FILES}
    assert first["p02"]["New Polar Research Vessel"].year < 2018
    assert first["p03"].dropna().astype(str).str.match(r"\d{4}-\d{2}-\d{2}").all()


def test_parents_are_departments(gmpp: Gmpp) -> None:
    parents = gmpp("p02")["projects"].query("level == 'project'")["parent_id"].value_counts()
    assert (parents["mod"], parents["dft"], len(parents)) == (37, 16, 16)


@pytest.mark.parametrize("key", FILES)
def test_a_workspace_made_from_the_preset_reads_the_same(gmpp: Gmpp, tmp_path: Path, key: str) -> None:
    name, _, period = FILES[key]
    folder = tmp_path / "gmpp"
    workspace.init(folder, sample=False, preset="uk-gmpp", config_folder=ROOT / "config")
    (folder / "inputs" / period).mkdir()
    shutil.copy(CORPUS / "portfolio" / name, folder / "inputs" / period)
    settings = loading.load(folder)
    collected = readers.collect(settings, Period.parse(period), folder / "store")
    found = normalise.portfolio(
        readers.read(collected, settings, folder / "store"), settings, Period.parse(period)
    )
    same = ["project_id", "parent_id", "name", "whole_life_cost", "baseline_finish"]
    assert [tally.accepted for tally in found.tallies] == [tally.accepted for tally in gmpp(key).tallies]
    assert found["projects"][same].equals(gmpp(key)["projects"][same])
