"""Folder, time zone, locale, hash seed, umask and current folder leave no trace in what is made."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from tests.proof.conftest import PACK, version

ROOT = Path(__file__).parents[2]
FIRST_OF_ZIP = (1980, 1, 1, 0, 0, 0)
ODD = {
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C",
    "LANG": "tr_TR.UTF-8",
    "LANGUAGE": "de",
    "PYTHONHASHSEED": "4242",
    "PYTHONUTF8": "0",
    "OMP_NUM_THREADS": "1",
    "SOURCE_DATE_EPOCH": "86400",
}
AS_ELSEWHERE = "import os, runpy; os.umask(0o077); runpy.run_module('pmo_reports', run_name='__main__')"


def elsewhere(cwd: Path, *words: str) -> str:
    """What the command line says in another environment."""
    env = {"PATH": os.environ["PATH"], "HOME": str(cwd), "PYTHONPATH": str(ROOT), **ODD}
    command = [sys.executable, "-c", AS_ELSEWHERE, *words]
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_read_and_built_elsewhere_every_byte_is_the_same(small: Path, printed: Path, tmp_path: Path) -> None:
    workspace = tmp_path / "a workspace, döwn here" / "ws"
    shutil.copytree(small, workspace, ignore=shutil.ignore_patterns("store"))
    elsewhere(tmp_path, "build", "--period", "2026-10", "--workspace", str(workspace.relative_to(tmp_path)))
    here, there = version(printed), version(workspace)
    assert {path.name for path in there.iterdir()} == {path.name for path in here.iterdir()}
    for path in sorted(here.iterdir()):
        assert (there / path.name).read_bytes() == path.read_bytes(), path.name


@pytest.mark.slow
def test_the_sample_s_pack_made_again_elsewhere_is_the_same(pack_folder: Path, tmp_path: Path) -> None:
    found = json.loads(elsewhere(tmp_path, "verify", str(pack_folder), "--json"))
    assert (found["verified"], found["problems"], found["since"]) == (True, [], [])
    assert len(found["made_again"]) == 6


@pytest.mark.parametrize("name", [f"{PACK}.pptx", f"{PACK}.xlsx", "findings.xlsx"])
def test_packages_tell_no_time_and_no_owner(pack_folder: Path, name: str) -> None:
    inner = 0
    for package in packages((pack_folder / name).read_bytes()):
        names = [member.filename for member in package.infolist()]
        assert len(names) == len(set(names))
        assert {member.date_time for member in package.infolist()} == {FIRST_OF_ZIP}
        assert not any(member.extra or member.comment for member in package.infolist())
        if "docProps/core.xml" in names:
            core = package.read("docProps/core.xml").decode()
            assert core.count("2026-10-31T00:00:00Z") == 2
        inner += 1
    assert inner > 1 or not name.endswith(".pptx")


def packages(content: bytes) -> Iterator[zipfile.ZipFile]:
    """A package and every package in it."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        yield package
        for name in package.namelist():
            if name.endswith(".xlsx"):
                yield from packages(package.read(name))


def test_the_pdf_tells_no_time_and_its_subsets_are_named_by_their_content(pack_folder: Path) -> None:
    with pikepdf.open(pack_folder / f"{PACK}.pdf") as book:
        assert not {"/CreationDate", "/ModDate"} & set(book.docinfo.keys())
        assert "/ID" not in book.trailer
        fonts = {
            str(each.FontName)
            for each in book.objects
            if isinstance(each, pikepdf.Dictionary) and "/FontName" in each
        }
    assert fonts
    assert all(len(name.partition("+")[0]) == len("/ABCDEF") for name in fonts)
