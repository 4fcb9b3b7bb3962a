"""The PDF, read back: text, tags, fonts, outline; and what it refuses."""

from __future__ import annotations

import io
import logging
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from pmo_reports.errors import RenderError, TemplateError
from pmo_reports.model.pack import Chip, Column, PackModel, Prose, Row, Section, TableBlock
from pmo_reports.model.rag import Rag
from pmo_reports.render.pdf import pdf
from pmo_reports.render.pdf.columns import fits, said_once, told, widths
from pmo_reports.render.pdf.fetcher import ClosedFetcher
from pmo_reports.render.pdf.html import breakable, css_text, pages
from pmo_reports.render.pdf.pdf import printed
from pmo_reports.render.pdf.resources import resources
from pmo_reports.render.pdf.svg.pen import Pen
from pmo_reports.render.pdf.typeface import typeface
from tests.render.figure_fixture import day, days
from tests.render.pack_fixture import COLOURS, pack_model
from tests.render.project_fixture import HOSTILE, PROJECTS
from tests.render.table_fixture import table

TEMPLATES = Path(__file__).parents[2] / "templates"
FOLDERS = (TEMPLATES / "pdf",)
FONTS = TEMPLATES / "fonts"
MINIMAL = '<html lang="en"><title>t</title><body><p>word</p>{}</body></html>'


@pytest.fixture(scope="module")
def pen() -> Pen:
    return Pen(COLOURS, typeface(FONTS), "en_GB")


@pytest.fixture(scope="module")
def content() -> bytes:
    return pdf(pack_model(), folders=FOLDERS, fonts=FONTS).content


@pytest.fixture(scope="module")
def book(content: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(content)) as opened:
        yield opened


@pytest.fixture(scope="module")
def pages_text(content: bytes) -> list[str]:
    told = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return told.stdout.decode().split("\f")


def elements(node: object) -> Iterator[pikepdf.Dictionary]:
    if isinstance(node, pikepdf.Array):
        for kid in node:  # type: ignore[attr-defined]
            yield from elements(kid)
    elif isinstance(node, pikepdf.Dictionary):
        yield node
        yield from elements(node.get("/K"))


def tags(book: pikepdf.Pdf, name: str) -> list[pikepdf.Dictionary]:
    return [node for node in elements(book.Root.StructTreeRoot.K) if node.get("/S") == name]


def only(kind: str, **blocks: object) -> PackModel:
    """The invented pack with its sections of `kind` alone, their blocks replaced where given."""
    model = pack_model()
    kept = tuple(section for section in model.sections if section.kind == kind)[:1]
    changed = tuple(replace(section, blocks={**section.blocks, **blocks}) for section in kept)  # type: ignore[arg-type]
    return replace(model, sections=changed)


def html(model: PackModel, pen: Pen) -> str:
    return pages(model, FOLDERS, pen)[0]


@pytest.mark.slow
def test_the_figures_stand_in_the_text(pages_text: list[str]) -> None:
    text = " ".join(" ".join(pages_text).split())
    for words in ("€52.5 m", "+3.4%", "0.82", "20 Nov 2026", "n/a", "22 of 24", "−0.06"):
        assert words in text.replace("\xa0", " ")


@pytest.mark.slow
def test_every_page_says_as_of_run_page_classification_and_state(pages_text: list[str]) -> None:
    for number, page in enumerate(pages_text[:-1], start=1):
        foot = page.rstrip().splitlines()[-1]
        assert "Status as of 31 Oct 2026 · run 3f9a1c07d2" in foot
        assert "Internal · draft" in foot
        assert f"Page {number} of {len(pages_text) - 1}" in foot


@pytest.mark.slow
def test_a_long_table_repeats_its_header(pages_text: list[str]) -> None:
    dashboard = [page for page in pages_text if page.lstrip().startswith("Portfolio dashboard")]
    assert len(dashboard) == 2
    assert all("Schedule" in page and "Resources" in page for page in dashboard)


@pytest.mark.slow
def test_every_project_is_on_the_dashboard(pages_text: list[str]) -> None:
    text = " ".join(page for page in pages_text if page.lstrip().startswith("Portfolio dashboard"))
    assert all(project.name.split()[0][:20] in text for project in PROJECTS)


@pytest.mark.slow
def test_a_one_pager_is_one_page(pages_text: list[str]) -> None:
    for project in PROJECTS[:3]:
        assert sum(page.lstrip().startswith(project.name) for page in pages_text) == 1


@pytest.mark.slow
def test_hostile_text_is_text(pages_text: list[str]) -> None:
    assert HOSTILE in "".join(pages_text)


