"""What a pack was made of, laid out in a private folder: settings, templates and inputs as they were.

Nothing of the workspace counts here, neither what lies in it today nor the clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pmo_reports import history, keeping, knowledge, metrics, normalise, pack, readers, retelling
from pmo_reports.config import loading
from pmo_reports.config.files import PACKAGE
from pmo_reports.config.fiscal import reporting_period
from pmo_reports.config.settings import Settings
from pmo_reports.errors import InputError, PmoReportsError
from pmo_reports.garbage import swept, undisturbed
from pmo_reports.history.pointers import DIGITS
from pmo_reports.keeping import Remaking
from pmo_reports.model.period import Period
from pmo_reports.model.raw import Reading
from pmo_reports.model.tables import Portfolio
from pmo_reports.proof.claim import Claim, Hashes, is_inside, texts
from pmo_reports.proof.keepsakes import Keepsakes

WORKSPACE, SHIPPED = "workspace", "shipped"
_GLOB = "*?["


@dataclass(frozen=True)
class Layout:
    """A private folder with what a pack was made of."""

    keepsakes: Keepsakes
    folder: Path

    @property
    def claim(self) -> Claim:
        """What the pack claims."""
        return self.keepsakes.claim

    @cached_property
    def files(self) -> Mapping[str, Path]:
        """The settings files and templates as they were, laid out; what is lost is not among them."""
        return self._laid_out({**self.claim.kept("settings"), **self.claim.kept("templates")}, self.folder)

    @cached_property
    def settings(self) -> Settings:
        """The settings as they were.

        Raises:
            ConfigurationError: this version of the program does not understand them.
            InputError: some are lost, or they are not those that the manifest names.
        """
        if lost := sorted(self.claim.kept("settings").keys() - self.files.keys()):
            raise InputError(
                f"of the settings that it was made by, the store has lost {', '.join(lost)}",
                place="store/raw",
                remedy="bring the store back from a backup",
            )
        return _loaded(self.folder, str(self.claim.origin.made_of.get("settings")))

    def settings_by(self, digest: str) -> Settings:
        """The settings by which a period was read, on an earlier day maybe, as a pack has kept them.

        `digest` is of those of them that tables are read by.

        Raises:
            PmoReportsError: no pack was, or they are lost, or are not understood.
        """
        if digest == self.settings.tables_digest:
            return self.settings
        notes = [note for note in history.resting(self.keepsakes.store) if note.kept]
        note = next((note for note in notes if note.made_of.get("tables_by") == digest), None)
        if note is None:
            raise InputError(
                "it was read by settings of an earlier day, which no pack has kept",
                place="store/packs",
                remedy="nothing to mend: its tables are kept as they were",
            )
        folder = self.folder / digest[:DIGITS]
        self._laid_out(texts(note.kept.get("settings", {})), folder)
        return _loaded(folder, str(note.made_of.get("settings")))

    def remaking(self) -> Remaking:
        """All that it takes to make the pack again.

        Raises:
            PmoReportsError: something of it is gone, or is not understood.
        """
        told = {
            Period.parse(p): self.keepsakes.content(digest) for p, digest in self.claim.of("told").items()
        }
        entries = self.claim.kept("histories")
        return Remaking(
            settings=self.settings,
            pack=self.claim.pack,
            periods=tuple(self.period(each) for each in self.claim.periods),
            tables=self._tables,
            histories={
                self.period(p): keeping.entries(self.keepsakes.content(digest))
                for p, digest in entries.items()
            },
            told=retelling.remembered({self.period(period.id): content for period, content in told.items()}),
            origin=self.claim.origin,
        )

    def period(self, named: str) -> Period:
        """A period with its days, by the calendar as it was."""
        return reporting_period(self.settings.calendar.fiscal, Period.parse(named))

    def read_again(self, period: Period, by: str = "") -> Portfolio:
        """The canonical tables of a period, read from the bytes of its inputs; nothing read before is used.

        `by` is the digest of other settings than those of the pack.

        Raises:
            PmoReportsError: they are gone, or cannot be laid out as they were.
        """
        workspace = self.folder / "inputs" / period.id
        settings = self.settings_by(by) if by else self.settings
        settings = settings.model_copy(update={"workspace": workspace})
        aside = self.folder / "read-again"
        with readers.Workbench() as workbench, undisturbed():
            reading = readers.read(self._collected(settings, period, aside), settings, aside, workbench)
            read = normalise.portfolio(reading, settings, period)
        del reading
        swept()
        return read

    def _collected(self, settings: Settings, period: Period, aside: Path) -> Reading:
        """The inputs of a period as they were collected, laid out first; with what was found missing then."""
        listing = self.keepsakes.inputs.get(period.id)
        if listing is None:
            raise _not_laid_out(period, "which files they were is not kept")
        for path, digest in listing.items():
            if keeping.is_hash(digest):
                _written(settings.workspace / path, self.keepsakes.content(digest))
        found = _told_of(settings, period, readers.collect(settings, period, aside))
        for path in (
            listing.keys() - found.keys()
        ):  # a file nobody reads, an empty folder: told of by name alone
            _stand_in(settings.workspace, path)
        reading = readers.collect(settings, period, aside)
        if _told_of(settings, period, reading) != dict(listing):
            raise _not_laid_out(period, "other files are collected, or other things are said of them")
        return reading

    def _tables(self, period: Period) -> Portfolio:
        key = self.claim.of("snapshots")[period.id]
        found = history.recall(self.keepsakes.store, period, key)
        return self.read_again(period) if found is None else found

    def _laid_out(self, files: Hashes, folder: Path) -> dict[str, Path]:
        """Files by name, laid out; what is lost is not among them."""
        (folder / WORKSPACE / "config").mkdir(parents=True, exist_ok=True)
        found = {}
        for name, digest in files.items():
            if is_inside(name) and not readers.fault(self.keepsakes.store, digest):
                found[name] = _place(folder, name)
                _written(found[name], self.keepsakes.content(digest))
        return found


def _place(folder: Path, name: str) -> Path:
    if name.startswith(PACKAGE):
        return folder / SHIPPED / name.removeprefix(f"{PACKAGE}config/")
    return folder / WORKSPACE / name


def _loaded(folder: Path, digest: str) -> Settings:
    """The settings that are laid out in a folder.

    Raises:
        ConfigurationError: this version of the program does not understand them.
        InputError: they are not those of `digest`.
    """
    settings = loading.load(folder / WORKSPACE, metrics.DECLARED, pack.SECTIONS, shipped=folder / SHIPPED)
    if settings.digest != digest:
        raise InputError(
            "the settings that are kept do not come to what the manifest names",
            place="config",
            remedy="this version of pmo-reports has other settings, or the manifest was altered:"
            " use the version that made the pack",
        )
    return settings


def faults(layout: Layout) -> Iterator[str]:
    """Why the pack cannot be made again, before it is tried."""
    try:
        layout.remaking()
    except PmoReportsError as error:
        yield str(error)
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        yield f"what is kept of it is not understood: {error}"


def _told_of(settings: Settings, period: Period, reading: Reading) -> dict[str, str]:
    return dict(knowledge.made(settings, period, reading).inputs)


def _stand_in(workspace: Path, path: str) -> None:
    """Something empty under a name that findings told of: a file, or the folder of a glob."""
    if any(mark in path for mark in _GLOB):
        (workspace / path).parent.mkdir(parents=True, exist_ok=True)
    elif path and not (workspace / path).exists():
        _written(workspace / path, b"")


def _written(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _not_laid_out(period: Period, why: str) -> InputError:
    return InputError(
        f"the inputs of {period} cannot be read again as they were: {why}",
        place=f"inputs/{period.id}",
        remedy="use the version of pmo-reports that made the pack",
    )
