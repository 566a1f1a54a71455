package handshakematrix.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The two programs as processes. */
final class Programs {
  private Programs() {}

  static List<String> argv(String program, String... words) {
    List<String> argv = new ArrayList<>();
    argv.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    argv.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    argv.add("handshakematrix.harness." + program + ".Main");
    argv.addAll(List.of(words));
    return argv;
  }

  static Process server(Map<String, String> environment) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(argv("server"));
    builder.environment().keySet().removeAll(List.of("PLUGIN_CLIENT_CERT", "KV_SERVER_CONFIG"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  static String config(String listener) {
    return "{\"endOnStdinEof\":true,\"listeners\":[" + listener + "]}";
  }

  /** What the worker answers, at the end of its stdin. */
  static List<JsonObject> answers(String lines, String... words)
      throws IOException, InterruptedException {
    Process worker =
        new ProcessBuilder(argv("client", words))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    worker.getOutputStream().write(lines.getBytes());
    worker.getOutputStream().close();
    List<JsonObject> answers =
        worker
            .inputReader()
            .lines()
            .map(line -> JsonParser.parseString(line).getAsJsonObject())
            .toList();
    assertEquals(0, worker.waitFor());
    return answers;
  }

  static JsonObject prove(String params, String... words) throws IOException, InterruptedException {
    String request =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"prove\",\"params\":" + params + "}";
    return answers(request.replace('\n', ' '), words).get(0).getAsJsonObject("result");
  }

  static List<String> statuses(JsonObject answer) {
    List<String> statuses = new ArrayList<>();
    for (JsonElement step : answer.getAsJsonArray("steps")) {
      statuses.add(firstCall(step).get("status").getAsString());
    }
    return statuses;
  }

  static JsonObject firstCall(JsonElement step) {
    JsonArray calls = step.getAsJsonObject().getAsJsonArray("calls");
    return calls.get(0).getAsJsonObject();
  }
}
