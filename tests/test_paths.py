"""Places: settings, links and names that point elsewhere, and outputs that have no place to go to."""

from __future__ import annotations

import csv
import io
import re
import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from pmo_reports import pipeline
from pmo_reports.cli import run

PERIOD = "2026-10"
NAMES = (
    "../../x",
    "CON",
    "con.txt",
    "a/b",
    "C:\\x",
    "...",
    "..",
    "~$Ada",
    "--all",
    "two\nlines",
    "\u202egnp.exe",
    "#1?a=b&c",
    "<b>",
    "\u00fc" * 300,
    "\U0001f600" * 300,
)
"""What projects and their managers are called."""

SOURCE = """reader: csv
files: {files}
limits: {limits}
parts:
  people:
    table: people
    columns:
      name: {{}}
      email: {{}}
"""


def settled(folder: Path, capsys: pytest.CaptureFixture[str], files: dict[str, str]) -> str:
    """What is said of a workspace with these files of settings, all at once."""
    (folder / "inputs").mkdir()
    for name, text in {"sources/good.yaml": SOURCE.format(files="x.csv", limits="{}"), **files}.items():
        path = folder / "config" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert run(["check", "--workspace", str(folder), "--period", PERIOD]) == 2
    return capsys.readouterr().err


def sources(*, files: tuple[str, ...] = (), limits: tuple[str, ...] = ()) -> dict[str, str]:
    """A source for each of the texts, as settings files: s0, s1, ..."""
    texts = [SOURCE.format(files=f"'{each}'", limits="{}") for each in files]
    texts += [SOURCE.format(files="x.csv", limits=each) for each in limits]
    return {f"sources/s{number}.yaml": text for number, text in enumerate(texts)}


def test_files_elsewhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = ("/etc/passwd", "~/x.csv", "C:/x.csv", "..\\x.csv", "inputs/{home}.csv")
    found = sources(files=("../x.csv", "inputs/../../x.csv", *home))
    said = settled(tmp_path, capsys, found)
    assert [each for each in found if f"config/{each}:2" not in said] == []


