"""What an application asks of its plugins' host, as go-plugin's ClientConfig has it (client.go)."""

import hashlib
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from kv_harness.client import fields
from kv_harness.client.errors import PluginStartError, UnsupportedError
from kv_harness.go_plugin import SOCKET_DIRECTORY, SOCKET_GROUP


class Sockets(NamedTuple):
    """Where unix sockets are made; `group` may use them, None: their user alone."""

    folder: str
    group: str | None = None


class HostOptions(NamedTuple):
    """None and empty are go-plugin's defaults."""

    protocol_versions: tuple[int, ...] = ()
    sockets: Sockets | None = None
    sha256: str | None = None
    output: bool = False
    """Whether what the plugin's application writes is asked for."""


def parse(target: Mapping[str, Any]) -> HostOptions:
    """Raises UnsupportedError for what this host does not have, InvalidParamsError."""
    given = fields.record(target.get("host", {}), "host")
    if given.get("multiplex"):
        raise UnsupportedError("host.multiplex: this client has a broker with own connections only")
    versions: tuple[int, ...] = ()
    if "protocolVersions" in given:
        versions = tuple(int(version) for version in fields.items(given, "protocolVersions"))
    sockets = None
    if "sockets" in given:
        wanted = fields.record(given["sockets"], "sockets")
        group = fields.text(wanted, "group") if "group" in wanted else None
        sockets = Sockets(fields.text(wanted, "folder"), group)
    sha256 = fields.text(given, "sha256") if "sha256" in given else None
    return HostOptions(versions, sockets, sha256, given.get("output") is True)


def verify(program: str, sha256: str) -> None:
    """Raises PluginStartError in go-plugin's words unless the program's file has this digest."""
    try:
        with Path(shutil.which(program) or program).open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise PluginStartError("error verifying checksum") from error
    if found != sha256:
        raise PluginStartError("checksums did not match")


def socket_directory(sockets: Sockets) -> Path:
    """Makes the directory for one plugin. Raises PluginStartError."""
    try:
        made = Path(tempfile.mkdtemp(prefix="plugin-dir", dir=sockets.folder))
        if sockets.group is not None:
            group = sockets.group
            shutil.chown(made, group=int(group) if group.isdigit() else group)
            made.chmod(0o770)
    except (OSError, LookupError) as error:
        raise PluginStartError("the directory for sockets could not be made") from error
    return made


def environment(sockets: Sockets | None, directory: Path | None) -> dict[str, str]:
    """The variables that tell a plugin of them."""
    told = {} if directory is None else {SOCKET_DIRECTORY: str(directory)}
    if sockets is not None and sockets.group is not None:
        told[SOCKET_GROUP] = sockets.group
    return told
