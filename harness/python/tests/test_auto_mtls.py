import base64
import json
import shlex
import signal
import ssl
import sys
from pathlib import Path
from typing import Any

import grpc
import pytest

from kv_harness import schema
from tests.pki import Pki
from tests.processes import PATIENCE_S, SERVER, Server, Worker, server_environment
from tests.proofs import DIGEST, GET, PUT, SHUTDOWN, VALUE, calls, statuses, step

_BROKER = step(
    "broker",
    {"call": "broker", "nonce": base64.b64encode(b"first").decode(), "continueOn": ["OK"]},
    {"call": "broker", "nonce": base64.b64encode(b"second").decode(), "continueOn": ["OK"]},
)


def _plugin(pki: Pki, client: str = "p256", server: str = "p256", **change: Any) -> dict[str, Any]:
    """The target and tls of a prove that starts a plugin of ours."""
    listener = {"id": "a", "mode": "auto-mtls", "network": "tcp", "address": "127.0.0.1:0"}
    listener |= {"keyType": server, "key": pki.key(server)} | change
    config = {"endOnStdinEof": True, "listeners": [listener]}
    return {
        "target": _target(*SERVER, environment={"KV_SERVER_CONFIG": json.dumps(config)}),
        "tls": {"mode": "auto-mtls", "keyType": client, "key": pki.key(client)},
    }


def _target(*argv: str, environment: dict[str, str] | None = None) -> dict[str, Any]:
    return {
        "kind": "plugin",
        "argv": list(argv),
        "environment": environment or {},
        "startTimeoutMs": PATIENCE_S * 1000,
    }


@pytest.mark.parametrize(
    ("client", "server"),
    [("p256", "p384"), ("p384", "rsa2048"), ("rsa2048", "p256")],
)
def test_the_whole_life_of_a_plugin(pki: Pki, worker: Worker, client: str, server: str) -> None:
    steps = [PUT, GET, _BROKER, _BROKER, SHUTDOWN]
    answer = worker.prove(**_plugin(pki, client, server), steps=steps)
    assert statuses(answer) == ["OK"] * 7
    _, got, *brokered, shut = calls(answer)
    assert got["value"] == DIGEST
    assert [call["value"]["size"] for call in brokered] == [5, 6, 5, 6]
    assert shut["exited"]
    # Less than the grace of the server: the streams that the host holds do not delay the end.
    assert shut["waitedMs"] < 450
    assert answer["start"]["line"].count("|") == 5
    assert answer["start"]["elapsedMs"] > 0
    presented = ssl.DER_cert_to_PEM_cert(base64.b64decode(answer["clientCertificate"]))
    assert presented.startswith("-----BEGIN CERTIFICATE-----")


@pytest.mark.parametrize(("client", "server"), [("p521", "p256"), ("p256", "p521")])
def test_p521_is_refused_by_either_side(pki: Pki, worker: Worker, client: str, server: str) -> None:
    answer = worker.prove(**_plugin(pki, client, server), steps=[PUT, GET])
    assert statuses(answer) == ["UNAVAILABLE"]


def test_over_a_unix_socket_and_through_a_session(pki: Pki, worker: Worker, tmp_path: Path) -> None:
    path = str(tmp_path / "kv.sock")
    first = worker.prove(
        **_plugin(pki, network="unix", address=path), keepOpen=True, steps=[PUT, _BROKER]
    )
    assert first["start"]["line"].startswith(f"1|1|unix|{path}|grpc|")
    session = {"kind": "session", "id": first["session"]}
    second = worker.prove(target=session, keepOpen=True, steps=[GET, _BROKER])
    assert (second["session"], second["start"]) == (first["session"], None)
    assert calls(second)[0]["value"] == DIGEST
    last = worker.prove(target=session, steps=[SHUTDOWN])
    assert (statuses(last), last["session"]) == (["OK"], None)
    assert not Path(path).exists()


def test_without_tls_the_broker_is_in_the_clear_too(worker: Worker) -> None:
    answer = worker.prove(
        target=_target(*SERVER), tls={"mode": "none"}, steps=[PUT, _BROKER, SHUTDOWN]
    )
    assert statuses(answer) == ["OK"] * 4
    assert answer["clientCertificate"] is None


def test_a_plugin_ends_with_the_request(pki: Pki, worker: Worker, tmp_path: Path) -> None:
    path = tmp_path / "pid"
    note = f"echo $$ > {shlex.quote(str(path))}; exec {shlex.join(SERVER)}"
    plugin = _plugin(pki)
    plugin["target"]["argv"] = ["/bin/sh", "-c", note]
    assert statuses(worker.prove(**plugin, steps=[PUT])) == ["OK"]
    assert not Path("/proc", path.read_text().strip()).exists()


