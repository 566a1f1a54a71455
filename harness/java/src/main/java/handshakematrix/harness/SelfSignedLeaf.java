package handshakematrix.harness;

import static handshakematrix.harness.Der.bitString;
import static handshakematrix.harness.Der.element;
import static handshakematrix.harness.Der.hex;
import static handshakematrix.harness.Der.objectIdentifier;
import static handshakematrix.harness.Der.sequence;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;

/**
 * The certificate of one side in {@code AutoMTLS}, encoded by hand: the JDK makes none, and Netty
 * reads keys in another way where Bouncy Castle is there.
 */
final class SelfSignedLeaf {
  /** As go-plugin's own (mtls.go): clocks of two sides differ. */
  private static final Duration BACKDATED = Duration.ofSeconds(30);

  private static final Duration LIFETIME = Duration.ofDays(1);
  private static final byte[] NAME = Identity.NAME.getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CRITICAL = hex("0101ff");
  private static final int DIGITAL_SIGNATURE = 0x80;
  private static final int KEY_ENCIPHERMENT = 0x20;

  private SelfSignedLeaf() {}

  /**
   * DER: version 3, CN and SAN {@code localhost}, CA:FALSE, for servers and clients alike (RFC 5280
   * section 4.1).
   */
  static byte[] of(KeyType keyType, PrivateKey key, PublicKey publicKey, Instant now)
      throws GeneralSecurityException {
    Algorithm algorithm = Algorithm.of(keyType);
    byte[] name =
        sequence(
            element(Der.SET, sequence(objectIdentifier("550403"), element(Der.UTF8_STRING, NAME))));
    byte[] toBeSigned =
        sequence(
            element(Der.EXPLICIT, element(Der.INTEGER, hex("02"))),
            element(Der.INTEGER, serial()),
            algorithm.identifier,
            name,
            sequence(Der.time(now.minus(BACKDATED)), Der.time(now.plus(LIFETIME))),
            name,
            publicKey.getEncoded(),
            element(Der.EXPLICIT | 3, extensions(algorithm)));
    Signature signature = Signature.getInstance(algorithm.name);
    signature.initSign(key);
    signature.update(toBeSigned);
    return sequence(toBeSigned, algorithm.identifier, bitString(0, signature.sign()));
  }

  /** Positive and without leading zeros. */
  private static byte[] serial() {
    byte[] serial = new byte[16];
    new SecureRandom().nextBytes(serial);
    serial[0] = (byte) (serial[0] & 0x3f | 0x40);
    return serial;
  }

  /** RFC 5280 sections 4.2.1.3 (key usage), 4.2.1.6, 4.2.1.9 and 4.2.1.12. */
  private static byte[] extensions(Algorithm algorithm) {
    byte[] keyUsage =
        algorithm == Algorithm.RSA_SHA256
            ? bitString(5, new byte[] {(byte) (DIGITAL_SIGNATURE | KEY_ENCIPHERMENT)})
            : bitString(7, new byte[] {(byte) DIGITAL_SIGNATURE});
    byte[] serverAuth = objectIdentifier("2b06010505070301");
    byte[] clientAuth = objectIdentifier("2b06010505070302");
    byte[] dnsName = element(Der.IMPLICIT_STRING | 2, NAME);
    return sequence(
        extension("551d13", CRITICAL, sequence()),
        extension("551d0f", CRITICAL, keyUsage),
        extension("551d25", new byte[0], sequence(serverAuth, clientAuth)),
        extension("551d11", new byte[0], sequence(dnsName)));
  }

  private static byte[] extension(String identifier, byte[] critical, byte[] value) {
    return sequence(objectIdentifier(identifier), critical, element(Der.OCTET_STRING, value));
  }

  /** Each curve with its hash (RFC 5758 section 3.2), RSA (RFC 4055), Ed25519 (RFC 8410). */
  private enum Algorithm {
    ECDSA_SHA256("SHA256withECDSA", sequence(objectIdentifier("2a8648ce3d040302"))),
    ECDSA_SHA384("SHA384withECDSA", sequence(objectIdentifier("2a8648ce3d040303"))),
    ECDSA_SHA512("SHA512withECDSA", sequence(objectIdentifier("2a8648ce3d040304"))),
    RSA_SHA256("SHA256withRSA", sequence(objectIdentifier("2a864886f70d01010b"), hex("0500"))),
    ED25519("Ed25519", sequence(objectIdentifier("2b6570")));

    final String name;
    final byte[] identifier;

    Algorithm(String name, byte[] identifier) {
      this.name = name;
      this.identifier = identifier;
    }

    static Algorithm of(KeyType keyType) {
      return switch (keyType) {
        case P256 -> ECDSA_SHA256;
        case P384 -> ECDSA_SHA384;
        case P521 -> ECDSA_SHA512;
        case RSA2048, RSA3072, RSA4096 -> RSA_SHA256;
        case ED25519 -> ED25519;
      };
    }
  }
}
