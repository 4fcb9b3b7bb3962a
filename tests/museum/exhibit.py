"""An exhibit: files of one tool, read by a preset or settings of their own, beside the sample's register."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from pmo_reports import normalise, readers
from pmo_reports.config import files, loading
from pmo_reports.config.document import Document
from pmo_reports.config.settings import Settings
from pmo_reports.config.sources import Source
from pmo_reports.model.period import Period
from pmo_reports.model.tables import PROVENANCE, TABLES, Portfolio

ROOT = Path(__file__).parents[2]
OCTOBER = Period(2026, 10)
KEPT = ("portfolio", "crosswalk", "fx_rates")


@dataclass(frozen=True, kw_only=True)
class Exhibit:
    """Files by name, and how they are read.

    Attributes:
        preset: name in config/presets, or "" for `settings` alone.
        settings: laid over the preset, as in a source's YAML.
        lacks: columns that the form cannot hold; they must come out null.
        replaces: sources of the sample that are not read beside it.
    """

    files: Mapping[str, bytes]
    preset: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    lacks: frozenset[str] = frozenset()
    replaces: frozenset[str] = frozenset()


def read(
    exhibit: Exhibit, sample: Path, folder: Path, workbench: readers.Workbench | None = None
) -> Portfolio:
    """The canonical tables of the exhibit's files, with register, crosswalk and rates of `sample`."""
    shutil.copytree(sample / "reference", folder / "reference")
    place = folder / "inputs" / OCTOBER.id
    place.mkdir(parents=True)
    for name, content in exhibit.files.items():
        (place / name).write_bytes(content)
    settings = settings_of(sample)
    kept = {name: settings.sources[name] for name in KEPT if name not in exhibit.replaces}
    below = preset(exhibit.preset).content if exhibit.preset else {}
    own = {**below, **exhibit.settings, "files": "inputs/{period}/*"}
    source = Source.model_validate({**own, "name": "exhibit"})
    sources = {**kept, "exhibit": source}
    settings = settings.model_copy(update={"workspace": folder.resolve(), "sources": sources})
    collected = readers.collect(settings, OCTOBER, folder / "store")
    return normalise.portfolio(
        readers.read(collected, settings, folder / "store", workbench), settings, OCTOBER
    )


@cache
def settings_of(sample: Path) -> Settings:
    """The settings of the sample: most of the time of an exhibit would go into reading them again."""
    return loading.load(sample)


@cache
def preset(name: str) -> Document:
    """The settings of a preset. Not to be changed by tests."""
    return files.preset(ROOT, name)


def held(shown: Portfolio, reference: Portfolio, table: str, lacks: frozenset[str] = frozenset()) -> None:
    """Nothing, if `table` is the same in both but for its provenance and the columns that the form lacks."""
    key = list(TABLES[table].whole_key)
    columns = [name for name in TABLES[table].fields if name not in lacks]
    mine, theirs = (each[table].sort_values(key).reset_index(drop=True) for each in (shown, reference))
    assert set(PROVENANCE).isdisjoint(columns)
    assert all(mine[name].isna().all() for name in lacks), "the form holds more than it is said to"
    pd.testing.assert_frame_equal(mine[columns], theirs[columns])
