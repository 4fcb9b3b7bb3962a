"""Figures of RAG: CPU seconds and memory of 24 periods of a large portfolio, beside a plain loop.

Each figure comes from a process of its own. A period gets the assessed ones before it, as many as a build
passes on, so that trends and months in status are worked out. Tables and measures are made before it counts;
peak memory is that of the whole process with all of them. States that the plain loop gives are the engine's.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ingest_benchmark import peak

if TYPE_CHECKING:
    from pmo_reports.model.assessed import Assessed

ROOT = Path(__file__).parents[1]
WHOLE, SHARE, PERIODS = 10_000, 0.3, 24
SAMPLE, FOLLOWED = 2000, 200
MARGIN = 1.1
SECONDS, MEGABYTES = 5.0, 1024.0
Figures = dict[str, float]
Key = tuple[str, str]
Courses = dict[Key, list[str]]


def ours(projects: int, periods: int) -> Figures:
    """All periods by the engine, and what it takes to read every state of the last one."""
    cpu, past = 0.0, ()
    for number in range(periods):
        taken, past, _ = _period(projects, number, past)
        cpu += taken
    before = time.process_time()
    counted = sum(1 for entity, name in past[-1].assessments if past[-1].rag(entity, name))
    return {
        "cpu": cpu,
        "read": time.process_time() - before,
        "peak_mb": peak(),
        "cells": float(counted),
    }


def beside(projects: int, periods: int) -> Figures:
    """All periods by the engine and by plain loops; a sample of their cells is held against one another."""
    import rag_inputs
    from rag_plainly import states

    scale = rag_inputs.settings().organisation.rating_scale
    cpu, plain, past = 0.0, 0.0, ()
    courses: Courses = {}
    for number in range(periods):
        earlier = past
        taken, past, made = _period(projects, number, past)
        started = time.process_time()
        found = states(*made, rag_inputs.RULES, scale, earlier)
        cpu, plain = cpu + taken, plain + time.process_time() - started
        assert found.keys() == past[-1].assessments.keys()  # noqa: S101 - the benchmark is a check, too
        for key in random.Random(number).sample(sorted(found), min(SAMPLE, len(found))):  # noqa: S311
            effective = past[-1].assessments[key].effective
            assert effective == found[key], (number, key, effective, found[key])  # noqa: S101 - as above
        _follow(courses, found, past[-1])
    return {"cpu": cpu, "plain": plain, "peak_mb": peak(), "cells": float(len(found))}


def _period(
    projects: int, number: int, past: tuple[Assessed, ...]
) -> tuple[float, tuple[Assessed, ...], tuple]:
    """CPU seconds of one period, the periods that the next one gets, and what it was made from."""
    import rag_inputs

    from pmo_reports import pipeline, rag

    organisation = rag_inputs.settings().organisation
    basis, measurements = rag_inputs.inputs(rag_inputs.Size(projects), number, past)
    before = time.process_time()
    assessed = rag.assessed(basis, measurements, rag_inputs.RULES, organisation, past)
    taken = time.process_time() - before
    return taken, (*past, assessed)[-pipeline.MONTHS_OF_TREND :], (basis, measurements)


def _follow(courses: Courses, found: Mapping[Key, str], assessed: Assessed) -> None:
    """Months in status, counted by walking back along the course of each of a few cells."""
    for key in list(courses) or sorted(found)[:: max(len(found) // FOLLOWED, 1)]:
        course = courses.setdefault(key, [])
        course.append(found[key])
        months = 0
        for state in reversed(course):
            if state != found[key]:
                break
            months += 1
        assert assessed.assessments[key].months == months, (key, course)  # noqa: S101 - as above


CHILDREN: Mapping[str, Callable[[int, int], Figures]] = {each.__name__: each for each in (ours, beside)}


def measured(name: str, projects: int, periods: int = PERIODS) -> Figures:
    """The figures of one of `CHILDREN` in a fresh process."""
    paths = os.pathsep.join((str(ROOT), str(Path(__file__).parent)))
    answer = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, __file__, name, str(projects), str(periods)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
    )
    return dict(json.loads(answer.stdout))


def states_of(arguments: Sequence[str]) -> dict[str, object]:
    """All figures and what they come to, for as many projects as `arguments` say (10,000)."""
    whole = next((int(each) for each in arguments if each.isdigit()), WHOLE)
    part = round(whole * SHARE)
    large, small, loops = measured("ours", whole), measured("ours", part), measured("beside", part)
    found = {
        f"{PERIODS} periods of {whole:,} projects": large,
        f"{PERIODS} periods of {part:,} projects": small,
        f"{PERIODS} periods of {part:,} by plain loops": {**loops, "cpu": loops["plain"]},
    }
    told = (
        (f"{PERIODS} periods of {whole:,} projects, CPU s", large["cpu"], SECONDS),
        ("every state of the last one read, CPU s", large["read"], SECONDS / PERIODS),
        ("their peak memory with the tables, MB", large["peak_mb"], MEGABYTES),
        (f"{whole:,} projects over {part:,}", large["cpu"] / small["cpu"], whole / part * MARGIN),
        ("ours over plain loops", loops["cpu"] / loops["plain"], 1.0),
    )
    goals = [{"goal": name, "is": value, "at most": most, "met": value <= most} for name, value, most in told]
    return {"figures": found, "goals": goals}


def show(results: Mapping[str, object]) -> None:
    """Print the figures, then the goals."""
    print(f"{'':44}{'CPU s':>9}{'peak MB':>9}{'cells':>10}")
    for name, each in dict(results["figures"]).items():  # type: ignore[call-overload]
        print(f"{name:44}{each['cpu']:9.2f}{each['peak_mb']:9.0f}{each['cells']:10.0f}")
    print()
    for goal in list(results["goals"]):  # type: ignore[call-overload]
        verdict = "met" if goal["met"] else "MISSED"
        print(f"{goal['goal']:52}{goal['is']:9.3f}  at most {goal['at most']:.3f}  {verdict}")


if __name__ == "__main__":
    print(json.dumps(CHILDREN[sys.argv[1]](int(sys.argv[2]), int(sys.argv[3]))))
