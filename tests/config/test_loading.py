from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from pmo_reports.config.loading import load, register
from pmo_reports.errors import ConfigurationError, Problem, UsageError
from pmo_reports.metrics import DECLARED

FILES = {
    "organisation": "name: Port of Example\nportfolio: {id: P, name: All}\ncurrency: EUR\n",
    "calendar": "week: '1111100'\n",
    "precedence": "tables: {}\n",
    "measures": "value: {rate: 0.03}\n",
    "materiality": "slip_days: 5\n",
    "rag": (
        "dimensions:\n"
        "  cost:\n"
        "    label: Cost\n"
        "    rules:\n"
        "      - key: cost-index\n"
        "        measure: cpi\n"
        "        green: 0.95\n"
        "        amber: 0.9\n"
        "        message: cost index\n"
    ),
    "sources/finance": (
        "reader: csv\n"
        "files: inputs/{period}/finance*.csv\n"
        "parts:\n"
        "  costs:\n"
        "    table: costs\n"
        "    columns:\n"
        "      project_id: {aliases: [Code]}\n"
        "      actual: {type: money}\n"
    ),
    "packs/board": "title: Board\naudience: board\nsections:\n  - cover\n  - dashboard\n",
}


def workspace(folder: Path, **changed: str) -> Path:
    """A workspace with settings; `changed` replaces files ("sources__finance")."""
    files: Mapping[str, str] = FILES | {key.replace("__", "/"): text for key, text in changed.items()}
    for name, text in files.items():
        file = folder / "config" / f"{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def problems(folder: Path, **changed: str) -> tuple[Problem, ...]:
    with pytest.raises(ConfigurationError) as raised:
        load(workspace(folder, **changed))
    return raised.value.problems


def test_every_file_is_settled(tmp_path: Path) -> None:
    settings = load(workspace(tmp_path))
    assert settings.organisation.name == "Port of Example"
    assert settings.rag.dimensions["cost"].rules[0].measure == "cpi"
    assert settings.sources["finance"].name == "finance"
    assert settings.packs["board"].kinds == ("cover", "dashboard")


def test_the_digest_is_the_same_wherever_the_workspace_lies(tmp_path: Path) -> None:
    here, there = load(workspace(tmp_path / "a")), load(workspace(tmp_path / "b" / "c"))
    assert here.digest == there.digest
    assert len(here.digest) == 64


def test_the_digest_tells_any_change(tmp_path: Path) -> None:
    before = load(workspace(tmp_path / "a"))
    after = load(workspace(tmp_path / "b", rag=FILES["rag"].replace("0.95", "0.96")))
    assert before.digest != after.digest


def test_a_folder_without_config_and_inputs_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no workspace") as raised:
        load(tmp_path)
    assert raised.value.remedy == f"pmo-reports init {tmp_path}"


def test_an_unknown_key_is_told_with_line_and_meaning(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, rag=FILES["rag"].replace("message", "mesage"))[1:]
    assert problem.place == "config/rag.yaml:9"
    assert "did you mean 'message'?" in problem.remedy


def test_mistakes_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        organisation=FILES["organisation"].replace("EUR", "euro"),
        packs__board=FILES["packs/board"].replace("title", "titel"),
        sources__finance=FILES["sources/finance"].replace("actual", "actaul"),
    )
    assert {problem.place for problem in found} == {
        "config/organisation.yaml:3",
        "config/packs/board.yaml:1",
        "config/sources/finance.yaml:8",
    }


