"""The one line on stdout that tells where the server listens."""

import base64
import json
from collections.abc import Iterable

from kv_harness.go_plugin import CORE_PROTOCOL_VERSION
from kv_harness.server.configuration import Listener
from kv_harness.server.protocol_version import negotiated


def standalone(opened: Iterable[tuple[Listener, str]]) -> str:
    """The contract's JSON line."""
    listeners = [
        {"id": listener.id, "network": listener.network, "address": address}
        for listener, address in opened
    ]
    return json.dumps({"listeners": listeners}, separators=(",", ":"))


def handshake_line(listener: Listener, address: str, certificate: bytes | None) -> str:
    """go-plugin's line (server.go): the certificate's DER as unpadded base64, or empty."""
    encoded = ""
    if certificate is not None:
        encoded = base64.b64encode(certificate).decode("ascii").rstrip("=")
    version = negotiated(listener.protocol_versions)
    fields = (CORE_PROTOCOL_VERSION, version, listener.network, address, "grpc", encoded)
    return "|".join(map(str, fields))
