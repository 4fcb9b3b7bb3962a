"""The flow gives what the command line gives, and a real server schedules and runs it."""

import hashlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pmo_reports.cli import run

ROOT = Path(__file__).parents[2]
PERIOD = "2026-10"
PROGRAM = "import sys; from flows.monthly import monthly; print(monthly(*sys.argv[1:]))"
pytestmark = pytest.mark.slow


def hashes(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_flow_and_command_line_give_the_same_bytes(
    server: tuple[str, dict[str, str]], workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["build", "--json", "--pack", "board", "--period", PERIOD, "--workspace", str(workspace)]
    assert run([*command, "--out", str(tmp_path / "cli")]) == 0
    by_command = Path(json.loads(capsys.readouterr().out)["folder"])
    flow = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(workspace), PERIOD, "board", str(tmp_path / "flow")],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=server[1],
    )
    assert flow.returncode == 0, flow.stderr[-3000:]
    by_flow = hashes(Path(flow.stdout.strip().splitlines()[-1]))
    assert by_flow == hashes(by_command)
    assert len(by_flow) >= 5


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def call(url: str, payload: dict[str, object] | None = None) -> object:
    body = None if payload is None else json.dumps(payload).encode()
    request = urllib.request.Request(url, data=body, headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """The address of a running server, and the environment of what talks to it."""
    folder = tmp_path_factory.mktemp("server")
    port = free_port()
    api = f"http://127.0.0.1:{port}/api"
    env = {
        **os.environ,
        "PREFECT_HOME": str(folder / "prefect"),
        "PREFECT_API_URL": api,
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "5",
    }
    log = (folder / "server.log").open("wb")
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(command, env=env, cwd=folder, stdout=log, stderr=log)
    try:
        until(lambda: bool(call(f"{api}/health")), 240)
        yield api, env
    finally:
        process.terminate()
        process.wait(timeout=60)
        log.close()


def until(holds: Callable[[], bool], seconds: int) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            if holds():
                return
        except OSError:
            pass
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(1)


def test_server_takes_the_deployment_and_schedules_a_run(server: tuple[str, dict[str, str]]) -> None:
    api, env = server
    prefect = [sys.executable, "-m", "prefect", "--no-prompt"]
    pool = [*prefect, "work-pool", "create", "pmo-reports", "--type", "process"]
    subprocess.run(pool, env=env, check=True, cwd=ROOT, capture_output=True)
    deployed = subprocess.run(
        [*prefect, "deploy", "--all"], env=env, check=False, cwd=ROOT, capture_output=True, text=True
    )
    assert deployed.returncode == 0, deployed.stdout + deployed.stderr
    scheduled = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}, "limit": 5}
    until(lambda: bool(call(f"{api}/flow_runs/filter", scheduled)), 120)
    runs = call(f"{api}/flow_runs/filter", scheduled)
    assert isinstance(runs, list)
    assert all(run["auto_scheduled"] for run in runs)