def test_a_wrong_key_does_not_hide_what_does_not_agree(tmp_path: Path) -> None:
    text = FILES["sources/finance"].replace("actual", "actaul") + "ownr: me\n"
    found = problems(tmp_path, sources__finance=text)
    assert [problem.place[-1] for problem in found] == ["8", "9"]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 1, "empty"),
        ("# nothing\n", 1, "empty"),
        ("- a\n- b\n", 1, "a list, not settings"),
        ("week\n", 1, "only 'week', not settings"),
        ("country: DE\nweek: [1,\n", 3, "not valid YAML"),
        ("country:\n\t- DE\n", 2, "not valid YAML"),
        ("country: DE\ncountry: FR\n", 2, "a second time"),
        ("country: DE\n---\ncountry: FR\n", 2, "not valid YAML"),
        ("country: !!python/object/apply:os.getcwd []\n", 1, "not allowed"),
        ("country: !secret x\n", 1, "not allowed"),
        ("closures: [2026-02-30]\n", 1, "no such number or day"),
        ("country: 5\n", 1, "'country' is 5"),
        ("country:\n", 1, "'country' is empty"),
        ("status_day: 29\n", 1, "'status_day' is 29"),
        ("status_day: two\n", 1, "'status_day' is 'two'"),
        ("week: '11111'\n", 1, "'week' is '11111'"),
        ("a: &a [*a]\n", 1, "nested or repeated"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_with_its_line(
    tmp_path: Path, text: str, line: int, says: str
) -> None:
    found = problems(tmp_path, calendar=text)
    assert found[0].place == f"config/calendar.yaml:{line}"
    assert says in found[0].message
    assert found[0].remedy


def test_aliases_of_aliases_come_to_an_end(tmp_path: Path) -> None:
    text = "a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
    for below, name in zip("abcdefgh", "bcdefghi", strict=True):
        text += f"{name}: &{name} [{', '.join([f'*{below}'] * 10)}]\n"
    assert "nested or repeated" in problems(tmp_path, calendar=text)[0].message


def test_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    folder = workspace(tmp_path)
    (folder / "config/calendar.yaml").write_bytes("country: DE\n# Ärger\n".encode("cp1252"))
    with pytest.raises(ConfigurationError, match=r"config/calendar\.yaml:2: the file is not UTF-8"):
        load(folder)


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    assert load(workspace(tmp_path, calendar="\ufeffcountry: DE\n")).calendar.country == "DE"


def test_a_folder_in_place_of_a_file_is_told(tmp_path: Path) -> None:
    folder = workspace(tmp_path)
    (folder / "config/rag.yaml").unlink()
    (folder / "config/rag.yaml").mkdir()
    with pytest.raises(ConfigurationError, match=r"config/rag\.yaml: the file cannot be read"):
        load(folder)


def test_keys_shared_with_an_anchor_are_merged(tmp_path: Path) -> None:
    text = FILES["sources/finance"].replace("{type: money}", "&m {type: money, unit: 1000}")
    text += "      forecast:\n        <<: *m\n        unit: 1\n"
    columns = load(workspace(tmp_path, sources__finance=text)).sources["finance"].parts["costs"].columns
    assert columns["forecast"].type == "money"
    assert columns["forecast"].unit == Decimal(1)


def test_keys_are_text_as_they_are_written(tmp_path: Path) -> None:
    text = FILES["sources/finance"].replace("{type: money}", "{type: choice, values: {1: R, yes: G}}")
    column = (
        load(workspace(tmp_path, sources__finance=text)).sources["finance"].parts["costs"].columns["actual"]
    )
    assert column.values == {"1": "R", "yes": "G"}


@pytest.mark.parametrize(
    "glob",
    [
        "../x.csv",
        "inputs/../../x.csv",
        "/etc/*.csv",
        "~/x.csv",
        "C:/x.csv",
        r"inputs\x.csv",
        "inputs/{perod}/x",
    ],
)
def test_a_glob_that_leaves_the_workspace_is_told_with_its_line(tmp_path: Path, glob: str) -> None:
    text = FILES["sources/finance"].replace("inputs/{period}/finance*.csv", f"'{glob}'")
    assert problems(tmp_path, sources__finance=text)[0].place == "config/sources/finance.yaml:2"


def test_an_unknown_table_and_field_are_told(tmp_path: Path) -> None:
    text = FILES["sources/finance"] + "  more:\n    table: cost\n    columns: {}\n"
    (problem,) = problems(tmp_path, sources__finance=text)
    assert (problem.place, problem.remedy) == ("config/sources/finance.yaml:10", "did you mean 'costs'?")


@pytest.mark.parametrize(
    ("more", "line", "says"),
    [
        (
            "    transposed: true\n    listobject: T\n",
            10,
            "an Excel table has its records in rows, never in columns",
        ),
        (
            "    transposed: true\n    header_rows: 2\n",
            10,
            "where records are columns the heads stand in one column",
        ),
        ("    latest: month\n", 9, "the part has no column 'month'"),
    ],
)
def test_orders_of_records_that_cannot_be_are_told(tmp_path: Path, more: str, line: int, says: str) -> None:
    (problem,) = problems(tmp_path, sources__finance=FILES["sources/finance"] + more)
    assert (problem.place, problem.message) == (f"config/sources/finance.yaml:{line}", says)


def test_a_kind_of_record_that_no_protrack_project_has_is_told(tmp_path: Path) -> None:
    text = FILES["sources/finance"].replace("reader: csv", "reader: protrack") + "    rows: task\n"
    (problem,) = problems(tmp_path, sources__finance=text)
    assert (problem.place, problem.remedy) == ("config/sources/finance.yaml:9", "did you mean 'tasks'?")


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("cost:\n", "overall:\n", 2),
        ("green: 0.95", "green: .nan", 5),
        ("label: Cost", "label: Cost\n    weight: 0", 1),
        ("message: cost index", "message: m\n        tolerance: tolerance_dais", 10),
        ("message: cost index", "message: m\n        plausible: [3, 1]", 10),
        ("message: cost index", "message: m\n        applies_when: {stag: [x]}", 10),
        ("message: cost index", "message: m\nprogramme: {red_below: 2, green_from: 1}", 10),
    ],
)
def test_rules_that_do_not_agree_are_told_with_their_line(
    tmp_path: Path, old: str, new: str, line: int
) -> None:
    (problem,) = problems(tmp_path, rag=FILES["rag"].replace(old, new))
    assert problem.place == f"config/rag.yaml:{line}"


