"""Settings for files that tell of many periods: where a row, or a sheet, says which one it is of."""

from __future__ import annotations

from pmo_reports.config.setting import Setting


class Split(Setting):
    """What says which period a record is of, in a file that holds many of them.

    Each period takes its own records. Those of other periods are counted, and are no part of it; a record
    whose period cannot be read is quarantined.

    Attributes:
        column: head of the column in which it stands: a date in the period, or its name ("2024-03",
            "03-2024", "Mar 2024", "31 March 2024"; "2024-P03" where fiscal periods are reported).
        sheet: whether it is the sheet's name; sheets that are not called so are passed over.
    """

    column: str = ""
    sheet: bool = False
