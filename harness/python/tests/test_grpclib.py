"""The programs over grpclib, which also do what grpcio's BoringSSL does not."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.pki import Pki
from tests.processes import (
    GRPCLIB_CLIENT,
    GRPCLIB_SERVER,
    PATIENCE_S,
    SERVER,
    Server,
    Worker,
    run_server,
    server_environment,
)
from tests.proofs import DIGEST, GET, PUT, SHUTDOWN, calls, statuses, step

_BROKER = step("broker", {"call": "broker", "nonce": "Zmlyc3Q=", "continueOn": ["OK"]})
_TCP = {"network": "tcp", "address": "127.0.0.1:0"}


@pytest.fixture(scope="module")
def grpclib_worker() -> Iterator[Worker]:
    with Worker(GRPCLIB_CLIENT) as running:
        yield running
        assert running.end() == 0


def _environment(*listeners: dict[str, Any]) -> dict[str, str]:
    return server_environment({"endOnStdinEof": True, "listeners": list(listeners)})


def _mtls(pki: Pki, key_type: str, **limits: str) -> dict[str, Any]:
    files = {"certificate": pki.certificate(key_type), "key": pki.key(key_type)}
    return {"id": "a", "mode": "mtls", **_TCP, **files, "clientCa": files["certificate"], **limits}


def _tls(pki: Pki, key_type: str) -> dict[str, str]:
    own = {"certificate": pki.certificate(key_type), "key": pki.key(key_type)}
    return {"mode": "mtls", "ca": own["certificate"], "serverName": "localhost", **own}


@pytest.mark.parametrize("key_type", ["p256", "p521", "rsa2048", "ed25519"])
def test_put_and_get_with_every_key(pki: Pki, grpclib_worker: Worker, key_type: str) -> None:
    with Server(_environment(_mtls(pki, key_type)), GRPCLIB_SERVER) as server:
        answer = grpclib_worker.prove(
            target=server.address("a"), tls=_tls(pki, key_type), steps=[PUT, GET]
        )
        assert server.end() == 0
    assert statuses(answer) == ["OK", "OK"]
    assert calls(answer)[1]["value"] == DIGEST
    der = base64.b64encode(pki.der(key_type)).decode()
    assert (answer["serverCertificate"], answer["clientCertificate"]) == (der, der)


def test_what_fails_is_a_status_with_the_words_of_openssl(pki: Pki, grpclib_worker: Worker) -> None:
    with Server(_environment(_mtls(pki, "p256")), GRPCLIB_SERVER) as server:
        answer = grpclib_worker.prove(
            target=server.address("a"), tls=_tls(pki, "p384"), steps=[PUT, GET]
        )
    [call] = calls(answer)
    assert call["status"] == "UNAVAILABLE"
    assert "CERTIFICATE_VERIFY_FAILED" in call["message"]


def test_calls_of_any_kind_are_not_to_be_had(grpclib_worker: Worker) -> None:
    call = {"call": "rpc", "kind": "unary", "path": "/a.B/C", "requests": [{"base64": ""}]}
    answer = grpclib_worker.prove(
        target={"kind": "address", **_TCP},
        tls={"mode": "none"},
        steps=[step("rpc", call | {"metadata": [], "sendEveryMs": 0, "continueOn": []})],
    )
    reason = "rpc: this client makes a proof's calls alone"
    assert answer == {"kind": "unsupported", "reason": reason}


@pytest.mark.parametrize("server", [SERVER, GRPCLIB_SERVER], ids=["grpcio", "grpclib"])
@pytest.mark.parametrize("client", ["grpcio", "grpclib"])
def test_the_whole_life_of_a_plugin(
    pki: Pki, worker: Worker, grpclib_worker: Worker, client: str, server: tuple[str, ...]
) -> None:
    listener = {"id": "a", "mode": "auto-mtls", **_TCP, "keyType": "p384", "key": pki.key("p384")}
    config = json.dumps({"endOnStdinEof": True, "listeners": [listener]})
    answer = (worker if client == "grpcio" else grpclib_worker).prove(
        target={
            "kind": "plugin",
            "argv": list(server),
            "environment": {"KV_SERVER_CONFIG": config},
            "startTimeoutMs": PATIENCE_S * 1000,
        },
        tls={"mode": "auto-mtls", "keyType": "p256", "key": pki.key("p256")},
        steps=[PUT, GET, _BROKER, _BROKER, SHUTDOWN],
    )
    assert statuses(answer)[:4] == ["OK"] * 4
    assert calls(answer)[2]["value"]["size"] == len(b"first")
    assert calls(answer)[4]["exited"]


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        ({"group": "x25519"}, "group x25519: Python's ssl limits to NIST's curves alone"),
        ({"tlsVersion": "1.1"}, "tlsVersion 1.1: this server limits TLS to 1.2 or 1.3"),
    ],
)
def test_a_limit_that_is_not_to_be_had(pki: Pki, limits: dict[str, str], sentence: str) -> None:
    ended = run_server(_environment(_mtls(pki, "p256", **limits)), GRPCLIB_SERVER)
    assert (ended.returncode, ended.stderr) == (127, f"unsupported: {sentence}\n")