def test_unknown_measures_are_told_with_their_line(tmp_path: Path) -> None:
    folder = workspace(tmp_path, rag=FILES["rag"] + "programme: {weight: bac}\n")
    load(folder, {key: DECLARED[key] for key in ("cpi", "bac")})
    with pytest.raises(ConfigurationError) as raised:
        load(folder, {key: DECLARED[key] for key in ("cpli", "bac")})
    assert raised.value.problems == (
        Problem("config/rag.yaml:6", "there is no measure 'cpi'", "did you mean 'cpli'?"),
    )


def test_unknown_sections_are_told_with_their_line(tmp_path: Path) -> None:
    folder = workspace(tmp_path)
    load(folder, sections=["cover", "dashboard"])
    with pytest.raises(ConfigurationError) as raised:
        load(folder, sections=["cover", "dashbord"])
    assert raised.value.problems[0].place == "config/packs/board.yaml:5"


REGISTER = (
    "reader: csv\n"
    "files: inputs/projects.csv\n"
    "parts:\n"
    "  projects:\n"
    "    table: projects\n"
    "    columns:\n"
    "      project_id: {aliases: [Code]}\n"
    "      parent_id: {aliases: [Programme]}\n"
)


def test_unknown_names_and_mistakes_in_other_files_are_told_at_once(tmp_path: Path) -> None:
    changed = {"organisation": FILES["organisation"] + "colour: red\n"}
    folder = workspace(tmp_path, rag=FILES["rag"].replace("cpi", "cpii"), **changed)
    with pytest.raises(ConfigurationError) as raised:
        load(folder, DECLARED, ["cover"])
    assert [each.place for each in raised.value.problems] == [
        "config/organisation.yaml:4",
        "config/rag.yaml:6",
        "config/packs/board.yaml:5",
    ]


def test_the_register_is_read_whatever_is_wrong_with_rules_packs_and_risk_map(tmp_path: Path) -> None:
    bands = "appetite: {bands: [AARRR, GAARR, GAAAR, GGAAA, GGAGG]}\n"
    changed = {"organisation": FILES["organisation"] + bands, "sources__list": REGISTER}
    folder = workspace(tmp_path, rag="dimensions: 5\n", packs__board="titel: x\n", **changed)
    with pytest.raises(ConfigurationError):
        load(folder)
    found = register(folder)
    assert found is not None
    assert (set(found.sources), found.packs, found.rag.dimensions) == ({"list"}, {}, {})


@pytest.mark.parametrize(
    "changed",
    [{"organisation": "name: 5\n"}, {"calendar": "wek: '1111100'\n"}],
    ids=["organisation", "calendar"],
)
def test_without_organisation_or_calendar_no_register_is_read(
    tmp_path: Path, changed: dict[str, str]
) -> None:
    assert register(workspace(tmp_path, sources__list=REGISTER, **changed)) is None


def test_a_register_whose_own_settings_are_wrong_is_no_source(tmp_path: Path) -> None:
    found = register(workspace(tmp_path, sources__list=REGISTER.replace("[Code]", "[Code], kind: x")))
    assert found is not None
    assert found.sources == {}


def test_a_preset_is_the_base_and_the_file_lies_over_it(tmp_path: Path) -> None:
    own = "preset: ledger\nowner: Finance\nparts:\n  costs:\n    columns:\n      forecast: {}\n"
    folder = workspace(tmp_path, presets__ledger=FILES["sources/finance"], sources__finance=own)
    source = load(folder).sources["finance"]
    assert (source.reader, source.owner) == ("csv", "Finance")
    assert set(source.parts["costs"].columns) == {"project_id", "actual", "forecast"}