@pytest.mark.slow
def test_it_is_tagged_titled_and_in_a_language(book: pikepdf.Pdf) -> None:
    assert book.Root.MarkInfo.Marked
    assert str(book.Root.Lang) == "en"
    with book.open_metadata() as metadata:
        assert metadata["dc:title"] == "Meridian change portfolio: Steering committee pack, 2026-10"
        assert metadata["pdfuaid:part"] == "1"


@pytest.mark.slow
def test_every_figure_has_an_alternative_text(book: pikepdf.Pdf) -> None:
    figures = tags(book, "/Figure")
    assert len(figures) > 150
    assert all(str(figure.get("/Alt", "")) for figure in figures)


@pytest.mark.slow
def test_every_table_has_header_cells_and_cells_that_name_them(book: pikepdf.Pdf) -> None:
    assert all(list(elements(node)) for node in tags(book, "/Table"))
    assert all(len(cell.A.Headers) for cell in tags(book, "/TD"))


@pytest.mark.slow
def test_headings_skip_no_level(book: pikepdf.Pdf) -> None:
    assert len(tags(book, "/H1")) == len(pack_model().sections)
    assert not tags(book, "/H3")


@pytest.mark.slow
def test_every_section_has_a_bookmark(book: pikepdf.Pdf) -> None:
    with book.open_outline() as outline:
        assert [item.title for item in outline.root] == [section.name for section in pack_model().sections]


@pytest.mark.slow
def test_only_the_packs_own_typeface_is_embedded(book: pikepdf.Pdf) -> None:
    fonts = [o for o in book.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"]
    names = {str(font.BaseFont).split("+")[-1] for font in fonts}
    assert names
    assert all(name.startswith("Carlito") for name in names)


@pytest.mark.slow
def test_it_is_the_same_twice(content: bytes) -> None:
    assert pdf(pack_model(), folders=FOLDERS, fonts=FONTS).content == content


def test_a_section_renders_the_same_alone_and_in_the_pack(pen: Pen) -> None:
    alone = html(only("decisions"), pen)
    part = alone[alone.index("<section") : alone.rindex("</section>")]
    assert part in html(pack_model(), pen)


def test_an_unknown_kind_of_section_names_the_known_ones() -> None:
    model = pack_model()
    odd = replace(model.sections[0], kind="covr")
    with pytest.raises(TemplateError, match=r"'covr'.*\n?.*dashboard"):
        pdf(replace(model, sections=(odd,)), folders=FOLDERS, fonts=FONTS)


@pytest.mark.parametrize(
    "section", [s for s in pack_model().sections if s.kind != "one_pager"], ids=lambda s: s.kind
)
def test_a_block_that_no_template_knows_is_drawn_all_the_same(section: Section, pen: Pen) -> None:
    assert "<p>A rare remark.</p>" in html(only(section.kind, rare=Prose("A rare remark.")), pen)


@pytest.mark.parametrize("section", pack_model().sections[:-3], ids=lambda s: s.anchor)
def test_a_section_without_blocks_is_drawn(section: Section, pen: Pen) -> None:
    assert "<h1" in html(replace(pack_model(), sections=(replace(section, blocks={}),)), pen)


def test_an_empty_table_says_so(pen: Pen) -> None:
    assert "Every declared status agrees" in html(only("data_quality"), pen)


def test_links_lead_only_to_sections_of_this_pack(pen: Pen) -> None:
    alone = html(only("exceptions"), pen)
    assert "Payroll migration" in alone
    assert "<a href" not in alone
    assert f'<a href="#{PROJECTS[0].anchor}">' in html(pack_model(), pen)


def test_a_mark_leads_to_its_reasons_where_the_pack_has_them(pen: Pen) -> None:
    columns = (Column(key="project", head="Project"), Column(key="overall", head="Overall"))
    chip = Chip(rag=Rag.RED, anchor=f"{PROJECTS[0].anchor}-why")
    marks = TableBlock(columns=columns, rows=(Row(cells=("Payroll", chip)),), alt="Projects")
    model = pack_model()
    sections = tuple(
        replace(each, blocks={"table": marks}) if each.kind == "dashboard" else each
        for each in model.sections
    )
    link = f'<a class="over" href="#{chip.anchor}"></a>'
    assert link in html(replace(model, sections=sections), pen)
    assert f'id="{chip.anchor}"' in html(replace(model, sections=sections), pen)
    alone = html(only("dashboard", table=marks), pen)
    assert link not in alone
    assert "leads to its reasons" not in alone


def test_a_workspace_replaces_one_template(tmp_path: Path, pen: Pen) -> None:
    (tmp_path / "sections").mkdir()
    (tmp_path / "sections" / "decisions.html").write_text("<p>house style</p>")
    assert "house style" in pages(only("decisions"), (tmp_path, *FOLDERS), pen)[0]


def test_a_date_column_is_widened_to_hold_its_dates(pen: Pen) -> None:
    dates = table("Text|9", "Finish|0.1|right", rows=(("word", day("f", "P1", 2026, 11, 20)),), alt="")
    text, finish = widths(dates, 100, pen)
    assert finish > pen.width("20 Nov 2026", 10) * 25.4 / 72
    assert text + finish == pytest.approx(100)


def test_text_takes_what_figures_leave(pen: Pen) -> None:
    words = table("Text|1", "Slip|9|right", rows=(("word " * 40, days("slip", "P1", 3)),), alt="")
    text, slip = widths(words, 100, pen)
    assert text > 80
    assert text + slip == pytest.approx(100)


def test_a_table_that_is_too_wide_does_not_fit(pen: Pen) -> None:
    dates = tuple(day("f", "P1", 2026, 11, 20) for _ in range(6))
    wide = table(*(f"Date {n}" for n in range(6)), rows=(dates,), alt="")
    assert fits(wide, 174, pen)
    assert not fits(wide, 83, pen)


def test_a_table_without_rows_has_widths(pen: Pen) -> None:
    assert sum(widths(table("A", "B", rows=(), alt=""), 100, pen)) == pytest.approx(100)


def test_words_cannot_leave_a_css_string() -> None:
    assert css_text('a"} body{') == '"a\\000022 \\00007d  body\\00007b "'


@pytest.mark.parametrize(
    "address",
    ["file:///etc/hostname", "http://host.invalid/x", "pack:../pack.html", "pack:fonts/Other.ttf", "pack:"],
)
def test_the_fetcher_serves_the_packs_own_things_alone(address: str, pen: Pen) -> None:
    fetcher = ClosedFetcher(resources(pen, FOLDERS, FONTS))
    with pytest.raises(ValueError, match="disallowed"):
        fetcher.fetch(address)


def test_the_fetcher_serves_fonts_marks_and_data(pen: Pen) -> None:
    fetcher = ClosedFetcher(resources(pen, FOLDERS, FONTS))
    assert fetcher.fetch("pack:fonts/Carlito-Bold.ttf").read(4) == b"\x00\x01\x00\x00"
    assert fetcher.fetch("pack:marks/red.svg").content_type == "image/svg+xml"
    assert fetcher.fetch("data:text/plain,x").read() == b"x"


def test_assets_of_a_workspace_are_served(tmp_path: Path, pen: Pen) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "logo.png").write_bytes(b"png")
    (tmp_path / "assets" / "out.png").symlink_to("/etc/hostname")
    served = resources(pen, (tmp_path, *FOLDERS), FONTS)
    assert served["assets/logo.png"] == ("image/png", b"png")
    assert "assets/out.png" not in served


