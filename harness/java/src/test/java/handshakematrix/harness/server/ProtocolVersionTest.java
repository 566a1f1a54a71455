package handshakematrix.harness.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtocolVersionTest {
  @ParameterizedTest
  @CsvSource({"1, '', 1", "2 3, '1,2', 2", "2 10, '10,2', 10", "2 10, 'x,2,', 2", "4 3, '1,2', 3"})
  void theHighestThatBothSpeakIsChosen(String own, String asked, int expected) {
    List<Integer> versions = Stream.of(own.split(" ")).map(Integer::valueOf).toList();
    assertEquals(expected, ProtocolVersion.negotiated(versions, asked));
  }
}
