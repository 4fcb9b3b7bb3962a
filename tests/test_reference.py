"""The reference of measures is made from the declarations, and the page in docs/ is what they give."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from pmo_reports import reference
from pmo_reports.cli import run
from pmo_reports.errors import UsageError
from pmo_reports.metrics import DECLARED
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, measure

ROOT = Path(__file__).parents[1]
ABBREVIATION = re.compile(r"\b(?:[A-Z]{2,}(?:\(t\))?|P\d\d\b)(?![a-z])")


@measure(label="Earned hours (EH)", unit=Unit.COUNT, formula="sum of hours | all", better=Better.HIGHER)
def earned_hours(basis: object) -> pd.Series:
    """Hours of work done."""
    raise NotImplementedError(basis)


@measure(label="Hours, share", unit=Unit.PERCENT, formula="EH / HBT", terms={"HBT": "Hours by then"})
def hours_share(earned_hours: pd.Series) -> pd.Series:
    """How much of the hours is earned."""
    return earned_hours


TWO = {each.key: each for each in (earned_hours, hours_share)}


def test_the_page_is_what_the_declarations_give() -> None:
    page = (ROOT / reference.PAGE).read_text(encoding="utf-8")
    assert page == reference.markdown(), f"write it again: pmo-reports measures --markdown > {reference.PAGE}"


def test_the_page_has_every_measure_once() -> None:
    keys = re.findall(r"^\| `(\w+)` \|", reference.markdown(), flags=re.MULTILINE)
    assert sorted(keys) == sorted(DECLARED)


def test_links_of_the_page_lead_to_its_heads() -> None:
    page = reference.markdown()
    heads = {head.lower().replace(" ", "-") for head in re.findall(r"^## (.+)$", page, flags=re.MULTILINE)}
    links = re.findall(r"\]\(#(.+)\)$", page, flags=re.MULTILINE)
    assert len(links) == len(set(links)) == len(reference.families()) + 1
    assert {re.sub(r"[^\w-]", "", head) for head in heads} >= set(links)


def test_every_abbreviation_is_a_term() -> None:
    explained = {part for term in reference.terms() for part in ABBREVIATION.findall(term.term)}
    said = [text for each in DECLARED.values() for text in (each.label, each.formula, each.standard)]
    used = {part for text in said for part in ABBREVIATION.findall(text)}
    assert used - explained == set()
    assert {"BAC", "EV", "CPI", "ES", "P80", "DCMA", "SPI(t)"} <= used


def test_no_term_is_explained_in_two_ways() -> None:
    told: dict[str, set[str]] = {}
    for each in DECLARED.values():
        for term in reference.terms({each.key: each}):
            told.setdefault(term.term, set()).add(term.words)
    assert {term: words for term, words in told.items() if len(words) > 1} == {}


def test_a_row_says_what_is_declared() -> None:
    rows = [line for line in reference.markdown(TWO).splitlines() if line.startswith("| `earned_hours`")]
    told = "| `earned_hours` | Earned hours (EH) | count | higher | sum of hours \\| all | sum | house |  |"
    assert rows == [f"{told} Hours of work done. |"]


def test_terms_come_from_labels_and_declarations() -> None:
    assert [(t.term, t.words, t.key) for t in reference.terms(TWO)] == [
        ("EH", "Earned hours", "earned_hours"),
        ("HBT", "Hours by then", "hours_share"),
    ]


def test_one_measure_says_what_it_builds_on_and_who_uses_it() -> None:
    assert reference.one("cpi").splitlines()[:3] == [
        "cpi: Cost performance index (CPI)",
        "  Work done for each unit of money spent; null before anything is spent.",
        "  formula: EV / AC",
    ]
    assert "  used by: hours_share" in reference.one("earned_hours", TWO)
    assert "  builds on: earned_hours" in reference.one("hours_share", TWO)


def test_a_key_that_nobody_declares_names_the_nearest() -> None:
    with pytest.raises(UsageError) as error:
        reference.one("CPI-")
    assert "did you mean cpi" in error.value.remedy


def test_the_command_prints_table_page_json_and_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["measures"]) == 0
    listed = capsys.readouterr().out
    assert len(re.findall(r"^  \w+ ", listed, flags=re.MULTILINE)) == len(DECLARED)
    assert run(["measures", "--markdown"]) == 0
    assert capsys.readouterr().out == reference.markdown()
    assert run(["measures", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [each["key"] for each in found["measures"]] == list(DECLARED)
    assert found["terms"]["BAC"] == "Budget at completion"
    assert run(["measures", "eac", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["builds_on"] == ["bac", "cpi"]


def test_a_wrong_key_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["measures", "sip"]) == 2
    assert "did you mean" in capsys.readouterr().err
