"""Fields whose own name another field of the part claims, and limits that are none."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from pmo_reports.config.source_checks import source_mistakes
from pmo_reports.config.sources import Source

CLAIMANT = {"aliases": ["Status"]}


def mistakes(status: dict[str, Any], progress: dict[str, Any]) -> list[tuple[str, str]]:
    columns = {"item_id": {}, "status": status, "progress": progress}
    part = {"table": "work_items", "columns": columns}
    source = Source.model_validate({"reader": "csv", "files": "inputs/x", "parts": {"items": part}})
    return [(".".join(map(str, each.keys)), each.message) for each in source_mistakes(source)]


def test_a_field_that_would_get_nothing() -> None:
    [(place, message)] = mistakes({}, CLAIMANT)
    assert place == "parts.items.columns.status"
    assert "progress lists 'Status'" in message


@pytest.mark.parametrize("own", [{"aliases": ["State"]}, {"aliases": ["Status"]}, {"constant": "open"}])
def test_a_field_with_a_way_of_its_own(own: dict[str, Any]) -> None:
    assert mistakes(own, CLAIMANT) == []


def test_a_field_may_list_its_own_name() -> None:
    assert mistakes({"aliases": ["Status"]}, {}) == []


def test_only_aliases_that_are_none() -> None:
    [(place, message)] = mistakes({"aliases": ["State"]}, {"aliases_only": True})
    assert place == "parts.items.columns.progress.aliases_only"
    assert "it has none" in message


@pytest.mark.parametrize(
    "limits", [{"row": 5}, {"rows": 0}, {"rows": -1}, {"cells": "many"}, {"text": None}, {"columns": 1.5}]
)
def test_a_limit_that_is_none(limits: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match=next(iter(limits))):
        Source.model_validate({"reader": "csv", "files": "inputs/x", "limits": limits, "parts": {}})
