"""Starts a plugin and connects to it, as a go-plugin host does."""

import asyncio
import ssl
import time
from typing import NamedTuple

from kv_grpclib import tls
from kv_grpclib.connection import Connection, context, open_channel, read
from kv_grpclib.host_broker import HostBroker
from kv_harness import identity
from kv_harness.client.errors import InvalidParamsError, PluginStartError
from kv_harness.client.handshake_line import HandshakeLine, parse
from kv_harness.client.plugin_process import PluginProcess
from kv_harness.client.request import PluginTarget, Tls
from kv_harness.go_plugin import AUTO_MTLS_NAME


class Start(NamedTuple):
    """How the start went: a connection and the line, or the error that stands in their place."""

    elapsed_ms: float
    line: str | None = None
    connection: Connection | None = None
    error: PluginStartError | None = None


async def start(target: PluginTarget, given: Tls, timeout_s: float) -> Start:
    """Starts the plugin; it has ended already if the answer is an error.

    Raises InvalidParamsError if a file of the request cannot be used.
    """
    begun = time.monotonic()
    own = _own_identity(given) if given.mode == "auto-mtls" else None
    plugin = None
    try:
        plugin = await asyncio.to_thread(PluginProcess, target, own and own.certificate)
        limit = min(target.start_timeout_s, timeout_s)
        text = await asyncio.to_thread(plugin.first_line, limit)
        line = parse(text, target.protocol_versions)
        connection = _connected(line, given, own, plugin)
    except PluginStartError as error:
        if plugin is not None:
            await asyncio.to_thread(plugin.kill)
        return Start((time.monotonic() - begun) * 1000, error=error)
    return Start((time.monotonic() - begun) * 1000, text, connection)


def _connected(
    line: HandshakeLine, given: Tls, own: identity.Identity | None, plugin: PluginProcess
) -> Connection:
    if own is None:
        channel = open_channel(line.network, line.address, context(given), None)
        return Connection(channel, plugin, HostBroker(channel, None))
    if line.certificate is None:
        raise PluginStartError(
            "the plugin sent no certificate, so it would be spoken to in the clear"
        )
    roots = ssl.DER_cert_to_PEM_cert(line.certificate)
    kept = tls.KeptPem(own.certificate, own.key)
    try:
        dial = tls.client(roots, kept.certificate, kept.key)
        broker = tls.server(kept.certificate, kept.key, roots)
    except ssl.SSLError as error:
        raise PluginStartError("error parsing server cert") from error
    finally:
        kept.close()
    channel = open_channel(line.network, line.address, dial, AUTO_MTLS_NAME)
    return Connection(channel, plugin, HostBroker(channel, broker))


def _own_identity(given: Tls) -> identity.Identity:
    try:
        return identity.self_signed(read(given, "key"), given.fields["keyType"])
    except ValueError as error:
        raise InvalidParamsError(f"tls.key {given.fields['key']}: {error}") from error
