import hashlib
import stat
from pathlib import Path
from typing import Any

import pytest

from kv_harness.client.errors import PluginStartError, UnsupportedError
from kv_harness.client.host_options import (
    HostOptions,
    Sockets,
    environment,
    parse,
    socket_directory,
    verify,
)


@pytest.mark.parametrize(
    ("host", "options"),
    [
        ({}, HostOptions()),
        ({"multiplex": False}, HostOptions()),
        ({"protocolVersions": [1, 2]}, HostOptions(protocol_versions=(1, 2))),
        ({"sockets": {"folder": "/f"}}, HostOptions(sockets=Sockets("/f"))),
        ({"sockets": {"folder": "/f", "group": "7"}}, HostOptions(sockets=Sockets("/f", "7"))),
        ({"sha256": "ab"}, HostOptions(sha256="ab")),
        ({"output": True}, HostOptions(output=True)),
    ],
)
def test_read(host: Any, options: HostOptions) -> None:
    assert parse({"host": host}) == options


def test_multiplexing_is_not_to_be_had() -> None:
    with pytest.raises(UnsupportedError, match=r"host\.multiplex"):
        parse({"host": {"multiplex": True}})


def test_a_checksum(tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.write_bytes(b"x")
    verify(str(program), hashlib.sha256(b"x").hexdigest())
    with pytest.raises(PluginStartError, match="checksums did not match"):
        verify(str(program), hashlib.sha256(b"y").hexdigest())
    with pytest.raises(PluginStartError, match="error verifying checksum"):
        verify(str(tmp_path / "none"), "")


def test_a_directory_is_for_its_user_or_for_the_group_too(tmp_path: Path) -> None:
    group = str(tmp_path.stat().st_gid)
    modes = []
    for sockets in (Sockets(str(tmp_path)), Sockets(str(tmp_path), group)):
        made = socket_directory(sockets)
        modes.append((made.parent, stat.S_IMODE(made.stat().st_mode)))
    assert modes == [(tmp_path, 0o700), (tmp_path, 0o770)]


def test_what_a_plugin_is_told() -> None:
    made = Path("/f/d")
    assert environment(None, None) == {}
    assert environment(Sockets("/f"), made) == {"PLUGIN_UNIX_SOCKET_DIR": "/f/d"}
    assert environment(Sockets("/f", "7"), made) == {
        "PLUGIN_UNIX_SOCKET_DIR": "/f/d",
        "PLUGIN_UNIX_SOCKET_GROUP": "7",
    }
