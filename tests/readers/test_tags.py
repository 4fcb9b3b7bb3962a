"""The tags of a sheet told by arrays: the same as a full parse finds, or a call for one."""

from __future__ import annotations

import re
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_reports.readers import archive, scan
from pmo_reports.readers.guard import LIMITS, Limits
from pmo_reports.readers.refusal import RefusedError
from pmo_reports.readers.tags import Tags, tags
from tests.readers.hostile_files import SHEET, of_rows
from tests.readers.reading_fixture import Desk, part

SMALL = Limits(rows=900, columns=60, cells=40)
ADDRESSES = (
    "A1",
    "B2",
    "Z9",
    "AA10",
    "BH900",
    "BI3",
    "C901",
    "XFD1048576",
    "AAA7",
    "a1",
    "A01",
    "AAAA1",
    "A",
    "7",
)
OPENINGS = ('<c r="{}"', "<c r='{}'", '<c s="2" r="{}"', '<c  r="{}"', '<c r ="{}"', "<c", '<x:c r="{}"')
STYLES = (
    "",
    ' s="1"',
    ' s="123456"',
    ' s="x"',
    " s='1'",
    ' t="e"',
    " t='e'",
    ' t="str"',
    ' t="s" s="1"',
    ' s="" a="',
)
INSIDES = (
    ("/>", ""),
    (" />", ""),
    ("></c>", ""),
    ("><v>1</v></c>", ""),
    ("><v/></c>", ""),
    ("><f>A2</f></c>", ""),
    ("><f>A2</f><v>3</v></c>", ""),
    ("><f t='shared' si='0'/><v></v></c>", ""),
    ("><is><t>text</t></is></c>", ""),
    ("><!-- /><c --><v>1</v></c>", ""),
)
ROWS = (
    "<row>",
    '<row r="{}">',
    '<row r="{}" hidden="1">',
    "<row r='{}'>",
    '<row r="0{}">',
    '<row s="1" r="{}">',
)


def plain_cell(address: str, style: str, inside: str) -> str:
    return f'<c r="{address}"{style}{inside}'


CELLS = st.one_of(
    st.builds(
        plain_cell,
        st.sampled_from(ADDRESSES[:6]),
        st.sampled_from(STYLES[:3]),
        st.sampled_from([inside for inside, _ in INSIDES[:4]]),
    ),
    st.builds(
        lambda opening, address, style, inside: opening.format(address) + style + inside,
        st.sampled_from(OPENINGS),
        st.sampled_from(ADDRESSES),
        st.sampled_from(STYLES),
        st.sampled_from([inside for inside, _ in INSIDES]),
    ),
)
LINES = st.builds(
    lambda row, number, cells: row.format(number) + "".join(cells) + "</row>",
    st.sampled_from((*ROWS[:2] * 3, *ROWS)),
    st.integers(1, 1_000),
    st.lists(CELLS, max_size=6),
)


def outcome(read: object, content: bytes) -> object:
    """What a pass over the sheet finds, or the rule that it refuses it by."""
    try:
        return read(archive.opened(content, LIMITS.parts), SHEET, SMALL)  # type: ignore[operator]
    except RefusedError as refused:
        return refused.rule


@settings(deadline=None, max_examples=300)
@given(st.lists(LINES, max_size=5), st.sampled_from([7, 64, 300, archive.CHUNK]))
def test_the_quick_pass_finds_what_the_full_parse_does(lines: list[str], piece: int) -> None:
    content = of_rows(lines)
    whole = outcome(scan._parsed, content)
    with patch.object(archive, "CHUNK", piece):
        quick = outcome(scan.marks, content)
    assert quick == whole or (
        whole == "damaged-file" and quick == scan.NONE
    )  # calamine refuses what is no XML


LETTERS = st.text("ABYZ", min_size=1, max_size=3)
PLAIN = st.lists(
    st.tuples(
        LETTERS,
        st.integers(1, 9_999_999),
        st.sampled_from(["/>", ' s="12"/>', "><v>1</v></c>", ' t="s"><v>0</v></c>']),
    ),
    max_size=20,
)


def number(letters: str) -> int:
    """The column by its letters, counted as the field does."""
    return sum((ord(letter) - 64) * 26**at for at, letter in enumerate(reversed(letters)))


@given(PLAIN)
def test_plain_cells_are_told_exactly(cells: list[tuple[str, int, str]]) -> None:
    window = "".join(f'<c r="{letters}{row}"{rest}' for letters, row, rest in cells).encode()
    filled = [(number(letters), row) for letters, row, rest in cells if "<v>" in rest]
    assert tags(window, 0, len(window)) == Tags(
        values=len(filled),
        row=max((row for _, row in filled), default=0),
        column=max((column for column, _ in filled), default=0),
        plain=bool(cells),
    )


@pytest.mark.parametrize("cut", range(70))
def test_a_value_is_counted_once_wherever_a_piece_ends(cut: int) -> None:
    window = b'<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="inlineStr"><is><t>x</t></is></c></row>'
    first = tags(window[:cut], 0, cut).values
    assert first + tags(window, cut, len(window)).values == len(re.findall(rb"</v|</is", window)) == 2


@pytest.mark.parametrize(
    ("tag", "odd", "plain"),
    [
        (b'<row r="12" spans="1:4">', False, True),
        (b"<rowBreaks>", False, False),
        (b"<row>", True, False),
        (b'<row r="012">', True, False),
        (b'<row r="12345678">', True, False),
        (b"<cols>", False, False),
        (b"<c>", True, False),
        (b"<c/>", True, False),
        (b'<c r="A0">', True, True),
        (b'<c:c r="A1">', True, False),
        (b'<ro:c r="A1">', False, False),
        (b"<f>", False, False),
        (b"1</f>", False, False),
        (b"no tag", False, False),
    ],
)
def test_other_forms_are_told(tag: bytes, *, odd: bool, plain: bool) -> None:
    found = tags(tag, 0, len(tag))
    assert (found.odd, found.plain) == (odd, plain)


@pytest.mark.parametrize(
    "style", [' x="', ' s="', ' s="1', ' s="1 ', ' s="1" x="', ' s="" a="', ' s="12345678']
)
def test_a_cell_that_hides_its_end_in_an_attribute_is_refused(desk: Desk, style: str) -> None:
    """It looks blank up to the next tag, which stands in the attribute; calamine would take it as filled."""
    cell = f'<c r="XFD1048576"{style}/><c r="B9" y="><v>1</v></c>'
    desk.put("raid.xlsx", of_rows([f'<row r="1"><c r="A1"><v>1</v></c>{cell}</row>']))
    desk.source("raid.xlsx", part("id"))
    assert desk.finding().rule == "damaged-file"


@pytest.mark.parametrize("rest", ["/>", " />", ' s="0"/>', ' s="123456"/>', ' s="7" />'])
def test_blank_cells_do_not_count(rest: str) -> None:
    window = f'<c r="XFD1048576"{rest}<c r="B2"><v>1</v></c>'.encode()
    assert tags(window, 0, len(window)) == Tags(values=1, row=2, column=2, plain=True)
