"""Every preset has an exhibit: a new one needs its own."""

from __future__ import annotations

from tests.museum import test_budget_forms, test_raid_forms, test_register_forms, test_status_forms
from tests.museum.exhibit import ROOT
from tests.museum.test_trackers import FORMS

OFFICE = (test_budget_forms, test_raid_forms, test_register_forms, test_status_forms)
SHOWN = {
    *(form.preset for form in FORMS.values()),
    *(preset for module in OFFICE for preset in module.EXHIBITS),
    "protrack",
    "protrack-flat",
    *("pack-workbook", "pmo-reports-annex"),  # old packs: tests/backfill/test_packs.py
}


def test_every_preset_is_shown() -> None:
    presets = {path.stem for path in (ROOT / "config" / "presets").glob("*.yaml")}
    assert presets == SHOWN
