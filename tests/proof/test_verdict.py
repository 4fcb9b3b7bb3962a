"""verify says that a pack is what it was made of, or names what is not."""

from __future__ import annotations

import json
import shutil
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

import fsspec
import pytest

from pmo_reports import fingerprint, history, makers, pipeline, storage
from pmo_reports.errors import InputError, UsageError
from pmo_reports.model.artefact import Artefact
from pmo_reports.proof import Depth, outputs
from pmo_reports.publish import MANIFEST
from tests.proof.conftest import OCTOBER, PACK, SEPTEMBER, TEMPLATE, build, manifest, raw, version
from tests.proof.looking import laid_out, verify, words
from tests.test_memory import risks

OUTPUTS = (f"{PACK}.pdf", f"{PACK}.pptx", f"{PACK}.xlsx", "facts.json", "findings.xlsx")


def test_a_pack_as_it_was_published_verifies(printed: Path) -> None:
    found = verify(version(printed))
    assert (found.verified, found.problems, found.since, found.unproved) == (True, (), (), ())
    assert found.kept["snapshots"] == 2
    assert found.kept["templates"] == 1


def test_made_and_read_again_it_is_the_same_and_nothing_is_written(plain: Path) -> None:
    before = sorted((path, path.stat().st_mtime_ns) for path in plain.rglob("*"))
    found = verify(version(plain), Depth.FROM_INPUTS)
    assert found.verified
    assert found.made_again == {"facts.json": True, MANIFEST: True}
    assert found.read_again == ("2026-09", "2026-10")
    assert sorted((path, path.stat().st_mtime_ns) for path in plain.rglob("*")) == before


@pytest.mark.parametrize("name", OUTPUTS)
def test_a_flipped_byte_is_named(workspace: Path, name: str) -> None:
    file = version(workspace) / name
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    assert words(verify(version(workspace)).problems) == [
        f"output {name}: the file was altered since it was published"
    ]


def test_a_flipped_digit_in_the_manifest_is_named(workspace: Path) -> None:
    file = version(workspace) / MANIFEST
    text = file.read_text()
    at = text.index('"rag"')
    place = next(place for place in range(at, len(text)) if text[place].isdigit())
    file.write_text(f"{text[:place]}{(int(text[place]) + 1) % 10}{text[place + 1 :]}")
    (problem,) = verify(version(workspace)).problems
    assert str(problem).startswith("manifest manifest.json: it is not the one that the store noted")


def test_another_ingredient_in_the_manifest_is_another_run(workspace: Path) -> None:
    told = manifest(workspace)
    told["made_of"]["settings"] = "ab" * 32  # type: ignore[assignment]
    (version(workspace) / MANIFEST).write_text(json.dumps(told))
    assert any(
        "its run is not that of what it says" in each for each in words(verify(version(workspace)).problems)
    )


def test_missing_and_added_files_are_named(workspace: Path) -> None:
    (version(workspace) / "facts.json").unlink()
    (version(workspace) / "notes.txt").write_text("mine")
    assert words(verify(version(workspace)).problems) == [
        "output facts.json: the file is missing",
        "output notes.txt: the file was added since it was published",
    ]


def test_a_changed_setting_is_named_with_its_key_and_refutes_nothing(plain: Path) -> None:
    file = plain / "config" / "organisation.yaml"
    file.write_text(file.read_text().replace("classification: Internal", "classification: Secret"))
    rules = plain / "config" / "rag.yaml"
    rules.write_text(rules.read_text().replace("green: 5", "green: 7", 1))
    found = verify(version(plain))
    assert found.verified
    assert words(found.since) == [
        "setting config/organisation.yaml: classification: 'Internal' then, 'Secret' now",
        "setting config/rag.yaml: dimensions.schedule.rules[0].green: 5 then, 7 now",
    ]


def test_a_comment_is_told_as_one(plain: Path) -> None:
    file = plain / "config" / "calendar.yaml"
    file.write_text(f"# agreed in May\n{file.read_text()}")
    assert words(verify(version(plain)).since) == [
        "setting config/calendar.yaml: only its comments, its layout or its order is another"
    ]
    assert build(plain).unchanged  # a comment makes no other pack


def test_settings_that_came_or_went_are_named(plain: Path) -> None:
    (plain / "config" / "measures.yaml").unlink()
    assert words(verify(version(plain)).since) == [
        "setting (package) config/measures.yaml: it is read today, and was not then",
        "setting config/measures.yaml: it is not read today, and was then",
    ]


def test_broken_settings_of_today_are_no_hindrance(plain: Path) -> None:
    (plain / "config" / "rag.yaml").write_text("dimensions: [")
    risks(plain, OCTOBER, "Flood")
    found = verify(version(plain))
    assert found.verified
    said = words(found.since)
    assert any("setting config/rag.yaml: it cannot be read today" in each for each in said)
    assert "input inputs/2026-10/raid_log.xlsx of 2026-10: it has other bytes in the workspace today" in said


