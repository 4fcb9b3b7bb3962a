"""Workbooks as bytes that are the same each time: fixed times in the archive and its properties."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

if TYPE_CHECKING:
    from _typeshed import SizedBuffer

AUTHOR = "Talmark PMO"


def packed(workbook: Workbook, saved: datetime) -> bytes:
    """The workbook as an .xlsx file that was last saved at `saved`."""
    properties = workbook.properties
    properties.creator = properties.lastModifiedBy = AUTHOR
    properties.created = properties.modified = saved
    buffer = BytesIO()
    # Workbook.save() would stamp the clock into the properties; its writer does not.
    ExcelWriter(workbook, _Archive(buffer, "w", ZIP_DEFLATED, saved=saved)).save()
    return buffer.getvalue()


class _Archive(ZipFile):
    """A zip archive whose members all bear the same time."""

    def __init__(self, file: BytesIO, mode: str, compression: int, *, saved: datetime) -> None:
        super().__init__(file, mode, compression)  # type: ignore[call-overload]
        self._time = (saved.year, saved.month, saved.day, saved.hour, saved.minute, 0)

    def writestr(
        self, zinfo_or_arcname: str | ZipInfo, data: SizedBuffer | str, *_: object, **__: object
    ) -> None:
        """Add a member; openpyxl gives its name and content only."""
        name = zinfo_or_arcname if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname.filename
        member = ZipInfo(name, date_time=self._time)
        member.compress_type = ZIP_DEFLATED
        member.external_attr = 0o600 << 16
        super().writestr(member, data, compresslevel=6)

    def write(self, filename: object, arcname: object = None, *_: object, **__: object) -> None:
        """Add a member from a file."""
        self.writestr(str(arcname), Path(str(filename)).read_bytes())
