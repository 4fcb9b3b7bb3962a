"""What makes a pack beside its inputs and settings: our source, libraries, the machine's own parts.

Told in each manifest, so that `verify` can say what is another now. The machine is no part of the run: where
another one gives the same bytes, the pack is the same.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import hashlib
import platform
import zlib
from functools import cache

from pmo_reports import __version__, fingerprint
from pmo_reports.config.loading import package_folder
from pmo_reports.fingerprint import ABSENT

_TEXT = {
    "pango": ("pango-1.0", "pango_version_string"),
    "harfbuzz": ("harfbuzz", "hb_version_string"),
    "harfbuzz-subset": ("harfbuzz-subset", "hb_version_string"),
}
"""What lays text out in the PDF: its name for the system's loader, and what tells its version."""


def makers() -> dict[str, object]:
    """Everything that makes a pack, as JSON values: versions, and hashes of source and templates."""
    return {
        "version": __version__,
        "source": fingerprint.source(),
        "libraries": fingerprint.libraries(),
        "templates": templates(),
        "platform": machine(),
    }


def templates() -> dict[str, str]:
    """SHA-256 of each template, theme and font that ships with the package, by its path."""
    found = fingerprint.files(package_folder("templates"))
    return {path: hashlib.sha256(content).hexdigest() for path, content in found.items()}


@cache
def machine() -> dict[str, str]:
    """What the machine brings along: Python, zlib, what lays text out, the C library, the processor."""
    return {
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **{name: _version(*lib) for name, lib in _TEXT.items()},
        "fontconfig": _fontconfig(),
        "libc": " ".join(platform.libc_ver()).strip() or ABSENT,
        "system": platform.system(),
        "processor": platform.machine(),
    }


def _version(library: str, function: str) -> str:
    loaded = _loaded(library)
    if loaded is None:
        return ABSENT
    told = getattr(loaded, function, None)
    if told is None:
        return "unknown"
    told.restype = ctypes.c_char_p
    return bytes(told()).decode("ascii", "replace")


def _fontconfig() -> str:
    loaded = _loaded("fontconfig")
    if loaded is None:
        return ABSENT
    number = int(loaded.FcGetVersion())
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def _loaded(library: str) -> ctypes.CDLL | None:
    name = ctypes.util.find_library(library)
    try:
        return ctypes.CDLL(name) if name else None
    except OSError:
        return None
