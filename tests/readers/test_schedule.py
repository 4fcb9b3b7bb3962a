import codecs
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from pmo_reports import readers
from pmo_reports.jvm import Trouble, TroubleError
from pmo_reports.readers.schedule_refusal import refused
from tests.readers.schedule_fixture import Plans, plan, plans, task

BOMB = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
SEPARATOR = (
    b"\xac\xed\x00\x05t\x00\x051.0.0" + b"x" * 600 + b"@@@@@@@@@@ProjectLibreSeparator_MSXML@@@@@@@@@@"
)


@pytest.fixture(scope="module")
def mspdi(workbench: readers.Workbench) -> bytes:
    return workbench.worker.write(plan(task(1), task(2, "milestone", Duration=0.0)), "mspdi")


@pytest.fixture
def read(tmp_path: Path, workbench: readers.Workbench):  # noqa: ANN201 - a function over files
    def of(**files: bytes) -> Plans:
        folder = tmp_path / "plans"
        folder.mkdir()
        for name, content in files.items():
            (folder / f"{name}.any").write_bytes(content)
        return plans(tmp_path, "plans/*", tmp_path / "store", workbench)

    return of


def declared(mspdi: bytes, doctype: bytes) -> bytes:
    """The plan with a DOCTYPE after its XML declaration."""
    head, mark, rest = mspdi.partition(b"?>")
    return head + mark + doctype + rest


def zipped(**members: bytes) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_up_", "../"), content)
    return buffer.getvalue()


def spread(mspdi: bytes) -> dict[str, bytes]:
    text = mspdi.decode("utf-8").replace("UTF-8", "UTF-16")
    wide = codecs.BOM_UTF16_LE + declared(text.encode(), OUTSIDE).decode().encode("utf-16-le")
    return {
        "plain": declared(mspdi, BOMB),
        "outside": declared(mspdi, OUTSIDE),
        "commented": declared(mspdi, b"<!-- > --><?x y?>" + BOMB),
        "marked": codecs.BOM_UTF8 + declared(mspdi, BOMB),
        "wide": wide,
        "wide and unmarked": wide.removeprefix(codecs.BOM_UTF16_LE),
        "inpod": SEPARATOR + declared(mspdi, BOMB),
        "inzip": zipped(plan=declared(mspdi, OUTSIDE)),
        "bomb": zipped(plan=b"\0" * 40_000_000),
        "nested": zipped(plan=zipped(plan=mspdi)),
        "path": zipped(_up_plan=mspdi),
    }


@pytest.mark.parametrize("name", sorted(spread(b"<?xml?>")))
def test_hostile_files_are_refused_before_java_sees_them(read, mspdi: bytes, name: str) -> None:  # noqa: ANN001
    found = read(bad=spread(mspdi)[name], good=mspdi)
    assert found.rules("bad") == {"unsafe-file"}
    assert len(found.rows("good", "tasks")) == 2


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "empty-file"),
        (b"  \n", "empty-file"),
        (b"%PDF-1.7 a printed plan", "mislabelled-file"),
        (b"<html><body>Please sign in</body></html>", "mislabelled-file"),
        (b"Name,Start\nA,2026-01-01\n" * 100, "no-schedule"),
        (b"ERMHDR\t20.12\n", "no-schedule"),
        (b"MPX,", "empty-schedule"),
    ],
)
def test_what_is_no_schedule_is_an_error_and_no_table(read, mspdi: bytes, content: bytes, rule: str) -> None:  # noqa: ANN001
    found = read(bad=content, good=mspdi)
    assert [(f.severity, f.rule) for f in found.told("bad")] == [("error", rule)]
    assert {t.file.path for t in found.reading.tables} == {"plans/good.any"}


@pytest.mark.parametrize("form", ["mspdi", "pmxml", "planner"])
def test_half_a_file_is_an_error(read, workbench: readers.Workbench, form: str) -> None:  # noqa: ANN001
    whole = workbench.worker.write(plan(task(1), task(2)), form)
    found = read(half=whole[: len(whole) // 2], good=whole)
    assert found.rules("half") == {"unreadable-schedule"}
    assert len(found.rows("good", "tasks")) == 2


def test_a_plan_without_activities_is_an_error(read, workbench: readers.Workbench) -> None:  # noqa: ANN001
    found = read(empty=workbench.worker.write(plan(), "mspdi"))
    assert [(f.severity, f.rule) for f in found.told("empty")] == [("error", "empty-schedule")]


@pytest.mark.parametrize("form", ["mspdi", "xer", "pmxml", "mpx", "planner"])
def test_the_content_says_what_it_is_and_the_name_nothing(
    read,  # noqa: ANN001
    workbench: readers.Workbench,
    form: str,
) -> None:
    found = read(P1=workbench.worker.write(plan(task(1), task(2, "milestone", Duration=0.0)), form))
    tasks = found.rows("P1", "tasks")
    assert set(tasks["name"]) >= {"Activity 1", "Activity 2"}
    assert tasks["project_id"].unique().tolist() == ["P1"]
    assert found.rows("P1", "milestones")["name"].tolist() == ["Activity 2"]


def test_a_zipped_plan_is_read(read, mspdi: bytes) -> None:  # noqa: ANN001
    assert len(read(P1=zipped(plan=mspdi)).rows("P1", "tasks")) == 2


def test_without_costs_baseline_and_status_date_nothing_is_nought(
    read,  # noqa: ANN001
    workbench: readers.Workbench,
) -> None:
    bare = plan(task(1, Cost=0.0, Actual_Cost=0.0, Baseline_Cost=0.0))
    bare["schedules"][0]["Status Date"] = None
    found = read(P1=workbench.worker.write(bare, "mspdi"))
    [row] = found.rows("P1", "tasks").to_dict("records")
    empty = ("baseline_finish", "baseline_cost", "cost", "actual_cost", "remaining_cost", "baseline_hours")
    assert found.rows("P1", "tasks")[list(empty)].isna().all(axis=None), row
    assert found.rows("P1", "schedules")[["status_date", "baseline_finish"]].isna().all(axis=None)


@pytest.mark.parametrize("trouble", Trouble)
def test_every_trouble_has_words_and_a_remedy(trouble: Trouble) -> None:
    told = refused(TroubleError(trouble, "it said so"))
    assert told.rule
    assert told.message.endswith(".")
    assert told.remedy
