package handshakematrix.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import handshakematrix.v1.ToldOuterClass.Header;
import handshakematrix.v1.ToldOuterClass.ReportRequest;
import handshakematrix.v1.ToldOuterClass.Script;
import handshakematrix.v1.ToldOuterClass.Seen;
import handshakematrix.v1.ToldOuterClass.ToldRequest;
import handshakematrix.v1.ToldOuterClass.ToldResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The service Told and the call {@code rpc}, between the two programs. */
class ToldTest {
  private static final String SERVICE = "/handshakematrix.v1.Told/";
  private static final int DEADLINE_MS = 20_000;

  private static Process server;
  private static Process worker;
  private static BufferedReader answers;
  private static JsonObject target;

  @BeforeAll
  static void start() throws IOException {
    String listener =
        "{\"id\":\"a\",\"mode\":\"none\",\"network\":\"tcp\",\"address\":\"127.0.0.1:0\"}";
    server =
        Programs.server(
            Map.of("BASIC_PLUGIN", "hello", "KV_SERVER_CONFIG", Programs.config(listener)));
    JsonObject line = JsonParser.parseString(server.inputReader().readLine()).getAsJsonObject();
    target = line.getAsJsonArray("listeners").get(0).getAsJsonObject();
    target.addProperty("kind", "address");
    worker =
        new ProcessBuilder(Programs.argv("client"))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    answers = worker.inputReader();
  }

  @AfterAll
  static void end() throws IOException, InterruptedException {
    for (Process process : List.of(worker, server)) {
      process.getOutputStream().close();
      assertEquals(0, process.waitFor());
    }
  }

  private static JsonObject answer(JsonObject call, int deadlineMs) throws IOException {
    return answer(target, call, deadlineMs);
  }

  private static JsonObject answer(JsonObject target, JsonObject call, int deadlineMs)
      throws IOException {
    String request =
        """
        {"jsonrpc":"2.0","id":1,"method":"prove","params":{"target":%s,"tls":{"mode":"none"},
         "deadlineMs":%d,"steps":[{"name":"rpc","calls":[%s]}]}}
        """
            .formatted(target, deadlineMs, call)
            .replace('\n', ' ');
    worker.getOutputStream().write((request + "\n").getBytes());
    worker.getOutputStream().flush();
    return JsonParser.parseString(answers.readLine()).getAsJsonObject();
  }

  private static JsonObject observe(JsonObject call) throws IOException {
    return observe(call, DEADLINE_MS);
  }

  private static JsonObject observe(JsonObject call, int deadlineMs) throws IOException {
    JsonObject result = answer(call, deadlineMs).getAsJsonObject("result");
    return Programs.firstCall(result.getAsJsonArray("steps").get(0));
  }

  private static JsonObject rpc(String kind, String method, MessageLite... requests) {
    JsonObject call = new JsonObject();
    call.addProperty("call", "rpc");
    call.addProperty("kind", kind);
    call.addProperty("path", SERVICE + method);
    JsonArray values = new JsonArray();
    for (MessageLite request : requests) {
      JsonObject value = new JsonObject();
      value.addProperty("base64", base64(request.toByteArray()));
      values.add(value);
    }
    call.add("requests", values);
    call.add("metadata", new JsonArray());
    call.addProperty("deadlineMs", DEADLINE_MS);
    call.addProperty("sendEveryMs", 0);
    call.addProperty("halfClose", true);
    call.add("compression", JsonNull.INSTANCE);
    call.addProperty("waitForReady", false);
    call.add("cancel", JsonNull.INSTANCE);
    return call;
  }

  private static JsonObject rpc(String kind, MessageLite... requests) {
    String method =
        switch (kind) {
          case "unary" -> "Unary";
          case "client-stream" -> "ClientStream";
          case "server-stream" -> "ServerStream";
          default -> "Bidi";
        };
    return rpc(kind, method, requests);
  }

