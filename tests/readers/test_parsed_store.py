"""The parsed store: what was read comes back as it was, and only what has changed is read again."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_reports import readers
from pmo_reports.config.sources import Source
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.raw import UNCACHED, CellError, InputFile, RawTable, Reading
from pmo_reports.readers import reading, tabulation
from pmo_reports.readers.parsed_form import heard, written
from pmo_reports.scratch import sealed
from tests.readers.reading_fixture import Desk, part

FILE = InputFile(source="raid", path="in/raid.xlsx", sha256="0" * 64, size=1)
SOURCE = Source(reader="csv", files="in/*.csv", parts={})
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.decimals(allow_nan=False),
    st.text(st.characters(exclude_categories=())),
    st.text().map(CellError),
    st.just(UNCACHED),
    st.dates(),
    st.datetimes().map(lambda moment: moment.replace(fold=0)),  # only a zone gives it a meaning
    st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.replace(fold=0)),
    st.times().map(lambda clock: clock.replace(fold=0)),
    st.timedeltas(),
)
WORDS = st.text(max_size=8)


@st.composite
def raw_tables(draw: st.DrawFn) -> RawTable:
    width, count = draw(st.integers(0, 4)), draw(st.integers(0, 5))
    lists = st.lists(CELLS, min_size=width, max_size=width)
    return RawTable(
        file=FILE,
        part=draw(WORDS),
        sheet=draw(WORDS),
        header=tuple(draw(st.lists(WORDS, min_size=width, max_size=width))),
        addresses=tuple(draw(st.lists(WORDS, min_size=width, max_size=width))),
        frame=tabulation.frame(draw(st.lists(lists, min_size=count, max_size=count)), width),
        rows=tuple(draw(st.lists(st.integers(1), min_size=count, max_size=count))),
        slice=draw(WORDS),
    )


FINDINGS = st.builds(
    Finding,
    severity=st.sampled_from(Severity),
    rule=WORDS,
    problem=WORDS,
    remedy=WORDS,
    value=WORDS,
    cell=WORDS,
)


def told(item: RawTable | Finding) -> object:
    """All of it, every cell with its type; 0.0 and -0.0 apart."""
    if isinstance(item, Finding):
        return item, type(item.severity)
    cells = [[(type(cell), repr(cell), cell) for cell in row] for row in item.frame.to_numpy().tolist()]
    shape = (
        item.frame.shape,
        list(item.frame.columns),
        list(item.frame.index),
        set(map(str, item.frame.dtypes)),
    )
    return (
        item.file,
        item.part,
        item.sheet,
        item.header,
        item.addresses,
        item.rows,
        item.slice,
        shape,
        cells,
    )


def of(*cells: object) -> RawTable:
    """A table of one column."""
    frame = tabulation.frame([[cell] for cell in cells], 1)
    rows = tuple(range(2, len(cells) + 2))
    return RawTable(file=FILE, part="x", sheet="", header=("a",), addresses=("A",), frame=frame, rows=rows)


@given(st.lists(st.one_of(raw_tables(), FINDINGS), max_size=4))
def test_what_was_found_comes_back_equal(found: list[RawTable | Finding]) -> None:
    content = written(found)
    assert content is not None
    assert list(map(told, heard(content, FILE, SOURCE))) == list(map(told, found))


def test_equal_cells_of_other_types_stay_apart() -> None:
    cells = (1, 1.0, True, Decimal(1), Decimal("1.00"), 0.0, -0.0, False, 0, "1", CellError("1"), None, "")
    moments = (date(2026, 10, 3), datetime(2026, 10, 3), time(), timedelta(1))  # noqa: DTZ001 - as Excel has them
    table = of(*cells, *moments)
    [again] = heard(written([table]) or b"", FILE, SOURCE)
    assert told(again) == told(table)


@pytest.mark.parametrize("cell", [object(), pd.Timestamp("2026-10-03"), b"x", ["a"]])
def test_a_cell_of_another_type_is_not_kept(cell: object) -> None:
    assert written([of(cell)]) is None


def test_a_frame_that_is_not_numbered_is_not_kept() -> None:
    table = of("a", "b")
    table.frame.index = pd.Index([5, 6])
    assert written([table]) is None


@pytest.fixture
def two(desk: Desk) -> Desk:
    """A desk with two sources, two files in the first and one in the second."""
    for name in ("raid/a", "raid/b", "plan/c"):
        desk.put(f"in/{name}.csv", f"id,name\n1,{name}\n")
    desk.source("in/raid/*.csv", part("id", "name"), name="raid")
    desk.source("in/plan/*.csv", part("id", "name"), name="plan")
    return desk


def read(desk: Desk, version: str = "1") -> Reading:
    return readers.read(desk.collected(), desk.settings, desk.store, version=version)


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the files that are really read, as they are."""
    paths: list[str] = []
    real = reading._of_file

    def noting(submission: readers.reading.Submission, first: InputFile) -> object:
        paths.append(submission.file.path)
        return real(submission, first)

    monkeypatch.setattr(reading, "_of_file", noting)
    return paths


