package handshakematrix.harness.client;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import handshakematrix.harness.Certificates;
import handshakematrix.harness.ClientTls;
import handshakematrix.harness.HandshakeLine;
import handshakematrix.harness.Identity;
import handshakematrix.harness.PluginVariables;
import handshakematrix.harness.Refusal;
import handshakematrix.harness.Tls;
import io.grpc.Deadline;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

/** Starts a plugin and connects to it, as a go-plugin host does. */
record PluginHost(Tls tls) {
  /** Without a session the plugin could not be used, has ended, and {@code start} says why. */
  Opened start(ProveRequest.PluginTarget target, Deadline deadline)
      throws Refusal, InterruptedException {
    Optional<Identity> own = target.security().identity();
    if (own.isPresent()) tls.requireUsable(own.get());
    long begun = System.nanoTime();
    try {
      long remaining = deadline.timeRemaining(TimeUnit.MILLISECONDS);
      long limitMs = Math.min(target.startTimeout().toMillis(), remaining);
      PluginProcess process =
          PluginProcess.start(target.argv(), target.host(), environment(target, own));
      try {
        String line = process.line(limitMs);
        Session session = connect(process, line, target, own);
        return Opened.plugin(session, start(line, begun));
      } catch (Exception error) {
        process.kill();
        throw error;
      }
    } catch (PluginProcess.StartException
        | HandshakeLine.LineException
        | CertificateException
        | SSLException
        | Refusal.Invalid error) {
      return Opened.notStarted(failedStart(error, begun));
    }
  }

  /** To a plugin that runs already: no certificate is exchanged. */
  Session attach(ProveRequest.RunningTarget target) throws Refusal {
    ManagedChannel channel = target.address().channel(Optional.empty());
    HostBroker broker = new HostBroker(channel, Optional.empty());
    HostedProcess process = new RunningPlugin(target.pid());
    return new Session(
        channel, Optional.of(new Session.HostedPlugin(process, broker, Optional.empty())));
  }

  private static Map<String, String> environment(
      ProveRequest.PluginTarget target, Optional<Identity> own) {
    Map<String, String> environment = new HashMap<>(target.environment());
    environment.put("BASIC_PLUGIN", "hello");
    environment.put("PLUGIN_MIN_PORT", "10000");
    environment.put("PLUGIN_MAX_PORT", "25000");
    environment.put(
        PluginVariables.PROTOCOL_VERSIONS,
        target.versions().stream().map(String::valueOf).collect(Collectors.joining(",")));
    own.ifPresent(
        identity ->
            environment.put(PluginVariables.CLIENT_CERTIFICATE, Certificates.pem(identity.der())));
    return environment;
  }

  /** The channel is not tried yet. */
  private Session connect(
      PluginProcess process, String text, ProveRequest.PluginTarget target, Optional<Identity> own)
      throws HandshakeLine.LineException, CertificateException, SSLException, Refusal {
    HandshakeLine line = HandshakeLine.parse(text, target.versions());
    Optional<ClientTls> dialled = Optional.empty();
    Optional<SslContext> called = Optional.empty();
    if (own.isPresent()) {
      List<X509Certificate> plugin = Certificates.parse(line.certificateOrThrow());
      dialled = Optional.of(tls.autoClient(own.get(), plugin));
      called = Optional.of(tls.server(own.get(), plugin, Tls.Limits.NONE));
    }
    ManagedChannel channel = line.address().channel(dialled);
    HostBroker broker = new HostBroker(channel, called);
    Optional<HostOutput> output =
        target.host().output() ? Optional.of(HostOutput.stream(channel)) : Optional.empty();
    return new Session(channel, Optional.of(new Session.HostedPlugin(process, broker, output)));
  }

  private static JsonObject start(String line, long begun) {
    JsonObject start = new JsonObject();
    start.addProperty("line", line);
    start.addProperty("elapsedMs", Elapsed.ms(begun));
    return start;
  }

  private static JsonObject failedStart(Throwable error, long begun) {
    JsonObject failure = new JsonObject();
    Failure.of(error).addTo(failure);
    JsonObject start = new JsonObject();
    start.add("line", JsonNull.INSTANCE);
    start.addProperty("elapsedMs", Elapsed.ms(begun));
    start.add("error", failure);
    return start;
  }
}
