package handshakematrix.harness.client;

import com.google.gson.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** How many bytes came, and the SHA-256 of them all. */
final class Digest {
  private final MessageDigest sha256 = sha256();
  private int size = 0;

  static Digest of(byte[] value) {
    Digest digest = new Digest();
    digest.add(value);
    return digest;
  }

  void add(byte[] bytes) {
    sha256.update(bytes);
    size += bytes.length;
  }

  /** In hexadecimal. */
  String hex() {
    try {
      return HexFormat.of().formatHex(((MessageDigest) sha256.clone()).digest());
    } catch (CloneNotSupportedException error) {
      throw new IllegalStateException("the JDK's can be cloned", error);
    }
  }

  JsonObject json() {
    JsonObject digest = new JsonObject();
    digest.addProperty("size", size);
    digest.addProperty("sha256", hex());
    return digest;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException error) {
      throw new IllegalStateException("every JDK has SHA-256", error);
    }
  }
}
