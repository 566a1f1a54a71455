package handshakematrix.harness;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;

/** The public half of a private key, which the JDK has no call for. */
final class PublicKeys {
  private PublicKeys() {}

  static PublicKey of(PrivateKey key) throws GeneralSecurityException {
    if (key instanceof RSAPrivateCrtKey rsa) {
      var spec = new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent());
      return KeyFactory.getInstance("RSA").generatePublic(spec);
    }
    if (key instanceof ECPrivateKey ec) return ofEc(ec);
    if (key instanceof EdECPrivateKey ed) return ofEd(ed);
    throw new InvalidKeyException("no public key can be had of a key of " + key.getAlgorithm());
  }

  /** It ends the encoding, as the uncompressed point that RFC 5915 recommends to add. */
  private static PublicKey ofEc(ECPrivateKey key) throws GeneralSecurityException {
    byte[] encoded = key.getEncoded();
    int size = (key.getParams().getCurve().getField().getFieldSize() + 7) / 8;
    int start = encoded.length - 2 * size;
    if (start < 2 || encoded[start - 1] != 4 || encoded[start - 2] != 0) {
      throw new InvalidKeyException("the key's file does not have its public key");
    }
    ECPoint point =
        new ECPoint(
            new BigInteger(1, Arrays.copyOfRange(encoded, start, start + size)),
            new BigInteger(1, Arrays.copyOfRange(encoded, start + size, encoded.length)));
    return KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(point, key.getParams()));
  }

  /** A generator makes the pair of the private key that it is given as its random bytes. */
  private static PublicKey ofEd(EdECPrivateKey key) throws GeneralSecurityException {
    byte[] secret =
        key.getBytes().orElseThrow(() -> new InvalidKeyException("the key does not leave its device"));
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EdDSA");
    generator.initialize(key.getParams(), new Given(secret));
    return generator.generateKeyPair().getPublic();
  }

  private static final class Given extends SecureRandom {
    private final byte[] bytes;

    Given(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public void nextBytes(byte[] to) {
      System.arraycopy(bytes, 0, to, 0, to.length);
    }
  }
}
