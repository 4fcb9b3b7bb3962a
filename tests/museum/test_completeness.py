"""Which presets have an exhibit, and which still lack one: a new preset has to say which it is."""

from __future__ import annotations

from tests.museum import test_raid_forms, test_register_forms, test_status_forms
from tests.museum.test_trackers import EXHIBITS, ROOT

OFFICE = (test_raid_forms, test_register_forms, test_status_forms)
SHOWN = {
    *(preset for preset, _, _ in EXHIBITS.values()),
    *(preset for module in OFFICE for preset in module.EXHIBITS),
    "protrack",
    "protrack-flat",
}
LACKING = {
    "asana-csv",
    "asana-json",
    "azure-devops-csv",
    "azure-devops-json",
    "budget-wbs",
    "cash-flow",
    "clickup-csv",
    "clickup-json",
    "github-issues",
    "jira-xml",
    "monday",
    "monday-json",
    "openproject-json",
    "planner",
    "redmine",
    "servicenow-csv",
    "servicenow-json",
    "smartsheet",
    "smartsheet-json",
    "trello-csv",
    "trello-json",
}
"""Read from fixtures in tests/normalise, but not yet held against the same items as the others."""


def test_every_preset_is_shown_or_known_to_lack_an_exhibit() -> None:
    presets = {path.stem for path in (ROOT / "config" / "presets").glob("*.yaml")}
    assert presets == SHOWN | LACKING
    assert not SHOWN & LACKING
