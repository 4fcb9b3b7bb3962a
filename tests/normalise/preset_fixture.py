"""A workspace made from a preset, the files put into it, and what becomes of them."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from pmo_reports import normalise, readers, workspace
from pmo_reports.config import loading
from pmo_reports.model.period import Period
from pmo_reports.model.tables import Portfolio

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"


def portfolio_of(folder: Path, preset: str, period: str, files: Mapping[str, Path | bytes]) -> Portfolio:
    """The portfolio of `files` (name in the period's folder -> where it is, or its bytes)."""
    workspace.init(folder, sample=False, preset=preset, config_folder=ROOT / "config")
    inputs = folder / "inputs" / period
    inputs.mkdir(parents=True)
    for name, file in files.items():
        if isinstance(file, bytes):
            (inputs / name).write_bytes(file)
        else:
            shutil.copy(file, inputs / name)
    return read(folder, period)


def read(folder: Path, period: str) -> Portfolio:
    """The portfolio of a workspace."""
    settings, when = loading.load(folder), Period.parse(period)
    collected = readers.collect(settings, when, folder / "store")
    return normalise.portfolio(readers.read(collected, settings, folder / "store"), settings, when)
