"""Templates: strict, shut in, escaped; people's words come out clean."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pmo_reports.errors import TemplateError
from pmo_reports.model.figures import Figure, Sentence, Unit
from pmo_reports.model.pack import Prose
from pmo_reports.model.wording import Wording
from pmo_reports.render.templating import LONGEST_PROSE, prose_html, rendered, templates

CPI = Figure(key="cpi", entity="P1", value=0.957, unit=Unit.INDEX)


def page(folder: Path, text: str, **context: object) -> str:
    (folder / "page.html").write_text(text, encoding="utf-8")
    return rendered(templates((folder,), "en_GB"), "page.html", **context)


def problem(error: pytest.ExceptionInfo[TemplateError]) -> str:
    return str(error.value.problems[0])


@pytest.mark.parametrize("text", ["{{ value }}", "{{ value|figure }}"])
def test_a_figure_is_written_out(tmp_path: Path, text: str) -> None:
    assert page(tmp_path, text, value=CPI) == "0.96"


def test_a_sentence_is_written_out_and_escaped(tmp_path: Path) -> None:
    assert page(tmp_path, "{{ value }}", value=Sentence.of("R&D: ", CPI)) == "R&amp;D: 0.96"


def test_figures_follow_the_locale(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("{{ value }}")
    assert rendered(templates((tmp_path,), "de_DE"), "page.html", value=CPI) == "0,96"


def test_markup_in_a_value_is_text(tmp_path: Path) -> None:
    assert page(tmp_path, "{{ value }}", value="<b>R&D</b>") == "&lt;b&gt;R&amp;D&lt;/b&gt;"


def test_control_characters_are_dropped(tmp_path: Path) -> None:
    assert page(tmp_path, "{{ value }}", value="a\x07b\ufffe\ud800c") == "abc"


def test_letters_and_their_accents_are_composed(tmp_path: Path) -> None:
    assert page(tmp_path, "{{ value }}", value="Andre\u0301") == "André"


def test_null_prints_nothing(tmp_path: Path) -> None:
    assert page(tmp_path, "[{{ value }}]", value=None) == "[]"


def test_dates_are_written_in_the_locale(tmp_path: Path) -> None:
    day = date(2026, 10, 31)
    assert page(tmp_path, "{{ d|day }}, {{ d|month }}", d=day) == "31 Oct 2026, October 2026"


def test_an_unknown_name_is_an_error_with_line_and_names(tmp_path: Path) -> None:
    with pytest.raises(TemplateError) as error:
        page(tmp_path, "x\n{{ sction }}", section=1)
    assert "page.html:2: 'sction' is undefined" in problem(error)
    assert "section" in problem(error)


def test_an_unknown_field_names_the_fields_there_are(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="it has: markdown, author"):
        page(tmp_path, "{{ value.text }}", value=Prose("x"))


def test_a_syntax_error_has_its_line(tmp_path: Path) -> None:
    with pytest.raises(TemplateError) as error:
        page(tmp_path, "x\n\n{% if %}")
    assert "page.html:3" in problem(error)


def test_an_unknown_filter_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="No filter named 'figur'"):
        page(tmp_path, "{{ value|figur }}", value=CPI)


def test_an_unknown_template_suggests_a_name(tmp_path: Path) -> None:
    (tmp_path / "cover.html").touch()
    with pytest.raises(TemplateError, match=r"did you mean 'cover\.html'"):
        rendered(templates((tmp_path,), "en_GB"), "covr.html")


@pytest.mark.parametrize("text", ["{{ value.__class__ }}", "{{ ''.__class__.__mro__ }}", "{{ lipsum() }}"])
def test_templates_are_sandboxed(tmp_path: Path, text: str) -> None:
    with pytest.raises(TemplateError):
        page(tmp_path, text, value=CPI)


def test_the_first_folder_wins(tmp_path: Path) -> None:
    for name in ("own", "package"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.html").write_text(name)
    env = templates((tmp_path / "own", tmp_path / "package"), "en_GB")
    assert rendered(env, "page.html") == "own"


@pytest.mark.parametrize("name", ["../secret.html", "link.html"])
def test_nothing_outside_the_folders_is_loaded(tmp_path: Path, name: str) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    (tmp_path / "secret.html").write_text("secret")
    (inside / "link.html").symlink_to(tmp_path / "secret.html")
    with pytest.raises(TemplateError):
        rendered(templates((inside,), "en_GB"), name)


def test_prose_keeps_emphasis_lists_and_line_breaks() -> None:
    html = prose_html("**late** by\n_two_ weeks\n\n- a\n- b")
    assert "<strong>late</strong> by<br>" in html
    assert "<em>two</em>" in html
    assert html.count("<li>") == 2


@pytest.mark.parametrize(
    "words",
    ["<script>alert(1)</script>", "<img src=x>", "![x](http://host/x.png)", "[x](javascript:alert(1))"],
)
def test_prose_holds_no_active_content(words: str) -> None:
    html = prose_html(words)
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html


@pytest.mark.parametrize("words", ["# 1 priority", "    four spaces", "`code`", "> quoted", "a | b\n--|--"])
def test_prose_loses_no_words(words: str) -> None:
    text = prose_html(words).replace("&gt;", ">")
    assert all(word in text for word in words.replace("`", "").split())


def test_endless_prose_is_cut_and_says_so() -> None:
    html = prose_html("x" * (LONGEST_PROSE + 5))
    assert html.endswith("[…5 more characters]</p>")


def test_deep_nesting_is_flattened_and_kept() -> None:
    html = prose_html("\n".join(f"{'  ' * level}- item{level}" for level in range(60)))
    assert "<ul>" not in html
    assert all(f"item{level}" in html for level in range(60))


def test_fixed_words_are_told_in_the_language_and_their_places_filled(tmp_path: Path) -> None:
    french = Wording(language="fr", messages={"Page {n} of {all}": ("Page {n} sur {all}",)})
    (tmp_path / "page.html").write_text(
        "{{ 'Page {n} of {all}'|label(n=value, all='<3>') }} {{ 'Own'|label }}"
    )
    env = templates((tmp_path,), "fr_FR", french)
    assert rendered(env, "page.html", value=2) == "Page 2 sur &lt;3&gt; Own"


def test_a_place_of_fixed_words_reaches_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("{{ '{n.__class__} {other} {n}'|label(n=value) }}")
    env = templates((tmp_path,), "en_GB")
    assert rendered(env, "page.html", value=2) == "{n.__class__} {other} 2"
