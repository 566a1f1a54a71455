package handshakematrix.harness.client;

import handshakematrix.harness.ClientTls;
import handshakematrix.harness.Fields;
import handshakematrix.harness.Identity;
import handshakematrix.harness.PemFile;
import handshakematrix.harness.Refusal;
import handshakematrix.harness.Tls;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** How a server at an address is dialled. Files are PEM. */
sealed interface Security {
  /**
   * Empty: in the clear.
   *
   * @throws GeneralSecurityException where the JDK does not take a file's content
   * @throws SSLException where the library does not take this client's own certificate or key
   */
  Optional<ClientTls> of(Tls tls) throws Refusal, GeneralSecurityException, SSLException;

  record Plaintext() implements Security {
    @Override
    public Optional<ClientTls> of(Tls tls) {
      return Optional.empty();
    }
  }

  record OneWay(String ca, String serverName) implements Security {
    @Override
    public Optional<ClientTls> of(Tls tls) throws Refusal, GeneralSecurityException, SSLException {
      var context = tls.client(PemFile.read(ca).certificates(), Optional.empty());
      return Optional.of(new ClientTls(context, serverName));
    }
  }

  record Mutual(String ca, String serverName, String certificate, String key) implements Security {
    @Override
    public Optional<ClientTls> of(Tls tls) throws Refusal, GeneralSecurityException, SSLException {
      Identity own = Identity.ofFiles(certificate, key);
      var context = tls.client(PemFile.read(ca).certificates(), Optional.of(own));
      return Optional.of(new ClientTls(context, serverName));
    }
  }

  static Security of(Fields tls) throws Refusal {
    String mode = tls.text("mode");
    return switch (mode) {
      case "none" -> new Plaintext();
      case "tls" -> new OneWay(tls.text("ca"), tls.text("serverName"));
      case "mtls" ->
          new Mutual(
              tls.text("ca"), tls.text("serverName"), tls.text("certificate"), tls.text("key"));
      default -> throw tls.expected("mode", "none, tls or mtls for an address");
    };
  }
}
