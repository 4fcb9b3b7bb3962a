"""The sample portfolio: an invented water and energy utility, six months of it, in real formats.

Belongs here: the story (`data/`), its arithmetic, and the writers of each format. Does not belong
here: anything that a build needs.
"""

from pmo_reports.workspace.sample.portfolio import sample

__all__ = ["sample"]
