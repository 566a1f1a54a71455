"""An open connection: a channel, and the plugin behind it if this client started one."""

import grpc

from kv_harness.client.channel import Security, open_channel, security
from kv_harness.client.host_broker import HostBroker
from kv_harness.client.host_output import HostOutput
from kv_harness.client.plugin_process import PluginProcess
from kv_harness.client.request import AddressTarget, RunningTarget, Tls
from kv_harness.client.running_plugin import RunningPlugin


class Connection:
    """`plugin` and `broker` are None where the server was not started by this client.

    `output` is None where nobody asked for it.
    """

    def __init__(
        self,
        channel: grpc.Channel,
        plugin: PluginProcess | RunningPlugin | None = None,
        broker_credentials: grpc.ServerCredentials | None = None,
    ) -> None:
        self.channel = channel
        self.plugin = plugin
        self.broker = HostBroker(self.channel, broker_credentials) if plugin else None
        self.output: HostOutput | None = None

    def stream_output(self) -> None:
        """Has what the plugin's application writes from now on, and what was kept of it."""
        self.output = HostOutput(self.channel)

    def close(self) -> None:
        """Closes the channel and ends the plugin."""
        if self.output:
            self.output.close()
        if self.broker:
            self.broker.close()
        self.channel.close()
        if self.plugin:
            self.plugin.kill()


def connect(target: AddressTarget, tls: Tls) -> Connection:
    """To a server that listens already."""
    return Connection(
        open_channel(target.network, target.address, security(tls), target.keepalive_ms)
    )


def attach(target: RunningTarget) -> Connection:
    """As go-plugin's host does to a plugin that runs already: no certificate is exchanged."""
    channel = open_channel(target.network, target.address, Security())
    return Connection(channel, RunningPlugin(target.pid))
