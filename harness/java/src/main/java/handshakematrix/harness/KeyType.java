package handshakematrix.harness;

import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.Locale;

/** A type of key that an own certificate is made for. */
public enum KeyType {
  P256,
  P384,
  P521,
  RSA2048,
  RSA3072,
  RSA4096,
  ED25519;

  public static KeyType named(String name) throws Refusal.Unsupported {
    try {
      return valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException error) {
      throw new Refusal.Unsupported("keyType " + name + ": not known to this implementation");
    }
  }

  public static KeyType of(PrivateKey key) throws Refusal.Unsupported {
    if (key instanceof RSAPrivateKey rsa) return named("rsa" + rsa.getModulus().bitLength());
    if (key instanceof ECPrivateKey ec) {
      return named("p" + ec.getParams().getCurve().getField().getFieldSize());
    }
    return named(key instanceof EdECPrivateKey ed ? ed.getParams().getName() : key.getAlgorithm());
  }

  /** As messages name it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
