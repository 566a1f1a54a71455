"""An open connection: a channel, and the plugin behind it if this client started one."""

import grpc

from kv_harness.client.channel import Security, open_channel, security
from kv_harness.client.host_broker import HostBroker
from kv_harness.client.plugin_process import PluginProcess
from kv_harness.client.request import AddressTarget, Tls


class Connection:
    """`plugin` and `broker` are None where the server was not started by this client."""

    def __init__(
        self,
        network: str,
        address: str,
        dial: Security,
        plugin: PluginProcess | None = None,
        broker_credentials: grpc.ServerCredentials | None = None,
    ) -> None:
        self.channel = open_channel(network, address, dial)
        self.plugin = plugin
        self.broker = HostBroker(self.channel, broker_credentials) if plugin else None

    def close(self) -> None:
        """Closes the channel and ends the plugin."""
        if self.broker:
            self.broker.close()
        self.channel.close()
        if self.plugin:
            self.plugin.kill()


def connect(target: AddressTarget, tls: Tls) -> Connection:
    """To a server that listens already."""
    return Connection(target.network, target.address, security(tls))
