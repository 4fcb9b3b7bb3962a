"""Bad RAG rules are refused, all at once, each with the line that it stands in and what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmo_reports.config.loading import load, rag_rules
from pmo_reports.errors import ConfigurationError, Problem, UsageError
from pmo_reports.metrics import DECLARED
from tests.config.test_loading import workspace

RULE = """\
dimensions:
  cost:
    label: Cost
    rules:
      - key: one
        measure: {measure}
        green: {green}
        amber: {amber}
        message: it is
"""


def told(folder: Path, text: str) -> list[Problem]:
    file = folder / "rules.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError) as raised:
        rag_rules(folder, str(file), DECLARED)
    return [Problem(Path(each.place).name, each.message, each.remedy) for each in raised.value.problems]


def rule(measure: str, green: object, amber: object, more: str = "") -> str:
    return RULE.format(measure=measure, green=green, amber=amber) + more


def accepted(folder: Path, text: str) -> None:
    (folder / "rules.yaml").write_text(text, encoding="utf-8")
    rag_rules(folder, str(folder / "rules.yaml"), DECLARED)


@pytest.mark.parametrize(
    ("text", "line", "says", "mend"),
    [
        (rule("cpii", 0.95, 0.9), 6, "no measure 'cpii'", "did you mean 'cpi'?"),
        (rule("cpi", 0.95, 0.95), 8, "both bounds of 'one' are 0.95", "set them apart"),
        (rule("cpi", 0.9, 0.95), 8, "overlap", "write the greater bound at `green`"),
        (rule("finish_slip", 20, 5), 8, "overlap", "write the smaller bound at `green`"),
        (rule("cpi", 95, 0.9), 7, "that is 9500%", "write 0.95 for 95 %"),
        (rule("change_ratio", 0.05, 10), 8, "that is 1000%", "write 0.1 for 10 %"),
        (rule("cost_variance_at_completion", -0.05, -10), 8, "that is -1000%", "write -0.1"),
        (rule("finish_slip", 0.05, 10), 7, "is in days", "name the measure that is a ratio"),
        (rule("overdue_milestones", 0, 0.5), 8, "is a whole number", "write a whole number"),
        (rule("finish_forecast", 1, 2), 6, "is a date", "in days"),
        (
            rule("finish_slip", 5, 20, "        tolerance: tolerance_cost\n"),
            10,
            "'tolerance_cost' is a ratio",
            "a project field that is a number",
        ),
        (rule("finish_slip", 5, 20, "        tolerance: sponsor\n"), 10, "is no number", "tolerance_days"),
        (
            rule("finish_slip", 5, 20, "        tolerance: tolerance_dais\n"),
            10,
            "no field 'tolerance_dais'",
            "did you mean 'tolerance_days'?",
        ),
        (
            rule("cpi", 0.95, 0.9, "        tolerance_amber: 1\n"),
            10,
            "tolerance_green is not below tolerance_amber",
            "the smaller part",
        ),
        (
            rule("cpi", 0.95, 0.9, "        needs: [{measure: percent_complete, at_least: 10}]\n"),
            10,
            "at_least is 10",
            "write 0.1 for 10 %",
        ),
        (rule("cpi", 0.95, 0.9, "    weight: -0.5\n"), 10, "is -0.5", "greater than or equal to 0"),
        (rule("cpi", 0.95, 0.9, "    rests_on: [cost]\n"), 10, "no table 'cost'", "did you mean 'costs'?"),
        (rule("cpi", 0.95, 0.9, "portfolio: {green_share: 90}\n"), 10, "green_share is 90", "0 to 1"),
        (rule("cpi", 0.95, 0.9, "portfolio: {weight: next_gate}\n"), 10, "weighs nothing", "by a number"),
        (rule("cpi", 0.95, 0.9, "programme: {green_from: 3}\n"), 10, "green_from is 3", "0 to 2"),
        (rule("cpi", 0.95, 0.9).replace("        amber: 0.9\n", ""), 5, "amber' is missing", "add `amber:`"),
    ],
)
def test_a_bad_rule_is_told_with_line_and_remedy(
    tmp_path: Path, text: str, line: int, says: str, mend: str
) -> None:
    (problem,) = told(tmp_path, text)
    assert problem.place == f"rules.yaml:{line}"
    assert says in problem.message
    assert mend in problem.remedy


def test_all_mistakes_are_told_at_once_in_the_order_of_lines(tmp_path: Path) -> None:
    second = "      - {key: one, measure: cpi, green: 1, amber: 1, message: m}\n"
    text = rule("cpii", 0.95, 0.9, second) + "overal: worst_of\nprogramme: {policy: weigted}\n"
    assert [each.place.partition(":")[2] for each in told(tmp_path, text)] == [
        "5",
        "6",
        "10",
        "10",
        "11",
        "12",
    ]


def test_a_rule_without_a_bound_hides_no_mistake_of_the_others(tmp_path: Path) -> None:
    broken = "      - {key: two, measure: cpi, green: 1, message: m}\n"
    after = "      - {key: three, measure: spi_tt, green: 9, amber: 9, message: m}\n"
    text = rule("cpii", 0.95, 0.9, broken + after) + "portfolio: {green_share: 90}\n"
    assert [(each.place, each.message.partition(":")[0]) for each in told(tmp_path, text)] == [
        ("rules.yaml:6", "there is no measure 'cpii'"),
        ("rules.yaml:10", "'dimensions.cost.rules[1].amber' is missing"),
        ("rules.yaml:11", "both bounds of 'three' are 9"),
        ("rules.yaml:11", "there is no measure 'spi_tt'"),
        ("rules.yaml:12", "green_share is 90, beyond every value that there can be"),
    ]


def test_a_dimension_of_wrong_rules_alone_is_not_told_to_have_none(tmp_path: Path) -> None:
    text = rule("cpi", "high", 0.9) + "  risk: {label: Risk, rules: [{key: r, measure: exposur, green: 0}]}\n"
    assert [each.place for each in told(tmp_path, text)] == ["rules.yaml:7", *["rules.yaml:10"] * 2]


@pytest.mark.parametrize(
    "text",
    [
        rule("exposure_to_contingency", 1.5, 2.5),
        rule("change_ratio", 5, 10, "        plausible: [0, 20]\n"),  # 500 % is meant
        rule("finish_slip", 0, 10, "        tolerance: tolerance_quality\n"),
        rule("burn_against_plan", 1.2, 1.1),  # no side of it is the good one by itself
        rule("overdue_milestones", 0, 2),
        rule("finish_slip", 2.5, 7.5),
    ],
)
def test_bounds_that_can_be_meant_are_accepted(tmp_path: Path, text: str) -> None:
    accepted(tmp_path, text)


def test_the_workspace_s_own_rules_are_held_to_the_same(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as raised:
        load(workspace(tmp_path, rag=rule("cpi", 95, 90)), DECLARED)
    assert [each.place for each in raised.value.problems] == ["config/rag.yaml:7", "config/rag.yaml:8"]


def test_rules_know_their_lines_and_settings_their_digest(tmp_path: Path) -> None:
    first, second = (load(workspace(tmp_path / name)) for name in "ab")
    assert first.rag.at("dimensions", "cost", "rules", 0, "amber") == "config/rag.yaml:8"
    assert first.digest == second.digest
    assert "written" not in str(first.model_dump())


def test_an_unknown_rule_set_is_told_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as raised:
        rag_rules(tmp_path, "prince2-tolerance", DECLARED)
    assert "did you mean 'prince2-tolerances'?" in raised.value.remedy


def test_a_workspace_may_keep_rule_sets_of_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "presets" / "rag"
    folder.mkdir(parents=True)
    (folder / "ours.yaml").write_text("version: ours 1\n" + rule("cpi", 0.95, 0.9), encoding="utf-8")
    assert rag_rules(tmp_path, "ours", DECLARED).version == "ours 1"
