package handshakematrix.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a request or a configuration names. */
public record PemFile(String path, byte[] content) {
  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

  /** A key whose type only its content tells is tried with each, as no factory reads all. */
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  public static PemFile read(String path) throws Refusal.Invalid {
    try {
      return new PemFile(path, Files.readAllBytes(Path.of(path)));
    } catch (IOException | InvalidPathException error) {
      throw new Refusal.Invalid(path + ": cannot be read: " + error, error);
    }
  }

  /** At least one, leaf first. */
  public List<X509Certificate> certificates() throws CertificateException {
    List<X509Certificate> chain = Certificates.parse(content);
    if (chain.isEmpty()) throw new CertificateException(path + ": no certificate in it");
    return chain;
  }

  /**
   * @throws NoSuchAlgorithmException for PKCS #8 that no algorithm of the JDK reads
   */
  public PrivateKey privateKey() throws InvalidKeyException, NoSuchAlgorithmException {
    Matcher key = PKCS8.matcher(new String(content, StandardCharsets.ISO_8859_1));
    if (!key.find()) throw new InvalidKeyException(path + ": no PKCS #8 key in it");
    var encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key.group(1)));
    GeneralSecurityException last = null;
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
      } catch (GeneralSecurityException error) {
        last = error;
      }
    }
    // In the words of Netty, which reads as many types.
    throw new NoSuchAlgorithmException("File does not contain valid private key: " + path, last);
  }
}