def test_a_host_that_presents_nothing_or_another_certificate(pki: Pki) -> None:
    """The control of a pass under auto-mtls: the plugin refuses who is not its host."""
    host = Path(pki.certificate("p256")).read_text()
    with Server(server_environment(PLUGIN_CLIENT_CERT=host)) as plugin:
        *_, address, _, field = plugin.line.split("|")
        roots = ssl.DER_cert_to_PEM_cert(base64.b64decode(field + "==")).encode()
        pairs: dict[str, tuple[bytes | None, bytes | None]] = {"none": (None, None)} | {
            name: (Path(pki.key(name)).read_bytes(), Path(pki.certificate(name)).read_bytes())
            for name in ("p256", "p384")
        }
        results = {name: _put(address, roots, *pair) for name, pair in pairs.items()}
        plugin.process.send_signal(signal.SIGTERM)
        assert plugin.process.wait(PATIENCE_S) == 0
    assert results == {"none": "UNAVAILABLE", "p256": "OK", "p384": "UNAVAILABLE"}


def _put(address: str, roots: bytes, key: bytes | None, certificate: bytes | None) -> str:
    credentials = grpc.ssl_channel_credentials(roots, key, certificate)
    options = [("grpc.ssl_target_name_override", "localhost")]
    put = schema.method("proto.KV", "Put")
    with grpc.secure_channel(address, credentials, options) as channel:
        call = put.unary(channel).future(put.request(key="k"), timeout=PATIENCE_S)
        return str(call.code().name)


@pytest.mark.parametrize(
    ("program", "message", "cause"),
    [
        ("exit 3", "plugin exited before we could connect", ["exit code 3"]),
        ("echo listening on 4099", "Unrecognized remote plugin message: listening on 4099", []),
        (
            "echo '1|1|tcp|127.0.0.1:1|grpc|'",
            "the plugin sent no certificate, so it would be spoken to in the clear",
            [],
        ),
        (
            f"echo '1|1|tcp|127.0.0.1:1|grpc|{52 * 'A'}'",
            "error parsing server cert",
            ["error parsing asn1 value: ParseError { kind: InvalidTag }"],
        ),
    ],
)
def test_a_plugin_that_cannot_be_used(
    pki: Pki, worker: Worker, program: str, message: str, cause: list[str]
) -> None:
    plugin = _plugin(pki) | {"target": _target("/bin/sh", "-c", program)}
    answer = worker.prove(**plugin, keepOpen=True, steps=[PUT])
    assert answer["start"]["error"]["message"] == message
    assert answer["start"]["line"] is None
    assert (answer["steps"], answer["session"]) == ([], None)
    for expected, given in zip(cause, answer["start"]["error"]["chain"], strict=True):
        assert given.startswith(expected[:30])


def test_a_program_that_is_not_there(pki: Pki, worker: Worker) -> None:
    answer = worker.prove(**_plugin(pki) | {"target": _target("/nonexistent/plugin")}, steps=[PUT])
    assert answer["start"]["error"]["message"] == "the plugin could not be started"
    assert "No such file or directory" in answer["start"]["error"]["chain"][0]


def test_a_silent_plugin_is_ended_at_its_time(pki: Pki, worker: Worker) -> None:
    target = _target(sys.executable, "-c", "input()") | {"startTimeoutMs": 50}
    answer = worker.prove(**_plugin(pki) | {"target": target}, steps=[PUT])
    assert answer["start"]["error"]["message"] == "timeout while waiting for plugin to start"
    assert answer["start"]["elapsedMs"] >= 50


def test_the_key_must_be_of_the_type_asked_for(pki: Pki, worker: Worker) -> None:
    plugin = _plugin(pki)
    plugin["tls"]["key"] = pki.key("p384")
    answer = worker.request("prove", plugin | {"deadlineMs": 5000, "steps": []})
    message = f"Invalid params: tls.key {pki.key('p384')}: of type p384, not p256"
    assert answer["error"] == {"code": -32602, "message": message}


def test_a_broker_call_without_an_announcement_times_out() -> None:
    call_host = schema.method("handshakematrix.v1.BrokerProof", "CallHost")
    with Server(server_environment()) as plugin:
        address = plugin.line.split("|")[3]
        with grpc.insecure_channel(address) as channel:
            request = call_host.request(broker_id=9, nonce=VALUE["pattern"]["size"].to_bytes(2))
            call = call_host.unary(channel).future(request, timeout=PATIENCE_S)
            assert call.code() is grpc.StatusCode.DEADLINE_EXCEEDED
            assert call.details() == "timeout waiting for connection info of broker id 9"
