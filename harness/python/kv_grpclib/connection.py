"""An open connection: a channel, and the plugin behind it if this client started one."""

import asyncio
import ssl
from pathlib import Path

from grpclib.client import Channel
from grpclib.config import Configuration

from kv_grpclib import tls
from kv_grpclib.host_broker import HostBroker
from kv_harness.client.errors import InvalidParamsError
from kv_harness.client.plugin_process import PluginProcess
from kv_harness.client.request import AddressTarget, Tls


class Connection:
    """`plugin` and `broker` are None where the server was not started by this client."""

    def __init__(
        self, channel: Channel, plugin: PluginProcess | None, broker: HostBroker | None
    ) -> None:
        self.channel = channel
        self.plugin = plugin
        self.broker = broker

    async def close(self) -> None:
        """Closes the channel and ends the plugin."""
        if self.broker:
            await self.broker.close()
        self.channel.close()
        if self.plugin:
            await asyncio.to_thread(self.plugin.kill)


def connect(target: AddressTarget, given: Tls) -> Connection:
    """To a server that listens already; it connects with the first call.

    Raises InvalidParamsError for a file that cannot be read, ssl.SSLError for what it holds.
    """
    channel = open_channel(
        target.network, target.address, context(given), given.fields.get("serverName")
    )
    return Connection(channel, None, None)


def open_channel(
    network: str, address: str, security: ssl.SSLContext | None, name: str | None
) -> Channel:
    config = Configuration(ssl_target_name_override=name)
    if network == "unix":
        return Channel(path=address, ssl=security, config=config)
    host, _, port = address.rpartition(":")
    return Channel(host, int(port), ssl=security, config=config)


def context(given: Tls) -> ssl.SSLContext | None:
    """Of the modes whose files are given."""
    if given.mode == "none":
        return None
    own = given.mode == "mtls"
    roots = read(given, "ca").decode("ascii", "replace")
    for field in ("certificate", "key") if own else ():
        read(given, field)
    certificate, key = (
        (Path(given.fields["certificate"]), Path(given.fields["key"])) if own else (None, None)
    )
    return tls.client(roots, certificate, key)


def read(given: Tls, field: str) -> bytes:
    """The content of one of the files that the request names."""
    path = Path(given.fields[field])
    try:
        return path.read_bytes()
    except OSError as error:
        raise InvalidParamsError(f"tls.{field} {path}: {error.strerror}") from error