def test_a_mistake_in_a_preset_is_told_in_the_preset(tmp_path: Path) -> None:
    preset = FILES["sources/finance"].replace("actual", "actaul")
    (problem,) = problems(tmp_path, presets__ledger=preset, sources__finance="preset: ledger\n")
    assert problem.place == "config/presets/ledger.yaml:8"


def test_a_preset_must_exist(tmp_path: Path) -> None:
    preset = FILES["sources/finance"]
    [told] = problems(tmp_path, presets__ledger=preset, sources__finance="preset: legder\n")
    assert (told.place, "did you mean 'ledger'?" in told.remedy) == ("config/sources/finance.yaml:1", True)


def test_a_preset_may_stand_on_another(tmp_path: Path) -> None:
    layer = "preset: ledger\nowner: Controlling\nparts:\n  costs:\n    columns:\n      forecast: {}\n"
    folder = workspace(
        tmp_path,
        presets__ledger=FILES["sources/finance"],
        presets__layer=layer,
        sources__finance="preset: layer\nfiles: inputs/*.tsv\n",
    )
    source = load(folder).sources["finance"]
    assert (source.reader, source.owner, source.files) == ("csv", "Controlling", "inputs/*.tsv")
    assert set(source.parts["costs"].columns) == {"project_id", "actual", "forecast"}


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [
        ("layer", "ledger", "ledger > layer > ledger"),
        ("ledger", "ledger", "ledger > ledger"),
        ("none", "ledger", "no preset 'none'"),
        ("layer", "none", "no preset 'none'"),
    ],
)
def test_presets_that_stand_on_nothing_are_told_in_their_own_file(
    tmp_path: Path, first: str, second: str, says: str
) -> None:
    presets = {
        "presets__ledger": FILES["sources/finance"] + f"preset: {first}\n",
        "presets__layer": f"preset: {second}\n",
    }
    [told] = problems(tmp_path, **presets, sources__finance="preset: ledger\n")
    assert says in told.message
    assert told.place.startswith("config/presets/")


def test_files_that_nobody_reads_are_told(tmp_path: Path) -> None:
    folder = workspace(tmp_path, rga="version: '1'\n")
    (folder / "config/packs/pmo.yml").write_text("title: x\n", encoding="utf-8")
    assert [problem.remedy for problem in problems(folder)] == [
        "did you mean 'rag.yaml'?",
        "name it pmo.yaml",
    ]


def test_a_name_that_differs_from_the_file_is_told(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, packs__board=FILES["packs/board"] + "name: ../x\n")
    assert problem.place == "config/packs/board.yaml:6"


@pytest.mark.parametrize(
    ("order", "line", "message", "remedy"),
    [
        ("  cots: {sources: [finance]}", 2, "there is no table 'cots'", "did you mean 'costs'?"),
        ("  costs:\n    sources: [finanse]", 3, "there is no source 'finanse'", "did you mean 'finance'?"),
        (
            "  costs:\n    sources: [finance]\n    fields:\n      actuals: [finance]",
            5,
            "the table 'costs' has no field 'actuals'",
            "did you mean 'actual'?",
        ),
        ("  costs:\n    sources: [finance, finance]", 3, "'finance' stands here a second time", "keep one"),
        ("  costs:\n    sources: [finance]\n    quiet: [nam]", 4, "the table 'costs' has no field 'nam'", ""),
    ],
)
def test_mistakes_in_the_precedence_are_told_with_their_line(
    tmp_path: Path, order: str, line: int, message: str, remedy: str
) -> None:
    (found,) = problems(tmp_path, precedence=f"tables:\n{order}\n")
    assert (found.place, found.message) == (f"config/precedence.yaml:{line}", message)
    assert remedy in found.remedy


@pytest.mark.parametrize(
    ("order", "line", "remedy"),
    [
        ("  costs:\n    sources: [old]", 3, "delete `tables.costs`, which names no other source"),
        (
            "  costs:\n    sources:\n      - finance\n      - old",
            5,
            "take 'old' out of `tables.costs.sources`",
        ),
        (
            "  costs:\n    sources: [finance]\n    fields:\n      actual: [old]",
            5,
            "delete `tables.costs.fields.actual`, which names no other source",
        ),
    ],
)
def test_where_a_source_was_deleted_it_is_said_what_to_take_out(
    tmp_path: Path, order: str, line: int, remedy: str
) -> None:
    (found,) = problems(tmp_path, precedence=f"tables:\n{order}\n")
    assert (found.place, found.message) == (f"config/precedence.yaml:{line}", "there is no source 'old'")
    assert found.remedy.endswith(f"if its file config/sources/old.yaml was deleted on purpose, {remedy}")


