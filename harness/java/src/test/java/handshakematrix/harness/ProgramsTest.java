package handshakematrix.harness;

import static handshakematrix.harness.Programs.answers;
import static handshakematrix.harness.Programs.argv;
import static handshakematrix.harness.Programs.config;
import static handshakematrix.harness.Programs.firstCall;
import static handshakematrix.harness.Programs.prove;
import static handshakematrix.harness.Programs.server;
import static handshakematrix.harness.Programs.statuses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The two programs as processes: a standalone server, a plugin under a host, the worker's errors.
 */
class ProgramsTest {
  private static final String STEPS =
      """
      {"name":"put","calls":[{"call":"put","key":"k","value":{"pattern":{"size":300,"first":250}},
        "continueOn":["OK"]}]},
      {"name":"get","calls":[{"call":"get","key":"k","continueOn":["OK"]}]},
      {"name":"missing","calls":[{"call":"get","key":"no","continueOn":["NOT_FOUND"]}]},
      {"name":"empty","calls":[{"call":"get","key":"","continueOn":["INVALID_ARGUMENT"]}]},
      {"name":"health","calls":[{"call":"health","service":"plugin","continueOn":["OK"]}]}
      """;

  @TempDir Path folder;

  private JsonObject provedInTheClear(String steps) throws IOException, InterruptedException {
    String listener =
        "{\"id\":\"a\",\"mode\":\"none\",\"network\":\"tcp\",\"address\":\"127.0.0.1:0\"}";
    Process server = server(Map.of("BASIC_PLUGIN", "hello", "KV_SERVER_CONFIG", config(listener)));
    try {
      JsonObject announced =
          JsonParser.parseString(server.inputReader().readLine())
              .getAsJsonObject()
              .getAsJsonArray("listeners")
              .get(0)
              .getAsJsonObject();
      announced.addProperty("kind", "address");
      return prove(
          "{\"target\":%s,\"tls\":{\"mode\":\"none\"},\"deadlineMs\":20000,\"steps\":[%s]}"
              .formatted(announced, steps));
    } finally {
      server.getOutputStream().close();
      assertEquals(0, server.waitFor());
    }
  }

  @Test
  void aStandaloneServerProvesItselfToTheClient() throws Exception {
    JsonObject answer = provedInTheClear(STEPS);
    assertEquals(List.of("OK", "OK", "NOT_FOUND", "INVALID_ARGUMENT", "OK"), statuses(answer));
    JsonObject got = firstCall(answer.getAsJsonArray("steps").get(1));
    assertEquals(300, got.getAsJsonObject("value").get("size").getAsInt());
  }

