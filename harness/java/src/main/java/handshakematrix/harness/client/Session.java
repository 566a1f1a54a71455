package handshakematrix.harness.client;

import io.grpc.ManagedChannel;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** An open connection: a channel, and the plugin behind it if this client started one. */
record Session(ManagedChannel channel, Optional<StartedPlugin> plugin) {
  private static final long CLOSE_LIMIT_MS = 500;

  record StartedPlugin(PluginProcess process, HostBroker broker) {}

  /** Closes the channel and ends the plugin. */
  void close() throws InterruptedException {
    channel.shutdownNow().awaitTermination(CLOSE_LIMIT_MS, TimeUnit.MILLISECONDS);
    if (plugin.isPresent()) plugin.get().process().kill();
  }
}
