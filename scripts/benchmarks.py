"""Benchmarks: CPU seconds and peak memory of each stage of the demo, and of `--help`.

Each case runs in a process of its own; figures are user plus system time of that process and its
children, so they hold on a busy machine better than wall time does. Compare ratios, not seconds.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

MEGABYTE_IN_KB = 1024
PERIOD = "2026-10"


def spent() -> float:
    """CPU seconds of this process and its finished children."""
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def peak() -> float:
    """Peak resident memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE_IN_KB


def staged(workspace: str) -> list[dict[str, object]]:
    """The stages of one build: name, CPU seconds, peak memory so far."""
    from pmo_reports import pipeline
    from pmo_reports.model.period import Period

    marks: list[tuple[str, float, float]] = [("imports", 0.0, 0.0)]
    order = pipeline.Order(workspace=Path(workspace), period=Period.parse(PERIOD), pack="steering-committee")
    pipeline.build(order, say=lambda stage: marks.append((stage.removesuffix(f" {PERIOD}"), spent(), peak())))
    marks.append(("end", spent(), peak()))
    stages: dict[str, dict[str, object]] = {}
    for (name, start, _), (_, stop, memory) in pairwise(marks):
        stage = name.split(" 20")[0]
        before = float(stages.get(stage, {"cpu": 0.0})["cpu"])  # type: ignore[arg-type]
        stages[stage] = {"stage": stage, "cpu": before + stop - start, "peak_mb": memory}
    return list(stages.values())


def process(*command: str) -> dict[str, object]:
    """CPU seconds of one command as a whole process."""
    before = spent()
    subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
    return {"stage": " ".join(command[-2:]), "cpu": spent() - before}


def child(workspace: str) -> list[dict[str, object]]:
    """The stages of a build in a fresh process."""
    answer = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, __file__, "--stages", workspace], check=True, capture_output=True, text=True
    )
    return list(json.loads(answer.stdout))


def demo() -> dict[str, list[dict[str, object]]]:
    """The sample: written, built for the first time, and built again with nothing changed."""
    with tempfile.TemporaryDirectory() as folder:
        sample = str(Path(folder) / "sample")
        written = process("-m", "pmo_reports", "init", sample, "--sample")
        return {
            "init --sample": [{**written, "stage": "init --sample"}],
            "first build (six periods read)": child(sample),
            "second build (snapshots)": child(sample),
        }


def show(results: dict[str, list[dict[str, object]]]) -> None:
    """Print the results as a table."""
    for case, stages in results.items():
        print(f"\n{case}")
        for stage in stages:
            memory = f"{stage['peak_mb']:8.0f} MB" if "peak_mb" in stage else ""
            print(f"  {stage['stage']!s:34}{stage['cpu']:8.2f} CPU s{memory}")
        print(f"  {'total':34}{sum(float(s['cpu']) for s in stages):8.2f} CPU s")  # type: ignore[arg-type]


def main(arguments: list[str]) -> None:
    """Run the case that is asked for."""
    if arguments[:1] == ["--stages"]:
        print(json.dumps(staged(arguments[1])))
        return
    cases = {
        "demo": demo,
        "help": lambda: {"--help": [process("-m", "pmo_reports", "--help") for _ in range(5)]},
    }
    if "ingest" in arguments:
        import ingest_benchmark

        found = ingest_benchmark.ingest()
        print(json.dumps(found, indent=1)) if "--json" in arguments else ingest_benchmark.show(found)
        return
    if "measures" in arguments:
        import measures_benchmark

        found = measures_benchmark.measures()
        print(json.dumps(found, indent=1)) if "--json" in arguments else measures_benchmark.show(found)
        return
    if "rag" in arguments:
        import rag_benchmark

        found = rag_benchmark.states_of(arguments)
        print(json.dumps(found, indent=1)) if "--json" in arguments else rag_benchmark.show(found)
        return
    if "history" in arguments:
        import history_benchmark

        found = history_benchmark.history_of(arguments)
        print(json.dumps(found, indent=1)) if "--json" in arguments else history_benchmark.show(found)
        return
    results = cases[next((a for a in arguments if not a.startswith("-")), "demo")]()
    if "--json" in arguments:
        print(json.dumps(results, indent=1))
    else:
        show(results)


if __name__ == "__main__":
    main(sys.argv[1:])
