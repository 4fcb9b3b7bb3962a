"""Real files, held against facts that other tools computed."""

from collections import Counter
from typing import Any

import openpyxl
import pytest

from pmo_reports.model.raw import RawTable
from tests.readers.reading_fixture import CORPUS, Desk, part

CSV = {
    "p02": ("project_name", "department"),
    "p03": ("project_name", "department"),
    "p04": ("Borough", "Current Phase"),
    "p05": ("ID", "FFC"),
    "p08": ("Priority", "Project Status"),
    "t03": ("Summary", "Issue key"),
    "t04": ("Summary", "Issue key"),
    "t05": ("Summary", "Issue Type"),
    "t13": ("subject", "tracker"),
    "t14": ("column A",),
    "t15": ("subject", "tracker"),
}


def table(desk: Desk, files: str, *names: str, **settings: Any) -> RawTable:  # noqa: ANN401
    desk.source(files, part(*names, **settings))
    return desk.table()


@pytest.mark.parametrize("key", sorted(CSV))
def test_exports_have_all_their_rows_and_columns(corpus: Desk, expected: dict[str, Any], key: str) -> None:
    facts = expected[key]
    read = table(corpus, facts["file"], *CSV[key])
    assert (len(read.rows), len(read.header)) == (facts["non_empty_rows"], facts["columns"])
    repeated = {head: count for head, count in Counter(read.header).items() if count > 1}
    assert repeated == facts["duplicate_headers"]


@pytest.mark.parametrize("key", ["p02", "p03"])
def test_ratings_are_counted_as_published(corpus: Desk, expected: dict[str, Any], key: str) -> None:
    read = table(corpus, expected[key]["file"], *CSV[key])
    ratings = read.frame[read.header.index("colour_rating")].str.strip()
    assert ratings.value_counts().to_dict() == expected[key]["count[colour_rating]"]


def test_latin_text_is_read_as_such(corpus: Desk) -> None:
    assert table(corpus, "tracker/t14*.csv", "column a").frame.iloc[0, 0] == "Contenu en français"


def test_ragged_rows_are_told_by_line(corpus: Desk) -> None:
    corpus.source("tracker/t11*.csv", part("x", header=1))
    assert {finding.rule for finding in corpus.reading().findings} == {"extra-cells"}


@pytest.mark.parametrize(
    ("files", "heads", "first_row", "count"),
    [
        ("workbook/w01*", ("ID", "Title", "Probability", "Status"), 2, 6),
        ("workbook/w02*", ("ID", "Issue", "Status"), 2, 5),
        ("workbook/w03*", ("Risk ID", "Strategy", "Risk Level"), 8, 7),
        ("workbook/w05*", ("Rank", "Risk", "Status"), 5, 6),
        ("workbook/w10*", ("RAID Category", "Mitigation", "Owner", "Status"), 9, 7),
    ],
)
def test_registers_are_found_below_their_titles(
    corpus: Desk, files: str, heads: tuple[str, ...], first_row: int, count: int
) -> None:
    read = table(corpus, files, *heads)
    assert (read.rows[0], len(read.rows)) == (first_row, count)


@pytest.mark.filterwarnings("ignore::UserWarning")  # openpyxl says what it leaves out
@pytest.mark.parametrize("files", ["workbook/w01*", "workbook/w02*", "workbook/w03*", "workbook/w10*"])
def test_every_cell_is_where_another_reader_finds_it(corpus: Desk, files: str) -> None:
    read = table(corpus, files, "ID", "Risk ID", "Description", "Status", "Risk Level", "Owner")
    other = openpyxl.load_workbook(CORPUS / read.file.path, data_only=True)[read.sheet]
    for record in range(len(read.rows)):
        for column, value in enumerate(read.frame.iloc[record]):
            found = other[read.cell(record, column)].value
            assert str(value) in {str(found or None), str(found).removesuffix(" 00:00:00")}


def test_the_counts_of_a_raid_log_are_right(corpus: Desk, expected: dict[str, Any]) -> None:
    read = table(corpus, "workbook/w10*", "RAID Category", "Status", "Priority")
    for head in ("Status", "Priority"):
        assert read.frame[read.header.index(head)].value_counts().to_dict() == expected["w10"][head.lower()]


def test_duplicate_heads_of_a_register_stay(corpus: Desk, expected: dict[str, Any]) -> None:
    counts = Counter(table(corpus, "workbook/w03*", "Risk ID", "Strategy").header)
    assert {head: count for head, count in counts.items() if count > 1} == expected["w03"][
        "duplicate_headers"
    ]


def test_an_old_workbook_is_read_with_a_warning(corpus: Desk, expected: dict[str, Any]) -> None:
    corpus.source("evm/v07*.xls", part("Name", "Status date", "Actual Cost (AC)"))
    assert corpus.finding().rule == "errors-invisible"
    [read] = corpus.reading().tables
    actual = read.frame[read.header.index("Actual Cost (AC)")]
    assert [round(value, 2) for value in actual] == [round(row["AC"], 2) for row in expected["v07"]["evm"]]
