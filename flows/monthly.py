"""The monthly pack as a Prefect flow: a period, a pack, and the pipeline does the rest."""

# No `from __future__ import annotations` here: Prefect reads the parameter types at run time.
import sys
from pathlib import Path

from prefect import flow, get_run_logger, runtime, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact

from pmo_reports import pipeline
from pmo_reports.model.period import Period


@task(name="build pack")
def built_pack(order: pipeline.Order) -> pipeline.Built:
    """The published pack of `order`."""
    return pipeline.build(order, say=get_run_logger().info)


@flow(name="monthly-pack")
def monthly(workspace: str, period: str = "", pack: str = "steering-committee", out: str = "") -> str:
    """The folder of the published pack.

    Args:
        workspace: Folder that holds config/, inputs/ and reference/.
        period: Reporting period such as 2026-10; empty takes the month before the scheduled start.
        pack: Name of a pack in config/packs/.
        out: Folder to publish to; empty takes out/ in the workspace.
    """
    order = pipeline.Order(
        workspace=Path(workspace),
        period=Period.parse(period) if period else scheduled_period(),
        pack=pack,
        out=Path(out) if out else None,
    )
    built = built_pack(order)
    show(built)
    return str(built.folder)


def scheduled_period() -> Period:
    """The month before the run's scheduled start, so that a late run still reports the right month."""
    start = runtime.flow_run.scheduled_start_time
    return Period(start.year, start.month).shifted(-1)


def show(built: pipeline.Built) -> None:
    """Artifacts of the run: where the files are, and what was found."""
    for name in built.files:
        get_run_logger().info("published %s", built.folder / name)
    files = "\n".join(f"- `{built.folder / name}`" for name in built.files)
    create_markdown_artifact(
        key="pack", markdown=f"**{built.headline}**\n\nVersion {built.version}\n\n{files}"
    )
    found = [{"severity": f.severity.value, "where": f.place, "problem": f.problem} for f in built.findings]
    create_table_artifact(key="findings", table=found or [{"severity": "none"}])


if __name__ == "__main__":
    monthly(*sys.argv[1:])