def test_templates_that_were_changed_are_named(plain: Path) -> None:
    (plain / TEMPLATE).write_text("<svg/>")
    (plain / "templates" / "pdf" / "more.css").write_text("")
    found = verify(version(plain))
    assert found.verified
    assert words(found.since) == [
        f"template {TEMPLATE}: it is another in the workspace today",
        "template templates/pdf/more.css: it is new in the workspace today",
    ]


def test_inputs_that_were_changed_added_or_archived_are_named(plain: Path) -> None:
    risks(plain, OCTOBER, "Flood")
    shutil.rmtree(plain / "inputs" / "2026-09")
    (plain / "reference" / "portfolio.xlsx").unlink()
    found = verify(version(plain))
    assert found.verified
    said = words(found.since)
    assert "input inputs/2026-10/raid_log.xlsx of 2026-10: it has other bytes in the workspace today" in said
    assert (
        "input those of 2026-09: none of them is in the workspace today; they are kept in the store" in said
    )
    gone = "it is not in the workspace today; it is kept in the store"
    assert f"input reference/portfolio.xlsx of 2026-10: {gone}" in said


@pytest.mark.parametrize(
    ("part", "name", "told_as"),
    [
        ("inputs", "inputs/2026-10/raid_log.xlsx", "input inputs/2026-10/raid_log.xlsx of 2026-10"),
        ("settings", "config/rag.yaml", "setting config/rag.yaml"),
        ("templates", TEMPLATE, f"template {TEMPLATE}"),
        ("told", "2026-09", "told 2026-09"),
        ("past", "2026-09", "input those of 2026-09"),
    ],
)
def test_bytes_that_the_store_lost_are_named(plain: Path, part: str, name: str, told_as: str) -> None:
    read = manifest(plain)
    digest = (read["kept"] if part in read["kept"] else read["made_of"])[part][name]
    raw(plain, digest).unlink()
    said = words(verify(version(plain)).problems)
    assert any(each.startswith(told_as) and "gone" in each for each in said)
    raw(plain, digest).write_bytes(b"other")
    said = words(verify(version(plain)).problems)
    assert any(each.startswith(told_as) and "other bytes" in each for each in said)


def test_lost_settings_are_why_it_cannot_be_made_again(plain: Path) -> None:
    raw(plain, manifest(plain)["kept"]["settings"]["config/rag.yaml"]).unlink()
    said = words(verify(version(plain)).problems)
    assert any(
        "cannot be made again" in each and "the store has lost config/rag.yaml" in each for each in said
    )


def test_building_again_puts_back_what_the_store_lost(plain: Path) -> None:
    raw(plain, manifest(plain)["kept"]["settings"]["config/rag.yaml"]).unlink()
    assert not verify(version(plain)).verified
    assert build(plain).unchanged
    assert verify(version(plain)).verified


def test_a_lost_snapshot_is_read_again_from_its_inputs(plain: Path) -> None:
    shutil.rmtree(plain / "store" / "snapshots" / "2026-09")
    shutil.rmtree(plain / "inputs")
    assert not verify(version(plain)).verified  # nobody can say without trying
    found = verify(version(plain), Depth.MADE_AGAIN)
    assert found.verified
    assert any(each.startswith("snapshot 2026-09: it is gone from the store") for each in words(found.since))


def test_without_the_inputs_of_a_lost_snapshot_it_cannot_be_made_again(plain: Path) -> None:
    shutil.rmtree(plain / "store" / "snapshots" / "2026-09")
    raw(plain, manifest(plain)["made_of"]["past"]["2026-09"]).unlink()
    said = words(verify(version(plain), Depth.MADE_AGAIN).problems)
    assert any(
        "cannot be made again" in each and "which files they were is not kept" in each for each in said
    )


def test_a_table_that_its_inputs_do_not_give_is_named(plain: Path) -> None:
    key = manifest(plain)["made_of"]["snapshots"]["2026-10"]
    store = plain / "store"
    kept = history.recall(store, OCTOBER, str(key))
    assert kept is not None
    entry = history.history(store, OCTOBER)[-1]
    by = history.made(store, OCTOBER, entry)
    risks_now = kept["risks"].assign(title="Nothing to see")
    forged = replace(kept, tables={**kept.tables, "risks": risks_now})
    shutil.rmtree(store / "snapshots" / "2026-10")
    history.remember(store, forged, str(key), history.Occasion(made=by))
    found = verify(version(plain), Depth.FROM_INPUTS)
    said = words(found.problems)
    assert "snapshot 2026-10: read again from its inputs, it has other risks" in said
    assert any(
        each.startswith("output facts.json: made again, it comes out otherwise (first in line")
        for each in said
    )
    assert found.read_again == ("2026-09",)


def test_a_period_that_was_read_by_earlier_settings_is_read_again_by_those(plain: Path) -> None:
    shutil.rmtree(plain / "inputs" / "2026-09")
    file = plain / "config" / "organisation.yaml"
    file.write_text(file.read_text().replace("classification: Internal", "classification: Secret"))
    second = build(plain)
    layout = laid_out(second.folder, plain)
    by = history.made(plain / "store", SEPTEMBER, history.history(plain / "store", SEPTEMBER)[-1])
    assert by.settings != layout.settings.digest
    period = layout.period("2026-09")
    key = layout.claim.of("snapshots")["2026-09"]
    assert history.differing(plain / "store", layout.read_again(period, by.settings), key) == ()
    with pytest.raises(InputError, match="which no pack has kept"):
        layout.settings_by("ab" * 32)


