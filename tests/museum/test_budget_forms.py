"""The ledger of the sample through the presets for cash flows and budgets: equal but for what they lack."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmo_reports.model.tables import Portfolio
from tests.museum.budget_sheets import FORMS
from tests.museum.exhibit import held, read
from tests.museum.ledgers import difficult

EXHIBITS = {"cash-flow": "cash flow", "budget-wbs": "work packages by month"}


@pytest.fixture(scope="module")
def ledger(reference: Portfolio) -> Portfolio:
    return difficult(reference)


@pytest.mark.parametrize("form", FORMS)
def test_a_cash_flow_or_a_budget(one_period: Path, ledger: Portfolio, tmp_path: Path, form: str) -> None:
    exhibit, said, lacks = FORMS[form](ledger)
    shown = read(exhibit, one_period, tmp_path)
    held(shown, said, "costs", lacks)
    told = {finding.rule for finding in shown.findings if finding.source == "exhibit"}
    assert told <= {"skipped-rows"}
    assert all(tally.holds and not tally.quarantined for tally in shown.tallies)
