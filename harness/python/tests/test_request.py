from typing import Any

import pytest

from kv_harness.client import fields
from kv_harness.client.errors import InvalidParamsError, UnsupportedError
from kv_harness.client.request import AddressTarget, Call, PluginTarget, Prove, Step, Tls, parse

_ADDRESS = {"kind": "address", "network": "tcp", "address": "127.0.0.1:1"}
_PLUGIN = {"kind": "plugin", "argv": ["x"], "environment": {"A": ""}, "startTimeoutMs": 250}
_AUTO = {"mode": "auto-mtls", "keyType": "p256", "key": "/k"}
_VALID = {"target": _ADDRESS, "tls": {"mode": "none"}, "deadlineMs": 1500, "steps": []}


def _with_call(call: Any) -> dict[str, Any]:
    return _VALID | {"steps": [{"name": "s", "calls": [call]}]}


def test_an_address() -> None:
    put = {"call": "put", "key": "", "value": {"base64": "AAEC"}, "continueOn": ["OK"]}
    step = Step("s", (Call("put", payload=b"\0\1\2", continue_on=frozenset({"OK"})),))
    target = AddressTarget("tcp", "127.0.0.1:1")
    expected = Prove(target, Tls("none", {}), 1.5, keep_open=False, steps=(step,))
    assert parse(_with_call(put)) == expected


def test_a_plugin() -> None:
    wanted = parse(_VALID | {"target": _PLUGIN, "tls": _AUTO, "keepOpen": True})
    assert wanted.target == PluginTarget(("x",), {"A": ""}, (1,), 0.25)
    assert wanted.tls == Tls("auto-mtls", {"keyType": "p256", "key": "/k"})
    assert wanted.keep_open


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ([], "params must be an object"),
        ({}, "target must be an object"),
        (_VALID | {"target": {"kind": "dns"}}, "target.kind dns is not known"),
        (_VALID | {"target": _PLUGIN | {"argv": []}}, "argv is empty"),
        (_VALID | {"target": _PLUGIN | {"argv": "x"}}, "argv must be a list"),
        (_VALID | {"target": _PLUGIN | {"argv": [1]}}, "argv must be a list of strings"),
        (_VALID | {"target": _PLUGIN | {"environment": {"A": 1}}}, "A must be a string"),
        (_VALID | {"tls": None}, "tls must be an object"),
        (_VALID | {"tls": {"mode": "tls", "ca": "/c"}}, "serverName must be a non-empty string"),
        (_VALID | {"tls": _AUTO}, "auto-mtls is a mode of plugin targets"),
        (_VALID | {"deadlineMs": 0}, "deadlineMs must be a positive number"),
        (_VALID | {"deadlineMs": True}, "deadlineMs must be a positive number"),
        (_VALID | {"steps": {}}, "steps must be a list"),
        (_with_call({"call": "list"}), "call list is not known"),
        (_with_call({"call": "get"}), "key must be a string"),
        (_with_call({"call": "put", "key": "k"}), "value must be an object"),
        (_with_call({"call": "shutdown"}), "broker and shutdown are calls of plugin sessions"),
        (_with_call({"call": "broker", "nonce": "?"}), "base64: Only base64 data is allowed"),
    ],
)
def test_a_request_that_makes_no_sense(params: Any, message: str) -> None:
    with pytest.raises(InvalidParamsError) as raised:
        parse(params)
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        (_VALID | {"target": _ADDRESS | {"network": "vsock"}}, "network vsock: this client dials"),
        (_VALID | {"tls": {"mode": "quic"}}, "tls.mode quic: not known to this client"),
        (_VALID | {"tls": {"mode": "none", "group": "x25519"}}, "tls.group x25519: grpcio has no"),
        (
            _VALID | {"target": _PLUGIN, "tls": _AUTO | {"keyType": "ed448"}},
            "tls.keyType ed448: not known to this client",
        ),
    ],
)
def test_an_unsupported_knob(params: Any, reason: str) -> None:
    with pytest.raises(UnsupportedError) as raised:
        parse(params)
    assert str(raised.value).startswith(reason)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"base64": ""}, b""),
        ({"pattern": {"size": 0, "first": 9}}, b""),
        ({"pattern": {"size": 4, "first": 254}}, b"\xfe\xff\x00\x01"),
        ({"pattern": {"size": 257, "first": 1}}, bytes(range(1, 256)) + b"\x00\x01"),
    ],
)
def test_content(value: Any, expected: bytes) -> None:
    assert fields.content(value) == expected
