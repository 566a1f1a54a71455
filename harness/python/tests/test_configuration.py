import json
from pathlib import Path
from typing import Any

import pytest

from kv_harness.server.configuration import Listener, parse
from kv_harness.server.errors import ConfigurationError, UnsupportedError

_PLAIN = {"id": "a", "mode": "none", "network": "tcp", "address": "127.0.0.1:0"}
_AUTO = _PLAIN | {"mode": "auto-mtls", "keyType": "p256", "key": "/k"}


def _config(*listeners: Any, **more: Any) -> str:
    return json.dumps({"listeners": listeners} | more)


def test_all_fields_of_a_standalone_listener() -> None:
    mtls = _PLAIN | {"mode": "mtls", "certificate": "/c", "key": "/k", "clientCa": "/ca"}
    config = parse(_config(mtls, _PLAIN, endOnStdinEof=True))
    files = {"certificate": Path("/c"), "key": Path("/k"), "clientCa": Path("/ca")}
    assert config.listeners == (
        Listener("a", "mtls", "tcp", "127.0.0.1:0", files),
        Listener("a", "none", "tcp", "127.0.0.1:0", {}),
    )
    assert (config.plugin, config.end_on_stdin_eof) == (False, True)


def test_an_auto_mtls_listener_makes_a_plugin() -> None:
    config = parse(_config(_AUTO))
    assert (config.plugin, config.end_on_stdin_eof) == (True, False)
    assert config.listeners[0].key_type == "p256"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "KV_SERVER_CONFIG is not JSON: Expecting property name"),
        ("[]", "KV_SERVER_CONFIG: listeners must be a list"),
        ('{"listeners":{}}', "KV_SERVER_CONFIG: listeners must be a list"),
        (_config(), "KV_SERVER_CONFIG: one auto-mtls listener, or one or more of the other modes"),
        (_config(_AUTO, _PLAIN), "KV_SERVER_CONFIG: one auto-mtls listener, or one or more"),
        (_config(7), "KV_SERVER_CONFIG: a listener must be an object"),
        (_config(_PLAIN | {"id": 7}), "listener ?: id must be a non-empty string"),
        (_config(_PLAIN | {"address": ""}), "listener a: address must be a non-empty string"),
        (_config(_PLAIN | {"mode": "tls"}), "listener a: certificate must be a non-empty string"),
        (_config(_AUTO | {"keyType": None}), "listener a: keyType must be a non-empty string"),
        (
            _config(_PLAIN | {"network": "unix", "address": "kv.sock"}),
            "listener a: address kv.sock must be an absolute path",
        ),
    ],
)
def test_a_wrong_configuration(text: str, sentence: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        parse(text)
    assert str(raised.value).startswith(sentence)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"mode": "quic"}, "listener a: mode quic is not known to this server"),
        ({"network": "vsock"}, "listener a: network vsock is not known to this server"),
        (
            {"tlsVersion": "1.2"},
            "listener a: tlsVersion 1.2: grpcio has no Python API that limits the TLS version",
        ),
        (
            {"group": "x25519"},
            "listener a: group x25519: grpcio has no Python API that limits the named groups",
        ),
        ({"keyType": "ed448"}, "listener a: keyType ed448 is not known to this server"),
    ],
)
def test_an_unsupported_knob(change: dict[str, str], sentence: str) -> None:
    with pytest.raises(UnsupportedError) as raised:
        parse(_config(_AUTO | change))
    assert str(raised.value) == sentence


def test_limits_are_kept_where_the_library_has_them() -> None:
    limited = _AUTO | {"tlsVersion": "1.2", "group": "secp384r1"}
    [listener] = parse(_config(limited), limits=True).listeners
    assert listener.limits == {"tlsVersion": "1.2", "group": "secp384r1"}


def test_limits_of_connections() -> None:
    limits = {"maxConcurrentStreams": 1, "maxConnectionAgeMs": 500, "keepaliveMs": 1000}
    [listener] = parse(_config(_AUTO | limits)).listeners
    assert listener.connections == limits
    with pytest.raises(ConfigurationError, match="maxConcurrentStreams must be a positive integer"):
        parse(_config(_AUTO | {"maxConcurrentStreams": 0}))
