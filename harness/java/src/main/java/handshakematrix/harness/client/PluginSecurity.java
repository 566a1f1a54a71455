package handshakematrix.harness.client;

import handshakematrix.harness.Fields;
import handshakematrix.harness.Identity;
import handshakematrix.harness.KeyType;
import handshakematrix.harness.Refusal;
import java.util.Optional;

/** How a plugin is dialled. */
sealed interface PluginSecurity {
  /** This client's own; empty: in the clear. */
  Optional<Identity> identity() throws Refusal;

  record Plaintext() implements PluginSecurity {
    @Override
    public Optional<Identity> identity() {
      return Optional.empty();
    }
  }

  record AutoMtls(KeyType keyType, String key) implements PluginSecurity {
    @Override
    public Optional<Identity> identity() throws Refusal {
      return Optional.of(Identity.overFile(keyType, key));
    }
  }

  static PluginSecurity of(Fields tls) throws Refusal {
    String mode = tls.text("mode");
    return switch (mode) {
      case "none" -> new Plaintext();
      case "auto-mtls" -> new AutoMtls(KeyType.named(tls.text("keyType")), tls.text("key"));
      default -> throw tls.expected("mode", "none or auto-mtls for a plugin");
    };
  }
}
