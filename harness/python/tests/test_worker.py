import json
import os
import shlex
import sys
from pathlib import Path
from typing import Any

import grpc
import pytest

from tests.processes import PATIENCE_S, Worker
from tests.proofs import PUT


def _prove(argv: list[str]) -> dict[str, Any]:
    """A prove that lasts until the plugin prints a line or ends."""
    target = {"kind": "plugin", "argv": argv, "environment": {}, "startTimeoutMs": 20_000}
    params = {"target": target, "tls": {"mode": "none"}, "deadlineMs": 20_000, "steps": [PUT]}
    return {"jsonrpc": "2.0", "id": "slow", "method": "prove", "params": params}


@pytest.mark.parametrize(
    ("line", "identifier", "code", "message"),
    [
        ("{", None, -32700, "Parse error: Expecting property name"),
        ('"\\xff"', None, -32700, "Parse error: Invalid \\escape"),
        (100_000 * "[", None, -32700, "Parse error: "),
        ("[]", None, -32600, "Invalid Request"),
        ('{"id":4}', None, -32600, "Invalid Request"),
        ('{"id":5,"method":"judge"}', 5, -32601, "Method not found: judge"),
        ('{"id":"x","method":"prove"}', "x", -32602, "Invalid params: target must be an object"),
        ('{"id":6,"method":"prove","params":[]}', 6, -32602, "Invalid params: params must be"),
    ],
)
def test_errors(worker: Worker, line: str, identifier: Any, code: int, message: str) -> None:
    worker.send(line)
    answer = worker.receive()
    assert (answer["jsonrpc"], answer["id"]) == ("2.0", identifier)
    assert answer["error"]["code"] == code
    assert answer["error"]["message"].startswith(message)


def test_describe(worker: Worker) -> None:
    answer = worker.request("describe", {})["result"]
    assert answer["stack"][0] == {"name": "grpcio", "version": grpc.__version__}
    assert answer["runtime"]["version"] == sys.version.split()[0]
    assert answer["tls"]["name"] == "BoringSSL"
    assert answer["keyLog"] is False


def test_unsupported_is_an_answer(worker: Worker) -> None:
    target = {"kind": "address", "network": "vsock", "address": "2:1"}
    answer = worker.prove(target=target, tls={"mode": "none"})
    assert answer == {
        "kind": "unsupported",
        "reason": "network vsock: this client dials tcp and unix",
    }


def test_requests_overlap(worker: Worker, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    worker.send(json.dumps(_prove(["/bin/sh", "-c", f"read line < {shlex.quote(str(gate))}"])))
    worker.send('{"jsonrpc":"2.0","id":"quick","method":"describe"}')
    assert worker.receive()["id"] == "quick"
    gate.write_text("open\n")
    assert worker.receive()["id"] == "slow"


def test_the_end_of_stdin_answers_what_was_begun() -> None:
    with Worker() as worker:
        worker.send(json.dumps(_prove(["/bin/sh", "-c", "exit 0"])))
        worker.stdin.close()
        assert worker.receive()["id"] == "slow"
        assert worker.process.wait(PATIENCE_S) == 0


def test_a_refused_connection_is_an_observation(worker: Worker) -> None:
    target = {"kind": "address", "network": "unix", "address": "/nonexistent/kv.sock"}
    answer = worker.prove(target=target, tls={"mode": "none"}, keepOpen=True, steps=[PUT])
    assert answer["steps"][0]["calls"][0]["status"] == "UNAVAILABLE"
    # A connection was tried, so it is kept; this closes it.
    session = {"kind": "session", "id": answer["session"]}
    assert worker.prove(target=session)["session"] is None
