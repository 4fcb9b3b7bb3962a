from __future__ import annotations

import pytest

from pmo_reports.config.rag import Rollup
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.rag import Rag
from pmo_reports.rag.rollup import Part, whole
from tests.rag.examples import assessed, one_dimension, project, reason, report
from tests.strategies import ROOT, portfolio

SLIPS = {"G": 0.0, "A": 10.0, "R": 30.0, "?": None}


def parts(letters: str, *weights: float | None) -> list[Part]:
    given = [*weights, *[1.0] * (len(letters) - len(weights))]
    states = ["n/a" if letter == "n" else letter for letter in letters]
    return [Part(state=Rag(state), weight=weight) for state, weight in zip(states, given, strict=True)]


@pytest.mark.parametrize(
    ("letters", "state"),
    [
        ("RAG", "R"),
        ("AG", "A"),
        ("AGn", "A"),
        ("GG", "G"),
        ("G?", "?"),
        ("A?", "A"),
        ("CG", "G"),
        ("HC", "n/a"),
        ("CC", "C"),
    ],
)
def test_servicenow_worst_of(letters: str, state: str) -> None:
    assert whole(parts(letters), Rollup(policy="worst_of")).state == state


# More than 90 % green is green, 80 to 90 % amber, below 80 % red.
@pytest.mark.parametrize(
    ("letters", "state"),
    [("G" * 10, "G"), ("G" * 91 + "R" * 9, "G"), ("G" * 9 + "R", "A"), ("GGGGR", "A"), ("GGGR", "R")],
)
def test_published_proportion_rule(letters: str, state: str) -> None:
    assert whole(parts(letters), Rollup(policy="proportion")).state == state


@pytest.mark.parametrize(
    ("letters", "weights", "state", "score"),
    [
        ("GGGGG", (), "G", 2.0),
        ("GGGGA", (), "G", 1.8),
        ("GGGAA", (), "G", 1.6),  # at the bound is the better state
        ("GGAAA", (), "A", 1.4),
        ("GGGGR", (), "A", 1.6),  # vetoed
        ("GRRR", (), "R", 0.5),
        ("GGGRRRRR", (), "A", 0.75),
        ("GR", (1.0, 3.0), "R", 0.5),
        ("GR", (3.0, 1.0), "A", 1.5),
        ("GGCH", (1.0, 1.0, 90.0, 90.0), "G", 2.0),
    ],
)
def test_weighted_with_veto(letters: str, weights: tuple[float, ...], state: str, score: float) -> None:
    found = whole(parts(letters, *weights), Rollup())
    assert (found.state, found.scores, found.sure) == (state, (score, score), True)


def test_without_a_veto_the_score_alone_decides() -> None:
    assert whole(parts("GGGGR"), Rollup(veto=False)).state is Rag.GREEN


@pytest.mark.parametrize(
    ("letters", "weights", "state", "sure"),
    [
        ("GGGGGGGGG?", (), "?", False),  # red would be vetoed, green would be green
        ("GGAAAAAAA?", (), "A", True),  # amber, whatever the unknown is
        ("AAAR?", (), "A", False),  # 3/5 red, 5/5 amber
        ("RRRR?", (), "R", True),
        ("????", (), "?", False),
        ("GR", (1.0, None), "A", False),  # the red one could outweigh the green one
        ("GG", (1.0, None), "G", True),
        ("GA", (None, None), "?", False),
    ],
)
def test_unknown_states_and_weights(
    letters: str, weights: tuple[float | None, ...], state: str, *, sure: bool
) -> None:
    found = whole(parts(letters, *weights), Rollup())
    assert (found.state, found.sure) == (state, sure)


def test_a_part_that_is_not_sure_may_be_red() -> None:
    nine = parts("GGGGGGGGG")
    assert whole([*nine, Part(state=Rag.AMBER)], Rollup()).state is Rag.GREEN
    assert whole([*nine, Part(state=Rag.AMBER, sure=False)], Rollup()).state is Rag.UNKNOWN


def rolled(states: dict[str, str], **policies: object) -> Assessed:
    tables = portfolio(
        projects=[
            {"project_id": "G1", "level": "programme", "parent_id": ROOT},
            *(project(name, parent_id="G1") for name in states),
        ],
        status_reports=[*(report(name) for name in states), *policies.pop("reports", [])],  # type: ignore[misc]
    )
    values = {name: {"slip": SLIPS[state], "bac": 100.0} for name, state in states.items()}
    return assessed(tables, values, one_dimension(**policies))


def test_programmes_and_the_portfolio_roll_up_their_projects() -> None:
    found = rolled({"P": "R", "Q": "A", "R": "G", "S": "G"})
    assert [found.rag(entity, "schedule") for entity in ("G1", ROOT)] == [Rag.AMBER, Rag.AMBER]
    assert reason(found, ROOT) == (
        "Weighted by bac: score 1.3 of 2; 1 red, 1 amber, 2 green of 4; not green while a project is red."
    )


def test_policies_are_by_level() -> None:
    found = rolled({"P": "R", "Q": "G", "R": "G", "S": "G"}, programme=Rollup(policy="worst_of"))
    assert [found.rag(entity) for entity in ("G1", ROOT)] == [Rag.RED, Rag.AMBER]


def test_a_programme_may_be_judged_by_its_own_report() -> None:
    declared = Rollup(policy="declared")
    assert rolled({"P": "R"}, programme=declared, reports=[report("G1", "A")]).rag("G1") is Rag.AMBER
    assert rolled({"P": "G"}, programme=declared).rag("G1") is Rag.UNKNOWN


def test_a_programme_s_own_worse_word_counts() -> None:
    assert rolled({"P": "G"}, reports=[report("G1", "R")]).rag("G1") is Rag.RED


def test_a_project_s_overall_is_the_worst_of_its_dimensions() -> None:
    found = rolled({"P": "R", "Q": "G", "R": "?"})
    assert [found.rag(entity) for entity in ("P", "Q", "R")] == [Rag.RED, Rag.GREEN, Rag.UNKNOWN]
