"""The sample's own exports through the same frame as the exhibits: they are equal to themselves."""

from __future__ import annotations

from pathlib import Path

from pmo_reports.config.document import document
from pmo_reports.model.tables import Portfolio
from tests.museum.exhibit import ROOT, Exhibit, held, read


def test_the_tracker_of_the_sample(one_period: Path, reference: Portfolio, tmp_path: Path) -> None:
    shipped = dict(document(ROOT / "config" / "sources" / "tracker.yaml", "tracker").content)
    content = (one_period / "inputs" / "2026-10" / "tracker.csv").read_bytes()
    shown = read(Exhibit(files={"tracker.csv": content}, settings=shipped), one_period, tmp_path)
    held(shown, reference, "work_items")
