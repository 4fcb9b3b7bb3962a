"""The proposal as YAML: what is certain as settings, what is not as comments beside them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pmo_reports.model.tables import TABLES
from pmo_reports.readers.cells import letters
from pmo_reports.suggestion import evidence
from pmo_reports.suggestion.fit import Fitting
from pmo_reports.suggestion.sheets import Sheet

FILL_IN = "FILL-IN"
_TITLES = ("title", "name", "summary", "question", "deliverable", "category")
_DATED = frozenset({"date", "moment"})
_NUMBERS = frozenset({"money", "number", "integer"})
_KINDS = frozenset({"risk", "issue", "assumption", "dependency", "action"})
_TOTALS = ("total", "sub-total", "subtotal", "grand total", "contingency")
_SHOWN = 12

Found = Sequence[tuple[Sheet, Fitting]]


def written(file: str, reader: str, found: Found) -> str:
    """The YAML of a source that reads `file`, with a part for each sheet that a table fits."""
    fitting = [(sheet, fit) for sheet, fit in found if fit.table]
    lines = [
        f"# Proposed for {_line(file)}. Lines that start with # are not read: look at each of them.",
        f"reader: {reader}",
        f"files: {_quoted('inputs/{period}/' + re.sub(r'[][{}?*]', '?', file))}",
        *_values([fit for _, fit in fitting]),
        "parts:",
    ]
    seen: Counter[str] = Counter()
    for sheet, fit in fitting:
        seen[fit.table] += 1
        name = fit.table if seen[fit.table] == 1 else f"{fit.table}_{seen[fit.table]}"
        lines += _part(name, sheet, fit)
    lines += [f"# {_unfitting(sheet, fit)}" for sheet, fit in found if not fit.table]
    return "\n".join(lines) + "\n"


def _values(fits: Sequence[Fitting]) -> Iterator[str]:
    """How values are written, where the columns leave no doubt; the doubts as comments."""
    told = [each for fit in fits for each in _evidence(fit)]
    formats = dict.fromkeys(form for _, _, found in told for form in found.formats)
    numbers = [cell for fit in fits for name in _of(fit, _NUMBERS) for cell in fit.cells(fit.fields[name])]
    mark, doubt = evidence.marks(numbers)
    ratios = [cell for fit in fits for name in _of(fit, {"percent"}) for cell in fit.cells(fit.fields[name])]
    yield from (f"# values: {_line(head)}: {_line(found.doubt)}" for _, head, found in told if found.doubt)
    yield from [f"# values: {_line(doubt)}: say which in values.decimal"] if doubt else []
    settings = [
        *([f"  dates: {json.dumps(list(formats))}"] if formats else []),
        *(['  decimal: ","', '  thousands: "."'] if mark == "," else []),
        *(["  percent: points"] if evidence.points(ratios) else []),
    ]
    yield from ["values:", *settings] if settings else []


def _evidence(fit: Fitting) -> Iterator[tuple[str, str, evidence.Evidence]]:
    for name in _of(fit, {*_DATED, "month"}):
        column = fit.fields[name]
        read = evidence.months if fit.terms[name].type == "month" else evidence.dates
        yield name, fit.heads[column], read(fit.cells(column))


def _of(fit: Fitting, types: frozenset[str] | set[str]) -> list[str]:
    return [name for name in fit.fields if fit.terms[name].type in types]


def _part(name: str, sheet: Sheet, fit: Fitting) -> Iterator[str]:
    yield f"  {name}:  # heads found in row {fit.row}, {len(fit.lines)} filled rows below"
    yield f"    table: {fit.table}"
    yield from [f"    sheet: {_quoted(sheet.name)}"] if sheet.name else []
    yield f"    header: {fit.row}"
    title = next((each for each in _TITLES if each in fit.fields), "")
    if title and len(fit.cells(fit.fields[title])) < len(fit.lines):
        yield f"    skip_blank: {title}  # rows without it are no entries"
    totals = {fit.heads[at]: words for at in fit.heads if (words := _totals(fit, at))}
    if totals:
        yield f"    skip_rows: {json.dumps(totals, ensure_ascii=False)}"
    if fit.months and _amount(fit):
        yield f"    unpivot: {{name: month, value: {_amount(fit)}}}  # or what else the amounts are"
    yield "    columns:"
    yield from (f"      {line}" for line in _columns(fit))
    yield from (f"    # {line}" for line in _remarks(fit))


def _totals(fit: Fitting, column: int) -> list[str]:
    """The words that totals begin with in a column."""
    texts = [each.strip().casefold() for each in fit.cells(column) if isinstance(each, str)]
    return [f"{word}*" for word in _TOTALS if any(text.startswith(word) for text in texts)]


def _columns(fit: Fitting) -> Iterator[str]:
    turned = {"month", _amount(fit)} if fit.months else set()
    for key in TABLES[fit.table].key:
        if key not in fit.fields and key not in turned:
            yield _missing(key, fit)
    for name in sorted(turned - set(fit.fields)):
        yield f"{name}: {{type: {fit.terms[name].type}}}"
    for name, column in fit.fields.items():
        yield f"{name}: {{{', '.join(_column(name, column, fit))}}}"


def _column(name: str, column: int, fit: Fitting) -> Iterator[str]:
    term, head = fit.terms[name], fit.heads[column]
    yield f"aliases: [{_quoted(head)}]"
    yield from [f"type: {term.type}"] if term.type != "text" else []
    yield from [f"values: {json.dumps(term.values, ensure_ascii=False)}"] if term.values else []
    yield from ["required: true"] if name in TABLES[fit.table].key else []
    yield from ["occurrence: 1"] if list(fit.heads.values()).count(head) > 1 else []


def _missing(key: str, fit: Fitting) -> str:
    title = next((each for each in _TITLES if each in fit.fields), "")
    if key.endswith("_id") and key != "project_id" and title and not key.startswith(("giver", "receiver")):
        return f'{key}: {{template: "{{{title}}}", slug: true}}  # no column gives it: made of {title}'
    return f"{key}: {{constant: {FILL_IN}}}  # missing: no column gives it; write it here, or name its column"


def _amount(fit: Fitting) -> str:
    """The field that amounts below months fill: the first free one of money."""
    if "month" not in fit.terms:
        return ""
    free = (name for name, term in fit.terms.items() if term.type == "money" and name not in fit.fields)
    return next(free, "")


def _remarks(fit: Fitting) -> Iterator[str]:
    for each in fit.similar:
        yield f"{each.field}: {{aliases: [{_quoted(each.head)}]}}  # only similar: {each.score} of 100"
    for name, at in fit.refuted.items():
        wanted = fit.terms[name].type
        yield f"{name}: {{aliases: [{_quoted(fit.heads[at])}]}}  # so by name, but most cells are no {wanted}"
    yield from _unknown_words(fit)
    yield from _kinds(fit)
    mapped = {*fit.fields.values(), *fit.months}
    rest = [f"{_quoted(head)} ({letters(at + 1)})" for at, head in fit.heads.items() if at not in mapped]
    if rest:
        yield f"not mapped, kept beside the table: {', '.join(rest)}"


def _unknown_words(fit: Fitting) -> Iterator[str]:
    for name in _of(fit, {"choice"}):
        known = {word.casefold() for pair in fit.terms[name].values.items() for word in pair}
        words = dict.fromkeys(str(cell).strip() for cell in fit.cells(fit.fields[name]))
        strange = [word for word in words if word.casefold() not in known][:_SHOWN]
        if strange:
            yield f"{name}: say in `values` what these mean: {', '.join(map(_quoted, strange))}"


def _kinds(fit: Fitting) -> Iterator[str]:
    for at, head in fit.heads.items():
        if len(_KINDS & {str(cell).strip().casefold() for cell in fit.cells(at)}) > 1:
            yield f"{_quoted(head)} tells kinds of entries apart: see the preset raid-log, or set `where`"


def seen(found: Found) -> str:
    """The heads that were found, in words."""
    return " ".join(_unfitting(sheet, fit) for sheet, fit in found)


def _unfitting(sheet: Sheet, fit: Fitting) -> str:
    where = f"Sheet {_quoted(sheet.name)}" if sheet.name else "The file"
    if not fit.row:
        return f"{where} holds no table."
    heads = ", ".join(map(_quoted, list(fit.heads.values())[:_SHOWN]))
    return f"{where}: no canonical table fits the heads in row {fit.row}: {heads}."


def _quoted(text: str) -> str:
    """`text` as YAML takes it, on one line."""
    return json.dumps(text, ensure_ascii=False)


def _line(text: str) -> str:
    return " ".join(text.split())
