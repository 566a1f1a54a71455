package handshakematrix.harness.server;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import handshakematrix.harness.Address;
import handshakematrix.harness.Certificates;
import handshakematrix.harness.ClientTls;
import handshakematrix.harness.HandshakeLine;
import handshakematrix.harness.Identity;
import handshakematrix.harness.PluginVariables;
import handshakematrix.harness.Refusal;
import handshakematrix.harness.Tls;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** Listeners over one store, until their end is asked for. */
final class KvServer {
  /** The contract gives 1 s from the request to the end of the process. */
  private static final long GRACE_MS = 300;

  private final Tls tls;
  private final Configuration configuration;
  private final KvService store = new KvService();
  private final PluginOutput output = new PluginOutput();
  private final Told told;
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<Server> servers = new ArrayList<>();

  KvServer(Tls tls, Configuration configuration) {
    this.tls = tls;
    this.configuration = configuration;
    told = new Told(this::stop, configuration.isPlugin() ? Optional.of(output) : Optional.empty());
  }

  void serve() throws Refusal, IOException, InterruptedException {
    System.out.println(configuration.serve().openOn(this));
    if (configuration.endOnStdinEof()) StandardInput.atEnd(end::countDown);
    end.await();
    stop();
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GRACE_MS);
    // What still runs after it ends with the process.
    for (Server server : servers) {
      server.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
  }

  /** Takes no new calls; those that were begun go on. */
  private void stop() {
    for (Server server : servers) server.shutdown();
  }

  String openStandalone(List<Configuration.Listener> listeners) throws Refusal, IOException {
    JsonArray announced = new JsonArray();
    for (Configuration.Listener listener : listeners) {
      Address address;
      try {
        Optional<SslContext> context = listener.security().context(tls);
        address = open(listener.address(), listener.connections(), context, Optional.empty());
      } catch (Refusal refusal) {
        throw refusal.at("listener " + listener.id());
      }
      JsonObject entry = new JsonObject();
      entry.addProperty("id", listener.id());
      entry.addProperty("network", address.network().word());
      entry.addProperty("address", address.text());
      announced.add(entry);
    }
    JsonObject line = new JsonObject();
    line.add("listeners", announced);
    return line.toString();
  }

  /** Returns go-plugin's line. */
  String openPlugin(Configuration.Plugin plugin) throws Refusal, IOException {
    Address address = plugin.address().isPresent() ? plugin.address().get() : PluginSocket.unused();
    HandshakeLine line = openPlugin(plugin, address);
    if (plugin.address().isEmpty()) PluginSocket.giveToHostsGroup(address);
    return line.format();
  }

  /** A host without a certificate is served in the clear, as go-plugin does. */
  private HandshakeLine openPlugin(Configuration.Plugin plugin, Address address)
      throws Refusal, IOException {
    var limits = Configuration.Connections.UNLIMITED;
    String asked = PluginVariables.told(PluginVariables.PROTOCOL_VERSIONS).orElse("");
    int version = ProtocolVersion.negotiated(plugin.versions(), asked);
    Optional<String> host = PluginVariables.told(PluginVariables.CLIENT_CERTIFICATE);
    if (host.isEmpty()) {
      Address opened = open(address, limits, Optional.empty(), Optional.empty());
      return new HandshakeLine(version, opened, Optional.empty());
    }
    try {
      List<X509Certificate> hosts = Certificates.parse(host.get().getBytes());
      Identity own = plugin.ownKey().identity();
      SslContext context = tls.server(own, hosts, plugin.limits());
      Optional<ClientTls> callBack = Optional.of(tls.autoClient(own, hosts));
      Address opened = open(address, limits, Optional.of(context), callBack);
      return new HandshakeLine(version, opened, Optional.of(own.der()));
    } catch (CertificateException | SSLException error) {
      throw new Refusal.Invalid(
          PluginVariables.CLIENT_CERTIFICATE + ": " + error.getMessage(), error);
    }
  }

  /**
   * @param context empty: in the clear
   * @param callBack how a host's broker is dialled
   * @return with the port that was chosen
   */
  private Address open(
      Address address,
      Configuration.Connections limits,
      Optional<SslContext> context,
      Optional<ClientTls> callBack)
      throws Refusal.Invalid, IOException {
    NettyServerBuilder builder = limits.limit(address.serverBuilder());
    context.ifPresent(builder::sslContext);
    HealthStatusManager health = new HealthStatusManager();
    health.setStatus("plugin", ServingStatus.SERVING);
    Broker broker = new Broker(callBack);
    Server server =
        builder
            .addService(ServerInterceptors.intercept(store, new PeerCertificateTrailer()))
            .addService(health.getHealthService())
            .addService(new Controller(end::countDown))
            .addService(new Stdio(output))
            .addService(broker)
            .addService(new BrokerProof(broker))
            .addService(ServerInterceptors.intercept(told, new ToldCall.Interceptor()))
            .addService(ProtoReflectionServiceV1.newInstance())
            .build()
            .start();
    servers.add(server);
    if (server.getListenSockets().get(0) instanceof InetSocketAddress bound) {
      return Address.of(bound);
    }
    new File(address.text()).deleteOnExit();
    return address;
  }
}
