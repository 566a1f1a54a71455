package handshakematrix.harness;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.OpenSslContextOption;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.security.cert.X509Certificate;
import java.security.interfaces.EdECPrivateKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** TLS of listeners and of channels, with what one provider makes of it. */
public record Tls(Provider provider) {
  private static final Map<String, String> VERSIONS = Map.of("1.2", "TLSv1.2", "1.3", "TLSv1.3");

  /** By the name of RFC 8446 section 4.2.7, the one that BoringSSL has for it. */
  private static final Map<String, String> GROUPS =
      Map.of(
          "x25519", "X25519",
          "secp256r1", "P-256",
          "secp384r1", "P-384",
          "secp521r1", "P-521",
          "X25519MLKEM768", "X25519MLKEM768");

  /** What a listener may negotiate; all that the stack has, where nothing is named. */
  public record Limits(Optional<String> version, Optional<String> group) {
    public static final Limits NONE = new Limits(Optional.empty(), Optional.empty());
  }

  /**
   * @param clientRoots the client must have a certificate that one of them verifies; empty: none is
   *     asked for
   */
  public SslContext server(Identity own, List<X509Certificate> clientRoots, Limits limits)
      throws Refusal {
    requireUsable(own);
    SslContextBuilder builder = SslContextBuilder.forServer(own.key(), own.chain());
    if (!clientRoots.isEmpty()) {
      builder.trustManager(clientRoots).clientAuth(ClientAuth.REQUIRE);
    }
    try {
      GrpcSslContexts.configure(builder, provider.ssl);
      limit(builder, limits);
      return built(builder);
    } catch (SSLException | IllegalArgumentException error) {
      throw new Refusal.Unsupported("key: " + error.getMessage());
    }
  }

  /**
   * @throws SSLException the library's about this client's own certificate or key
   */
  public SslContext client(List<X509Certificate> roots, Optional<Identity> own)
      throws SSLException {
    SslContextBuilder builder = SslContextBuilder.forClient().trustManager(roots);
    own.ifPresent(identity -> builder.keyManager(identity.key(), identity.chain()));
    return built(GrpcSslContexts.configure(builder, provider.ssl));
  }

  /** Of one side in {@code AutoMTLS}: the other's certificate is the only one that is let in. */
  public ClientTls autoClient(Identity own, List<X509Certificate> other) throws SSLException {
    return new ClientTls(client(other, Optional.of(own)), Identity.NAME);
  }

  /** A server with a key that the provider does not sign with would end every handshake. */
  public void requireUsable(Identity own) throws Refusal.Unsupported {
    if (provider == Provider.TCNATIVE && own.key() instanceof EdECPrivateKey) {
      throw new Refusal.Unsupported("key ed25519: netty-tcnative chooses among RSA and EC keys");
    }
  }

  private SslContext built(SslContextBuilder builder) throws SSLException {
    SslContext context = builder.build();
    KeyLog.of(provider).ifPresent(file -> KeyLog.write(context, file));
    return context;
  }

  private void limit(SslContextBuilder builder, Limits limits) throws Refusal.Unsupported {
    if (limits.version.isPresent()) {
      String version = limits.version.get();
      if (!VERSIONS.containsKey(version)) {
        throw new Refusal.Unsupported("tlsVersion " + version + ": grpc-java has 1.2 and 1.3");
      }
      builder.protocols(VERSIONS.get(version));
    }
    if (limits.group.isPresent()) {
      String group = limits.group.get();
      if (provider == Provider.JDK) {
        throw new Refusal.Unsupported(
            "group %s: Netty limits no groups of the JDK's TLS, jdk.tls.namedGroups all of a JVM's"
                .formatted(group));
      }
      if (!GROUPS.containsKey(group)) {
        throw new Refusal.Unsupported(
            "group " + group + ": netty-tcnative's BoringSSL has no such group");
      }
      builder.option(OpenSslContextOption.GROUPS, new String[] {GROUPS.get(group)});
    }
  }
}
