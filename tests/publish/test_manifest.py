from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pmo_reports.errors import PublishError
from pmo_reports.model.artefact import Artefact
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.period import Period
from pmo_reports.model.tables import Tally
from pmo_reports.publish import Origin, manifest, publish, published
from tests.render.assessed_fixture import assessed, pack

OCTOBER = Period(2026, 10)
OUTPUTS = (Artefact("board.pdf", b"%PDF"),)
MADE_OF = {"settings": "aa", "inputs": {"inputs/x.csv": "bb"}}


def content(now: Assessed | None = None) -> Mapping[str, Any]:
    read: Mapping[str, Any] = json.loads(
        manifest(pack(), now or assessed(), OUTPUTS, Origin(made_of=MADE_OF)).content
    )
    return read


def test_the_pack_and_what_it_was_made_of_are_named() -> None:
    told = content()
    assert (told["run"], told["period"], told["pack"]) == ("0123456789", "2026-10", "board")
    assert (told["status_date"], told["state"], told["made_of"]) == ("2026-10-31", "draft", MADE_OF)


def test_outputs_stand_with_hash_and_size() -> None:
    digest = hashlib.sha256(b"%PDF").hexdigest()
    assert content()["outputs"] == {"board.pdf": {"sha256": digest, "bytes": 4}}


def test_rows_are_reconciled() -> None:
    rows = content()["rows"]
    assert rows["total"] == {"read": 5, "accepted": 4, "quarantined": 1, "deduplicated": 0}
    assert rows["holds"] is True
    assert rows["sources"][0]["source"] == "ledger"


def test_a_lost_row_stops_the_pack() -> None:
    now = assessed()
    lost = Tally(source="fin", part="costs", read=3, accepted=1, quarantined=1, deduplicated=0)
    with pytest.raises(PublishError, match="fin/costs"):
        content(replace(now, portfolio=replace(now.portfolio, tallies=(lost,))))


def test_overall_states_are_counted_by_level() -> None:
    now = assessed()
    ((_, one),) = now.assessments.items()
    overall = {("A", "overall"): one, ("G", "overall"): one, ("A", "cost"): one}
    states = content(replace(now, assessments=overall))["rag"]
    assert (states["project"]["red"], states["programme"]["red"]) == (1, 1)
    assert states["project"]["green"] == 0


def test_findings_are_counted_by_severity_and_rule() -> None:
    found = content()["findings"]
    assert found["severities"] == {"block": 0, "error": 1, "field": 0, "warning": 1, "note": 0}
    assert found["rules"] == {"late": 1, "no-project": 1}


def test_it_is_the_same_each_time() -> None:
    first, second = (manifest(pack(), assessed(), OUTPUTS, Origin(made_of=MADE_OF)) for _ in range(2))
    assert first == second
    assert first.content.endswith(b"}\n")


RUN = "0123456789"


def version(out: Path) -> Path:
    """A published version of the fixture pack."""
    told = manifest(pack(), assessed(), OUTPUTS, Origin(made_of=MADE_OF))
    return publish((*OUTPUTS, told), out, OCTOBER, "board").folder


def test_what_the_same_run_made_is_found_whole(tmp_path: Path) -> None:
    folder = version(tmp_path)
    there = published(tmp_path, OCTOBER, "board", RUN)
    assert there is not None
    assert (there.folder, there.version, there.unchanged) == (folder, 1, True)
    assert there.files == ("board.pdf", "manifest.json")


def test_what_another_run_made_is_not_it(tmp_path: Path) -> None:
    version(tmp_path)
    assert published(tmp_path, OCTOBER, "board", "9876543210") is None
    assert published(tmp_path, Period(2026, 9), "board", RUN) is None


def test_a_version_with_a_changed_file_is_not_it(tmp_path: Path) -> None:
    (version(tmp_path) / "board.pdf").write_bytes(b"%PDF tampered")
    assert published(tmp_path, OCTOBER, "board", RUN) is None


@pytest.mark.parametrize("spoilt", [b"", b"[]", b'{"outputs": 3, "run": "0123456789"}'])
def test_a_version_with_a_spoilt_manifest_is_not_it(tmp_path: Path, spoilt: bytes) -> None:
    (version(tmp_path) / "manifest.json").write_bytes(spoilt)
    assert published(tmp_path, OCTOBER, "board", RUN) is None