  /** The health of {@code plugin} is asked for, and SERVING answered, in bytes. */
  @Test
  void aUnaryCallInBytes() throws Exception {
    JsonObject answer =
        provedInTheClear(
            """
            {"name":"health","calls":[{"call":"unary","path":"/grpc.health.v1.Health/Check",
              "value":{"base64":"CgZwbHVnaW4="},"continueOn":["OK"]}]},
            {"name":"missing","calls":[{"call":"unary","path":"/other.Service/Call",
              "value":{"base64":""}}]}
            """);
    assertEquals(List.of("OK", "UNIMPLEMENTED"), statuses(answer));
    JsonObject value = firstCall(answer.getAsJsonArray("steps").get(0)).getAsJsonObject("value");
    assertEquals(
        "fb8da7eb5b1b399e7321179dac9e9f65773d7331e1e30554e3911e4325e1ef19",
        value.get("sha256").getAsString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--jdk"})
  void aPluginCallsBackAndShutsDownOverAutoMtls(String provider) throws Exception {
    Path key = folder.resolve("key");
    String lines = Base64.getMimeEncoder().encodeToString(Identity.fresh().key().getEncoded());
    Files.writeString(
        key, "-----BEGIN PRIVATE KEY-----\n" + lines + "\n-----END PRIVATE KEY-----\n");
    String listener =
        "{\"id\":\"p\",\"mode\":\"auto-mtls\",\"network\":\"tcp\",\"address\":\"127.0.0.1:0\","
            + "\"keyType\":\"p256\",\"key\":\"%s\"}".formatted(key);
    Gson json = new Gson();
    Map<String, String> environment = new HashMap<>();
    environment.put("KV_SERVER_CONFIG", "{\"listeners\":[" + listener + "]}");
    String[] words = provider.isEmpty() ? new String[0] : new String[] {provider};
    JsonObject answer =
        prove(
            """
            {"target":{"kind":"plugin","argv":%s,"environment":%s,"startTimeoutMs":20000},
             "tls":{"mode":"auto-mtls","keyType":"p256","key":"%s"},"deadlineMs":30000,"steps":[%s,
              {"name":"broker","calls":[{"call":"broker","nonce":"bm9uY2U=","continueOn":["OK"]}]},
              {"name":"end","calls":[{"call":"shutdown"}]}]}
            """
                .formatted(
                    json.toJson(argv("server", words)), json.toJson(environment), key, STEPS),
            words);
    assertEquals(
        List.of("OK", "OK", "NOT_FOUND", "INVALID_ARGUMENT", "OK", "OK", "OK"), statuses(answer));
    assertTrue(firstCall(answer.getAsJsonArray("steps").get(6)).get("exited").getAsBoolean());
    assertTrue(answer.get("clientCertificate").isJsonPrimitive());
  }

  @Test
  void aKeyThatIsNotTakenIsAnObservation() throws Exception {
    Path certificate = folder.resolve("certificate");
    Path key = folder.resolve("key");
    Files.writeString(certificate, Certificates.pem(Identity.fresh().der()));
    Files.writeString(key, "-----BEGIN EC PRIVATE KEY-----\nMHc=\n-----END EC PRIVATE KEY-----\n");
    JsonObject answer =
        prove(
            """
            {"target":{"kind":"address","network":"tcp","address":"127.0.0.1:1"},
             "tls":{"mode":"mtls","ca":"%1$s","serverName":"a","certificate":"%1$s","key":"%2$s"},
             "deadlineMs":20000,"steps":[%3$s]}
            """
                .formatted(certificate, key, STEPS));
    assertEquals(List.of("UNAVAILABLE"), statuses(answer));
    assertEquals(
        key + ": no PKCS #8 key in it",
        firstCall(answer.getAsJsonArray("steps").get(0)).get("message").getAsString());
  }

  @Test
  void aLineThatCannotBeDialledIsAFailedStart() throws Exception {
    JsonObject answer =
        prove(
            """
            {"target":{"kind":"plugin","argv":["echo","1|1|tcp|127.0.0.1:99999|grpc|"],
              "startTimeoutMs":20000},"tls":{"mode":"none"},"deadlineMs":20000,"steps":[%s]}
            """
                .formatted(STEPS));
    JsonObject start = answer.getAsJsonObject("start");
    assertTrue(start.get("line").isJsonNull());
    assertTrue(start.getAsJsonObject("error").get("message").getAsString().contains("99999"));
    assertEquals(List.of(), statuses(answer));
  }

  @Test
  void withoutItsCookieTheServerSaysWhatItIs() throws Exception {
    Process server = server(Map.of("BASIC_PLUGIN", ""));
    assertTrue(server.errorReader().readLine().startsWith("kv-server: this is a plugin"));
    assertEquals(1, server.waitFor());
  }

  @ParameterizedTest
  @CsvSource({"tcp, 1", "pipe, 127"})
  void theExitCodeSaysWhetherTheStackHasIt(String network, int code) throws Exception {
    String listener =
        "{\"id\":\"a\",\"mode\":\"none\",\"network\":\"%s\",\"address\":\"nowhere:\"}"
            .formatted(network);
    Process server = server(Map.of("BASIC_PLUGIN", "hello", "KV_SERVER_CONFIG", config(listener)));
    assertEquals(code == 127, server.errorReader().readLine().startsWith("unsupported: "));
    assertEquals(code, server.waitFor());
  }

  @Test
  void errorsOfRequests() throws Exception {
    List<JsonObject> answers =
        answers(
            """
            {
            {"jsonrpc":"2.0","id":1}
            {"jsonrpc":"2.0","id":2,"method":"dance"}
            {"jsonrpc":"2.0","id":3,"method":"prove","params":{}}
            """);
    Map<String, Integer> codes = new HashMap<>();
    for (JsonObject answer : answers) {
      codes.put(
          answer.get("id").toString(), answer.getAsJsonObject("error").get("code").getAsInt());
    }
    assertEquals(Map.of("null", -32700, "1", -32600, "2", -32601, "3", -32602), codes);
  }
}
