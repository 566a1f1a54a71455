package handshakematrix.harness;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IdentityTest {
  @TempDir Path folder;

  private static KeyPair pair(KeyType keyType) throws GeneralSecurityException {
    return switch (keyType) {
      case P256 -> pair("EC", new ECGenParameterSpec("secp256r1"));
      case P384 -> pair("EC", new ECGenParameterSpec("secp384r1"));
      case P521 -> pair("EC", new ECGenParameterSpec("secp521r1"));
      case RSA2048 -> pair("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));
      case RSA3072 -> pair("RSA", new RSAKeyGenParameterSpec(3072, RSAKeyGenParameterSpec.F4));
      case RSA4096 -> pair("RSA", new RSAKeyGenParameterSpec(4096, RSAKeyGenParameterSpec.F4));
      case ED25519 -> pair("EdDSA", NamedParameterSpec.ED25519);
    };
  }

  private static KeyPair pair(String algorithm, AlgorithmParameterSpec spec)
      throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(spec);
    return generator.generateKeyPair();
  }

  private String file(KeyPair pair) throws IOException {
    String lines = Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded());
    Path file = folder.resolve("key");
    Files.writeString(
        file, "-----BEGIN PRIVATE KEY-----\n" + lines + "\n-----END PRIVATE KEY-----\n");
    return file.toString();
  }

  @ParameterizedTest
  @EnumSource
  void everyFieldIsWhatTheContractAsksFor(KeyType keyType) throws Exception {
    KeyPair pair = pair(keyType);
    Instant now = Instant.now();
    X509Certificate leaf = Identity.overFile(keyType, file(pair)).chain().get(0);
    leaf.verify(pair.getPublic());
    assertArrayEquals(pair.getPublic().getEncoded(), leaf.getPublicKey().getEncoded());
    assertEquals(3, leaf.getVersion());
    assertEquals("CN=localhost", leaf.getSubjectX500Principal().getName());
    assertEquals("CN=localhost", leaf.getIssuerX500Principal().getName());
    assertEquals(List.of(List.of(2, "localhost")), List.copyOf(leaf.getSubjectAlternativeNames()));
    assertEquals(-1, leaf.getBasicConstraints());
    assertTrue(leaf.getCriticalExtensionOIDs().contains("2.5.29.19"));
    assertEquals(List.of("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"), leaf.getExtendedKeyUsage());
    boolean[] usage = leaf.getKeyUsage();
    assertTrue(usage[0]);
    assertEquals(keyType.word().startsWith("rsa"), usage[2]);
    leaf.checkValidity(Date.from(now.minusSeconds(25)));
    assertEquals(
        Duration.ofDays(1).plusSeconds(30),
        Duration.between(leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant()));
  }

  @ParameterizedTest
  @EnumSource
  void aKeyOfAnotherTypeIsInvalid(KeyType keyType) throws Exception {
    KeyType other = keyType == KeyType.P256 ? KeyType.P384 : KeyType.P256;
    String file = file(pair(other));
    assertThrows(Refusal.Invalid.class, () -> Identity.overFile(keyType, file));
  }

  @Test
  void twoCertificatesDifferInTheirSerialNumber() throws Exception {
    String file = file(pair(KeyType.P256));
    assertNotEquals(
        Identity.overFile(KeyType.P256, file).chain().get(0).getSerialNumber(),
        Identity.overFile(KeyType.P256, file).chain().get(0).getSerialNumber());
  }

  @Test
  void aKeyTypeThatNobodyKnowsIsUnsupported() {
    assertThrows(Refusal.Unsupported.class, () -> KeyType.named("dsa"));
  }

  @Test
  void aFileThatCannotBeReadIsInvalid() {
    String missing = folder.resolve("missing").toString();
    assertThrows(Refusal.Invalid.class, () -> Identity.overFile(KeyType.P256, missing));
  }
}