  private static ToldRequest told(Script.Builder script) {
    return ToldRequest.newBuilder().setScript(script).build();
  }

  private static Script.Builder sizes(Integer... sizes) {
    return Script.newBuilder().addAllSizes(List.of(sizes));
  }

  private static Seen report(String id) throws IOException {
    ReportRequest request = ReportRequest.newBuilder().setId(id).build();
    return Seen.parseFrom(
        Base64.getDecoder().decode(messages(observe(rpc("unary", "Report", request))).get(0)));
  }

  /** Waits for it: the report may overtake the cancellation. */
  private static long cancelledAfterMs(String id) throws IOException {
    long limit = System.nanoTime() + 5_000_000_000L;
    long after;
    do after = report(id).getCancelledAfterMs();
    while (after < 0 && System.nanoTime() < limit);
    return after;
  }

  private static List<String> messages(JsonObject answer) {
    List<String> messages = new ArrayList<>();
    for (JsonElement message : answer.getAsJsonObject("rpc").getAsJsonArray("messages")) {
      messages.add(message.getAsJsonObject().get("base64").getAsString());
    }
    return messages;
  }

  private static String response(int size) {
    byte[] payload = new byte[size];
    for (int i = 0; i < size; i++) payload[i] = (byte) i;
    ByteString bytes = ByteString.copyFrom(payload);
    return base64(ToldResponse.newBuilder().setPayload(bytes).build().toByteArray());
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String status(JsonObject answer) {
    return answer.get("status").getAsString();
  }

  private static JsonObject entry(String name, byte[] value) {
    JsonObject entry = new JsonObject();
    entry.addProperty("name", name);
    entry.addProperty("value", base64(value));
    return entry;
  }

  private static JsonArray entriesOf(JsonArray all, String name) {
    JsonArray entries = new JsonArray();
    for (JsonElement one : all) {
      if (one.getAsJsonObject().get("name").getAsString().equals(name)) entries.add(one);
    }
    return entries;
  }

  @ParameterizedTest
  @CsvSource({
    "unary, 1, 3",
    "client-stream, 3, 3",
    "server-stream, 1, 3 0 300",
    "bidi, 3, 3 0 300",
    "client-stream, 0, 0",
    "bidi, 0, ''"
  })
  void kinds(String kind, int requests, String answered) throws Exception {
    String id = kind + " of " + requests;
    List<ToldRequest> sent =
        new ArrayList<>(Collections.nCopies(3, ToldRequest.getDefaultInstance()));
    sent.set(0, told(sizes(3, 0, 300).setId(id)));
    JsonObject call = rpc(kind, sent.subList(0, requests).toArray(MessageLite[]::new));
    call.addProperty("sendEveryMs", 5);
    JsonObject answer = observe(call);
    assertEquals("OK", status(answer));
    List<String> expected =
        Arrays.stream(answered.split(" "))
            .filter(size -> !size.isEmpty())
            .map(size -> response(Integer.parseInt(size)))
            .toList();
    assertEquals(expected, messages(answer));
    if (requests == 0) return;
    Seen seen = report(id);
    assertEquals(requests, seen.getReceived());
    assertEquals(-1, seen.getCancelledAfterMs());
    assertEquals(target.get("address").getAsString(), seen.getAuthority());
    assertTrue(seen.getTimeoutMs() > 0 && seen.getTimeoutMs() <= DEADLINE_MS);
  }

  @Test
  void metadataBothWays() throws Exception {
    Script.Builder script = Script.newBuilder().setId("metadata");
    JsonArray given = new JsonArray();
    for (JsonObject one :
        List.of(
            entry("text", "one".getBytes()),
            entry("text", "two".getBytes()),
            entry("x-bin", new byte[] {0, -1}),
            entry("x-bin", new byte[] {}))) {
      given.add(one);
      ByteString value =
          ByteString.copyFrom(Base64.getDecoder().decode(one.get("value").getAsString()));
      Header header =
          Header.newBuilder().setName(one.get("name").getAsString()).setValue(value).build();
      script.addInitial(header).addTrailing(header);
    }
    JsonObject call = rpc("unary", told(script));
    call.add("metadata", given);
    JsonObject rpc = observe(call).getAsJsonObject("rpc");
    JsonArray seen = new JsonArray();
    for (Header header : report("metadata").getMetadataList()) {
      seen.add(entry(header.getName(), header.getValue().toByteArray()));
    }
    for (JsonArray all :
        List.of(rpc.getAsJsonArray("initial"), rpc.getAsJsonArray("trailing"), seen)) {
      for (String name : List.of("text", "x-bin")) {
        assertEquals(entriesOf(given, name), entriesOf(all, name));
      }
    }
  }

  /** Of a number without a name grpc-java makes UNKNOWN. */
  @ParameterizedTest
  @CsvSource({"unary, 5, NOT_FOUND", "bidi, 5, NOT_FOUND", "unary, 17, UNKNOWN"})
  void aStatusWithMessageAndDetails(String kind, int code, String status) throws Exception {
    byte[] details = {8, 5};
    Script.Builder script =
        sizes().setCode(code).setMessage("größer, 100 %").setDetails(ByteString.copyFrom(details));
    JsonObject answer = observe(rpc(kind, told(script)));
    assertEquals(status, status(answer));
    assertEquals("größer, 100 %", answer.get("message").getAsString());
    assertEquals(List.of(), messages(answer));
    assertEquals(base64(details), answer.getAsJsonObject("rpc").get("details").getAsString());
  }

  @ParameterizedTest
  @CsvSource({
    "unary, afterMs, 80, 0",
    "client-stream, afterMs, 80, 0",
    "server-stream, afterMessages, 2, 2",
    "bidi, afterMessages, 2, 2",
    "unary, afterMessages, 0, 0",
    "bidi, afterMessages, 0, 0"
  })
  void aCancellation(String kind, String when, int amount, int messages) throws Exception {
    String id = kind + " cancelled " + amount;
    Script.Builder script = Script.newBuilder().setId(id).setEachMs(60).setEarly(messages > 0);
    if (messages == 0) script.setDelayMs(3000);
    IntStream.range(0, 9).forEach(at -> script.addSizes(1));
    JsonObject call = rpc(kind, told(script));
    JsonObject cancel = new JsonObject();
    cancel.addProperty(when, amount);
    call.add("cancel", cancel);
    call.addProperty("halfClose", false);
    JsonObject answer = observe(call);
    assertEquals("CANCELLED", status(answer));
    assertEquals(messages, messages(answer).size());
    if (amount == 0) return;
    long after = cancelledAfterMs(id);
    assertTrue(after >= 0 && after < 2500, () -> "seen after " + after + " ms");
  }

  @Test
  void deadlines() throws Exception {
    JsonObject without = rpc("unary", told(Script.newBuilder().setId("none")));
    without.add("deadlineMs", JsonNull.INSTANCE);
    assertEquals("OK", status(observe(without)));
    assertEquals(-1, report("none").getTimeoutMs());
    long days30 = 2_592_000_000L;
    JsonObject with = rpc("unary", told(Script.newBuilder().setId("30 days")));
    with.addProperty("deadlineMs", days30);
    assertEquals("OK", status(observe(with)));
    long seen = report("30 days").getTimeoutMs();
    assertTrue(seen > days30 - 5000 && seen <= days30, () -> seen + " ms");
  }

  @Test
  void atTheDeadlineOfTheRequestACallIsCancelled() throws Exception {
    JsonObject call = rpc("unary", told(Script.newBuilder().setDelayMs(3000)));
    call.add("deadlineMs", JsonNull.INSTANCE);
    assertEquals("CANCELLED", status(observe(call, 300)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"unary", "bidi"})
  void compressed(String kind) throws Exception {
    JsonObject call = rpc(kind, told(sizes(2000).setGzip(true).setId("gzip " + kind)));
    call.addProperty("compression", "gzip");
    JsonObject answer = observe(call);
    assertEquals(List.of(response(2000)), messages(answer));
    JsonArray initial = answer.getAsJsonObject("rpc").getAsJsonArray("initial");
    JsonArray gzip = new JsonArray();
    gzip.add(entry("grpc-encoding", "gzip".getBytes()));
    assertEquals(gzip, entriesOf(initial, "grpc-encoding"));
    assertTrue(
        report("gzip " + kind).getMetadataList().stream()
            .anyMatch(one -> one.getName().equals("grpc-encoding")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"client-stream", "bidi"})
  void toldToBeEarlyItDoesNotWaitForTheRest(String kind) throws Exception {
    JsonObject call = rpc(kind, told(sizes(2).setEarly(true)));
    call.addProperty("halfClose", false);
    JsonObject answer = observe(call);
    assertEquals("OK", status(answer));
    assertEquals(List.of(response(2)), messages(answer));
  }

  @Test
  void toldToItSendsInitialMetadataBeforeItReadsTheRest() throws Exception {
    Header header =
        Header.newBuilder().setName("first").setValue(ByteString.copyFromUtf8("yes")).build();
    JsonObject call =
        rpc("bidi", told(Script.newBuilder().setHeadersFirst(true).addInitial(header)));
    call.addProperty("halfClose", false);
    call.add("cancel", JsonParser.parseString("{\"afterMs\":500}"));
    JsonArray initial = observe(call).getAsJsonObject("rpc").getAsJsonArray("initial");
    assertEquals(1, entriesOf(initial, "first").size());
  }

  @ParameterizedTest
  @CsvSource({
    "unary, ServerStream, 2, CANCELLED",
    "unary, ServerStream, 0, INTERNAL",
    "bidi, None, 0, UNIMPLEMENTED"
  })
  void aMethodOfAnotherKind(String kind, String method, int responses, String status)
      throws Exception {
    ToldRequest request = told(sizes(Collections.nCopies(responses, 1).toArray(Integer[]::new)));
    assertEquals(status, status(observe(rpc(kind, method, request))));
  }

  @Test
  void aNameThatGrpcJavaRefuses() throws Exception {
    JsonObject call = rpc("unary", ToldRequest.getDefaultInstance());
    call.getAsJsonArray("metadata").add(entry("a key", new byte[0]));
    JsonObject answer = observe(call);
    assertEquals("none", status(answer));
    assertEquals("Invalid character ' ' in key name 'a key'", answer.get("message").getAsString());
    Header header = Header.newBuilder().setName("a key").build();
    for (String kind : List.of("unary", "bidi")) {
      ToldRequest request = told(Script.newBuilder().addTrailing(header));
      assertEquals("UNKNOWN", status(observe(rpc(kind, request))));
    }
  }

  @Test
  void anIdThatNoCallHad() throws Exception {
    ReportRequest request = ReportRequest.newBuilder().setId("never").build();
    assertEquals("NOT_FOUND", status(observe(rpc("unary", "Report", request))));
  }

  @Test
  void aUnaryCallHasOneRequestOrMakesNoSense() throws Exception {
    JsonObject error = answer(rpc("unary"), DEADLINE_MS).getAsJsonObject("error");
    assertEquals(-32602, error.get("code").getAsInt());
  }

  @Test
  void ofAPlugin() throws Exception {
    JsonObject plugin = new JsonObject();
    plugin.addProperty("kind", "plugin");
    plugin.add("argv", new Gson().toJsonTree(Programs.argv("server")));
    plugin.addProperty("startTimeoutMs", DEADLINE_MS);
    JsonObject result =
        answer(plugin, rpc("bidi", told(sizes(3, 0))), DEADLINE_MS).getAsJsonObject("result");
    JsonObject answer = Programs.firstCall(result.getAsJsonArray("steps").get(0));
    assertEquals(List.of(response(3), response(0)), messages(answer));
  }
}
