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
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;

/**
 * The public half of a private key, which the JDK has no call for. Not for keys to be kept secret.
 */
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

  private static PublicKey ofEc(ECPrivateKey key) throws GeneralSecurityException {
    ECParameterSpec curve = key.getParams();
    ECPoint point = ECPoint.POINT_INFINITY;
    for (int bit = key.getS().bitLength() - 1; bit >= 0; bit--) {
      point = sum(point, point, curve);
      if (key.getS().testBit(bit)) point = sum(point, curve.getGenerator(), curve);
    }
    return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, curve));
  }

  /** SEC 1 section 2.2.1, for points that are not each other's opposite. */
  private static ECPoint sum(ECPoint p, ECPoint q, ECParameterSpec spec) {
    if (p.equals(ECPoint.POINT_INFINITY)) return q;
    if (q.equals(ECPoint.POINT_INFINITY)) return p;
    BigInteger prime = ((ECFieldFp) spec.getCurve().getField()).getP();
    BigInteger px = p.getAffineX();
    BigInteger py = p.getAffineY();
    BigInteger rise =
        p.equals(q)
            ? px.pow(2).multiply(BigInteger.valueOf(3)).add(spec.getCurve().getA())
            : q.getAffineY().subtract(py);
    BigInteger run = p.equals(q) ? py.shiftLeft(1) : q.getAffineX().subtract(px);
    BigInteger slope = rise.multiply(run.modInverse(prime)).mod(prime);
    BigInteger x = slope.pow(2).subtract(px).subtract(q.getAffineX()).mod(prime);
    return new ECPoint(x, slope.multiply(px.subtract(x)).subtract(py).mod(prime));
  }

  /** A generator makes the pair of the private key that it is given as its random bytes. */
  private static PublicKey ofEd(EdECPrivateKey key) throws GeneralSecurityException {
    byte[] secret =
        key.getBytes()
            .orElseThrow(() -> new InvalidKeyException("the key does not leave its device"));
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