def test_limits_that_are_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = sources(limits=("{row: 5}", "{rows: 0}", "{cells: many}"))
    said = settled(tmp_path, capsys, found)
    assert [each for each in found if f"config/{each}:3" not in said] == []


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small workspace whose projects and managers have hostile names, with a round's forms handed in."""
    return made(tmp_path_factory.mktemp("odd") / "workspace", NAMES)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with one project, quick to read."""
    return made(tmp_path_factory.mktemp("small") / "workspace", NAMES[:1])


def made(folder: Path, names: tuple[str, ...]) -> Path:
    pipeline.init(folder)
    for source in (folder / "config" / "sources").glob("*.yaml"):
        if source.stem not in {"portfolio", "status", "raid"}:
            source.unlink()
    (folder / "config" / "precedence.yaml").unlink()
    inputs = folder / "inputs" / PERIOD
    inputs.mkdir()
    listed(folder / "reference" / "portfolio.xlsx", "Register", ["ID", "Name", "Manager"], names)
    listed(inputs / "raid_log.xlsx", "Risks", ["Project", "Risk id", "Risk", "Owner"], names)
    assert run(["forms", "--workspace", str(folder), "--period", PERIOD]) == 0
    (inputs / "status").mkdir()
    for form in sorted((folder / "forms" / PERIOD).iterdir())[::3]:
        shutil.copy(form, inputs / "status")
    return folder


def listed(path: Path, title: str, heads: list[str], names: tuple[str, ...]) -> None:
    """A sheet with a row for each name, in all its columns."""
    book = Workbook()
    book.active.title = title
    for row in (heads, *([name] * len(heads) for name in names)):
        book.active.append(row)
    book.save(path)


def below(folder: Path) -> set[str]:
    """Every file and folder below, without the store of what was read."""
    paths = {path.relative_to(folder).as_posix() for path in folder.rglob("*")}
    return {path for path in paths if not path.startswith("store/")}


def is_fit(name: str) -> bool:
    """Whether every system, mail program and command line takes the file's name as it is."""
    device = re.match(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", name, re.IGNORECASE)
    plain = re.fullmatch(r'[^\x00-\x1f\x7f<>:"/\\|?*\u202a-\u202e]{1,255}', name)
    return bool(plain and not device and not name.startswith(("-", "~", ".")) and len(name.encode()) <= 255)


def test_each_manager_has_a_form_with_a_name_for_every_system(odd: Path) -> None:
    forms = [path.name for path in (odd / "forms" / PERIOD).iterdir()]
    assert (len(forms), [each for each in forms if not is_fit(each)]) == (len(NAMES), [])


def test_hostile_names_come_back_as_they_were(odd: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All forms are read as those of their projects: what no one can print is gone, nothing else is."""
    run(["check", "--workspace", str(odd), "--period", PERIOD])
    text = capsys.readouterr().out
    assert f"portfolio/projects: {len(NAMES)} rows = {len(NAMES)} accepted" in text
    assert f"raid/risks: {len(NAMES)} rows = {len(NAMES)} accepted" in text
    assert "unknown-project" not in text
    assert "two lines" in text


def test_chasing_them_stays_in_its_folder(odd: Path, tmp_path: Path) -> None:
    before = below(odd)
    out = tmp_path / "chase"
    assert run(["chase", "--workspace", str(odd), "--period", PERIOD, "--out", str(out)]) == 0
    assert below(odd) == before
    made = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path.name for path in made if not is_fit(path.name)] == []
    assert len([path for path in made if path.suffix == ".eml"]) == len(NAMES)
    [table] = tmp_path.rglob("chase.csv")
    rows = csv.DictReader(io.StringIO(table.read_text("utf-8-sig"), newline=""))
    assert {row["Owner"] for row in rows} >= {"../../x", "CON", "two\nlines"}


@pytest.mark.slow
def test_a_pack_of_them_stays_in_its_folder(odd: Path, tmp_path: Path) -> None:
    before = below(odd)
    out = tmp_path / "out"
    assert (
        run(["build", "--workspace", str(odd), "--period", PERIOD, "--pack", "board", "--out", str(out)]) == 0
    )
    assert below(odd) == before
    assert {path.parent for path in out.rglob("*") if path.is_file()} == {out / PERIOD / "board" / "v1"}
    sheets = load_workbook(next(out.rglob("board.xlsx")), read_only=True)
    cells = {value for sheet in sheets for row in sheet.iter_rows(values_only=True) for value in row}
    assert {"../../x", "CON", "...", "<b>"} <= cells


@pytest.mark.parametrize("pack", ["../../etc", "board\0"])
def test_a_pack_is_no_path(small: Path, capsys: pytest.CaptureFixture[str], pack: str) -> None:
    before = below(small)
    assert run(["build", "--workspace", str(small), "--period", PERIOD, "--pack", pack]) == 2
    assert "choose one of: board, steering-committee" in capsys.readouterr().err
    assert below(small) == before


@pytest.mark.parametrize("preset", ["../rag", "/etc/passwd", "uk-gmpp/rag", "uk-gmpp.yaml", ".."])
def test_a_preset_is_no_path(tmp_path: Path, capsys: pytest.CaptureFixture[str], preset: str) -> None:
    assert run(["init", str(tmp_path / "new"), "--preset", preset]) == 2
    assert "choose one of: " in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_source_s_preset_is_no_path(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = {f"sources/s{n}.yaml": f"preset: '{each}'\n" for n, each in enumerate(("../rag", "/etc/x", ".."))}
    said = settled(tmp_path, capsys, found)
    assert [each for each in found if f"config/{each}:1: there is no preset" not in said] == []


def test_a_name_that_is_a_path_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A pack's folder is called as its file is: `...yaml` would be the folder above."""
    packs = ("...yaml", "..yaml", "a\\b.yaml", "-x.yaml", "a\nb.yaml", "x..yaml", "a b.yaml")
    found = dict.fromkeys((*(f"packs/{each}" for each in packs), "sources/...yaml"), "title: X\n")
    said = settled(tmp_path, capsys, found)
    assert [each for each in found if f"config/{each}: " not in said] == []
    assert said.count("is no name — use letters, digits") == len(found)


@pytest.mark.parametrize("link", ["inputs/2026-10", "inputs/2026-10/status"])
def test_inputs_that_are_a_link_out_of_the_workspace(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], link: str
) -> None:
    """A blocking finding on the link itself, even where nothing else is there; never its content."""
    workspace = tmp_path / "workspace"
    shutil.copytree(small, workspace, ignore=shutil.ignore_patterns("store", "forms"))
    (workspace / link).rename(tmp_path / "outside")
    (workspace / link).symlink_to(tmp_path / "outside", target_is_directory=True)
    assert run(["check", "--workspace", str(workspace), "--period", PERIOD]) == 1
    said = "".join(capsys.readouterr())
    assert f"{link}: The path leads out of the workspace; it is not read." in said
    assert "Copy the file itself into the workspace" in said


def test_a_link_within_the_workspace_is_followed(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = tmp_path / "workspace"
    shutil.copytree(small, workspace, ignore=shutil.ignore_patterns("store", "forms"))
    (workspace / "inputs" / PERIOD).rename(workspace / "received")
    (workspace / "inputs" / PERIOD).symlink_to(workspace / "received", target_is_directory=True)
    run(["check", "--workspace", str(workspace), "--period", PERIOD])
    assert "raid/risks: 1 rows = 1 accepted" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("command", "place"),
    [
        *(("init", place) for place in ("taken", "taken/deeper", "nowhere")),
        *(("build", place) for place in ("taken", "nowhere")),
        ("forms", "taken"),
        ("chase", "nowhere"),
    ],
)
def test_an_output_that_has_no_place(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, place: str
) -> None:
    """A file, a folder below a file, and a link that leads nowhere: told, and everything as it was."""
    (tmp_path / "taken").write_text("mine")
    (tmp_path / "nowhere").symlink_to("/proc/nowhere/at/all")
    before = below(small), below(tmp_path)
    out = str(tmp_path / place)
    more = [out] if command == "init" else ["--workspace", str(small), "--period", PERIOD, "--out", out]
    assert run([command, *more]) in {1, 2}
    said = capsys.readouterr().err
    assert out in said
    assert "mend: " in said
    assert (below(small), below(tmp_path)) == before
    assert (tmp_path / "taken").read_text() == "mine"


@pytest.mark.parametrize("command", ["check", "forms"])
def test_a_store_that_cannot_be_written(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    workspace = tmp_path / "workspace"
    shutil.copytree(small, workspace, ignore=shutil.ignore_patterns("store"))
    (workspace / "store").write_text("mine")
    before = below(workspace)
    assert run([command, "--workspace", str(workspace), "--period", PERIOD]) == 1
    said = capsys.readouterr().err
    assert f"{workspace / 'store'}" in said
    assert "a file stands where a folder is needed" in said
    assert below(workspace) - {"out"} == before
