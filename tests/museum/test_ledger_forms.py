"""The ledger of the sample in every form that finance hands it in."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmo_reports.model.tables import Portfolio
from tests.museum.exhibit import held, read
from tests.museum.ledgers import FORMS, difficult


@pytest.fixture(scope="module")
def ledger(reference: Portfolio) -> Portfolio:
    return difficult(reference)


@pytest.mark.parametrize("form", FORMS)
def test_the_whole_ledger(one_period: Path, ledger: Portfolio, tmp_path: Path, form: str) -> None:
    shown = read(FORMS[form](ledger), one_period, tmp_path)
    held(shown, ledger, "costs")
    told = {finding.rule for finding in shown.findings if finding.source == "exhibit"}
    assert told == ({"negative-in-parentheses"} if form == "brackets" else set())
    assert all(tally.holds and not tally.quarantined for tally in shown.tallies)
