"""What goes out to those who report, and what goes back to them.

Belongs here: the forms that project managers fill in, annotated copies of faulty ones, who owes what.
Does not belong here: reading them (`readers.form`), judging what they say, sending anything.
"""

from pmo_reports.forms.assignments import Asked, assignments
from pmo_reports.forms.book import workbook
from pmo_reports.forms.content import Assignment
from pmo_reports.forms.corrections import Annotated, annotated
from pmo_reports.forms.debts import NOBODY, Debt, Kind, debts
from pmo_reports.forms.filing import file_name

__all__ = [
    "NOBODY",
    "Annotated",
    "Asked",
    "Assignment",
    "Debt",
    "Kind",
    "annotated",
    "assignments",
    "debts",
    "file_name",
    "workbook",
]
