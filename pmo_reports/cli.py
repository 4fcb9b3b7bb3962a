"""The command line: the only place that prints. Each command imports what it needs when it runs.

Exit codes: 0 done, 1 nothing published because of findings, 2 wrong usage or configuration,
4 something is missing on this machine, 130 interrupted.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pmo_reports import change_commands as their
from pmo_reports import options, usage
from pmo_reports import proof_commands as proofs
from pmo_reports import store_commands as its
from pmo_reports.errors import PmoReportsError, UsageError

if TYPE_CHECKING:
    from pmo_reports.model.finding import Finding

INTERRUPTED = 130
NOT_EQUIPPED = 4
SHOWN_FINDINGS = 12


def run(arguments: Sequence[str]) -> int:
    """The exit code of the command that `arguments` ask for."""
    try:
        asked = usage.asked(_parser(), arguments)
        return int(asked.command(asked))
    except PmoReportsError as error:
        _fail(error, as_json="--json" in arguments)
        return error.exit_code
    except KeyboardInterrupt:
        print("\ninterrupted: nothing was published, earlier packs are untouched", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def _fail(error: PmoReportsError, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(usage.error_json(error), ensure_ascii=False))
    else:
        print(f"error: {error}", file=sys.stderr)


def _parser() -> usage.Parser:
    parser = usage.Parser(
        prog="pmo-reports", description="Steering-committee packs from project files, each number traceable."
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    options.init(
        _command(commands, "init", init, "make a workspace; --sample fills it with an invented portfolio")
    )
    options.check(
        _command(commands, "check", check, "read everything and list what is wrong, publish nothing")
    )
    options.build(
        _command(commands, "build", build, "make the pack of a period: PDF, deck, annex, facts, findings")
    )
    options.explain(
        _command(commands, "explain", explain, "trace a number or a RAG of a project to its cells")
    )
    options.forms(_command(commands, "forms", forms, "write the input workbook of each project manager"))
    options.chase(
        _command(commands, "chase", chase, "say who owes what, with mail drafts and annotated copies")
    )
    _rag(commands.add_parser("rag", help="try other RAG rules on the portfolio"))
    options.measures(
        _command(commands, "measures", measures, "list what is measured: formula, standard, inputs")
    )
    words = "say what changed between two periods, or of one since it was known on a day"
    their.changes_options(_command(commands, "changes", _answering(their.changes), words))
    _remembering(commands)
    _command(commands, "doctor", doctor, "say what this machine lacks and how to mend it")
    return parser


def _command(
    commands: Any,  # noqa: ANN401 - argparse does not publish the type
    name: str,
    function: Callable[[argparse.Namespace], int],
    help_text: str,
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=help_text, description=help_text)
    parser.set_defaults(command=function, parser=parser)
    parser.add_argument("--json", action="store_true", help="print for machines")
    return parser


def _remembering(commands: Any) -> None:  # noqa: ANN401 - as above
    """Adds the commands that look after what is remembered, and those that prove a pack by it."""
    for each in (*its.COMMANDS, *proofs.COMMANDS):
        each.options(_command(commands, each.name, _answering(each.answer), each.words))
    below = commands.add_parser("store", help="look after the store")
    inner = below.add_subparsers(title="commands", required=True, metavar="COMMAND")
    its.prune_options(_command(inner, "prune", _answering(its.prune), its.PRUNE))


def _answering(
    answer: Callable[[argparse.Namespace, Callable[[str], None]], its.Answer],
) -> Callable[[argparse.Namespace], int]:
    """A command that prints an answer."""

    def command(asked: argparse.Namespace) -> int:
        with _progress(asked) as say:
            found = answer(asked, say)
        print(json.dumps(found.values, ensure_ascii=False, indent=1) if asked.json else found.text)
        return found.code

    return command


def _rag(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    words = "say what other rules would change, and why; nothing is written"
    trying = _command(commands, "try", rag_try, words)
    trying.add_argument("rules", metavar="RULES", help="a file like config/rag.yaml, or a rule set's name")
    options.period(trying)
    trying.add_argument("--from", dest="since", default="", metavar="YYYY-MM", help="count since then, too")
    trying.add_argument("--by", default="", metavar="COLUMN", help="group projects, such as by sponsor")


def init(asked: argparse.Namespace) -> int:
    """Make a workspace."""
    from pmo_reports import pipeline

    written = pipeline.init(asked.folder, sample=asked.sample, preset=asked.preset)
    if asked.json:
        print(json.dumps({"folder": str(asked.folder), "files": list(written)}))
        return 0
    print(f"{asked.folder}: {len(written)} files written. Start with {asked.folder / 'README.md'}.")
    if asked.sample:
        print(f"Then: pmo-reports build --workspace {asked.folder} --period 2026-10")
    return 0


def check(asked: argparse.Namespace) -> int:
    """Read and normalise a period, list the findings; 1 if one of them would stop publication."""
    if asked.suggest:
        return _suggest(asked)
    from pmo_reports import findings_list, pipeline
    from pmo_reports.model.finding import Severity
    from pmo_reports.model.period import Period

    if not asked.period:
        raise UsageError("no period is given", remedy="add --period 2026-10, or --suggest FILE")
    with _progress(asked) as say:
        month = pipeline.assess(
            asked.workspace, Period.parse(asked.period), say=say, known_on=its.known_on(asked)
        )
    findings = month.findings
    blocked = any(finding.severity is Severity.BLOCK for finding in findings)
    if asked.json:
        print(json.dumps([_as_json(finding) for finding in findings], ensure_ascii=False, indent=1))
        return int(blocked)
    told = findings_list.reconciled(month.assessed.portfolio.tallies)
    print("\n".join((*findings_list.lines(findings, len(findings)), *told)))
    return int(blocked)


def _suggest(asked: argparse.Namespace) -> int:
    """Print the settings proposed for a file."""
    from pmo_reports import suggestion

    text = suggestion.suggested(asked.suggest, asked.table)
    print(json.dumps({"file": str(asked.suggest), "yaml": text}, ensure_ascii=False) if asked.json else text)
    return 0


def build(asked: argparse.Namespace) -> int:
    """Build and publish a pack, and say where it is."""
    from pmo_reports import findings_list, pipeline
    from pmo_reports.model.period import Period

    order = pipeline.Order(
        workspace=asked.workspace,
        period=Period.parse(asked.period),
        pack=asked.pack,
        out=asked.out,
        known_on=its.known_on(asked),
    )
    with _progress(asked) as say:
        built = pipeline.build(order, say=say)
    files = {name: str(built.folder / name) for name in built.files}
    if asked.json:
        told = {"folder": str(built.folder), "version": built.version, "run": built.run, "files": files}
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return 0
    if built.unchanged:
        print(f"Nothing has changed since version {built.version}; its findings are in findings.xlsx:")
    else:
        print(f"{built.headline}\n")
        print("\n".join(findings_list.lines(built.findings, SHOWN_FINDINGS)))
        print(f"\nPublished as version {built.version}:")
    for path in files.values():
        print(f"  {path}")
    return 0


def explain(asked: argparse.Namespace) -> int:
    """Print where a number comes from."""
    from pmo_reports import explanation, pipeline
    from pmo_reports.model.period import Period

    with _progress(asked) as say:
        month = pipeline.assess(
            asked.workspace, Period.parse(asked.period), say=say, known_on=its.known_on(asked)
        )
    told = explanation.explanation(month, asked.project, asked.key)
    print(json.dumps(told.as_json(), ensure_ascii=False, indent=1) if asked.json else told.as_text())
    return 0


def forms(asked: argparse.Namespace) -> int:
    """Write forms, and say where; 1 if one was kept because it is there already and differs."""
    from pmo_reports import reporting_round
    from pmo_reports.model.period import Period

    period = Period.parse(asked.period)
    with _progress(asked) as say:
        handed = reporting_round.hand_out(
            asked.workspace, period, out=asked.out, manager=asked.manager, say=say
        )
    print(json.dumps(handed.as_json(), ensure_ascii=False, indent=1) if asked.json else handed.as_text())
    return int(bool(handed.kept))


def chase(asked: argparse.Namespace) -> int:
    """Write who owes what, drafts and annotated copies, and print the table."""
    from pmo_reports import reporting_round
    from pmo_reports.model.period import Period

    period, on = Period.parse(asked.period), reporting_round.day(asked.on)
    with _progress(asked) as say:
        chased = reporting_round.chase(asked.workspace, period, out=asked.out, on=on, say=say)
    print(json.dumps(chased.as_json(), ensure_ascii=False, indent=1) if asked.json else chased.as_text())
    return 0


def rag_try(asked: argparse.Namespace) -> int:
    """Print what other rules would make of the portfolio."""
    from pmo_reports import rag_trial, trial_report
    from pmo_reports.model.period import Period

    order = rag_trial.Asked(
        workspace=asked.workspace,
        rules=asked.rules,
        period=Period.parse(asked.period),
        since=Period.parse(asked.since) if asked.since else None,
        by=asked.by,
    )
    with _progress(asked) as say:
        tried = rag_trial.trial(order, say=say)
    as_json = trial_report.as_json
    print(
        json.dumps(as_json(tried), ensure_ascii=False, indent=1)
        if asked.json
        else trial_report.as_text(tried)
    )
    return 0


def measures(asked: argparse.Namespace) -> int:
    """Print the measures as a table, a page or JSON, or one of them in full."""
    from pmo_reports import reference

    if asked.json:
        print(json.dumps(reference.as_json(asked.key), ensure_ascii=False, indent=1))
    elif asked.key:
        print(reference.one(asked.key))
    else:
        print(
            reference.markdown() if asked.markdown else reference.table(), end="" if asked.markdown else "\n"
        )
    return 0


def doctor(asked: argparse.Namespace) -> int:
    """List what is there and what is missing on this machine."""
    from pmo_reports import doctor as examination

    checks = examination.checks()
    if asked.json:
        print(json.dumps([check._asdict() for check in checks], indent=1))
    else:
        for found in checks:
            print(f"{'ok     ' if found.ok else 'MISSING'} {found.name}: {found.detail}")
            if not found.ok:
                print(f"        mend: {found.remedy}")
    return 0 if all(found.ok for found in checks) else NOT_EQUIPPED


def _as_json(finding: Finding) -> dict[str, str]:
    from dataclasses import asdict

    return {name: str(value) for name, value in asdict(finding).items()}


@contextmanager
def _progress(asked: argparse.Namespace) -> Iterator[Callable[[str], None]]:
    """A function to say what is being done: a spinner on a terminal, plain lines elsewhere."""
    if asked.json:
        yield lambda _: None
    elif sys.stderr.isatty():
        from rich.console import Console

        with Console(stderr=True).status("starting") as status:
            yield status.update
    else:
        yield lambda stage: print(f"... {stage}", file=sys.stderr, flush=True)