ROWS = "fiscal:\n  pattern: table\n  periods:\n    - {period: 2026-P01, start: 2026-01-01, end: 2026-01-28}\n"


@pytest.mark.parametrize(
    ("second", "message"),
    [
        (
            "2026-P02, start: 2026-01-30, end: 2026-02-25",
            "2026-P02 starts on 2026-01-30 and leaves a gap after 2026-P01",
        ),
        (
            "2026-P02, start: 2026-01-28, end: 2026-02-25",
            "2026-P02 starts on 2026-01-28 and overlaps 2026-P01",
        ),
        ("2026-P01, start: 2026-01-29, end: 2026-02-25", "'2026-P01' stands here a second time"),
        ("2026-P02, start: 2026-01-29, end: 2026-01-25", "2026-P02 ends on 2026-01-25, before it starts"),
    ],
)
def test_gaps_and_overlaps_of_fiscal_periods_are_told_with_their_line(
    tmp_path: Path, second: str, message: str
) -> None:
    (found,) = problems(tmp_path, calendar=f"{ROWS}    - {{period: {second}}}\n")
    assert (found.place, found.message) == ("config/calendar.yaml:5", message)


def test_fiscal_periods_come_from_a_csv_file(tmp_path: Path) -> None:
    table = tmp_path / "reference/fiscal.csv"
    table.parent.mkdir()
    table.write_text(
        "period,start,end,label\n2026-P01,2026-01-01,2026-01-28,Jan\n2026-P02,2026-01-29,2026-02-25,\n"
    )
    calendar = "fiscal: {pattern: table, file: reference/fiscal.csv}\n"
    settled = load(workspace(tmp_path, calendar=calendar))
    assert [each.label for each in settled.calendar.fiscal.periods] == ["Jan", ""]
    table.write_text("period,start,end\n2026-P01,2026-01-01,2026-01-28\n2026-P02,2026-01-30,soon\n")
    (found,) = problems(tmp_path, calendar=calendar)
    assert (found.place, found.message) == ("reference/fiscal.csv:3", "end is 'soon'")
    table.write_text("period,start,end\n2026-P01,2026-01-01,2026-01-28\n2026-P02,2026-01-30,2026-02-25\n")
    (found,) = problems(tmp_path, calendar=calendar)
    assert (found.place, "leaves a gap" in found.message) == ("reference/fiscal.csv:3", True)


def test_a_fiscal_file_outside_the_workspace_is_not_read(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, calendar="fiscal: {pattern: table, file: ../fiscal.csv}\n")
    assert found.message == "the file is not in the workspace"


def test_a_missing_file_is_the_default_of_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = workspace(tmp_path / "package") / "config"
    monkeypatch.setattr("pmo_reports.config.files.package_folder", lambda _: shipped)
    own = workspace(tmp_path / "own")
    shutil.rmtree(own / "config/sources")
    (own / "config/calendar.yaml").unlink()
    assert set(load(own).sources) == {"finance"}


def test_a_mistake_in_a_default_is_told_as_the_package_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = workspace(tmp_path / "package", calendar="wek: x\n") / "config"
    monkeypatch.setattr("pmo_reports.config.files.package_folder", lambda _: shipped)
    own = workspace(tmp_path / "own")
    (own / "config/calendar.yaml").unlink()
    with pytest.raises(ConfigurationError, match=r"\(package\) config/calendar\.yaml:1: unknown key 'wek'"):
        load(own)


