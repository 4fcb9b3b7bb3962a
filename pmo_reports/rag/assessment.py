"""Assessments of every project, programme and portfolio in every dimension, and overall.

Whole columns are judged, dimension by dimension; the sentence of a cell is made when it is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pmo_reports.config.organisation import Organisation
from pmo_reports.config.rag import RagRules
from pmo_reports.model.assessed import OVERALL, Assessed, Basis
from pmo_reports.model.measures import Measurements
from pmo_reports.model.rag import Override
from pmo_reports.model.wording import label
from pmo_reports.rag.ages import REPORTS, Age, Ages
from pmo_reports.rag.board import Board, States, states
from pmo_reports.rag.cells import Cells, Column
from pmo_reports.rag.checks import checked
from pmo_reports.rag.codes import GREY_SEVERITY, NONE, NOT_APPLICABLE, SEVERE, Codes, Flags, columns_of
from pmo_reports.rag.dimensions import Judged, Known, judged
from pmo_reports.rag.gaps import quarantined, vanished
from pmo_reports.rag.idle import idle
from pmo_reports.rag.programmes import Membership, Rolled, membership, rolled
from pmo_reports.rag.projects import Overall, overall
from pmo_reports.rag.register import Register, places
from pmo_reports.rag.reports import Reports, overrides, reports
from pmo_reports.rag.second_choices import second_choices
from pmo_reports.rag.trend import before, held_before
from pmo_reports.rag.word import Settled, Word, settled


def assessed(
    basis: Basis,
    measurements: Measurements,
    rules: RagRules,
    organisation: Organisation,
    past: tuple[Assessed, ...],
) -> Assessed:
    """The period with a state, a reason and a trend for every entity and dimension.

    Of `past`, oldest first, the last period gives trend, hysteresis and vanished entries.

    Raises:
        ConfigurationError: if the rules name a measure or a project field that there is not.
    """
    checked(rules, measurements)
    last = states(past[-1].assessments) if past else None
    bench = _bench(basis, measurements, rules, organisation, last)
    known_of = Known(
        gaps={
            label("in quarantine"): quarantined(basis, bench.register.entities),
            label("gone since the last period"): vanished(basis, past, bench.register.entities)
            if rules.vanished
            else {},
        },
        second=second_choices(basis, bench.register, past),
        ages=Ages(
            basis=basis,
            projects=bench.register.entities,
            limits=rules.stale_sources,
            reports=_age_of_reports(bench),
        ),
    )
    return Assessed(
        period=basis.portfolio.period,
        status_date=basis.status_date,
        portfolio=basis.portfolio,
        measurements=measurements,
        assessments=_board(bench, known_of),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bench:
    """What cells are made from.

    Attributes:
        entities: projects first, then programmes and the portfolio.
        idle: the one state of each project that is not judged.
        overrides: those in force, by dimension and place.
        last: the states of the last period.
    """

    rules: RagRules
    register: Register
    entities: pd.Index
    membership: Membership
    reports: Reports
    overrides: Mapping[str, Mapping[int, Override]]
    idle: Codes
    last: States | None

    @property
    def number(self) -> int:
        """How many projects there are."""
        return len(self.register)


def _bench(
    basis: Basis,
    measurements: Measurements,
    rules: RagRules,
    organisation: Organisation,
    last: States | None,
) -> _Bench:
    projects = pd.Index(basis.members["project_id"].unique())
    measured = measurements.members.index
    above = measured[places(projects, measured) < 0]
    entities = projects.append(above)
    register = Register(projects, basis["projects"], measurements)
    told = reports(basis, rules, organisation, entities)
    return _Bench(
        rules=rules,
        register=register,
        entities=entities,
        membership=membership(basis.members, above, register, rules),
        reports=told,
        overrides=_placed(overrides(basis.portfolio, basis.status_date), entities),
        idle=idle(basis, rules, register, told.there[: len(projects)]),
        last=last,
    )


def _placed(
    agreed: Mapping[tuple[str, str], Override], entities: pd.Index
) -> Mapping[str, Mapping[int, Override]]:
    at = entities.get_indexer(pd.Index([entity for entity, _ in agreed], dtype=entities.dtype))
    found: dict[str, dict[int, Override]] = {}
    for place, ((_, name), override) in zip(at, agreed.items(), strict=True):
        if place >= 0:
            found.setdefault(name, {})[int(place)] = override
    return found


def _age_of_reports(bench: _Bench) -> Age:
    here = slice(bench.number)
    return Age(table=REPORTS, days=bench.reports.ages[here], stale=bench.reports.stale[here])


def _board(bench: _Bench, known_of: Known) -> Board:
    held = held_before(bench.last, bench.register.entities)
    found = {
        name: judged(name, dimension, bench.register, known_of, held)
        for name, dimension in bench.rules.dimensions.items()
    }
    columns = {name: _column(bench, name, each) for name, each in found.items()}
    number = bench.number
    whole = overall(bench.rules, {name: each.settled.part(slice(number)) for name, each in columns.items()})
    columns[OVERALL] = _column(bench, OVERALL, whole)
    cells = Cells(entities=bench.entities, idle=bench.idle, columns=columns)
    return Board(_states(bench, columns, found), cells.assessment, cells.outcomes)


def _column(bench: _Bench, name: str, of_projects: Judged | Overall) -> Column:
    """A dimension: first its projects, then what is above them, from theirs."""
    number = bench.number
    word = _word(bench, name)
    projects, computed = _of_projects(bench, of_projects, word.part(slice(number)))
    of_others = rolled(name, bench.membership, bench.register, projects)
    others, above = _of_others(of_others, word.part(slice(number, len(bench.entities))))
    effective = np.concatenate([projects.effective, others.effective])
    earlier, months = before(bench.last, bench.entities, name)
    return Column(
        of_projects=of_projects,
        of_others=of_others,
        computed=np.concatenate([computed, above]),
        word=word,
        settled=Settled(
            effective=effective,
            sure=np.concatenate([projects.sure, others.sure]),
            overridden=np.concatenate([projects.overridden, others.overridden]),
            hidden=np.concatenate([projects.hidden, others.hidden]),
        ),
        before=earlier,
        months=np.where(earlier == effective, months + 1, 1).astype(np.int16),
    )


def _of_projects(bench: _Bench, found: Judged | Overall, word: Word) -> tuple[Settled, Codes]:
    """The cells of projects, and what is computed of them; those that are idle have the state of that."""
    is_judged = bench.idle == NONE
    computed = np.where(is_judged, np.where(word.alone, NOT_APPLICABLE, found.states), bench.idle)
    hidden = np.where(is_judged & ~word.alone, found.hidden, NONE)
    return settled(computed, found.sure | word.alone | ~is_judged, hidden, word), computed


def _of_others(found: Rolled, word: Word) -> tuple[Settled, Codes]:
    """The cells of programmes and the portfolio, and what is computed of them."""
    computed = np.where(word.alone, NOT_APPLICABLE, found.found.states)
    hidden = np.where(word.alone, NONE, found.hidden)
    return settled(computed, found.found.sure | word.alone, hidden, word), computed


def _word(bench: _Bench, name: str) -> Word:
    """What people say in a dimension; of a project that is not judged nothing is heard."""
    rules, number = bench.rules, bench.number
    here = np.concatenate([bench.idle == NONE, np.ones(len(bench.membership.above), dtype=bool)])
    by_word = np.array([policy.policy == "declared" for policy in bench.membership.policies], dtype=bool)
    expected, alone = _rests_on_word(rules, name)
    was_worse = _declared_worse(bench, name)[:number] if rules.vanished else np.zeros(number, dtype=bool)
    return Word(
        declared=np.where(here, bench.reports.declared[name], NONE),
        expected=here & np.concatenate([expected | was_worse, by_word]),
        alone=here & np.concatenate([np.full(number, alone), by_word]),
        there=bench.reports.there,
        ages=bench.reports.ages,
        stale=bench.reports.stale,
        overrides={at: each for at, each in bench.overrides.get(name, {}).items() if here[at]},
    )


def _declared_worse(bench: _Bench, name: str) -> Flags:
    """Where red or amber was declared in the last period: who has said so once has to go on saying."""
    if bench.last is None or name not in bench.last.declared:
        return np.zeros(len(bench.entities), dtype=bool)
    declared = np.append(bench.last.declared[name], NONE)[places(bench.last.entities, bench.entities)]
    worse: Flags = SEVERE[declared] > GREY_SEVERITY
    return worse


def _rests_on_word(rules: RagRules, name: str) -> tuple[bool, bool]:
    """Whether projects should declare a dimension, and whether nothing else decides it."""
    if name == OVERALL:
        return bool(rules.overall_declared), rules.overall == "declared"
    dimension = rules.dimensions[name]
    return dimension.reported or dimension.declared_only, dimension.declared_only


def _states(bench: _Bench, columns: Mapping[str, Column], found: Mapping[str, Judged]) -> States:
    above = columns_of(len(bench.membership.above), NONE)
    rulings = (each for dimension in found.values() for each in dimension.rulings if each.rule.hysteresis)
    return States(
        entities=bench.entities,
        computed={name: column.computed for name, column in columns.items()},
        declared={name: column.word.declared for name, column in columns.items()},
        effective={name: column.settled.effective for name, column in columns.items()},
        sure={name: column.settled.sure for name, column in columns.items()},
        months={name: column.months for name, column in columns.items()},
        held={each.rule.key: np.append(np.where(each.decides, each.states, NONE), above) for each in rulings},
    )
