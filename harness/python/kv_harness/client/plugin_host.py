"""Starts a plugin and connects to it, as a go-plugin host does."""

import time
from typing import NamedTuple

import grpc

from kv_harness.client.channel import Security, open_channel, read, security
from kv_harness.client.connection import Connection
from kv_harness.client.errors import InvalidParamsError, PluginStartError
from kv_harness.client.handshake_line import parse
from kv_harness.client.plugin_process import PluginProcess
from kv_harness.client.request import PluginTarget, Tls
from kv_harness.go_plugin import AUTO_MTLS_NAME


class Start(NamedTuple):
    """How the start went: a connection and the line, or the error that stands in their place."""

    elapsed_ms: float
    line: str | None = None
    connection: Connection | None = None
    error: PluginStartError | None = None


def start(target: PluginTarget, tls: Tls, timeout_s: float) -> Start:
    """Starts the plugin; it has ended already if the answer is an error.

    Raises InvalidParamsError if a file of the request cannot be used.
    """
    begun = time.monotonic()
    own = _own_identity(tls) if tls.mode == "auto-mtls" else None
    dial = Security() if own else security(tls)
    plugin = None
    try:
        plugin = PluginProcess(target, own and own[1])
        text = plugin.first_line(min(target.start_timeout_s, timeout_s))
        line = parse(text, target.protocol_versions)
        broker = None
        if own is not None:
            roots = _roots(line.certificate)
            dial = Security(grpc.ssl_channel_credentials(roots, *own), AUTO_MTLS_NAME)
            broker = grpc.ssl_server_credentials([own], roots, require_client_auth=True)
        connection = Connection(open_channel(line.network, line.address, dial), plugin, broker)
        if target.host.output:
            connection.stream_output()
    except PluginStartError as error:
        if plugin is not None:
            plugin.kill()
        return Start((time.monotonic() - begun) * 1000, error=error)
    return Start((time.monotonic() - begun) * 1000, text, connection)


def _own_identity(tls: Tls) -> tuple[bytes, bytes]:
    from kv_harness import identity  # noqa: PLC0415 - 20 ms that other modes do not pay

    try:
        own = identity.self_signed(read(tls, "key"), tls.fields["keyType"])
    except ValueError as error:
        raise InvalidParamsError(f"tls.key {tls.fields['key']}: {error}") from error
    return own.key, own.certificate


def _roots(certificate: bytes | None) -> bytes:
    if certificate is None:
        raise PluginStartError(
            "the plugin sent no certificate, so it would be spoken to in the clear"
        )
    from cryptography import x509  # noqa: PLC0415 - 50 ms that other modes do not pay
    from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415 - as above

    try:
        return x509.load_der_x509_certificate(certificate).public_bytes(Encoding.PEM)
    except ValueError as error:
        raise PluginStartError("error parsing server cert") from error
