"""What packs were made of outlives retention, and is found again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pmo_reports import history, keeping, pipeline, readers, tidying
from pmo_reports.history import Resting
from pmo_reports.tidying import Retention
from tests.proof.conftest import OCTOBER, build, manifest, version
from tests.proof.looking import verify
from tests.test_memory import risks


def test_a_pack_needs_its_files_its_lists_and_what_they_list(tmp_path: Path) -> None:
    store = tmp_path / "store"
    one = readers.keep(store, b"an input")
    listing = readers.keep(store, b'{"inputs/a.csv": "%s", "inputs/*.xlsx": "No file."}' % one.encode())
    made_of = {"inputs": {"b": "bb" * 32}, "past": {"2026-09": listing}, "told": {"2026-09": "cc" * 32}}
    kept = {"settings": {"config/rag.yaml": "dd" * 32}, "templates": {"templates/x": "ee" * 32}}
    assert keeping.needed(store, [(made_of, kept)]) == {
        one,
        listing,
        *("bb" * 32, "cc" * 32, "dd" * 32, "ee" * 32),
    }
    assert keeping.needed(store, [({"past": {"2026-09": "ff" * 32}}, {})]) == {"ff" * 32}
    assert keeping.needed(store, [({"inputs": {"x": "No file."}, "past": None}, {})]) == frozenset()


def test_a_run_may_be_noted_with_several_manifests(tmp_path: Path) -> None:
    note = Resting(period="2026-10", pack="board", run="0123", made_of={"settings": "aa"})
    for seal in ("ab" * 32, "cd" * 32):
        history.rest(tmp_path, Resting(**{**_fields(note), "kept": {"settings": {"x": seal}}, "seal": seal}))
    history.rest(tmp_path, note)  # found again: it is noted better already
    assert history.seals(tmp_path, "2026-10", "board", "0123") == {"ab" * 32, "cd" * 32}
    assert {each.seal for each in history.resting(tmp_path)} == {"ab" * 32, "cd" * 32}
    assert history.rested(tmp_path) == {"2026-10"}


def _fields(note: Resting) -> dict[str, object]:
    return {name: getattr(note, name) for name in note.__dataclass_fields__}


def test_retention_keeps_what_a_pack_was_made_of(plain: Path) -> None:
    rules = plain / "config" / "rag.yaml"
    rules.write_text(rules.read_text().replace("green: 5", "green: 7", 1))
    risks(plain, OCTOBER, "Flood")
    build(plain)
    before = manifest(plain)["kept"]["settings"]["config/rag.yaml"]
    settings = pipeline.configured(plain)
    asked = Retention(months=0, today=date(2030, 1, 1), outs=())  # by the notes in the store alone
    tidying.tidied(settings, asked, dry=False)
    assert readers.fault(plain / "store", before) == ""
    assert [verify(version(plain, number)).verified for number in (1, 2)] == [True, True]