def test_another_library_is_named_with_both_versions(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint.version("pandas")
    installed = fingerprint.version
    monkeypatch.setattr(fingerprint, "version", lambda name: "9.9" if name == "pandas" else installed(name))
    line = f"library pandas: the version is another: {before} then, 9.9 now"
    quick, whole = verify(version(plain)), verify(version(plain), Depth.MADE_AGAIN)
    assert (words(quick.problems), quick.since) == ([line], ())
    assert (whole.verified, words(whole.since), all(whole.made_again.values())) == (True, [line], True)


def test_another_platform_is_named(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = makers.machine()
    monkeypatch.setattr(makers, "machine", lambda: {**here, "pango": "1.99"})
    line = f"platform pango: the version is another: {here['pango']} then, 1.99 now"
    assert words(verify(version(plain)).problems) == [line]


def test_other_code_is_named_and_what_it_makes_otherwise(
    plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fingerprint, "source", lambda: "ff" * 32)
    made = (Artefact("facts.json", b"{}"), Artefact("new.txt", b""))
    monkeypatch.setattr(pipeline, "remade", lambda *_, **__: made)
    found = verify(version(plain), Depth.MADE_AGAIN)
    assert not found.verified
    assert [each.kind for each in found.since] == ["code"]
    assert found.made_again == {"facts.json": False, "new.txt": False, "manifest.json": False}
    assert "manifest manifest.json: made again, the pack has no such file" in words(found.problems)
    assert "output new.txt: made again, the pack has this file besides" in words(found.problems)


def test_a_part_of_a_workbook_that_comes_out_otherwise_is_named(tmp_path: Path) -> None:
    files = []
    for text in ("one", "two"):
        with zipfile.ZipFile(tmp_path / f"{text}.zip", "w") as package:
            package.writestr("same.xml", "")
            package.writestr("sheet1.xml", text)
        files.append((tmp_path / f"{text}.zip").read_bytes())
    assert outputs._where(*files) == " (in sheet1.xml)"
    assert outputs._where(b"\xff", b"\xfe") == ""
    assert outputs._where(b"a\nb", b"a\nc") == " (first in line 2)"


def test_of_an_older_manifest_the_rest_is_proved(plain: Path) -> None:
    told = manifest(plain)
    old = {name: part for name, part in told.items() if name not in ("kept", "made_by")} | {"format": 1}
    (version(plain) / MANIFEST).write_text(json.dumps(old))
    note = next((plain / "store" / "packs" / "2026-10").iterdir())
    note.unlink()  # there was none with a seal then
    found = verify(version(plain), Depth.MADE_AGAIN)
    assert (found.verified, found.problems, len(found.unproved)) == (False, (), 1)
    assert "older format" in found.unproved[0]
    raw(plain, told["made_of"]["inputs"]["inputs/2026-10/raid_log.xlsx"]).unlink()
    assert words(verify(version(plain)).problems) == [
        "input inputs/2026-10/raid_log.xlsx of 2026-10: it is gone from the store"
    ]


def test_a_workspace_that_is_not_there_is_a_wrong_call(plain: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no workspace here") as raised:
        verify(version(plain), workspace=tmp_path / "nowhere")
    assert "--workspace" in raised.value.remedy


def test_without_a_store_only_the_files_are_compared(plain: Path) -> None:
    shutil.rmtree(plain / "store")
    (problem,) = verify(version(plain)).problems
    assert str(problem).startswith("store ")


def test_a_version_is_proved_wherever_it_lies(plain: Path, tmp_path: Path) -> None:
    elsewhere = shutil.copytree(version(plain), tmp_path / "mail" / "attachments")
    assert verify(elsewhere, workspace=plain).verified


def test_who_interrupts_leaves_nothing(plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    private = tmp_path / "private"
    private.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(private))

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "remade", interrupted)
    with pytest.raises(KeyboardInterrupt):
        verify(version(plain), Depth.MADE_AGAIN)
    assert list(private.iterdir()) == []


def test_a_pack_is_proved_from_an_object_store(plain: Path) -> None:
    file = plain / "config" / "organisation.yaml"
    file.write_text(f"{file.read_text()}\nstore: memory://proof/{plain.parent.name}\n")
    build(plain, out=plain / "other")
    shutil.rmtree(plain / "store" / "raw")
    folder = plain / "other" / "2026-10" / PACK / "v1"
    assert verify(folder, workspace=plain).verified
    fsspec.filesystem("memory").rm(f"/proof/{plain.parent.name}/raw", recursive=True)
    assert "setting config/rag.yaml: it is gone from the store" in words(
        verify(folder, workspace=plain).problems
    )


def test_a_store_that_cannot_be_read_is_said(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(storage.Folder, "below", refused)
    with pytest.raises(InputError, match="the store cannot be read: Permission denied") as raised:
        verify(version(plain))
    assert raised.value.remedy
