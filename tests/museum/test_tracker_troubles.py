"""What is wrong in a tracker's export, or none of its items, is told; the rest is read all the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from pmo_reports.model.finding import Finding
from pmo_reports.model.tables import Portfolio
from tests.museum.exhibit import Exhibit, read
from tests.museum.trackers import github, jira_documents, monday, trello
from tests.museum.trackers.items import Form, items

Shown = Callable[..., Portfolio]
JIRA, TRELLO = jira_documents.FORMS["jira-json"], trello.FORMS["trello-json"]
GITHUB, MONDAY = github.FORMS["github-issues"], monday.FORMS["monday"]


@pytest.fixture
def shown(one_period: Path, reference: Portfolio, tmp_path: Path) -> Shown:
    """A form, and what becomes of its files -> the portfolio."""

    def portfolio(
        form: Form, change: Callable[[dict[str, bytes]], Mapping[str, bytes]] = lambda files: files
    ) -> Portfolio:
        files = change(dict(form.write(form.told(items(reference)))))
        return read(Exhibit(files=files, preset=form.preset, settings=form.settings), one_period, tmp_path)

    return portfolio


def told(portfolio: Portfolio) -> list[Finding]:
    return [finding for finding in portfolio.findings if finding.source == "exhibit"]


def test_a_page_that_is_not_there_is_told(shown: Shown) -> None:
    [finding] = told(
        shown(JIRA, lambda files: {name: files[name] for name in files if name != "jira-60.json"})
    )
    assert (finding.rule, finding.problem) == (
        "missing-page",
        "The search found 149 records and 89 are here, 60 too few: the page from record 60 on.",
    )


def test_an_unknown_status_is_told_and_the_item_stays(shown: Shown) -> None:
    def parked(files: dict[str, bytes]) -> Mapping[str, bytes]:
        board = json.loads(files["trello-METER.json"])
        board["lists"] = [
            each | {"name": each["name"].replace("Review", "Parked")} for each in board["lists"]
        ]
        return files | {"trello-METER.json": json.dumps(board).encode()}

    found = shown(TRELLO, parked)
    [finding] = told(found)
    assert (finding.rule, finding.value, finding.severity.value) == ("unknown-choice", "Parked", "field")
    assert len(found["work_items"]) == 149
    assert found["work_items"]["progress"].isna().sum() == 1


def test_an_address_leads_back_to_the_value(shown: Shown) -> None:
    found = shown(JIRA)
    row = found["work_items"].query("item_id == 'METER-5'").iloc[0].to_dict()
    cell = found.lineage.cell("work_items", row, "status")
    assert cell is not None
    assert (Path(cell.file).name, cell.cell) == ("jira-0.json", "issues[7].fields.status.name")


def test_pull_requests_are_no_items(shown: Shown) -> None:
    found = shown(GITHUB)
    assert {finding.rule for finding in told(found)} == {"rows-left-out"}
    assert "2 rows are left out for what stands in pull_request.url" in told(found)[0].problem
    [tally] = [each for each in found.tallies if each.source == "exhibit"]
    assert (tally.read, tally.accepted, tally.deduplicated) == (173, 149, 24)


def test_subitems_of_a_board_are_noted(shown: Shown) -> None:
    found = told(shown(MONDAY))
    assert {finding.rule for finding in found} == {"skipped-rows"}
    assert "there are 2: A5, A17" in found[0].problem
