"""The ledger of the sample in files that people touched, split and sent twice: the same table each time."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from pmo_reports.model.tables import Portfolio
from tests.museum.exhibit import held, read
from tests.museum.ledgers import difficult
from tests.museum.odd_ledgers import FORMS

TOLD = {"twice": {"duplicate-row": 4}, "touched workbook": {"hidden-rows": 1}}


@pytest.mark.parametrize("form", FORMS)
def test_an_odd_ledger(one_period: Path, reference: Portfolio, tmp_path: Path, form: str) -> None:
    ledger = difficult(reference)
    shown = read(FORMS[form](ledger), one_period, tmp_path)
    held(shown, ledger, "costs")
    told = Counter(finding.rule for finding in shown.findings if finding.source == "exhibit")
    assert told == TOLD.get(form, {})
    [tally] = [each for each in shown.tallies if each.source == "exhibit"]
    assert (tally.holds, tally.quarantined) == (True, 0)
    assert tally.deduplicated == (len(ledger["costs"]) if form == "twice" else 0)
