"""Builds pmo_reports/jvm/charsets.jar from scripts/charsets: same sources and compiler, same bytes.

Needs `javac` 11 or newer. The jar's manifest holds the hash of its sources, which a test compares.
"""

from __future__ import annotations

import hashlib
import subprocess
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "scripts" / "charsets"
JAR = ROOT / "pmo_reports" / "jvm" / "charsets.jar"
OLDEST_JAVA = "11"
FIXED = (1980, 1, 1, 0, 0, 0)
SERVICE = "META-INF/services/java.nio.charset.spi.CharsetProvider"


def source_hash() -> str:
    """SHA-256 of all sources, by name."""
    digest = hashlib.sha256()
    for path in sorted(SOURCES.glob("*.java")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def members(classes: Path) -> dict[str, bytes]:
    """What the jar holds, by name."""
    manifest = f"Manifest-Version: 1.0\r\nSources: {source_hash()[:32]}\r\n\r\n"
    compiled = {path.relative_to(classes).as_posix(): path.read_bytes() for path in classes.rglob("*.class")}
    return {
        "META-INF/MANIFEST.MF": manifest.encode(),
        SERVICE: b"pmo.reports.charsets.Charsets\n",
        **dict(sorted(compiled.items())),
    }


def main() -> None:
    """Compile and pack."""
    with tempfile.TemporaryDirectory() as folder:
        sources = [str(path) for path in sorted(SOURCES.glob("*.java"))]
        command = ["javac", "--release", OLDEST_JAVA, "-g:none", "-d", folder, *sources]
        subprocess.run(command, check=True)  # noqa: S603 - our own sources
        with zipfile.ZipFile(JAR, "w", zipfile.ZIP_DEFLATED) as jar:
            for name, content in members(Path(folder)).items():
                jar.writestr(zipfile.ZipInfo(name, FIXED), content, zipfile.ZIP_DEFLATED)
    print(f"{JAR.relative_to(ROOT)}: {JAR.stat().st_size} bytes")


if __name__ == "__main__":
    main()
