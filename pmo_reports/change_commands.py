"""The command that tells what changed: its options, and what it answers. cli prints."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from pmo_reports.errors import UsageError
from pmo_reports.store_commands import Answer, Say, day, known_on_option

if TYPE_CHECKING:
    from pmo_reports.pipeline import End


def changes_options(parser: argparse.ArgumentParser) -> None:
    """The options of `changes`."""
    parser.add_argument("--from", dest="since", required=True, metavar="YYYY-MM", help="the earlier period")
    parser.add_argument(
        "--to", dest="until", required=True, metavar="YYYY-MM", help="the later one, or the same"
    )
    parser.add_argument("--workspace", type=Path, default=Path(), metavar="DIR")
    words = "only of this project, or of this programme and its projects"
    parser.add_argument("--project", default="", metavar="ID", help=words)
    parser.add_argument("--all", action="store_true", help="list changes that are not material, too")
    words = "take projects of the same name for the same, whatever their id"
    parser.add_argument("--by-name", action="store_true", help=words)
    known_on_option(parser)
    for end in ("from", "to"):
        words = f"the same for --{end} alone"
        parser.add_argument(f"--as-known-on-{end}", default="", metavar="YYYY-MM-DD", help=words)


def changes(asked: argparse.Namespace, say: Say) -> Answer:
    """What changed between the two.

    Raises:
        UsageError: the periods stand the wrong way round, nothing is known of one, or no such project is.
    """
    from pmo_reports import change_report, change_selection, pipeline

    ends = _ends(asked)
    pair = pipeline.compared(ends, asked.workspace, by_name=asked.by_name, say=say)
    told = change_selection.selected(pair, asked.project)
    text = change_report.as_text(told, every=asked.all)
    return Answer(text=text, values=change_report.as_json(told))


def _ends(asked: argparse.Namespace) -> tuple[End, End]:
    from pmo_reports.model.period import Period

    since, until = (Period.parse(words) for words in (asked.since, asked.until))
    first, second = (
        day(words or asked.as_known_on) for words in (asked.as_known_on_from, asked.as_known_on_to)
    )
    if since > until:
        raise UsageError(
            f"--from {since} lies after --to {until}", remedy=f"write --from {until} --to {since}"
        )
    if since == until and first == second:
        raise UsageError(
            f"{since} is compared with itself",
            remedy="choose an earlier --from, or an earlier day with --as-known-on-from",
        )
    return (since, first), (until, second)
