"""The commands that prove a published pack, and make it again: their options, and what they answer."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from pmo_reports.store_commands import Answer, Command, Say

if TYPE_CHECKING:
    from pmo_reports.proof import Depth


def verify_options(parser: argparse.ArgumentParser) -> None:
    """The options of `verify`."""
    _version(parser)
    depth = parser.add_mutually_exclusive_group()
    words = "compare hashes alone, without making the pack again"
    depth.add_argument("--quick", action="store_true", help=words)
    words = "also read the inputs again, and compare the tables that they give"
    depth.add_argument("--from-inputs", action="store_true", help=words)
    words = "fail as well where anything is otherwise today: in the workspace, or on this machine"
    parser.add_argument("--strict", action="store_true", help=words)


def rebuild_options(parser: argparse.ArgumentParser) -> None:
    """The options of `rebuild`."""
    _version(parser)
    words = "where to: DIR/<period>/<pack>/v1; never among the versions of the workspace"
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=words)


def verify(asked: argparse.Namespace, say: Say) -> Answer:
    """Whether a version is what its inputs, settings, templates and code give; else what differs."""
    from pmo_reports import proof, proof_report

    found = proof.verified(asked.folder, asked.workspace, depth=_depth(asked), say=say)
    failed = not found.verified or (asked.strict and bool(found.since))
    return Answer(text=proof_report.as_text(found), values=proof_report.as_json(found), code=int(failed))


def rebuild(asked: argparse.Namespace, say: Say) -> Answer:
    """Where a version lies that was made again, and whether it is the same."""
    from pmo_reports import proof, proof_report

    done, found = proof.rebuilt(asked.folder, asked.out, asked.workspace, say=say)
    return Answer(
        text=proof_report.rebuilt_as_text(done, found),
        values=proof_report.rebuilt_as_json(done, found),
        code=int(not found.verified),
    )


def _version(parser: argparse.ArgumentParser) -> None:
    words = "a published version, such as out/2026-10/steering-committee/v1"
    parser.add_argument("folder", type=Path, metavar="FOLDER", help=words)
    words = "whose store it was made from; default: the one that FOLDER lies in, else the current folder"
    parser.add_argument("--workspace", type=Path, metavar="DIR", help=words)


def _depth(asked: argparse.Namespace) -> Depth:
    from pmo_reports.proof import Depth

    if asked.quick:
        return Depth.QUICK
    return Depth.FROM_INPUTS if asked.from_inputs else Depth.MADE_AGAIN


COMMANDS = (
    Command(
        name="verify",
        words="prove a published pack from what is kept of it, or name what differs",
        options=verify_options,
        answer=verify,
    ),
    Command(
        name="rebuild",
        words="make a published pack again from what is kept of it, whatever is otherwise today",
        options=rebuild_options,
        answer=rebuild,
    ),
)
