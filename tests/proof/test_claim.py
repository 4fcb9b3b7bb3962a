"""A manifest may be anybody's: what is no version, damaged or newer is refused, each with its remedy."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pmo_reports.errors import InputError, UsageError
from pmo_reports.proof.claim import claim

HASH = "ab" * 32
Change = Callable[[dict[str, Any]], object]


def told() -> dict[str, Any]:
    return {
        "format": 2,
        "period": "2026-10",
        "pack": "board",
        "run": "0123456789",
        "outputs": {"board.pdf": {"sha256": HASH, "bytes": 4}},
        "made_of": {
            "inputs": {"inputs/2026-10/a.csv": HASH, "inputs/2026-10/*.xlsx": "No file is there."},
            "snapshots": {"2026-10": HASH, "2026-09": HASH},
        },
        "kept": {"settings": {"(package) config/rag.yaml": HASH}},
    }


def written(folder: Path, content: object) -> Path:
    text = content if isinstance(content, str) else json.dumps(content)
    (folder / "manifest.json").write_text(text)
    return folder


def test_it_tells_what_a_version_was_made_of(tmp_path: Path) -> None:
    found = claim(written(tmp_path, told()))
    assert (found.period.id, found.pack, found.periods) == ("2026-10", "board", ("2026-09", "2026-10"))
    assert found.kept("settings") == {"(package) config/rag.yaml": HASH}
    assert (found.of("told"), found.kept("templates"), found.complete) == ({}, {}, True)


def test_an_older_format_is_read(tmp_path: Path) -> None:
    found = claim(
        written(tmp_path, {name: part for name, part in told().items() if name != "kept"} | {"format": 1})
    )
    assert not found.complete


@pytest.mark.parametrize("name", ["nowhere", ""])
def test_what_is_no_version_is_a_wrong_call(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError) as raised:
        claim(tmp_path / name)
    assert "out/2026-10/steering-committee/v1" in raised.value.remedy


def test_a_newer_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"newer version of pmo-reports \(format 99"):
        claim(written(tmp_path, told() | {"format": 99}))


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", "[" * 100_000, '{"format": "two"}', '{"format": 2}']
)
def test_what_is_no_manifest_is_damaged(tmp_path: Path, content: str) -> None:
    with pytest.raises(InputError, match="manifest of this version cannot be used") as raised:
        claim(written(tmp_path, content))
    assert raised.value.place.endswith("manifest.json")
    assert "backup" in raised.value.remedy


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda told: told["made_of"]["inputs"].update({"../../etc/x": HASH}), "leads out of its folder"),
        (lambda told: told["kept"]["settings"].update({"/etc/x.yaml": HASH}), "leads out of its folder"),
        (lambda told: told["outputs"].update({"../x": {"sha256": HASH}}), "leads out of its folder"),
        (lambda told: told["kept"]["settings"].update({"config/x.yaml": "../../x"}), "is no SHA-256"),
        (lambda told: told["made_of"]["snapshots"].update({"2026-10": "x"}), "is no SHA-256"),
        (lambda told: told["made_of"]["snapshots"].update({"2026-10": 1}), "without their hashes"),
        (lambda told: told["made_of"]["snapshots"].pop("2026-10"), "do not end with that of its period"),
        (lambda told: told["made_of"]["snapshots"].update({"x": HASH}), "is not a period"),
        (lambda told: told.update(period="October"), "is not a period"),
        (lambda told: told.update(made_of=[]), "snapshots do not end"),
        (lambda told: told.update(outputs=[]), "has no attribute"),
        (lambda told: told.update(kept=3), "cannot be used"),
    ],
)
def test_what_does_not_hold_together_is_damaged(tmp_path: Path, change: Change, why: str) -> None:
    content = told()
    change(content)
    with pytest.raises(InputError, match=why):
        claim(written(tmp_path, content))
