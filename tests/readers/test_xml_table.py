"""XML: elements as records, attributes behind an @, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from pmo_reports.model.raw import RawTable
from tests.readers.reading_fixture import Desk, part

BOMB = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a><item>&c;</item></a>'
XXE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a><item>&b;</item></a>'


def table(desk: Desk, content: str | bytes, *names: str, **settings: Any) -> RawTable:  # noqa: ANN401
    desk.put("items.xml", content)
    desk.source(
        "items.xml", part(*names, table="work_items", **{"rows": "channel/item", **settings}), reader="xml"
    )
    return desk.table()


def test_elements_are_records_with_their_xpath(desk: Desk) -> None:
    text = (
        '<rss><channel><item><key id="7">A-1</key></item><item><key id="8">A-2</key></item></channel></rss>'
    )
    read = table(desk, text)
    assert (read.header, read.rows) == (("key", "key.@id"), (1, 2))
    assert [read.cell(1, at) for at in range(2)] == ["channel/item[2]/key", "channel/item[2]/key/@id"]


def test_repeated_elements_become_columns_of_one_head(desk: Desk) -> None:
    items = "<item><l>a</l></item><item><l>b</l><l>c</l></item>"
    read = table(desk, f"<rss><channel>{items}</channel></rss>")
    assert read.header == ("l", "l")
    assert read.frame.to_numpy().tolist() == [["a", None], ["b", "c"]]


@pytest.mark.parametrize("way", ["channel/item", "rss/channel/item"])
def test_the_way_may_begin_with_the_root(desk: Desk, way: str) -> None:
    assert table(desk, "<rss><channel><item><a>1</a></item></channel></rss>", rows=way).header == ("a",)


def test_namespaces_are_left_out_of_heads(desk: Desk) -> None:
    read = table(desk, '<r xmlns="urn:x"><channel><item><a>1</a></item></channel></r>')
    assert read.header == ("a",)


def test_declared_encodings(desk: Desk) -> None:
    text = '<?xml version="1.0" encoding="ISO-8859-1"?><r><channel><item><a>Zoë</a></item></channel></r>'
    assert table(desk, text.encode("latin-1")).frame.iloc[0, 0] == "Zoë"


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (BOMB, "unsafe-file"),
        (XXE, "unsafe-file"),
        ("<a>" * 200 + "</a>" * 200, "unsafe-file"),
        ("<r><channel><item></channel></r>", "damaged-file"),
        ("<r><other/></r>", "missing-records"),
        ("<!doctype html><html><body>Sign in</body></html>", "mislabelled-file"),
    ],
    ids=["entities", "external", "deep", "damaged", "elsewhere", "web"],
)
def test_refusals(desk: Desk, content: str, rule: str) -> None:
    desk.put("items.xml", content)
    desk.source("items.xml", part("key", table="work_items", rows="channel/item"), reader="xml")
    finding = desk.finding()
    assert finding.rule == rule
    assert "passwd" not in finding.problem
    assert not desk.reading().tables


def test_damage_is_told_with_line_and_column(desk: Desk) -> None:
    desk.put("items.xml", "<r>\n  <a></b>\n</r>")
    desk.source("items.xml", part("a", table="work_items", rows="a"), reader="xml")
    assert desk.finding().cell == "line 2, column 8"
