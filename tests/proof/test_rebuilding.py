"""A pack made again is the same, whatever has become of the workspace since."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pmo_reports import intake, pipeline, proof
from pmo_reports.errors import PublishError, UsageError
from pmo_reports.intake import Restating
from pmo_reports.publish import Publication
from tests.proof.conftest import DAY, OCTOBER, PACK, SEPTEMBER, TEMPLATE, build, manifest, raw, version
from tests.proof.looking import verify
from tests.test_memory import FIRST, SECOND, THIRD, risks


def rebuild(folder: Path, out: Path, workspace: Path | None = None) -> Publication:
    done, found = proof.rebuilt(folder, out, workspace, say=lambda _: None)
    assert found.verified
    return done


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def spoilt(workspace: Path) -> None:
    """Everything but the store is another, and most of it is gone."""
    shutil.rmtree(workspace / "reference")
    risks(workspace, OCTOBER, "Flood")
    shutil.rmtree(workspace / "inputs" / "2026-09")
    (workspace / TEMPLATE).unlink()
    (workspace / "templates" / "pdf" / "theme.css").write_text("body { colour: ")
    (workspace / "config" / "rag.yaml").unlink()
    (workspace / "config" / "packs" / f"{PACK}.yaml").write_text(
        "title: Another\naudience: x\nsections: [cover]\n"
    )
    (workspace / "config" / "organisation.yaml").write_text("name: Others\n")


@pytest.mark.slow
def test_every_byte_is_the_same_after_everything_was_changed(printed: Path, tmp_path: Path) -> None:
    workspace = shutil.copytree(printed, tmp_path / "workspace")
    spoilt(workspace)
    was = contents(version(workspace))
    for file in version(workspace).glob(f"{PACK}.*"):
        file.write_bytes(b"lost")
    done = rebuild(version(workspace), tmp_path / "again")
    assert contents(done.folder) == was
    assert done.folder == tmp_path / "again" / "2026-10" / PACK / "v1"


@pytest.mark.slow
def test_after_a_restatement_the_first_version_is_what_was_known_then(plain: Path, tmp_path: Path) -> None:
    was = contents(version(plain))
    risks(plain, SEPTEMBER, "Leak", "Flood")
    settings = pipeline.configured(plain)
    stated = Restating(period=SEPTEMBER, reason="a late report", author="Ada", today=SECOND)
    intake.restate(settings, stated, say=lambda _: None)
    build(plain, SEPTEMBER, today=SECOND)  # reissued: what its pack told of September is told anew
    second = build(plain, today=THIRD)
    assert (second.version, contents(second.folder) == was) == (2, False)
    assert b"a late report" in (second.folder / "facts.json").read_bytes()
    assert contents(rebuild(version(plain), tmp_path / "first").folder) == was
    restated = manifest(plain, 2)["kept"]["histories"]
    assert list(restated) == ["2026-09"]
    (plain / "store" / "periods" / "2026-09.json").unlink()  # what is in force may be forgotten
    assert contents(rebuild(second.folder, tmp_path / "second").folder) == contents(second.folder)


def test_a_pack_as_it_was_known_on_a_day_is_made_again(plain: Path, tmp_path: Path) -> None:
    risks(plain, OCTOBER, "Flood")
    then = build(plain, out=tmp_path / "then", known_on=DAY)
    done = rebuild(then.folder, tmp_path / "again", plain)
    assert contents(done.folder) == contents(then.folder)
    assert b"Leak of 2026-10" in (done.folder / "facts.json").read_bytes()


def test_it_does_not_belong_among_the_versions(plain: Path, tmp_path: Path) -> None:
    elsewhere = shutil.copytree(version(plain), tmp_path / "v1")
    for folder, workspace in ((version(plain), None), (elsewhere, plain)):
        with pytest.raises(UsageError, match="does not belong among the others") as raised:
            rebuild(folder, plain / "out", workspace)
        assert "--out" in raised.value.remedy


def test_what_is_lost_is_said_and_nothing_is_written(plain: Path, tmp_path: Path) -> None:
    raw(plain, manifest(plain)["made_of"]["told"]["2026-09"]).unlink()
    with pytest.raises(UsageError, match="cannot be made again") as raised:
        rebuild(version(plain), tmp_path / "again")
    assert "verify" in raised.value.remedy
    assert not any((tmp_path / "again").rglob("*.*"))


def test_where_nothing_can_be_written_it_is_said(plain: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(PublishError, match="a file stands where a folder is needed"):
        rebuild(version(plain), tmp_path / "file" / "out")


def test_without_a_store_it_cannot_be_made_again(plain: Path, tmp_path: Path) -> None:
    shutil.rmtree(plain / "store")
    with pytest.raises(UsageError, match="there is no store"):
        rebuild(version(plain), tmp_path / "again")


@pytest.mark.slow
def test_another_pack_of_the_sample_of_the_period_before_verifies(built: Path, tmp_path: Path) -> None:
    workspace = shutil.copytree(built, tmp_path / "workspace")
    pack = "title: One\naudience: Sponsor\nscope: NET-101\nsections: [cover, milestones, risks]\n"
    (workspace / "config" / "packs" / "one.yaml").write_text(pack)
    order = pipeline.Order(workspace=workspace, period=SEPTEMBER, pack="one", today=FIRST)
    said: list[str] = []
    folder = pipeline.build(order, say=said.append).folder
    assert not [line for line in said if line.startswith("measuring")]  # what was remembered is proved, too
    assert verify(folder, proof.Depth.MADE_AGAIN).verified
