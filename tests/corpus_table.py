"""The table of real files at the end of a test run: tried, right, refused as expected, by id.

A test is about a real file if its name or parameters hold the file's id ("s07"), or if it asks `Facts`
for it. An id is right when every test about it passed.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
KIND = {
    "s": "schedules",
    "v": "earned value",
    "t": "trackers",
    "w": "workbooks",
    "p": "portfolios",
    "x": "brand files",
}
_ID = re.compile(r"(?<![a-z0-9])([svtwpx]\d\d)(?![a-z0-9])")


class Facts(dict[str, Any]):
    """The expected facts by id; a test that asks for those of a file is about that file."""

    def __init__(self, item: pytest.Item) -> None:
        super().__init__(json.loads((CORPUS / "EXPECTED.json").read_text(encoding="utf-8")))
        self._told = item.user_properties

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - facts are what they are
        self._told.append(("corpus", key))
        return super().__getitem__(key)


def lines(reports: Iterable[pytest.TestReport]) -> Iterator[str]:
    """The table's lines: a row for each kind of file, then what is wrong and what nobody tried."""
    verdicts: dict[str, bool] = {}
    for report in reports:
        for key in ids(report):
            verdicts[key] = verdicts.get(key, True) and report.passed
    if not verdicts or not CORPUS.is_dir():
        return
    known, refused = catalogue(), refusals()
    yield f"{'kind':14}{'files':>6}{'tried':>7}{'right':>7}{'refused as expected':>21}{'wrong':>7}"
    for letter, kind in KIND.items():
        yield _row(kind, {key for key in known if key[0] == letter}, verdicts, refused)
    yield _row("all", known, verdicts, refused)
    wrong = sorted(key for key, right in verdicts.items() if not right)
    yield from ([f"wrong: {', '.join(wrong)}"] if wrong else [])
    missing = sorted(known - verdicts.keys())
    yield from ([f"not tried in this run: {', '.join(missing)}"] if missing else [])


def ids(report: pytest.TestReport) -> set[str]:
    """The real files that a test is about."""
    told = {str(value) for name, value in report.user_properties if name == "corpus"}
    about = report.nodeid.rpartition("::")[2] if "corpus" in report.nodeid else ""
    return told | set(_ID.findall(about.replace("_", " ")))


def catalogue() -> set[str]:
    """The ids of all real files."""
    with (CORPUS / "CATALOGUE.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"] for row in csv.DictReader(file)}


def refusals() -> set[str]:
    """The ids of files that must be refused."""
    facts = json.loads((CORPUS / "EXPECTED.json").read_text(encoding="utf-8"))
    return {key for key, each in facts.items() if each.get("must_fail")}


def _row(kind: str, known: set[str], verdicts: dict[str, bool], refused: set[str]) -> str:
    tried = known & verdicts.keys()
    right = {key for key in tried if verdicts[key]}
    return (
        f"{kind:14}{len(known):6}{len(tried):7}{len(right - refused):7}"
        f"{len(right & refused):21}{len(tried - right):7}"
    )
