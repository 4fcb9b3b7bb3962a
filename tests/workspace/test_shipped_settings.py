from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from pmo_reports.config.calendar import Calendar
from pmo_reports.config.organisation import Organisation
from pmo_reports.config.sources import Part, Source
from pmo_reports.model.tables import TABLES

CONFIG = Path(__file__).parents[2] / "config"
SOURCES = sorted(path.stem for path in (CONFIG / "sources").glob("*.yaml"))


def loaded(path: Path) -> object:
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


def parts(name: str) -> Iterator[Part]:
    yield from Source.model_validate(loaded(CONFIG / "sources" / f"{name}.yaml")).parts.values()


def heads(part: Part) -> list[str]:
    aliases = [{name, *column.aliases} for name, column in part.columns.items()]
    return ["".join(filter(str.isalnum, a.casefold())) + "%" * ("%" in a) for each in aliases for a in each]


def test_organisation_and_calendar_hold_their_shape() -> None:
    assert Organisation.model_validate(loaded(CONFIG / "organisation.yaml")).currency == "EUR"
    assert Calendar.model_validate(loaded(CONFIG / "calendar.yaml")).week == "1111100"


@pytest.mark.parametrize("name", SOURCES)
def test_every_column_is_a_field_of_its_table(name: str) -> None:
    for part in parts(name):
        assert set(part.columns) <= set(TABLES[part.table].fields)


@pytest.mark.parametrize("name", SOURCES)
def test_the_key_of_a_table_is_always_asked_for(name: str) -> None:
    for part in parts(name):
        assert set(TABLES[part.table].key) <= set(part.columns)


SHARED = [["status", "progress"]]  # a tracker's status is kept as written, and how far it is


@pytest.mark.parametrize("name", SOURCES)
def test_no_head_could_mean_two_fields(name: str) -> None:
    for part in parts(name):
        aliases = sorted(set(heads(part)))
        owners = {
            alias: [
                field
                for field in part.columns
                if alias in heads(part.model_copy(update={"columns": {field: part.columns[field]}}))
            ]
            for alias in aliases
        }
        assert {
            alias: fields for alias, fields in owners.items() if len(fields) > 1 and fields not in SHARED
        } == {}
