"""The hierarchy of a pack."""

from __future__ import annotations

import pandas as pd
import pytest

from pmo_reports.errors import UsageError
from pmo_reports.model.tables import TABLES, typed
from pmo_reports.pack.scope import Scope, scope

ROWS = [
    ("digital", "programme", None),
    ("data", "programme", "digital"),
    ("atlas", "project", "data"),
    ("beacon", "project", "digital"),
    ("cedar", "project", None),
    ("delta", None, "unlisted"),
]


def of(root: str = "all") -> Scope:
    frame = pd.DataFrame(ROWS, columns=["project_id", "level", "parent_id"])
    return scope(typed(TABLES["projects"], frame), root, "all")


def test_the_portfolio_has_every_project() -> None:
    assert of().members["all"] == ("atlas", "beacon", "cedar", "delta")


def test_a_programme_has_projects_at_any_depth_and_a_project_the_nearest_programme() -> None:
    assert of().members["digital"] == ("atlas", "beacon")
    assert of().programme["atlas"] == "data"


def test_a_parent_without_a_row_is_a_programme_all_the_same() -> None:
    assert of().programmes == ("digital", "data", "unlisted")
    assert of().name("unlisted") == "unlisted"


def test_a_scope_leaves_out_what_is_not_below_it() -> None:
    assert of("digital").projects == ("atlas", "beacon")
    assert of("digital").programmes == ("data",)


def test_an_unknown_root_is_a_wrong_call() -> None:
    with pytest.raises(UsageError, match="no entity"):
        of("nowhere")


def test_a_cycle_of_parents_ends() -> None:
    frame = pd.DataFrame(
        {"project_id": ["a", "b"], "parent_id": ["b", "a"], "level": ["programme", "project"]}
    )
    assert scope(typed(TABLES["projects"], frame), "a", "all").projects == ("b",)
