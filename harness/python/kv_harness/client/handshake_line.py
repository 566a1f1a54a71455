"""The first line of a plugin's stdout, as a go-plugin host reads it (client.go)."""

import base64
import binascii
from collections.abc import Sequence
from typing import NamedTuple, NoReturn

from kv_harness.client.errors import PluginStartError
from kv_harness.go_plugin import CORE_PROTOCOL_VERSION

# A host takes a shorter field 6 for something else, which old plugins put there.
_LONGEST_NOT_A_CERTIFICATE = 50


class HandshakeLine(NamedTuple):
    """Where the plugin listens; `certificate` is DER, None if field 6 is empty or missing."""

    network: str
    address: str
    certificate: bytes | None


def parse(line: str, protocol_versions: Sequence[int]) -> HandshakeLine:
    """Reads the line; raises PluginStartError in go-plugin's words for one that it refuses.

    protocol_versions are those of the application that the host speaks.
    """
    fields = line.strip().split("|")
    if len(fields) < 4:  # noqa: PLR2004 - the fields up to the address
        _refuse(f"Unrecognized remote plugin message: {line.strip()}")
    core, version, network, address, *rest = fields
    if not _is_number(core):
        _refuse(f'error parsing core protocol version: "{core}" is not a number')
    if int(core) != CORE_PROTOCOL_VERSION:
        _refuse(
            "incompatible core API version with plugin. "
            f"Plugin version: {core}, Core version: {CORE_PROTOCOL_VERSION}"
        )
    if not _is_number(version):
        _refuse(f'Error parsing protocol version "{version}": not a number')
    if int(version) not in protocol_versions:
        spoken = " ".join(map(str, protocol_versions))
        _refuse(
            "incompatible API version with plugin. "
            f"Plugin version: {version}, Client versions: [{spoken}]"
        )
    if network not in {"tcp", "unix"}:
        _refuse(f"unknown address type: {network}")
    if not address:
        _refuse("the plugin's address is empty")
    protocol = rest[0] if rest else "netrpc"
    if protocol != "grpc":
        _refuse(f'unsupported plugin protocol "{protocol}". Supported: [grpc]')
    return HandshakeLine(network, address, _certificate(rest[1] if len(rest) > 1 else ""))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _certificate(field: str) -> bytes | None:
    if len(field) <= _LONGEST_NOT_A_CERTIFICATE:
        return None
    try:
        if "=" in field:
            _refuse("error parsing server cert: the base64 is padded")
        return base64.b64decode(field + "=" * (-len(field) % 4), validate=True)
    except binascii.Error as error:
        raise PluginStartError(f"error parsing server cert: {error}") from error


def _refuse(message: str) -> NoReturn:
    raise PluginStartError(message)