def test_unchanged_files_are_not_read_again(two: Desk, parsed: list[str]) -> None:
    first = read(two)
    again = read(two)
    assert len(parsed) == 3
    assert list(map(told, again.tables)) == list(map(told, first.tables))
    assert (again.files, again.findings) == (first.files, first.findings)


def test_a_changed_file_alone_is_read_again(two: Desk, parsed: list[str]) -> None:
    read(two)
    parsed.clear()
    two.put("in/raid/b.csv", "id,name\n1,changed\n")
    assert read(two).tables[-1].frame.iloc[0, 1] == "changed"
    assert parsed == ["in/raid/b.csv"]


def test_a_changed_alias_reads_that_source_alone(two: Desk, parsed: list[str]) -> None:
    read(two)
    parsed.clear()
    two.source("in/raid/*.csv", part("id", "name", "title"), name="raid")
    read(two)
    assert parsed == ["in/raid/a.csv", "in/raid/b.csv"]


def test_other_code_reads_everything(two: Desk, parsed: list[str]) -> None:
    read(two)
    read(two, "2")
    assert len(parsed) == 6


def test_without_a_version_nothing_is_kept(two: Desk, parsed: list[str]) -> None:
    read(two, "")
    read(two, "")
    assert len(parsed) == 6
    assert not (two.store / "parsed").exists()


def test_a_file_elsewhere_says_so(two: Desk) -> None:
    read(two)
    (two.workspace / "in/raid/a.csv").rename(two.workspace / "in/raid/moved.csv")
    assert [table.file.path for table in read(two).tables] == [
        "in/plan/c.csv",
        "in/raid/b.csv",
        "in/raid/moved.csv",
    ]


def test_refusals_are_kept_too(two: Desk, parsed: list[str]) -> None:
    two.put("in/raid/a.csv", b"%PDF-1.7\n")
    assert read(two).findings == read(two).findings
    assert [finding.rule for finding in read(two).findings] == ["mislabelled-file"]
    assert parsed.count("in/raid/a.csv") == 1


@pytest.mark.parametrize("spoilt", [b"", b"not ours", sealed(b"PMO parsed 1\n", b"\0" * 99)])
def test_a_spoilt_entry_is_made_anew(two: Desk, spoilt: bytes, parsed: list[str]) -> None:
    first = read(two)
    entries = sorted((two.store / "parsed").glob("??/*"))
    for entry in entries:
        entry.write_bytes(spoilt)
    assert list(map(told, read(two).tables)) == list(map(told, first.tables))
    assert len(parsed) == 6
    assert all(entry.read_bytes().startswith(b"PMO parsed 1\n") for entry in entries)
    assert all(spoilt != entry.read_bytes() for entry in entries)


def test_a_store_that_cannot_be_written_costs_nothing(two: Desk, parsed: list[str]) -> None:
    two.store.mkdir()
    (two.store / "parsed").write_text("in the way")
    assert len(read(two).tables) == len(read(two).tables) == 3
    assert len(parsed) == 6


def test_pages_are_kept_with_what_they_say(desk: Desk) -> None:
    page = '{"startAt": 0, "total": 3, "issues": [{"key": "A-1"}, {"key": "A-2"}]}'
    desk.put("in/page.json", page)
    desk.source("in/*.json", part("key", table="work_items", rows="issues"), name="jira", reader="json")
    first, again = read(desk), read(desk)
    assert [finding.rule for finding in first.findings] == ["missing-page"]
    assert again.findings == first.findings


def test_what_is_of_a_moment_is_not_kept(two: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(submission: readers.reading.Submission) -> Iterator[Finding]:
        yield submission.finding("too-slow", "It took too long.", "Try again.")

    monkeypatch.setitem(reading.READERS, "csv", slow)
    read(two)
    assert list((two.store / "parsed").glob("??/*")) == []
