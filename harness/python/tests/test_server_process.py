import re
import signal
import socket
from pathlib import Path
from typing import Any

import pytest

from tests.pki import Pki
from tests.processes import PATIENCE_S, Server, run_server, server_environment

_PLAIN = {"id": "a", "mode": "none", "network": "tcp", "address": "127.0.0.1:0"}


def _tls(pki: Pki, **change: str) -> dict[str, Any]:
    files = {"certificate": pki.certificate("p256"), "key": pki.key("p256")}
    return {"listeners": [_PLAIN | {"mode": "tls"} | files | change]}


def _refusal(environment: dict[str, str]) -> tuple[int, str, str]:
    """Exit code, stdout and the server's own sentence, without what grpcio logs before it."""
    done = run_server(environment)
    return done.returncode, done.stdout, done.stderr.splitlines()[-1]


def test_without_the_cookie() -> None:
    code, stdout, sentence = _refusal(server_environment() | {"BASIC_PLUGIN": "bye"})
    assert (code, stdout) == (1, "")
    assert sentence.startswith("kv-server: this is a plugin of the gRPC handshake matrix")


@pytest.mark.parametrize("knob", ["tlsVersion", "group"])
def test_an_unsupported_knob_ends_with_127(pki: Pki, knob: str) -> None:
    code, stdout, sentence = _refusal(server_environment(_tls(pki, **{knob: "x"})))
    assert (code, stdout) == (127, "")
    assert sentence.startswith(f"unsupported: listener a: {knob} x: grpcio has no Python API")


def test_a_key_type_that_cannot_be_loaded_ends_with_127(pki: Pki) -> None:
    files = {"certificate": pki.certificate("ed448"), "key": pki.key("ed448")}
    code, _, sentence = _refusal(server_environment(_tls(pki, **files)))
    assert code == 127
    assert sentence == (
        f"unsupported: listener a: key {files['key']}: "
        "BoringSSL in grpcio cannot load a key of this type"
    )


@pytest.mark.parametrize(
    ("field", "content", "reason"),
    [
        ("certificate", None, "No such file or directory"),
        ("key", None, "No such file or directory"),
        ("key", b"junk", "not a PEM private key"),
        ("certificate", b"junk", "not a PEM certificate"),
        ("clientCa", b"", "no certificate"),
        (
            "clientCa",
            b"-----BEGIN CERTIFICATE-----\njunk\n-----END CERTIFICATE-----\n",
            "not a PEM certificate",
        ),
    ],
)
def test_a_bad_file_is_named(
    pki: Pki, tmp_path: Path, field: str, content: bytes | None, reason: str
) -> None:
    bad = tmp_path / "bad.pem"
    if content is not None:
        bad.write_bytes(content)
    change = {"mode": "mtls", "clientCa": pki.certificate("p384"), field: str(bad)}
    code, stdout, sentence = _refusal(server_environment(_tls(pki, **change)))
    assert (code, stdout) == (1, "")
    assert sentence == f"kv-server: listener a: {field} {bad}: {reason}"


def test_a_key_of_another_certificate(pki: Pki) -> None:
    code, _, sentence = _refusal(server_environment(_tls(pki, key=pki.key("p384"))))
    key, certificate = pki.key("p384"), pki.certificate("p256")
    assert code == 1
    assert sentence == f"kv-server: listener a: key {key}: does not belong to {certificate}"


def test_a_taken_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        config = {"listeners": [_PLAIN | {"address": address}]}
        code, _, sentence = _refusal(server_environment(config))
    assert code == 1
    assert sentence.startswith(f"kv-server: listener a: address {address}: ")
    assert "Address already in use" in sentence


def test_the_key_of_auto_mtls_must_be_of_the_type_asked_for(pki: Pki) -> None:
    auto = {"mode": "auto-mtls", "keyType": "p384", "key": pki.key("p256")}
    client = {"PLUGIN_CLIENT_CERT": Path(pki.certificate("p256")).read_text()}
    code, _, sentence = _refusal(server_environment({"listeners": [_PLAIN | auto]}, **client))
    assert code == 1
    assert sentence == f"kv-server: listener a: key {pki.key('p256')}: of type p256, not p384"


def test_a_plugin_without_a_client_certificate_serves_in_the_clear() -> None:
    with Server(server_environment()) as server:
        assert re.fullmatch(r"1\|1\|tcp\|127\.0\.0\.1:\d+\|grpc\|", server.line)


def test_the_end_of_stdin_ends_it_only_when_asked() -> None:
    config = {"listeners": [_PLAIN], "endOnStdinEof": True}
    with Server(server_environment(config)) as server:
        assert server.end() == 0
        assert server.stdout.read() == ""
    with Server(server_environment(config | {"endOnStdinEof": False})) as server:
        server.stdin.close()
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(PATIENCE_S) == 0


def test_sigterm_removes_the_socket(tmp_path: Path) -> None:
    path = tmp_path / "kv.sock"
    config = {"listeners": [_PLAIN | {"network": "unix", "address": str(path)}]}
    with Server(server_environment(config)) as server:
        assert path.is_socket()
        server.process.terminate()
        assert server.process.wait(PATIENCE_S) == 0
    assert not path.exists()


def test_an_interrupt_ends_a_standalone_server_only() -> None:
    with Server(server_environment({"listeners": [_PLAIN]})) as server:
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(PATIENCE_S) == 0
    with Server(server_environment()) as plugin:
        plugin.process.send_signal(signal.SIGINT)
        plugin.process.send_signal(signal.SIGTERM)
        assert plugin.process.wait(PATIENCE_S) == 0
