"""Rollup policies on a whole hierarchy, worked by hand: projects, a programme in a programme, portfolio.

    ROOT
    ├── G1
    │   ├── G11: P1 P2
    │   └── P3
    ├── G2: P4 P5
    ├── G3                (nobody below it)
    └── P6

A level rolls up its projects at any depth, not the states of the programmes between.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from pmo_reports.config.rag import Dimension, RagRules, Rollup, Rule
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.rag import Rag
from tests.rag.examples import LATE, assessed, one_dimension, project, report
from tests.strategies import PERIOD, ROOT, Row, portfolio

SLIPS = {"G": 0.0, "A": 10.0, "R": 30.0, "?": None}
PARENTS = {"P1": "G11", "P2": "G11", "P3": "G1", "P4": "G2", "P5": "G2", "P6": ROOT}
PROGRAMMES: list[Row] = [
    {"project_id": name, "level": "programme", "parent_id": parent}
    for name, parent in (("G11", "G1"), ("G1", ROOT), ("G2", ROOT), ("G3", ROOT))
]
STATES = {"C": "closed", "H": "on_hold"}
ALIKE = Rollup(weight="")
HOLDS = ("G11", "G1", "G2", ROOT)


def rolled(
    letters: str,
    policy: Rollup = ALIKE,
    portfolio_policy: Rollup | None = None,
    weights: tuple[float | None, ...] = (1, 1, 1, 1, 1, 1),
    reports: list[Row] | None = None,
    **fields: list[Any],
) -> Assessed:
    """P1 to P6 in the states that their letters say (n: not judged), with BAC by `weights`."""
    names = list(PARENTS)
    own = [{name: values[at] for name, values in fields.items()} for at in range(len(names))]
    rows = [
        project(name, parent_id=PARENTS[name], state=STATES.get(letter, "active"), **each)
        | ({"class": "minor"} if letter == "n" else {"class": "major"})
        for name, letter, each in zip(names, letters, own, strict=True)
    ]
    values = {
        name: {"slip": SLIPS.get(letter, 30.0), "bac": weight}
        for name, letter, weight in zip(names, letters, weights, strict=True)
    }
    rules = one_dimension(
        LATE.model_copy(update={"applies_when": {"class": ("major",)}}),
        programme=policy,
        portfolio=portfolio_policy or policy,
    )
    tables = portfolio(projects=[*PROGRAMMES, *rows], status_reports=[*map(report, names), *(reports or [])])
    return assessed(tables, values, rules)


def told(found: Assessed, *entities: str) -> str:
    """The effective states of the schedule."""
    return " ".join(found.rag(entity, "schedule") for entity in entities or HOLDS)


def unsure(found: Assessed) -> str:
    return " ".join(name for name in HOLDS if not found.assessments[name, "schedule"].sure)


WORST, SHARE, WORD = (Rollup(policy=policy) for policy in ("worst_of", "proportion", "declared"))


# G11 = P1 P2; G1 = P1 P2 P3; G2 = P4 P5; ROOT = all six. Points: red 0, amber 1, green 2.
@pytest.mark.parametrize(
    ("letters", "policy", "states"),
    [
        ("GGGGGG", ALIKE, "G G G G"),
        ("GGAGGG", ALIKE, "G G G G"),  # 5/3 = 1.67; 11/6 = 1.83
        ("GAAGGG", ALIKE, "A A G G"),  # 1.5; 4/3; 2; 10/6 = 1.67
        ("GGGGRG", ALIKE, "G G A A"),  # 2; 2; 1 vetoed anyway; 10/6 = 1.67 vetoed
        ("RRGGGG", ALIKE, "R R G A"),  # 0; 2/3 = 0.67; 2; 8/6 = 1.33
        ("RAAARR", ALIKE, "R R R R"),  # 0.5; 2/3; 0.5; 3/6
        ("GGAGGR", WORST, "G A G R"),
        ("GGGGGG", WORST, "G G G G"),
        ("AGGGGG", WORST, "A A G A"),
        ("GGGGGG", SHARE, "G G G G"),
        ("AGGGGG", SHARE, "R R G A"),  # 1/2, 2/3, all, 5/6 = 0.83: from 0.8 amber
        ("AAGGGG", SHARE, "R R G R"),  # 4/6 = 0.67
        ("RGGGGG", SHARE, "R R G A"),  # red counts as not green, no more
        ("GGGGGG", WORD, "? ? ? ?"),
        ("RRRRRR", WORD, "? ? ? ?"),
    ],
)
def test_each_policy_at_each_level(letters: str, policy: Rollup, states: str) -> None:
    assert told(rolled(letters, policy)) == states


def test_the_declared_policy_takes_the_word_of_each_level_alone() -> None:
    said = [report("G11", "G"), report("G1", "A"), report("G2", "R"), report(ROOT, "G")]
    assert told(rolled("RRRGGG", WORD, reports=said)) == "G A R G"


def test_levels_may_differ_in_policy() -> None:
    assert told(rolled("AGGGGG", WORST, SHARE)) == "A A G A"
    assert told(rolled("AGGGGG", SHARE, WORST)) == "R R G A"
    said = [report(ROOT, "A")]
    assert told(rolled("AGGGGG", ALIKE, WORD, reports=said)) == "A G G A"  # 3/2; 5/3; 2; declared


def test_a_programme_in_a_programme_does_not_count_again() -> None:
    # G11 is red (0.5); its two projects count once each in G1: (0 + 1 + 2) / 3 = 1, amber, not 1.25
    found = rolled("RAGGGG", ALIKE)
    assert told(found) == "R A G A"
    scores = [part.value for part in _figures(found, "G1") if part.key == "rag.score"]
    assert scores == [1.0]


WEIGHTS = (100.0, 300.0, 400.0, 50.0, 150.0, 1000.0)


@pytest.mark.parametrize(
    ("letters", "states"),
    [
        ("RGGGGG", "A A G A"),  # 600/400 = 1.5; 1400/800 = 1.75 vetoed; 2; 3800/2000 = 1.9 vetoed
        ("GRGGGG", "R A G A"),  # 200/400 = 0.5; 1000/800 = 1.25; 2; 3400/2000 = 1.7 vetoed
        ("AGGGGG", "G G G G"),  # 700/400 = 1.75
        ("GAGGGA", "A G G A"),  # 500/400 = 1.25; 1300/800 = 1.625; 2; (1300 + 400 + 1000)/2000 = 1.35
        ("GGGRAR", "G G A A"),  # 2; 2; 150/200 = 0.75, at the bound; 1750/2000 = 0.875
    ],
)
def test_weights_by_a_measure(letters: str, states: str) -> None:
    assert told(rolled(letters, Rollup(), weights=WEIGHTS)) == states


def test_without_a_veto_a_small_red_project_is_outweighed() -> None:
    free = Rollup(veto=False)
    assert told(rolled("RGGGGG", free, weights=WEIGHTS)) == "A G G G"
    assert told(rolled("RGGGGG", free, Rollup(), weights=WEIGHTS)) == "A G G A"


def test_weights_by_a_number_of_the_register() -> None:
    by = Rollup(weight="whole_life_cost")
    # 200/400 = 0.5; 2200/1400 = 1.57; 2; 2206/1403 = 1.57
    assert told(rolled("RGGGGG", by, whole_life_cost=[300, 100, 1000, 1, 1, 1])) == "R A G A"
    days = Rollup(weight="tolerance_days", veto=False)  # 18/10; 38/20; 2; 44/23
    assert told(rolled("RGGGGG", days, tolerance_days=[1, 9, 10, 1, 1, 1])) == "G G G G"


def test_own_bounds_of_the_mean_are_the_better_state_at_the_bound() -> None:
    # G11 of A and G: 1.5; G1 of A, G, R: 1
    at = Rollup(weight="", red_below=1.0, green_from=1.5, veto=False)
    above = Rollup(weight="", red_below=1.000001, green_from=1.500001, veto=False)
    assert told(rolled("AGRGGG", at), "G11", "G1") == "G A"
    assert told(rolled("AGRGGG", above), "G11", "G1") == "A R"


def test_own_shares_of_green() -> None:
    # G11 1/2, G1 2/3, G2 1, ROOT 5/6; green is above its share, amber from its own on
    assert told(rolled("AGGGGG", Rollup(policy="proportion", green_share=0.5, amber_share=0.5))) == "A G G G"
    assert told(rolled("AGGGGG", Rollup(policy="proportion", green_share=0.9, amber_share=0.66))) == "R A G A"


@pytest.mark.parametrize(
    ("letters", "policy", "states", "doubtful"),
    [
        # the unknown is red at worst: G11 of ? and G is 1 to 2; G1 4/3 to 2; ROOT 10/6 to 2, vetoed if red
        ("?GGGGG", ALIKE, "? ? G ?", "G11 G1 ROOT"),
        ("?RRGGG", ALIKE, "A R G A", "G11"),  # G11 0 to 1; G1 0 to 2/3: red in any case; ROOT 1 to 8/6
        ("?AAGGG", ALIKE, "A A G ?", "G11 G1 ROOT"),  # 0.5 to 1.5; 2/3 to 4/3; 2; 8/6 vetoed to 10/6
        ("?GGGGG", WORST, "? ? G ?", "G11 G1 ROOT"),
        ("?AGGGG", WORST, "A A G A", "G11 G1 ROOT"),
        ("?RGGGG", WORST, "R R G R", ""),
        ("?GGGGG", SHARE, "? ? G ?", "G11 G1 ROOT"),  # G11 1/2 to 1, G1 2/3 to 1, ROOT 5/6 to 1
        ("?AAGGG", SHARE, "R R G R", ""),  # at best 1/2, 1/3, 4/6
    ],
)
def test_what_is_unknown_is_green_at_best_and_red_at_worst(
    letters: str, policy: Rollup, states: str, doubtful: str
) -> None:
    found = rolled(letters, policy)
    assert (told(found), unsure(found)) == (states, doubtful)


@pytest.mark.parametrize("policy", [ALIKE, WORST, SHARE], ids=lambda policy: policy.policy)
@pytest.mark.parametrize("left_out", "CHn")
def test_complete_on_hold_and_not_judged_projects_colour_nothing(policy: Rollup, left_out: str) -> None:
    # Their slip is that of a red project.
    assert told(rolled(f"G{left_out}GGG{left_out}", policy)) == "G G G G"
    assert told(rolled(f"R{left_out}RRRR", policy)) == "R R R R"
    assert told(rolled(f"A{left_out}AAAA", WORST)) == "A A A A"


@pytest.mark.parametrize(
    ("letters", "states"),
    [
        ("CCGGGG", "C G G G"),
        ("CHGGGG", "n/a G G G"),
        ("CCCHHG", "C C H G"),
        ("CCCCCC", "C C C C"),
        ("nnGGGG", "n/a G G G"),
        ("CCCHHH", "C C H n/a"),
    ],
)
def test_where_no_project_counts_the_state_is_the_one_they_share(letters: str, states: str) -> None:
    for policy in (ALIKE, WORST, SHARE):
        assert told(rolled(letters, policy)) == states


@pytest.mark.parametrize("policy", [ALIKE, WORST, SHARE], ids=lambda policy: policy.policy)
def test_a_programme_with_nobody_below_it_is_not_applicable(policy: Rollup) -> None:
    assert told(rolled("GGGGGG", policy), "G3") == "n/a"


def test_a_weight_that_is_not_known_could_outweigh_all_others_or_none() -> None:
    # G11: R of unknown weight beside G: 0 to 2, vetoed; G1 the same; ROOT the same
    found = rolled("RGGGGG", Rollup(), weights=(None, 1, 1, 1, 1, 1))
    assert (told(found), unsure(found)) == ("A A G A", "G11 G1 ROOT")
    same = rolled("AAAGGG", Rollup(), weights=(None, None, None, 1, 1, 1))  # amber, whatever they weigh
    assert (told(same, "G11", "G1"), same.assessments["G1", "schedule"].sure) == ("A A", True)


def test_projects_that_all_weigh_nothing_are_as_if_their_weights_were_not_known() -> None:
    found = rolled("RGGGAG", Rollup(), weights=(0, 0, 0, 0, 0, 0))
    assert (told(found), unsure(found)) == ("A A ? A", "G11 G1 G2 ROOT")


def test_overall_rolls_up_overall_states() -> None:
    found = rolled("GGGGGG", WORST)
    assert [found.rag(name) for name in HOLDS] == [Rag.GREEN] * 4
    red = [report("G1", "G") | {"overall": "R"}]
    worse = rolled("GGGGGG", WORST, reports=red)  # the programme's own worse word, on it alone
    assert [worse.rag(name) for name in HOLDS] == [Rag.GREEN, Rag.RED, Rag.GREEN, Rag.GREEN]


# A project's own dimensions: slip, CPI and progress as three of them.
def _rule(measure: str, green: float, amber: float) -> Rule:
    return Rule(key=measure, measure=measure, green=green, amber=amber, message="it is")


RULES = {
    "slip": _rule("slip", 5, 20),
    "cpi": _rule("cpi", 0.95, 0.9),
    "progress": _rule("progress", 0.5, 0.2),
}
VALUES: dict[str, dict[str, float | None]] = {
    "slip": SLIPS,
    "cpi": {"G": 1.0, "A": 0.92, "R": 0.5, "?": None},
    "progress": {"G": 0.9, "A": 0.3, "R": 0.1, "?": None},
}


def overall(letters: str, policy: str = "worst_of", **fields: dict[str, Any]) -> Assessed:
    """A project whose three dimensions are in the states given; n: no rule is for it."""
    major, minor = {"class": ("major",)}, {"class": ("minor",)}
    dimensions = {
        name: Dimension(
            label=name,
            rules=(RULES[name].model_copy(update={"applies_when": minor if letter == "n" else major}),),
            reported=False,
            **{field: values[name] for field, values in fields.items() if name in values},
        )
        for name, letter in zip(RULES, letters, strict=True)
    }
    rules = RagRules(dimensions=dimensions, overall=policy, programme=ALIKE, portfolio=ALIKE)  # type: ignore[arg-type]
    values = {
        "P": {
            name: None if letter == "n" else VALUES[name][letter]
            for name, letter in zip(RULES, letters, strict=True)
        }
    }
    tables = portfolio(projects=[project(**{"class": "major"})], status_reports=[report()])
    return assessed(tables, values, rules)


@pytest.mark.parametrize(
    ("letters", "state", "sure"),
    [
        ("GGG", "G", True),
        ("GAG", "A", True),
        ("GAR", "R", True),
        ("G?G", "?", False),
        ("A?G", "A", False),
        ("R?G", "R", True),
        ("nGA", "A", True),
        ("nnG", "G", True),
        ("nnn", "n/a", True),
    ],
)
def test_worst_of_dimensions(letters: str, state: str, *, sure: bool) -> None:
    cell = overall(letters).assessments["P", "overall"]
    assert (cell.effective, cell.sure) == (state, sure)


# Weights 2, 1, 1: below 0.75 red, from 1.6 green, and no green while one is red.
@pytest.mark.parametrize(
    ("letters", "state", "sure"),
    [
        ("GGG", "G", True),
        ("GGA", "G", True),  # 7/4 = 1.75
        ("AGG", "A", True),  # 6/4 = 1.5
        ("RGG", "A", True),  # 4/4 = 1
        ("RAR", "R", True),  # 1/4
        ("RAG", "A", True),  # 3/4 = 0.75, at the bound
        ("GGR", "A", True),  # 6/4
        ("GG?", "?", False),  # 6/4 to 2
        ("AA?", "A", True),  # 3/4 to 5/4
        ("RA?", "A", False),  # 1/4 to 3/4
        ("RR?", "R", True),
        ("nGA", "A", True),  # 3/2
        ("Gnn", "G", True),
    ],
)
def test_weighted_overall(letters: str, state: str, *, sure: bool) -> None:
    found = overall(letters, "weighted", weight={"slip": 2.0, "cpi": 1.0, "progress": 1.0})
    cell = found.assessments["P", "overall"]
    assert (cell.effective, cell.sure) == (state, sure)


@pytest.mark.parametrize("policy", ["worst_of", "weighted"])
def test_a_dimension_of_weight_nought_is_shown_and_does_not_count(policy: str) -> None:
    found = overall("GGR", policy, weight={"progress": 0.0})
    assert (found.rag("P", "progress"), found.rag("P")) == (Rag.RED, Rag.GREEN)


@pytest.mark.parametrize("policy", ["worst_of", "weighted"])
def test_overall_is_not_green_while_a_mandatory_dimension_is_unknown(policy: str) -> None:
    light = {"slip": 1.0, "cpi": 1.0, "progress": 0.0}
    assert overall("GG?", policy, weight=light).rag("P") is Rag.GREEN
    found = overall("GG?", policy, weight=light, mandatory={"progress": True})
    assert (found.rag("P"), found.assessments["P", "overall"].sure) == (Rag.UNKNOWN, False)
    assert overall("GGR", policy, weight=light, mandatory={"progress": True}).rag("P") is Rag.GREEN


def _figures(found: Assessed, entity: str) -> list[Any]:
    parts = found.assessments[entity, "schedule"].reason.parts
    return [part for part in parts if not isinstance(part, str)]


@pytest.mark.parametrize(
    ("policy", "cpi", "state", "sure"),
    [
        (ALIKE, 1.0, "G", True),  # 2, 2, 2, 1: 7/4 = 1.75
        (ALIKE, None, "?", False),  # the amber one may be red: 6/4, and vetoed
        (Rollup(weight="", veto=False, green_from=1.5), None, "G", True),  # green with 6/4, too
        (WORST, 1.0, "A", True),
        (WORST, None, "A", False),
        (Rollup(policy="proportion", green_share=0.7, amber_share=0.6), None, "G", True),  # 3/4 in any case
    ],
)
def test_an_amber_project_of_which_something_is_unknown_may_be_red(
    policy: Rollup, cpi: float | None, state: str, *, sure: bool
) -> None:
    names = ("P1", "P2", "P3", "P4")
    schedule = Dimension(label="Schedule", rules=(RULES["slip"], RULES["cpi"]))
    rules = RagRules(dimensions={"schedule": schedule}, programme=policy)
    tables = portfolio(
        projects=[*PROGRAMMES, *(project(name, parent_id="G2") for name in names)],
        status_reports=[*map(report, names)],
    )
    values = {name: {"slip": 0.0, "cpi": 1.0} for name in names} | {"P4": {"slip": 10.0, "cpi": cpi}}
    found = assessed(tables, values, rules)
    own, above = found.assessments["P4", "schedule"], found.assessments["G2", "schedule"]
    assert (own.effective, own.sure) == ("A", cpi is not None)
    assert (above.effective, above.sure) == (state, sure)


@pytest.mark.parametrize(("days", "state", "sure"), [(35, "G", True), (36, "?", False)])
def test_an_amber_project_whose_report_is_too_old_may_be_red(days: int, state: str, *, sure: bool) -> None:
    # 2, 2, 2, 1: 7/4 = 1.75; with a red one 6/4, and vetoed
    names = ("P1", "P2", "P3", "P4")
    said = [*map(report, names[:3]), report("P4", "A", status_date=PERIOD.end - timedelta(days))]
    tables = portfolio(
        projects=[*PROGRAMMES, *(project(name, parent_id="G2") for name in names)], status_reports=said
    )
    values: dict[str, dict[str, float | None]] = {name: {"slip": 0.0} for name in names}
    found = assessed(tables, values | {"P4": {"slip": 10.0}}, one_dimension(programme=ALIKE))
    own, above = found.assessments["P4", "schedule"], found.assessments["G2", "schedule"]
    assert (own.effective, own.sure) == ("A", sure)
    assert (above.effective, above.sure) == (state, sure)


def test_an_open_milestone_that_is_gone_leaves_its_programme_unknown() -> None:
    entries = {
        "projects": [*PROGRAMMES, *(project(name, parent_id="G11") for name in ("P1", "P2"))],
        "status_reports": [report("P1"), report("P2")],
    }
    listed: list[Row] = [{"project_id": "P1", "milestone_id": "M1"}]
    values = {name: {"slip": 0.0} for name in ("P1", "P2")}
    rules = one_dimension(programme=ALIKE, portfolio=WORST)
    before = assessed(portfolio(PERIOD.shifted(-1), milestones=listed, **entries), values, rules)
    after = assessed(portfolio(**entries), values, rules, (before,))
    names = ("P1", "P2", "G11", "G1", ROOT)
    assert told(before, *names) == "G G G G G"
    assert told(after, *names) == "? G ? ? ?"
