import base64

import pytest

from kv_harness.client.errors import PluginStartError
from kv_harness.client.handshake_line import HandshakeLine, parse
from kv_harness.go_plugin import PROTOCOL_VERSIONS
from kv_harness.server.announcement import handshake_line
from kv_harness.server.configuration import Listener
from kv_harness.server.protocol_version import negotiated

_DER = bytes(range(100))
_ENCODED = base64.b64encode(_DER).decode().rstrip("=")


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("1|1|tcp|127.0.0.1:4099|grpc|", HandshakeLine("tcp", "127.0.0.1:4099", None)),
        ("1|1|tcp|127.0.0.1:4099|grpc", HandshakeLine("tcp", "127.0.0.1:4099", None)),
        ("1|1|unix|/run/kv.sock|grpc|\r\n", HandshakeLine("unix", "/run/kv.sock", None)),
        (f"1|1|tcp|[::1]:1|grpc|{_ENCODED}", HandshakeLine("tcp", "[::1]:1", _DER)),
        (f"1|1|tcp|h:1|grpc|{_ENCODED}|true", HandshakeLine("tcp", "h:1", _DER)),
        # A host ignores up to 50 characters: old plugins put something else there.
        ("1|1|tcp|h:1|grpc|" + 50 * "A", HandshakeLine("tcp", "h:1", None)),
        ("1|1|tcp|h:1|grpc|" + 52 * "A", HandshakeLine("tcp", "h:1", bytes(39))),
    ],
)
def test_accepted(line: str, read: HandshakeLine) -> None:
    assert parse(line, (1,)) == read


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "Unrecognized remote plugin message: "),
        ("listening on 4099\n", "Unrecognized remote plugin message: listening on 4099"),
        ("1|1|tcp", "Unrecognized remote plugin message: 1|1|tcp"),
        ("one|1|tcp|h:1|grpc|", 'error parsing core protocol version: "one" is not a number'),
        (
            "2|1|tcp|h:1|grpc|",
            "incompatible core API version with plugin. Plugin version: 2, Core version: 1",
        ),
        ("1|x|tcp|h:1|grpc|", 'Error parsing protocol version "x": not a number'),
        (
            "1|9|tcp|h:1|grpc|",
            "incompatible API version with plugin. Plugin version: 9, Client versions: [1]",
        ),
        ("1|1|pipe|h:1|grpc|", "unknown address type: pipe"),
        ("1|1|tcp||grpc|", "the plugin's address is empty"),
        ("1|1|tcp|h:1", 'unsupported plugin protocol "netrpc". Supported: [grpc]'),
        ("1|1|tcp|h:1|netrpc|", 'unsupported plugin protocol "netrpc". Supported: [grpc]'),
        (
            "1|1|tcp|h:1|grpc|" + 52 * "A" + "==",
            "error parsing server cert: the base64 is padded",
        ),
        (
            "1|1|tcp|h:1|grpc|" + 52 * "-",
            "error parsing server cert: Only base64 data is allowed",
        ),
    ],
)
def test_refused(line: str, message: str) -> None:
    with pytest.raises(PluginStartError) as raised:
        parse(line, (1,))
    assert str(raised.value) == message


def test_written_without_certificate() -> None:
    listener = Listener("plugin", "auto-mtls", "tcp", "127.0.0.1:0", {})
    assert handshake_line(listener, "127.0.0.1:7", None) == "1|1|tcp|127.0.0.1:7|grpc|"


@pytest.mark.parametrize(
    ("own", "asked", "version"),
    [
        ((1,), "", 1),
        ((2, 3), "", 2),
        ((2, 3), "1,2", 2),
        ((2, 3), "2,3", 3),
        ((3, 2), "3,2,4", 3),
        ((3, 4), "1,2", 3),
        ((2, 10), "10,2", 10),
        ((1, 2), "x,2", 2),
    ],
)
def test_the_version_of_the_line(
    own: tuple[int, ...], asked: str, version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PROTOCOL_VERSIONS, asked)
    assert negotiated(own) == version


def test_a_host_of_another_application_takes_the_version_of_that_one_alone() -> None:
    assert parse("1|6|tcp|127.0.0.1:1|grpc|", (6,)).address == "127.0.0.1:1"
    with pytest.raises(PluginStartError, match=r"Plugin version: 1, Client versions: \[6\]"):
        parse("1|1|tcp|127.0.0.1:1|grpc|", (6,))
