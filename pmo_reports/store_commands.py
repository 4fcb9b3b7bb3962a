"""The commands that look after what is remembered: their options, and what they answer. cli prints."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pmo_reports.errors import UsageError

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a command has to say, for people and for machines, and the exit code that it ends with."""

    text: str
    values: object
    code: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command that answers: its name, what it does in words, its options, and what gives the answer."""

    name: str
    words: str
    options: Callable[[argparse.ArgumentParser], None]
    answer: Callable[[argparse.Namespace, Say], Answer]


def periods_options(parser: argparse.ArgumentParser) -> None:
    """The options of `periods`."""
    _places(parser)


def restate_options(parser: argparse.ArgumentParser) -> None:
    """The options of `restate`."""
    parser.add_argument("--period", required=True, metavar="YYYY-MM")
    parser.add_argument("--workspace", type=Path, default=Path(), metavar="DIR")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why other inputs count now")
    parser.add_argument("--author", required=True, metavar="NAME", help="who says so")


def prune_options(parser: argparse.ArgumentParser) -> None:
    """The options of `store prune`."""
    _places(parser)
    parser.add_argument("--keep-months", type=int, required=True, metavar="N", help="keep all of the last N")
    parser.add_argument("--dry-run", action="store_true", help="only say what would go, and how much it is")


def import_options(parser: argparse.ArgumentParser) -> None:
    """The options of `import-history`."""
    parser.add_argument(
        "place", type=Path, metavar="FOLDER_OR_FILE", help="old exports, or an old pack's workbook"
    )
    parser.add_argument("--workspace", type=Path, default=Path(), metavar="DIR")
    parser.add_argument("--period", default="", metavar="YYYY-MM", help="what all of it is of")
    parser.add_argument("--source", default="", metavar="NAME", help="which source reads all of it")
    parser.add_argument(
        "--dry-run", action="store_true", help="only say what would be brought, and how it reads"
    )
    parser.add_argument("--overwrite", action="store_true", help="replace files that are there and differ")
    parser.add_argument("--reason", default="", metavar="TEXT", help="why other files count now")
    parser.add_argument("--author", default="", metavar="NAME", help="who says so")


def known_on_option(parser: argparse.ArgumentParser) -> None:
    """The option that asks for what was known on a day."""
    words = "by what was known on that day, from snapshots alone"
    parser.add_argument("--as-known-on", default="", metavar="YYYY-MM-DD", help=words)


def known_on(asked: argparse.Namespace) -> date | None:
    """The day of which it is asked what was known; null for now."""
    return day(asked.as_known_on)


def day(words: str) -> date | None:
    """The day that is written; null for none.

    Raises:
        UsageError: it is no day.
    """
    try:
        return date.fromisoformat(words) if words else None
    except ValueError as error:
        raise UsageError(f"{words!r} is not a day", remedy="write it as 2026-11-05") from error


def periods(asked: argparse.Namespace, _: Say) -> Answer:
    """What is remembered of each period."""
    from pmo_reports import pipeline, store_report

    found = store_report.remembered(pipeline.configured(asked.workspace), _outs(asked))
    return Answer(text=store_report.periods_as_text(found), values=store_report.periods_as_json(found))


def restate(asked: argparse.Namespace, say: Say) -> Answer:
    """What a restated period rests on now."""
    from dataclasses import asdict

    from pmo_reports import intake, pipeline, store_report
    from pmo_reports.model.period import Period

    period = Period.parse(asked.period)
    restating = intake.Restating(period=period, reason=asked.reason, author=asked.author)
    entry = intake.restate(pipeline.configured(asked.workspace, period), restating, say=say)
    return Answer(text=store_report.restated_as_text(period, entry), values=asdict(entry))


def import_history(asked: argparse.Namespace, say: Say) -> Answer:
    """What old exports and packs came to, by period."""
    from pmo_reports import backfill, knowledge, pipeline
    from pmo_reports.model.period import Period

    period = Period.parse(asked.period) if asked.period else None
    order = backfill.Order(
        settings=pipeline.configured(asked.workspace),
        place=asked.place,
        today=knowledge.today(),
        period=period,
        source=asked.source,
        dry=asked.dry_run,
        overwrite=asked.overwrite,
        reason=asked.reason.strip(),
        author=asked.author.strip(),
    )
    done = backfill.brought(order, say=say)
    return Answer(text=backfill.as_text(done), values=backfill.as_json(done), code=int(done.failed))


def prune(asked: argparse.Namespace, _: Say) -> Answer:
    """What the store lost, or would lose."""
    from pmo_reports import knowledge, pipeline, store_report, tidying

    settings = pipeline.configured(asked.workspace)
    retention = tidying.Retention(months=asked.keep_months, today=knowledge.today(), outs=_outs(asked))
    found = tidying.tidied(settings, retention, dry=asked.dry_run)
    return Answer(text=store_report.tidied_as_text(found), values=store_report.tidied_as_json(found))


def _places(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--workspace", type=Path, default=Path(), metavar="DIR")
    words = "another folder with published packs; may be given several times"
    parser.add_argument("--out", type=Path, action="append", default=[], metavar="DIR", help=words)


def _outs(asked: argparse.Namespace) -> tuple[Path, ...]:
    return (asked.workspace / "out", *asked.out)


COMMANDS = (
    Command(
        name="periods",
        words="list what is remembered of each period: since when, by whom, why, and for which packs",
        options=periods_options,
        answer=periods,
    ),
    Command(
        name="restate",
        words="read a published period anew, and say why and by whom",
        options=restate_options,
        answer=restate,
    ),
    Command(
        name="import-history",
        words="bring in past periods from old exports, month folders and old packs' workbooks",
        options=import_options,
        answer=import_history,
    ),
)
PRUNE = "let go what no pointer and no published pack needs"
