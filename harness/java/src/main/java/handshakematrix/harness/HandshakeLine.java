package handshakematrix.harness;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The one line of a plugin's stdout, as go-plugin writes and reads it (server.go, client.go): where
 * the plugin listens.
 *
 * @param version of the application's protocol
 * @param certificate DER; empty if field 6 is empty or missing
 */
public record HandshakeLine(int version, Address address, Optional<byte[]> certificate) {
  /** Of the application that this project's plugins serve. */
  public static final int PROTOCOL_VERSION = 1;

  private static final int CORE_PROTOCOL_VERSION = 1;

  /** A host takes a shorter field 6 for something else, which old plugins put there. */
  private static final int LONGEST_NOT_A_CERTIFICATE = 50;

  /** Why a host refuses a line, in go-plugin's words. */
  public static final class LineException extends Exception {
    LineException(String message) {
      super(message);
    }
  }

  public String format() {
    return String.join(
        "|",
        String.valueOf(CORE_PROTOCOL_VERSION),
        String.valueOf(version),
        address.network().word(),
        address.text(),
        "grpc",
        certificate.map(Base64.getEncoder().withoutPadding()::encodeToString).orElse(""));
  }

  /**
   * @param versions of the application that the host speaks
   */
  public static HandshakeLine parse(String line, List<Integer> versions) throws LineException {
    String[] fields = line.strip().split("\\|", -1);
    if (fields.length < 4) {
      throw new LineException("Unrecognized remote plugin message: " + line.strip());
    }
    int core = number(fields[0], "error parsing core protocol version: \"%s\" is not a number");
    if (core != CORE_PROTOCOL_VERSION) {
      throw new LineException(
          "incompatible core API version with plugin. Plugin version: %d, Core version: %d"
              .formatted(core, CORE_PROTOCOL_VERSION));
    }
    int spoken = number(fields[1], "Error parsing protocol version \"%s\": not a number");
    if (!versions.contains(spoken)) {
      String known = versions.stream().map(String::valueOf).collect(Collectors.joining(" "));
      throw new LineException(
          "incompatible API version with plugin. Plugin version: %d, Client versions: [%s]"
              .formatted(spoken, known));
    }
    Address.Network network =
        Address.Network.of(fields[2])
            .orElseThrow(() -> new LineException("unknown address type: " + fields[2]));
    if (fields[3].isEmpty()) throw new LineException("the plugin's address is empty");
    String protocol = fields.length > 4 ? fields[4] : "netrpc";
    if (!protocol.equals("grpc")) {
      throw new LineException(
          "unsupported plugin protocol \"%s\". Supported: [grpc]".formatted(protocol));
    }
    return new HandshakeLine(
        spoken, new Address(network, fields[3]), certificate(fields.length > 5 ? fields[5] : ""));
  }

  /** A host that has a certificate of its own speaks to no plugin in the clear. */
  public byte[] certificateOrThrow() throws LineException {
    return certificate.orElseThrow(
        () ->
            new LineException(
                "the plugin sent no certificate, so it would be spoken to in the clear"));
  }

  private static int number(String text, String fault) throws LineException {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException error) {
      throw new LineException(fault.formatted(text));
    }
  }

  private static Optional<byte[]> certificate(String field) throws LineException {
    if (field.length() <= LONGEST_NOT_A_CERTIFICATE) return Optional.empty();
    // The decoder takes padding, which go-plugin's does not.
    if (field.endsWith("=")) {
      throw new LineException("error parsing server cert: padding in " + field);
    }
    try {
      return Optional.of(Base64.getDecoder().decode(field));
    } catch (IllegalArgumentException error) {
      throw new LineException("error parsing server cert: " + error.getMessage());
    }
  }
}
