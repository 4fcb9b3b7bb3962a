"""What a pack is made of is kept: settings, templates, what was told, so that it can be made again.

Bytes lie in the store's raw folder under their SHA-256, as those of inputs do. What a manifest names by a
hash of its content (`past`, `told`) is kept as that content.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from pmo_reports import atomic, fingerprint, knowledge, readers
from pmo_reports.config import loading
from pmo_reports.config.settings import Settings
from pmo_reports.errors import PublishError
from pmo_reports.history import Entry
from pmo_reports.knowledge import Asking, Histories, Inputs
from pmo_reports.model.period import Period
from pmo_reports.model.tables import Portfolio
from pmo_reports.publish import Origin
from pmo_reports.retelling import Retelling
from pmo_reports.storage import Store

TEMPLATES = "templates"
HASH_DIGITS = 64
Needs = tuple[Mapping[str, object], Mapping[str, object]]
"""What a pack is made of, and what is kept for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is to be kept for a pack.

    Attributes:
        settings: each file that the settings were read from; those of the package begin with "(package) ".
        templates: each template of the workspace, from `templates/` on.
        histories: what was in force of each period that was restated, as JSON.
        told: what is named by a hash of its content elsewhere in the manifest.
    """

    settings: Mapping[str, bytes]
    templates: Mapping[str, bytes]
    histories: Mapping[str, bytes]
    told: tuple[bytes, ...] = ()

    @property
    def digests(self) -> dict[str, dict[str, str]]:
        """The hashes by kind and name, for the manifest."""
        parts = {"settings": self.settings, "templates": self.templates, "histories": self.histories}
        return {
            kind: {name: _sha256(content) for name, content in part.items()} for kind, part in parts.items()
        }

    def keep(self, store: Store) -> None:
        """Puts all of it into the store.

        Raises:
            PublishError: the store cannot be written.
        """
        named = (self.settings, self.templates, self.histories)
        for content in (*(each for part in named for each in part.values()), *self.told):
            readers.keep(store, content)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remaking:
    """What a pack was made of, so that it can be made again whatever is otherwise today.

    Attributes:
        periods: oldest first; the last is that of the pack.
        tables: gives the canonical tables of each.
        histories: of the periods that were restated.
        told: what the packs of earlier periods had printed.
    """

    settings: Settings
    pack: str
    periods: tuple[Period, ...]
    tables: Callable[[Period], Portfolio]
    histories: Histories
    told: Retelling
    origin: Origin


def ingredients(settings: Settings, name: str, inputs: Inputs, asking: Asking) -> dict[str, object]:
    """All that a pack called `name` is a function of, as hashes."""
    return {
        "pack": name,
        **knowledge.ingredients(settings, inputs, asking),
        "settings": settings.digest,
        "tables_by": settings.tables_digest,
        "templates": fingerprint.of_folders(template_folders(settings.workspace)),
        "code": fingerprint.code(),
        "holidays": fingerprint.version("holidays"),
    }


def gathered(settings: Settings, inputs: Inputs, histories: Histories, told: Retelling) -> Kept:
    """What is to be kept for a pack, as it is now.

    Raises:
        PublishError: one of the files cannot be read any more.
    """
    with atomic.told(settings.workspace):
        return Kept(
            settings={name: path.read_bytes() for name, path in loading.read_from(settings).items()},
            templates=templates(settings.workspace),
            histories=_restated(histories),
            told=_contents(settings, inputs, told),
        )


def templates(workspace: Path) -> dict[str, bytes]:
    """The workspace's own templates, by their path in it."""
    found = fingerprint.files(workspace / TEMPLATES)
    return {f"{TEMPLATES}/{path}": content for path, content in found.items()}


def template_folders(workspace: Path) -> tuple[Path, ...]:
    """Where templates are looked for: the workspace's own first."""
    own = workspace / TEMPLATES
    return (*((own,) if own.is_dir() else ()), loading.package_folder(TEMPLATES))


def _restated(histories: Histories) -> dict[str, bytes]:
    """What is and was in force of the periods that were restated, as JSON."""
    return {
        period.id: fingerprint.canonical([asdict(entry) for entry in told])
        for period, told in histories.items()
        if any(entry.restates for entry in told)
    }


def _contents(settings: Settings, inputs: Inputs, told: Retelling) -> tuple[bytes, ...]:
    """The inputs of each earlier period, and what its packs told: each is what its hash was made of."""
    earlier = (known for known in inputs.items() if known[0] < max(inputs))
    made = (knowledge.made(settings, period, known) for period, known in earlier)
    return (*(fingerprint.canonical(dict(each.inputs)) for each in made), *told.contents)


def needed(store: Store, packs: Iterable[Needs]) -> frozenset[str]:
    """The hashes of all that is kept for packs; a listing of inputs that is gone names nothing more."""
    found: set[str] = set()
    listings: set[str] = set()
    for made_of, kept in packs:
        found = found.union(*(_hashes(part) for part in (*kept.values(), made_of.get("inputs"))))
        listings |= _hashes(made_of.get("past"))
        found |= _hashes(made_of.get("told"))
    return frozenset(found | listings).union(*(_listed(store, listing) for listing in sorted(listings)))


def _listed(store: Store, listing: str) -> frozenset[str]:
    try:
        return _hashes(fingerprint.told(readers.kept(store, listing)))
    except (PublishError, ValueError):
        return frozenset()


def entries(content: bytes) -> tuple[Entry, ...]:
    """What was in force of a period, from the JSON that was kept.

    Raises:
        ValueError, TypeError: it is none.
    """
    told = fingerprint.told(content)
    return tuple(
        Entry(**{**each, "causes": tuple(each["causes"]), "files": tuple(each["files"])}) for each in told
    )


def _hashes(part: object) -> frozenset[str]:
    values = part.values() if isinstance(part, dict) else ()
    return frozenset(str(value) for value in values if is_hash(value))


def is_hash(value: object) -> bool:
    """Whether a manifest names bytes; of an input that could not be taken it says why."""
    return isinstance(value, str) and len(value) == HASH_DIGITS and not set(value) - set("0123456789abcdef")


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
