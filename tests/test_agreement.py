"""PDF, deck, annex and facts.json say the same numbers: each is read back on its own and compared."""

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from pmo_reports import pipeline
from pmo_reports.grouping import composed
from pmo_reports.model.charts import (
    Axis,
    BarChart,
    Gantt,
    HeatMap,
    LineChart,
    MilestoneTrend,
    RangeChart,
    Spark,
    Waterfall,
)
from pmo_reports.model.figures import Figure, Unit
from pmo_reports.model.pack import ChartBlock, Chip, PackModel
from pmo_reports.render.deck.workbook import serial
from pmo_reports.render.formats import figure_text

NUMBER = re.compile(r"[−+]?[€£$]?\d[\d.,]*%?")
FURNITURE = re.compile(r"\(?(?:continued )?\d+ of \d+\)|Page \d+ of \d+")
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
LEFT_TO_THE_PDF = {
    ("one_pager", "costs"),
    ("one_pager", "drift"),  # the slides of the trends have it
    ("one_pager", "outlook"),  # where there is no schedule that takes its room
    ("one_pager", "risks"),
    ("one_pager", "tasks"),  # as many as the slide has room for, the most urgent first
    ("risks", "programmes"),
    ("resources", "programmes"),
}
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def model(month: pipeline.Month, pack_folder: Path) -> PackModel:
    run = json.loads((pack_folder / "manifest.json").read_text(encoding="utf-8"))["run"]
    chosen = month.settings.packs["steering-committee"]
    return composed(month.assessed, month.past, month.settings, chosen, run)


@pytest.fixture(scope="module")
def facts(pack_folder: Path) -> dict[str, dict[str, object]]:
    return {
        fact["id"]: fact
        for fact in json.loads((pack_folder / "facts.json").read_text(encoding="utf-8"))["facts"]
    }


