"""Templates: the one door of Jinja. Sandboxed, escaped, strict about names, shut inside their folders.

Every renderer that has templates uses this environment, so figures read alike in all of them. What
is printed bare is written out by its type: `{{ tile.figure }}` and `{{ section.title }}` need no filter.
"""

from __future__ import annotations

import difflib
import re
import traceback
import unicodedata
from collections.abc import Callable
from functools import partial
from pathlib import Path

import jinja2
import nh3
from babel.dates import format_date
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markdown_it import MarkdownIt
from markupsafe import Markup

from pmo_reports.errors import Problem, TemplateError
from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.pack import Prose
from pmo_reports.model.wording import ENGLISH, Wording
from pmo_reports.render.formats import day_text, disclosed_text, figure_text, sentence_text

LONGEST_PROSE = 20_000
"""Characters of one text that are set; a layout engine takes minutes over a megabyte."""

DEEPEST = 12
"""Nested elements of one text: lists within lists are two each."""

_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_PLACE = re.compile(r"\{(\w+)\}")
_ALLOWED_TAGS = {"p", "strong", "em", "ul", "ol", "li", "br", "a"}
_ALLOWED_SCHEMES = {"http", "https", "mailto"}
_NOT_MARKDOWN = [
    *("table", "code", "fence", "blockquote", "hr", "reference", "heading", "lheading", "html_block"),
    *("image", "strikethrough", "backticks", "autolink", "html_inline", "entity"),
]
_MISTAKES = (
    jinja2.TemplateError,
    TypeError,
    ValueError,
    LookupError,
    ArithmeticError,
    AttributeError,
    RuntimeError,
)


def templates(folders: tuple[Path, ...], locale: str, wording: Wording = ENGLISH) -> jinja2.Environment:
    """The environment of the templates in `folders`, the first one that has a name winning.

    Filters: `figure`, `sentence`, `disclosed`, `day`, `month` (text), `prose` (people's Markdown as HTML) and
    `label` (fixed words in the language of `wording`: `{{ "Page {n}"|label(n=3) }}`).
    """
    env = ImmutableSandboxedEnvironment(
        autoescape=True,
        undefined=_Undefined,
        loader=_ShutLoader(folders),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        finalize=partial(_written, locale=locale),
    )
    env.globals.pop("lipsum")  # it and `random` would make a pack differ from itself
    env.filters.pop("random")
    env.filters.update(
        figure=partial(figure_text, locale=locale),
        sentence=partial(sentence_text, locale=locale),
        disclosed=partial(disclosed_text, locale=locale),
        day=partial(day_text, locale=locale),
        month=partial(format_date, format="MMMM y", locale=locale),
        prose=prose_html,
        label=partial(_label, wording=wording),
    )
    return env


def rendered(env: jinja2.Environment, name: str, **context: object) -> str:
    """The text that template `name` gives for `context`.

    Raises:
        TemplateError: with file, line and the names that would be valid.
    """
    try:
        return env.get_template(name).render(context)
    except jinja2.TemplateNotFound as error:
        raise _error(name, f"there is no template {error.name!r}", _close(str(error.name), env)) from error
    except jinja2.TemplateSyntaxError as error:
        place = f"{error.filename or error.name}:{error.lineno}"
        raise _error(place, error.message or "syntax error", "mend the Jinja syntax of this line") from error
    except _MISTAKES as error:
        remedy = f"names known here: {', '.join(sorted({*context, *env.globals}))}"
        raise _error(_place(error, name), str(error) or type(error).__name__, remedy) from error


def prose_html(prose: Prose | str) -> Markup:
    """People's own Markdown as HTML of paragraphs, lists, emphasis and links; anything else is text."""
    words = plain(prose if isinstance(prose, str) else prose.markdown)
    if len(words) > LONGEST_PROSE:
        words = f"{words[:LONGEST_PROSE]} […{len(words) - LONGEST_PROSE} more characters]"
    html = nh3.clean(
        _html(words),
        tags=_ALLOWED_TAGS,
        attributes={"a": {"href"}},
        url_schemes=_ALLOWED_SCHEMES,
        link_rel=None,
    )
    return Markup(html.strip())  # noqa: S704 - cleaned by an allow-list in the line above


def plain(words: str) -> str:
    """`words` composed (NFC), without control characters, surrogates and noncharacters."""
    return unicodedata.normalize("NFC", _NOT_TEXT.sub("", words))


def _label(text: str, wording: Wording, **parts: object) -> str:
    """Fixed words in the language; `{name}` is a place for what `parts` has of that name."""
    return _PLACE.sub(lambda found: str(parts.get(found[1], found[0])), wording.label(text))


def _html(words: str) -> str:
    """Markdown as HTML; where lists nest deeper than a page can show, they are left as plain lines."""
    # Line breaks in a form's cell are meant; nesting is bounded because layout is recursive.
    markdown = MarkdownIt("js-default", {"breaks": True, "maxNesting": DEEPEST}).disable(_NOT_MARKDOWN)
    deepest = max((token.level for token in markdown.parse(words)), default=0)
    return str((markdown.disable("list") if deepest >= DEEPEST - 2 else markdown).render(words))


def _written(value: object, locale: str) -> object:
    """What an expression prints: figures and sentences written out, nothing for null."""
    if value is None:
        return ""
    if isinstance(value, Figure):
        return figure_text(value, locale)
    if isinstance(value, Sentence):
        return plain(sentence_text(value, locale))
    return plain(value) if type(value) is str else value


class _ShutLoader(jinja2.FileSystemLoader):
    """Loads templates from its folders and nowhere else, not even through a symbolic link."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        super().__init__([str(folder) for folder in folders])
        self._within = tuple(folder.resolve() for folder in folders)

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        source, path, fresh = super().get_source(environment, template)
        if not any(Path(path).resolve().is_relative_to(folder) for folder in self._within):
            raise jinja2.TemplateNotFound(template)
        return source, path, fresh


class _Undefined(jinja2.StrictUndefined):
    """A name that is not there; says what its object does have."""

    @property
    def _undefined_message(self) -> str:
        known = getattr(type(self._undefined_obj), "__dataclass_fields__", None)
        if not known and isinstance(self._undefined_obj, dict):
            known = self._undefined_obj
        said: str = super()._undefined_message
        return f"{said}; it has: {', '.join(map(str, known))}" if known else said


def _place(error: BaseException, name: str) -> str:
    """File and line of the innermost template the error came through."""
    frames = traceback.extract_tb(error.__traceback__)
    inside = [frame for frame in frames if not frame.filename.endswith((".py", ">"))]
    return f"{inside[-1].filename}:{inside[-1].lineno}" if inside else name


def _close(name: str, env: jinja2.Environment) -> str:
    names = env.list_templates()
    near = difflib.get_close_matches(name, names, n=1)
    return (f"did you mean {near[0]!r}? " if near else "") + f"templates: {', '.join(names)}"


def _error(place: str, message: str, remedy: str) -> TemplateError:
    return TemplateError((Problem(place, message, remedy),))