def test_own_sources_replace_the_defaults_altogether(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = workspace(tmp_path / "package", sources__other=FILES["sources/finance"]) / "config"
    monkeypatch.setattr("pmo_reports.config.files.package_folder", lambda _: shipped)
    assert set(load(workspace(tmp_path / "own")).sources) == {"finance"}


def test_importing_the_loader_brings_no_pandas() -> None:
    code = (
        "import sys, pmo_reports.config.loading; sys.exit('pandas' in sys.modules or 'babel' in sys.modules)"
    )
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": str(root)})


def test_the_defaults_and_presets_that_ship_hold_no_mistake(tmp_path: Path) -> None:
    shipped = Path(__file__).parents[2] / "config"
    own = tmp_path / "config/sources"
    own.mkdir(parents=True)
    for preset in (shipped / "presets").glob("*.yaml"):
        (own / preset.name).write_text(f"preset: {preset.stem}\n", encoding="utf-8")
    assert set(load(tmp_path).sources) == {preset.stem for preset in (shipped / "presets").glob("*.yaml")}
    shutil.rmtree(own)
    assert set(load(tmp_path).sources) == {source.stem for source in (shipped / "sources").glob("*.yaml")}


def test_mistakes_in_how_measures_are_computed(tmp_path: Path) -> None:
    text = "earned_value:\n  techniqe: 50/50\nsimulation: {draws: -1}\nschedule_quality: {most_share: 5}\n"
    found = problems(tmp_path, measures=text)
    assert [(problem.place, problem.remedy) for problem in found] == [
        ("config/measures.yaml:2", "did you mean 'technique'?"),
        ("config/measures.yaml:3", "allowed: 0 to 100000"),
        ("config/measures.yaml:4", "allowed: 0 to 1"),
    ]


def test_mistakes_in_how_trends_are_found(tmp_path: Path) -> None:
    text = "trends:\n  least: 1\n  periods: 0\n  by_managers: true\n  least_rise: 2\n"
    found = problems(tmp_path, measures=text)
    assert {(problem.place, problem.remedy) for problem in found} == {
        ("config/measures.yaml:2", "allowed: 2 to 60"),
        ("config/measures.yaml:3", "allowed: 1 to 60"),
        ("config/measures.yaml:4", "did you mean 'by_manager'?"),
        ("config/measures.yaml:5", "allowed: 0 to 1"),
    }


def test_expected_fields_are_those_of_tables(tmp_path: Path) -> None:
    text = "data_quality:\n  expected:\n    objectives: [name, weigth]\n    risk: [owner]\n"
    found = problems(tmp_path, measures=text)
    assert [(problem.place, problem.remedy) for problem in found] == [
        ("config/measures.yaml:3", "did you mean 'weight'?"),
        ("config/measures.yaml:4", "did you mean 'risks'?"),
    ]


@pytest.mark.parametrize(
    ("bands", "line", "message"),
    [
        ("[GAARR, GAARR, GGAAR, GGAAA]", 5, "'appetite.bands[4]' is missing"),
        ("[GAARR, GAARR, GGAAR, GGAAA, GGGAA, GGGGG]", 5, "'appetite.bands' is a list"),
        ("[GAARR, GAAR, GGAAR, GGAAA, GGGAA]", 5, "'GAAR' is no row of the risk map"),
        ("[GAARR, GAAYR, GGAAR, GGAAA, GGGAA]", 5, "'GAAYR' is no row of the risk map"),
        ("\n  - GAARR\n  - GAAGR\n  - GGAGR\n  - GGAGA\n  - GGGGA", 7, "is G at probability 4, impact 4"),
        ("\n  - GAARR\n  - GAARR\n  - GGAAR\n  - GGAAA\n  - GGGAR", 9, "is A at probability 2, impact 5"),
    ],
)  # fmt: skip
def test_mistakes_in_the_risk_map(tmp_path: Path, bands: str, line: int, message: str) -> None:
    text = f"{FILES['organisation']}appetite:\n  bands: {bands}\n"
    found = problems(tmp_path, organisation=text)
    assert found[0].place == f"config/organisation.yaml:{line}", found
    assert message in found[0].message


def test_a_risk_map_that_gets_worse_to_the_right_and_upwards_is_none(tmp_path: Path) -> None:
    text = f"{FILES['organisation']}appetite: {{bands: [RRRRR, AARRR, GAARR, GGAAR, GGGAA]}}\n"
    assert load(workspace(tmp_path, organisation=text)).organisation.appetite.bands[0] == "RRRRR"


def test_a_section_that_is_made_by_a_column_keeps_its_line(tmp_path: Path) -> None:
    text = FILES["packs/board"] + "  - {kind: groups, by: [sponsor, regon]}\n"
    board = load(workspace(tmp_path, packs__board=text)).packs["board"]
    assert (board.kinds, board.columns) == (("cover", "dashboard", "groups"), ("sponsor", "regon"))
    assert board.place("regon") == "config/packs/board.yaml:6"


def test_a_wrong_key_of_a_section_is_told_with_line_and_meaning(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, packs__board=FILES["packs/board"] + "  - {kind: groups, bye: sponsor}\n")
    assert problem.place == "config/packs/board.yaml:6"
    assert "did you mean 'by'?" in problem.remedy