@pytest.mark.parametrize(
    "body", ['<img src="file:///etc/hostname" alt="x">', '<p style="colr: red">x</p>', '<img src="data:,">']
)
def test_what_weasyprint_complains_of_stops_the_build(body: str) -> None:
    with pytest.raises(RenderError, match="not sound"):
        printed(MINIMAL.format(body), "", ClosedFetcher({}))


@pytest.mark.slow
def test_endless_words_stay_on_the_page() -> None:
    model = only("exceptions", rare=Prose("y" * 3000), table=table("A", rows=(("z" * 500,),), alt=""))
    made = pdf(model, folders=FOLDERS, fonts=FONTS).content
    told = subprocess.run(
        ["pdftotext", "-", "-"], input=made, capture_output=True, check=True
    ).stdout.decode()
    assert told.count("y") >= 3000
    assert told.count("z") >= 500


def test_the_log_is_left_as_it_was() -> None:
    before = list(logging.getLogger("weasyprint").handlers)
    printed(MINIMAL.format(""), "", ClosedFetcher({}))
    assert logging.getLogger("weasyprint").handlers == before


def test_who_discloses_is_said_once_where_a_column_says_it() -> None:
    money = replace(days("bac", "P1", 3), n=5, of=6)
    block = said_once(table("Name", "Budget", rows=(("Digital", money),), alt=""))
    named = replace(block, columns=(replace(block.columns[0], key="bac_disclosed"), block.columns[1]))
    assert told(block.rows[0].cells[1], "en_GB") == "5 of 6"  # type: ignore[arg-type]
    assert told(said_once(named).rows[0].cells[1], "en_GB") == ""  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "html"),
    [
        ("inputs/status/a b.xlsx", "inputs/<wbr>status/<wbr>a b.xlsx"),
        ("Amber/Red & so on", '<span class="figure">Amber/Red</span> &amp; so on'),
        ("<b>/x.csv", "&lt;b&gt;/<wbr>x.csv"),
        ("plain", "plain"),
    ],
)
def test_paths_may_break_and_pairs_may_not(words: str, html: str) -> None:
    assert breakable(words) == html
