"""From canonical tables to measures: one function, one measure.

Belongs here: formulas, what they roll up to, and doubts about their inputs. Does not belong here: bounds
and colours (`rag`), wording and scales (`pack`), anything that reads a file.
"""

from pmo_reports.metrics.calendars import working_days
from pmo_reports.metrics.declared import DECLARED
from pmo_reports.metrics.doubts import doubts
from pmo_reports.metrics.evaluation import measured
from pmo_reports.metrics.members import basis, status_date
from pmo_reports.metrics.profiles import curves
from pmo_reports.metrics.ranges import drawn

__all__ = ["DECLARED", "basis", "curves", "doubts", "drawn", "measured", "status_date", "working_days"]
