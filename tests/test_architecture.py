"""The house holds: ceilings of files and functions, purity, and every import contract can fail."""

import ast
import io
import shutil
import statistics
import subprocess
import sys
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted([*(ROOT / "pmo_reports").rglob("*.py"), *(ROOT / "flows").rglob("*.py")])
PURE = ("model", "normalise", "metrics", "rag", "changes", "pack")
LINES_A_FILE, LINES_A_FUNCTION = 250, 40
MEDIAN_FILE, MEDIAN_FUNCTION = 80, 7
NINE_IN_TEN_FUNCTIONS = 18

BREACHES = {
    "layers": ("pmo_reports/model/period.py", "import pmo_reports.pipeline"),
    "flows-on-top": ("pmo_reports/pipeline.py", "import flows.monthly"),
    "thin-flows": ("flows/monthly.py", "import pmo_reports.rag"),
    "pure": ("pmo_reports/metrics/__init__.py", "import os"),
    "door-prefect": ("pmo_reports/pipeline.py", "import prefect"),
    "door-weasyprint": ("pmo_reports/render/annex.py", "import weasyprint"),
    "door-pptx": ("pmo_reports/render/annex.py", "import pptx"),
    "door-jinja": ("pmo_reports/render/annex.py", "import jinja2"),
    "door-yaml": ("pmo_reports/pack/__init__.py", "import ruamel.yaml"),
    "door-mpxj": ("pmo_reports/readers/schedule.py", "import mpxj"),
    "door-fsspec": ("pmo_reports/storage.py", "import fsspec"),
    "no-cycles": ("pmo_reports/model/figures.py", "import pmo_reports.model.rag"),
}


def code_lines(source: str, tree: ast.AST) -> set[int]:
    """Line numbers that hold code: no blanks, comments or docstrings."""
    skip = {
        tokenize.COMMENT,
        tokenize.NL,
        tokenize.NEWLINE,
        tokenize.INDENT,
        tokenize.DEDENT,
        tokenize.ENDMARKER,
    }
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in skip:
            lines.update(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and ast.get_docstring(node) is not None
        ):
            lines -= set(range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1))
    return lines


def measured() -> tuple[dict[str, int], dict[str, int]]:
    """Code lines by file and by function."""
    files, functions = {}, {}
    for path in SOURCES:
        source = path.read_text(encoding="utf-8")
        tree = ast.parse(source)
        lines = code_lines(source, tree)
        files[str(path.relative_to(ROOT))] = len(lines)
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                span = range(node.lineno, (node.end_lineno or 0) + 1)
                functions[f"{path.relative_to(ROOT)}:{node.name}"] = len(lines & set(span))
    return files, functions


def test_files_and_functions_stay_small() -> None:
    files, functions = measured()
    assert {name: n for name, n in files.items() if n > LINES_A_FILE} == {}
    assert {name: n for name, n in functions.items() if n > LINES_A_FUNCTION} == {}
    assert statistics.median(files.values()) <= MEDIAN_FILE
    assert statistics.median(functions.values()) <= MEDIAN_FUNCTION
    assert statistics.quantiles(functions.values(), n=10)[-1] <= NINE_IN_TEN_FUNCTIONS


def test_pure_rooms_ask_nobody_for_time_or_files() -> None:
    forbidden = {"now", "today", "utcnow", "open", "getenv", "read_csv", "read_parquet", "read_excel"}
    found = []
    for path in (p for p in SOURCES if p.relative_to(ROOT).parts[1] in PURE):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = (
                getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""
            )
            if name in forbidden:
                found.append(f"{path.name}:{node.lineno} {name}()")
    assert found == []


def lint(folder: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    """What lint-imports says of the tree in `folder`."""
    chosen = [word for name in contracts for word in ("--contract", name)]
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as c; c()",
        "--no-cache",
        *chosen,
    ]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("house")
    for name in ("pmo_reports", "flows"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


def test_every_contract_is_broken_once_below() -> None:
    told = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert set(BREACHES) == {line.split('"')[1] for line in told.splitlines() if line.startswith('id = "')}


def test_contracts_hold(house: Path) -> None:
    answer = lint(house)
    assert answer.returncode == 0, answer.stdout


@pytest.mark.parametrize("contract", BREACHES)
def test_contract_catches_a_breach(house: Path, contract: str) -> None:
    name, line = BREACHES[contract]
    path = house / name
    whole = path.read_text(encoding="utf-8")
    path.write_text(f"{whole}\n{line}\n", encoding="utf-8")
    try:
        answer = lint(house, contract)
    finally:
        path.write_text(whole, encoding="utf-8")
    assert answer.returncode == 1, answer.stdout + answer.stderr
    assert "BROKEN" in answer.stdout


def test_new_module_needs_a_layer(house: Path) -> None:
    stray = house / "pmo_reports" / "stray.py"
    stray.write_text("")
    try:
        assert lint(house, "layers").returncode == 1
    finally:
        stray.unlink()


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys\nfrom pmo_reports.cli import run\n"
        "try: run(['--help'])\nexcept SystemExit: pass\n"
        "print([m for m in ('pandas', 'numpy', 'weasyprint', 'prefect', 'pydantic', 'openpyxl')"
        " if m in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.splitlines()[-1] == "[]"


def test_library_never_imports_prefect() -> None:
    program = "import sys, pmo_reports.pipeline, pmo_reports.cli\nprint('prefect' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"
