"""Templates and brands that name something unknown: the error says where, and what would be valid."""

from __future__ import annotations

import importlib
import io
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from pmo_reports.errors import TemplateError
from pmo_reports.render.deck import deck, deck_problems
from pmo_reports.render.deck.brand import opened, recolour
from tests.render.deck_text import FONTS, TEMPLATES, deck_text
from tests.render.opening_fixture import decisions
from tests.render.pack_fixture import pack_model

SLIDE = '<section name="s">\n <slide layout="Message + Content">\n  {}\n </slide>\n</section>'
CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "pptx"
TITLE = '<ph name="Title">{{ section.title }}</ph>'


def shown(folder: Path, markup: str) -> list[str]:
    (folder / "slides").mkdir()
    (folder / "slides" / "decisions.xml.j2").write_text(markup)
    model = replace(pack_model(), sections=(decisions(),))
    return deck_text(deck(model, folders=(folder, TEMPLATES), fonts=FONTS).content)


@pytest.mark.parametrize(
    ("markup", "line", "said"),
    [
        (SLIDE.replace("Message + Content", "Mesage"), 2, "Message + Content"),
        (SLIDE.format('<ph name="Tilte">x</ph>'), 3, "Lead"),
        (SLIDE.format('<tabel fill="Content" data="table"/>'), 3, "table"),
        (SLIDE.format('<table fill="Content" data="tabel"/>'), 3, "table"),
        (SLIDE.format('<chart fill="Content" data="table"/>'), 3, "TableBlock"),
        (SLIDE.format('<table fill="Contents" data="table"/>'), 3, "Content"),
        (SLIDE.format('<table fill="Content" data="table" colour="red"/>'), 3, "keys"),
        (SLIDE.format('<table fill="Content" data="table" keys="wrong"/>'), 3, "c0"),
        (SLIDE.format('<table fill="Content" data="table" rows="few"/>'), 3, "whole numbers"),
        (SLIDE.format('<table fill="Content" data="table" as="poster"/>'), 3, "strip"),
        (SLIDE.format("<ph>"), 4, "well-formed"),
    ],
)
def test_a_mistake_says_file_line_and_what_is_valid(
    tmp_path: Path, markup: str, line: int, said: str
) -> None:
    with pytest.raises(TemplateError) as caught:
        shown(tmp_path, markup)
    assert f"slides/decisions.xml.j2:{line}" in str(caught.value)
    assert said in str(caught.value)


def test_an_optional_block_may_be_missing(tmp_path: Path) -> None:
    markup = SLIDE.format(TITLE + '<rows fill="Content"><chart data="none?"/><table data="table"/></rows>')
    assert "D1" in shown(tmp_path, markup)[0]


def test_a_table_may_show_some_columns_and_rows(tmp_path: Path) -> None:
    markup = SLIDE.format(TITLE + '<table fill="Content" data="table" keys="c1" rows="1"/>')
    (slide,) = shown(tmp_path, markup)
    assert "D1" not in slide
    assert "Fund a second test environment" in slide
    assert "payroll cut-over" not in slide


def test_a_block_may_be_left_to_the_pdf(tmp_path: Path) -> None:
    (slide,) = shown(tmp_path, SLIDE.format(TITLE + '<leave data="table"/>'))
    assert "D1" not in slide


def test_an_entity_in_a_template_is_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("do not tell")
    head = f'<!DOCTYPE section [<!ENTITY x SYSTEM "file://{secret}">]>'
    markup = head + SLIDE.format(TITLE + '<ph name="Lead">&x;</ph>')
    with pytest.raises(TemplateError, match="entities") as caught:
        shown(tmp_path, markup)
    assert "do not tell" not in str(caught.value)


def test_the_brand_has_named_layouts_with_named_places() -> None:
    layouts = opened(TEMPLATES / "deck" / "brand.potx").layouts
    assert set(layouts) >= {"Cover", "Message + Content", "Two columns", "One-pager"}
    assert set(layouts["Message + Content"].places) >= {"Title", "Lead", "Content", "Source"}


def test_a_brand_with_macros_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="vbaProject"):
        opened(changed(tmp_path, {"ppt/vbaProject.bin": b"x"}))


def test_a_brand_that_points_outside_is_refused(tmp_path: Path) -> None:
    rels = b'<Relationships><Relationship TargetMode="External" Type="x/image"/></Relationships>'
    with pytest.raises(TemplateError, match="points outside"):
        opened(changed(tmp_path, {"ppt/slideMasters/_rels/other.xml.rels": rels}))


def test_a_file_that_is_no_presentation_is_refused(tmp_path: Path) -> None:
    (tmp_path / "brand.pptx").write_text("not a zip file")
    with pytest.raises(TemplateError, match=r"brand\.pptx"):
        opened(tmp_path / "brand.pptx")


def test_a_customer_s_theme_keeps_its_colours_but_those_of_the_rag(tmp_path: Path) -> None:
    theme = ZipFile(TEMPLATES / "deck" / "brand.potx").read("ppt/theme/theme1.xml")
    company = opened(changed(tmp_path, {"ppt/theme/theme1.xml": theme.replace(b"PMO Reports", b"Customer")}))
    recolour(company, {"accent": "#010203", "red": "#040506"})
    blob = (
        company.presentation.slide_masters[0]
        .part.part_related_by("http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme")
        .blob
    )
    assert b"040506" in blob
    assert b"010203" not in blob


def changed(folder: Path, members: dict[str, bytes]) -> Path:
    """Our brand with members added or replaced."""
    with ZipFile(TEMPLATES / "deck" / "brand.potx") as ours:
        parts = {name: ours.read(name) for name in ours.namelist()} | members
    written = io.BytesIO()
    with ZipFile(written, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    (folder / "brand.potx").write_bytes(written.getvalue())
    return folder / "brand.potx"


@pytest.mark.parametrize(
    ("file", "layout", "title", "content"),
    [
        ("x06_reference.pptx", "Title and Content", "Title 1", "Content Placeholder 2"),
        ("x01_template_169.pptx", "Title and Content", "Title 1", "Content Placeholder 2"),
        ("x02_example.pptx", "Titre et contenu", "Titre 1", "Espace réservé du contenu 2"),
    ],
)
def test_another_s_brand_gives_a_clean_deck(
    tmp_path: Path, file: str, layout: str, title: str, content: str
) -> None:
    brand = CORPUS / file
    if not brand.is_file():
        pytest.skip("the corpus is not beside the repository")
    markup = SLIDE.replace("Message + Content", layout).format(
        f'<ph name="{title}">{{{{ section.title }}}}</ph><table fill="{content}" data="table"/>'
    )
    (tmp_path / "slides").mkdir()
    (tmp_path / "slides" / "decisions.xml.j2").write_text(markup)
    model = replace(pack_model(), sections=(decisions(),))
    made = deck(model, folders=(tmp_path, TEMPLATES), fonts=FONTS, brand=brand).content
    assert deck_problems(made) == ()
    assert "D1" in deck_text(made)[0]


def test_the_brand_is_what_its_maker_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(TEMPLATES.parent / "scripts"))
    maker = importlib.import_module("make_brand")
    with ZipFile(TEMPLATES / "deck" / "brand.potx") as ours:
        kept = {name: ours.read(name).decode() for name in ours.namelist()}
    assert kept == {name: maker.HEAD + text for name, text in maker.members().items()}
