package handshakematrix.harness;

import static handshakematrix.harness.Programs.argv;
import static handshakematrix.harness.Programs.firstCall;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import handshakematrix.v1.ToldOuterClass.Script;
import handshakematrix.v1.ToldOuterClass.ToldRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an application asks of a plugin's host, and what the plugin makes of it. */
class HostingTest {
  private static final String PUT =
      """
      {"name":"put","calls":[{"call":"put","key":"k","value":{"base64":"AA=="},
       "continueOn":["OK"]}]}
      """;
  private static final String SHUTDOWN =
      "{\"name\":\"end\",\"calls\":[{\"call\":\"shutdown\",\"afterMs\":50}]}";

  @TempDir Path folder;

  private Worker worker;

  /** A client that answers one request after another. */
  private record Worker(Process process, BufferedReader answers) {
    static Worker start() throws IOException {
      Process process =
          new ProcessBuilder(argv("client")).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      return new Worker(process, process.inputReader());
    }

    JsonObject answer(String target, String steps) throws IOException {
      String request =
          """
          {"jsonrpc":"2.0","id":1,"method":"prove","params":{"target":%s,"tls":{"mode":"none"},
           "deadlineMs":60000,"keepOpen":true,"steps":[%s]}}
          """
              .formatted(target, steps)
              .replace('\n', ' ');
      process.getOutputStream().write((request + "\n").getBytes());
      process.getOutputStream().flush();
      JsonObject answer = JsonParser.parseString(answers.readLine()).getAsJsonObject();
      return answer.getAsJsonObject("result");
    }

    JsonObject goOn(JsonObject earlier, String steps) throws IOException {
      String target = "{\"kind\":\"session\",\"id\":%s}".formatted(earlier.get("session"));
      return answer(target, steps);
    }

    void end() throws IOException, InterruptedException {
      process.getOutputStream().close();
      assertEquals(0, process.waitFor());
    }
  }

  @BeforeEach
  void start() throws IOException {
    worker = Worker.start();
  }

  @AfterEach
  void end() throws IOException, InterruptedException {
    worker.end();
  }

  /** A plugin that listens where go-plugin would, in the clear. */
  private String plugin(String host, String versions) {
    String config =
        """
        {"listeners":[{"id":"p","mode":"auto-mtls","network":"unix","protocolVersions":%s,
          "keyType":"p256","key":"none"}]}
        """
            .formatted(versions);
    // A plugin that its host kills leaves its socket.
    Map<String, String> environment =
        Map.of("KV_SERVER_CONFIG", config, "PLUGIN_UNIX_SOCKET_DIR", folder.toString());
    Gson json = new Gson();
    return "{\"kind\":\"plugin\",\"argv\":%s,\"environment\":%s,\"startTimeoutMs\":60000,\"host\":%s}"
        .formatted(json.toJson(argv("server")), json.toJson(environment), host);
  }

  private String plugin(String host) {
    return plugin(host, "[1]");
  }

  private static String[] line(JsonObject answer) {
    return answer.getAsJsonObject("start").get("line").getAsString().split("\\|", -1);
  }

  private static String fault(JsonObject answer) {
    return answer.getAsJsonObject("start").getAsJsonObject("error").get("message").getAsString();
  }

