package handshakematrix.harness.server;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Which version of its application's protocol a plugin speaks (go-plugin's server.go). */
final class ProtocolVersion {
  private ProtocolVersion() {}

  /**
   * The highest that the plugin's host asks for too, else the plugin's lowest.
   *
   * @param own at least one
   * @param asked what the host says in {@code PLUGIN_PROTOCOL_VERSIONS}; empty: nothing
   */
  static int negotiated(List<Integer> own, String asked) {
    List<Integer> common = new ArrayList<>(own);
    common.retainAll(numbers(asked));
    return common.isEmpty() ? Collections.min(own) : Collections.max(common);
  }

  private static List<Integer> numbers(String asked) {
    List<Integer> numbers = new ArrayList<>();
    for (String text : asked.split(",")) {
      if (text.isEmpty()) continue;
      try {
        numbers.add(Integer.parseInt(text));
      } catch (NumberFormatException error) {
        System.err.println("server sent invalid plugin version \"" + text + "\"");
      }
    }
    return numbers;
  }
}
