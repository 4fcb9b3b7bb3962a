"""The deck, read back: its texts, charts, links, notes, sections, and what it must never hold."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pptx import Presentation

from pmo_reports.model.figures import Sentence
from pmo_reports.model.pack import Block, Bullets, Chip, Facts, Link, PackModel, Prose, Section, TableBlock
from pmo_reports.model.rag import Rag
from pmo_reports.render.deck import deck, deck_problems
from tests.render.deck_text import (
    FONTS,
    NS,
    TEMPLATES,
    charts,
    deck_text,
    found,
    notes_text,
    overflows,
    slides,
    text,
    titles,
)
from tests.render.pack_fixture import pack_model
from tests.render.project_fixture import HOSTILE, PROJECTS, one_pager
from tests.render.table_fixture import section, table

ROWS = 30


def made(model: PackModel) -> bytes:
    return deck(model, folders=(TEMPLATES,), fonts=FONTS).content


def of(*sections: Section) -> bytes:
    return made(replace(pack_model(), sections=sections))


def long_table(rows: int = ROWS, words: str = "Word") -> TableBlock:
    return table(
        "No.", "Text|4", rows=tuple((str(n), f"{words} {n}") for n in range(rows)), alt="Numbered words"
    )


def titled(kind: str, title: str, **blocks: TableBlock | Prose | Sentence) -> Section:
    return section(kind, kind, Sentence.of(title), dict(blocks))


@pytest.fixture(scope="module")
def content() -> bytes:
    return made(pack_model())


def test_it_is_named_after_the_pack() -> None:
    artefact = deck(pack_model(), folders=(TEMPLATES,), fonts=FONTS)
    assert artefact.name == "steering-committee.pptx"


def test_nothing_is_wrong_with_the_package(content: bytes) -> None:
    assert deck_problems(content) == ()


def test_the_same_pack_gives_the_same_bytes(content: bytes) -> None:
    assert made(pack_model()) == content


def test_it_opens_and_every_slide_has_a_title(content: bytes) -> None:
    opened = Presentation(io.BytesIO(content))
    assert all(slide.shapes.title.text for slide in opened.slides)
    assert len(titles(content)) == len(opened.slides)


def test_nothing_runs_over(content: bytes) -> None:
    assert list(overflows(content)) == []


def test_every_section_is_there_in_order(content: bytes) -> None:
    said = titles(content)
    firsts = [title for title in said if "(continued" not in title]
    assert len(firsts) == len(pack_model().sections)
    assert firsts[1].startswith("3 of 24 projects are red")


def test_the_deck_s_sections_list_every_slide(content: bytes) -> None:
    opened = Presentation(io.BytesIO(content))
    names = [str(s.get("name")) for s in opened.element.iter(f"{{{NS['p14']}}}section")]
    assert "One-pagers" in names
    assert len(names) == len(set(names))


def test_figures_are_printed_by_the_common_formats(content: bytes) -> None:
    summary = deck_text(content)[1]
    assert "€52.5\N{NO-BREAK SPACE}m" in summary
    assert "22 of 24 disclosed" in summary
    assert "n/a" in summary


def test_charts_hold_the_model_s_values(content: bytes) -> None:
    values = {float(str(v.text)) for chart in charts(content) for v in found(chart, "//c:val//c:v")}
    assert 16.0 in values or 14.0 in values
    assert max(values) > 50_000_000


def test_hostile_words_stay_words(content: bytes) -> None:
    assert any(HOSTILE in slide for slide in deck_text(content))
    assert not any("{{" in slide for slide in deck_text(content))
    braces = of(titled("anything", "{{ 7 * 7 }} =cmd|calc", remark=Prose("{{ 7 * 7 }} <script>x</script>")))
    assert "{{ 7 * 7 }} =cmd|calc" in deck_text(braces)[0]
    assert "<script>x</script>" in deck_text(braces)[0]


def test_a_long_table_continues_with_its_head() -> None:
    parts = slides(of(titled("anything", "Thirty rows", rows=long_table())))
    assert [len(found(slide, "//a:tr")) for slide in parts] == [11, 11, 11]
    assert all("Text" in text(slide).split("\n") for slide in parts)
    assert "(continued\N{NO-BREAK SPACE}2\N{NO-BREAK SPACE}of\N{NO-BREAK SPACE}3)" in text(parts[1])


def test_no_row_is_lost_over_the_slides() -> None:
    told = "\n".join(
        deck_text(of(titled("anything", "Rows", rows=long_table(words="Some longer words " * 9))))
    )
    assert all(f" {n}\n" in told for n in range(ROWS))


def test_a_text_longer_than_a_slide_continues_and_nothing_is_cut() -> None:
    words = " ".join(f"w{n}" for n in range(3000))
    parts = deck_text(of(titled("anything", "Long", remark=Prose(words))))
    told = " ".join(" ".join(part.split()) for part in parts)
    assert len(parts) > 1
    assert all(f"w{n}" in told for n in (0, 1499, 2999))


def test_a_one_pager_with_far_too_many_words_is_one_slide_and_says_so() -> None:
    page = one_pager(PROJECTS[0])
    words = Prose(" ".join(f"word{n}" for n in range(900)))
    long: dict[str, Block] = {"summary": words, "achieved": Bullets(head="Achieved", items=(words,) * 9)}
    made_of = of(replace(page, blocks={**page.blocks, **long}))
    assert len(slides(made_of)) == 1
    assert "(more in the PDF)" in deck_text(made_of)[0]
    assert "word899" in notes_text(made_of)
    assert list(overflows(made_of)) == []


def test_an_exception_has_its_state_and_links_beside_its_name() -> None:
    entry = Facts(
        head="Atlas", pairs=(("State", Chip(rag=Rag.RED)), ("Impact", "slips"), ("More", Link("Page", "x")))
    )
    found_in = deck_text(of(section("exceptions", "e", Sentence.of("One"), {"entry_1": entry})))[0]
    assert "Atlas" in found_in
    assert "State" not in found_in
    assert found_in.index("Page") < found_in.index("slips")


def test_a_table_does_not_begin_at_the_foot_with_a_row_or_two() -> None:
    two = of(
        titled(
            "anything", "Two tables", first=long_table(12, "Some longer words " * 9), second=long_table(12)
        )
    )
    assert all(len(found(t, ".//a:tr")) > 3 for slide in slides(two) for t in found(slide, "//a:tbl"))


def test_a_row_taller_than_a_slide_is_broken_between_lines() -> None:
    cell = Prose(" ".join(f"w{n}" for n in range(3000)))
    deep = of(titled("anything", "Deep", rows=table("No.", "Text", rows=(("1", cell),), alt="One deep row")))
    assert list(overflows(deep)) == []
    assert "w2999" in deck_text(deep)[-1]


def test_a_very_long_title_shrinks_into_two_lines() -> None:
    long = of(
        titled("anything", "Settlement and reconciliation interface of the distribution companies " * 3)
    )
    size = int(found(slides(long)[0], "//p:sp[.//p:ph[@type='title']]//a:rPr")[0].get("sz", "0"))
    assert 900 <= size < 2400


def test_links_lead_to_the_slide_of_their_anchor() -> None:
    row = ((Link("Atlas", "atlas"),),)
    here = titled("dashboard", "Worst first", table=table("Project", rows=row, alt="Projects"))
    there = replace(titled("anything", "Atlas is red"), anchor="atlas")
    opened = Presentation(io.BytesIO(of(here, there)))
    link = found(slides(of(here, there))[0], "//a:hlinkClick")[0]
    target = opened.slides[0].part.rels[str(link.get(link.keys()[0]))].target_part
    assert target is opened.slides[1].part


def test_a_link_to_nowhere_is_plain_text() -> None:
    row = ((Link("Atlas", "nowhere"),),)
    alone = of(titled("dashboard", "Worst first", table=table("Project", rows=row, alt="Projects")))
    assert found(slides(alone)[0], "//a:hlinkClick") == []
    assert "Atlas" in deck_text(alone)[0]


def test_notes_say_why_a_chip_is_what_it_is(content: bytes) -> None:
    assert "Billing platform replacement, " in notes_text(content)


def test_every_run_has_a_language(content: bytes) -> None:
    styles = [style for slide in slides(content) for style in found(slide, "//a:rPr")]
    assert {style.get("lang") for style in styles} == {"en-GB"}


def test_text_is_never_smaller_than_nine_points(content: bytes) -> None:
    styles = [style for slide in slides(content) for style in found(slide, "//a:rPr[@sz]")]
    assert min(int(str(style.get("sz"))) for style in styles) >= 900


def test_a_chip_has_letter_shape_and_colour(content: bytes) -> None:
    fill = "a:tcPr/a:solidFill/a:schemeClr[@val='accent4']"
    chips = [text(cell) for slide in slides(content) for cell in found(slide, f"//a:tc[{fill}]")]
    assert chips
    assert all(chip.startswith("◆") and "R" in chip for chip in chips)


def test_the_footer_says_status_date_run_classification_and_state(content: bytes) -> None:
    for slide in deck_text(content):
        assert "Status 31 Oct 2026  ·  Run 3f9a1c07d2  ·  Internal  ·  Draft" in slide


def test_a_block_that_no_template_knows_is_shown() -> None:
    extra = titled("decisions", "One more", unheard_of=Prose("Do not lose me."))
    assert "Do not lose me." in deck_text(of(extra))[0]


def test_what_has_no_rows_says_so() -> None:
    none = of(titled("decisions", "No decision", table=table("Decision", rows=(), alt="Decisions")))
    assert "None this period." in deck_text(none)[0]


def test_the_organisation_s_colours_are_the_theme_s() -> None:
    model = pack_model()
    red = made(replace(model, meta=replace(model.meta, colours={**model.meta.colours, "red": "#990000"})))
    theme = (
        Presentation(io.BytesIO(red))
        .slide_masters[0]
        .part.part_related_by("http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme")
    )
    assert b'accent4><a:srgbClr val="990000"' in theme.blob
