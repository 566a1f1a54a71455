package handshakematrix.harness;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handshakematrix.harness.HandshakeLine.LineException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeLineTest {
  private static final Address ADDRESS = new Address(Address.Network.TCP, "127.0.0.1:4099");
  private static final String LONG = "A".repeat(56);

  @Test
  void aLineThatWasFormattedIsRead() throws LineException {
    byte[] certificate = new byte[300];
    String line = new HandshakeLine(3, ADDRESS, Optional.of(certificate)).format();
    HandshakeLine read = HandshakeLine.parse(line, List.of(1, 3));
    assertEquals(3, read.version());
    assertEquals(ADDRESS, read.address());
    assertArrayEquals(certificate, read.certificateOrThrow());
  }

  @Test
  void theCertificateHasNoPadding() {
    assertEquals(
        "1|1|tcp|127.0.0.1:4099|grpc|" + LONG.substring(0, 54),
        new HandshakeLine(1, ADDRESS, Optional.of(new byte[40])).format());
  }

  @ParameterizedTest
  @CsvSource({
    "1|1|tcp|127.0.0.1:4099|grpc, 1",
    "1|1|tcp|127.0.0.1:4099|grpc|, 1",
    "1|1|tcp|127.0.0.1:4099|grpc|true, 1",
    "' 1|5|tcp|127.0.0.1:4099|grpc|\r', 5",
  })
  void lineWithoutCertificate(String line, int version) throws LineException {
    HandshakeLine read = HandshakeLine.parse(line, List.of(version));
    assertEquals(ADDRESS, read.address());
    assertTrue(read.certificate().isEmpty());
    assertThrows(LineException.class, read::certificateOrThrow);
  }

  @ParameterizedTest
  @CsvSource({
    "hello, Unrecognized remote plugin message: hello",
    "'', 'Unrecognized remote plugin message: '",
    "x|1|tcp|a|grpc, 'error parsing core protocol version: \"x\" is not a number'",
    "2|1|tcp|a|grpc, 'incompatible core API version with plugin. Plugin version: 2, Core version: 1'",
    "1|v|tcp|a|grpc, 'Error parsing protocol version \"v\": not a number'",
    "1|2|tcp|a|grpc, 'incompatible API version with plugin. Plugin version: 2, Client versions: [1 7]'",
    "1|1|pipe|a|grpc, unknown address type: pipe",
    "1|1|tcp||grpc, the plugin's address is empty",
    "1|1|tcp|a, 'unsupported plugin protocol \"netrpc\". Supported: [grpc]'",
    "1|1|tcp|a|http, 'unsupported plugin protocol \"http\". Supported: [grpc]'",
  })
  void refused(String line, String expected) {
    var error = assertThrows(LineException.class, () -> HandshakeLine.parse(line, List.of(1, 7)));
    assertEquals(expected, error.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"!", "AA=="})
  void aCertificateThatIsNotBase64WithoutPaddingIsRefused(String end) {
    String line = "1|1|tcp|a|grpc|" + LONG + end;
    var error = assertThrows(LineException.class, () -> HandshakeLine.parse(line, List.of(1)));
    assertTrue(error.getMessage().startsWith("error parsing server cert: "), error.getMessage());
  }
}
