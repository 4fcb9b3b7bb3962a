"""Which of several possible sources a figure was taken from, project by project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmo_reports.model.measures import Measurements

Projects = frozenset[str]


class Alternatives:
    """The ways down from measures to fields of canonical tables; what was looked up once is kept."""

    def __init__(self, measurements: Measurements) -> None:
        self._measurements = measurements
        self._known: dict[str, Projects] = {}
        self._fields: dict[tuple[str, Projects], Mapping[str, Projects]] = {}

    def fields(self, key: str, projects: Projects) -> Mapping[str, Projects]:
        """The canonical fields ("costs.actual") at the bottom of a measure, with whose rows count in each."""
        if (key, projects) not in self._fields:
            self._fields[key, projects] = self._gathered(key, projects)
        return self._fields[key, projects]

    def _gathered(self, key: str, projects: Projects) -> Mapping[str, Projects]:
        found: dict[str, Projects] = {}
        waiting, seen = [(key, projects)], set()
        while waiting:
            step = waiting.pop(0)
            if step in seen or step[0] not in self._measurements.declared:
                continue
            seen.add(step)
            for field in self._measurements.declared[step[0]].inputs:
                found[field] = found.get(field, frozenset()) | step[1]
            waiting += self.below(*step)
        return found

    def below(self, key: str, projects: Projects) -> Iterator[tuple[str, Projects]]:
        """The measures that one builds on, with the projects that it has from each.

        Of alternatives each has the projects that it was taken for; those that none knows have them all.
        """
        measure, rest = self._measurements.declared[key], projects
        for need in measure.needs if measure.either else ():
            if taken := rest & self._of(need):
                yield need, taken
            rest -= taken
        if rest:
            yield from ((need, rest) for need in measure.below)

    def _of(self, key: str) -> Projects:
        """The entities that have a value."""
        if key not in self._known:
            values = self._measurements.values[key]
            self._known[key] = frozenset(map(str, values.index[values.notna()]))
        return self._known[key]
