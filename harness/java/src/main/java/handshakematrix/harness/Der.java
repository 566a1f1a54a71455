package handshakematrix.harness;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** DER (X.690), as much of it as a certificate needs. */
final class Der {
  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int OCTET_STRING = 0x04;
  static final int OBJECT_IDENTIFIER = 0x06;
  static final int UTF8_STRING = 0x0c;
  static final int SEQUENCE = 0x30;
  static final int SET = 0x31;

  /** {@code [n]} around a whole element. */
  static final int EXPLICIT = 0xa0;

  /** {@code [n]} in the place of a string's own tag. */
  static final int IMPLICIT_STRING = 0x80;

  private static final int GENERALIZED_TIME = 0x18;
  private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'");

  private Der() {}

  static byte[] element(int tag, byte[]... contents) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : contents) content.writeBytes(part);
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    element.write(tag);
    writeLength(element, content.size());
    element.writeBytes(content.toByteArray());
    return element.toByteArray();
  }

  static byte[] sequence(byte[]... elements) {
    return element(SEQUENCE, elements);
  }

  /** The identifier's content octets in hexadecimal digits. */
  static byte[] objectIdentifier(String hex) {
    return element(OBJECT_IDENTIFIER, hex(hex));
  }

  /**
   * @param unusedBits at the end of the last octet
   */
  static byte[] bitString(int unusedBits, byte[] bits) {
    return element(BIT_STRING, new byte[] {(byte) unusedBits}, bits);
  }

  static byte[] time(Instant time) {
    return element(GENERALIZED_TIME, SECONDS.format(time.atOffset(ZoneOffset.UTC)).getBytes());
  }

  static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static void writeLength(ByteArrayOutputStream to, int length) {
    if (length < 0x80) {
      to.write(length);
      return;
    }
    int octets = length < 0x100 ? 1 : 2;
    to.write(0x80 | octets);
    for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8) to.write(length >> shift);
  }
}
