"""What is remembered: periods without inputs, restatements, what was known on a day, what may be let go."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import fsspec
import pytest
from openpyxl import Workbook

from pmo_reports import history, intake, knowledge, locks, pipeline, publish, readers, storage, tidying
from pmo_reports.cli import run
from pmo_reports.errors import InputError, PublishError, UsageError
from pmo_reports.history import snapshots
from pmo_reports.intake import Desk, Restating
from pmo_reports.model.artefact import Artefact
from pmo_reports.model.period import Period
from pmo_reports.pipeline import Built, Month, Order

AUGUST, SEPTEMBER, OCTOBER = (Period(2026, month) for month in (8, 9, 10))
FIRST, SECOND, THIRD = date(2026, 11, 3), date(2026, 11, 20), date(2026, 12, 4)
PACK = "steering-committee"


def risks(workspace: Path, period: Period, *names: str) -> None:
    """The risk log of a period: a risk for each name, all of one project."""
    heads = ["Project", "Risk id", "Risk", "Owner"]
    rows = [["P1", f"R{number}", name, "Ada"] for number, name in enumerate(names)]
    table(workspace / "inputs" / period.id / "raid_log.xlsx", "Risks", [heads, *rows])


def risks_alone(folder: Path) -> None:
    """A workspace with one project of which nothing is told but its risks of three months."""
    pipeline.init(folder)
    for source in (folder / "config" / "sources").glob("*.yaml"):
        if source.stem not in {"portfolio", "raid"}:
            source.unlink()
    (folder / "config" / "precedence.yaml").unlink()
    table(folder / "reference/portfolio.xlsx", "Register", [["ID", "Name", "Manager"], ["P1", "Pump", "Ada"]])
    for period in (AUGUST, SEPTEMBER, OCTOBER):
        risks(folder, period, f"Leak of {period}")


def table(path: Path, title: str, rows: list[list[str]]) -> None:
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


@pytest.fixture(scope="module")
def three_periods(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one project and its risks of three months, read on the first day."""
    folder = tmp_path_factory.mktemp("memory") / "workspace"
    risks_alone(folder)
    pipeline.assess(folder, OCTOBER, today=FIRST)
    return folder


