"""The trees of the sample: states, rules, what people said, wholes; as lines and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from pmo_reports import pipeline
from pmo_reports.cli import run
from pmo_reports.explanation import Explanation, explanation
from pmo_reports.explanation.tree import Branch, row_text
from pmo_reports.model.period import Period
from pmo_reports.model.rag import SEVERITY, Rag

PERIOD = "2026-10"


@pytest.fixture(scope="module")
def month(one_period: Path) -> pipeline.Month:
    return pipeline.assess(one_period, Period.parse(PERIOD))


def every(told: Explanation) -> Iterator[Explanation]:
    yield told
    for part in told.parts:
        yield from every(part)


def of(told: Explanation, branch: Branch) -> list[Explanation]:
    return [part for part in told.parts if part.branch is branch]


def plain(text: str) -> str:
    """With blanks that break."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def details(told: Explanation) -> dict[str, object]:
    return {detail.name: detail.value for detail in told.details}


def json_leaves(told: dict[str, object]) -> Iterator[dict[str, object]]:
    yield from told["inputs"]  # type: ignore[misc]
    for part in told["parts"]:  # type: ignore[attr-defined]
        yield from json_leaves(part)


ASKED = (
    ("NET-101", "overall"),
    ("CUS-404", "schedule"),
    ("DIG", "cost"),
    ("TALMARK", "overall"),
    ("NET", "bac"),
)


@pytest.mark.parametrize(("entity", "key"), ASKED)
def test_the_lines_and_the_json_have_the_same_leaves(month: pipeline.Month, entity: str, key: str) -> None:
    told = explanation(month, entity, key)
    found = json.loads(json.dumps(told.as_json(), allow_nan=False))
    lines = [line.strip() for line in told.as_text(complete=True).splitlines()]
    rows = {line.removeprefix("from ") for line in lines if line.startswith("from ")}
    listed = {
        (str(leaf["field"]), str(leaf["item"]), str(leaf["file"]), str(leaf["cell"]))
        for leaf in json_leaves(found)
    }
    told_of = {
        (one.field, one.item, one.cell.file, one.cell.cell): one
        for each in every(told)
        for one in each.inputs
    }
    assert listed == set(told_of)
    for one in told_of.values():
        value = row_text([one]).partition(": ")[2].partition("; ")[0]
        start = row_text([one]).partition(": ")[0]
        assert any(row.startswith(start) and value in row and one.cell.file in row for row in rows), one
    assert not any("more" in line.split(" ")[0] for line in rows)


def test_every_rule_of_a_dimension_is_told_with_bounds_distance_and_line(
    month: pipeline.Month, one_period: Path
) -> None:
    told = explanation(month, "NET-101", "schedule")
    first, second, third = of(told, Branch.RULE)
    assert [rule.key for rule in (first, second, third)] == [
        "key_milestones",
        "schedule_performance",
        "overdue_key_milestones",
    ]
    assert (first.label, first.value) == ("rule key_milestones (decides)", "red")
    assert (
        plain(first.because)
        == "Key milestones slip +60 days; green to +15 days, amber to +30 days, red above that."
    )
    assert plain(second.because) == "SPI(t) is 0.84; green to 0.95, amber to 0.90, red below that."
    assert (details(first)["distance"], details(third)["distance"]) == (30 - 60, 0)
    for rule in (first, second, third):
        file, _, line = str(details(rule)["stands in"]).partition(":")
        assert f"key: {rule.key}" in (one_period / file).read_text().splitlines()[int(line) - 1]


def test_rules_that_do_not_decide_say_why(workspace: Path) -> None:
    """One waits for more data, one is for other projects."""
    file = workspace / "config" / "rag.yaml"
    early = "measure: cpi\n        needs: [{measure: percent_complete, at_least: 2.0}]"
    other = "measure: risks_above_appetite\n        applies_when: {class: [IT, Grid]}"
    text = file.read_text().replace("        needs: [{measure: percent_complete, at_least: 0.1}]\n", "")
    file.write_text(text.replace("measure: cpi", early).replace("measure: risks_above_appetite", other))
    month = pipeline.assess(workspace, Period.parse(PERIOD))
    waiting, foreign = (
        of(explanation(month, "NET-101", dimension), Branch.RULE)[-1] for dimension in ("cost", "risk")
    )
    assert {(rule.value, rule.raw) for rule in (waiting, foreign)} == {("does not decide", None)}
    assert waiting.because == "It needs percent_complete of 2.0 at least; here it is 80%."
    assert foreign.because == "It is for projects whose class is IT or Grid; here it is Infrastructure."


def test_missing_data_is_named(month: pipeline.Month) -> None:
    rule, *_ = of(explanation(month, "DIG-304", "schedule"), Branch.RULE)
    assert rule.because.startswith("It cannot be judged, for data is missing; ")
    (measure,) = rule.parts
    assert measure.raw is None
    assert "milestones.baseline_date" in str(details(measure)["no cell filled"])


