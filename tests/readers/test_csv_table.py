"""CSV: every cell as text, with the line it stands on."""

import pytest

from pmo_reports.model.finding import Severity
from tests.readers.reading_fixture import Desk, columns, part


def put(desk: Desk, content: bytes | str, *names: str, **settings: object) -> Desk:
    desk.put("raid.csv", content)
    desk.source("raid.csv", part(*(names or ("id",))), **settings)
    return desk


def cells(desk: Desk) -> list[list[object]]:
    return desk.table().frame.to_numpy().tolist()


def test_cells_stay_text_and_have_an_address(desk: Desk) -> None:
    table = put(desk, "id,amount,owner\n007,1.50,NA\n").table()
    assert table.frame.to_numpy().tolist() == [["007", "1.50", "NA"]]
    assert (table.header, table.addresses, table.rows) == (("id", "amount", "owner"), ("A", "B", "C"), (2,))
    assert table.cell(0, 2) == "C2"
    assert {dtype.kind for dtype in table.frame.dtypes} == {"O"}


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(desk: Desk, mark: str) -> None:
    lines = (("id", "name", "due"), ("1", "Atlas", "2026-10-01"), ("2", "Boreas", "2026-10-02"))
    put(desk, "\n".join(mark.join(line) for line in lines))
    assert desk.table().header == ("id", "name", "due")


def test_the_delimiter_of_the_settings_is_not_doubted(desk: Desk) -> None:
    put(desk, "id;a,b;c,d\n1;2,5;3,5\n", delimiter=";")
    assert desk.table().header == ("id", "a,b", "c,d")


@pytest.mark.parametrize("line", ["sep=;\r\n", '"sep=;"\r\n', "SEP=;\n"])
def test_excels_own_delimiter_line_is_honoured(desk: Desk, line: str) -> None:
    table = put(desk, f"{line}id;x,y\n1;2\n").table()
    assert (table.header, table.rows) == (("id", "x,y"), (3,))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_told_apart_without_a_word(desk: Desk, encoding: str) -> None:
    put(desk, "id;owner\n1;Zoë Müller\n".encode(encoding))
    assert cells(desk) == [["1", "Zoë Müller"]]


def test_a_second_choice_of_encoding_is_said(desk: Desk) -> None:
    put(desk, "id;owner\n1;Łódź\n".encode("cp1250"), encodings=("ascii", "cp1250"))
    finding = desk.finding()
    assert (finding.rule, finding.severity) == ("fallback-encoding", Severity.WARNING)
    assert desk.reading().tables[0].frame.iloc[0, 1] == "Łódź"


def test_text_in_no_known_encoding_is_refused(desk: Desk) -> None:
    put(desk, b"id;owner\n1;\x81\n")
    assert desk.finding().rule == "unknown-encoding"


def test_lines_inside_quotes_count(desk: Desk) -> None:
    put(desk, 'id,note\r\n1,"two\r\nlines"\r\n\r\n2,"a ""b"""\r\n')
    assert desk.table().rows == (2, 5)
    assert cells(desk) == [["1", "two\r\nlines"], ["2", 'a "b"']]


def test_duplicate_heads_stay_duplicates(desk: Desk) -> None:
    assert put(desk, "id,Label,Label,Label.1\n1,a,b,c\n").table().header == (
        "id",
        "Label",
        "Label",
        "Label.1",
    )


def test_missing_cells_are_none_and_blank_rows_no_rows(desk: Desk) -> None:
    put(desk, "id,name,due\n1,Atlas\n,,\n  , ,\n\n2,Boreas,2026\n")
    assert cells(desk) == [["1", "Atlas", None], ["2", "Boreas", "2026"]]
    assert desk.table().rows == (2, 6)


def test_extra_cells_are_told_with_their_line(desk: Desk) -> None:
    put(desk, "id,name\n1,Atlas, again\n2,Boreas,\n")
    finding = desk.finding()
    assert (finding.rule, finding.cell, finding.value) == ("extra-cells", "C2", " again")
    assert desk.reading().tables[0].frame.shape == (2, 2)


def test_a_quote_that_never_closes_is_told(desk: Desk) -> None:
    put(desk, 'id,note\n1,fine\n2,"open\n3,lost\n4,lost\n')
    finding = desk.finding()
    assert (finding.rule, finding.severity, finding.cell) == ("unclosed-quote", Severity.ERROR, "A3")


def test_a_cell_that_swallows_the_file_is_refused(desk: Desk) -> None:
    put(desk, 'id,note\n1,"' + "x\n" * 100_000)
    finding = desk.finding()
    assert (finding.rule, finding.cell) == ("damaged-file", "A2")


def test_heads_are_found_below_a_title(desk: Desk) -> None:
    table = put(desk, "Risk log\nas of;2026-10-31\n\nRisk-ID;Owner\n1;Ada\n", "risk_id", "owner").table()
    assert (table.header, table.rows) == (("Risk-ID", "Owner"), (5,))


def test_a_given_line_of_heads_is_taken(desk: Desk) -> None:
    desk.put("raid.csv", "id,id\n\nx,y\n1,2\n")
    desk.source("raid.csv", part("id", header=3))
    assert desk.table().header == ("x", "y")


def test_missing_heads_are_named(desk: Desk) -> None:
    put(desk, "a,b\n1,2\n", "note", "risk_id!")
    finding = desk.finding()
    assert finding.rule == "missing-heads"
    assert 'looked for "risk_id", "note"' in finding.problem


def test_each_part_has_its_own_table(desk: Desk) -> None:
    desk.put("raid.csv", "id,name\n1,Atlas\n")
    desk.source("raid.csv", part("id"), part("name", table="issues"))
    assert [table.part for table in desk.reading().tables] == ["risks", "issues"]


def test_a_constant_needs_no_head(desk: Desk) -> None:
    desk.put("raid.csv", "PMO,Id\nx,1\n")
    desk.source("raid.csv", part(columns=columns("id", pmo={"constant": "yes"}), header=0))
    assert desk.table().header == ("PMO", "Id")


@pytest.mark.parametrize("content", [b"", b"  \r\n \n"])
def test_an_empty_file_is_told(desk: Desk, content: bytes) -> None:
    finding = put(desk, content, expected="block").finding()
    assert (finding.rule, finding.severity) == ("empty-file", Severity.BLOCK)


def test_heads_without_rows_are_an_empty_table(desk: Desk) -> None:
    table = put(desk, "id,name\n").table()
    assert (table.frame.shape, table.rows) == ((0, 2), ())
