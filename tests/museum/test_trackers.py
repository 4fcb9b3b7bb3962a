"""The sample's items and difficult ones, exported as every tracker does it, are equal once they are read."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from pathlib import Path

import pytest

from pmo_reports.model.finding import Severity
from pmo_reports.model.tables import Portfolio
from tests.museum.exhibit import Exhibit, held, read
from tests.museum.office import instead
from tests.museum.trackers import (
    asana,
    azure_devops,
    clickup,
    github,
    jira,
    jira_documents,
    monday,
    openproject,
    planner,
    redmine,
    servicenow,
    smartsheet,
    trello,
)
from tests.museum.trackers.items import Form, Row, items, table

TOOLS = (
    asana,
    azure_devops,
    clickup,
    github,
    jira,
    jira_documents,
    monday,
    openproject,
    planner,
    redmine,
    servicenow,
    smartsheet,
    trello,
)
FORMS: Mapping[str, Form] = dict(chain.from_iterable(tool.FORMS.items() for tool in TOOLS))


@pytest.fixture(scope="module")
def rows(reference: Portfolio) -> list[Row]:
    return items(reference)


@pytest.mark.parametrize("name", FORMS)
def test_every_form_holds_the_same_items(
    one_period: Path, reference: Portfolio, rows: list[Row], tmp_path: Path, name: str
) -> None:
    form = FORMS[name]
    told = form.told(rows)
    files = form.write(told)
    shown = read(Exhibit(files=files, preset=form.preset, settings=form.settings), one_period, tmp_path)
    assert [f for f in shown.findings if f.source == "exhibit" and f.severity is not Severity.NOTE] == []
    held(shown, instead(reference, work_items=table(told)), "work_items", frozenset(form.lacks.split()))
    assert all(tally.holds and not tally.quarantined for tally in shown.tallies)