def test_an_override_that_has_ended_is_told_and_does_not_count(month: pipeline.Month) -> None:
    told = explanation(month, "NET-102", "schedule")
    (ended,) = of(told, Branch.OVERRIDE)
    assert (told.raw, ended.value) == ("amber", "not in force")
    assert ended.because == "It ended on 2026-09-30, before the status date 2026-10-31."


def test_who_has_not_reported_has_declared_nothing(month: pipeline.Month) -> None:
    (declared,) = of(explanation(month, "DIG-304", "overall"), Branch.DECLARED)
    assert (declared.value, declared.inputs) == ("nothing", ())
    assert declared.because == "There is no report of it in this period."


def test_the_dimensions_are_the_branches_of_overall_worst_first(month: pipeline.Month) -> None:
    told = explanation(month, "NET-101", "overall")
    branches = of(told, Branch.STATE)
    assert [branch.key for branch in branches] == [
        "schedule",
        "cost",
        "scope",
        "risk",
        "benefits",
        "resources",
    ]
    assert [branch.brief for branch in branches] == [False] * 4 + [True] * 2
    assert (details(told)["policy"], details(branches[0])["mandatory"]) == ("worst_of", True)


def test_a_project_out_of_play_is_judged_by_no_rule(month: pipeline.Month) -> None:
    assert of(explanation(month, "GEN-206", "cost"), Branch.RULE) == []


def test_a_whole_has_policy_weights_counts_and_its_projects_worst_first(month: pipeline.Month) -> None:
    told = explanation(month, "CUS", "overall")
    known, members = details(told), of(told, Branch.MEMBER)
    assert (known["policy"], known["weight"], known["red below"]) == ("weighted", "bac", 0.75)
    assert (known["red projects"], known["stale projects"], known["complete projects"]) == (1, 1, 1)
    severities = [
        SEVERITY.get(month.assessed.assessments[each.key, "overall"].effective, -1) for each in members
    ]
    assert severities == sorted(severities, reverse=True)
    shares = [details(each)["share of the weight"] for each in members]
    assert sum(share for share in shares if isinstance(share, float)) == pytest.approx(1)
    assert (members[-1].value, shares[-1]) == ("complete, does not count", None)


def test_a_programme_without_projects_has_no_members(month: pipeline.Month) -> None:
    now = month.assessed
    projects = now.portfolio["projects"]
    empty = projects[projects["project_id"].eq("CUS")].assign(project_id="NEW", name="New one")
    tables = {**now.portfolio.tables, "projects": pd.concat([projects, empty], ignore_index=True)}
    cell = replace(now.assessments["CUS", "cost"], entity="NEW", effective=Rag.NOT_APPLICABLE)
    changed = replace(
        now, portfolio=replace(now.portfolio, tables=tables), assessments={("NEW", "cost"): cell}
    )
    told = explanation(replace(month, assessed=changed), "NEW", "cost")
    assert (details(told)["policy"], of(told, Branch.MEMBER), of(told, Branch.RULE)) == ("weighted", [], [])


def test_the_score_follows_from_weights_and_states(month: pipeline.Month) -> None:
    """Red 0, amber 1, green 2; what is stale counts as red at worst and as green at best."""
    told = explanation(month, "CUS", "overall")
    points = {"red": (0, 0), "amber": (1, 1), "stale": (0, 2), "green": (2, 2)}
    pairs = [
        (details(each)["share of the weight"], points.get(str(each.raw))) for each in of(told, Branch.MEMBER)
    ]
    least, best = (
        sum(share * point[at] for share, point in pairs if isinstance(share, float) and point)
        for at in (0, 1)
    )
    known = details(told)
    # the members that are not sure could be worse than they look, so the least score is this or below
    assert known["score, best (red 0, green 2)"] == pytest.approx(best)
    assert float(str(known["score, least (red 0, green 2)"])) <= least


def test_a_sum_is_told_by_project_the_greatest_first(month: pipeline.Month) -> None:
    told = explanation(month, "NET", "bac")
    figures = [float(str(part.raw)) for part in of(told, Branch.MEMBER)]
    assert len(figures) == 6
    assert figures == sorted(figures, reverse=True)
    assert sum(figures) == pytest.approx(float(str(told.raw)))


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["NET-101", "cost"], 0, "NET-101 cost = red"),
        (["Battery Storage Pilot", "overall"], 0, "GEN-203 overall = red"),
        (["NET-101", "cots"], 2, "there is no measure or dimension 'cots'"),
        (["NET-11", "cost"], 2, "there is no project 'NET-11'"),
    ],
)
def test_the_command_ends_as_the_command_line_says(
    words: list[str], code: int, said: str, one_period: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--workspace", str(one_period), "--period", PERIOD]
    assert run(["explain", *words, *where]) == code
    out, err = capsys.readouterr()
    assert said in (err if code else out.splitlines()[0])


def test_unknown_names_are_errors_for_machines_too(
    one_period: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--workspace", str(one_period), "--period", PERIOD, "--json"]
    assert run(["explain", "NET-101", "cots", *where]) == 2
    assert "cost" in json.dumps(json.loads(capsys.readouterr().out))
