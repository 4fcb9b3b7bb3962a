"""JSON: records by path, exact numbers, addresses, and what is refused."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_reports.model.raw import CellError, RawTable
from pmo_reports.readers.json_text import parsed
from tests.readers.reading_fixture import Desk, part

LEAF = st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=5)
KEYS = st.text("abcxyz", min_size=1, max_size=3)


def table(desk: Desk, content: object, *names: str, **settings: Any) -> RawTable:  # noqa: ANN401
    desk.put("items.json", content if isinstance(content, str | bytes) else json.dumps(content))
    desk.source("items.json", part(*names, table="work_items", **settings), reader="json")
    return desk.table()


def refused(desk: Desk, content: str | bytes) -> tuple[str, str, str]:
    desk.put("items.json", content)
    desk.source("items.json", part("key", table="work_items", rows="items"), reader="json")
    finding = desk.finding()
    return finding.rule, finding.cell, finding.problem


def cells(read: RawTable) -> dict[str, object]:
    """Address -> value of every filled cell."""
    spots = [(record, at) for record in range(len(read.rows)) for at in range(len(read.header))]
    filled = [(spot, read.frame.iloc[spot]) for spot in spots]
    return {read.cell(*spot): value for spot, value in filled if value is not None}


def test_heads_are_paths_and_cells_have_json_paths(desk: Desk) -> None:
    read = table(desk, {"items": [{"key": "A", "fields": {"status": {"name": "Open"}}}]}, rows="items")
    assert read.header == ("key", "fields.status.name")
    assert cells(read) == {"items[0].key": "A", "items[0].fields.status.name": "Open"}


def test_lists_of_values_become_columns_of_one_head(desk: Desk) -> None:
    read = table(desk, [{"labels": ["a", "b"]}, {"labels": []}, {"labels": ["c"]}])
    assert read.header == ("labels", "labels")
    assert cells(read) == {"[0].labels[0]": "a", "[0].labels[1]": "b", "[2].labels[0]": "c"}


def test_of_lists_of_objects_come_what_is_asked_for_and_the_whole(desk: Desk) -> None:
    read = table(desk, [{"tags": [{"name": "a", "n": 1}, {"name": "b", "n": 2}]}], "tags.name")
    assert read.header == ("tags.name", "tags.name", "tags (whole list)")
    assert json.loads(read.frame.iloc[0, 2]) == [{"name": "a", "n": 1}, {"name": "b", "n": 2}]


def test_ids_are_looked_up_in_the_same_file(desk: Desk) -> None:
    board = {"lists": [{"id": "l1", "name": "Doing"}], "cards": [{"idList": "l1"}, {"idList": "l9"}]}
    read = table(desk, board, rows="cards", joins={"idList": {"entries": "lists", "take": ["name"]}})
    assert read.header == ("idList", "idList.name")
    assert read.frame[1].tolist() == ["Doing", "l9"]  # who is not there stands for itself


def test_named_values_become_columns(desk: Desk) -> None:
    fields = [{"name": "Points", "number": 5, "text": None}, {"name": "Team", "number": None, "text": "Quay"}]
    pairs = {"fields": {"name": "name", "value": ["number", "text"]}}
    read = table(desk, [{"fields": fields}, {"fields": fields[1:]}], pairs=pairs)
    assert read.header == ("fields.Points", "fields.Team")
    assert cells(read) == {
        '[0].fields["Points"]': 5,
        '[0].fields["Team"]': "Quay",
        '[1].fields["Team"]': "Quay",
    }


def test_lists_within_lists_are_tables_of_their_own_that_know_what_is_around(desk: Desk) -> None:
    document = {"boards": [{"name": "A", "items": [{"id": 1}]}, {"name": "B", "items": [{"id": 2}]}]}
    desk.put("items.json", json.dumps(document))
    desk.source(
        "items.json", part("id", "above.name", table="work_items", rows="boards.items"), reader="json"
    )
    first, second = desk.reading().tables
    assert cells(first) == {"boards[0].items[0].id": 1, "$.boards[0].name": "A"}
    assert (second.frame.iloc[0, 1], second.slice) == ("B", "boards[1].items")


def test_a_single_object_is_a_record(desk: Desk) -> None:
    assert cells(table(desk, {"name": "Atlas"})) == {"$.name": "Atlas"}


def test_keys_with_marks_are_quoted_in_addresses(desk: Desk) -> None:
    assert list(cells(table(desk, [{"System.Title": "A"}]))) == ['[0]["System.Title"]']


def test_numbers_are_exact(desk: Desk) -> None:
    read = table(desk, '[{"cost": 12345678901234567.89, "n": 7}]')
    assert read.frame.iloc[0].tolist() == [Decimal("12345678901234567.89"), 7]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_an_object_on_each_line_is_a_list(desk: Desk, end: str) -> None:
    lines = [
        '{"key": "007", "n": 0.1, "t": "a\u2028b"}',
        ' {"key": "=1", "of": {"x": [1, 2]}} ',
        '{"n": 3}',
    ]
    read = table(desk, end.join([*lines, ""]), "key", "n", "t", "of.x")
    assert cells(read)["[0].n"] == Decimal("0.1")
    assert (cells(read)["[1].of.x[1]"], cells(read)["[0].t"], cells(read)["[2].n"]) == (2, "a\u2028b", 3)
    assert len(read.rows) == len(lines)


@pytest.mark.parametrize(
    ("content", "cell"),
    [
        ('{"a": 1}\n{"a": 2,}\n{"a": 3}\n', "line 2, column 9"),
        ('{"a": 1}\n\n{"a": 3}\n', "line 3, column 1"),
        ('{"a": 1}\n{"a": 2', "line 2, column 1"),
        ('{"a": 1}\n{\n"a": 2}', "line 2, column 1"),
    ],
    ids=["comma", "blank", "cut", "pretty"],
)
def test_lines_that_are_no_objects_are_refused_where_they_stand(desk: Desk, content: str, cell: str) -> None:
    rule, where, _ = refused(desk, content)
    assert (rule, where) == ("damaged-file", cell)


def test_what_is_no_number_is_an_error_of_its_cell(desk: Desk) -> None:
    read = table(desk, '[{"a": NaN, "b": -Infinity}]')
    assert [type(value) for value in read.frame.iloc[0]] == [CellError, CellError]


def test_a_huge_exponent_stays_text() -> None:
    assert parsed("[1e999999999]").document == ["1e999999999"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings(desk: Desk, encoding: str) -> None:
    desk.put("items.json", '[{"name": "Müller"}]'.encode(encoding))
    desk.source("items.json", part("name", table="work_items"), reader="json")
    assert desk.table().frame.iloc[0, 0] == "Müller"


def test_a_repeated_key_is_told_and_its_last_value_read(desk: Desk) -> None:
    desk.put("items.json", '[{"key": "A", "key": "B"}]')
    desk.source("items.json", part("key", table="work_items"), reader="json")
    assert desk.finding().rule == "repeated-key"
    assert desk.reading().tables[0].frame.iloc[0, 0] == "B"


@pytest.mark.parametrize(
    ("content", "rule", "cell"),
    [
        ('{"items": [\n  {"key": "A",}\n]}', "damaged-file", "line 2, column 15"),
        ('{"items": [', "damaged-file", "line 1, column 12"),
        ("[" * 200 + "]" * 200, "unsafe-file", ""),
        ("[" * 100_000, "unsafe-file", ""),
        ("[" + "9" * 5000 + "]", "unsafe-file", ""),
        ("[" + "0," * 1_000_001 + "0]", "too-many-cells", ""),
        ("<!doctype html><html></html>", "mislabelled-file", ""),
        (b"\x00\x01\x02", "mislabelled-file", ""),
        ('{"errorMessages": ["no"]}', "missing-records", ""),
        ("7", "missing-records", ""),
        ("", "empty-file", ""),
    ],
    ids=["comma", "cut", "deep", "deeper", "digits", "many", "web", "binary", "error", "number", "empty"],
)
def test_refusals(desk: Desk, content: str | bytes, rule: str, cell: str) -> None:
    found, where, problem = refused(desk, content)
    assert (found, where) == (rule, cell if rule == "damaged-file" else "")
    assert problem


def test_records_that_share_no_field_cannot_fill_the_memory(desk: Desk) -> None:
    wide = [{f"k{n}": n} for n in range(9_000)]
    assert refused(desk, json.dumps({"items": wide}))[0] == "unsafe-file"


@given(st.lists(st.dictionaries(KEYS, LEAF | st.lists(LEAF, max_size=3), max_size=4), min_size=1, max_size=5))
def test_every_plain_value_stands_in_the_table_at_its_path(records: list[dict[str, Any]]) -> None:
    from pmo_reports.readers.flattening import flattener  # noqa: PLC0415
    from pmo_reports.readers.tree import JSON_PATH, batches  # noqa: PLC0415

    [batch] = batches(records, [], JSON_PATH)
    flat = flattener(part("x"), records, JSON_PATH)
    for record in batch.records:
        leaves = [(leaf.head, leaf.value) for leaf in flat.leaves(record, batch)]
        plain = [
            (key, each)
            for key, value in record.items()
            for each in (value if isinstance(value, list) else [value])
        ]
        assert leaves == plain


def test_a_source_may_raise_how_many_values_are_read(desk: Desk) -> None:
    desk.put("items.json", '{"items": [' + '{"key": "A"},' * 3 + '{"key": "B"}]}')
    for most, tables in ((8, 0), (9, 1)):
        desk.source(
            "items.json",
            part("key", table="work_items", rows="items"),
            reader="json",
            limits={"values": most},
        )
        assert len(desk.reading().tables) == tables


def test_a_source_may_lower_how_large_a_document_is(desk: Desk) -> None:
    desk.put("items.json", '{"items": [{"key": "A"}]}')
    desk.source(
        "items.json", part("key", table="work_items", rows="items"), reader="json", limits={"document": 9}
    )
    assert desk.finding().rule == "too-large"
