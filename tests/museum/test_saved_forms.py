"""Workbooks of the museum saved anew by LibreOffice in its own format and in Excel's old one."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from pmo_reports.model.tables import Portfolio
from tests.museum import budget_sheets, ledgers, pmo_lists
from tests.museum.exhibit import Exhibit, held, read
from tests.museum.office import instead
from tests.museum.test_register_forms import apart, titled

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("localc"), reason="LibreOffice Calc is not on this machine"),
]
FORMATS = ("ods", "xls")


@dataclass(frozen=True)
class Shown:
    """A workbook, and what of which table it is to be read to."""

    exhibit: Exhibit
    table: str
    said: Portfolio
    lacks: frozenset[str] = frozenset()


def ledger(reference: Portfolio) -> Shown:
    said = ledgers.difficult(reference)
    return Shown(ledgers.under_groups(said), "costs", said)


def blocks(reference: Portfolio) -> Shown:
    exhibit, said, lacks = budget_sheets.blocks(ledgers.difficult(reference))
    return Shown(exhibit, "costs", said, lacks)


def packages(reference: Portfolio) -> Shown:
    exhibit, said, lacks = budget_sheets.work_packages(ledgers.difficult(reference))
    return Shown(exhibit, "costs", said, lacks)


def benefits(reference: Portfolio) -> Shown:
    found = pmo_lists.frame("benefits", reference)
    return Shown(pmo_lists.as_sheet("benefits", found), "benefits", instead(reference, benefits=found))


def resources(reference: Portfolio) -> Shown:
    found = pmo_lists.frame("resources", reference)
    return Shown(pmo_lists.as_quarters("resources", found), "resources", instead(reference, resources=found))


def register(reference: Portfolio) -> Shown:
    return Shown(apart(titled(reference)), "projects", reference)


WORKBOOKS: Mapping[str, Callable[[Portfolio], Shown]] = {
    "ledger": ledger,
    "blocks": blocks,
    "packages": packages,
    "benefits": benefits,
    "resources": resources,
    "register": register,
}


@pytest.fixture(scope="module")
def saved(reference: Portfolio, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Shown]:
    """Every workbook in every format by the name of its file: one LibreOffice saves all of a format."""
    folder = tmp_path_factory.mktemp("saved")
    shown = {name: made(reference) for name, made in WORKBOOKS.items()}
    for name, each in shown.items():
        [content] = each.exhibit.files.values()
        (folder / f"{name}.xlsx").write_bytes(content)
    books = sorted(map(str, folder.glob("*.xlsx")))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for to in FORMATS:
        asked = ["localc", profile, "--headless", "--convert-to", to, "--outdir", str(folder), *books]
        subprocess.run(asked, check=True, capture_output=True, timeout=240)
    return {
        file: replace(each, exhibit=replace(each.exhibit, files={file: (folder / file).read_bytes()}))
        for name, each in shown.items()
        for file in (f"{name}.{to}" for to in FORMATS)
    }


@pytest.mark.parametrize("file", [f"{name}.{to}" for name in WORKBOOKS for to in FORMATS])
def test_a_workbook_that_was_saved_anew(
    one_period: Path, saved: Mapping[str, Shown], tmp_path: Path, file: str
) -> None:
    each = saved[file]
    found = read(each.exhibit, one_period, tmp_path)
    held(found, each.said, each.table, each.lacks)
    assert all(tally.holds and not tally.quarantined for tally in found.tallies)
