"""Benefits, resources and the PMO's own lists in every form that people keep them in."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmo_reports.model.tables import Portfolio
from tests.museum.exhibit import held, read
from tests.museum.office import instead
from tests.museum.pmo_lists import FORMS, SHOWN, frame


@pytest.mark.parametrize(("table", "form"), SHOWN)
def test_a_list(one_period: Path, reference: Portfolio, tmp_path: Path, table: str, form: str) -> None:
    found = frame(table, reference)
    shown = read(FORMS[form](table, found), one_period, tmp_path)
    held(shown, instead(reference, **{table: found}), table)
    assert [finding for finding in shown.findings if finding.source == "exhibit"] == []
    assert all(tally.holds and not tally.quarantined for tally in shown.tallies)
