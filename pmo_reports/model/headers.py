"""Headers: the column heads of each sheet, kept so that the next period can tell what has changed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The heads of one sheet as a source's part reads it.

    Attributes:
        period: the period whose folder the file lay in, or "".
        heads: as written, without those of empty columns.
        addresses: the column letter of each head.
        kinds: what the cells below each head are: `text`, `number`, `date`, `flag`, or "" where they are
            empty or mixed.
    """

    source: str
    part: str
    file: str
    sheet: str
    period: str
    heads: tuple[str, ...]
    addresses: tuple[str, ...]
    kinds: tuple[str, ...]

    @property
    def place(self) -> str:
        """The file, the same in every period: `inputs/{period}/raid.xlsx`."""
        return self.file.replace(self.period, "{period}") if self.period else self.file

    @property
    def fingerprint(self) -> tuple[tuple[str, str], ...]:
        """Heads and kinds, whatever their order."""
        return tuple(sorted(zip(self.heads, self.kinds, strict=True)))
