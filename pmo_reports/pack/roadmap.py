"""The roadmap: every active project with its baseline, its forecast and its key milestones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby, pairwise
from math import ceil

from pmo_reports.model.charts import Bar, Diamond, Gantt
from pmo_reports.model.figures import Sentence
from pmo_reports.model.pack import Block, ChartBlock
from pmo_reports.model.wording import in_line, label, say, say_many
from pmo_reports.model.wording import listed as named
from pmo_reports.pack.milestone_state import Milestone, key_milestones
from pmo_reports.pack.quantities import count, number, on, signed
from pmo_reports.pack.records import day
from pmo_reports.pack.section import Content, section
from pmo_reports.pack.view import View
from pmo_reports.pack.words import counted, joined, part_of

MOST = 12  # bars that a slide holds and a reader follows
_DECEMBER = 12
_ON_TIME = label("None is later than its baseline.")


@section("roadmap", "Roadmap")
def roadmap(view: View) -> Content | None:
    """A bar for each active project by programme; left out where no project has dates."""
    bars = _bars(view)
    if not bars:
        return None
    window = _window(view, bars)
    groups = _groups(view, bars)
    blocks: dict[str, Block | None] = {
        f"roadmap_{at}": ChartBlock(title=_names(view, group), chart=_gantt(view, group, window))
        for at, group in enumerate(groups, start=1)
    }
    return Content(
        title=_title(view, bars),
        lead=_unplaced(view, bars),
        blocks=blocks,
        source=view.source("projects", "milestones"),
    )


def _title(view: View, bars: Sequence[Bar]) -> Sentence:
    last = max(bar.finish or bar.start or view.status_date for bar in bars)
    end = say("the last one ends on {date}", date=on(view.entity, "projects.last_finish", last))
    return joined((_late_of(view, bars), end))


def _late_of(view: View, bars: Sequence[Bar]) -> Sentence:
    """How many of those with a baseline are late, or how many there are where none has one."""
    known = [bar for bar in bars if bar.baseline_finish and bar.finish]
    if not known:
        return counted(count(view.entity, "projects.on_roadmap", len(bars)), "project")
    late = count(view.entity, "projects.late", sum(_late(bar) for bar in known))
    of = count(view.entity, "projects.with_baseline", len(known))
    return part_of(late, of, "projects", "finishes later than baseline", "finish later than baseline")


def _unplaced(view: View, bars: Sequence[Bar]) -> Sentence:
    rest = count(view.entity, "projects.without_dates", len(view.active) - len(bars))
    return (
        say_many(
            "{n} of the active projects gives no dates.", "{n} of the active projects give no dates.", rest
        )
        if rest.value
        else Sentence()
    )


def _late(bar: Bar) -> bool:
    return bool(bar.finish and bar.baseline_finish and bar.finish > bar.baseline_finish)


def _bars(view: View) -> list[Bar]:
    order = {programme: at for at, programme in enumerate(view.scope.programmes)}
    diamonds = key_milestones(view)
    made = [_bar(view, entity, [m for m in diamonds if m.entity == entity]) for entity in view.active]
    dated = [bar for bar in made if bar.finish or bar.start]
    return sorted(
        dated,
        key=lambda b: (
            order.get(view.scope.programme.get(b.entity, ""), len(order)),
            b.finish or date.max,
            view.name(b.entity),
            b.entity,
        ),
    )


def _bar(view: View, entity: str, own: Sequence[Milestone]) -> Bar:
    row = view.project(entity)
    done = number(view.figure(entity, "percent_complete")) or 0.0
    return Bar(
        entity=entity,
        label=view.name(entity),
        rag=view.rag(entity),
        start=day(row, "actual_start", "baseline_start"),
        finish=_finish(
            view, entity, "finish_forecast", "actual_finish", "forecast_finish", "baseline_finish"
        ),
        baseline_start=row.get("baseline_start"),
        baseline_finish=_finish(view, entity, "finish_baseline", "baseline_finish"),
        done=min(1.0, max(0.0, done)),
        diamonds=tuple(
            Diamond(on=m.expected, label=m.name, rag=m.rag, done=m.met) for m in own if m.expected
        ),
        slip=signed(view.figure(entity, "finish_slip")),
    )


def _finish(view: View, entity: str, measure: str, *stated: str) -> date | None:
    """The measure's date, which knows the last milestone too, else the one that is stated."""
    measured = view.figure(entity, measure).value
    return measured if isinstance(measured, date) else day(view.project(entity), *stated)


def _groups(view: View, bars: Sequence[Bar]) -> list[tuple[Bar, ...]]:
    """Bars in charts of at most `MOST`: by whole programmes, unless that takes many more charts."""
    whole, even = _by_programme(view, bars), _evenly(bars)
    return whole if len(whole) <= len(even) + 1 else even


def _by_programme(view: View, bars: Sequence[Bar]) -> list[tuple[Bar, ...]]:
    fair = len(bars) / len(_evenly(bars))
    charts: list[tuple[Bar, ...]] = [()]
    for _, own in groupby(bars, key=lambda bar: view.scope.programme.get(bar.entity, "")):
        for part in _evenly(tuple(own)):
            full = len(charts[-1]) + len(part) > MOST or len(charts[-1]) + len(part) / 2 > fair
            charts = [*charts, part] if charts[-1] and full else [*charts[:-1], charts[-1] + part]
    return charts


def _evenly(bars: Sequence[Bar]) -> list[tuple[Bar, ...]]:
    charts = ceil(len(bars) / MOST)
    ends = [round(len(bars) * at / charts) for at in range(charts + 1)]
    return [tuple(bars[start:end]) for start, end in pairwise(ends)]


def _gantt(view: View, bars: tuple[Bar, ...], window: tuple[date, date]) -> Gantt:
    late = [bar.label for bar in bars if _late(bar)]
    return Gantt(
        start=window[0],
        finish=window[1],
        status_date=view.status_date,
        bars=bars,
        alt=label(
            "Roadmap of {programmes} with baselines and key milestones. {late}",
            programmes=_names(view, bars),
            late=label("Later than baseline: {projects}.", projects=named(late)) if late else _ON_TIME,
        ),
    )


def _names(view: View, bars: Sequence[Bar]) -> str:
    programmes = dict.fromkeys(view.scope.programme.get(bar.entity, "") for bar in bars)
    names = (view.name(programme) if programme else label("Other projects") for programme in programmes)
    return label("{names}", names=in_line(names))


def _window(view: View, bars: Sequence[Bar]) -> tuple[date, date]:
    """Whole months around every bar and diamond, the same for all charts."""
    dates = [view.status_date, *(d for bar in bars for d in _dates(bar))]
    first, last = min(dates), max(dates)
    year, month = (last.year + 1, 1) if last.month == _DECEMBER else (last.year, last.month + 1)
    return first.replace(day=1), date(year, month, 1)


def _dates(bar: Bar) -> Iterator[date]:
    ends = (bar.start, bar.finish, bar.baseline_start, bar.baseline_finish)
    yield from (end for end in ends if end)
    yield from (diamond.on for diamond in bar.diamonds)
