package handshakematrix.harness;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Metadata;
import java.security.cert.CertificateEncodingException;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** The certificate that the other side of a connection was authenticated by. */
public final class PeerCertificate {
  /** The trailing metadata of {@code proto.KV} that tells a client the DER of its certificate. */
  public static final Metadata.Key<byte[]> TRAILER =
      Metadata.Key.of("kv-peer-certificate-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private PeerCertificate() {}

  /** DER of the leaf; empty where there is no TLS, or the other side showed none. */
  public static Optional<byte[]> of(Attributes transport) {
    SSLSession session = transport.get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
    if (session == null) return Optional.empty();
    try {
      return Optional.of(session.getPeerCertificates()[0].getEncoded());
    } catch (SSLPeerUnverifiedException | CertificateEncodingException error) {
      return Optional.empty();
    }
  }
}
