package handshakematrix.harness;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.List;

/**
 * A key with its certificate.
 *
 * @param chain leaf first
 */
public record Identity(PrivateKey key, List<X509Certificate> chain) {
  /** The name that both sides of {@code AutoMTLS} verify. */
  public static final String NAME = "localhost";

  /**
   * @throws GeneralSecurityException where the JDK does not take what is in them
   */
  public static Identity ofFiles(String certificate, String key)
      throws Refusal.Invalid, GeneralSecurityException {
    return new Identity(PemFile.read(key).privateKey(), PemFile.read(certificate).certificates());
  }

  /** Self-signed over the key in a file, which must be of the type. */
  public static Identity overFile(KeyType keyType, String path) throws Refusal {
    try {
      PrivateKey key = PemFile.read(path).privateKey();
      if (KeyType.of(key) != keyType) {
        throw new Refusal.Invalid(path + ": the key is not of type " + keyType.word());
      }
      return over(keyType, new KeyPair(PublicKeys.of(key), key));
    } catch (GeneralSecurityException error) {
      throw new Refusal.Invalid(path + ": " + error.getMessage(), error);
    }
  }

  /** Self-signed over a new P-256 key. */
  public static Identity fresh() throws Refusal.Invalid {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return over(KeyType.P256, generator.generateKeyPair());
    } catch (GeneralSecurityException error) {
      throw new Refusal.Invalid("own key: " + error.getMessage(), error);
    }
  }

  /** DER of the leaf. */
  public byte[] der() {
    try {
      return chain.get(0).getEncoded();
    } catch (CertificateEncodingException error) {
      throw new IllegalStateException("it was made of its encoding", error);
    }
  }

  private static Identity over(KeyType keyType, KeyPair pair) throws GeneralSecurityException {
    byte[] der = SelfSignedLeaf.of(keyType, pair.getPrivate(), pair.getPublic(), Instant.now());
    return new Identity(pair.getPrivate(), Certificates.parse(der));
  }
}
