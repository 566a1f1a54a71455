package handshakematrix.harness.server;

import handshakematrix.harness.Address;
import handshakematrix.harness.Fields;
import handshakematrix.harness.HandshakeLine;
import handshakematrix.harness.Identity;
import handshakematrix.harness.KeyType;
import handshakematrix.harness.PemFile;
import handshakematrix.harness.Refusal;
import handshakematrix.harness.Tls;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** {@code KV_SERVER_CONFIG}: what to listen on, and how. */
record Configuration(boolean endOnStdinEof, Serve serve) {
  private static final List<Integer> VERSIONS = List.of(HandshakeLine.PROTOCOL_VERSION);

  sealed interface Serve {
    /** Opens what is to be served; returns the line that announces it. */
    String openOn(KvServer server) throws Refusal, IOException;
  }

  /**
   * @param listeners at least one
   */
  record Standalone(List<Listener> listeners) implements Serve {
    @Override
    public String openOn(KvServer server) throws Refusal, IOException {
      return server.openStandalone(listeners);
    }
  }

  /**
   * What a host that starts a plugin gets.
   *
   * @param address empty: where go-plugin would listen
   * @param versions of its application's protocol, at least one
   */
  record Plugin(Optional<Address> address, List<Integer> versions, OwnKey ownKey, Tls.Limits limits)
      implements Serve {
    @Override
    public String openOn(KvServer server) throws Refusal, IOException {
      return server.openPlugin(this);
    }
  }

  record Listener(String id, Address address, Security security, Connections connections) {}

  /** Limits of connections; an empty one is left to grpc-java. */
  record Connections(
      Optional<Integer> maxConcurrentStreams,
      Optional<Integer> maxAgeMs,
      Optional<Integer> keepaliveMs) {
    static final Connections UNLIMITED =
        new Connections(Optional.empty(), Optional.empty(), Optional.empty());

    NettyServerBuilder limit(NettyServerBuilder builder) {
      maxConcurrentStreams.ifPresent(builder::maxConcurrentCallsPerConnection);
      maxAgeMs.ifPresent(age -> builder.maxConnectionAge(age, TimeUnit.MILLISECONDS));
      keepaliveMs.ifPresent(silence -> builder.keepAliveTime(silence, TimeUnit.MILLISECONDS));
      return builder;
    }
  }

  sealed interface Security {
    /** Empty: in the clear. */
    Optional<SslContext> context(Tls tls) throws Refusal;
  }

  record Plaintext() implements Security {
    @Override
    public Optional<SslContext> context(Tls tls) {
      return Optional.empty();
    }
  }

  /**
   * @param clientRoots empty where no client certificate is asked for
   */
  record Secured(Identity identity, List<X509Certificate> clientRoots, Tls.Limits limits)
      implements Security {
    @Override
    public Optional<SslContext> context(Tls tls) throws Refusal {
      return Optional.of(tls.server(identity, clientRoots, limits));
    }
  }

  sealed interface OwnKey {
    Identity identity() throws Refusal;
  }

  record Given(KeyType keyType, String file) implements OwnKey {
    @Override
    public Identity identity() throws Refusal {
      return Identity.overFile(keyType, file);
    }
  }

  record Chosen() implements OwnKey {
    @Override
    public Identity identity() throws Refusal {
      return Identity.fresh();
    }
  }

  /** What a go-plugin host that knows nothing of {@code KV_SERVER_CONFIG} gets. */
  static Configuration plainPlugin() {
    Address address = new Address(Address.Network.TCP, "127.0.0.1:0");
    return new Configuration(
        false, new Plugin(Optional.of(address), VERSIONS, new Chosen(), Tls.Limits.NONE));
  }

  boolean isPlugin() {
    return serve instanceof Plugin;
  }

  static Configuration parse(String text) throws Refusal {
    try {
      Fields fields = Fields.of(Fields.parse(text), "");
      return new Configuration(fields.flag("endOnStdinEof"), serve(fields.list("listeners")));
    } catch (Refusal refusal) {
      throw refusal.at("KV_SERVER_CONFIG");
    }
  }

  private static Serve serve(List<Fields> listeners) throws Refusal {
    List<String> modes = new ArrayList<>();
    for (Fields listener : listeners) modes.add(listener.text("mode"));
    if (modes.equals(List.of("auto-mtls"))) return plugin(listeners.get(0));
    if (modes.isEmpty() || modes.contains("auto-mtls")) {
      throw new Refusal.Invalid(
          "listeners: expected one auto-mtls listener, or one or more of the other modes");
    }
    List<Listener> standalone = new ArrayList<>();
    for (Fields listener : listeners) standalone.add(standalone(listener));
    return new Standalone(standalone);
  }

  private static Plugin plugin(Fields fields) throws Refusal {
    boolean isChosen = fields.text("network").equals("unix") && !fields.has("address");
    Optional<Address> address = isChosen ? Optional.empty() : Optional.of(Address.of(fields));
    List<Integer> versions =
        fields.has("protocolVersions") ? fields.naturals("protocolVersions") : VERSIONS;
    Given key = new Given(KeyType.named(fields.text("keyType")), fields.text("key"));
    return new Plugin(address, versions, key, limits(fields));
  }

  private static Listener standalone(Fields fields) throws Refusal {
    String id = fields.text("id");
    String mode = fields.text("mode");
    Security security =
        switch (mode) {
          case "none" -> new Plaintext();
          case "tls" -> secured(fields, List.of());
          case "mtls" -> secured(fields, clientRoots(fields));
          default ->
              throw new Refusal.Unsupported(
                  "listener " + id + ": mode " + mode + ": not known to this server");
        };
    return new Listener(id, Address.of(fields), security, connections(fields));
  }

  private static Connections connections(Fields fields) throws Refusal.Invalid {
    return new Connections(
        fields.optionalLimit("maxConcurrentStreams"),
        fields.optionalLimit("maxConnectionAgeMs"),
        fields.optionalLimit("keepaliveMs"));
  }

  private static Secured secured(Fields fields, List<X509Certificate> clientRoots) throws Refusal {
    try {
      Identity identity = Identity.ofFiles(fields.text("certificate"), fields.text("key"));
      return new Secured(identity, clientRoots, limits(fields));
    } catch (NoSuchAlgorithmException error) {
      throw new Refusal.Unsupported("key " + error.getMessage());
    } catch (GeneralSecurityException error) {
      throw new Refusal.Invalid("listener " + fields.text("id") + ": " + error.getMessage(), error);
    }
  }

  private static List<X509Certificate> clientRoots(Fields fields) throws Refusal.Invalid {
    try {
      return PemFile.read(fields.text("clientCa")).certificates();
    } catch (CertificateException error) {
      throw new Refusal.Invalid("clientCa: " + error.getMessage(), error);
    }
  }

  private static Tls.Limits limits(Fields fields) throws Refusal.Invalid {
    Optional<String> version = fields.optionalText("tlsVersion");
    return new Tls.Limits(version, fields.optionalText("group"));
  }
}
