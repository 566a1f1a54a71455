import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
import pytest
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import (
    ProtoReflectionDescriptorDatabase,
)

from tests.pki import Pki
from tests.processes import Server, Worker, server_environment
from tests.proofs import DIGEST, GET, PUT, calls, statuses, step

_KEY_TYPES = ("p256", "p384", "p521", "rsa2048", "ed25519")
_CLIENT_KEY = "p384"


@pytest.fixture(scope="module")
def server(pki: Pki, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server with each mode and key type over tcp, and each mode over a unix socket."""
    sockets = tmp_path_factory.mktemp("sockets")
    listeners = [_listener(pki, mode, "p256", str(sockets / mode)) for mode in ("none", "mtls")]
    listeners += [_listener(pki, mode, key) for mode in ("tls", "mtls") for key in _KEY_TYPES]
    listeners.append(_listener(pki, "none", "p256"))
    with Server(server_environment({"endOnStdinEof": True, "listeners": listeners})) as running:
        yield running
        assert running.end() == 0


def _listener(pki: Pki, mode: str, key_type: str, path: str | None = None) -> dict[str, Any]:
    network, address = ("unix", path) if path else ("tcp", "127.0.0.1:0")
    listener = {"id": f"{mode}/{key_type}/{network}", "mode": mode, "network": network}
    if mode != "none":
        listener |= {"certificate": pki.certificate(key_type), "key": pki.key(key_type)}
    if mode == "mtls":
        listener["clientCa"] = pki.certificate(_CLIENT_KEY)
    return listener | {"address": address}


def _tls(pki: Pki, mode: str, key_type: str, client: str = _CLIENT_KEY) -> dict[str, str]:
    if mode == "none":
        return {"mode": mode}
    tls = {"mode": mode, "ca": pki.certificate(key_type), "serverName": "localhost"}
    if mode == "mtls":
        tls |= {"certificate": pki.certificate(client), "key": pki.key(client)}
    return tls


@pytest.mark.parametrize(
    ("mode", "key_type", "network"),
    [
        ("none", "p256", "tcp"),
        ("none", "p256", "unix"),
        ("tls", "p256", "tcp"),
        ("tls", "p384", "tcp"),
        ("tls", "rsa2048", "tcp"),
        ("mtls", "p256", "tcp"),
        ("mtls", "p384", "tcp"),
        ("mtls", "rsa2048", "tcp"),
        ("mtls", "p256", "unix"),
    ],
)
def test_put_and_get(
    pki: Pki, server: Server, worker: Worker, mode: str, key_type: str, network: str
) -> None:
    target = server.address(f"{mode}/{key_type}/{network}")
    answer = worker.prove(target=target, tls=_tls(pki, mode, key_type), steps=[PUT, GET])
    assert statuses(answer) == ["OK", "OK"]
    assert calls(answer)[1]["value"] == DIGEST
    der = base64.b64encode(pki.der(_CLIENT_KEY)).decode() if mode == "mtls" else None
    assert answer["clientCertificate"] == der
    nothing = {name: answer[name] for name in ("start", "session", "peer", "serverCertificate")}
    assert nothing == dict.fromkeys(nothing)


@pytest.mark.parametrize(
    ("listener", "tls", "reason"),
    [
        # BoringSSL offers neither ecdsa_secp521r1_sha512 nor ed25519, so the server has no
        # signature to give.
        ("tls/p521/tcp", ("tls", "p521"), "Handshake read failed (Socket closed)"),
        ("tls/ed25519/tcp", ("tls", "ed25519"), "Handshake read failed (Socket closed)"),
        ("tls/p256/tcp", ("tls", "p384"), "CERTIFICATE_VERIFY_FAILED"),
        ("tls/p256/tcp", ("none", ""), "Socket closed"),
        ("none/p256/tcp", ("tls", "p256"), "WRONG_VERSION_NUMBER"),
        # The client cannot sign for the server, for the reason above.
        ("mtls/p256/tcp", ("mtls", "p256", "p521"), "NO_COMMON_SIGNATURE_ALGORITHMS"),
    ],
)
def test_refused_in_the_handshake(
    pki: Pki, server: Server, worker: Worker, listener: str, tls: tuple[str, ...], reason: str
) -> None:
    target = server.address(listener)
    answer = worker.prove(target=target, tls=_tls(pki, *tls), steps=[PUT, GET])
    [[call]] = [one["calls"] for one in answer["steps"]]
    assert call["status"] == "UNAVAILABLE"
    assert reason in call["message"]
    assert reason in call["chain"][0]


@pytest.mark.parametrize(("mode", "client"), [("tls", "p384"), ("mtls", "rsa2048")])
def test_mutual_tls_refuses_no_certificate_and_a_stranger(
    pki: Pki, server: Server, worker: Worker, mode: str, client: str
) -> None:
    tls = _tls(pki, mode, "p256", client)
    answer = worker.prove(target=server.address("mtls/p256/tcp"), tls=tls, steps=[PUT])
    assert statuses(answer) == ["UNAVAILABLE"]
    assert answer["clientCertificate"] is None


def test_another_server_name(pki: Pki, server: Server, worker: Worker) -> None:
    tls = _tls(pki, "tls", "p256") | {"serverName": "other.example"}
    answer = worker.prove(target=server.address("tls/p256/tcp"), tls=tls, steps=[PUT])
    assert "Hostname Verification Check failed" in calls(answer)[0]["message"]


def test_statuses_of_the_store_and_of_health(server: Server, worker: Worker) -> None:
    all_at_once = step(
        "at-once",
        {"call": "get", "key": "never put", "continueOn": ["NOT_FOUND"]},
        {"call": "get", "key": "", "continueOn": ["INVALID_ARGUMENT"]},
        {"call": "put", "key": "", "value": {"base64": ""}, "continueOn": ["INVALID_ARGUMENT"]},
        {"call": "health", "service": "plugin", "continueOn": ["OK"]},
        {"call": "health", "service": "other", "continueOn": ["OK"]},
    )
    target = server.address("none/p256/tcp")
    answer = worker.prove(target=target, tls={"mode": "none"}, steps=[all_at_once, GET])
    expected = ["NOT_FOUND", "INVALID_ARGUMENT", "INVALID_ARGUMENT", "OK", "NOT_FOUND"]
    # The last status is none that its call continues on, so the second step is not begun.
    assert statuses(answer) == expected
    assert calls(answer)[3]["serving"] == "SERVING"


def test_a_unary_call_in_bytes(server: Server, worker: Worker) -> None:
    health = {"path": "/grpc.health.v1.Health/Check", "value": {"base64": "CgZwbHVnaW4="}}
    missing = {"path": "/other.Service/Call", "value": {"base64": ""}}
    both = step("unary", {"call": "unary"} | health, {"call": "unary"} | missing)
    target = server.address("none/p256/tcp")
    answer = worker.prove(target=target, tls={"mode": "none"}, steps=[both])
    assert statuses(answer) == ["OK", "UNIMPLEMENTED"]
    # HealthCheckResponse with SERVING.
    digest = hashlib.sha256(bytes([8, 1])).hexdigest()
    assert calls(answer)[0]["value"] == {"size": 2, "sha256": digest}


def test_more_than_the_default_message_limit_is_refused(server: Server, worker: Worker) -> None:
    value = {"pattern": {"size": 5_000_000, "first": 0}}
    big = step("big", {"call": "put", "key": "big", "value": value})
    answer = worker.prove(target=server.address("none/p256/tcp"), tls={"mode": "none"}, steps=[big])
    assert statuses(answer) == ["RESOURCE_EXHAUSTED"]


def test_a_session_of_an_address(server: Server, worker: Worker) -> None:
    target = server.address("none/p256/unix")
    first = worker.prove(target=target, tls={"mode": "none"}, keepOpen=True, steps=[PUT])
    session = {"kind": "session", "id": first["session"]}
    params = {"target": session, "deadlineMs": 5000, "steps": [step("s", {"call": "shutdown"})]}
    assert worker.request("prove", params)["error"]["code"] == -32602
    second = worker.prove(target=session, steps=[GET])
    assert (calls(second)[0]["value"], second["session"]) == (DIGEST, None)
    third = worker.request("prove", params | {"steps": [GET]})
    message = f"Invalid params: session {session['id']} is not open"
    assert third["error"] == {"code": -32602, "message": message}


def test_an_unreadable_file_is_no_observation(server: Server, worker: Worker, pki: Pki) -> None:
    missing = str(Path(pki.folder) / "missing")
    tls = _tls(pki, "tls", "p256") | {"ca": missing}
    target = server.address("tls/p256/tcp")
    params = {"target": target, "tls": tls, "deadlineMs": 5000, "steps": []}
    message = f"Invalid params: tls.ca {missing}: No such file or directory"
    assert worker.request("prove", params)["error"] == {"code": -32602, "message": message}


def test_reflection_lists_and_describes(server: Server) -> None:
    with grpc.insecure_channel(server.address("none/p256/tcp")["address"]) as channel:
        database = ProtoReflectionDescriptorDatabase(channel)
        assert set(database.get_services()) == {
            "grpc.health.v1.Health",
            "grpc.reflection.v1alpha.ServerReflection",
            "handshakematrix.v1.BrokerProof",
            "handshakematrix.v1.Told",
            "plugin.GRPCBroker",
            "plugin.GRPCController",
            "plugin.GRPCStdio",
            "proto.KV",
        }
        assert database.FindFileContainingSymbol("proto.KV").name == "kv.proto"
        assert database.FindFileContainingSymbol("grpc.health.v1.Health").package == (
            "grpc.health.v1"
        )
