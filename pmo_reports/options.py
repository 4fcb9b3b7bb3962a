"""The options of the commands."""

from __future__ import annotations

import argparse
from pathlib import Path

from pmo_reports.store_commands import known_on_option

DEFAULT_PACK = "steering-committee"


def period(parser: argparse.ArgumentParser) -> None:
    """The options of every command that is about a period."""
    parser.add_argument("--period", required=True, metavar="YYYY-MM")
    parser.add_argument("--workspace", type=Path, default=Path(), metavar="DIR")


def init(parser: argparse.ArgumentParser) -> None:
    """The options of `init`."""
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--sample", action="store_true", help="with an invented portfolio of 24 projects")
    parser.add_argument("--preset", default="", metavar="NAME", help="for a known export, such as uk-gmpp")


def check(parser: argparse.ArgumentParser) -> None:
    """The options of `check`."""
    parser.add_argument("--period", default="", metavar="YYYY-MM")
    parser.add_argument("--workspace", type=Path, default=Path(), metavar="DIR")
    parser.add_argument(
        "--suggest", type=Path, metavar="FILE", help="instead propose settings that read this workbook or CSV"
    )
    parser.add_argument(
        "--table", default="", metavar="NAME", help="with --suggest: the table it should fill"
    )
    known_on_option(parser)


def build(parser: argparse.ArgumentParser) -> None:
    """The options of `build`."""
    period(parser)
    parser.add_argument("--pack", default=DEFAULT_PACK, metavar="NAME")
    parser.add_argument("--out", type=Path, metavar="DIR", help="default: out/ in the workspace")
    known_on_option(parser)


def explain(parser: argparse.ArgumentParser) -> None:
    """The options of `explain`."""
    parser.add_argument("project", metavar="PROJECT", help="id of a project, programme or the portfolio")
    parser.add_argument(
        "key", metavar="KEY", help="a measure (cpi, eac) or a RAG dimension (schedule, overall)"
    )
    period(parser)
    known_on_option(parser)


def forms(parser: argparse.ArgumentParser) -> None:
    """The options of `forms`."""
    period(parser)
    parser.add_argument("--out", type=Path, metavar="DIR", help="default: forms/<period> in the workspace")
    parser.add_argument("--manager", default="", metavar="NAME", help="the form of one project manager alone")


def chase(parser: argparse.ArgumentParser) -> None:
    """The options of `chase`."""
    period(parser)
    parser.add_argument("--out", type=Path, metavar="DIR", help="default: chase/ in the workspace")
    parser.add_argument(
        "--on", default="", metavar="YYYY-MM-DD", help="the day to count from, default: today"
    )


def measures(parser: argparse.ArgumentParser) -> None:
    """The options of `measures`."""
    parser.add_argument("key", nargs="?", default="", metavar="KEY", help="one measure in full, such as cpi")
    parser.add_argument("--markdown", action="store_true", help="print the page of all measures and terms")