  private static JsonObject call(JsonObject answer) {
    return firstCall(answer.getAsJsonArray("steps").get(0));
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  @Test
  void thePluginAndItsHostAgreeOnAVersion() throws Exception {
    JsonObject answer = worker.answer(plugin("{\"protocolVersions\":[1,2]}", "[3,2]"), PUT);
    assertEquals("2", line(answer)[1]);
  }

  @ParameterizedTest
  @CsvSource({"false, rwx------", "true, rwxrwx---"})
  void itsSocketIsInItsHostsDirectory(boolean ofGroup, String permissions) throws Exception {
    String group =
        ofGroup ? ",\"group\":\"%s\"".formatted(Files.getAttribute(folder, "unix:gid")) : "";
    String host = "{\"sockets\":{\"folder\":\"%s\"%s}}".formatted(folder, group);
    JsonObject answer = worker.answer(plugin(host), PUT);
    assertEquals("OK", call(answer).get("status").getAsString());
    assertEquals("unix", line(answer)[2]);
    Path socket = Path.of(line(answer)[3]);
    Path directory = socket.getParent();
    assertEquals(folder, directory.getParent());
    assertEquals(
        permissions, PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)));
    if (ofGroup) {
      String modes = PosixFilePermissions.toString(Files.getPosixFilePermissions(socket));
      assertEquals("rw-rw----", modes);
    }
    worker.end();
    assertFalse(Files.exists(directory));
  }

  @Test
  void aGroupThatIsNotThereIsAFailedStart() throws Exception {
    String host = "{\"sockets\":{\"folder\":\"%s\",\"group\":\"no-such-group\"}}".formatted(folder);
    JsonObject answer = worker.answer(plugin(host), PUT);
    assertEquals("the directory for sockets could not be made", fault(answer));
    try (var left = Files.list(folder)) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void whatItWritesReachesItsHostByteForByte() throws Exception {
    byte[] stdout = new byte[10_000];
    for (int i = 0; i < stdout.length; i++) stdout[i] = (byte) i;
    Script script =
        Script.newBuilder()
            .setStdout(ByteString.copyFrom(stdout))
            .setStderr(ByteString.copyFromUtf8("e\n"))
            .build();
    byte[] message = ToldRequest.newBuilder().setScript(script).build().toByteArray();
    String write =
        """
        {"name":"write","calls":[{"call":"unary","path":"/handshakematrix.v1.Told/Unary",
         "value":{"base64":"%s"},"continueOn":["OK"]}]}
        """
            .formatted(Base64.getEncoder().encodeToString(message));
    JsonObject answer = worker.goOn(worker.answer(plugin("{\"output\":true}"), PUT), write);
    while (size(answer, "stderr") < 2) answer = worker.goOn(answer, PUT);
    assertEquals(stdout.length, size(answer, "stdout"));
    JsonObject came = answer.getAsJsonObject("output").getAsJsonObject("stdout");
    assertEquals(sha256(stdout), came.get("sha256").getAsString());
  }

  private static int size(JsonObject answer, String stream) {
    JsonObject output = answer.getAsJsonObject("output");
    return output.getAsJsonObject(stream).get("size").getAsInt();
  }

  @Test
  void aProgramWithAnotherChecksumIsNotStarted() throws Exception {
    String right = sha256(Files.readAllBytes(Path.of(argv("server").get(0))));
    JsonObject started = worker.answer(plugin("{\"sha256\":\"%s\"}".formatted(right)), PUT);
    assertEquals("OK", call(started).get("status").getAsString());
    String wrong = "00".repeat(32);
    JsonObject answer = worker.answer(plugin("{\"sha256\":\"%s\"}".formatted(wrong)), PUT);
    assertEquals("checksums did not match", fault(answer));
  }

  @Test
  void aSecondHostAttachesAndEndsIt() throws Exception {
    JsonObject answer = worker.answer(plugin("{}"), PUT);
    Worker second = Worker.start();
    // It waits for the process that it is told of, which is this one.
    String target =
        "{\"kind\":\"attach\",\"network\":\"%s\",\"address\":\"%s\",\"pid\":%d}"
            .formatted(line(answer)[2], line(answer)[3], ProcessHandle.current().pid());
    JsonObject attached = second.answer(target, PUT);
    assertEquals("OK", call(attached).get("status").getAsString());
    assertFalse(call(second.goOn(attached, SHUTDOWN)).get("exited").getAsBoolean());
    JsonArray ended = worker.goOn(answer, SHUTDOWN).getAsJsonArray("steps");
    assertTrue(firstCall(ended.get(0)).get("exited").getAsBoolean());
    assertTrue(ended.get(0).getAsJsonObject().get("elapsedMs").getAsDouble() >= 50);
    second.end();
  }

  @Test
  void whatThisHostDoesNotHaveIsUnsupported() throws Exception {
    JsonObject answer = worker.answer(plugin("{\"multiplex\":true}"), PUT);
    assertEquals("unsupported", answer.get("kind").getAsString());
  }
}