@pytest.fixture
def workspace(three_periods: Path, tmp_path: Path) -> Path:
    """A copy that a test may spoil."""
    return shutil.copytree(three_periods, tmp_path / "workspace")


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Packs are facts alone: what is published matters here, not how it looks."""

    def rendered(_: object, month: Month, __: object) -> tuple[Artefact, ...]:
        risks = month.assessed.portfolio["risks"]["title"].tolist()
        told = [risks, [finding.rule for finding in month.findings]]
        return (Artefact("facts.json", json.dumps(told).encode()),)

    monkeypatch.setattr(pipeline, "_rendered", rendered)


def build(workspace: Path, period: Period = OCTOBER, *, day: date = SECOND, **asked: object) -> Built:
    order = Order(workspace=workspace, period=period, pack=PACK, today=day, **asked)  # type: ignore[arg-type]
    return pipeline.build(order)


def published(workspace: Path, period: Period) -> None:
    """A pack of a period that is in the folder of packs."""
    publish.publish([Artefact("manifest.json", b"{}")], workspace / "out", period, PACK)


@dataclass(frozen=True)
class Read:
    """What an assessment begins with: the risks of each period, and what is said of restatements."""

    titles: dict[str, list[str]]
    restatements: list[str]


def read(
    workspace: Path,
    period: Period = OCTOBER,
    *,
    today: date = SECOND,
    on: date | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Read:
    """Period and those before it as they are read, without measuring anything."""
    settings = pipeline.configured(workspace)
    asking = knowledge.asking(settings, workspace / "out", today, on)
    with readers.Workbench() as workbench:
        desk = Desk(say, workbench, period, asking=asking)
        inputs = intake.collected(settings, desk)
        found = {each: intake.portfolio(settings, each, known, desk) for each, known in inputs.items()}
    said = history.findings(knowledge.histories(settings, inputs, asking))
    return Read(
        titles={each.id: tables["risks"]["title"].tolist() for each, tables in found.items()},
        restatements=[finding.rule for finding in said],
    )


def titles(month: Month) -> dict[str, list[str]]:
    """The risks of each period."""
    each = (*month.past, month.assessed)
    return {state.period.id: state.portfolio["risks"]["title"].tolist() for state in each}


def restatements(month: Month) -> list[str]:
    return [finding.rule for finding in month.findings if finding.rule.startswith("restated")]


def archive(workspace: Path, period: Period) -> None:
    shutil.move(workspace / "inputs" / period.id, workspace.parent / period.id)


def entries(workspace: Path, period: Period) -> tuple[history.Entry, ...]:
    return history.history(workspace / "store", period)


def test_a_period_whose_inputs_are_gone_is_known_by_its_snapshot(workspace: Path) -> None:
    archive(workspace, AUGUST)
    said: list[str] = []
    month = pipeline.assess(workspace, OCTOBER, say=said.append, today=SECOND)
    assert titles(month) == {f"2026-{n}": [f"Leak of 2026-{n}"] for n in ("08", "09", "10")}
    assert "2026-08 has no inputs any more: its snapshot is used" in said
    assert len(entries(workspace, AUGUST)) == 1


def test_it_can_be_asked_for_itself(workspace: Path) -> None:
    archive(workspace, AUGUST)
    assert read(workspace, AUGUST).titles == {"2026-08": ["Leak of 2026-08"]}
    with pytest.raises(UsageError, match="no inputs for period 2026-07"):
        read(workspace, Period(2026, 7))


@pytest.mark.usefixtures("plain")
def test_a_pack_is_the_same_without_the_inputs_of_earlier_periods(workspace: Path) -> None:
    first = build(workspace)
    archive(workspace, AUGUST)
    archive(workspace, SEPTEMBER)
    again = build(workspace)
    assert (again.run, again.unchanged) == (first.run, True)


def test_a_lost_snapshot_of_a_period_without_inputs_is_told(workspace: Path) -> None:
    archive(workspace, AUGUST)
    (folder,) = (workspace / "store/snapshots/2026-08").iterdir()
    (folder / "risks.parquet").write_bytes(b"")
    with pytest.raises(InputError, match="of 2026-08 is damaged") as raised:
        read(workspace, OCTOBER)
    assert "put the inputs of the period back" in raised.value.remedy
    shutil.move(workspace.parent / "2026-08", workspace / "inputs")
    assert "2026-08" in read(workspace, OCTOBER).titles


def test_forms_start_from_a_period_that_is_only_remembered(workspace: Path) -> None:
    archive(workspace, SEPTEMBER)
    standing = pipeline.standing(pipeline.configured(workspace), OCTOBER)
    assert standing["risks"]["title"].tolist() == ["Leak of 2026-09"]


def test_other_inputs_of_a_published_period_are_a_finding(workspace: Path) -> None:
    published(workspace, SEPTEMBER)
    risks(workspace, SEPTEMBER, "Leak", "Flood")
    for day in (SECOND, THIRD):
        assert restatements(pipeline.assess(workspace, OCTOBER, today=day)) == ["restated-without-reason"]
    first, second = entries(workspace, SEPTEMBER)
    assert (second.known, second.supersedes, second.causes) == ("2026-11-20", first.snapshot, ("inputs",))
    assert (second.restates, second.reason) == (True, "")
    assert second.files == ("inputs/2026-09/raid_log.xlsx",)


@pytest.mark.parametrize("changed", ["open month", "unpublished", "register", "settings"])
def test_a_usual_rebuild_is_not_nagged(workspace: Path, changed: str) -> None:
    published(workspace, SEPTEMBER)
    published(workspace, OCTOBER)
    if changed == "open month":
        risks(workspace, OCTOBER, "Flood")
    elif changed == "unpublished":
        risks(workspace, AUGUST, "Flood")
    elif changed == "register":
        table(workspace / "reference/portfolio.xlsx", "Register", [["ID", "Name"], ["P1", "Pumps"]])
    else:
        file = workspace / "config/organisation.yaml"
        file.write_text(file.read_text().replace("name:", "name: New", 1))
    assert read(workspace, OCTOBER, today=SECOND).restatements == []


def restated(workspace: Path, period: Period = SEPTEMBER, **given: object) -> history.Entry:
    told = {"reason": "late invoice", "author": "Ada", "today": THIRD} | given
    restating = Restating(period=period, **told)  # type: ignore[arg-type]
    return intake.restate(pipeline.configured(workspace), restating, say=lambda _: None)


def test_a_restatement_says_what_it_supersedes_since_when_why_and_by_whom(workspace: Path) -> None:
    published(workspace, SEPTEMBER)
    before = entries(workspace, SEPTEMBER)[-1]
    risks(workspace, SEPTEMBER, "Flood")
    entry = restated(workspace)
    assert (entry.supersedes, entry.known) == (before.snapshot, "2026-12-04")
    assert (entry.reason, entry.author, entry.restates) == ("late invoice", "Ada", True)
    month = pipeline.assess(workspace, OCTOBER, today=THIRD)
    assert (titles(month)["2026-09"], restatements(month)) == (["Flood"], ["restated"])


def test_a_reason_may_be_stated_once_a_build_has_read_it(workspace: Path) -> None:
    published(workspace, SEPTEMBER)
    risks(workspace, SEPTEMBER, "Flood")
    read(workspace, OCTOBER, today=SECOND)
    assert restated(workspace).snapshot == entries(workspace, SEPTEMBER)[1].snapshot
    assert read(workspace, OCTOBER, today=THIRD).restatements == ["restated"]


def test_what_this_machine_cannot_read_is_not_stated(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    risks(workspace, SEPTEMBER, "Flood")
    monkeypatch.setattr(readers, "passing", lambda _: True)
    with pytest.raises(InputError, match="cannot be read whole on this machine"):
        restated(workspace)
    assert len(entries(workspace, SEPTEMBER)) == 1


def remove(workspace: Path) -> None:
    archive(workspace, SEPTEMBER)


@pytest.mark.parametrize(
    ("period", "given", "before", "words"),
    [
        (SEPTEMBER, {"reason": " "}, None, "says why, and by whom"),
        (SEPTEMBER, {"author": ""}, None, "says why, and by whom"),
        (SEPTEMBER, {}, None, "2026-09 is as it was"),
        (Period(2026, 7), {}, None, "nothing was known of 2026-07"),
        (SEPTEMBER, {}, remove, "the inputs of 2026-09 are not there"),
    ],
)
def test_what_is_no_restatement_is_refused(
    workspace: Path,
    period: Period,
    given: dict[str, object],
    before: Callable[[Path], None] | None,
    words: str,
) -> None:
    if before:
        before(workspace)
    with pytest.raises(UsageError, match=words):
        restated(workspace, period, **given)
    assert all(len(entries(workspace, each)) == 1 for each in (AUGUST, SEPTEMBER, OCTOBER))


def test_what_was_known_on_a_day_can_be_asked(workspace: Path) -> None:
    risks(workspace, SEPTEMBER, "Flood")
    read(workspace, OCTOBER, today=SECOND)
    risks(workspace, OCTOBER, "Fire")  # nobody has read it yet
    for day, september in (
        (FIRST, "Leak of 2026-09"),
        (date(2026, 11, 19), "Leak of 2026-09"),
        (SECOND, "Flood"),
    ):
        month = read(workspace, OCTOBER, on=day)
        assert month.titles["2026-09"] == [september]
        assert month.titles["2026-10"] == ["Leak of 2026-10"]
    assert len(entries(workspace, OCTOBER)) == 1


def test_before_anything_was_known_there_is_nothing(workspace: Path) -> None:
    with pytest.raises(UsageError, match="nothing was known of period 2026-10 on 2026-11-02") as raised:
        pipeline.assess(workspace, OCTOBER, known_on=date(2026, 11, 2))
    assert "known since 2026-11-03" in raised.value.message


@pytest.mark.usefixtures("plain")
def test_a_pack_of_what_was_known_lies_elsewhere_and_says_so(workspace: Path, tmp_path: Path) -> None:
    risks(workspace, OCTOBER, "Fire")
    read(workspace, OCTOBER, today=SECOND)
    with pytest.raises(UsageError, match="does not belong among the others"):
        build(workspace, known_on=FIRST)
    built = build(workspace, known_on=FIRST, out=tmp_path / "then")
    assert json.loads((built.folder / "facts.json").read_bytes())[0] == ["Leak of 2026-10"]
    made_of = json.loads((built.folder / "manifest.json").read_bytes())["made_of"]
    assert made_of["as_known_on"] == "2026-11-03"
    assert made_of["snapshots"]["2026-10"] == entries(workspace, OCTOBER)[0].key


@pytest.mark.usefixtures("plain")
def test_a_pack_names_its_snapshots_and_what_was_restated(workspace: Path) -> None:
    first = build(workspace)
    published(workspace, SEPTEMBER)
    risks(workspace, SEPTEMBER, "Flood")
    second, third = build(workspace), build(workspace, day=THIRD)
    made_of = json.loads((second.folder / "manifest.json").read_bytes())["made_of"]
    (told,) = made_of["restated"]["2026-09"]
    assert (told["reason"], told["known"], third.unchanged) == ("not stated", "2026-11-20", True)
    assert told["files"] == ["inputs/2026-09/raid_log.xlsx"]
    assert made_of["snapshots"]["2026-09"] == entries(workspace, SEPTEMBER)[-1].key
    assert "restated" not in json.loads((first.folder / "manifest.json").read_bytes())["made_of"]


def tidy(
    workspace: Path, months: int = 0, *, dry: bool = False, today: date = date(2027, 6, 1)
) -> tidying.Tidied:
    retention = tidying.Retention(months=months, today=today, outs=(workspace / "out",))
    return tidying.tidied(pipeline.configured(workspace), retention, dry=dry)


def test_what_nothing_needs_goes_and_nothing_else(workspace: Path) -> None:
    risks(workspace, SEPTEMBER, "Flood")
    read(workspace, OCTOBER, today=SECOND)
    old, new = (entry.snapshot for entry in entries(workspace, SEPTEMBER))
    before = read(workspace, OCTOBER, on=SECOND).titles
    would = tidy(workspace, dry=True)
    assert (list(would.snapshots), len(would.inputs), would.done) == ([f"snapshots/2026-09/{old}"], 1, False)
    assert would.size > 0
    assert (workspace / "store/snapshots/2026-09" / old).exists()
    done = tidy(workspace)
    assert (done.snapshots, done.inputs, done.done) == (would.snapshots, would.inputs, True)
    assert sorted(path.name for path in (workspace / "store/snapshots/2026-09").iterdir()) == [new]
    assert read(workspace, OCTOBER, on=SECOND).titles == before
    assert tidy(workspace, dry=True).names == ()
    with pytest.raises(InputError, match="was taken away"):
        read(workspace, OCTOBER, on=FIRST)


@pytest.mark.parametrize(("months", "kept"), [(6, False), (7, True)])
def test_what_was_in_force_of_late_stays(workspace: Path, months: int, *, kept: bool) -> None:
    risks(workspace, SEPTEMBER, "Flood")
    read(workspace, OCTOBER, today=SECOND)  # until 20 November the other one was
    found = tidy(workspace, months, dry=True)
    assert (found.snapshots == {}) is kept


@pytest.mark.usefixtures("plain")
@pytest.mark.parametrize("elsewhere", [False, True])
def test_what_a_published_pack_rests_on_stays(workspace: Path, tmp_path: Path, *, elsewhere: bool) -> None:
    first = build(workspace, out=tmp_path / "elsewhere" if elsewhere else None)
    for period in (SEPTEMBER, OCTOBER):
        risks(workspace, period, "Flood")
    read(workspace, OCTOBER, today=SECOND)
    assert tidy(workspace).snapshots == {}
    made_of = json.loads((first.folder / "manifest.json").read_bytes())["made_of"]
    for sha256 in made_of["inputs"].values():
        assert readers.kept(workspace / "store", sha256)
    then = read(workspace, OCTOBER, on=FIRST)
    assert then.titles["2026-10"] == ["Leak of 2026-10"]


def test_a_pack_that_does_not_name_its_snapshots_keeps_all_of_its_periods(workspace: Path) -> None:
    told = {
        "period": "2026-10",
        "pack": PACK,
        "run": "1",
        "made_of": {"period": "2026-10", "past": {"2026-09": ""}},
    }
    publish.publish([Artefact("manifest.json", json.dumps(told).encode())], workspace / "out", OCTOBER, PACK)
    for period in (AUGUST, SEPTEMBER):
        risks(workspace, period, "Flood")
    read(workspace, OCTOBER, today=SECOND)
    assert [name.split("/")[1] for name in tidy(workspace, dry=True).snapshots] == ["2026-08"]


def test_nothing_goes_where_nobody_can_say_what_is_needed(workspace: Path) -> None:
    risks(workspace, SEPTEMBER, "Flood")
    read(workspace, OCTOBER, today=SECOND)
    published(workspace, OCTOBER)  # its manifest says nothing
    with pytest.raises(InputError, match="nobody can say what it was made of"):
        tidy(workspace)
    shutil.rmtree(workspace / "out")
    (
        workspace / "store/snapshots/2026-10" / entries(workspace, OCTOBER)[-1].snapshot / "manifest.json"
    ).unlink()
    with pytest.raises(InputError, match="cannot be read"):
        tidy(workspace)
    assert len(list((workspace / "store/snapshots/2026-09").iterdir())) == 2


def test_nothing_goes_while_somebody_builds(workspace: Path) -> None:
    risks(workspace, SEPTEMBER, "Flood")
    read(workspace, OCTOBER, today=SECOND)
    with (
        locks.used(storage.of(workspace / "store"), "uses the store"),
        pytest.raises(PublishError, match="uses the store"),
    ):
        tidy(workspace)
    with pytest.raises(UsageError, match="fewer months than none"):
        tidy(workspace, -1)
    assert len(tidy(workspace, dry=True).snapshots) == 1


def test_a_builder_waits_for_another_who_reads_the_period(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    risks(workspace, OCTOBER, "Fire")
    monkeypatch.setattr(snapshots, "PATIENCE_TO_READ", 0.2)
    said: list[str] = []
    with (
        history.reading(workspace / "store", OCTOBER, said.append),
        pytest.raises(PublishError, match="is reading 2026-10"),
    ):
        read(workspace, OCTOBER, say=said.append)
    assert any(words.startswith("waiting: process") for words in said)
    assert read(workspace, OCTOBER).titles["2026-10"] == ["Fire"]


def test_a_workspace_remembers_in_an_object_store(workspace: Path) -> None:
    fsspec.filesystem("memory").store.clear()
    file = workspace / "config/organisation.yaml"
    file.write_text(f"{file.read_text()}\nstore: memory://board/pmo\n")
    before = read(workspace).titles  # where it lies is no setting that a snapshot depends on
    shutil.rmtree(workspace / "store")
    archive(workspace, AUGUST)
    said: list[str] = []
    assert read(workspace, say=said.append).titles == before
    assert [words for words in said if words.startswith("reading")] == []
    store = knowledge.store(pipeline.configured(workspace))
    assert [entry.key for entry in history.history(store, OCTOBER)]
    assert {name.split("/")[0] for name in storage.of(store).below("")} == {"periods", "raw", "snapshots"}
    assert not (workspace / "store/snapshots").exists()
    risks(workspace, OCTOBER, "Flood")
    assert read(workspace).titles["2026-10"] == ["Flood"]
    assert len(tidy(workspace, dry=True).snapshots) == 1


@pytest.mark.parametrize(
    "url", ["s3://key:secret@bucket/pmo", "bucket/pmo", "s3://bucket?key=secret", "s3://"]
)
def test_a_store_is_named_without_secrets(
    workspace: Path, capsys: pytest.CaptureFixture[str], url: str
) -> None:
    file = workspace / "config/organisation.yaml"
    file.write_text(f"{file.read_text()}\nstore: {url}\n")
    code, told = asked(capsys, workspace, "periods")
    assert (code, "organisation.yaml" in told) == (2, True)


def asked(capsys: pytest.CaptureFixture[str], workspace: Path, *words: str) -> tuple[int, str]:
    code = run([*words, "--workspace", str(workspace)])
    told = capsys.readouterr()
    return code, told.out + told.err


@pytest.mark.usefixtures("plain")
def test_the_command_line_tells_it(
    workspace: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(knowledge, "today", lambda: SECOND)
    build(workspace, SEPTEMBER)
    risks(workspace, SEPTEMBER, "Flood")
    why = ("--reason", "late invoice", "--author", "Ada")
    assert asked(capsys, workspace, "restate", "--period", "2026-09", *why)[0] == 0
    code, told = asked(capsys, workspace, "periods")
    first, second = (entry.snapshot for entry in entries(workspace, SEPTEMBER))
    assert (code, f"  {first} known since 2026-11-03\n" in told) == (0, True)
    assert f"  {second} known since 2026-11-20 in force; restated by Ada: late invoice" in told
    assert f"packs: 2026-09/{PACK} v1" in told
    assert "    other files: inputs/2026-09/raid_log.xlsx\n" in told
    as_json = json.loads(asked(capsys, workspace, "periods", "--json")[1])
    assert [each["in_force"] for each in as_json[1]["snapshots"]] == [False, True]
    code, told = asked(capsys, workspace, "check", "--period", "2026-09", "--as-known-on", "2026-11-01")
    assert (code, "nothing was known of period 2026-09" in told) == (2, True)
    code, told = asked(capsys, workspace, "check", "--period", "2026-09", "--as-known-on", "1.11.2026")
    assert (code, "is not a day" in told) == (2, True)
    code, told = asked(capsys, workspace, "store", "prune", "--keep-months", "0", "--dry-run", "--json")
    assert (code, json.loads(told)["removed"]) == (0, False)
    code, told = asked(capsys, workspace, "store", "prune", "--keep-months", "0")
    assert (code, told.startswith("Removed: 0 B.\n  0 snapshots: 0 B\n")) == (0, True)
