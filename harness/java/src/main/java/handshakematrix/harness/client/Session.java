package handshakematrix.harness.client;

import io.grpc.ManagedChannel;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** An open connection: a channel, and the plugin behind it if this client is its host. */
record Session(ManagedChannel channel, Optional<HostedPlugin> plugin) {
  private static final long CLOSE_LIMIT_MS = 500;

  /**
   * @param output empty where nobody asks for it
   */
  record HostedPlugin(HostedProcess process, HostBroker broker, Optional<HostOutput> output) {}

  /** Closes the channel and ends the plugin, if this client started it. */
  void close() throws InterruptedException {
    channel.shutdownNow().awaitTermination(CLOSE_LIMIT_MS, TimeUnit.MILLISECONDS);
    if (plugin.isPresent()) plugin.get().process().kill();
  }
}