@pytest.fixture(scope="module")
def pdf_text(pack_folder: Path) -> str:
    command = ["pdftotext", "-layout", str(pack_folder / "steering-committee.pdf"), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def deck(pack_folder: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(pack_folder / "steering-committee.pptx") as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module")
def deck_text(deck: dict[str, bytes]) -> str:
    slides = [
        etree.fromstring(part)
        for name, part in deck.items()
        if re.fullmatch(r"ppt/(notesS|s)lides/(notesS|s)lide\d+\.xml", name)
    ]
    paragraphs = [p for slide in slides for p in slide.iter(f"{A}p") if p.find(f"{A}fld") is None]
    return "\n".join("".join(t.text or "" for t in p.iter(f"{A}t")) for p in paragraphs)


def numbers(text: str) -> set[str]:
    """The numbers of a text, without page numbers, signs of ends of sentences and thousands spaces."""
    plain = FURNITURE.sub(" ", text.replace("\N{NO-BREAK SPACE}", " "))
    return {token.rstrip(".,").lstrip("+") for token in NUMBER.findall(plain)}


def parts(value: object, *, drawn: bool = False) -> Iterator[tuple[object, bool]]:
    """Every string, figure and axis of the model, and whether it is a point of a chart."""
    if isinstance(value, str | Figure | Axis | date):
        yield value, drawn
        return
    drawn = drawn or isinstance(
        value, LineChart | BarChart | Gantt | HeatMap | RangeChart | MilestoneTrend | Spark | Waterfall
    )
    for part in within(value):
        yield from parts(part, drawn=drawn)


def within(value: object) -> tuple[object, ...]:
    """What a part of the model is made of, without what only a screen reader or a speaker is told."""
    if isinstance(value, dict):
        return tuple(value.values())
    if is_dataclass(value):
        unseen = {"alt", "notes"} | ({"note"} if isinstance(value, Chip) else set())
        return tuple(getattr(value, part.name) for part in fields(value) if part.name not in unseen)
    return value if isinstance(value, tuple) else ()


@pytest.fixture(scope="module")
def said(model: PackModel) -> dict[str, set[str]]:
    return told(model)


def told(model: PackModel) -> dict[str, set[str]]:
    """The numbers of the model by where they come from: figures on the page, figures drawn, words."""
    locale = model.meta.locale
    found: dict[str, set[str]] = {"printed": set(), "drawn": set(), "words": set()}
    found["spoken"] = {n for f in model.figures() for n in numbers(figure_text(f, locale))}
    for part, drawn in parts((model.meta, model.sections)):
        if isinstance(part, Figure):
            found["drawn" if drawn else "printed"] |= numbers(figure_text(part, locale))
            if drawn and part.unit is Unit.MONEY:  # the label of a curve's end takes the scale of the axis
                scaled = (
                    replace(part, style=replace(part.style, scale=scale)) for scale in (1_000, 1_000_000)
                )
                found["drawn"] |= {
                    number for figure in scaled for number in numbers(figure_text(figure, locale))
                }
        elif isinstance(part, Axis):
            found["words"] |= {
                f"{tick / part.scale:,.{places}f}" for tick in part.ticks for places in (0, 1, 2)
            }
            if part.unit is Unit.PERCENT:
                shares = (Figure(key="tick", entity="", value=tick, unit=part.unit) for tick in part.ticks)
                found["words"] |= {n for each in shares for n in numbers(figure_text(each, locale))}
        else:
            text = part.isoformat() if isinstance(part, date) else str(part)
            found["words"] |= numbers(text) | set(re.findall(r"\d+", text))
    return found


def test_every_number_of_the_pdf_is_a_fact(pdf_text: str, said: dict[str, set[str]]) -> None:
    assert numbers(pdf_text) - said["printed"] - said["drawn"] - said["words"] == set()


def test_every_number_of_the_deck_is_a_fact(deck_text: str, said: dict[str, set[str]]) -> None:
    assert numbers(deck_text) - said["spoken"] - said["drawn"] - said["words"] == set()


def test_every_figure_of_the_model_is_in_the_pdf(pdf_text: str, said: dict[str, set[str]]) -> None:
    assert len(said["printed"]) > 200
    assert said["printed"] - numbers(pdf_text) == set()


def test_every_figure_of_the_model_is_in_the_deck(deck_text: str, model: PackModel) -> None:
    sections = (
        replace(s, blocks={k: b for k, b in s.blocks.items() if (s.kind, k) not in LEFT_TO_THE_PDF})
        for s in model.sections
    )
    assert told(replace(model, sections=tuple(sections)))["printed"] - numbers(deck_text) == set()


def test_chart_values_of_the_deck_are_facts(
    deck: dict[str, bytes], facts: dict[str, dict[str, object]], model: PackModel
) -> None:
    charts = [
        etree.fromstring(part)
        for name, part in deck.items()
        if re.fullmatch(r"ppt/charts/chart\d+\.xml", name)
    ]
    drawn = {
        float(v.text) for chart in charts for cache in chart.iter(f"{C}numCache") for v in cache.iter(f"{C}v")
    }
    known = [
        float(str(fact["value"]))
        for fact in facts.values()
        if isinstance(fact["value"], int | float) or money(fact)
    ]
    known += [
        serial(date.fromisoformat(str(f["value"])))
        for f in facts.values()
        if f["unit"] == "date" and f["value"]
    ]
    known += [level for chart in waterfalls(model) for s in chart.steps for level in (s.base, s.end)]
    exact = {value / scale for value in known for scale in (1, 1_000, 1_000_000)}
    assert len(drawn) > 300
    assert [value for value in drawn if not near(exact, value)] == []


def waterfalls(model: PackModel) -> list[Waterfall]:
    """The waterfalls of the pack: where a column stands is a sum of those before it."""
    blocks = (block for section in model.sections for block in section.blocks.values())
    return [b.chart for b in blocks if isinstance(b, ChartBlock) and isinstance(b.chart, Waterfall)]


def money(fact: dict[str, object]) -> bool:
    return fact["unit"] == "money" and fact["value"] is not None


def near(values: set[float], value: float) -> list[float]:
    return [e for e in values if abs(e - value) <= 1e-6 * max(1, abs(value))]


def test_embedded_workbooks_hold_what_the_charts_show(deck: dict[str, bytes]) -> None:
    books = [part for name, part in deck.items() if name.startswith("ppt/embeddings/")]
    assert books
    for content in books[:5]:
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        assert sheet is not None
        assert sheet.max_row > 1


def test_annex_and_facts_agree(pack_folder: Path, facts: dict[str, dict[str, object]]) -> None:
    book = openpyxl.load_workbook(pack_folder / "steering-committee.xlsx", read_only=True)
    rows = book["Facts"].iter_rows(values_only=True)
    heads = [str(head).lower() for head in next(rows)]
    at = {name: heads.index(name) for name in ("fact", "value")}
    listed = {str(row[at["fact"]]): row[at["value"]] for row in rows}
    assert set(listed) == set(facts)
    assert [key for key, value in listed.items() if not same(value, facts[key]["value"])] == []


def same(cell: object, value: object) -> bool:
    if value is None or cell is None:
        return value in {None, ""} and cell in {None, "", "n/a"}
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return str(cell)[:10] == value
    return abs(Decimal(str(cell)) - Decimal(str(value))) <= Decimal("0.000000001") * max(
        1, abs(Decimal(str(value)))
    )


def test_facts_name_their_cells(facts: dict[str, dict[str, object]]) -> None:
    sources = facts["NET-101/cpi"]["sources"]
    assert isinstance(sources, list)
    assert any("finance_export.csv" in source for source in sources)
    assert any("NET-101" in source and "Progress" in source for source in sources)
